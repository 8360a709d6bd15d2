//! What the server sends on its own: the bodies of webhooks and callbacks are models, for those who receive them.

use std::collections::VecDeque;

use openapiv3::Responses;

use crate::api::{Docs, Origin, Schema, SchemaId, Shape};
use crate::document::OperationEntry;
use crate::node::Node;
use crate::pointer::Location;

use super::content::{self, Owner};
use super::operation::{account_items, path_items};
use super::schemas::Schemas;
use super::skeleton;

/// A path item of a webhook or callback.
struct Item {
    kind: &'static str,
    name: String,
    at: Location,
}

/// Enters the bodies of all webhooks and callbacks; what is said around each is for [`describe`].
pub(super) fn enter(schemas: &mut Schemas<'_, '_>) -> Vec<(SchemaId, Docs)> {
    let document = schemas.document;
    let mut open: VecDeque<Item> = VecDeque::new();
    for operation in document.operations() {
        let id = document.node(&operation.at.key("operationId"));
        let owner = id.and_then(Node::as_str).unwrap_or(&operation.path);
        open.extend(callbacks(schemas, owner, &operation.at));
    }
    let kind = "webhook";
    let webhooks = document.webhooks().into_iter();
    open.extend(webhooks.map(|(name, at)| Item { kind, name, at }));
    let mut bodies = Vec::new();
    while let Some(Item { kind, name, at }) = open.pop_front() {
        match document.incoming(&name, &at) {
            Ok(entries) => {
                for entry in entries {
                    // A callback may be that of several operations, and even its own.
                    let node = document.node(&entry.at);
                    if node.is_some_and(|node| !schemas.is_read(node)) {
                        bodies.extend(operation(schemas, kind, &entry).unwrap_or_default());
                        open.extend(callbacks(schemas, &name, &entry.at));
                    }
                }
            }
            Err(diagnostic) => schemas.tell(diagnostic),
        }
    }
    bodies
}

fn callbacks(schemas: &Schemas<'_, '_>, owner: &str, operation: &Location) -> Vec<Item> {
    let callbacks = schemas.document.callbacks(operation).into_iter();
    let item = |(name, at)| Item {
        kind: "callback",
        name: format!("{owner} {name}"),
        at,
    };
    callbacks.map(item).collect()
}

/// The bodies of an operation, each with what is said around it. Without a body, nothing of the operation is told.
fn operation(
    schemas: &mut Schemas<'_, '_>,
    kind: &'static str,
    entry: &OperationEntry,
) -> Option<Vec<(SchemaId, Docs)>> {
    let items = path_items(schemas, entry)?;
    let read = schemas.document.operation(&entry.at);
    let operation = read.map_err(|diagnostic| schemas.tell(diagnostic)).ok()?;
    let owner = Owner {
        operation: entry.path.clone(),
        at: entry.at.clone(),
        items: entry.items.clone(),
        incoming: Some(kind),
    };
    let body = content::request_body(schemas, &owner, &operation.request_body?)?;
    account_items(schemas, entry);
    schemas.account(&entry.at, skeleton::INCOMING);
    let summary = items.iter().find_map(|(_, item)| item.summary.clone());
    let description = items.iter().find_map(|(_, item)| item.description.clone());
    let said = [
        operation.summary.or(summary),
        operation.description.or(description),
    ];
    let paragraphs: Vec<String> = said
        .into_iter()
        .chain([body.description])
        .flatten()
        .collect();
    let docs = Docs {
        description: Some(paragraphs.join("\n\n")),
        deprecated: operation.deprecated,
        constraints: answers(schemas, operation.responses),
        external_docs: operation.external_docs.map(|docs| docs.url),
        ..Docs::default()
    };
    let own = Origin::Incoming {
        kind,
        name: entry.path.clone(),
    };
    let mut bodies = Vec::new();
    for media_type in body.content {
        let Some(used) = media_type.schema else {
            continue;
        };
        let stands_here = |schema: &Schema| schema.origin == own;
        let id = if schemas.table.get(used.schema.0).is_some_and(stands_here) {
            used.schema
        } else {
            schemas.made_up(media_type.at, own.clone(), Shape::Same(used))
        };
        bodies.push((id, docs.clone()));
    }
    Some(bodies)
}

/// What its receiver has to answer, as sentences.
fn answers(schemas: &mut Schemas<'_, '_>, responses: Responses) -> Vec<String> {
    let by_status = responses.responses.into_iter();
    let by_status = by_status.map(|(status, response)| (status.to_string(), response));
    let default = responses
        .default
        .map(|response| ("default".to_owned(), response));
    let mut sentences = Vec::new();
    for (status, response) in by_status.chain(default) {
        match schemas.document.response(&response) {
            Ok(found) => {
                schemas.account(&found.at, skeleton::INCOMING_RESPONSE);
                let words: Vec<&str> = found.value.description.split_whitespace().collect();
                let said = match words.join(" ").trim_end_matches('.') {
                    "" => String::new(),
                    words => format!(": {words}"),
                };
                sentences.push(format!("answered with `{status}`{said}"));
            }
            Err(diagnostic) => schemas.tell(diagnostic),
        }
    }
    sentences
}

/// Adds what is said around the bodies to what they say of themselves, once they are read.
pub(super) fn describe(table: &mut [Schema], bodies: Vec<(SchemaId, Docs)>) {
    for (id, around) in bodies {
        let Some(Schema { docs, .. }) = table.get_mut(id.0) else {
            continue;
        };
        let own = docs.description.take().or_else(|| docs.title.take());
        let texts = [around.description, own].into_iter().flatten();
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        docs.description = (!texts.is_empty()).then(|| texts.join("\n\n"));
        docs.deprecated |= around.deprecated;
        docs.constraints.extend(around.constraints);
        docs.external_docs = docs.external_docs.take().or(around.external_docs);
    }
}
