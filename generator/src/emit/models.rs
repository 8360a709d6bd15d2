//! `models.rs`: what the API sends and receives.

use proc_macro2::TokenStream;
use quote::quote;

use super::head::head;
use super::scope::Scope;
use super::structure::deprecation;
use super::text::ident;
use super::types::{Position, spell};
use super::unit::{Entry, Item, Maker, Names, Part, Unit};
use super::{docs, enumeration, structure, union};
use crate::plan::{Alias, Crate, Model};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    // Large enough to be worth a thread's while, and several in a document that is.
    const MODELS_OF_A_PART: usize = 64;
    let part = |models: &'_ [Model]| {
        let mut scope = Scope::of_models();
        let items = models.iter().flat_map(|model| items(model, &mut scope));
        let items = items.collect();
        scope.part(items)
    };
    let parts = krate.models.chunks(MODELS_OF_A_PART);
    vec![Unit {
        path: "src/models.rs".to_owned(),
        head: Box::new(|names| start(krate, names)),
        parts: parts
            .map(|models| Box::new(move || part(models)) as Maker<'_>)
            .collect(),
    }]
}

fn start(krate: &Crate, names: &Names) -> Part {
    let title = "What the API sends and receives.";
    head(title, allow_deprecated(krate), names.uses())
}

fn items(model: &Model, scope: &mut Scope) -> Vec<Item> {
    match model {
        Model::Struct(model) => structure::items(model, scope),
        Model::TextEnum(model) => enumeration::texts(model, scope),
        Model::NumberEnum(model) => enumeration::numbers(model, scope),
        Model::Union(model) => union::items(model, scope),
        Model::Alias(model) => vec![Item::Line(alias(model, scope))],
    }
}

fn alias(model: &Alias, scope: &mut Scope) -> Entry {
    let (name, ty) = (ident(&model.name), spell(&model.ty, Position::Held, scope));
    Entry {
        docs: docs::comment_or_name(&model.docs, &model.name),
        attributes: deprecation(model.deprecated).into_iter().collect(),
        line: ["pub type ", &name, " = ", &ty].concat(),
    }
}

/// The crate's own use of what the document deprecates is no news to its user.
pub(super) fn allow_deprecated(krate: &Crate) -> Option<TokenStream> {
    let deprecated = krate.models.iter().any(|model| match model {
        Model::Struct(model) => {
            model.deprecated || model.fields.iter().any(|field| field.deprecated)
        }
        Model::TextEnum(model) => model.deprecated,
        Model::NumberEnum(model) => model.deprecated,
        Model::Union(model) => model.deprecated,
        Model::Alias(model) => model.deprecated,
    });
    deprecated.then(|| quote!(#![allow(deprecated)]))
}
