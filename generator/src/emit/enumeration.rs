//! Enums of texts and of integers: open, with one variant for what the document does not list.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::unit::{Item, Table};
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
    items(
        "texts",
        "UnknownText",
        &head,
        variants,
        |wire| Literal::string(wire),
        scope,
    )
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
    items(
        "numbers",
        "UnknownNumber",
        &head,
        variants,
        |wire| Literal::i64_unsuffixed(*wire),
        scope,
    )
}

/// What both kinds have.
struct Head<'a> {
    name: &'a str,
    docs: &'a [String],
    deprecated: bool,
    unrecognized: &'a str,
}

fn items<T: ToString>(
    table: &'static str,
    unknown: &'static str,
    head: &Head<'_>,
    variants: &[Variant<T>],
    literal: impl Fn(&T) -> Literal,
    scope: &mut Scope,
) -> Vec<Item> {
    let docs = docs::or_name(head.docs, head.name, scope);
    let deprecated = deprecation(head.deprecated);
    let (name, unrecognized) = (ident(head.name), ident(head.unrecognized));
    let known: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let docs = docs::or_name(&variant.docs, &variant.wire.to_string(), scope);
            let name = ident(&variant.name);
            quote!(#docs #name)
        })
        .collect();
    let unknown = scope.runtime(unknown);
    scope.runtime(table);
    let declaration = quote! {
        #docs
        #[derive(Clone, PartialEq, Eq, Hash)]
        #deprecated
        #[non_exhaustive]
        pub enum #name {
            #(#known,)*
            #[doc = " A value that the document does not list, as it was sent."]
            #unrecognized(#unknown),
        }
    };
    let entries: Vec<TokenStream> = variants
        .iter()
        .map(|variant| {
            let (name, wire) = (ident(&variant.name), literal(&variant.wire));
            quote!(#name = #wire)
        })
        .collect();
    let table = Table::list(table, &name, entries, quote!(#unrecognized));
    vec![Item::Code(declaration), Item::Table(table)]
}
