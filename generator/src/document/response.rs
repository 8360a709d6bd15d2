//! Reads request bodies, responses and what they contain.

use openapiv3::{Content, Encoding, Example, MediaType, RequestBody, Response};
use serde_json::Value;

use super::{Cursor, parameter};
use crate::node::Node;
use crate::report::Diagnostic;

/// A request body.
pub(super) fn request_body(cursor: &Cursor<'_>) -> Result<RequestBody, Diagnostic> {
    cursor.object("Request Body Object")?;
    Ok(RequestBody {
        description: cursor.text("description")?,
        content: content(cursor)?,
        required: cursor.flag("required")?.unwrap_or_default(),
        extensions: cursor.extensions(),
    })
}

/// A response; many have no description.
pub(super) fn response(cursor: &Cursor<'_>) -> Result<Response, Diagnostic> {
    if *cursor.node == Node::Null {
        // `404:` with nothing behind it: nobody says what comes with it.
        return Ok(Response::default());
    }
    cursor.object("Response Object")?;
    Ok(Response {
        description: cursor.words()?.unwrap_or_default(),
        headers: cursor.places("headers")?,
        content: content(cursor)?,
        links: cursor.explaining_places("links"),
        extensions: cursor.extensions(),
    })
}

/// The `content` of an object.
pub(super) fn content(cursor: &Cursor<'_>) -> Result<Content, Diagnostic> {
    cursor.map("content", media_type)
}

/// A media type; the place of an `itemSchema` is in the extension `x-specsmith-item-schema`.
fn media_type(cursor: &Cursor<'_>) -> Result<MediaType, Diagnostic> {
    cursor.object("Media Type Object")?;
    let mut extensions = cursor.extensions();
    if let Some(item) = cursor.get("itemSchema") {
        // `openapiv3` has no word for the items of a stream, which 3.2 has.
        let place = Value::String(item.at.to_string());
        extensions.insert("x-specsmith-item-schema".to_owned(), place);
    }
    Ok(MediaType {
        schema: cursor.get("schema").map(|schema| schema.place()),
        example: cursor.value("example"),
        examples: cursor.explaining_places("examples"),
        encoding: cursor.map("encoding", encoding)?,
        extensions,
    })
}

fn encoding(cursor: &Cursor<'_>) -> Result<Encoding, Diagnostic> {
    cursor.object("Encoding Object")?;
    let style = cursor.text("style")?;
    Ok(Encoding {
        content_type: cursor.text("contentType")?,
        headers: cursor.places("headers")?,
        style: style.as_deref().and_then(parameter::query_style),
        explode: cursor.flag("explode")?.unwrap_or_default(),
        allow_reserved: cursor.flag("allowReserved")?.unwrap_or_default(),
        extensions: cursor.extensions(),
    })
}

/// An example.
pub(super) fn example(cursor: &Cursor<'_>) -> Result<Example, Diagnostic> {
    cursor.object("Example Object")?;
    Ok(Example {
        summary: cursor.text("summary")?,
        description: cursor.text("description")?,
        value: cursor.value("value").or_else(|| cursor.value("dataValue")),
        external_value: cursor.text("externalValue")?,
        extensions: cursor.extensions(),
    })
}
