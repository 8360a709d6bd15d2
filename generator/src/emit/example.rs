//! `examples/<method>.rs`: one call, against the service or a local server that answers from the document's example.

use std::borrow::Cow;

use specsmith_templates::EXAMPLE;

use super::client::module_name;
use super::text::quoted;
use super::unit::Unit;
use super::{auth, call, docs, method_docs};
use crate::characters::are_all;
use crate::plan::{Crate, ExampleProgram, Method, RustType};
use crate::templates::fill;

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    let Some(Program {
        file,
        example,
        method,
        call,
    }) = program(krate)
    else {
        return Vec::new();
    };
    let (argument, call) = command_line(method).unwrap_or((String::new(), call));
    let mut attributes = String::new();
    if method.deprecated {
        attributes.push_str("\n#![allow(deprecated)]");
    }
    if let Some(limit) = krate.recursion_limit {
        attributes.push_str(&format!("\n#![recursion_limit = \"{limit}\"]"));
    }
    let mut uses = vec!["Client"];
    if !krate.from_env.is_empty() {
        uses.insert(0, "BuildError");
    }
    if call.contains("models::") {
        uses.push("models");
    }
    let uses = match uses.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let values = [
        ("name", file.clone()),
        ("attributes", attributes),
        ("summary", summary(krate, method)),
        ("library", krate.manifest.lib_name()),
        ("uses", uses),
        ("body", literal(&example.body)),
        ("client", client(krate)),
        ("argument", argument),
        ("call", shown(method, &call)),
        ("status", example.status.to_string()),
    ];
    vec![Unit::text(
        format!("examples/{file}.rs"),
        fill(EXAMPLE, &values),
    )]
}

/// The example program of a crate that has one.
pub(super) struct Program<'a> {
    /// Name of its file, without ending.
    pub file: String,
    example: &'a ExampleProgram,
    method: &'a Method,
    call: String,
}

/// The example program, if there is a call to show.
pub(super) fn program(krate: &Crate) -> Option<Program<'_>> {
    let example = krate.example.as_ref()?;
    let method = krate.methods.get(example.method)?;
    let call = method_docs::example_call(method);
    let file = module_name(&example.name);
    Some(Program {
        file,
        example,
        method,
        call,
    })
}

fn summary(krate: &Crate, method: &Method) -> String {
    match auth::variable_list(krate) {
        Some(variables) => format!(
            "Calls `{}`: the service with the credentials in {variables},\n//! without them a local server that answers from the document's example.",
            method.name,
        ),
        None => format!(
            "Calls `{}` of a local server that answers from the document's example.",
            method.name
        ),
    }
}

fn client(krate: &Crate) -> String {
    let client = match krate.from_env.is_empty() {
        false => {
            "    let client = match Client::from_env() {
        Err(missing @ BuildError::Variable(_)) => {
            println!(\"{missing}: a local server answers with the document's example\");
            local_client()?
        }
        client => client?,
    };"
        }
        true => {
            "    println!(\"A local server answers with the document's example.\");
    let client = local_client()?;"
        }
    };
    client.to_owned()
}

/// The first argument of the program in place of the method's first, when that is a text.
fn command_line(method: &Method) -> Option<(String, String)> {
    let first = method
        .parameters
        .iter()
        .find(|parameter| parameter.is_asked())?;
    let arguments = call::arguments(method);
    let (value, rest) = arguments.split_first()?;
    if first.ty != RustType::String {
        return None;
    }
    let name = if first.name == "client" {
        "first"
    } else {
        &first.name
    };
    let argument = format!(
        "    let {name} = std::env::args()\n        .nth(1)\n        .unwrap_or_else(|| {value}.into());"
    );
    let arguments: Vec<String> = std::iter::once(format!("&{name}"))
        .chain(rest.iter().cloned())
        .collect();
    Some((
        argument,
        format!("client.{}({})", method.name, arguments.join(", ")),
    ))
}

fn shown(method: &Method, call: &str) -> String {
    if method_docs::has_answer(method) {
        format!("    let answer = {call}.await?;\n    println!(\"{{answer:#?}}\");")
    } else {
        format!("    {call}.await?;\n    println!(\"done\");")
    }
}

/// The text as a raw literal, so that JSON reads as JSON; escaped where something in it can't be seen.
pub(super) fn literal(text: &str) -> String {
    let is_shown = |line| matches!(docs::visible(line), Cow::Borrowed(_));
    let is_plain = are_all(text, |byte| matches!(byte, b' '..=b'~' | b'\n'));
    if !is_plain && !text.split('\n').all(is_shown) {
        return quoted(text);
    }
    let longest = match are_all(text, |byte| byte != b'#') {
        true => 0,
        false => text.split(|c| c != '#').map(str::len).max().unwrap_or(0),
    };
    let hashes = "#".repeat(longest + 1);
    ["r", &hashes, "\"", text, "\"", &hashes].concat()
}
