//! Reads path items and operations.

use indexmap::IndexMap;
use openapiv3::{Callback, Operation, ReferenceOr, Response, Responses, StatusCode};

use super::{Cursor, Document, OperationEntry, PathItemHead, head};
use crate::dialect::{METHODS, MORE_PATHS};
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{Diagnostic, LowerProblem, Report};

/// All operations under `paths`; what is wrong goes to the report.
pub(super) fn operations(document: &Document, report: &mut Report) -> Vec<OperationEntry> {
    let mut entries = Vec::new();
    let at = document.root.key("paths");
    let paths = document.sources.node(&at).and_then(Node::as_mapping);
    for (path, _) in paths.into_iter().flat_map(Mapping::iter) {
        if path.starts_with("x-") {
            continue;
        }
        // Where they meet, a path must begin with a slash.
        let slash = if path.starts_with('/') { "" } else { "/" };
        let full = format!("{slash}{path}");
        if let Err(diagnostic) = of_item(document, at.key(path), &full, &mut entries) {
            report.warn(diagnostic.at, diagnostic.problem);
            let what = full;
            report.warn(at.key(path), LowerProblem::LeftOut { what });
        }
    }
    tell_paths_twice(document, report);
    entries
}

/// Tells of the paths that stayed in the extension because `paths` has them as well.
fn tell_paths_twice(document: &Document, report: &mut Report) {
    let at = document.root.key(MORE_PATHS);
    let paths = document.sources.node(&at).and_then(Node::as_mapping);
    let paths = paths.into_iter().flat_map(Mapping::iter);
    for (path, _) in paths.filter(|(path, _)| !path.starts_with("x-")) {
        let path = path.to_owned();
        report.warn(at.key(&path), LowerProblem::PathTwice { path });
    }
}

/// Adds the operations of a path item, and of those that it refers to: a `$ref` stands beside members of its own here, and
/// these count as well.
pub(super) fn of_item(
    document: &Document,
    at: Location,
    path: &str,
    entries: &mut Vec<OperationEntry>,
) -> Result<(), Diagnostic> {
    let items = document.chain(at)?;
    let places: Vec<Location> = items.iter().map(|item| item.at.clone()).collect();
    let own = entries.len();
    for item in &items {
        collect(item, &places, path, own, entries);
    }
    Ok(())
}

/// Adds the operations of an item; those of its path begin at `own`.
fn collect(
    item: &Cursor<'_>,
    items: &[Location],
    path: &str,
    own: usize,
    entries: &mut Vec<OperationEntry>,
) {
    // What stands here counts before what it refers to; what stands here twice is told.
    let known: Vec<String> = entries
        .iter()
        .skip(own)
        .map(|it| it.method.clone())
        .collect();
    let present = |key: &str, node: &Node| METHODS.contains(&key) && *node != Node::Null;
    let methods = item.node.as_mapping().into_iter().flat_map(Mapping::iter);
    let fixed = methods.filter(|(key, node)| present(key, node));
    let fixed = fixed.map(|(key, _)| (key.to_ascii_uppercase(), item.at.key(key)));
    let more = item.get("additionalOperations");
    let more = more.iter().flat_map(|more| {
        let methods = more.node.as_mapping().into_iter().flat_map(Mapping::iter);
        methods.map(|(method, _)| (method.to_owned(), more.at.key(method)))
    });
    for (method, at) in fixed.chain(more) {
        if !known.contains(&method) {
            entries.push(OperationEntry {
                at,
                items: items.to_vec(),
                path: path.to_owned(),
                method,
            });
        }
    }
}

/// A path item's own members.
pub(super) fn path_item(item: &Cursor<'_>) -> Result<PathItemHead, Diagnostic> {
    item.object("Path Item Object")?;
    Ok(PathItemHead {
        summary: item.text("summary")?,
        description: item.text("description")?,
        parameters: item
            .items("parameters")?
            .iter()
            .map(Cursor::place)
            .collect(),
        servers: head::servers(item)?,
    })
}

/// An operation.
pub(super) fn operation(cursor: &Cursor<'_>) -> Result<Operation, Diagnostic> {
    cursor.object("Operation Object")?;
    let callbacks = cursor.members("callbacks").unwrap_or_default();
    Ok(Operation {
        tags: cursor.texts("tags")?,
        summary: cursor.text("summary")?,
        description: cursor.text("description")?,
        external_docs: head::external_docs(cursor)?,
        operation_id: cursor.text("operationId")?,
        parameters: cursor
            .items("parameters")?
            .iter()
            .map(Cursor::place)
            .collect(),
        request_body: cursor.get("requestBody").map(|body| body.place()),
        responses: responses(cursor)?,
        // Their names only: what is in them is looked up by place.
        callbacks: callbacks
            .iter()
            .map(|(name, _)| ((*name).to_owned(), Callback::new()))
            .collect(),
        deprecated: cursor.flag("deprecated")?.unwrap_or_default(),
        security: head::security(cursor)?,
        servers: head::servers(cursor)?,
        extensions: cursor.extensions(),
    })
}

fn responses(operation: &Cursor<'_>) -> Result<Responses, Diagnostic> {
    let mut default = None;
    let mut by_status: IndexMap<StatusCode, ReferenceOr<Response>> = IndexMap::new();
    for (name, member) in operation.members("responses")? {
        if name.starts_with("x-") {
            continue;
        }
        if name == "default" {
            default = Some(member.place());
        } else if let Some(status) = status_code(name) {
            by_status.insert(status, member.place());
        }
    }
    let extensions = operation
        .get("responses")
        .map(|responses| responses.extensions());
    Ok(Responses {
        default,
        responses: by_status,
        extensions: extensions.unwrap_or_default(),
    })
}

/// A key of `responses` that is a status: `200`, or one of the five ranges, `2XX` or `2xx`.
pub(crate) fn status_code(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusCode::Range(u16::from(first - b'0')))
        }
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(StatusCode::Code),
        _ => None,
    }
}
