//! The examples that are made of a document, also of one that makes it hard.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::fmt::Write as _;

use specsmith::plan::Crate;
use support::Folder;

/// How many schemas need each other one after the other.
const CHAIN: usize = 3_000;

/// What is planned for a document with these schemas, which are lines.
fn planned(schemas: &str) -> Crate {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: Examples, version: \"1\" }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    Folder::made("examples", document).output().krate
}

fn example<'a>(krate: &'a Crate, model: &str) -> Option<&'a str> {
    let mut examples = krate.examples.iter();
    let found = examples.find(|example| example.model == model);
    found.map(|example| example.json.as_str())
}

/// A schema with these members, all of which are required.
fn object(name: &str, members: &[(&str, &str)]) -> String {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let members: Vec<String> = members
        .iter()
        .map(|(name, schema)| format!("{name}: {schema}"))
        .collect();
    format!(
        "    {name}: {{ type: object, required: [{}], properties: {{ {} }} }}\n",
        names.join(", "),
        members.join(", ")
    )
}

fn reference(name: &str) -> String {
    format!("{{ $ref: \"#/components/schemas/{name}\" }}")
}

fn nullable(name: &str) -> String {
    format!("{{ oneOf: [{}, {{ type: \"null\" }}] }}", reference(name))
}

#[test]
fn what_is_one_type_has_an_example_that_holds_for_all() {
    let text = |format: &str| format!("{{ type: string{format} }}");
    let size = |bounds: &str| format!("{{ type: integer, {bounds} }}");
    let document = [
        object("One", &[("name", &text("")), ("size", &size("minimum: 0"))]),
        object(
            "Other",
            &[
                ("name", &text(", format: email")),
                ("size", &size("minimum: 10, maximum: 20")),
            ],
        ),
        object("Dates", &[("from", &text(", format: date"))]),
    ];
    let krate = planned(&document.concat());
    let shared = r#"{"name":"someone@example.com","size":10}"#;
    assert_eq!(example(&krate, "One"), Some(shared));
    assert_eq!(example(&krate, "Other"), None, "it is the same type");
    assert_eq!(example(&krate, "Dates"), Some(r#"{"from":"2024-01-31"}"#));
}

#[test]
fn an_unrelated_schema_changes_no_example() {
    let pet = r#"    Pet:
      type: object
      properties:
        age: { type: integer }
        meta: { type: object, additionalProperties: {} }
        x: {}
        items: { type: array, items: { type: integer, minimum: 7 } }
      example: { age: 1000, meta: { documented: 1 }, x: doc }
    Made:
      type: object
      required: [x, any, ages]
      properties: { x: { type: integer, minimum: 12 }, any: {}, ages: { type: array, items: { type: integer, minimum: 7 } } }
"#;
    // Each is of a class with a member of those, and has the shorter path of names.
    let unrelated = "    A: { type: integer, maximum: 9 }
    B: { type: \"null\" }
    C: false
    D: { type: array, items: { type: integer, maximum: 1 } }
";
    for schemas in [pet.to_owned(), [pet, unrelated].concat()] {
        let krate = planned(&schemas);
        assert_eq!(
            example(&krate, "Pet"),
            Some(r#"{"age":1000,"meta":{"documented":1},"x":"doc"}"#)
        );
        assert_eq!(
            example(&krate, "Made"),
            Some(r#"{"x":12,"any":{},"ages":[7]}"#)
        );
    }
}

#[test]
fn an_answer_is_within_its_own_bounds() {
    let bounded = |least: u32| format!("{{ type: integer, minimum: {least} }}");
    let body = |schema: String| {
        format!("{{ description: It., content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let json = |text: &str| Some(("application/json".to_owned(), text.to_owned()));
    let list = |least: u32| format!("{{ type: array, items: {} }}", bounded(least));
    for (own, other) in [(3, 40), (40, 3)] {
        let several = |own, other| format!("'500': {}, '200': {}", body(other), body(own));
        let (number, numbers) = (own.to_string(), format!("[{own}]"));
        let answered = answer(&several(bounded(own), bounded(other)));
        assert_eq!(answered, (200, json(&number)));
        let answered = answer(&several(list(own), list(other)));
        assert_eq!(answered, (200, json(&numbers)));
    }
}

#[test]
fn unions_that_reach_each_other_come_to_an_end() {
    let krate = planned(
        "    A: { example: 5, oneOf: [{ type: string }, { $ref: \"#/components/schemas/B\" }] }
    B: { example: x, oneOf: [{ type: integer }, { $ref: \"#/components/schemas/A\" }] }\n",
    );
    // Each has the arms of both, so that the document's examples fit.
    assert_eq!(example(&krate, "A"), Some("5"));
    assert_eq!(example(&krate, "B"), Some("\"x\""));
}

#[test]
fn a_long_chain_of_unions_comes_to_an_end() {
    let mut schemas = String::new();
    for index in 0..CHAIN {
        let next = reference(&format!("U{}", index + 1));
        let _ = writeln!(
            schemas,
            "    U{index}: {{ example: true, oneOf: [{{ type: string }}, {next}] }}"
        );
    }
    let _ = writeln!(schemas, "    U{CHAIN}: {{ type: boolean }}");
    assert_eq!(example(&planned(&schemas), "U0"), Some("\"text\""));
}

#[test]
fn what_may_be_null_is_not_looked_into_again_and_again() {
    let mut schemas = object("Root", &[("a", &nullable("A1")), ("b", &nullable("B1"))]);
    let last = 60;
    for level in 1..last {
        let (a, b) = (format!("A{}", level + 1), format!("B{}", level + 1));
        let members = [
            ("a", nullable(&a)),
            ("b", nullable(&b)),
            ("root", reference("Root")),
        ];
        let members = members
            .each_ref()
            .map(|(name, schema)| (*name, schema.as_str()));
        schemas += &object(&format!("A{level}"), &members);
        let (first, rest) = (("c", "{ type: string }"), members);
        schemas += &object(&format!("B{level}"), &[&[first], &rest[..]].concat());
    }
    let end = [("root", reference("Root"))];
    let end = end
        .each_ref()
        .map(|(name, schema)| (*name, schema.as_str()));
    schemas += &object(&format!("A{last}"), &end);
    schemas += &object(&format!("B{last}"), &[("c", "{ type: string }"), end[0]]);
    let krate = planned(&schemas);
    assert_eq!(
        example(&krate, "Root"),
        Some(
            r#"{"a":{"a":null,"b":null,"root":{"a":null,"b":null}},"b":{"c":"text","a":null,"b":null,"root":{"a":null,"b":null}}}"#
        )
    );
}

#[test]
fn what_is_nested_too_deeply_has_no_example() {
    let mut schemas = String::new();
    for index in 0..CHAIN {
        let next = reference(&format!("O{}", index + 1));
        schemas += &object(&format!("O{index}"), &[("next", &next)]);
    }
    let _ = writeln!(schemas, "    O{CHAIN}: {{ type: object }}");
    let krate = planned(&schemas);
    assert_eq!(example(&krate, "O0"), None);
    let close_to_the_end = format!("O{}", CHAIN - 2);
    assert_eq!(
        example(&krate, &close_to_the_end),
        Some(r#"{"next":{"next":{}}}"#)
    );
}

#[test]
fn an_example_does_not_depend_on_other_models() {
    let person = object("Person", &[("home", &nullable("House"))]);
    let house = object("House", &[("owner", &reference("Person"))]);
    let list = format!(
        "    List: {{ type: array, items: {} }}\n",
        reference("House")
    );
    let krates = [
        planned(&format!("{person}{house}{list}")),
        planned(&format!("{list}{house}{person}")),
        planned(&format!("{house}{person}")),
    ];
    for krate in &krates {
        assert_eq!(
            example(krate, "Person"),
            Some(r#"{"home":{"owner":{"home":null}}}"#)
        );
        assert_eq!(example(krate, "House"), Some(r#"{"owner":{"home":null}}"#));
    }
}

#[test]
fn lists_show_an_item() {
    let item = object(
        "Item",
        &[
            ("id", "{ type: string }"),
            ("parts", "{ type: array, items: { type: string } }"),
        ],
    );
    let list = format!("{{ type: array, items: {} }}", reference("Item"));
    let krate = planned(&format!("{item}{}", object("Page", &[("items", &list)])));
    assert_eq!(
        example(&krate, "Page"),
        Some(r#"{"items":[{"id":"text","parts":[]}]}"#)
    );
    assert_eq!(
        example(&krate, "Item"),
        Some(r#"{"id":"text","parts":["text"]}"#)
    );
}

/// The status and the body of the answer to the one operation, which has these responses.
fn answer(responses: &str) -> (u16, Option<(String, String)>) {
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: Answers, version: \"1\" }}\npaths: {{ /x: {{ get: {{ operationId: x, responses: {{ {responses} }} }} }} }}\n"
    );
    let krate = Folder::made("answers", document).output().krate;
    let answer = krate.methods[0].example_answer.clone();
    (answer.status, answer.body)
}

#[test]
fn the_answer_is_that_of_the_success() {
    let body = |ty: &str| {
        format!(
            "{{ description: It., content: {{ application/json: {{ schema: {{ type: {ty} }} }} }} }}"
        )
    };
    let json = |text: &str| Some(("application/json".to_owned(), text.to_owned()));
    let (text, number) = (body("string"), body("integer"));
    assert_eq!(answer(&format!("default: {text}")), (200, json("\"text\"")));
    assert_eq!(
        answer(&format!("default: {text}, '201': {number}")),
        (201, json("1"))
    );
    assert_eq!(
        answer(&format!("'404': {text}, 2XX: {number}")),
        (200, json("1"))
    );
    assert_eq!(answer(&format!("'404': {text}")), (204, None));
    assert_eq!(
        answer(&format!("'204': {{ description: None. }}, default: {text}")),
        (204, None)
    );
}
