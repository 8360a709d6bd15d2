//! `examples/<method>.rs`: one call, of the service or of a local server that answers with an example.

use specsmith_templates::EXAMPLE;

use super::client::module_name;
use super::unit::Unit;
use super::{auth, call, method_docs};
use crate::plan::{Crate, Method, RustType};
use crate::templates::fill;

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    let Some(Program { file, method, call }) = program(krate) else {
        return Vec::new();
    };
    let (argument, call) = command_line(method).unwrap_or((String::new(), call));
    let attributes = krate.recursion_limit.map_or_else(String::new, |limit| {
        format!("\n#![recursion_limit = \"{limit}\"]")
    });
    let mut uses = match krate.from_env.is_empty() {
        true => vec!["TestServer"],
        false => vec!["BuildError", "Client", "TestServer"],
    };
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
        ("client", client(krate)),
        ("argument", argument),
        ("call", shown(method, &call)),
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
    method: &'a Method,
    call: String,
}

/// The example program, if there is a call to show.
pub(super) fn program(krate: &Crate) -> Option<Program<'_>> {
    let method = krate.methods.get(krate.example?)?;
    Some(Program {
        file: module_name(method.name.trim_start_matches("r#")),
        method,
        call: method_docs::example_call(method),
    })
}

fn summary(krate: &Crate, method: &Method) -> String {
    match auth::variable_list(krate) {
        Some(variables) => format!(
            "Calls `{}`: the service with the credentials in {variables},\n//! without them a local server that answers with an example.",
            method.name,
        ),
        None => format!(
            "Calls `{}` of a local server that answers with an example.",
            method.name
        ),
    }
}

fn client(krate: &Crate) -> String {
    let client = match krate.from_env.is_empty() {
        false => {
            "    let server;
    let client = match Client::from_env() {
        Err(missing @ BuildError::Variable(_)) => {
            println!(\"{missing}: a local server answers with an example\");
            server = TestServer::start()?;
            server.builder().build()?
        }
        client => client?,
    };"
        }
        true => {
            "    println!(\"A local server answers with an example.\");
    let server = TestServer::start()?;
    let client = server.builder().build()?;"
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
    Some((argument, method_docs::call_with(method, &arguments)))
}

fn shown(method: &Method, call: &str) -> String {
    if method_docs::has_answer(method) {
        format!("    let answer = {call}.await?;\n    println!(\"{{answer:#?}}\");")
    } else {
        format!("    {call}.await?;\n    println!(\"done\");")
    }
}
