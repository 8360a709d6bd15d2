//! `routes.rs`, for tests alone: what the local server answers to each operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::examples::raw;
use super::scope::Scope;
use super::unit::{Entries, Item, Names, Part, Table, Unit};
use crate::plan::{Crate, ExampleAnswer, Method, StatusPattern};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    vec![Unit {
        path: "src/routes.rs".to_owned(),
        head: Box::new(head),
        parts: vec![Box::new(|| table(krate))],
    }]
}

fn head(names: &Names) -> Part {
    let mut scope = Scope::of_models();
    let title = "What the local server for tests answers to each operation.";
    let attributes = docs::inner(&[title], &mut scope);
    let items = std::iter::once(attributes).chain(names.uses());
    let items = items.map(Item::Code).collect();
    scope.part(items)
}

fn table(krate: &Crate) -> Part {
    let mut scope = Scope::of_models();
    scope.runtime("routes");
    let table = Table {
        name: "routes",
        subject: quote!(ROUTES),
        entries: Some(Entries {
            list: krate.methods.iter().map(entry).collect(),
            tail: TokenStream::new(),
        }),
    };
    scope.part(vec![Item::Table(table)])
}

/// `"FetchThing" = "GET" "/v2/Things/{Sid}" => 200 "application/json" r#"{"id":"t1"}"#`
fn entry(method: &Method) -> TokenStream {
    let Method {
        id,
        http_method,
        path,
        example_answers: answers,
        ..
    } = method;
    let success = |answer| Some((status(answer)?, answer));
    let success = answers.iter().find_map(success);
    let status = success.map_or(NOTHING_DESCRIBED, |(status, _)| status);
    let status = Literal::u16_unsuffixed(status);
    let body = success.and_then(|(_, answer)| Some((answer.media_type.as_ref()?, &answer.body)));
    let body = body.map(|(media_type, body)| {
        let body = match body.contains('"') {
            true => raw(body),
            false => Literal::string(body),
        };
        quote!(#media_type #body)
    });
    quote!(#id = #http_method #path => #status #body)
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
