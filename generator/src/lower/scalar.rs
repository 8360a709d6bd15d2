//! Formats of texts and numbers, and ranges of integers.

use crate::api::{Bounds, TextFormat};
use crate::node::{Mapping, Node};

use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::part::Parts;

/// Formats of texts with a meaning of their own: a row each.
const TEXT_FORMATS: [(&str, TextFormat); 19] = [
    ("date-time", TextFormat::DateTime),
    ("datetime", TextFormat::DateTime),
    ("date", TextFormat::Date),
    ("full-date", TextFormat::Date),
    ("time", TextFormat::Time),
    ("duration", TextFormat::Duration),
    ("uri", TextFormat::Uri),
    ("url", TextFormat::Uri),
    ("uri-reference", TextFormat::Uri),
    ("iri", TextFormat::Uri),
    ("iri-reference", TextFormat::Uri),
    ("uuid", TextFormat::Uuid),
    ("guid", TextFormat::Uuid),
    ("byte", TextFormat::Base64),
    ("base64", TextFormat::Base64),
    ("binary", TextFormat::Binary),
    ("file", TextFormat::Binary),
    ("password", TextFormat::Password),
    ("string", TextFormat::Plain),
];

/// Formats of numbers, which tell the type where `type` is missing.
const NUMBER_FORMATS: [(&str, Kind); 11] = [
    ("int8", Kind::Integer),
    ("int16", Kind::Integer),
    ("int32", Kind::Integer),
    ("int64", Kind::Integer),
    ("uint8", Kind::Integer),
    ("uint16", Kind::Integer),
    ("uint32", Kind::Integer),
    ("uint64", Kind::Integer),
    ("float", Kind::Number),
    ("double", Kind::Number),
    ("decimal", Kind::Number),
];

/// Whether the format is one of integers: a `number` has no fraction then (OpenAPI's Format Registry).
pub(super) fn is_integer(facts: &Facts<'_>) -> bool {
    let known = |name| NUMBER_FORMATS.iter().find(|(format, _)| *format == name);
    matches!(facts.format.and_then(known), Some((_, Kind::Integer)))
}

/// The types whose values are told apart: integers from other numbers where `type` names both, so that none is rounded; and
/// those that Kubernetes calls a string.
pub(super) fn told_apart(kinds: Kinds, parts: &Parts<'_>, facts: &Facts<'_>) -> Vec<Kind> {
    let mut listed = kinds.listed();
    if kinds == Kinds::ALL {
        return listed;
    }
    let number = listed.iter().position(|kind| *kind == Kind::Number);
    if let Some(number) = number.filter(|_| !is_integer(facts)) {
        let mut types = parts.list.iter().map(|part| part.map.get("type"));
        if types.any(Kinds::tells_integers) {
            listed.insert(number, Kind::Integer);
        }
    }
    if facts.format == Some("int-or-string") && listed == [Kind::String] {
        listed.insert(0, Kind::Integer);
    }
    listed
}

/// Whether a Rust type, or what it does, says the format: of the others, only the docs tell. A list of values beside it says
/// more.
pub(super) fn is_shown(format: &Node, kinds: Kinds, beside: &Mapping) -> bool {
    let is_listed = beside.contains("enum") || beside.contains("const");
    is_listed
        || match format.as_str() {
            Some("date-time" | "datetime" | "binary" | "file" | "password" | "string") => {
                kinds.has(Kind::String)
            }
            Some("int-or-string") => true,
            Some("double") => kinds.has(Kind::Number),
            Some("int64" | "uint64") => !kinds.has(Kind::Number) || kinds == Kinds::ALL,
            _ => false,
        }
}

/// The format of a text.
pub(super) fn text_format(facts: &Facts<'_>) -> TextFormat {
    match (facts.format, facts.encoding, facts.media_type) {
        (Some(name), _, _) => {
            let known = TEXT_FORMATS.iter().find(|(format, _)| *format == name);
            known.map_or_else(
                || TextFormat::Other(name.to_owned()),
                |(_, format)| format.clone(),
            )
        }
        (None, Some("base64"), _) => TextFormat::Base64,
        // Octets as they are (RFC 2045, 6.2).
        (None, Some("binary"), _) => TextFormat::Binary,
        (None, None, Some(media_type)) if is_octets(media_type) => TextFormat::Binary,
        (None, _, _) => TextFormat::Plain,
    }
}

/// Whether what is of this media type is no text (JSON Schema 2020-12, validation, 8.4).
fn is_octets(media_type: &str) -> bool {
    let kinds = ["image/", "audio/", "video/"];
    (media_type != "image/svg+xml" && kinds.iter().any(|kind| media_type.starts_with(kind)))
        || matches!(
            media_type,
            "application/octet-stream" | "application/pdf" | "application/zip"
        )
}

/// The type that `format`, or what says how content is written as a text, speaks of where `type` is missing: OpenAPI 3.1
/// describes a file by `contentMediaType` alone (4.8.14.3).
pub(super) fn spoken_of(facts: &Facts<'_>) -> Option<Kind> {
    let Some(name) = facts.format else {
        return facts.encoding.or(facts.media_type).map(|_| Kind::String);
    };
    if let Some((_, kind)) = NUMBER_FORMATS.iter().find(|(format, _)| *format == name) {
        return Some(*kind);
    }
    TEXT_FORMATS
        .iter()
        .any(|(format, _)| *format == name)
        .then_some(Kind::String)
}

/// What a keyword says of the range of a number, or of how many there are: bounds, and documented integers beyond 64 bits,
/// which the type has to hold.
pub(super) fn said_bounds<'d>(
    key: &'d str,
    value: &'d Node,
) -> impl Iterator<Item = (&'d str, &'d str)> {
    let values = value.as_sequence().unwrap_or(std::slice::from_ref(value));
    values.iter().filter_map(move |value| {
        let Node::Number(text) = value else {
            return None;
        };
        let keyword = match key {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "minItems"
            | "maxItems" => key,
            "default" | "example" | "examples" if text.parse::<i64>().is_err() => {
                match text.parse::<i128>().ok()? {
                    ..0 => "minimum",
                    0.. => "maximum",
                }
            }
            _ => return None,
        };
        Some((keyword, &**text))
    })
}

/// The range of an integer: the narrowest that the keywords give.
pub(super) fn bounds(facts: &Facts<'_>) -> Bounds {
    let mut bounds = Bounds {
        format: facts.format.map(str::to_owned),
        minimum: None,
        maximum: None,
    };
    for (keyword, text) in &facts.bounds {
        match *keyword {
            "minimum" => narrow(&mut bounds.minimum, text, 0, i128::max),
            "exclusiveMinimum" => narrow(&mut bounds.minimum, text, 1, i128::max),
            "maximum" => narrow(&mut bounds.maximum, text, 0, i128::min),
            "exclusiveMaximum" => narrow(&mut bounds.maximum, text, -1, i128::min),
            _ => {}
        }
    }
    bounds
}

/// Takes up a bound; `step` is what makes an exclusive one inclusive.
fn narrow(bound: &mut Option<String>, text: &str, step: i128, narrower: fn(i128, i128) -> i128) {
    let Some(value) = inclusive(text, step, narrower(0, 1) == 1) else {
        return;
    };
    let before = bound.as_deref().and_then(|text| text.parse::<i128>().ok());
    *bound = Some(
        before
            .map_or(value, |before| narrower(before, value))
            .to_string(),
    );
}

/// The nearest integer that satisfies a bound; `None` beyond 128 bits, which bounds nothing that a program could hold.
fn inclusive(text: &str, step: i128, is_lower: bool) -> Option<i128> {
    if let Ok(value) = text.parse::<i128>() {
        return value.checked_add(step);
    }
    let value = text
        .parse::<f64>()
        .ok()
        .filter(|value| value.abs() < 1e38)?;
    let whole = if is_lower {
        value.ceil()
    } else {
        value.floor()
    };
    #[expect(clippy::cast_possible_truncation, reason = "below 1e38, it fits")]
    let nearest = whole as i128;
    if whole == value {
        nearest.checked_add(step)
    } else {
        Some(nearest)
    }
}
