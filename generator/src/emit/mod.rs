//! Turns the plan into lines of code: it decides nothing and cannot fail.
//!
//! Each file of the crate has an emitter here; what they have in common is `scope` (names in use), `types` (how a type
//! is spelled) and `docs` (text of the document in comments). Text of the document becomes a literal, a doc line or a
//! checked identifier, and nothing else.

mod auth;
mod builder;
mod call;
mod client;
mod construction;
mod docs;
mod enumeration;
mod example;
mod examples;
mod head;
mod manifest;
mod method;
mod method_docs;
mod models;
mod outcome;
mod parameter;
mod readme;
mod readme_sections;
mod root;
mod routes;
mod runtime;
mod scope;
mod structure;
mod surface;
mod text;
mod types;
mod union;
mod unit;
mod unused;

pub use unit::{
    Declaration, Entries, Entry, Function, Impl, Item, Maker, Names, Part, Table, Unit, Use,
};

use crate::plan::Crate;

/// One emitter per file, or per kind of file.
const EMITTERS: &[fn(&Crate) -> Vec<Unit<'_>>] = &[
    manifest::units,
    readme::unit,
    surface::unit,
    root::unit,
    client::units,
    models::units,
    example::unit,
    examples::units,
    routes::unit,
    runtime::units,
];

/// All files of the crate, before [`print`](crate::print::print).
pub fn emit(krate: &Crate) -> Vec<Unit<'_>> {
    EMITTERS.iter().flat_map(|emitter| emitter(krate)).collect()
}
