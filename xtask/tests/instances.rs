//! Which instances `cargo xtask corpus` builds of a schema, beside that schema.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/made.rs"]
mod made;

use made::Made;
use serde_json::{Value, json};

const JOBS: &str = r##"
openapi: 3.1.0
info: { title: Jobs, version: "1" }
paths: {}
components:
  schemas:
    Job:
      type: object
      required: [kind]
      properties: { kind: { type: string, enum: [Import, Export, Pause] }, next: { $ref: "#/components/schemas/Job" } }
      discriminator: { propertyName: kind }
      example: { kind: Import }
    ImportJob: { x-ms-discriminator-value: Import, allOf: [{ $ref: "#/components/schemas/Job" }], required: [source], properties: { source: { type: string } } }
    Export: { allOf: [{ $ref: "#/components/schemas/Job" }, { type: object, required: [then], properties: { then: { $ref: "#/components/schemas/Job" } } }] }
    Vehicle:
      type: object
      properties: { type: { type: string, enum: [car, motor_bike] } }
      discriminator: { propertyName: type, mapping: { car: "#/components/schemas/Auto" } }
    Auto: { allOf: [{ $ref: "#/components/schemas/Vehicle" }], required: [doors], properties: { doors: { type: boolean } } }
    MotorBike: { allOf: [{ $ref: "#/components/schemas/Vehicle" }, { type: object, required: [gears], properties: { gears: { type: integer } } }] }
    Animal:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind }
    Cat: { allOf: [{ $ref: "#/components/schemas/Animal" }, { type: object, properties: { kind: { const: cat } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Animal" }, { type: object, required: [good], properties: { good: { type: boolean } } }] }
"##;

#[test]
fn a_value_whose_tag_names_an_heir_is_that_heir() {
    let made = Made::of(JOBS);
    let import = json!({ "kind": "Import", "source": "text" });
    assert_eq!(made.instance("Job", "smallest"), import);
    assert_eq!(
        made.instance("Job", "tag \"Export\""),
        json!({ "kind": "Export", "then": import })
    );
    assert_eq!(
        made.instance("Job", "tag \"Pause\""),
        json!({ "kind": "Pause" })
    );
    assert_eq!(made.instance("ImportJob", "smallest"), import);
    // At each level the heir asks its parent, and both ask for what is inside: once.
    let deep = made.instance("Job", "deep");
    let below = |value: &Value| value.get("next").cloned();
    let levels = std::iter::successors(Some(deep), below).count();
    assert!(levels > 30, "{levels}");

    assert_eq!(made.instance("Vehicle", "smallest"), json!({}));
    assert_eq!(
        made.instance("Vehicle", "largest"),
        json!({ "type": "car", "doors": true })
    );
    assert_eq!(
        made.instance("Vehicle", "tag \"motor_bike\""),
        json!({ "type": "motor_bike", "gears": 1 })
    );

    assert_eq!(
        made.instance("Animal", "smallest"),
        json!({ "kind": "text" })
    );
    assert_eq!(
        made.instance("Animal", "tag \"cat\""),
        json!({ "kind": "cat" })
    );
    assert_eq!(
        made.instance("Animal", "tag \"Dog\""),
        json!({ "kind": "Dog", "good": true })
    );
    assert_eq!(made.prepared().wrong_examples, 1, "it imports nothing");
    assert!(made.prepared().skipped.is_empty(), "{:?}", made.prepared());
}

const PORTS: &str = r##"
openapi: 3.1.0
info: { title: Ports, version: "1" }
paths: {}
components:
  schemas:
    Port: { type: string, format: int-or-string }
    Service: { type: object, required: [port], properties: { port: { x-kubernetes-int-or-string: true } } }
"##;

#[test]
fn what_kubernetes_calls_int_or_string_is_both() {
    let made = Made::of(PORTS);
    assert_eq!(made.instance("Port", "smallest"), json!("text"));
    assert_eq!(made.instance("Port", "arms [1], smallest"), json!(1));
    let service = made.instance("Service", "smallest");
    assert_eq!(service, json!({ "port": "text" }));
}

const CLOSED: &str = r##"
openapi: 3.1.0
info: { title: Closed, version: "1" }
paths: {}
components:
  schemas:
    Base: { type: object, required: [id], properties: { id: { type: string } } }
    Closed: { allOf: [{ $ref: "#/components/schemas/Base" }], additionalProperties: false, properties: { name: { type: string } } }
    Half: { allOf: [{ type: object, properties: { size: { type: integer } } }], additionalProperties: false, properties: { name: { type: string } } }
    Level: { type: string, enum: [10, 20] }
    State: { type: string, enum: [], allOf: [{ oneOf: [{ const: a }, { const: b }] }] }
    Objects: { type: object, additionalProperties: { type: object } }
    Odd: { allOf: [{ $ref: "#/components/schemas/Objects" }], properties: { id: { type: string }, inside: { properties: { a: { type: integer } } } } }
    Tree: { type: object, required: [left], properties: { left: { $ref: "#/components/schemas/Tree" } } }
    Holder: { type: object, properties: { closed: { $ref: "#/components/schemas/Closed" }, name: { type: string } } }
"##;

#[test]
fn what_no_instance_fits_is_told_and_tried_as_it_is_meant() {
    let made = Made::of(CLOSED);
    assert_eq!(
        made.instance("Closed", "with `id`, which a part forbids"),
        json!({ "id": "text" })
    );
    assert_eq!(
        made.instance("Closed", "with `name`"),
        json!({ "id": "text", "name": "text" })
    );
    assert_eq!(made.instance("Half", "largest"), json!({ "name": "text" }));
    assert_eq!(made.instance("Half", "with `size`"), json!({ "size": 1 }));
    let odd = json!({ "inside": { "a": 1 }, "undeclared 0": {}, "undeclared 1": {} });
    assert_eq!(made.instance("Odd", "largest"), odd);
    assert_eq!(made.instance("Odd", "with `id`"), json!({ "id": "text" }));
    let holder = made.instance("Holder", "largest");
    assert_eq!(holder, json!({ "name": "text" }));
    let coverage = made.prepared().coverage;
    assert!(coverage.models.tried < coverage.models.all, "{coverage:?}");
    let skipped: Vec<(&str, usize)> = made
        .prepared()
        .skipped
        .iter()
        .map(|(why, number)| (why.as_str(), *number))
        .collect();
    assert_eq!(skipped, [("no instance fits", 9)]);
}

const PINS: &str = r##"
openapi: 3.1.0
info: { title: Pins, version: "1" }
paths: {}
components:
  schemas:
    Pins: { type: object, properties: { all: { type: array, uniqueItems: true, prefixItems: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }] } } }
"##;

#[test]
fn a_list_of_unlike_items_ends_before_one_that_comes_twice() {
    let pins = Made::of(PINS).instance("Pins", "largest");
    assert_eq!(pins, json!({ "all": [{}] }));
}

const SOURCES: &str = r##"
openapi: 3.1.0
info: { title: Sources, version: "1" }
paths: {}
components:
  schemas:
    Source: { type: object, maxProperties: 1, properties: { parameter: { type: string }, pointer: { type: string } } }
"##;

#[test]
fn an_object_has_no_more_members_than_it_may() {
    let made = Made::of(SOURCES);
    let one = json!({ "parameter": "text" });
    assert_eq!(made.instance("Source", "largest"), one);
    let other = json!({ "pointer": "text" });
    assert_eq!(made.instance("Source", "with `pointer`"), other);
}

const METHODS: &str = r#"
openapi: 3.2.0
info: { title: Methods, version: "1" }
servers: [{ url: "https://example.com" }]
paths:
  /files:
    get: { operationId: listFiles, responses: { "204": { description: done } } }
    query: { operationId: findFiles, responses: { "204": { description: done } } }
    additionalOperations:
      COPY: { operationId: copyFiles, responses: { "204": { description: done } } }
      Un-Lock: { operationId: unlockFiles, responses: { "204": { description: done } } }
"#;

#[test]
fn operations_of_other_methods_count() {
    let generated = Made::of(METHODS).answer.generated;
    let counted = (generated.operations, generated.declared_operations);
    assert_eq!(counted, (4, 4));
}
