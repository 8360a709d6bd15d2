//! The work for a document grows as the document does: each of these is so large that an algorithm which looks at all pairs
//! of something would not come to an end. Nothing here is measured: whoever is slow is seen by waiting.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use specsmith::load::load;
use specsmith::lower::{Lowered, lower};
use specsmith::report::Report;
use support::Folder;

/// A document with these component schemas, the first of which is what its only operation answers.
fn document(schemas: impl Iterator<Item = (String, String)>) -> Folder {
    let schemas: Vec<(String, String)> = schemas.collect();
    let (first, _) = &schemas[0];
    let answer = format!(r##"{{"schema": {{"$ref": "#/components/schemas/{first}"}}}}"##);
    let answer = format!(r#"{{"description": "", "content": {{"application/json": {answer}}}}}"#);
    let operation = format!(r#"{{"operationId": "get", "responses": {{"200": {answer}}}}}"#);
    let schemas = schemas
        .iter()
        .map(|(name, schema)| format!("\"{name}\": {schema}"));
    let schemas = schemas.collect::<Vec<_>>().join(",\n");
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}},
        "paths": {{"/": {{"get": {operation}}}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    );
    Folder::made("large", text)
}

fn lowered(folder: &Folder) -> (Lowered, Report) {
    let mut report = Report::default();
    let document = load(folder.entry, &folder.files, &mut report);
    let document = document.unwrap_or_else(|| panic!("{:?}", report.diagnostics.first()));
    let lowered = lower(&document, &mut report);
    (lowered, report)
}

fn reference(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

#[test]
fn heirs_of_a_parent_that_lists_them() {
    let count = 10_000;
    for keyword in ["oneOf", "discriminator"] {
        let heirs = || (0..count).map(|index| format!("Heir{index}"));
        let base = match keyword {
            "oneOf" => {
                let arms: Vec<String> = heirs().map(|name| reference(&name)).collect();
                format!(r#"{{"oneOf": [{}]}}"#, arms.join(","))
            }
            _ => {
                let mapping: Vec<String> =
                    heirs().map(|it| format!("\"{it}\": \"{it}\"")).collect();
                let mapping = mapping.join(",");
                format!(
                    r#"{{"properties": {{"kind": {{"type": "string"}}}}, "discriminator": {{"propertyName": "kind", "mapping": {{{mapping}}}}}}}"#
                )
            }
        };
        let base = [("Base".to_owned(), base)].into_iter();
        let folder = document(base.chain(heirs().map(|name| {
            let schema = format!(
                r#"{{"allOf": [{}, {{"properties": {{"of": {{"type": "integer"}}}}}}]}}"#,
                reference("Base")
            );
            (name, schema)
        })));
        let (lowered, _) = lowered(&folder);
        assert!(lowered.api.schemas.len() > count);
    }
}

#[test]
fn chains_of_required_members() {
    let count = 100_000;
    let folder = document((0..count).map(|index| {
        let before = match index {
            0 => r#"{"type": "integer"}"#.to_owned(),
            _ => reference(&format!("Link{}", index - 1)),
        };
        let schema = format!(r#"{{"required": ["before"], "properties": {{"before": {before}}}}}"#);
        (format!("Link{index}"), schema)
    }));
    let (_, report) = lowered(&folder);
    assert_eq!(report.diagnostics.len(), 0);
}

#[test]
fn chains_of_references() {
    let count = 30_000;
    let folder = document((0..count).map(|index| {
        let next = match index + 1 {
            next if next < count => reference(&format!("Name{next}")),
            _ => r#"{"properties": {"id": {"type": "string"}}}"#.to_owned(),
        };
        (format!("Name{index}"), next)
    }));
    assert!(folder.output().report.diagnostics.is_empty());
}

#[test]
fn tags_of_alternatives() {
    let count = 30_000;
    let arms = || (0..count).map(|index| format!("Arm{index}"));
    let list: Vec<String> = arms().map(|name| reference(&name)).collect();
    let list = list.join(",");
    let union = format!(r#"{{"oneOf": [{list}], "discriminator": {{"propertyName": "kind"}}}}"#);
    let union = [("Union".to_owned(), union)].into_iter();
    let folder = document(union.chain(arms().map(|name| {
        let kind = format!(r#"{{"type": "string", "enum": ["{name}", "other {name}"]}}"#);
        let schema = format!(r#"{{"type": "object", "properties": {{"kind": {kind}}}}}"#);
        (name, schema)
    })));
    let (lowered, _) = lowered(&folder);
    assert!(lowered.api.schemas.len() > count);
}

#[test]
fn conditions_that_all_heirs_quote() {
    let values: Vec<String> = (0..100_000).map(|value| value.to_string()).collect();
    let values = values.join(",");
    let base = format!(r#"{{"type": "object", "not": {{"enum": [{values}]}}}}"#);
    let base = [("Base".to_owned(), base)].into_iter();
    let folder = document(base.chain((0..10_000).map(|index| {
        let own = r#"{"properties": {"of": {"type": "integer"}}}"#;
        let schema = format!(r#"{{"allOf": [{}, {own}]}}"#, reference("Base"));
        (format!("Heir{index}"), schema)
    })));
    let (lowered, _) = lowered(&folder);
    assert!(lowered.api.schemas.len() > 10_000);
}

#[test]
fn numbers_that_are_given_by_name() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths: {}\nx-numbers:\n".to_owned();
    for index in 0..20_000 {
        text.push_str(&format!("  given{index}: &number{index} [1.50, 2.50]\n"));
        text.push_str(&format!("  again{index}: *number{index}\n"));
    }
    let folder = Folder::made("large", text);
    let document = load(folder.entry, &folder.files, &mut Report::default());
    let document = document.unwrap_or_else(|| panic!("it is not read"));
    let numbers = document.node(&document.root().key("x-numbers"));
    let last = numbers.and_then(|numbers| numbers.get("again19999"));
    assert_eq!(
        last.map(|last| last.to_json()),
        Some("[1.50,2.50]".to_owned())
    );
}

#[test]
fn fields_of_a_form() {
    let fields: Vec<String> = (0..40_000)
        .map(|index| format!(r#"{{"name": "field{index}", "in": "formData", "type": "string"}}"#))
        .collect();
    let operation = format!(
        r#"{{"parameters": [{}], "responses": {{}}}}"#,
        fields.join(",\n")
    );
    let text = format!(
        r#"{{"swagger": "2.0", "info": {{"title": "Large", "version": "1"}}, "paths": {{"/": {{"post": {operation}}}}}}}"#
    );
    let (lowered, _) = lowered(&Folder::made("large", text));
    assert!(lowered.api.schemas.len() > 40_000);
}

#[test]
fn words_of_one_letter() {
    let line = "_".repeat(100_000);
    let schema = format!(r#"{{"description": "a{line}b {line}", "type": "object"}}"#);
    let folder = document([("Line".to_owned(), schema)].into_iter());
    let output = folder.output();
    let models = &output.tree.files["src/models.rs"];
    assert!(
        models.contains(&line),
        "underscores inside of a name are no markup"
    );
}
