//! The call of a method as its docs and the example program show it.

use super::text::quoted;
use super::types::is_scalar;
use crate::plan::{ExampleArgument, Method, RustType};

/// A required argument: its name, its type, and its value in examples.
struct Shown<'a> {
    name: &'a str,
    ty: &'a RustType,
    borrowed: bool,
    value: &'a ExampleArgument,
}

fn shown(method: &Method) -> impl Iterator<Item = Shown<'_>> {
    let parameters = method
        .parameters
        .iter()
        .filter(|parameter| parameter.is_asked());
    let parameters = parameters.map(|parameter| (parameter.name.as_str(), &parameter.ty, true));
    let body = method.body.iter().filter(|body| body.required);
    let body = body.map(|body| (body.name.as_str(), &body.ty, body.ty == RustType::String));
    parameters
        .chain(body)
        .zip(&method.example_arguments)
        .map(|((name, ty, borrowed), value)| Shown {
            name,
            ty,
            borrowed,
            value,
        })
}

/// The arguments, as expressions.
pub(super) fn arguments(method: &Method) -> Vec<String> {
    shown(method)
        .map(|argument| expression(&argument))
        .collect()
}

/// The same for a call after which another one takes the same arguments.
pub(super) fn copied_arguments(method: &Method) -> Vec<String> {
    shown(method)
        .map(|argument| match argument.is_moved() {
            true => format!("{}.clone()", argument.name),
            false => expression(&argument),
        })
        .collect()
}

impl Shown<'_> {
    fn is_by_reference(&self) -> bool {
        self.borrowed && !is_scalar(self.ty)
    }

    /// The call takes what its function was given.
    fn is_moved(&self) -> bool {
        *self.value == ExampleArgument::Given && !self.is_by_reference()
    }
}

fn expression(argument: &Shown<'_>) -> String {
    let by_reference = argument.is_by_reference();
    match argument.value {
        ExampleArgument::Text(text) => quoted(text),
        ExampleArgument::Plain(text) => text.clone(),
        ExampleArgument::Variant(model, variant) if by_reference => {
            format!("&models::{model}::{variant}")
        }
        ExampleArgument::Variant(model, variant) => format!("models::{model}::{variant}"),
        ExampleArgument::Given if by_reference => format!("&{}", argument.name),
        ExampleArgument::Given => argument.name.to_owned(),
    }
}

/// The parameters of a function that is given what the example does not make, with a `, ` before each.
pub(super) fn given(method: &Method, library: &str) -> String {
    shown(method)
        .filter(|argument| *argument.value == ExampleArgument::Given)
        .map(|argument| format!(", {}: {}", argument.name, argument.ty.outside(library)))
        .collect()
}

/// The setter of the optional body, and the parameter of a function that is given it, with what stands before each.
pub(super) fn optional_body(method: &Method, library: &str) -> Option<(String, String)> {
    let body = method.body.as_ref().filter(|body| !body.required)?;
    let (name, ty) = (&body.name, body.ty.outside(library));
    let mark = if body.ty == RustType::String { "&" } else { "" };
    Some((format!(".{name}({mark}{name})"), format!(", {name}: {ty}")))
}

/// Whether parameters that are given name a model. Not `my_models::Number`, of a crate of that name.
pub(super) fn names_models(given: &str) -> bool {
    [" models::", "<models::"]
        .iter()
        .any(|name| given.contains(name))
}
