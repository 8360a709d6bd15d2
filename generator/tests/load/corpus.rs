//! Real documents, none of which stand in this repository.

use std::fs;
use std::path::PathBuf;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr};
use specsmith::document::{Document, SchemaNode};
use specsmith::load::load;
use specsmith::pointer::Location;
use specsmith::report::Report;

use crate::Folder;

/// Reads every object of every real document: `SPECSMITH_CORPUS=folder cargo test -- --ignored`.
#[test]
#[ignore = "needs a folder of documents"]
fn real_documents_are_read() {
    let corpus = PathBuf::from(std::env::var("SPECSMITH_CORPUS").unwrap());
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let entries = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    for entry in entries {
        let path = corpus.join(entry);
        let name = path.file_name().unwrap().to_str().unwrap();
        let mut report = Report::default();
        let document = load(
            name,
            &Folder(path.parent().unwrap().to_owned()),
            &mut report,
        );
        if let Some(document) = &document {
            visit(document, &mut report);
        }
        if let Some(document) = &document {
            report.locate(document);
        }
        if !report.diagnostics.is_empty() {
            println!("== {entry}\n{report}");
        }
    }
}

fn visit(document: &Document, report: &mut Report) {
    let mut schemas: Vec<Location> = Vec::new();
    for entry in document.operations() {
        let mut shared = Vec::new();
        for item in &entry.items {
            match document.path_item(item) {
                Ok(item) => shared.extend(item.parameters),
                Err(fault) => report.add(fault),
            }
        }
        let Ok(operation) = document
            .operation(&entry.at)
            .map_err(|fault| report.add(fault))
        else {
            continue;
        };
        for parameter in shared.iter().chain(&operation.parameters) {
            match document.parameter(parameter) {
                Ok(found) => schemas.extend(places(&found.value.parameter_data_ref().format)),
                Err(fault) => report.add(fault),
            }
        }
        if let Some(body) = &operation.request_body {
            match document.request_body(body) {
                Ok(found) => schemas.extend(content_places(&found.value.content)),
                Err(fault) => report.add(fault),
            }
        }
        let responses = operation
            .responses
            .responses
            .values()
            .chain(&operation.responses.default);
        for response in responses {
            match document.response(response) {
                Ok(found) => {
                    schemas.extend(content_places(&found.value.content));
                    for header in found.value.headers.values() {
                        match document.header(header) {
                            Ok(found) => schemas.extend(places(&found.value.format)),
                            Err(fault) => report.add(fault),
                        }
                    }
                }
                Err(fault) => report.add(fault),
            }
        }
    }
    for (_, scheme) in document.security_schemes() {
        if let Err(fault) = scheme {
            report.add(fault);
        }
    }
    schemas.extend(
        document
            .component_schemas()
            .into_iter()
            .map(|(_, schema)| schema.at),
    );
    for at in schemas {
        let schema = document.schema(&at.to_string());
        follow_all(
            document,
            schema.unwrap_or_else(|| panic!("nothing at {at}")),
            report,
        );
    }
}

fn follow_all(document: &Document, schema: SchemaNode<'_>, report: &mut Report) {
    if let Some(reference) = schema.node.get("$ref").and_then(|node| node.as_str())
        && let Err(fault) = document.follow(&schema.at, reference)
    {
        report.add(fault);
    }
    let properties = schema
        .node
        .get("properties")
        .and_then(|node| node.as_mapping());
    for (name, node) in properties.into_iter().flat_map(|mapping| mapping.iter()) {
        let at = schema.at.key("properties").key(name);
        assert!(document.line(&at).is_some());
        follow_all(document, SchemaNode { at, node }, report);
    }
}

fn places(format: &ParameterSchemaOrContent) -> Vec<Location> {
    match format {
        ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) => {
            vec![Location::parse(reference)]
        }
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(_)) => {
            panic!("a schema outside of its place")
        }
        ParameterSchemaOrContent::Content(content) => content_places(content),
    }
}

fn content_places(content: &openapiv3::Content) -> Vec<Location> {
    let schemas = content.values().filter_map(|media| media.schema.as_ref());
    schemas
        .map(|schema| match schema {
            ReferenceOr::Reference { reference } => Location::parse(reference),
            ReferenceOr::Item(_) => panic!("a schema outside of its place"),
        })
        .collect()
}
