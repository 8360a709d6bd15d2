//! Parameters and headers of 2.0, which describe their value among their own members.

use super::{Move, text};
use crate::node::{Mapping, Node};

/// Members of a parameter that describe its value.
const OF_SCHEMA: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-names",
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-comments",
    "x-ms-enum",
];

/// What `collectionFormat` may say that 3.0 can say too.
pub(crate) const COLLECTION_FORMATS: &[&str] = &["csv", "ssv", "pipes", "multi"];

/// `type`, `format`, … are a `schema`.
pub(super) fn schema(parameter: &mut Mapping) -> Vec<Move> {
    if parameter.contains("schema") || parameter.contains("$ref") {
        return Vec::new();
    }
    let offset = parameter.offset("type");
    let members = parameter.split_off(|key| OF_SCHEMA.contains(&key));
    let moves = members
        .iter()
        .map(|(key, _)| Move::new(&[key], &["schema", key]))
        .collect();
    if !members.is_empty() {
        parameter.set_at("schema", Node::Mapping(members), offset);
    }
    moves
}

/// `collectionFormat` is `style` and `explode`; arrays are separated by commas where it is not said.
pub(super) fn collection_format(parameter: &mut Mapping) {
    let given = parameter.get("collectionFormat").and_then(Node::as_str);
    let is_query = matches!(
        parameter.get("in").and_then(Node::as_str),
        Some("query" | "formData")
    );
    // 3.0 separates by spaces and pipes in queries alone.
    let is_writable = |given: &str| is_known(given) && (is_query || style(given).0 == "form");
    let (given, is_known) = match given {
        Some(given) if !is_writable(given) => ("csv".to_owned(), false),
        given => (given.unwrap_or("csv").to_owned(), true),
    };
    let is_array = parameter.get("type").and_then(Node::as_str) == Some("array");
    // One that nobody knows stays, to be told.
    if is_known || !is_array {
        parameter.remove("collectionFormat");
    }
    if !is_array || parameter.contains("style") {
        return;
    }
    let (style, explode) = style(&given);
    match style {
        "form" if !is_query => (),
        style => parameter.set("style", text(style)),
    }
    if is_query || explode {
        parameter.set("explode", Node::Bool(explode));
    }
}

/// Whether 3.0 has a style for a `collectionFormat`; it has none for `tsv`.
pub(super) fn is_known(collection_format: &str) -> bool {
    COLLECTION_FORMATS.contains(&collection_format)
}

/// `style` and `explode` for a `collectionFormat`.
pub(super) fn style(collection_format: &str) -> (&'static str, bool) {
    match collection_format {
        "multi" => ("form", true),
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        _ => ("form", false),
    }
}
