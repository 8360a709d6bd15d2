//! One behaviour a folder: `tests/cases/<name>/` holds a small document, and beside it what comes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::cell::Cell;
use support::{Folder, for_each, render};

/// Files of the emitted crate that are locked down; the rest is the same for all or follows from these.
const EMITTED: [(&str, &str); 3] = [
    ("models", "src/models.rs"),
    ("unused", "src/models/unused.rs"),
    ("client", "src/client.rs"),
];

#[test]
fn each_document_gives_what_stands_beside_it() {
    for_each(&Folder::all("cases"), |case| {
        let output = case.output();
        for (name, path) in EMITTED {
            // A document without schemas gives no models, and most have none that nothing uses.
            if let Some(text) = output.tree.files.get(path) {
                case.assert_snapshot(name, text);
            }
        }
        if !output.report.diagnostics.is_empty() {
            case.assert_snapshot("report", &render(&output.report));
        }
    });
}

#[test]
fn the_readme_lists_all_servers() {
    let folders = Folder::all("cases");
    let case = folders.iter().find(|case| case.name == "servers").unwrap();
    let readme = &case.output().tree.files["README.md"];
    let list = "
Calls go to `https://eu.example.com/v2`, unless `.base_url(…)` names another server, with its variables filled in. The document names:

* `https://{region}.example.com/{version}/{shard}`: Production.
  * `{region}` (`eu` by default, one of `eu` and `us`): Where the data is.
  * `{version}` (`v2` by default).
  * `{shard}` (empty by default).
* `https://sandbox.example.com`.
";
    assert!(readme.contains(list), "{readme}");
}

#[test]
fn the_readme_of_a_document_that_says_nothing_has_no_gaps() {
    let folders = Folder::all("cases");
    let case = folders.iter().find(|case| case.name == "untitled").unwrap();
    let files = case.output().tree.files;
    let beginning = "# api-client

Client for an API without a title. Generated from its OpenAPI document by Specsmith: do not edit.

## Install

```toml
[dependencies]
api-client = { path = \"path/to/this/folder\" } # or { git = \"…\" }, or \"0.1\" once it is published
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
```

There is no operation to call: the document describes none, or all are left out. Its schemas are in `models`.

## Credentials
";
    let readme = &files["README.md"];
    assert!(readme.starts_with(beginning), "{readme}");
    assert!(files["Cargo.toml"].contains("description = \"Client for an HTTP API\""));
}

#[test]
fn the_page_of_the_crate_groups_operations_by_tags() {
    let folders = Folder::all("cases");
    let case = folders.iter().find(|case| case.name == "tags").unwrap();
    let page = &case.output().tree.files["src/lib.rs"];
    let tables = "
//! # Operations
//!
//! | method | request |
//! |---|---|
//! | [`Client::fetch_none`] | `GET /none` |
//! | [`Client::fetch_blank`] | `GET /blank` |
//!
//! ## Cats \\& Dogs
//!
//! Pets that need no water.
//!
//! | method | request |
//! |---|---|
//! | [`Client::fetch_cats`] | `GET /cats` |
//!
//! ## fish
//!
//! | method | request |
//! |---|---|
//! | [`Client::fetch_fish`] | `GET /fish` |
";
    assert!(page.contains(tables), "{page}");
}

#[test]
fn models_that_nothing_uses_are_behind_a_feature() {
    let folders = Folder::all("cases");
    let mut cases = folders.iter();
    let case = cases.find(|case| case.name == "unused-models").unwrap();
    let files = case.output().tree.files;
    let feature = "\n## Models that no operation uses.\nall-models = []\n";
    assert!(files["Cargo.toml"].contains(feature));
    let row = "\n| `all-models` | 6 more models, which no operation uses |\n";
    assert!(files["README.md"].contains(row));
    let surface: Vec<&str> = files["API.txt"].lines().collect();
    for line in [
        "enum models::Colours feature all-models",
        "struct models::Airline deprecated feature all-models",
        "struct models::Order",
        "struct models::Shipment",
        "type models::Flight = Airline feature all-models",
        "type models::Purchase = Order",
    ] {
        assert!(surface.contains(&line), "{line} in {surface:#?}");
    }
}

#[test]
fn where_no_operation_uses_a_model_all_are_there() {
    let folders = Folder::all("cases");
    let case = folders.iter().find(|case| case.name == "unused-models");
    let text = case.unwrap().files["spec.yaml"].as_str();
    let (before, operations) = text.split_once("paths:").unwrap();
    let (_, schemas) = operations.split_once("components:").unwrap();
    // A text is what it is, whether a component says so or not.
    let with_text = "paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: None } }
components:
  schemas:
    Id: { type: string }";
    for operations in ["components:\n  schemas:", with_text] {
        let schemas = schemas.replacen("\n  schemas:", "", 1);
        let text = format!("{before}{operations}{schemas}");
        let files = case.unwrap().with("spec.yaml", &text).output().tree.files;
        assert!(files["src/models.rs"].contains("pub struct Airline {"));
        assert!(!files.contains_key("src/models/unused.rs"));
        assert!(!files["Cargo.toml"].contains("all-models"));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for_each(&Folder::all("cases"), |case| {
        let (first, second) = (case.output(), case.output());
        assert_eq!(first.tree, second.tree, "{}", case.name);
        assert_eq!(first.name_lock, second.name_lock, "{}", case.name);
    });
}

#[test]
fn a_second_run_changes_no_name() {
    for_each(&Folder::all("cases"), |case| {
        let first = case.output();
        let second = case.with("names.lock", first.name_lock.as_str()).output();
        assert_eq!(first.tree, second.tree, "{}", case.name);
        assert_eq!(first.name_lock, second.name_lock, "{}", case.name);
    });
}

#[test]
fn a_credential_is_recorded_where_it_is_declared() {
    let folders = Folder::all("cases");
    let mut cases = folders.iter();
    let case = cases.find(|case| case.name == "recorded-credentials-2-0");
    let names = case.unwrap().output().name_lock;
    assert!(names.contains("credential #/securityDefinitions/key = token\n"));
    assert!(!names.contains("securitySchemes"), "{names}");
}

#[test]
fn what_the_index_names_stands_in_the_document() {
    let looked_up = Cell::new(0);
    for_each(&Folder::all("cases"), |case| {
        let document: Result<serde_json::Value, _> = serde_yaml::from_str(&case.files[case.entry]);
        // Other versions are rewritten, and JSON has no keys that are numbers.
        let Some(document) = document.ok().filter(|it| it["openapi"] == "3.1.0") else {
            return;
        };
        let index = case.output().krate.index;
        // An operation is where its path is, also when that refers to another file.
        let schemas = index
            .iter()
            .filter(|(_, path)| !path.starts_with("Client::"));
        for (place, _) in schemas {
            if let Some(pointer) = place.strip_prefix('#').filter(|it| !it.contains('%')) {
                looked_up.set(looked_up.get() + 1);
                assert!(
                    document.pointer(pointer).is_some(),
                    "{}: {place}",
                    case.name
                );
            }
        }
    });
    let places = looked_up.get();
    assert!(places > 200, "only {places} places were looked up");
}
