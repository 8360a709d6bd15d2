//! Schemas that fill in templates allow what a validator allows that follows dynamic references itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeMap;

use jsonschema::Draft;
use serde_json::{Value, json};
use specsmith::document::Document;
use specsmith::load::load;
use specsmith::pointer::Location;
use specsmith::report::Report;
use xtask::corpus::judges::{Judges, Unions};
use xtask::corpus::schemas::Schemas;

/// Schemas with an `$id` each, so that the specification leaves nothing open.
const SCHEMAS: &str = r##"
Page:
  $id: https://t.example/page
  type: object
  properties: { items: { type: array, items: { $dynamicRef: "#T" } } }
  $defs: { T: { $dynamicAnchor: T, not: {} } }
Numbers: { $id: https://t.example/numbers, $ref: page, $defs: { T: { $dynamicAnchor: T, type: number } } }
Envelope:
  $id: https://t.example/envelope
  type: object
  properties: { page: { $ref: page }, first: { $dynamicRef: "#T" }, numbers: { $ref: numbers } }
  $defs: { T: { $dynamicAnchor: T } }
Words: { $id: https://t.example/words, $ref: envelope, $defs: { T: { $dynamicAnchor: T, type: string } } }
Tree:
  $id: https://t.example/tree
  $dynamicAnchor: node
  type: object
  properties: { data: true, children: { type: array, items: { $dynamicRef: "#node" } } }
Named: { $id: https://t.example/named, $dynamicAnchor: node, $ref: tree, required: [name], properties: { name: { type: string } } }
Strict: { $id: https://t.example/strict, $dynamicAnchor: node, $ref: named, unevaluatedProperties: false }
List: { $id: https://t.example/list, type: array, items: { $dynamicRef: "#item" }, $defs: { item: { $dynamicAnchor: item } } }
Both:
  $id: https://t.example/both
  $ref: page
  $defs: { T: { $dynamicAnchor: T, $ref: list }, item: { $dynamicAnchor: item, $ref: named } }
Table: { $id: https://t.example/table, $ref: list, $defs: { item: { $dynamicAnchor: item, $ref: row } } }
Row: { $id: https://t.example/row, $ref: list, $defs: { item: { $dynamicAnchor: item, type: number } } }
Fixed:
  $id: https://t.example/fixed
  $ref: page
  properties: { items: { items: { $ref: "#plain" } } }
  $defs: { T: { $dynamicAnchor: T, type: [number, string] }, plain: { $anchor: plain, type: number } }
Outside: { $id: https://t.example/outside, type: array, items: { $dynamicRef: "page#T" } }
Filled: { $id: https://t.example/filled, $ref: outside, $defs: { T: { $dynamicAnchor: T, type: boolean } } }
"##;

/// What is tried with every schema.
fn values() -> Vec<Value> {
    let tree = |inner: Value| json!({ "name": "a", "children": [inner] });
    let mut values = vec![
        json!([]),
        json!([1]),
        json!([true]),
        json!([[]]),
        json!([[[]]]),
        json!([["a"]]),
        json!([{ "items": [] }]),
        json!({ "page": { "items": ["a"] }, "first": "a", "numbers": { "items": ["a"] } }),
        json!({ "page": { "items": ["a"] }, "numbers": { "items": [1] } }),
        json!({ "page": { "items": [1] } }),
        json!({ "page": { "items": [] }, "first": 1 }),
        tree(json!({})),
        tree(json!({ "name": "b" })),
        tree(tree(json!({ "data": 1 }))),
        tree(tree(json!({ "name": "c", "more": 1 }))),
        tree(tree(json!({ "name": "c", "data": 1 }))),
    ];
    for item in [
        json!(1),
        json!("a"),
        json!([]),
        json!([1]),
        json!({}),
        tree(json!({})),
    ] {
        values.push(json!({ "items": [item] }));
        values.push(json!({ "items": [[item]] }));
    }
    values
}

fn document(schemas: &Value) -> Document {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Templates", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let files = BTreeMap::from([("spec.json".to_owned(), document.to_string())]);
    let mut report = Report::default();
    let document = load("spec.json", &files, &mut report);
    document.unwrap_or_else(|| panic!("{report}"))
}

#[test]
fn what_fills_in_a_template_allows_what_dynamic_references_say() {
    let schemas: Value = serde_yaml::from_str(SCHEMAS).unwrap();
    let document = document(&schemas);
    let root = Location::root("spec.json").key("components").key("schemas");
    let names: Vec<&String> = schemas.as_object().unwrap().keys().collect();
    let places: Vec<Location> = names.iter().map(|name| root.key(name)).collect();
    let collected = Schemas::collect(&document, &places);
    let judges = Judges::of(&collected, Unions::Exact);
    let (mut allowed, mut refused) = (0, 0);
    for (name, place) in names.iter().zip(&places) {
        let id = &schemas[name]["$id"];
        let whole = json!({ "$id": "https://t.example/whole", "$defs": schemas, "$ref": id });
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .offline();
        let validator = options.build(&whole).unwrap();
        let judge = collected.name(place).unwrap();
        for value in values() {
            let fault = judges.fault(&judge, &value).unwrap();
            let is_allowed = validator.is_valid(&value);
            assert_eq!(fault.is_none(), is_allowed, "{name}: {value} {fault:?}");
            *if is_allowed {
                &mut allowed
            } else {
                &mut refused
            } += 1;
        }
    }
    assert!(allowed > 100 && refused > 100, "{allowed} and {refused}");
}
