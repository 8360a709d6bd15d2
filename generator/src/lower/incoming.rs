//! What the server sends on its own: the bodies of webhooks and callbacks are models, for those who receive them.

use std::collections::VecDeque;

use openapiv3::{MediaType, Operation, RequestBody, Responses};

use crate::api::{self, Docs, Origin, Schema, SchemaId, Shape, Use};
use crate::document::{Found, OperationEntry};
use crate::node::{Identity, Node, Nodes};
use crate::pointer::Location;

use super::content::{self, Owner};
use super::join::Numbers;
use super::operation::{account_items, path_items};
use super::schemas::Schemas;
use super::skeleton;

/// What is a webhook keeps its name, also where another has the same path item.
const WEBHOOK: &str = "webhook";

/// A path item of a webhook or callback.
struct Item {
    kind: &'static str,
    name: String,
    at: Location,
}

/// What the document says that the server sends.
#[derive(Default)]
pub(super) struct Incoming {
    /// The bodies, each with what is said around it.
    bodies: Vec<(SchemaId, Docs)>,
    /// The path items of webhooks and callbacks.
    pub(super) items: Vec<Location>,
}

impl Incoming {
    /// Gives the bodies the numbers that they have in another table.
    pub(super) fn renumber(&mut self, numbers: &Numbers) {
        for (body, _) in &mut self.bodies {
            *body = numbers.of(*body);
        }
    }
}

/// Enters the bodies of all webhooks and callbacks; what is said around each is for [`describe`].
pub(super) fn enter(schemas: &mut Schemas<'_, '_>) -> Incoming {
    let document = schemas.document;
    let mut open: VecDeque<Item> = VecDeque::new();
    for operation in document.operations() {
        let node = document.node(&operation.at);
        let Some(node) = node.filter(|node| node.get("callbacks").is_some()) else {
            continue;
        };
        let id = node.get("operationId").and_then(Node::as_str);
        let owner = id.unwrap_or(&operation.path);
        open.extend(callbacks(schemas, owner, &operation.at));
    }
    let kind = WEBHOOK;
    let webhooks = document.webhooks().into_iter();
    open.extend(webhooks.map(|(name, at)| Item { kind, name, at }));
    let mut met = Nodes::default();
    let mut incoming = Incoming::default();
    while let Some(Item { kind, name, at }) = open.pop_front() {
        match document.incoming(&name, &at) {
            Ok(entries) => {
                for entry in &entries {
                    // A callback may be that of several operations, and even its own.
                    let node = document.node(&entry.at);
                    let is_new = node.is_some_and(|node| met.insert(Identity::of(node)));
                    if is_new {
                        open.extend(callbacks(schemas, &name, &entry.at));
                    }
                    if is_new || kind == WEBHOOK {
                        let bodies = operation(schemas, kind, entry, entries.len() > 1);
                        incoming.bodies.extend(bodies.unwrap_or_default());
                    }
                }
            }
            Err(diagnostic) => schemas.tell_left_out(diagnostic),
        }
        incoming.items.push(at);
    }
    incoming
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

/// The bodies of an operation, each with what is said around it; with `has_others`, how it is told from others of the same
/// name. Without a body, nothing of the operation is told.
fn operation(
    schemas: &mut Schemas<'_, '_>,
    kind: &'static str,
    entry: &OperationEntry,
    has_others: bool,
) -> Option<Vec<(SchemaId, Docs)>> {
    let (operation, found) = received(schemas, entry)?;
    let items = path_items(schemas, entry);
    let items = items
        .map_err(|diagnostic| schemas.tell_left_out(diagnostic))
        .ok()?;
    let owner = Owner {
        operation: entry.path.clone(),
        at: entry.at.clone(),
        node: schemas.document.node(&entry.at)?,
        items: entry.items.clone(),
        incoming: Some(kind),
    };
    let body = content::request_body(schemas, &owner, found);
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
    let has_others = has_others || body.content.len() > 1;
    let bodies = body.content.into_iter().filter_map(|media_type| {
        let mut docs = docs.clone();
        if has_others {
            let (method, media_type) = (&entry.method, &media_type.media_type);
            let sent = format!("sent by `{method}` as `{media_type}`");
            docs.constraints.insert(0, sent);
        }
        let used = media_type.schema?;
        if used.nullable {
            docs.constraints.insert(0, "may be `null`".to_owned());
        }
        let id = model(schemas, kind, entry, &media_type.media_type, used);
        Some((id, docs))
    });
    Some(bodies.collect())
}

/// An operation and its body, of which only what is JSON is kept: it has a model. `None` if nothing is.
fn received<'d>(
    schemas: &mut Schemas<'d, '_>,
    entry: &OperationEntry,
) -> Option<(Operation, Found<'d, RequestBody>)> {
    let document = schemas.document;
    let mut left_out = |diagnostic| schemas.tell_left_out(diagnostic);
    let operation = document.operation(&entry.at).map_err(&mut left_out).ok()?;
    let body = document.request_body(operation.request_body.as_ref()?);
    let mut found = body.map_err(left_out).ok()?;
    let has_model = |name: &str, media_type: &MediaType| {
        api::may_be_json(&api::essence(name)) && media_type.schema.is_some()
    };
    let content = found.value.content.iter();
    let (models, others): (Vec<_>, Vec<_>) =
        content.partition(|(name, media_type)| has_model(name, media_type));
    if models.is_empty() {
        return None;
    }
    for (name, _) in others {
        schemas.account_unsupported(found.at.key("content").key(name));
    }
    let content = &mut found.value.content;
    content.retain(|name, media_type| has_model(name, media_type));
    Some((operation, found))
}

/// The schema that speaks for a body: the one that stands there, or another name for one that stands elsewhere. That name
/// has a place below the webhook or callback itself, since several may share the body.
fn model(
    schemas: &mut Schemas<'_, '_>,
    kind: &'static str,
    entry: &OperationEntry,
    media_type: &str,
    used: Use,
) -> SchemaId {
    let own = Origin::Incoming {
        kind,
        name: entry.path.clone(),
    };
    let stands_here = |schema: &Schema| schema.origin == own;
    if schemas.table.get(used.schema.0).is_some_and(stands_here) {
        return used.schema;
    }
    let item = entry.items.first().unwrap_or(&entry.at);
    let operation = entry.at.name().unwrap_or_default();
    let body = item.key(&operation).key("requestBody");
    let at = body.key("content").key(media_type);
    schemas.made_up(at, own, Shape::Same(used))
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
                schemas.account_node(&found.at, found.node, skeleton::INCOMING_RESPONSE);
                let words: Vec<&str> = found.value.description.split_whitespace().collect();
                let said = match words.join(" ").trim_end_matches('.') {
                    "" => String::new(),
                    words => format!(": {words}"),
                };
                sentences.push(format!("answered with `{status}`{said}"));
            }
            Err(diagnostic) => schemas.tell_left_out(diagnostic),
        }
    }
    sentences
}

/// Adds what is said around the bodies to what they say of themselves, once they are read.
pub(super) fn describe(table: &mut [Schema], incoming: Incoming) {
    for (id, around) in incoming.bodies {
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
