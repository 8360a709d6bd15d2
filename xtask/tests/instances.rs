//! Which instances `cargo xtask corpus` builds of a schema, beside that schema.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::corpus::compile::Workspace;
use xtask::corpus::judged::Prepared;
use xtask::corpus::prepare::Answer;

/// What is prepared for a document, and its table of instances.
struct Made {
    answer: Answer,
    table: String,
}

impl Made {
    fn of(document: &str) -> Self {
        let root = TempDir::new().unwrap();
        let spec = root.path().join("spec.yaml");
        fs::write(&spec, document).unwrap();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_xtask"));
        let folder = root.path().join("workspace");
        let workspace = Workspace::new(folder.clone(), program, None, 1);
        let answer = workspace.generate(&spec).unwrap();
        assert_eq!(answer.generated.errors, [""; 0]);
        let table = fs::read_to_string(folder.join("instances.tsv")).unwrap();
        Self { answer, table }
    }

    fn prepared(&self) -> &Prepared {
        self.answer.prepared.as_ref().unwrap()
    }

    /// The instances of a component that have to come back: what is special about each, and the value.
    fn of_schema(&self, name: &str) -> Vec<(&str, Value)> {
        let place = format!("spec.yaml#/components/schemas/{name}");
        let lines = self.table.lines().map(|line| line.split('\t').collect());
        let found = lines.filter_map(|columns: Vec<&str>| match columns[..] {
            [_, "", at, what, text] if at == place => {
                Some((what, serde_json::from_str(text).unwrap()))
            }
            _ => None,
        });
        found.collect()
    }

    fn instance(&self, schema: &str, special: &str) -> Value {
        let all = self.of_schema(schema);
        let mut found = all.iter().filter(|(what, _)| *what == special);
        let (_, value) = found
            .next()
            .unwrap_or_else(|| panic!("no `{special}` among {all:#?}"));
        value.clone()
    }
}

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

const NESTED: &str = r##"
openapi: 3.1.0
info: { title: Nested, version: "1" }
paths: {}
components:
  schemas:
    Closed: { type: object, required: [id], allOf: [{ type: object, properties: { id: { type: string } } }], additionalProperties: false, properties: { name: { type: string } } }
    Flat: { type: object, required: [closed], properties: { closed: { $ref: "#/components/schemas/Closed" } } }
    Long: { type: object, required: [a], properties: { a: { type: object, required: [b], properties: { b: { type: object, required: [c], properties: { c: { type: string } } } } } } }
    Either: { oneOf: [{ $ref: "#/components/schemas/Flat" }, { $ref: "#/components/schemas/Long" }] }
    Holder: { type: object, required: [either], properties: { either: { $ref: "#/components/schemas/Either" }, size: { type: integer } } }
    Null: { type: [object, "null"], required: [closed], properties: { closed: { $ref: "#/components/schemas/Closed" } } }
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string, enum: [cat, dog] } }
      discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { $ref: "#/components/schemas/Flat" }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, required: [good], properties: { good: { type: boolean } } }] }
"##;

#[test]
fn every_arm_type_and_heir_is_tried_before_no_instance_fits() {
    let made = Made::of(NESTED);
    let either = json!({ "a": { "b": { "c": "text" } } });
    assert_eq!(made.instance("Either", "smallest"), either);
    let holder = json!({ "either": either, "size": 1 });
    assert_eq!(made.instance("Holder", "largest"), holder);
    assert_eq!(made.instance("Null", "smallest"), json!(null));
    let dog = json!({ "kind": "dog", "good": true });
    assert_eq!(made.instance("Pet", "smallest"), dog);
    let reasons = made.prepared().skipped.keys().collect::<Vec<_>>();
    assert_eq!(reasons, ["no instance fits"]);
    let coverage = made.prepared().coverage;
    let untried = (coverage.models, coverage.arms);
    let untried = (
        untried.0.all - untried.0.tried,
        untried.1.all - untried.1.tried,
    );
    assert_eq!(
        untried,
        (3, 1),
        "Closed, Flat and Cat; the heir that Cat is"
    );
}

const BESIDE: &str = r##"
openapi: 3.1.0
info: { title: Beside, version: "1" }
paths: {}
components:
  schemas:
    Bad: { type: object, required: [id], allOf: [{ type: object, properties: { id: { type: string } } }], additionalProperties: false, properties: { name: { type: string } } }
    Top: { type: object, required: [bad], properties: { bad: { $ref: "#/components/schemas/Bad" }, a: { type: string, enum: [x, y] }, b: { type: integer } } }
    List: { type: object, required: [items], properties: { items: { type: array, minItems: 1, items: { $ref: "#/components/schemas/Bad" } }, q: { type: boolean } } }
"##;

#[test]
fn what_stands_beside_a_contradiction_is_tried() {
    let made = Made::of(BESIDE);
    let bad = json!({ "id": "text" });
    let top = made.instance("Top", "as it is meant");
    assert_eq!(top, json!({ "bad": bad }));
    let with_a = made.instance("Top", "with `a`");
    assert_eq!(with_a, json!({ "bad": bad, "a": "x" }));
    let large = made.instance("Top", "`b` 9223372036854775807");
    assert_eq!(large, json!({ "bad": bad, "b": i64::MAX }));
    let list = made.instance("List", "with `q`");
    assert_eq!(list, json!({ "items": [bad], "q": true }));
    let members = made.prepared().coverage.members;
    assert_eq!((members.tried, members.all), (0, 4));
}

const GUESSED: &str = r##"
openapi: 3.1.0
info: { title: Guessed, version: "1" }
paths: {}
components:
  schemas:
    Grand:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind, mapping: { leaf: "#/components/schemas/Leaf" } }
    Mid:
      allOf: [{ $ref: "#/components/schemas/Grand" }, { type: object, properties: { m: { type: string } } }]
      discriminator: { propertyName: kind, mapping: { leaf: "#/components/schemas/Leaf" } }
    Leaf: { allOf: [{ $ref: "#/components/schemas/Mid" }, { type: object, required: [z], properties: { z: { type: string } } }] }
    Alone: { anyOf: [{ $ref: "#/components/schemas/Mid" }], example: { kind: leaf } }
    Union: { anyOf: [{ $ref: "#/components/schemas/Grand" }, { $ref: "#/components/schemas/Mid" }], example: { kind: leaf } }
    Swapped: { anyOf: [{ $ref: "#/components/schemas/Mid" }, { $ref: "#/components/schemas/Grand" }], example: { kind: leaf } }
    Asked: { type: object, required: [must], properties: { must: { type: integer } } }
    Parent:
      $ref: "#/components/schemas/Asked"
      discriminator: { propertyName: kind, mapping: { h: "#/components/schemas/Heir" } }
      properties: { kind: { type: string } }
    Heir: { allOf: [{ $ref: "#/components/schemas/Parent" }, { type: object, properties: { a: { type: string } } }] }
    Either: { anyOf: [{ $ref: "#/components/schemas/Parent" }, { $ref: "#/components/schemas/Heir" }], example: { kind: h } }
"##;

#[test]
fn no_verdict_rests_on_a_guess_that_was_wrong() {
    let prepared = Made::of(GUESSED).answer.prepared.unwrap();
    let wrong = prepared.wrong_examples;
    assert_eq!(wrong, 4, "Alone, Union, Swapped and Either");
}

#[test]
fn a_long_line_of_heirs_is_judged_at_once() {
    let mut document = String::from(
        "openapi: 3.1.0\ninfo: { title: Line, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n",
    );
    let discriminator = "discriminator: { propertyName: kind }";
    document.push_str(&format!("    P0: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }}, {discriminator} }}\n"));
    for number in 1..40 {
        let before = number - 1;
        document.push_str(&format!("    P{number}: {{ allOf: [{{ $ref: '#/components/schemas/P{before}' }}], properties: {{ m{number}: {{ $ref: '#/components/schemas/P0' }} }}, {discriminator} }}\n"));
    }
    let made = Made::of(&document);
    assert!(made.prepared().skipped.is_empty(), "{:?}", made.prepared());
}
