//! `examples/<method>.rs`: one call, against the service or a local server that answers from the document's example.

use proc_macro2::Literal;
use specsmith_templates::EXAMPLE;

use super::unit::Unit;
use super::{auth, call, docs, method_docs};
use crate::plan::{Crate, Method, RustType};
use crate::templates::fill;

pub(super) fn unit(krate: &Crate) -> Vec<Unit> {
    let Some(example) = &krate.example else {
        return Vec::new();
    };
    let Some(method) = krate.methods.get(example.method) else {
        return Vec::new();
    };
    let call = method_docs::example_call(method);
    let (argument, call) = command_line(method).unwrap_or((String::new(), call));
    let status = example.status.to_string();
    let values = [
        ("name", example.name.clone()),
        ("summary", summary(krate, method)),
        ("library", krate.manifest.lib_name()),
        (
            "uses",
            if call.contains("models::") {
                "{Client, models}".to_owned()
            } else {
                "Client".to_owned()
            },
        ),
        ("body", literal(&example.body)),
        ("client", client(krate)),
        ("argument", argument),
        ("call", shown(method, &call)),
        ("status", status),
    ];
    let mut text = fill(EXAMPLE, &values);
    if method.deprecated {
        text = text.replacen("\n\nuse std", "\n\n#![allow(deprecated)]\n\nuse std", 1);
    }
    vec![Unit::text(format!("examples/{}.rs", example.name), text)]
}

fn summary(krate: &Crate, method: &Method) -> String {
    match auth::environment(krate) {
        Some((from_env, _)) => {
            let variables: Vec<String> = from_env
                .variables
                .iter()
                .map(|name| docs::code(name))
                .collect();
            format!(
                "Calls `{}`: the service with the credentials in {}, without them a local server that answers from the document's example.",
                method.name,
                docs::list(&variables)
            )
        }
        None => format!(
            "Calls `{}` of a local server that answers from the document's example.",
            method.name
        ),
    }
}

fn client(krate: &Crate) -> String {
    match auth::environment(krate) {
        Some(_) => "    let client = match Client::from_env() {
        Ok(client) => client,
        Err(missing) => {
            println!(\"{missing}: a local server answers with the document's example\");
            local_client()?
        }
    };"
        .to_owned(),
        None => "    println!(\"A local server answers with the document's example.\");
    let client = local_client()?;"
            .to_owned(),
    }
}

/// The first argument of the program in place of the method's first, when that is a text.
fn command_line(method: &Method) -> Option<(String, String)> {
    let first = method
        .parameters
        .iter()
        .find(|parameter| parameter.required)?;
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
    let argument =
        format!("    let {name} = std::env::args().nth(1).unwrap_or_else(|| {value}.into());");
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
fn literal(text: &str) -> String {
    if text
        .chars()
        .any(|character| character != '\n' && docs::is_invisible(character))
    {
        return Literal::string(text).to_string();
    }
    let longest = text.split(|c| c != '#').map(str::len).max().unwrap_or(0);
    let hashes = "#".repeat(longest + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}
