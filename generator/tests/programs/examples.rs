//! Every model's example is read by its type and written again as it was: a program that does so for all cases.

use specsmith::plan::ModelExample;

use crate::support::Folder;
use crate::workshop::{Files, cargo, write};
use crate::{input, manifest};

/// Compares numbers by value: `1.0` and `1` are one.
const PROGRAM: &str = r#"//! Reads and writes the example of every model.

use serde_json::Value;

fn main() {
    let mut failed = 0;
ROWS
    assert_eq!(failed, 0);
    println!("all of it works");
}

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
    let path = write(&client, &output.tree.files);
    cargo(
        &path,
        &[
            "clippy",
            "--quiet",
            "--features",
            "test-util",
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
        "client = {{ package = \"{name}\", path = \"../{client}\", default-features = false, features = [\"test-util\"] }}\n\
        serde_json = \"1\"\n"
    );
    let program = format!("{client}-program");
    let files = Files::from([
        (
            "Cargo.toml".to_owned(),
            manifest(&program, "", &dependencies),
        ),
        ("src/main.rs".to_owned(), PROGRAM.replace("ROWS\n", &rows)),
    ]);
    let said = cargo(&write(&program, &files), &["run", "--quiet"]);
    assert_eq!(said, "all of it works\n");
}
