//! Enums of texts and of integers: open, with one variant for what the document does not list.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{NumberEnum, TextEnum, Variant};

pub(super) fn texts(model: &TextEnum, scope: &mut Scope) -> Vec<Item> {
    let TextEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized,
    } = model;
    let head = Head {
        name,
        docs,
        deprecated: *deprecated,
        unrecognized,
    };
    let kind = Kind {
        table: "texts",
        unknown: "UnknownText",
        derived: TokenStream::new(),
    };
    items(kind, &head, variants, |wire| Literal::string(wire), scope)
}

pub(super) fn numbers(model: &NumberEnum, scope: &mut Scope) -> Vec<Item> {
    let NumberEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized,
    } = model;
    let head = Head {
        name,
        docs,
        deprecated: *deprecated,
        unrecognized,
    };
    let kind = Kind {
        table: "numbers",
        unknown: "UnknownNumber",
        derived: quote!(#[derive(Clone, PartialEq, Eq, Hash)]),
    };
    items(
        kind,
        &head,
        variants,
        |wire| Literal::i64_unsuffixed(*wire),
        scope,
    )
}

/// What tells the kinds apart.
struct Kind {
    /// The macro.
    table: &'static str,
    /// Type of what is not listed.
    unknown: &'static str,
    /// What the macro leaves to be derived.
    derived: TokenStream,
}

/// What both kinds have.
struct Head<'a> {
    name: &'a str,
    docs: &'a [String],
    deprecated: bool,
    unrecognized: &'a str,
}

fn items<T: ToString>(
    kind: Kind,
    head: &Head<'_>,
    variants: &[Variant<T>],
    literal: impl Fn(&T) -> Literal,
    scope: &mut Scope,
) -> Vec<Item> {
    let Kind {
        table,
        unknown,
        derived,
    } = kind;
    let docs = docs::comment_or_name(head.docs, head.name);
    let deprecated = deprecation(head.deprecated);
    let (name, unrecognized) = (ident(head.name), ident(head.unrecognized));
    let known = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let docs = docs::comment_or_name(&variant.docs, &variant.wire.to_string());
        Entry::new(docs, quote!(#name))
    });
    let mut members: Vec<Entry> = known.collect();
    let unknown = scope.runtime(unknown);
    scope.runtime(table);
    members.push(Entry::new(
        docs::comment(&["A value that the document does not list, as it was sent."]),
        quote!(#unrecognized(#unknown)),
    ));
    let declaration = Declaration {
        head: Entry {
            docs,
            attributes: quote!(#derived #deprecated #[non_exhaustive]),
            line: quote!(pub enum #name),
        },
        members,
    };
    let entries = variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), literal(&variant.wire));
        quote!(#name = #wire)
    });
    let table = Table::list(table, quote!(#name), entries, quote!(#unrecognized));
    vec![Item::Declaration(declaration), Item::Table(table)]
}
