//! Unions: an enum with one variant per arm, told apart by a tag or by shape.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{Union, UnionArm};

pub(super) fn items(model: &Union, scope: &mut Scope) -> Vec<Item> {
    let Union {
        name,
        docs,
        deprecated,
        tag,
        arms,
        unrecognized,
    } = model;
    let docs = docs::comment_or_name(docs, name);
    let deprecated = deprecation(*deprecated);
    let (name, unrecognized) = (ident(name), ident(unrecognized));
    let variants = arms.iter().map(|arm| {
        let docs = docs::comment_or_name(&arm.docs, &arm.name);
        Entry::new(docs, signature(arm, scope))
    });
    let mut members: Vec<Entry> = variants.collect();
    members.push(Entry::new(
        docs::comment(&["What fits none of the others, as it was sent."]),
        quote!(#unrecognized(serde_json::Value)),
    ));
    let declaration = Declaration {
        head: Entry {
            docs,
            attributes: quote!(#deprecated #[non_exhaustive]),
            line: quote!(pub enum #name),
        },
        members,
    };
    let (kind, subject) = match tag {
        Some(tag) => {
            let tag = Literal::string(tag);
            ("tagged", quote!(#name by #tag))
        }
        None => ("untagged", quote!(#name)),
    };
    scope.runtime(kind);
    let entries: Vec<TokenStream> = arms.iter().map(|arm| entry(arm, scope)).collect();
    let table = Table::list(kind, subject, entries, quote!(#unrecognized));
    vec![Item::Declaration(declaration), Item::Table(table)]
}

fn signature(arm: &UnionArm, scope: &mut Scope) -> TokenStream {
    let (name, ty) = (ident(&arm.name), spell(&arm.ty, Position::Held, scope));
    quote!(#name(#ty))
}

fn entry(arm: &UnionArm, scope: &mut Scope) -> TokenStream {
    let signature = signature(arm, scope);
    let tags = arm.tags.iter().map(|tag| Literal::string(tag));
    if arm.tags.is_empty() {
        signature
    } else {
        quote!(#signature = #(#tags)|*)
    }
}
