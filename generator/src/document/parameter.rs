//! Reads parameters and headers.

use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle,
};
use serde_json::Value;

use super::{Cursor, response};
use crate::report::Diagnostic;

/// What `in` may say.
pub(crate) const LOCATIONS: &[&str] = &["query", "header", "path", "cookie", "querystring"];

const KIND: &str = "Parameter Object";

/// A parameter. Where `openapiv3` has no word for what the document says, an extension `x-specsmith-in` or
/// `x-specsmith-style` says it.
pub(super) fn parameter(cursor: &Cursor<'_>) -> Result<Parameter, Diagnostic> {
    cursor.object(KIND)?;
    let place = cursor.needed_text("in", KIND)?;
    let style = cursor.text("style")?;
    let style = style.as_deref();
    let mut data = data(cursor)?;
    match place.as_str() {
        "query" | "querystring" => {
            let style = style.unwrap_or("form");
            let known = query_style(style);
            if known.is_none() {
                note(&mut data, "x-specsmith-style", style);
            }
            if place == "querystring" {
                note(&mut data, "x-specsmith-in", &place);
            }
            Ok(Parameter::Query {
                parameter_data: data,
                allow_reserved: cursor.flag("allowReserved")?.unwrap_or_default(),
                style: known.unwrap_or_default(),
                allow_empty_value: cursor.flag("allowEmptyValue")?,
            })
        }
        "header" => {
            note_other(&mut data, style, "simple");
            Ok(Parameter::Header {
                parameter_data: data,
                style: HeaderStyle::Simple,
            })
        }
        "path" => {
            // A path without the value would be another path.
            data.required = true;
            let known = match style {
                Some("matrix") => PathStyle::Matrix,
                Some("label") => PathStyle::Label,
                _ => PathStyle::Simple,
            };
            if known == PathStyle::Simple {
                note_other(&mut data, style, "simple");
            }
            Ok(Parameter::Path {
                parameter_data: data,
                style: known,
            })
        }
        "cookie" => {
            note_other(&mut data, style, "form");
            Ok(Parameter::Cookie {
                parameter_data: data,
                style: CookieStyle::Form,
            })
        }
        _ => Err(cursor
            .get("in")
            .as_ref()
            .unwrap_or(cursor)
            .unknown("in", &LOCATIONS.join(", "))),
    }
}

/// `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`.
pub(super) fn query_style(style: &str) -> Option<QueryStyle> {
    match style {
        "form" => Some(QueryStyle::Form),
        "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
        "pipeDelimited" => Some(QueryStyle::PipeDelimited),
        "deepObject" => Some(QueryStyle::DeepObject),
        _ => None,
    }
}

fn note_other(data: &mut ParameterData, style: Option<&str>, known: &str) {
    if let Some(style) = style.filter(|style| *style != known) {
        note(data, "x-specsmith-style", style);
    }
}

fn note(data: &mut ParameterData, key: &str, value: &str) {
    data.extensions
        .insert(key.to_owned(), Value::String(value.to_owned()));
}

fn data(cursor: &Cursor<'_>) -> Result<ParameterData, Diagnostic> {
    Ok(ParameterData {
        name: name(cursor)?,
        description: cursor.text("description")?,
        required: cursor.flag("required")?.unwrap_or_default(),
        deprecated: cursor.flag("deprecated")?,
        format: format(cursor)?,
        example: cursor.value("example"),
        examples: cursor.explaining_places("examples"),
        explode: cursor.flag("explode")?,
        extensions: cursor.extensions(),
    })
}

/// The name; that of a whole query is never sent, and often left out.
fn name(cursor: &Cursor<'_>) -> Result<String, Diagnostic> {
    match cursor.text("in")?.as_deref() {
        Some(place @ "querystring") => Ok(cursor.text("name")?.unwrap_or_else(|| place.to_owned())),
        _ => cursor.needed_text("name", KIND),
    }
}

/// `content`, or else the place of the schema, also when there is none there: that is a schema that says nothing.
fn format(cursor: &Cursor<'_>) -> Result<ParameterSchemaOrContent, Diagnostic> {
    let content = response::content(cursor)?;
    if !content.is_empty() && cursor.get("schema").is_none() {
        return Ok(ParameterSchemaOrContent::Content(content));
    }
    let schema = cursor.inside("schema", cursor.node);
    Ok(ParameterSchemaOrContent::Schema(schema.place()))
}

/// A header.
pub(super) fn header(cursor: &Cursor<'_>) -> Result<Header, Diagnostic> {
    cursor.object("Header Object")?;
    Ok(Header {
        description: cursor.text("description")?,
        style: HeaderStyle::Simple,
        required: cursor.flag("required")?.unwrap_or_default(),
        deprecated: cursor.flag("deprecated")?,
        format: format(cursor)?,
        example: cursor.value("example"),
        examples: cursor.explaining_places("examples"),
        extensions: cursor.extensions(),
    })
}
