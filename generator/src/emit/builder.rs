//! Builders: the optional parameters and the optional body of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client::Lookup;
use super::docs;
use super::method::{argument, body_argument, body_call, call_type, output_type};
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::types::written;
use super::unit::{Item, Table};
use crate::plan::Method;

pub(super) fn items(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> Vec<Item> {
    let Some(builder) = &method.builder else {
        return Vec::new();
    };
    let name = ident(builder);
    let summary = format!(
        "The request of {}: its optional parameters; nothing happens until it is awaited or sent.",
        docs::method_link(&method.name)
    );
    let docs = docs::outer(&[summary], scope);
    let call = call_type(method, lookup, file, scope);
    let declaration = quote! {
        #docs
        #[must_use = "a request does nothing until it is awaited or sent"]
        pub struct #name(#call);
    };
    let setters = setters(method, scope);
    let implementation =
        (!setters.is_empty()).then(|| Item::Code(quote!(impl #name { #(#setters)* })));
    let (output, error) = (
        output_type(method, lookup, file, scope),
        lookup.outcome(&method.error, file),
    );
    scope.runtime("calls");
    let table = Table {
        name: "calls",
        subject: quote!(#name => #output, #error),
        entries: None,
    };
    [
        Some(Item::Code(declaration)),
        implementation,
        Some(Item::Table(table)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn setters(method: &Method, scope: &mut Scope) -> Vec<TokenStream> {
    let parameters = method
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| !parameter.required);
    let mut setters: Vec<TokenStream> = parameters
        .map(|(index, parameter)| {
            let docs = docs::or_name(&parameter.docs, &parameter.wire, scope);
            let deprecated = deprecation(parameter.deprecated);
            let (name, argument) = (ident(&parameter.name), argument(parameter, scope));
            let (index, value) = (
                Literal::usize_unsuffixed(index),
                written(&parameter.ty, &name),
            );
            quote! {
                #docs
                #deprecated
                #[inline]
                pub fn #name(self, #argument) -> Self {
                    Self(self.0.parameter(#index, #value))
                }
            }
        })
        .collect();
    if let Some(body) = method.body.as_ref().filter(|body| !body.required) {
        let docs = docs::or_name(&body.docs, &body.media_type, scope);
        let (name, argument, call) = (
            ident(&body.name),
            body_argument(body, scope),
            body_call(body, scope),
        );
        setters.push(quote! {
            #docs
            #[inline]
            pub fn #name(self, #argument) -> Self {
                Self(self.0 #call)
            }
        });
    }
    setters
}

/// The setters without their results, for `API.txt`.
pub(super) fn signatures(method: &Method, scope: &mut Scope) -> Vec<TokenStream> {
    let parameters = method
        .parameters
        .iter()
        .filter(|parameter| !parameter.required);
    let mut signatures: Vec<TokenStream> = parameters
        .map(|parameter| {
            let (name, argument) = (ident(&parameter.name), argument(parameter, scope));
            quote!(#name(self, #argument))
        })
        .collect();
    signatures.extend(
        method
            .body
            .iter()
            .filter(|body| !body.required)
            .map(|body| {
                let (name, argument) = (ident(&body.name), body_argument(body, scope));
                quote!(#name(self, #argument))
            }),
    );
    signatures
}
