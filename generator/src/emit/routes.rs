//! `routes.rs`, for tests alone: what the local server answers to each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client::option;
use super::docs;
use super::examples::raw;
use super::scope::Scope;
use super::unit::{Item, Module, Unit};
use crate::plan::{Crate, ExampleAnswer, Method, StatusPattern};

pub(super) fn unit(krate: &Crate) -> Vec<Unit> {
    let mut scope = Scope::of_models();
    let route = scope.runtime("Route");
    let routes = krate.methods.iter().map(|method| {
        let Method {
            id: operation,
            http_method: method,
            path,
            example_answers: answers,
            ..
        } = method;
        let success = answers
            .iter()
            .find_map(|answer| Some((status(answer)?, answer)));
        let (status, media_type, body) = match success {
            Some((status, answer)) => (status, answer.media_type.as_deref(), answer.body.as_str()),
            None => (NOTHING_DESCRIBED, None, ""),
        };
        let status = Literal::u16_unsuffixed(status);
        let media_type = option(media_type);
        let body = match body.contains('"') {
            true => raw(body),
            false => Literal::string(body),
        };
        quote!(#route {
            operation: #operation,
            method: #method,
            path: #path,
            status: #status,
            media_type: #media_type,
            body: #body,
        })
    });
    let routes: TokenStream = quote!(
        pub(crate) const ROUTES: &[#route] = &[#(#routes),*];
    );
    let items = scope.uses().into_iter().chain([routes]);
    let docs = ["What the local server for tests answers to each operation."];
    let module = Module {
        attributes: docs::inner(&docs),
        items: items.map(Item::Code).collect(),
        docs: Vec::new(),
    };
    vec![Unit::module("src/routes.rs", module)]
}

/// Where the document describes no success.
const NOTHING_DESCRIBED: u16 = 204;

/// The status of a success; of a range its first.
fn status(answer: &ExampleAnswer) -> Option<u16> {
    match answer.status {
        StatusPattern::Exact(status) => (200..300).contains(&status).then_some(status),
        StatusPattern::Range(class) => (class == 2).then_some(200),
        StatusPattern::Default => None,
    }
}
