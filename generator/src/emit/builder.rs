//! Builders: the optional parameters and the optional body of an operation.

use quote::quote;

use super::client::Lookup;
use super::docs;
use super::method::{argument, body_argument, body_call, result_types};
use super::scope::Scope;
use super::structure::deprecation;
use super::text::{ident, token};
use super::types::written;
use super::unit::{Entry, Function, Impl, Item};
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
    let builder = scope.runtime("CallBuilder");
    let types = result_types(method, lookup, file, scope);
    let line = format!("pub type {name} = {builder}<{types}, parameters::{name}>");
    let of = name.to_string();
    let functions = setters(method, scope);
    let setters = (!functions.is_empty()).then(|| Item::Impl(Impl { of, functions }));
    let alias = Item::Line(Entry::new(docs::comment(&[summary]), line));
    std::iter::once(alias).chain(setters).collect()
}

/// A marker for each builder of a file: two with the same output and error would be one type, and their setters would
/// collide.
pub(super) fn parameters(methods: &[&Method]) -> Option<Item> {
    let builders = methods
        .iter()
        .filter_map(|method| method.builder.as_deref());
    let names: Vec<_> = builders.map(token).collect();
    let module = quote! {
        mod parameters {
            #(pub enum #names {})*
        }
    };
    (!names.is_empty()).then_some(Item::Code(module))
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
                    line: ["pub fn ", &name, "(mut self, ", &argument, ") -> Self"].concat(),
                },
                body: vec![
                    format!("self.call.parameter({index}, {value});"),
                    "self".to_owned(),
                ],
            }
        })
        .collect();
    if let Some(body) = method.body.as_ref().filter(|body| !body.required) {
        let (name, argument) = (ident(&body.name), body_argument(body, scope));
        setters.push(Function {
            head: Entry {
                docs: docs::comment_or_name(&body.docs, &body.media_type),
                attributes: vec!["#[inline]"],
                line: format!("pub fn {name}(mut self, {argument}) -> Self"),
            },
            body: vec![
                format!("self.call = self.call{};", body_call(body, scope)),
                "self".to_owned(),
            ],
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
