//! What can be wrong with a document: each folder of `tests/faults/` holds one such document, and what the user is told.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use specsmith::print::Tree;
use specsmith::report::{Problem, Report};
use specsmith::{Input, generate};
use support::{Folder, for_each, render};

/// How deep or wide the documents go that are made here: far beyond what any reader should take.
const DEPTH: usize = 10_000;
/// How long a chain of schemas is that a reader has to follow without going deeper on its own stack.
const CHAIN: usize = 1_000;
/// How many items the longest tuple has, and how many of these stand in each other.
const WIDEST: usize = 12;
const NESTED: usize = 15;

#[test]
fn each_fault_is_reported_with_its_place_and_a_hint() {
    for_each(&folders(), |fault| {
        let report = match fault.generate() {
            Ok(output) => {
                assert_sound(&output.tree);
                output.report
            }
            Err(report) => {
                assert!(
                    report.has_errors(),
                    "{}: there is no crate, and nobody says why",
                    fault.name
                );
                report
            }
        };
        assert_its_own_problem(fault, &report);
        fault.assert_snapshot("report", &render(&report));
    });
}

#[test]
fn a_name_that_is_given_is_told_as_it_was_given() {
    let folder = &Folder::all("cases")[0];
    let mut input = Input::new(folder.entry, &folder.files);
    input.package_name = Some("std");
    let report = generate(&input).unwrap_err();
    let said = render(&report);
    assert!(
        said.contains("`--name std` is no valid name here: Rust has another meaning for it"),
        "{said}"
    );
    assert!(!said.contains("  at "), "it stands in no file: {said}");
}

#[test]
fn each_problem_has_a_folder() {
    let folders: BTreeSet<String> = folders().into_iter().map(|folder| folder.name).collect();
    let missing: Vec<&str> = Problem::codes()
        .filter(|code| !folders.contains(*code))
        .collect();
    assert!(
        missing.is_empty(),
        "no folder in tests/faults for: {}",
        missing.join(", ")
    );
}

#[test]
fn each_problem_has_a_code_of_its_own() {
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = Problem::codes()
        .filter(|code| !seen.insert(*code))
        .collect();
    assert!(
        twice.is_empty(),
        "used by two problems: {}",
        twice.join(", ")
    );
}

#[test]
fn hostile_text_gives_a_crate() {
    let folders = folders();
    let hostile = folders
        .iter()
        .find(|folder| folder.name == "hostile-text")
        .unwrap();
    assert_sound(&hostile.output().tree);
}

#[test]
fn a_long_chain_of_schemas_is_no_fault() {
    let mut spec = document("Chain", "{}\ncomponents:\n  schemas:");
    let last = CHAIN - 1;
    for (index, next) in (0..last).map(|index| (index, index + 1)) {
        let (alias, object) = (reference("A", next), reference("O", next));
        let _ = writeln!(spec, "    A{index}: {alias}");
        let _ = writeln!(
            spec,
            "    O{index}: {{ type: object, properties: {{ next: {object} }} }}"
        );
    }
    let _ = writeln!(
        spec,
        "    A{last}: {{ type: string }}\n    O{last}: {{ type: object }}"
    );
    let output = Folder::made("chain", spec).output();
    assert!(output.tree.files["src/models.rs"].contains("pub struct O0"));
}

#[test]
fn tuples_of_tuples_grow_to_an_end() {
    let mut spec = document("Tuples", "{}\ncomponents:\n  schemas:");
    let tuple = |item: &str| {
        let items = [item; WIDEST].join(", ");
        format!("{{ type: array, minItems: {WIDEST}, maxItems: {WIDEST}, prefixItems: [{items}] }}")
    };
    for index in 0..NESTED {
        let _ = writeln!(spec, "    T{index}: {}", tuple(&reference("T", index + 1)));
    }
    let _ = writeln!(spec, "    T{NESTED}: {}", tuple("{ type: string }"));
    let first = reference("T", 0);
    let _ = writeln!(
        spec,
        "    Holder: {{ type: object, required: [first], properties: {{ first: {first} }} }}"
    );
    let output = Folder::made("tuples", spec).output();
    let models = &output.tree.files["src/models.rs"];
    assert!(
        models.contains("pub type T0 = serde_json::Value;"),
        "{models}"
    );
    let last = ["String"; WIDEST].join(", ");
    assert!(
        models
            .replace(['\n', ' '], "")
            .contains(&last.replace(' ', "")),
        "{models}"
    );
    let report = render(&output.report);
    assert!(report.contains("no-rust-type"), "{report}");
}

/// The committed folders, and the documents that are too large to commit.
fn folders() -> Vec<Folder> {
    let made = |folder: Folder| match folder.name.as_str() {
        "too-deep" => folder.with("spec.yaml", too_deep()),
        "too-many-combinations" => folder.with("spec.yaml", too_many_combinations()),
        _ => folder,
    };
    Folder::all("faults").into_iter().map(made).collect()
}

fn too_deep() -> String {
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    document("Deep", &format!("{{}}\nx-deep: {open}{close}"))
}

fn too_many_combinations() -> String {
    let parts: String = (0..DEPTH)
        .map(|index| format!("{{ minLength: {index} }}, "))
        .collect();
    let schema = format!("    Thing: {{ type: string, allOf: [{parts}] }}");
    document(
        "Combinations",
        &format!("{{}}\ncomponents:\n  schemas:\n{schema}"),
    )
}

fn reference(kind: &str, index: usize) -> String {
    format!("{{ $ref: \"#/components/schemas/{kind}{index}\" }}")
}

/// A document with this title and these `paths`.
fn document(title: &str, paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: {title}, version: \"1\" }}\npaths: {paths}\n")
}

/// A folder that has the name of a problem reports that problem.
fn assert_its_own_problem(fault: &Folder, report: &Report) {
    if Problem::codes().any(|code| code == fault.name) {
        let mut reported = report
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.problem.code());
        assert!(
            reported.any(|code| code == fault.name),
            "{} is not among what is reported:\n{}",
            fault.name,
            render(report)
        );
    }
}

/// What comes out of a faulty document is still Rust, in plain files, with no character that turns the reading direction.
fn assert_sound(tree: &Tree) {
    for (path, text) in &tree.files {
        let plain = path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..");
        assert!(
            plain && !path.contains(['\\', ':', '\0']),
            "not a plain path: {path:?}"
        );
        assert!(
            !path.ends_with(".toml") || !has_control_character(text),
            "{path} has a control character:\n{text}"
        );
        if path.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path} is not Rust: {error}"));
            let turned = text
                .chars()
                .find(|&character| is_bidirectional_control(character));
            assert_eq!(
                turned, None,
                "{path} has a character that turns the reading direction"
            );
        }
    }
}

/// Whether a TOML text has a control character in it, as such or escaped: cargo hands the description to rustc by way of
/// the environment, which can't hold a NUL.
fn has_control_character(toml: &str) -> bool {
    let escaped = toml.split(['\\']).skip(1).any(|after| {
        let digits = match after.as_bytes().first() {
            Some(b'u') => after.get(1..5),
            Some(b'U') => after.get(1..9),
            _ => None,
        };
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.and_then(char::from_u32).is_some_and(char::is_control)
    });
    escaped
        || toml
            .chars()
            .any(|character| character.is_control() && character != '\n')
}

/// The characters that rustc's `text_direction_codepoint_in_literal` and `…_in_comment` refuse.
fn is_bidirectional_control(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What advice there is depends on how many were told before, and is no reason to tell one twice.
#[test]
fn a_reference_that_leads_nowhere_is_told_once() {
    let count = 30;
    let member =
        |index| format!(r##""m{index}": {{"$ref": "#/components/schemas/Thingz{index}"}}"##);
    let component = |index| format!(r#""Thing{index}": {{"type": "object"}}"#);
    let members = (0..count).map(member).collect::<Vec<_>>().join(",");
    let components = (0..count).map(component).collect::<Vec<_>>().join(",");
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Many", "version": "1"}}, "servers": [{{"url": "https://x.example"}}],
        "paths": {{"/": {{"get": {{"responses": {{"200": {{"description": "ok", "content": {{"application/json":
        {{"schema": {{"type": "object", "properties": {{{members}}}}}}}}}}}}}}}}}}}, "components": {{"schemas": {{{components}}}}}}}"#
    );
    let output = Folder::made("many", text).output();
    let told = output.report.diagnostics.iter();
    let told = told.filter(|found| found.problem.code() == "missing-schema");
    assert_eq!(told.count(), count);
}
