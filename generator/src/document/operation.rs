//! Reads path items and operations.

use indexmap::IndexMap;
use openapiv3::{Callback, Operation, ReferenceOr, Response, Responses, StatusCode};

use super::{Cursor, Document, OperationEntry, PathItemHead, head};
use crate::dialect::METHODS;
use crate::node::{Mapping, Node};
use crate::report::{Diagnostic, Report};

/// All operations under `paths`; what is wrong goes to the report.
pub(super) fn operations(document: &Document, report: &mut Report) -> Vec<OperationEntry> {
    let mut entries = Vec::new();
    let at = document.root.key("paths");
    let paths = document.sources.node(&at).and_then(Node::as_mapping);
    for (path, _) in paths.into_iter().flat_map(Mapping::iter) {
        if path.starts_with("x-") {
            continue;
        }
        // A `$ref` stands beside members of its own here, and these count as well.
        let own = document.cursor(at.key(path));
        let shared = document.chase(at.key(path));
        match (own, shared) {
            (Ok(own), Ok(shared)) => {
                // Where they meet, a path must begin with a slash.
                let slash = if path.starts_with('/') { "" } else { "/" };
                let path = format!("{slash}{path}");
                collect(&own, &path, &mut entries);
                if own.at != shared.at {
                    collect(&shared, &path, &mut entries);
                }
            }
            (Err(diagnostic), _) | (_, Err(diagnostic)) => report.add(diagnostic),
        }
    }
    entries
}

fn collect(item: &Cursor<'_>, path: &str, entries: &mut Vec<OperationEntry>) {
    let present = |key: &str, node: &Node| METHODS.contains(&key) && *node != Node::Null;
    let methods = item.node.as_mapping().into_iter().flat_map(Mapping::iter);
    for (method, _) in methods.filter(|(key, node)| present(key, node)) {
        let method_name = method.to_ascii_uppercase();
        push(item, path, method_name, item.at.key(method), entries);
    }
    let more = item.get("additionalOperations");
    for (method, _) in more
        .iter()
        .filter_map(|more| more.node.as_mapping())
        .flat_map(Mapping::iter)
    {
        let at = item.at.key("additionalOperations").key(method);
        push(item, path, method.to_owned(), at, entries);
    }
}

fn push(
    item: &Cursor<'_>,
    path: &str,
    method: String,
    at: crate::pointer::Location,
    entries: &mut Vec<OperationEntry>,
) {
    let declared = |entry: &OperationEntry| entry.path == path && entry.method == method;
    // Those of a path stand together, so only the last few have to be looked at.
    if !entries
        .iter()
        .rev()
        .take_while(|entry| entry.path == path)
        .any(declared)
    {
        entries.push(OperationEntry {
            at,
            item: item.at.clone(),
            path: path.to_owned(),
            method,
        });
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
            by_status.entry(status).or_insert_with(|| member.place());
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

/// `200`, `2XX` and `2xx`.
fn status_code(text: &str) -> Option<StatusCode> {
    let text = text.trim();
    let (first, rest) = text.split_at_checked(1)?;
    let first: u16 = first.parse().ok().filter(|first| (1..=9).contains(first))?;
    if rest.eq_ignore_ascii_case("xx") {
        return Some(StatusCode::Range(first));
    }
    let digits = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok().map(StatusCode::Code))
        .flatten()
}
