//! What a name is known by from run to run: its place, whatever stands beside it and in which order.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::cell::Cell;
use std::collections::BTreeSet;

use serde_json::Value;
use specsmith::Output;
use support::{Folder, for_each};

const HEAD: &str = r#"
openapi: 3.2.0
info: { title: Places, version: "1" }
servers: [{ url: "https://api.example.com" }]
"#;

/// What was known by fewer words once.
const OPERATIONS: &str = r#"
paths:
  /things/{kind}:
    additionalOperations:
      Un-Lock:
        operationId: unlock
        parameters: [{ name: kind, in: path, required: true, schema: { type: string, enum: [a, b] } }]
        requestBody: { content: { application/xml+json: { schema: { type: object, properties: { by: { type: string } } } } } }
        responses: { "204": { description: Done. } }
components:
  schemas:
    Map: { type: object, patternProperties: { "^x": { type: object, properties: { y: { type: string } } } }, additionalProperties: false }
"#;

#[test]
fn names_are_found_by_the_places_of_earlier_versions() {
    let folder = made(OPERATIONS);
    let names = folder.output().name_lock;
    let places = [
        (
            "#/paths/~1things~1{kind}/additionalOperations/Un-Lock = unlock",
            "#/paths/~1things~1{kind}/un-lock = old_method",
        ),
        (
            "unlock parameter kind path = ",
            "unlock parameter kind = Old",
        ),
        (
            "unlock request application/xml+json = ",
            "unlock request = Old",
        ),
        (
            "Map/patternProperties/^x = ",
            "Map/additionalProperties = Old",
        ),
    ];
    let before = places.iter().fold(names, |names, (now, before)| {
        assert_eq!(names.matches(now).count(), 1, "{now}\n{names}");
        names.replace(now, before)
    });
    let after = with(&folder, &before).name_lock;
    for (now, before) in places {
        let name = before.rsplit_once(" = ").unwrap().1;
        let line = after
            .lines()
            .find(|line| line.contains(now.trim_end_matches("unlock")));
        let recorded = line.unwrap_or_else(|| panic!("{now}\n{after}"));
        assert!(recorded.contains(&format!(" = {name}")), "{recorded}");
    }
}

/// A union with an arm of one title more or less.
fn arms(members: &[&str]) -> Folder {
    let arm = |member: &&str| {
        format!(
            "        - {{ title: Cat, type: object, required: [{member}], properties: {{ {member}: {{ type: integer }} }} }}\n"
        )
    };
    let arms: String = members.iter().map(arm).collect();
    made(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n    Pet:\n      oneOf:\n{arms}        - {{ type: string }}\n"
    ))
}

#[test]
fn an_arm_keeps_its_name_when_another_of_its_title_comes_or_goes() {
    let name_of = |output: &Output, member: &str| {
        let api = output.tree.files["API.txt"].lines();
        let mut fields = api.filter(|line| line.contains(&format!(".{member}:")));
        fields
            .next()
            .map(|line| line.split('.').next().unwrap().to_owned())
    };
    let alone = arms(&["lives"]).output();
    let both = with(&arms(&["lives", "tail"]), &alone.name_lock);
    assert_eq!(name_of(&both, "lives"), name_of(&alone, "lives"));
    let turned = with(&arms(&["fur", "tail", "lives"]), &both.name_lock);
    let left = with(&arms(&["tail"]), &turned.name_lock);
    for output in [&turned, &left] {
        assert_eq!(
            name_of(output, "tail"),
            name_of(&both, "tail"),
            "{}",
            output.name_lock
        );
    }
    assert_eq!(name_of(&turned, "lives"), name_of(&both, "lives"));
    assert_eq!(name_of(&both, "lives").as_deref(), Some("models::PetCat"));
}

#[test]
fn an_arm_keeps_its_name_when_another_of_its_title_is_inserted_before_it() {
    let alone = arms(&["lives"]).output();
    let both = with(&arms(&["tail", "lives"]), &alone.name_lock);
    let lines: BTreeSet<&str> = both.tree.files["API.txt"].lines().collect();
    for line in alone.tree.files["API.txt"].lines() {
        assert!(lines.contains(line), "lost: {line}\n{}", both.name_lock);
    }
}

/// A form beside a form with files, for which an earlier version had one place.
const FORMS: &str = r#"
paths:
  /things:
    post:
      operationId: create
      requestBody:
        content:
          application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string } } } }
          multipart/form-data: { schema: { type: object, properties: { name: { type: string }, file: { type: string, format: binary } } } }
      responses: { "204": { description: Done. } }
"#;

#[test]
fn a_place_that_several_had_names_none_of_them() {
    let output = made(FORMS).output();
    let bodies = |output: &Output| -> Vec<String> {
        let api = output.tree.files["API.txt"].lines();
        api.filter(|line| line.contains("body: "))
            .map(str::to_owned)
            .collect()
    };
    let is_body = |line: &&str| line.starts_with("type create request ");
    let (names, others): (Vec<&str>, Vec<&str>) = output.name_lock.lines().partition(is_body);
    assert_eq!(names.len(), 2, "{}", output.name_lock);
    for line in names {
        let (_, name) = line.rsplit_once(" = ").unwrap();
        let earlier = format!("type create request = {name}");
        let others = others.iter().copied();
        let lock: Vec<&str> = others.chain([earlier.as_str()]).collect();
        let after = with(&made(FORMS), &lock.join("\n"));
        assert_eq!(bodies(&after), bodies(&output), "{earlier}");
    }
}

fn made(document: &str) -> Folder {
    Folder::made("places", format!("{HEAD}{document}"))
}

fn with(folder: &Folder, names: &str) -> Output {
    folder.with("names.lock", names).output()
}

/// Objects whose order says something: which of several media types is the first one, and the arms that the values of
/// patterns have.
const ORDERED: [&str; 2] = ["content", "patternProperties"];

/// Documents in which the order of other objects does.
const DIFFERENT: [(&str, &str); 8] = [
    (
        "names-beside-arms",
        "equal objects are one type where they ask for their members in one order",
    ),
    ("parents-by-themselves", "which parent is read first"),
    (
        "security-and-or",
        "the variables are listed as the schemes are",
    ),
    (
        "tag-of-an-arm-alone",
        "equal objects are one type where they ask for their members in one order",
    ),
    (
        "tags-that-arms-lack",
        "the first of several tags is written where a value has none",
    ),
    ("templates-of-trees", "a copy stands where it is made first"),
    (
        "unions-together",
        "what stands first of `oneOf` and `anyOf`",
    ),
    (
        "webhooks-that-share",
        "a body is that of the webhook that is read first",
    ),
];

/// Writes a document with the members of its objects in another order.
struct Shuffled {
    seed: u64,
    text: String,
}

impl Shuffled {
    fn of(document: &Value, seed: u64) -> String {
        let mut shuffled = Self {
            seed,
            text: String::new(),
        };
        shuffled.write("", document);
        shuffled.text
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // Knuth's linear congruential generator; its upper bits are the better ones.
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.seed >> 33).unwrap() % end
    }

    fn write(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                let mut members: Vec<(&String, &Value)> = members.iter().collect();
                let is_free = !ORDERED.contains(&key);
                for index in (1..members.len()).rev().filter(|_| is_free) {
                    let other = self.below(index + 1);
                    members.swap(index, other);
                }
                self.text.push('{');
                for (index, (key, value)) in members.into_iter().enumerate() {
                    self.text.push_str(if index > 0 { "," } else { "" });
                    self.text.push_str(&Value::from(key.as_str()).to_string());
                    self.text.push(':');
                    self.write(key, value);
                }
                self.text.push('}');
            }
            Value::Array(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.text.push_str(if index > 0 { "," } else { "" });
                    self.write("", item);
                }
                self.text.push(']');
            }
            other => self.text.push_str(&other.to_string()),
        }
    }
}

#[test]
fn the_order_of_a_document_changes_no_name_and_no_signature() {
    let tried = Cell::new(0);
    for_each(&Folder::all("cases"), |case| {
        let document: Result<Value, _> = serde_yaml::from_str(&case.files[case.entry]);
        let is_different = DIFFERENT.iter().any(|(name, _)| case.name == *name);
        // JSON has no keys that are numbers.
        let Some(document) = document.ok().filter(|_| !is_different) else {
            return;
        };
        let before = case.with(case.entry, Shuffled::of(&document, 1));
        let Ok(before) = before.generate() else {
            return;
        };
        for seed in 2..5 {
            let after = case.with(case.entry, Shuffled::of(&document, seed));
            let after = after.with("names.lock", before.name_lock.as_str()).output();
            let api = |output: &Output| output.tree.files["API.txt"].clone();
            let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
            let (one, other) = (lines(&api(&before)), lines(&api(&after)));
            let differ: Vec<_> = one.symmetric_difference(&other).collect();
            assert!(differ.is_empty(), "{}: {differ:#?}", case.name);
        }
        tried.set(tried.get() + 1);
    });
    assert!(
        tried.get() > 140,
        "only {} documents were tried",
        tried.get()
    );
}

#[test]
fn what_becomes_the_same_as_another_keeps_its_name() {
    let document = |order: &str| {
        let body = |members: &str| {
            format!(
                "requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ {members} }} }} }} }} }}"
            )
        };
        let operation = |id: &str, members: &str| {
            format!(
                "  /{id}:\n    put:\n      operationId: {id}\n      {}\n      responses: {{ \"204\": {{ description: Done. }} }}\n",
                body(members)
            )
        };
        let operations = operation("create", "a: { type: string }, b: { type: integer }")
            + &operation("update", order);
        made(&format!("paths:\n{operations}"))
    };
    let before = document("a: { type: string }").output();
    let folder = document("b: { type: integer }, a: { type: string }");
    let after = with(&folder, &before.name_lock);
    let api = &after.tree.files["API.txt"];
    assert!(
        api.contains("type models::UpdateBody = CreateBody"),
        "{api}"
    );
    assert!(!folder.output().tree.files["API.txt"].contains("UpdateBody"));
}
