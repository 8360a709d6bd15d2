//! Emitted crates in the hands of their users: built in every way without a warning, and run by the programs beside this
//! file, each in a folder of its own under `target/programs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod examples;
mod kitchen_sink;
mod values;
mod wasm32;
mod workshop;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use support::Folder;
use workshop::{Files, assert_clean, cargo, write};

/// The manifest of a program; `dependencies` are lines of TOML.
fn manifest(name: &str, features: &str, dependencies: &str) -> String {
    // Without a workspace of its own it would look for one above it, and find that of this repository.
    format!(
        "[workspace]\n\n[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[features]\n{features}\n[dependencies]\n{dependencies}"
    )
}

/// What the crate of a folder's document is made from; it builds on its own.
fn input<'a>(folder: &'a Folder, name: &'a str) -> specsmith::Input<'a> {
    specsmith::Input {
        entry: folder.entry,
        files: &folder.files,
        choices: folder
            .files
            .get("codegen.yaml")
            .map(|text| ("codegen.yaml", text.as_str())),
        name_lock: None,
        package_name: Some(name),
        standalone: Some(true),
        indexed: false,
    }
}

/// The files of the crate that a document gives.
fn generated(folder: &Folder, name: &str) -> Files {
    let output = specsmith::generate(&input(folder, name))
        .unwrap_or_else(|report| panic!("{name}\n{}", support::render(&report)));
    workshop::files_of(output.tree)
}

/// The folder of this name beside this file.
fn beside(name: &str) -> Folder {
    let all = Folder::all("programs");
    all.into_iter().find(|folder| folder.name == name).unwrap()
}

/// Builds the crate of the folder's document, and runs the folder's program with it.
fn run(name: &str) {
    let folder = beside(name);
    let client = format!("{name}-client");
    assert_clean(&write(&client, &generated(&folder, name)));
    let dependencies = format!(
        "{name} = {{ path = \"../{client}\", features = [\"test-util\"] }}\nserde_json = \"1\"\n\
        tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    let program = format!("{name}-program");
    let program = write(
        &program,
        &Files::from([
            (
                "Cargo.toml".to_owned(),
                manifest(&program, "", &dependencies),
            ),
            ("src/main.rs".to_owned(), folder.files["program.rs"].clone()),
            (
                "src/server.rs".to_owned(),
                include_str!("server.rs").to_owned(),
            ),
        ]),
    );
    cargo(&program, &["clippy", "--quiet", "--", "-D", "warnings"]);
    assert_eq!(cargo(&program, &["run", "--quiet"]), "all of it works\n");
}

#[test]
fn beyond_get_as_its_users_write_it() {
    run("conversations");
}

#[test]
fn one_of_everything_on_the_wire() {
    run("everything");
}

#[test]
fn hostile_texts_give_a_crate_without_a_warning() {
    let folder = Folder::all("faults")
        .into_iter()
        .find(|folder| folder.name == "hostile-text")
        .unwrap();
    assert_clean(&write("hostile-text", &generated(&folder, "hostile-text")));
}

/// The crate of all cases in one, written once.
static KITCHEN_SINK: LazyLock<PathBuf> = LazyLock::new(|| {
    let files = generated(&kitchen_sink::document(), "kitchen-sink");
    write("kitchen-sink", &files)
});

#[test]
fn all_cases_in_one_crate_give_no_warning() {
    assert_clean(&KITCHEN_SINK);
}

#[test]
fn every_model_and_every_operation_has_an_example_that_comes_through() {
    examples::run(&kitchen_sink::document(), "kitchen-sink");
}

#[test]
fn what_the_cases_describe_comes_back_as_it_was_sent() {
    LazyLock::force(&KITCHEN_SINK);
    let dependencies = "kitchen-sink = { path = \"../kitchen-sink\", default-features = false, features = [\"all-models\"] }\nserde = \"1\"\nserde_json = \"1\"\n";
    let program = write(
        "values",
        &Files::from([
            (
                "Cargo.toml".to_owned(),
                manifest("values", "", dependencies),
            ),
            ("src/main.rs".to_owned(), values::program()),
        ]),
    );
    assert_eq!(
        cargo(&program, &["run", "--quiet"]),
        "all values came through\n"
    );
}

#[test]
fn cases_that_stand_alone_give_no_warning() {
    for case in Folder::all("cases") {
        if ["big-integers", "choices", "json-body", "nullable-3-0"].contains(&case.name.as_str()) {
            let name = format!("case-{}", case.name);
            // What depends on features is the same for all: one crate or two are enough for that.
            let folder = write(&name, &generated(&case, &name));
            cargo(
                &folder,
                &["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"],
            );
            cargo(&folder, &["test", "--quiet", "--doc"]);
        }
    }
}

#[test]
fn values_come_through_whatever_features_serde_json_has() {
    let mut dependencies = String::new();
    let client = workshop::workspace().join("generated");
    let _ = writeln!(
        dependencies,
        "twilio-conversations = {{ path = {client:?}, default-features = false }}"
    );
    dependencies.push_str("http = \"1\"\nserde_json = \"1\"\n");
    let features = "arbitrary_precision = [\"serde_json/arbitrary_precision\"]\npreserve_order = [\"serde_json/preserve_order\"]\n";
    let program = write(
        "round-trip",
        &Files::from([
            (
                "Cargo.toml".to_owned(),
                manifest("round-trip", features, &dependencies),
            ),
            (
                "src/main.rs".to_owned(),
                beside("round_trip").files["program.rs"].clone(),
            ),
            (
                "src/variants.rs".to_owned(),
                include_str!("../wire/variants.rs").to_owned(),
            ),
            ("src/example.json".to_owned(), example()),
        ]),
    );
    for features in [
        "",
        "arbitrary_precision",
        "preserve_order",
        "arbitrary_precision,preserve_order",
    ] {
        let out = cargo(&program, &["run", "--quiet", "--features", features]);
        assert!(
            out.ends_with(" variants came through\n"),
            "{features}: {out}"
        );
    }
}

/// The answer that the committed document gives as its example.
fn example() -> String {
    let committed = Folder::committed();
    let document: serde_json::Value =
        serde_yaml::from_str(&committed.files[committed.entry]).unwrap();
    let answer = &document["paths"]["/v2/Conversations/{Sid}"]["get"]["responses"]["200"];
    serde_json::to_string_pretty(&answer["content"]["application/json"]["example"]).unwrap()
}

#[test]
fn the_example_runs_without_credentials() {
    let out = cargo(
        &workshop::workspace().join("generated"),
        &[
            "run",
            "--quiet",
            "--example",
            "fetch_conversation",
            "--features",
            "test-util",
        ],
    );
    let (first, shown) = out.split_once('\n').unwrap();
    assert_eq!(
        first,
        "the environment variable TWILIO_ACCOUNT_SID is not set, is empty or is not Unicode: a local server answers with an example"
    );
    for kept in [
        "Conversation {",
        "id: \"id\"",
        "\"ACTIVE\"",
        "\"GROUP_BY_PROFILE\"",
        "https://www.example.com",
        "channel: \"SMS\"",
        "name: Some(\n        <redacted>,",
    ] {
        assert!(shown.contains(kept), "{kept} is missing:\n{shown}");
    }
    for secret in ["Christine", "\"name\"", "\"profileId\"", "\"address\""] {
        assert!(!shown.contains(secret), "{secret} is shown:\n{shown}");
    }
}
