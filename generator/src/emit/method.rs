//! Methods of the client: the operation as data, and the call that it starts.

use super::client::{Lookup, option, security};
use super::parameter;
use super::scope::Scope;
use super::structure::deprecation;
use super::text::{self, ident, quoted};
use super::types::{Position, kept, spell, written};
use super::unit::{Entry, Function};
use super::{docs, method_docs, outcome};
use crate::plan::{Argument, Body, Format, Method, RustType, StatusPattern};

pub(super) fn method(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> Function {
    let name = scope.runtime("Operation");
    let said = text::structure(name, &members(method, lookup, scope));
    let (name, constants) = operation(method, &said, scope);
    let parameters = method.parameters.iter();
    let values = parameters.filter(|parameter| parameter.required);
    let values = values.map(|parameter| match &parameter.constant {
        Some(constant) => format!("&{}", quoted(constant)),
        None => written(&parameter.ty, &ident(&parameter.name)),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let body = method.body.as_ref().filter(|body| body.required);
    let body = body.map_or_else(String::new, |body| body_call(body, scope));
    let call = ["self.call(&", name, ", &[", &values, "])", &body].concat();
    let (output, result) = match &method.builder {
        Some(builder) => (ident(builder).into_owned(), [&call, ".builder()"].concat()),
        None => (call_type(method, lookup, file, scope), call),
    };
    let (name, arguments) = (ident(&method.name), arguments(method, scope));
    let deprecated = deprecation(method.deprecated);
    Function {
        head: Entry {
            docs: docs::comment(&method_docs::lines(method, lookup, file)),
            attributes: deprecated.into_iter().chain(["#[inline]"]).collect(),
            line: ["pub fn ", &name, "(&self", &arguments, ") -> ", &output].concat(),
        },
        body: constants.into_iter().chain([result]).collect(),
    }
}

/// The operation as the method hands it on: its name, and how it is made. An uncommon method is made from its name, which no
/// constant can be.
fn operation(method: &Method, operation: &str, scope: &mut Scope) -> (&'static str, Vec<String>) {
    const LAZY: &str = "std::sync::LazyLock";
    let constant = ["const OPERATION: Operation = ", operation, ";"].concat();
    if method.is_common() {
        return ("OPERATION", vec![constant]);
    }
    let (methods, token) = (scope.runtime("Method"), quoted(&method.http_method));
    // The name was checked: the default is never met.
    let uncommon = format!(
        "static UNCOMMON: {LAZY}<Operation> = {LAZY}::new(|| Operation {{ \
         method: {methods}::from_bytes(b{token}).unwrap_or_default(), ..OPERATION }});"
    );
    ("UNCOMMON", vec![constant, uncommon])
}

/// The arguments of a method, its required parameters and body, with a `, ` before each.
pub(super) fn arguments(method: &Method, scope: &mut Scope) -> String {
    let mut arguments = String::new();
    let parameters = method.parameters.iter();
    for parameter in parameters.filter(|parameter| parameter.is_asked()) {
        arguments.extend([", ", &argument(parameter, scope)]);
    }
    if let Some(body) = method.body.as_ref().filter(|body| body.required) {
        arguments.extend([", ", &body_argument(body, scope)]);
    }
    arguments
}

/// A parameter as an argument.
pub(super) fn argument(parameter: &Argument, scope: &mut Scope) -> String {
    let ty = spell(&parameter.ty, Position::Written, scope);
    [&*ident(&parameter.name), ": ", &ty].concat()
}

/// The body as an argument: a model by value, so that it can be made in place; a text borrowed, because it is copied.
pub(super) fn body_argument(body: &Body, scope: &mut Scope) -> String {
    let position = if body.ty == RustType::String {
        Position::Written
    } else {
        Position::Kept
    };
    let ty = spell(&body.ty, position, scope);
    [&*ident(&body.name), ": ", &ty].concat()
}

/// `.body(&body)`, `.form(&body, &[])`, `.multipart(&body, &[])`, `.text(body)`, `.bytes(body.into())`
pub(super) fn body_call(body: &Body, scope: &mut Scope) -> String {
    let name = ident(&body.name);
    let rows = |rows: Vec<String>| match rows.as_slice() {
        [] => "&[]".to_owned(),
        rows => format!("const {{ &[{}] }}", rows.join(", ")),
    };
    match body.format {
        Format::Empty => String::new(),
        Format::Json => [".body(&", &name, ")"].concat(),
        Format::Form => {
            let members = body.members.iter();
            let members = members.map(|member| parameter::form_row(member, scope));
            format!(".form(&{name}, {})", rows(members.collect()))
        }
        Format::Multipart => {
            let parts = body.parts.iter();
            let parts = parts.map(|(wire, style)| parameter::part_row(wire, style, scope));
            format!(".multipart(&{name}, {})", rows(parts.collect()))
        }
        Format::Text => format!(".text({name})"),
        Format::Binary => format!(".bytes({})", kept(&body.ty, &name)),
    }
}

/// `Call<T, E>`
pub(super) fn call_type(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> String {
    let call = scope.runtime("Call");
    [call, "<", &result_types(method, lookup, file, scope), ">"].concat()
}

/// `T, E`: what a success holds, and what an error does.
pub(super) fn result_types(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> String {
    let output = output_type(method, lookup, file, scope);
    let error = lookup.outcome(&method.error, file);
    [&*output, ", ", &error].concat()
}

/// What a success holds.
fn output_type(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> String {
    match &method.answers {
        Some(answers) => lookup.outcome(answers, file),
        None => spell(&method.output, Position::Held, scope),
    }
}

/// The members of the operation that are not those of `Operation::JSON`.
fn members(method: &Method, lookup: &Lookup<'_>, scope: &mut Scope) -> Vec<String> {
    let Method {
        id,
        http_method,
        path,
        accept,
        base_url,
        ..
    } = method;
    let methods = scope.runtime("Method");
    let mut members = vec![["id: ", &quoted(id)].concat()];
    if method.is_common() {
        members.push(["method: ", methods, "::", &ident(http_method)].concat());
    }
    members.push(["path: ", &quoted(path)].concat());
    if method.has_spans() {
        members.push(["expand: ", scope.runtime("expand_spans")].concat());
    }
    if !method.parameters.is_empty() {
        let parameters = method.parameters.iter();
        let rows: Vec<String> = parameters
            .map(|argument| parameter::row(argument, scope))
            .collect();
        members.push(["parameters: &[", &rows.join(", "), "]"].concat());
    }
    if accept != "application/json" {
        members.push(format!("accept: {}", quoted(accept)));
    }
    if let Some(body) = &method.body {
        members.push(["content_type: ", &option(Some(&body.media_type))].concat());
    }
    // Several answers say themselves of which status each is, and how it is read.
    if method.answers.is_none() && method.success != [StatusPattern::Exact(200)] {
        let statuses = method
            .success
            .iter()
            .map(|status| outcome::pattern(*status));
        let statuses: Vec<String> = statuses.map(|status| quoted(&status)).collect();
        members.push(["success: &[", &statuses.join(", "), "]"].concat());
    }
    if method.answers.is_none() && method.format != Format::Json {
        let (formats, format) = (scope.runtime("Format"), format_name(method.format));
        members.push(format!("format: {formats}::{format}"));
    }
    if !method.redirects.is_empty() {
        let statuses: Vec<String> = method.redirects.iter().map(u16::to_string).collect();
        members.push(format!("redirects: &[{}]", statuses.join(", ")));
    }
    if method.security != lookup.krate.service.security {
        members.push(format!("security: Some({})", security(&method.security)));
    }
    if let Some(url) = base_url {
        members.push(format!("base_url: {}", option(Some(url))));
    }
    members.push("..Operation::JSON".to_owned());
    members
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Empty => "Empty",
        Format::Json | Format::Form | Format::Multipart => "Json",
        Format::Text => "Text",
        Format::Binary => "Binary",
    }
}
