//! Reading documents: faults with their places, every dialect, several files, hostile texts.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod faults;
mod references;
mod schemas;
mod text;
mod versions;

use std::collections::BTreeMap;

use specsmith::document::{Document, SchemaNode};
use specsmith::load::load;
use specsmith::report::Report;

/// Loads the first of these files.
fn read(files: &[(&str, &str)]) -> (Option<Document>, Report) {
    let entry = files.first().unwrap().0;
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let mut report = Report::default();
    let document = load(entry, &files, &mut report);
    (document, report)
}

/// A document without any finding.
fn loaded(text: &str) -> Document {
    let (document, report) = read(&[("spec.yaml", text)]);
    assert!(report.diagnostics.is_empty(), "{report}");
    document.unwrap()
}

fn json(schema: &SchemaNode<'_>) -> String {
    serde_json::to_string(schema.node).unwrap()
}

/// A schema of a document of this version, raised.
fn raised(version: &str, schema: &str) -> String {
    let document = loaded(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    B: {{type: string}}\n    A: {schema}\n"
    ));
    let schemas = document.component_schemas();
    json(&schemas.iter().find(|(name, _)| name == "A").unwrap().1)
}
