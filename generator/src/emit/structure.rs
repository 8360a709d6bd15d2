//! Structs: the plain struct and its table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::{Scope, ident};
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use super::{construction, docs};
use crate::plan::{Field, Presence, Rest, Struct};

pub(super) fn items(model: &Struct, scope: &mut Scope) -> Vec<Item> {
    let mut items = vec![
        Item::Declaration(declaration(model, scope)),
        Item::Table(table(model, scope)),
    ];
    if model.sent {
        items.extend(construction::items(model, scope));
    }
    items
}

fn declaration(model: &Struct, scope: &mut Scope) -> Declaration {
    let Struct {
        name,
        docs,
        deprecated,
        fields,
        rest,
        sent: _,
    } = model;
    let docs = docs::comment_or_name(docs, name);
    let deprecated = deprecation(*deprecated);
    let name = ident(name);
    let mut members: Vec<Entry> = fields.iter().map(|field| member(field, scope)).collect();
    members.extend(rest_members(rest, scope));
    Declaration {
        head: Entry {
            docs,
            attributes: quote!(#deprecated #[non_exhaustive]),
            line: quote!(pub struct #name),
        },
        members,
    }
}

/// `#[deprecated]`, or nothing.
pub(super) fn deprecation(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

fn member(field: &Field, scope: &mut Scope) -> Entry {
    let (name, ty) = (ident(&field.name), spell(&field.ty, Position::Held, scope));
    Entry {
        docs: docs::comment_or_name(&field.docs, &field.wire),
        attributes: deprecation(field.deprecated),
        line: quote!(pub #name: #ty),
    }
}

fn rest_members(rest: &Rest, scope: &mut Scope) -> Vec<Entry> {
    let described = |docs: &str, line| Entry::new(docs::comment(&[docs]), line);
    match rest {
        Rest::Kept { field } => {
            let (field, extra) = (ident(field), scope.runtime("Extra"));
            let docs = "Members that the document does not describe.";
            vec![described(docs, quote!(pub #field: #extra))]
        }
        Rest::Typed {
            field,
            value,
            extra: remembered,
        } => {
            let (field, map) = (ident(field), scope.map());
            let value = spell(value, Position::Held, scope);
            let (remembered, extra) = (ident(remembered), scope.runtime("Extra"));
            let docs = "What is remembered beside the members: which of them came as `null`.";
            vec![
                described(
                    "Members that the document does not name.",
                    quote!(pub #field: #map<String, #value>),
                ),
                described(docs, quote!(pub #remembered: #extra)),
            ]
        }
        Rest::Dropped => Vec::new(),
    }
}

fn table(model: &Struct, scope: &mut Scope) -> Table {
    scope.runtime("fields");
    let entries = model.fields.iter().map(entry);
    let name = ident(&model.name);
    Table::list("fields", quote!(#name), entries, tail(&model.rest))
}

fn entry(field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.name), Literal::string(&field.wire));
    let marks = marks(field).map(ident);
    quote!(#name = #wire #(#marks)*)
}

/// What is said about a field beside its name on the wire.
pub(super) fn marks(field: &Field) -> impl Iterator<Item = &'static str> {
    let nullable = (field.presence == Presence::Nullable).then_some("nullable");
    let redacted = field.redacted.then_some("redacted");
    let read_only = field.read_only.then_some("read_only");
    [nullable, redacted, read_only].into_iter().flatten()
}

fn tail(rest: &Rest) -> TokenStream {
    let renamed = |field: &str| (field != "extra").then(|| ident(field));
    match rest {
        Rest::Kept { field } => {
            renamed(field).map_or_else(TokenStream::new, |field| quote!(extra = #field))
        }
        Rest::Typed {
            field,
            value: _,
            extra,
        } => {
            let field = ident(field);
            match renamed(extra) {
                None => quote!(..#field),
                Some(extra) => quote!(..#field, extra = #extra),
            }
        }
        Rest::Dropped => quote!(closed),
    }
}
