//! What people do to a document from version to version, and what of it is in the crate: that, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use specsmith::Output;
use support::Folder;

const HEAD: &str = r#"
openapi: 3.2.0
info: { title: Edits, version: "1" }
servers: [{ url: "https://api.example.com" }]
"#;

fn made(document: &str) -> Folder {
    Folder::made("edits", format!("{HEAD}{document}"))
}

fn with(folder: &Folder, names: &str) -> Output {
    folder.with("names.lock", names).output()
}

/// A union of arms that have neither a title nor a tag, or have several tags.
const NAMELESS: &str = r##"
paths: {}
components:
  schemas:
    Limit:
      anyOf:
        - { type: string, enum: [auto, none] }
        - { type: array, items: { type: object, properties: { most: { type: integer } } } }
        - { type: object, required: [per, of], properties: { per: { type: string, enum: [day, hour] }, of: { type: integer } } }
    Shape:
      oneOf:
        - { type: object, required: [kind], properties: { kind: { type: string, enum: [square, oblong] }, sides: { type: object, properties: { a: { type: number } } } } }
        - { $ref: "#/components/schemas/Round" }
    Round: { type: object, required: [kind], properties: { kind: { type: string, enum: [circle, oval] } } }
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Round" }]
      discriminator: { propertyName: kind, mapping: { tom: "#/components/schemas/Cat", kitty: "#/components/schemas/Cat", circle: "#/components/schemas/Round" } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
"##;

/// What people do to a document, and what of it is in `API.txt`: texts in place of others.
type Edits<'e> = &'e [(&'e str, &'e str)];

fn edited(document: &str, edits: Edits<'_>) -> String {
    edits.iter().fold(document.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// Fails unless the edits add lines to `API.txt` and take none away.
fn assert_kept(document: &str, edits: Edits<'_>) {
    let before = made(document).output();
    let after = with(&made(&edited(document, edits)), &before.names);
    let lines: BTreeSet<&str> = after.tree.files["API.txt"].lines().collect();
    let lost = before.tree.files["API.txt"].lines();
    let lost: Vec<&str> = lost.filter(|line| !lines.contains(line)).collect();
    assert!(lost.is_empty(), "lost: {lost:#?}\n{}", after.names);
}

#[test]
fn the_order_of_several_tags_names_nothing() {
    let turned = [
        (
            r##"tom: "#/components/schemas/Cat", kitty:"##,
            r##"kitty: "#/components/schemas/Cat", tom:"##,
        ),
        ("[square, oblong]", "[oblong, square]"),
        ("[circle, oval]", "[oval, circle]"),
    ];
    let before = made(NAMELESS).output();
    let after = with(&made(&edited(NAMELESS, &turned)), &before.names);
    let lines = |output: &Output| -> BTreeSet<String> {
        output.tree.files["API.txt"]
            .lines()
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(lines(&before), lines(&after));
}

#[test]
fn an_arm_without_a_name_keeps_the_one_that_it_was_given() {
    assert_kept(
        NAMELESS,
        &[
            (
                "        - { type: string, enum: [auto, none] }\n",
                "        - { type: array, items: { type: boolean } }
        - { type: integer, enum: [1, 2] }
        - { type: object, required: [of], properties: { of: { type: string } } }
        - { type: array, items: { type: object, properties: { least: { type: integer } } } }
        - { type: string, enum: [none, auto, some] }\n",
            ),
            (
                "{ most: { type: integer } }",
                "{ most: { type: integer }, unit: { type: string } }",
            ),
            (
                "per: { type: string, enum: [day, hour] },",
                "per: { type: string, enum: [day, hour] }, from: { type: string },",
            ),
        ],
    );
}

/// Alternatives of one kind, which only what they hold tells apart.
const ALIKE: &str = r##"
paths: {}
components:
  schemas:
    Cat: { type: object, properties: { lives: { type: integer } } }
    Dog: { type: object, properties: { tricks: { type: integer } } }
    Pets:
      anyOf:
        - { type: array, items: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { type: string }] } }
        - { type: object, additionalProperties: { type: object, properties: { since: { type: string } } } }
"##;

#[test]
fn what_an_arm_holds_tells_it_from_another_of_its_kind() {
    let arm = "        - { type: array, items: { oneOf: [{ $ref: \"#/components/schemas/Cat\" }, { type: string }] } }\n";
    let others = "        - { type: array, items: { oneOf: [{ $ref: \"#/components/schemas/Dog\" }, { type: string }] } }
        - { type: object, additionalProperties: { type: object, properties: { until: { type: string } } } }\n";
    assert_kept(ALIKE, &[(arm, &format!("{others}{arm}"))]);
}

#[test]
fn a_new_arm_has_no_name_of_one_that_is_gone() {
    let before = made(NAMELESS).output();
    let arm = "{ type: string, enum: [auto, none] }";
    let folder = made(&NAMELESS.replace(arm, "{ type: integer, enum: [1, 2] }"));
    let api = &with(&folder, &before.names).tree.files["API.txt"];
    assert!(api.contains("models::LimitInteger::N1 = 1"), "{api}");
}
