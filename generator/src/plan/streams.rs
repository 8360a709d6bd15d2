//! Bodies that are one value after the other: they are read and written as one text, and the docs say of what.

use std::collections::BTreeSet;

use crate::api::{Api, MediaType, Operation, SchemaId, Shape, Use, essence};

use super::content::{Chosen, choose, spelled};
use super::direction::Side;
use super::krate::Format;
use super::outcomes::successes;
use super::text;

/// Whether a body is events (WHATWG HTML, 9.2), lines of JSON, or a sequence of JSON texts (RFC 7464 and RFC 8091).
pub fn is_stream(media: &MediaType) -> bool {
    let essence = essence(&media.media_type);
    matches!(
        &*essence,
        "text/event-stream"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/json-seq"
            | "application/stream+json"
    ) || essence.ends_with("+json-seq")
}

/// What there is to say of the successes that are streams.
pub fn told(api: &Api, operation: &Operation) -> BTreeSet<String> {
    let streams = successes(operation).filter_map(|response| {
        match choose(api, &response.content, Side::Received) {
            Chosen::One(media, Format::Text) if is_stream(media) => Some(media),
            Chosen::One(..) | Chosen::Nothing | Chosen::NotCovered(_) => None,
        }
    });
    let sentence = |media: &MediaType| {
        let stream = text::code(&spelled(&media.media_type));
        let part = media.schema.and_then(|used| name_of_part(api, used));
        let parts = part.map(|name| format!(" of {}", text::code(name)));
        let parts = parts.unwrap_or_default();
        format!(
            "the success is a stream{parts} ({stream}) and comes as one text, when it has ended"
        )
    };
    streams.map(sentence).collect()
}

/// What the document calls the schema of each part: some say what one part is, others that all are a list of them.
fn name_of_part(api: &Api, used: Use) -> Option<&str> {
    let all = followed(api, used);
    match api.schema(all).shape {
        Shape::Array { items, .. } => name(api, followed(api, items)),
        _ => name(api, all),
    }
}

/// The schema that has a shape of its own, or a name; lower has made sure that every chain ends.
fn followed(api: &Api, used: Use) -> SchemaId {
    let mut id = used.schema;
    while name(api, id).is_none()
        && let Shape::Same(used) = api.schema(id).shape
    {
        id = used.schema;
    }
    id
}

fn name(api: &Api, id: SchemaId) -> Option<&str> {
    api.schema(id).origin.component()
}
