//! Builders: the optional parameters and the optional body of an operation.

use super::client::Lookup;
use super::docs;
use super::method::{argument, body_argument, body_call, call_type, output_type};
use super::scope::Scope;
use super::structure::deprecation;
use super::text::ident;
use super::types::written;
use super::unit::{Entry, Function, Impl, Item, Table};
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
    let call = call_type(method, lookup, file, scope);
    let mut items = vec![Item::Line(Entry {
        docs: docs::comment(&[summary]),
        attributes: vec![r#"#[must_use = "a request does nothing until it is awaited or sent"]"#],
        line: format!("pub struct {name}({call})"),
    })];
    let functions = setters(method, scope);
    if !functions.is_empty() {
        let of = name.to_string();
        items.push(Item::Impl(Impl { of, functions }));
    }
    let (output, error) = (
        output_type(method, lookup, file, scope),
        lookup.outcome(&method.error, file),
    );
    scope.runtime("calls");
    items.push(Item::Table(Table {
        name: "calls",
        subject: format!("{name} => {output}, {error}"),
        entries: None,
    }));
    items
}

fn setters(method: &Method, scope: &mut Scope) -> Vec<Function> {
    let parameters = method.parameters.iter().enumerate();
    let optional = parameters.filter(|(_, parameter)| !parameter.required);
    let mut setters: Vec<Function> = optional
        .map(|(index, parameter)| {
            let name = ident(&parameter.name);
            let argument = argument(parameter, scope);
            let value = written(&parameter.ty, &name);
            let deprecated = deprecation(parameter.deprecated);
            Function {
                head: Entry {
                    docs: docs::comment_or_name(&parameter.docs, &parameter.wire),
                    attributes: deprecated.into_iter().chain(["#[inline]"]).collect(),
                    line: ["pub fn ", &name, "(self, ", &argument, ") -> Self"].concat(),
                },
                body: vec![format!("Self(self.0.parameter({index}, {value}))")],
            }
        })
        .collect();
    if let Some(body) = method.body.as_ref().filter(|body| !body.required) {
        let (name, argument) = (ident(&body.name), body_argument(body, scope));
        setters.push(Function {
            head: Entry {
                docs: docs::comment_or_name(&body.docs, &body.media_type),
                attributes: vec!["#[inline]"],
                line: format!("pub fn {name}(self, {argument}) -> Self"),
            },
            body: vec![format!("Self(self.0{})", body_call(body, scope))],
        });
    }
    setters
}

/// The setters without their results, for `API.txt`.
pub(super) fn signatures(method: &Method, scope: &mut Scope) -> Vec<String> {
    let parameters = method.parameters.iter();
    let optional = parameters.filter(|parameter| !parameter.required);
    let mut signatures: Vec<String> = optional
        .map(|parameter| {
            let (name, argument) = (ident(&parameter.name), argument(parameter, scope));
            [&*name, "(self, ", &argument, ")"].concat()
        })
        .collect();
    let body = method.body.iter().filter(|body| !body.required);
    signatures.extend(body.map(|body| {
        let (name, argument) = (ident(&body.name), body_argument(body, scope));
        format!("{name}(self, {argument})")
    }));
    signatures
}
