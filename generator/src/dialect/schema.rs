//! Schemas of every dialect go up to JSON Schema 2020-12: the direction in which nothing is lost.

use super::{Dialect, Move};
use crate::node::{Mapping, Node};

/// Keywords that say something about a schema, and not about what it accepts.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "definitions",
];

/// Raises one schema, not those inside it; what was moved, if anything was. Raising twice changes nothing.
pub(crate) fn raise(node: &mut Node, dialect: Dialect) -> Option<Vec<Move>> {
    let mapping = node.as_mapping_mut()?;
    if !mapping.iter().any(|(key, value)| is_raised(key, value)) {
        return None;
    }
    let mut moves = Vec::new();
    exclusive_limit(mapping, "exclusiveMinimum", "minimum");
    exclusive_limit(mapping, "exclusiveMaximum", "maximum");
    moves.extend(tuple_items(mapping));
    dependencies(mapping);
    upper_case_type(mapping);
    discriminator_text(mapping);
    if dialect == Dialect::V20 {
        file_type(mapping);
    }
    if takes_nullable(mapping)
        && let Some(wrapped) = nullable(mapping)
    {
        moves = moves.into_iter().map(|step| step.then(&wrapped)).collect();
        moves.push(wrapped);
    }
    (!moves.is_empty()).then_some(moves)
}

/// Whether a keyword may have to be rewritten: most schemas have none that does, and need not be asked for each.
fn is_raised(key: &str, value: &Node) -> bool {
    match key {
        "exclusiveMinimum" | "exclusiveMaximum" => value.as_bool().is_some(),
        "items" => value.as_sequence().is_some(),
        "type" => value.as_str().is_some_and(|name| {
            name == "file" || name.bytes().any(|byte| byte.is_ascii_uppercase())
        }),
        "discriminator" => value.as_str().is_some(),
        "dependencies" | "nullable" | "x-nullable" => true,
        _ => false,
    }
}

/// `minimum: 1` with `exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn exclusive_limit(mapping: &mut Mapping, exclusive: &str, limit: &str) {
    match mapping.get(exclusive).and_then(Node::as_bool) {
        Some(true) => match mapping.remove(limit) {
            Some(value) => mapping.set(exclusive, value),
            None => drop(mapping.remove(exclusive)),
        },
        Some(false) => drop(mapping.remove(exclusive)),
        None => (),
    }
}

/// `items: [A, B]` is `prefixItems: [A, B]`, and then `additionalItems` is `items`. OpenAPI allows no list here before 3.1; one
/// of a single schema means that all items are so.
fn tuple_items(mapping: &mut Mapping) -> Vec<Move> {
    let Some(listed) = mapping.get("items").and_then(Node::as_sequence) else {
        return Vec::new();
    };
    if let ([only], false) = (listed, mapping.contains("additionalItems")) {
        let only = only.clone();
        mapping.set("items", only);
        return vec![Move::new(&["items", "0"], &["items"])];
    }
    let mut moves = vec![Move::new(&["items"], &["prefixItems"])];
    mapping.rename("items", "prefixItems");
    if mapping.contains("additionalItems") {
        mapping.rename("additionalItems", "items");
        moves.push(Move::new(&["additionalItems"], &["items"]));
    }
    moves
}

/// `dependencies` is `dependentRequired` where it lists names, and `dependentSchemas` where it has schemas.
fn dependencies(mapping: &mut Mapping) {
    let Some(Node::Mapping(all)) = mapping.get("dependencies") else {
        return;
    };
    let (required, schemas): (Vec<_>, Vec<_>) = all
        .iter()
        .map(|(key, node)| (key.to_owned(), node.clone()))
        .partition(|(_, node)| node.as_sequence().is_some());
    mapping.remove("dependencies");
    for (key, members) in [
        ("dependentRequired", required),
        ("dependentSchemas", schemas),
    ] {
        if !members.is_empty() && !mapping.contains(key) {
            mapping.set(key, Node::Mapping(members.into_iter().collect()));
        }
    }
}

/// `type: String` means `type: string`.
fn upper_case_type(mapping: &mut Mapping) {
    if let Some(Node::String(name)) = mapping.get_mut("type") {
        let lower = name.to_ascii_lowercase();
        let known = [
            "null", "boolean", "object", "array", "number", "string", "integer", "file",
        ];
        if *name != lower && known.contains(&lower.as_str()) {
            *name = lower;
        }
    }
}

/// `type: file` of 2.0 is a string of bytes.
fn file_type(mapping: &mut Mapping) {
    if mapping.get("type").and_then(Node::as_str) == Some("file") {
        mapping.set("type", text("string"));
        mapping.set("format", text("binary"));
    }
}

/// `discriminator: petType` of 2.0 is `discriminator: {propertyName: petType}`.
fn discriminator_text(mapping: &mut Mapping) {
    if let Some(Node::String(name)) = mapping.get("discriminator") {
        let object = [("propertyName".to_owned(), text(name))];
        mapping.set("discriminator", Node::Mapping(object.into_iter().collect()));
    }
}

/// Takes every spelling of "or null" that is no type; whether one of them says so.
fn takes_nullable(mapping: &mut Mapping) -> bool {
    let mut nullable = false;
    for key in ["nullable", "x-nullable"] {
        let value = match mapping.get(key) {
            Some(Node::Bool(value)) => *value,
            Some(Node::String(word)) if word == "true" => true,
            Some(Node::String(word)) if word == "false" => false,
            _ => continue,
        };
        mapping.remove(key);
        nullable |= value;
    }
    nullable
}

/// Makes a schema accept null as well.
fn nullable(mapping: &mut Mapping) -> Option<Move> {
    if mapping.contains("$ref") || mapping.contains("allOf") {
        wrap(mapping);
        return Some(Move::new(&[], &["anyOf", "0"]));
    }
    let alternatives = ["oneOf", "anyOf"].map(|key| add_null_alternative(mapping, key));
    let typed = add_null_type(mapping);
    if !typed && !alternatives.contains(&true) {
        let implied = [
            ("properties", "object"),
            ("additionalProperties", "object"),
            ("items", "array"),
        ];
        if let Some((_, name)) = implied.into_iter().find(|(key, _)| mapping.contains(key)) {
            mapping.set("type", Node::Sequence(vec![text(name), text("null")]));
        }
    }
    add_null_value(mapping);
    None
}

/// `anyOf: [what it was, null]`, with the annotations outside.
fn wrap(mapping: &mut Mapping) {
    let inner = mapping.split_off(|key| !ANNOTATIONS.contains(&key) && !key.starts_with("x-"));
    let alternatives = vec![Node::Mapping(inner), null_schema()];
    mapping.set("anyOf", Node::Sequence(alternatives));
}

fn null_schema() -> Node {
    Node::Mapping([("type".to_owned(), text("null"))].into_iter().collect())
}

fn add_null_alternative(mapping: &mut Mapping, key: &str) -> bool {
    let Some(Node::Sequence(alternatives)) = mapping.get_mut(key) else {
        return false;
    };
    let null = null_schema();
    if !alternatives.contains(&null) {
        alternatives.push(null);
    }
    true
}

fn add_null_type(mapping: &mut Mapping) -> bool {
    match mapping.get_mut("type") {
        Some(Node::Sequence(names)) => {
            if !names.contains(&text("null")) {
                names.push(text("null"));
            }
            true
        }
        Some(node @ Node::String(_)) => {
            if node.as_str() != Some("null") {
                let name = std::mem::replace(node, Node::Null);
                *node = Node::Sequence(vec![name, text("null")]);
            }
            true
        }
        _ => false,
    }
}

/// A list of values has to have null as well, and a single one becomes such a list.
fn add_null_value(mapping: &mut Mapping) {
    if let Some(value) = mapping.get("const").filter(|value| **value != Node::Null) {
        let values = vec![value.clone()];
        mapping.remove("const");
        mapping.set("enum", Node::Sequence(values));
    }
    if let Some(Node::Sequence(values)) = mapping.get_mut("enum")
        && !values.contains(&Node::Null)
    {
        values.push(Node::Null);
    }
}

/// A parameter or a header that says nothing about its value is a text.
pub(crate) fn add_schema(node: &mut Node) {
    if let Node::Mapping(mapping) = node
        && !["$ref", "schema", "content"]
            .iter()
            .any(|key| mapping.contains(key))
    {
        let string = [("type".to_owned(), text("string"))];
        mapping.set("schema", Node::Mapping(string.into_iter().collect()));
    }
}

fn text(value: &str) -> Node {
    Node::String(value.to_owned())
}
