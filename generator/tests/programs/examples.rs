//! Every model's example is read by its type and written again as it was, and every operation is answered with an example
//! by the server for tests: a program that does so for all cases.

use specsmith::plan::ModelExample;

use crate::support::Folder;
use crate::workshop::{Files, cargo, files_of, write};
use crate::{input, manifest};

/// Compares numbers by value: `1.0` and `1` are one.
const PROGRAM: &str = r#"//! Reads and writes the example of every model, and calls every operation.

#![allow(deprecated, unused_imports, unused_variables)]

use client as LIBRARY;
#[allow(unused_imports)]
use client::models;
use serde_json::Value;

#[tokio::main]
async fn main() {
    let mut failed = 0;
ROWS
    let server = client::TestServer::start().expect("a server");
    let client = server.builder().max_attempts(1).build().expect("a client");
CALLS
    assert_eq!(failed, 0);
    assert!(server.received().iter().all(|request| !request.operation().is_empty()));
    println!("all of it works");
}

fn called(name: &str, result: Result<(), Box<dyn std::error::Error>>) -> usize {
    if let Err(error) = &result {
        println!("{name}: {error}");
    }
    usize::from(result.is_err())
}

FUNCTIONS

fn check(name: &str, given: &str, written: Value) -> usize {
    let given: Value = serde_json::from_str(given).expect(name);
    let same = is_same(&given, &written);
    if !same {
        println!("{name}: {given} became {written}");
    }
    usize::from(!same)
}

fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| is_same(left, right)))
        }
        (left, right) => left == right,
    }
}
"#;

/// Builds the crate of a document for tests, without a warning, and runs its examples.
pub(crate) fn run(folder: &Folder, name: &str) {
    let output = specsmith::generate(&input(folder, name)).unwrap();
    let client = format!("{name}-examples");
    let files = files_of(output.tree);
    let path = write(&client, &files);
    cargo(
        &path,
        &[
            "clippy",
            "--quiet",
            "--features",
            "test-util,all-models",
            "--",
            "-D",
            "warnings",
        ],
    );
    let row = |example: &ModelExample| {
        let (name, json) = (&example.model, &example.json);
        format!(
            "    failed += check({name:?}, {json:?}, serde_json::to_value(client::models::{name}::example()).expect({name:?}));\n"
        )
    };
    let rows: String = output.krate.examples.iter().map(row).collect();
    let dependencies = format!(
        "client = {{ package = \"{name}\", path = \"../{client}\", features = [\"test-util\", \"all-models\"] }}\n\
        serde_json = \"1\"\n\
        tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    let bodies = calls(&files, &output.krate.manifest.lib_name());
    assert!(bodies.len() > 40, "only {} operations", bodies.len());
    let numbered = || bodies.iter().enumerate();
    let functions = numbered().map(|(number, body)| {
        format!("async fn call_{number}(client: client::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{body}    Ok(())\n}}\n\n")
    });
    let calls = numbered().map(|(number, body)| {
        format!(
            "    failed += called({:?}, call_{number}(client.clone()).await);\n",
            body.trim()
        )
    });
    let text = PROGRAM
        .replace("LIBRARY", &output.krate.manifest.lib_name())
        .replace("ROWS\n", &rows)
        .replace("CALLS\n", &calls.collect::<String>())
        .replace("FUNCTIONS\n", &functions.collect::<String>());
    let program = format!("{client}-program");
    let files = Files::from([
        (
            "Cargo.toml".to_owned(),
            manifest(&program, "", &dependencies),
        ),
        ("src/main.rs".to_owned(), text),
    ]);
    let said = cargo(&write(&program, &files), &["run", "--quiet"]);
    assert_eq!(said, "all of it works\n");
}

/// The calls in the docs of methods that need nothing but a client.
fn calls(files: &Files, library: &str) -> Vec<String> {
    let head = format!("# async fn example(client: {library}::Client) -> ");
    let mut bodies = Vec::new();
    for (_, text) in files
        .iter()
        .filter(|(path, _)| path.starts_with("src/client"))
    {
        let docs = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("/// "));
        let mut body: Option<String> = None;
        for line in docs {
            if line.starts_with(&head) {
                body = Some(String::new());
            } else if line.starts_with("# Ok(())") {
                bodies.extend(body.take());
            } else if let Some(body) = &mut body {
                body.push_str(&format!("    {line}\n"));
            }
        }
    }
    bodies
}
