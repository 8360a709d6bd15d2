//! Which representation of a body the client speaks, of those that the document offers.

pub use crate::api::essence;
use crate::api::{
    Additional, Api, MediaType, Operation, SchemaId, Shape, TextFormat, Use, is_media_type,
    may_be_json,
};
use crate::pointer::Location;

use super::direction::Side;
use super::form::has_files;
use super::krate::Format;
use super::streams::is_stream;

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
/// and can be that. Pairs of texts hold no file: a multipart form with files comes before them. A stream is the last resort,
/// because it comes as one text.
pub fn choose<'a>(api: &Api, content: &'a [MediaType], side: Side) -> Chosen<'a> {
    match content {
        [] => return Chosen::Nothing,
        [only] => {
            if let Some(format) = format(api, only, side) {
                return Chosen::One(only, format);
            }
        }
        several => {
            if let Some((media, format)) = choose_of(api, several, side) {
                return Chosen::One(media, format);
            }
            if let Some(media) = several.iter().find(|media| is_stream(media)) {
                return Chosen::One(media, text_format(api, media));
            }
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

fn choose_of<'a>(
    api: &Api,
    several: &'a [MediaType],
    side: Side,
) -> Option<(&'a MediaType, Format)> {
    let formats = several.iter().filter(|media| !is_stream(media));
    let formats: Vec<_> = formats
        .map(|media| (media, format(api, media, side)))
        .collect();
    let all = |wanted| {
        let all = formats.iter();
        let all = all.filter(move |(_, format)| *format == Some(wanted));
        all.map(|(media, _)| *media)
    };
    let (form, other) = match all(Format::Multipart).any(|media| has_files(api, media)) {
        true => (Format::Multipart, Format::Form),
        false => (Format::Form, Format::Multipart),
    };
    let wanted = [Format::Json, form, other, Format::Text, Format::Binary];
    wanted.into_iter().find_map(|wanted| {
        let told = || all(wanted).filter(|media| is_told(api, media));
        let fitting = told().find(|media| !is_patch_of_object(api, media));
        // A patch has a method of its own beside what is JSON and nothing else.
        let is_patch = fitting.is_some_and(|media| patch_of(&media.media_type).is_some());
        let plain = || told().find(|media| essence(&media.media_type) == "application/json");
        let found = plain().filter(|_| is_patch).or(fitting);
        let found = found.or_else(|| told().next());
        Some((found.or_else(|| all(wanted).next())?, wanted))
    })
}

/// How a representation is read and written; `None` when it is not covered.
fn format(api: &Api, media: &MediaType, side: Side) -> Option<Format> {
    let name = essence(&media.media_type);
    match &*name {
        _ if !is_media_type(&media.media_type) => None,
        "application/x-www-form-urlencoded" if side == Side::Sent => {
            match has_members(api, media) {
                true => Some(Format::Form),
                // Pairs that the caller has written: `a=b&c=d`.
                false => is_text(api, media).then_some(Format::Text),
            }
        }
        // What a server says in pairs or in parts is handed on as it came.
        "application/x-www-form-urlencoded" => Some(Format::Text),
        "multipart/form-data" if side == Side::Sent => {
            (has_members(api, media) || is_octets(api, media)).then_some(Format::Multipart)
        }
        _ if is_stream(media) => Some(text_format(api, media)),
        _ if name.starts_with("multipart/") => (side == Side::Received).then_some(Format::Binary),
        // A range says nothing of its own: the schema decides.
        "*/*" | "application/*" if is_octets(api, media) => Some(Format::Binary),
        // And so does the answer, which may be the text itself. What is sent is just that.
        "*/*" if is_bare_text(api, media) => Some(Format::Text),
        "application/*" if side == Side::Received && is_bare_text(api, media) => Some(Format::Text),
        _ if may_be_json(&name) => Some(Format::Json),
        name if is_textual(name) => Some(text_format(api, media)),
        _ => Some(Format::Binary),
    }
}

/// What its media type calls a text, or a stream of them, is one, unless the document calls it octets.
fn text_format(api: &Api, media: &MediaType) -> Format {
    match is_octets(api, media) {
        true => Format::Binary,
        false => Format::Text,
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

/// The bodies that are read or written as texts or octets, although their schemas say what is in them.
pub fn texts_of_parts<'o>(api: &Api, operation: &'o Operation) -> Vec<&'o Location> {
    let body = operation.body.iter();
    let body = body.map(|body| (&body.content, Side::Sent));
    let answers = operation.responses.iter();
    let answers = answers.map(|response| (&response.content, Side::Received));
    let texts = body.chain(answers).filter_map(|(content, side)| {
        let Chosen::One(media, Format::Text | Format::Binary) = choose(api, content, side) else {
            return None;
        };
        match resolved(api, media.schema?.schema) {
            Shape::Object(_) | Shape::Array { .. } | Shape::Tuple { .. } | Shape::Union { .. } => {
                Some(&media.at)
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Same(_) => None,
        }
    });
    texts.collect()
}

/// A media type with its parameters, but for the charset that all texts have.
pub fn spelled(media_type: &str) -> String {
    let mut spelled = essence(media_type).into_owned();
    for parameter in media_type.split(';').skip(1).map(str::trim) {
        let plain = parameter.replace('"', "");
        if !parameter.is_empty() && !plain.eq_ignore_ascii_case("charset=utf-8") {
            spelled.extend(["; ", parameter]);
        }
    }
    spelled
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
            | Shape::Boolean(_)
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

/// The schema behind those that only stand for another; lower has made sure that every chain ends.
pub fn target(api: &Api, mut id: SchemaId) -> SchemaId {
    while let Shape::Same(used) = api.schema(id).shape {
        id = used.schema;
    }
    id
}

/// A part of the whole, which takes the place of what it names (RFC 7396).
const MERGE_PATCH: &str = "application/merge-patch+json";

/// What is to be done, step by step (RFC 6902).
const JSON_PATCH: &str = "application/json-patch+json";

/// What a media type of JSON is called that says in a way of its own what is to change.
pub fn patch_of(media_type: &str) -> Option<&'static str> {
    match &*essence(media_type) {
        MERGE_PATCH => Some("merge_patch"),
        JSON_PATCH => Some("json_patch"),
        _ => None,
    }
}

/// Whether it stands for several media types (RFC 9110, 12.5.1).
pub fn is_range(media_type: &str) -> bool {
    media_type.contains('*')
}

/// The media type that a body is sent with: a range names none.
pub fn sent_as(media_type: &str, format: Format) -> String {
    let general = match format {
        Format::Json => "application/json",
        Format::Text => "text/plain",
        Format::Binary => "application/octet-stream",
        Format::Empty | Format::Form | Format::Multipart => media_type,
    };
    match is_range(media_type) {
        true => general.to_owned(),
        false => media_type.to_owned(),
    }
}
