//! What a small change of the committed document changes in the crate: that, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use similar::{ChangeTag, TextDiff};
use specsmith::print::Tree;
use support::Folder;

/// Most lines that a reviewer has to read for one small change, in each file.
const LINES: usize = 10;

#[test]
fn an_enum_value_is_a_small_change() {
    assert_small(
        "[VOICE, SMS, RCS, WHATSAPP, CHAT]",
        "[VOICE, SMS, RCS, WHATSAPP, CHAT, VIDEO]",
        "models::Channel::Video",
    );
}

#[test]
fn an_optional_member_is_a_small_change() {
    let before = "        channelId:\n";
    assert_small(
        before,
        &format!("        label:\n          type: string\n{before}"),
        "models::Address.label",
    );
}

#[test]
fn another_name_is_a_small_change() {
    assert_small(
        "        more_info:\n",
        "        moreInfo:\n",
        "models::Problem.more_info",
    );
}

#[test]
fn another_schema_renames_nothing() {
    let (before, after) = change(
        "  schemas:\n",
        "  schemas:\n    Conversations:\n      type: object\n      properties:\n        name:\n          type: string\n",
    );
    for path in ["API.txt", "src/models.rs", "src/client.rs"] {
        let diff = TextDiff::from_lines(&before.files[path], &after.files[path]);
        let lost: Vec<_> = diff
            .iter_all_changes()
            .filter(|change| change.tag() == ChangeTag::Delete)
            .collect();
        assert!(
            lost.is_empty(),
            "{path} lost:\n{}",
            lost.iter().map(ToString::to_string).collect::<String>()
        );
    }
}

/// Fails unless the change is a few lines in each file, and in `API.txt` nothing but lines of this item.
fn assert_small(from: &str, to: &str, item: &str) {
    let (before, after) = change(from, to);
    assert!(
        before.files.keys().eq(after.files.keys()),
        "the change adds or removes files"
    );
    for (path, text) in &before.files {
        let diff = TextDiff::from_lines(text, &after.files[path]);
        let changed: Vec<_> = diff
            .iter_all_changes()
            .filter(|change| change.tag() != ChangeTag::Equal)
            .collect();
        let shown: String = changed
            .iter()
            .map(|change| format!("{}{change}", change.tag()))
            .collect();
        assert!(
            changed.len() <= LINES,
            "{path} changes in {} lines:\n{shown}",
            changed.len()
        );
        if path == "API.txt" {
            assert!(!changed.is_empty(), "the change is not in API.txt");
            let others = changed.iter().any(|line| !line.value().starts_with(item));
            assert!(!others, "API.txt changes beside {item}:\n{shown}");
        }
    }
}

/// The crate before and after, the names of the first run given to the second.
fn change(from: &str, to: &str) -> (Tree, Tree) {
    let committed = Folder::committed();
    let document = &committed.files[committed.entry];
    assert_eq!(
        document.matches(from).count(),
        1,
        "what is to change must be there once: {from}"
    );
    let before = committed.output();
    let changed = committed.with(committed.entry, document.replace(from, to));
    let after = changed.with("names.lock", before.name_lock).output();
    (before.tree, after.tree)
}

/// A document with lists: what stands in them has no name but where it stands.
const LISTS: &str = r##"
openapi: 3.0.3
info: { title: Lists, version: "1" }
paths:
  /things:
    get:
      operationId: fetch
      parameters:
        - { name: status, in: query, schema: { type: string, enum: [a, b] } }
      responses: { "404": { description: There is none. } }
components:
  schemas:
    Pet:
      type: object
      properties:
        kind:
          oneOf:
            - { title: Cat, type: object, required: [lives], properties: { lives: { type: integer } } }
            - { title: Dog, type: object, required: [tricks], properties: { tricks: { type: integer } } }
"##;

#[test]
fn what_is_inserted_before_something_does_not_take_its_name() {
    let before = lists(LISTS, None);
    let inserted = LISTS
        .replace("      parameters:\n", "      parameters:\n        - { name: sort, in: query, schema: { type: string, enum: [x, y] } }\n")
        .replace("          oneOf:\n", "          oneOf:\n            - { title: Bird, type: object, required: [wings], properties: { wings: { type: integer } } }\n")
        .replace("paths:\n", "paths:\n  /errors:\n    get:\n      operationId: fetchError\n      parameters: [{ name: q, in: query, schema: { type: string } }]\n      responses: { \"204\": { description: None. } }\n")
        .replace("      properties:\n        kind:", "      properties:\n        extra: { type: string }\n        kind:");
    let after = lists(&inserted, Some(&before.name_lock));
    let lines = after.tree.files["API.txt"].lines().collect::<Vec<_>>();
    for line in before.tree.files["API.txt"].lines() {
        assert!(lines.contains(&line), "lost: {line}");
    }
}

/// A document in which parts of one model would have the same name.
const ALIKE: &str = r##"
openapi: 3.1.0
info: { title: Alike, version: "1" }
paths: {}
components:
  schemas:
    Thing:
      type: object
      properties: { fooBar: { type: string }, foo-bar: { type: integer }, view: { type: string } }
    Size: { type: string, enum: [small, SMALL, "+small"] }
    Some:
      anyOf: [{ type: array, items: { type: string } }, { type: array, items: { type: integer } }]
"##;

#[test]
fn a_part_keeps_its_name_when_another_wants_it_too() {
    let before = lists(ALIKE, None);
    let inserted = ALIKE
        .replace(
            "{ fooBar:",
            "{ foo_bar: { type: boolean }, FooBar: { type: number }, fooBar:",
        )
        .replace("[small,", "[Small, \"-small\", sMALL, small,")
        .replace(
            "anyOf: [",
            "anyOf: [{ type: array, items: { type: boolean } }, ",
        );
    let after = lists(&inserted, Some(&before.name_lock));
    let lines = after.tree.files["API.txt"].lines().collect::<Vec<_>>();
    for line in before.tree.files["API.txt"].lines() {
        assert!(lines.contains(&line), "lost: {line}\n{}", before.name_lock);
    }
}

#[test]
fn the_order_of_parts_gives_no_names() {
    let turned = ALIKE
        .replace(
            "{ fooBar: { type: string }, foo-bar: { type: integer },",
            "{ foo-bar: { type: integer }, fooBar: { type: string },",
        )
        .replace("[small, SMALL,", "[SMALL, small,");
    let lines = |document| {
        let text = lists(document, None).tree.files["API.txt"].clone();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_ne!(turned, ALIKE);
    assert_eq!(lines(&turned), lines(ALIKE));
}

#[test]
fn a_field_keeps_its_name_when_its_model_is_sent_too() {
    let before = lists(ALIKE, None);
    let operation = r##"paths: { /things: { post: { operationId: create, requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }, responses: { "204": { description: Done. } } } } }"##;
    let after = lists(
        &ALIKE.replace("paths: {}", operation),
        Some(&before.name_lock),
    );
    let field = |output: &specsmith::Output| {
        let text = output.tree.files["API.txt"].clone();
        text.lines()
            .any(|line| line.starts_with("models::Thing.view:"))
    };
    assert!(field(&before) && field(&after));
    assert!(after.tree.files["src/models.rs"].contains("fn set_view("));
}

/// A document whose secrets travel in two ways.
const SECRETS: &str = r##"
openapi: 3.1.0
info: { title: Secrets, version: "1" }
paths: {}
components:
  securitySchemes:
    user:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: "https://a.example/token", scopes: {} } }
    k: { type: apiKey, in: header, name: X-Key }
"##;

#[test]
fn a_secret_goes_where_it_went_before() {
    let before = lists(SECRETS, None);
    let lines = before.tree.files["API.txt"].lines();
    let secrets: Vec<_> = lines
        .filter(|line| line.starts_with("ClientBuilder::"))
        .collect();
    assert!(
        secrets
            .iter()
            .any(|line| line.ends_with(r#"= header "X-Key" of "k""#)),
        "{secrets:?}"
    );
    let inserted = SECRETS.replace(
        "    user:",
        "    admin:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: \"https://b.example/token\", scopes: {} } }
    q: { type: apiKey, in: query, name: key }
    bearer_auth_provider: { type: http, scheme: bearer }
    user:",
    );
    let after = lists(&inserted, Some(&before.name_lock));
    let lines = after.tree.files["API.txt"].lines().collect::<Vec<_>>();
    assert_eq!(secrets.len(), 5, "{secrets:?}");
    for line in secrets {
        assert!(lines.contains(&line), "lost: {line}\n{lines:#?}");
    }
    let recorded = before.name_lock.lines();
    for line in recorded.filter(|line| line.starts_with("credential ")) {
        assert!(after.name_lock.contains(line), "lost: {line}");
    }
}

#[test]
fn names_of_what_is_gone_are_forgotten() {
    let before = lists(LISTS, None);
    let renamed = lists(
        &LISTS.replace("    Pet:", "    Animal:"),
        Some(&before.name_lock),
    );
    assert!(
        !renamed.name_lock.contains("schemas/Pet"),
        "{}",
        renamed.name_lock
    );
}

fn lists(document: &str, names: Option<&str>) -> specsmith::Output {
    let files = std::collections::BTreeMap::from([("lists.yaml".to_owned(), document.to_owned())]);
    let mut input = specsmith::Input::new("lists.yaml", &files);
    input.name_lock = names.map(|text| ("names.lock", text));
    specsmith::generate(&input).unwrap()
}
