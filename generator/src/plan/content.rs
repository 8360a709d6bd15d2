//! Which representation of a body the client speaks, of those that the document offers.

pub use crate::api::essence;
use crate::api::{Additional, Api, MediaType, SchemaId, Shape, TextFormat, Use, may_be_json};

use super::direction::Side;
use super::krate::Format;

/// What was chosen.
#[derive(Clone, Debug)]
pub enum Chosen<'a> {
    /// There is no body.
    Nothing,
    /// This representation.
    One(&'a MediaType, Format),
    /// None that is covered; the media types on offer.
    NotCovered(String),
}

/// Chooses: JSON first, then forms, multipart forms, text, octets; in each the first of the document that says what it is,
/// and can be that.
pub fn choose<'a>(api: &Api, content: &'a [MediaType], side: Side) -> Chosen<'a> {
    if content.is_empty() {
        return Chosen::Nothing;
    }
    for wanted in [
        Format::Json,
        Format::Form,
        Format::Multipart,
        Format::Text,
        Format::Binary,
    ] {
        let is_wanted = |media: &&MediaType| format(api, media, side) == Some(wanted);
        let told = |media: &&MediaType| is_wanted(media) && is_told(api, media);
        let fitting = |media: &&MediaType| told(media) && !is_patch_of_object(api, media);
        let found = content.iter().find(fitting);
        let found = found.or_else(|| content.iter().find(told));
        if let Some(media) = found.or_else(|| content.iter().find(is_wanted)) {
            return Chosen::One(media, wanted);
        }
    }
    Chosen::NotCovered(
        content
            .iter()
            .map(|media| format!("`{}`", essence(&media.media_type)))
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// How a representation is read and written; `None` when it is not covered.
fn format(api: &Api, media: &MediaType, side: Side) -> Option<Format> {
    let name = essence(&media.media_type);
    match name.as_str() {
        "application/x-www-form-urlencoded" if side == Side::Sent => {
            match has_members(api, media) {
                true => Some(Format::Form),
                // Pairs that the caller has written: `a=b&c=d`.
                false => is_text(api, media).then_some(Format::Text),
            }
        }
        "application/x-www-form-urlencoded" => None,
        "multipart/form-data" => (side == Side::Sent
            && (has_members(api, media) || is_octets(api, media)))
        .then_some(Format::Multipart),
        "text/event-stream"
        | "application/x-ndjson"
        | "application/jsonl"
        | "application/json-seq"
        | "application/stream+json" => None,
        _ if name.starts_with("multipart/") => None,
        // A range says nothing of its own: the schema decides.
        "*/*" | "application/*" if is_octets(api, media) => Some(Format::Binary),
        // And so does the answer, which may be the text itself. What is sent is just that.
        "*/*" if is_bare_text(api, media) => Some(Format::Text),
        "application/*" if side == Side::Received && is_bare_text(api, media) => Some(Format::Text),
        _ if may_be_json(&name) => Some(Format::Json),
        name if is_textual(name) => Some(Format::Text),
        _ => Some(Format::Binary),
    }
}

fn is_textual(essence: &str) -> bool {
    match essence {
        "application/xml" | "application/yaml" | "application/x-yaml" => true,
        _ => {
            ["+xml", "+yaml"].iter().any(|end| essence.ends_with(end))
                || essence.starts_with("text/")
        }
    }
}

/// How a parameter with `content` is written (OpenAPI 3.1, 4.8.12): as JSON, or as the text that it is; `None` when that is
/// not covered.
pub fn parameter_format(media_type: &str) -> Option<Format> {
    let name = essence(media_type);
    match may_be_json(&name) {
        true => Some(Format::Json),
        false => is_textual(&name).then_some(Format::Text),
    }
}

/// Whether it is said at all what a body is.
pub fn is_told(api: &Api, media: &MediaType) -> bool {
    let shape = media.schema.map(|used| resolved(api, used.schema));
    shape.is_some_and(|shape| *shape != Shape::Any)
}

/// Whether a body is only said to be octets.
pub fn is_octets(api: &Api, media: &MediaType) -> bool {
    media
        .schema
        .is_some_and(|used| matches!(resolved(api, used.schema), Shape::Text(TextFormat::Binary)))
}

/// Whether a body is said to have members of any name, which are octets.
pub fn is_map_of_octets(api: &Api, media: &MediaType) -> bool {
    let shape = media.schema.map(|used| resolved(api, used.schema));
    let Some(Shape::Object(object)) = shape else {
        return false;
    };
    let is_octets = |used: Use| *resolved(api, used.schema) == Shape::Text(TextFormat::Binary);
    object.members.is_empty()
        && matches!(object.additional, Additional::Typed(used) if is_octets(used))
}

/// Whether a body is said to be a text.
pub fn is_text(api: &Api, media: &MediaType) -> bool {
    let shape = media.schema.map(|used| resolved(api, used.schema));
    matches!(shape, Some(Shape::Text(_)))
}

/// Whether an object is called a JSON Patch, which is an array (RFC 6902, 3): what lists all types of patches, as the APIs
/// of Kubernetes do, means one of the others by it.
fn is_patch_of_object(api: &Api, media: &MediaType) -> bool {
    let shape = media.schema.map(|used| resolved(api, used.schema));
    essence(&media.media_type) == "application/json-patch+json"
        && matches!(shape, Some(Shape::Object(_)))
}

/// Whether a body is said to be a text that is always there, and not a `null`.
fn is_bare_text(api: &Api, media: &MediaType) -> bool {
    is_text(api, media) && media.schema.is_some_and(|used| !used.nullable)
}

/// Whether a body can have members, as a form must.
fn has_members(api: &Api, media: &MediaType) -> bool {
    media
        .schema
        .is_none_or(|used| match resolved(api, used.schema) {
            Shape::Any | Shape::Object(_) | Shape::Union { .. } => true,
            Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Same(_) => false,
        })
}

/// What a schema is, behind those that only stand for another.
pub fn resolved(api: &Api, id: SchemaId) -> &Shape {
    &api.schema(target(api, id)).shape
}

/// The schema behind those that only stand for another.
pub fn target(api: &Api, mut id: SchemaId) -> SchemaId {
    while let Shape::Same(used) = api.schema(id).shape {
        id = used.schema;
    }
    id
}
