//! What goes through every model: the values that stand beside the cases are decoded, encoded and compared.

use std::fmt::Write as _;

use serde_yaml::Value;

use crate::kitchen_sink;
use crate::support::Folder;

/// A program that decodes and encodes the values of all cases.
pub(crate) fn program() -> String {
    let index = kitchen_sink::document().output().krate.index;
    let mut checks = String::new();
    for case in Folder::all("cases") {
        let Some(text) = case.files.get("values.yaml") else {
            continue;
        };
        let schemas: Value = serde_yaml::from_str(text).unwrap();
        for (schema, values) in schemas.as_mapping().unwrap() {
            let schema = schema.as_str().unwrap();
            let place = format!("#/components/schemas/{}.{schema}", case.name);
            let ty = index
                .get(&place)
                .unwrap_or_else(|| panic!("there is no {place}"));
            for value in values.as_sequence().unwrap() {
                let json = serde_json::to_string(value).unwrap();
                let _ = writeln!(checks, "    check::<{ty}>({:?}, {json:?});", case.name);
            }
        }
    }
    assert!(checks.lines().count() > 60, "most values are not found");
    format!("{HEAD}{checks}{FOOT}")
}

const HEAD: &str = r#"//! Decodes and encodes the values of all cases.

use kitchen_sink::models;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Whether two values are the same, numbers by value.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len() && one.iter().all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        (one, other) => one == other,
    }
}

fn check<T: DeserializeOwned + Serialize>(case: &str, sent: &str) {
    let value: Value = serde_json::from_str(sent).unwrap();
    let by_text: T = serde_json::from_str(sent).unwrap_or_else(|error| panic!("{case}: {sent}: {error}"));
    let by_value: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{case}: {sent}: {error}"));
    for back in [by_text, by_value] {
        let back = serde_json::to_value(&back).unwrap();
        assert!(same(&back, &value), "{case}: {sent} came back as {back}");
    }
}

fn main() {
"#;

const FOOT: &str = "    println!(\"all values came through\");
}
";
