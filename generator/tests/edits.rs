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
    let after = with(&made(&edited(document, edits)), &before.name_lock);
    let lines: BTreeSet<&str> = after.tree.files["API.txt"].lines().collect();
    let lost = before.tree.files["API.txt"].lines();
    let lost: Vec<&str> = lost.filter(|line| !lines.contains(line)).collect();
    assert!(lost.is_empty(), "lost: {lost:#?}\n{}", after.name_lock);
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
    let after = with(&made(&edited(NAMELESS, &turned)), &before.name_lock);
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
    let api = &with(&folder, &before.name_lock).tree.files["API.txt"];
    assert!(api.contains("models::LimitInteger::N1 = 1"), "{api}");
}

/// A union of these arms.
fn union(arms: &[String]) -> String {
    let arms: String = arms
        .iter()
        .map(|arm| format!("        - {arm}\n"))
        .collect();
    format!("paths: {{}}\ncomponents:\n  schemas:\n    U:\n      oneOf:\n{arms}")
}

/// An object with as many members as the lock says of an arm, and this one.
fn large(member: &str) -> String {
    let members = (0..24).map(|number| format!("c{number:02}: {{}}, "));
    let members: String = members.collect();
    format!("{{ type: object, properties: {{ {members}{member}: {{ type: string }} }} }}")
}

#[test]
fn nothing_moves_where_nothing_is_edited() {
    let equal = (0..13).map(|number| {
        format!("{{ type: object, properties: {{ a: {{ type: string, enum: [v{number}] }} }} }}")
    });
    let nameless = "{ type: object, properties: { \"\": { type: string } } }".to_owned();
    let arms: Vec<String> = equal.chain([large("z"), large("y"), nameless]).collect();
    let document = union(&arms);
    let before = made(&document).output();
    let after = with(&made(&document), &before.name_lock);
    assert_eq!(before.tree.files, after.tree.files);
    assert_eq!(before.name_lock, after.name_lock);
}

#[test]
fn an_arm_that_is_gone_gives_its_name_to_none_that_shares_most_with_it() {
    let arms = [large("y"), large("z"), large("zz")];
    assert_names_stay(&union(&arms), &union(&arms[1..]));
}

#[test]
fn many_arms_that_all_change_keep_their_names() {
    let arm = |number: usize, more: &str| {
        format!(
            "{{ type: object, required: [kind], properties: {{ kind: {{ const: kind{number}word }}, m{number}: {{ type: string }}{more} }} }}"
        )
    };
    let arms = |more: &str| -> Vec<String> { (0..70).map(|number| arm(number, more)).collect() };
    assert_names_stay(&union(&arms("")), &union(&arms(", metadata: {}")));
}

/// Fails unless each type that the lock names after the edit has the name that it had, and there is one.
fn assert_names_stay(before: &str, after: &str) {
    let before = made(before).output().name_lock;
    let after = with(&made(after), &before).name_lock;
    let types = |names: &str| -> BTreeSet<String> {
        let types = names.lines().filter(|line| line.starts_with("type "));
        types.map(str::to_owned).collect()
    };
    let (before, after) = (types(&before), types(&after));
    assert!(
        !after.is_empty() && after.is_subset(&before),
        "{before:#?} {after:#?}"
    );
}

#[test]
fn one_tag_more_renames_no_variant() {
    let document = r##"
paths: {}
components:
  schemas:
    Event:
      oneOf: [{ $ref: "#/components/schemas/Payload" }, { $ref: "#/components/schemas/Call" }]
      discriminator: { propertyName: kind, mapping: { message.added: "#/components/schemas/Payload", called: "#/components/schemas/Call" } }
    Payload: { type: object, required: [kind], properties: { kind: { type: string } } }
    Call: { type: object, required: [kind], properties: { kind: { type: string } } }
"##;
    let before = made(document).output();
    let mut folder = made(&document.replace(
        "mapping: {",
        "mapping: { message.edited: \"#/components/schemas/Payload\",",
    ));
    let mut names = before.name_lock;
    // It is recorded under one tag, and found by any.
    for _ in 0..2 {
        let after = with(&folder, &names);
        let api = &after.tree.files["API.txt"];
        assert!(api.contains("models::Event::MessageAdded("), "{api}");
        names = after.name_lock;
        folder = made(&document.replace("message.added:", "message.edited:"));
    }
}
