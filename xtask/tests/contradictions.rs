//! What `cargo xtask corpus` makes of schemas that contradict themselves, in one arm, one heir or altogether.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/made.rs"]
mod made;

use made::Made;
use serde_json::json;

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

const TAGS: &str = r##"
openapi: 3.1.0
info: { title: Tags, version: "1" }
paths: {}
components:
  schemas:
    Job: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { c: "#/components/schemas/C", a: "#/components/schemas/A" } } }
    C: { allOf: [{ $ref: "#/components/schemas/Job" }], type: string }
    A: { allOf: [{ $ref: "#/components/schemas/Job" }], properties: { kind: { const: other }, x: { type: string } } }
    Number:
      type: object
      required: [kind]
      properties: { kind: { type: integer } }
      discriminator: { propertyName: kind, mapping: { 1: "#/components/schemas/One", 2: "#/components/schemas/Two" } }
      example: { kind: 2 }
    One: { allOf: [{ $ref: "#/components/schemas/Number" }], required: [z], properties: { z: { type: string } } }
    Two: { allOf: [{ $ref: "#/components/schemas/Number" }], required: [y], properties: { y: { type: string } } }
"##;

#[test]
fn each_tag_counts_and_is_tried_by_a_value_that_says_it() {
    let made = Made::of(TAGS);
    assert_eq!(made.instance("Job", "smallest"), json!({ "kind": "text" }));
    let none: Vec<&String> = made.prepared().skipped_places.iter().collect();
    let none = none.iter().filter(|place| place.contains("Job: tag"));
    assert_eq!(none.count(), 2, "{:?}", made.prepared());
    let arms = made.prepared().coverage.arms;
    assert_eq!((arms.tried, arms.all), (2, 4), "the tags 1 and 2");
}

#[test]
fn an_integer_is_a_tag() {
    let made = Made::of(TAGS);
    let one = json!({ "kind": 1, "z": "text" });
    assert_eq!(made.instance("Number", "smallest"), one);
    let two = json!({ "kind": 2, "y": "text" });
    assert_eq!(made.instance("Number", "tag \"2\""), two);
    assert_eq!(made.instance("Two", "smallest"), two);
    assert_eq!(made.prepared().wrong_examples, 1, "it has no `y`");
    let reasons = made.prepared().skipped.keys().collect::<Vec<_>>();
    assert_eq!(reasons, ["no instance fits"]);
}
