//! `routes.rs`, for tests alone: what the local server answers to each operation.

use super::head::head;
use super::scope::Scope;
use super::text::{literal, quoted};
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
    head(&[title], None, names.uses())
}

fn table(krate: &Crate) -> Part {
    let mut scope = Scope::of_models();
    scope.runtime("routes");
    let entries = krate.methods.iter().map(entry);
    let table = Table::list("routes", "ROUTES", entries, "");
    scope.part(vec![Item::Table(table)])
}

/// `"FetchThing" = "GET" "/v2/Things/{Sid}" => 200 "application/json" r#"{"id":"t1"}"#`
fn entry(method: &Method) -> String {
    let Method {
        id,
        http_method,
        path,
        example_answer: answer,
        ..
    } = method;
    let [id, http_method, path] = [id, http_method, path].map(|text| quoted(text));
    let status = answer.status.to_string();
    let mut line = [&*id, " = ", &http_method, " ", &path, " => ", &status].concat();
    if let Some((media_type, body)) = &answer.body {
        let body = match body.contains('"') {
            true => literal(body),
            false => quoted(body),
        };
        line.extend([" ", &quoted(media_type), " ", &body]);
    }
    line
}
