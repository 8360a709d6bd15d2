//! Unions: an enum with one variant per arm, told apart by a tag or by shape.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::types::{Position, spell};
use super::unit::{Entries, Item, Table};
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
    let docs = docs::or_name(docs, name, scope);
    let deprecated = deprecation(*deprecated);
    let (name, unrecognized) = (ident(name), ident(unrecognized));
    let variants: Vec<TokenStream> = arms
        .iter()
        .map(|arm| {
            let docs = docs::or_name(&arm.docs, &arm.name, scope);
            let variant = signature(arm, scope);
            quote!(#docs #variant)
        })
        .collect();
    let declaration = quote! {
        #docs
        #[derive(Clone)]
        #deprecated
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " What fits none of the others, as it was sent."]
            #unrecognized(serde_json::Value),
        }
    };
    let list = arms.iter().map(|arm| entry(arm, scope)).collect();
    let entries = Some(Entries {
        list,
        tail: quote!(#unrecognized),
    });
    let table = match tag {
        Some(tag) => {
            let tag = Literal::string(tag);
            Table {
                name: "tagged",
                subject: quote!(#name by #tag),
                entries,
            }
        }
        None => Table {
            name: "untagged",
            subject: quote!(#name),
            entries,
        },
    };
    scope.runtime(table.name);
    vec![Item::Code(declaration), Item::Table(table)]
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
