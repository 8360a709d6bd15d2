//! What many documents say in words of their own, as JSON Schema says it.

use serde_json::{Map, Value, json};
use specsmith::node::{Mapping, Node};

use super::schemas::REFERENCE;

/// Any object or null beside a reference is how OData says null: what stands beside it is not any object.
pub fn say_null(arms: &mut Value) {
    let is_bare = |arm: &Value| *arm == json!({ "type": ["object", "null"] });
    if let Some([one, other]) = arms.as_array_mut().map(Vec::as_mut_slice) {
        let (bare, beside) = if is_bare(one) {
            (one, other)
        } else {
            (other, one)
        };
        if is_bare(bare) && beside.get(REFERENCE).is_some() {
            *bare = json!({ "type": "null" });
        }
    }
}

/// A `number` with a format of integers has no fraction (OpenAPI's Format Registry).
pub fn say_integer(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str);
    let is_integer = format
        .map(|name| name.strip_prefix('u').unwrap_or(name))
        .is_some_and(|name| matches!(name, "int8" | "int16" | "int32" | "int64"));
    if !is_integer {
        return;
    }
    let say = |name: &mut Value| {
        if *name == "number" {
            *name = "integer".into();
        }
    };
    match schema.get_mut("type") {
        Some(Value::Array(types)) => {
            types.iter_mut().for_each(say);
            types.dedup();
        }
        name => name.into_iter().for_each(say),
    }
}

/// What Kubernetes calls a string, or nothing at all, may be an integer as well.
pub fn say_int_or_string(node: &Mapping, schema: &mut Map<String, Value>) {
    let is_said = node
        .get("x-kubernetes-int-or-string")
        .and_then(Node::as_bool)
        == Some(true)
        || schema
            .get("format")
            .is_some_and(|name| name == "int-or-string");
    let has_type = schema.get("type").is_some_and(|name| name != "string");
    if is_said && !has_type && !schema.contains_key("anyOf") {
        schema.remove("type");
        let arms = json!([{ "type": "string" }, { "type": "integer" }]);
        schema.insert("anyOf".to_owned(), arms);
    }
}
