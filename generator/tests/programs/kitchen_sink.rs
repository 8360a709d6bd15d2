//! One document from all of `tests/cases`: each with its own prefix for paths, names and ids.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::support::Folder;

/// The members of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// All cases of OpenAPI 3.1 that bring no choices and no names of their own.
pub(crate) fn document() -> Folder {
    let mut files = BTreeMap::new();
    let mut paths = Mapping::new();
    let mut components: BTreeMap<String, Mapping> = BTreeMap::new();
    let mut used = 0;
    for case in Folder::all("cases") {
        let alone =
            case.files.contains_key("codegen.yaml") || case.files.contains_key("names.lock");
        // `Value` has no integers of more than 64 bits.
        let Ok(document) = serde_yaml::from_str::<Value>(&case.files[case.entry]) else {
            continue;
        };
        if alone || document["openapi"].as_str() != Some("3.1.0") {
            continue;
        }
        used += 1;
        for (file, text) in &case.files {
            files.insert(format!("{}/{file}", case.name), text.clone());
        }
        let document = renamed(&document, &case.name);
        let security = document.get("security");
        for (path, mut item) in entries(&document["paths"]) {
            localise(&mut item, security, &case.name);
            paths.insert(format!("/{}{path}", case.name).into(), item);
        }
        for (kind, section) in entries(&document["components"]) {
            let all = components.entry(kind).or_default();
            all.extend(
                entries(&section)
                    .into_iter()
                    .map(|(name, value)| (format!("{}.{name}", case.name).into(), value)),
            );
        }
    }
    assert!(used > 40, "only {used} cases are of use");
    let mut whole: Mapping =
        serde_yaml::from_str("openapi: 3.1.0\ninfo: { title: Kitchen sink, version: '1' }")
            .unwrap();
    whole.insert(
        "servers".into(),
        serde_yaml::from_str("[{ url: https://kitchen.example }]").unwrap(),
    );
    whole.insert("paths".into(), paths.into());
    let components: Mapping = components
        .into_iter()
        .map(|(kind, section)| (kind.into(), section.into()))
        .collect();
    whole.insert("components".into(), components.into());
    let made = Folder::made("kitchen-sink", serde_yaml::to_string(&whole).unwrap());
    files.extend(made.files);
    Folder { files, ..made }
}

fn entries(value: &Value) -> Vec<(String, Value)> {
    let members = value.as_mapping().into_iter().flatten();
    members
        .map(|(name, value)| (name.as_str().unwrap().to_owned(), value.clone()))
        .collect()
}

/// Gives operations ids of their own, and the security of their document where they have none.
fn localise(item: &mut Value, security: Option<&Value>, case: &str) {
    for method in METHODS {
        let Some(Value::Mapping(operation)) = item.get_mut(method) else {
            continue;
        };
        if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
            let id = format!("{case}-{id}");
            operation.insert("operationId".into(), id.into());
        }
        if let (None, Some(security)) = (operation.get("security"), security) {
            operation.insert("security".into(), security.clone());
        }
        if let Some(Value::Sequence(alternatives)) = operation.get_mut("security") {
            for needed in alternatives {
                let schemes = entries(needed)
                    .into_iter()
                    .map(|(name, scopes)| (format!("{case}.{name}").into(), scopes));
                *needed = Value::Mapping(schemes.collect());
            }
        }
    }
}

/// The same with references to where things are in the whole: `#/components/schemas/case.Name`, `case/file.yaml`.
fn renamed(value: &Value, case: &str) -> Value {
    match value {
        Value::String(text) => match text
            .strip_prefix("#/components/")
            .and_then(|place| place.split_once('/'))
        {
            Some((kind, name)) => format!("#/components/{kind}/{case}.{name}").into(),
            None => value.clone(),
        },
        Value::Sequence(items) => items.iter().map(|item| renamed(item, case)).collect(),
        Value::Mapping(members) => {
            let member = |(name, value): (&Value, &Value)| match (name.as_str(), value.as_str()) {
                (Some("$ref"), Some(file)) if is_file(file) => {
                    (name.clone(), format!("{case}/{file}").into())
                }
                _ => (name.clone(), renamed(value, case)),
            };
            Value::Mapping(members.iter().map(member).collect())
        }
        _ => value.clone(),
    }
}

/// Whether a reference goes to a file: others go to a part of the document, or to what a schema calls itself.
fn is_file(reference: &str) -> bool {
    let (file, _) = reference.split_once('#').unwrap_or((reference, ""));
    [".yaml", ".json"].iter().any(|end| file.ends_with(end))
}
