//! `routes.rs`, for tests alone: what the local server answers to each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::examples::raw;
use super::head::head;
use super::scope::Scope;
use super::unit::{Item, Names, Part, Table, Unit};
use crate::plan::{Crate, Method};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    vec![Unit {
        path: "src/routes.rs".to_owned(),
        head: Box::new(start),
        parts: vec![Box::new(|| table(krate))],
    }]
}

fn start(names: &Names) -> Part {
    let title = "What the local server for tests answers to each operation.";
    head(title, None, names.uses())
}

fn table(krate: &Crate) -> Part {
    let mut scope = Scope::of_models();
    scope.runtime("routes");
    let entries = krate.methods.iter().map(entry);
    let table = Table::list("routes", quote!(ROUTES), entries, TokenStream::new());
    scope.part(vec![Item::Table(table)])
}

/// `"FetchThing" = "GET" "/v2/Things/{Sid}" => 200 "application/json" r#"{"id":"t1"}"#`
fn entry(method: &Method) -> TokenStream {
    let Method {
        id,
        http_method,
        path,
        example_answer: answer,
        ..
    } = method;
    let status = Literal::u16_unsuffixed(answer.status);
    let body = answer.body.as_ref().map(|(media_type, body)| {
        let body = match body.contains('"') {
            true => raw(body),
            false => Literal::string(body),
        };
        quote!(#media_type #body)
    });
    quote!(#id = #http_method #path => #status #body)
}
