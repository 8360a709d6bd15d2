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
    facts.format.and_then(kind_of_format) == Some(Kind::Integer)
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
            Some("int64" | "uint64") => {
                kinds == Kinds::ALL || kinds.has(Kind::Integer) && !kinds.has(Kind::Number)
            }
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
        (None, Some("base64" | "base64url"), _) => TextFormat::Base64,
        // Octets as they are (RFC 2045, 6.2).
        (None, Some("binary"), _) => TextFormat::Binary,
        (None, Some(_), _) => TextFormat::Encoded,
        (None, None, Some(media_type)) if is_octets(media_type) => TextFormat::Binary,
        (None, None, _) => TextFormat::Plain,
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
    kind_of_format(name)
}

/// The type that a format is one of.
pub(super) fn kind_of_format(name: &str) -> Option<Kind> {
    if let Some((_, kind)) = NUMBER_FORMATS.iter().find(|(format, _)| *format == name) {
        return Some(*kind);
    }
    TEXT_FORMATS
        .iter()
        .any(|(format, _)| *format == name)
        .then_some(Kind::String)
}

/// What all parts of a schema say together of how much there is, or how many.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// How many items there are at least.
    pub(super) least_items: Option<usize>,
    /// How many items there are at most.
    pub(super) most_items: Option<usize>,
    minimum: Option<i128>,
    maximum: Option<i128>,
    shown: Option<(i128, i128)>,
}

impl Limits {
    /// Takes up a keyword: the narrowest of all bounds holds, and all that is shown.
    pub(super) fn take(&mut self, key: &str, value: &Node) {
        let inclusive = |step, end| match value {
            Node::Number(text) => inclusive(text, step, end),
            Node::Null | Node::Bool(_) | Node::String(_) | Node::Sequence(_) | Node::Mapping(_) => {
                None
            }
        };
        let count = |end| usize::try_from(inclusive(0, end)?).ok();
        match key {
            "minimum" => narrow(&mut self.minimum, inclusive(0, End::Least), i128::max),
            "exclusiveMinimum" => narrow(&mut self.minimum, inclusive(1, End::Least), i128::max),
            "maximum" => narrow(&mut self.maximum, inclusive(0, End::Most), i128::min),
            "exclusiveMaximum" => narrow(&mut self.maximum, inclusive(-1, End::Most), i128::min),
            "minItems" => narrow(&mut self.least_items, count(End::Least), usize::max),
            "maxItems" => narrow(&mut self.most_items, count(End::Most), usize::min),
            "default" | "example" => self.show(value),
            "examples" => {
                let values = value.as_sequence().unwrap_or_default();
                values.iter().for_each(|value| self.show(value));
            }
            _ => {}
        }
    }

    /// Takes up a list of all values.
    pub(super) fn list<'d>(&mut self, values: impl Iterator<Item = &'d Node>) {
        let mut listed = Self::default();
        values.for_each(|value| listed.show(value));
        if let Some((least, most)) = listed.shown {
            narrow(&mut self.minimum, Some(least), i128::max);
            narrow(&mut self.maximum, Some(most), i128::min);
            self.widen(least, most);
        }
    }

    fn show(&mut self, value: &Node) {
        if let Some(value) = integer(value) {
            self.widen(value, value);
        }
    }

    fn widen(&mut self, low: i128, high: i128) {
        let (least, most) = self.shown.unwrap_or((low, high));
        self.shown = Some((least.min(low), most.max(high)));
    }
}

/// The range of an integer.
pub(super) fn bounds(facts: &Facts<'_>) -> Bounds {
    Bounds {
        format: facts.format.map(str::to_owned),
        minimum: facts.limits.minimum,
        maximum: facts.limits.maximum,
        shown: facts.limits.shown,
    }
}

fn narrow<T>(bound: &mut Option<T>, other: Option<T>, narrower: fn(T, T) -> T) {
    *bound = match (bound.take(), other) {
        (Some(one), Some(other)) => Some(narrower(one, other)),
        (one, other) => one.or(other),
    };
}

/// The value of an integer, however it is spelled: one of more than 128 bits is as good as the last of those.
fn integer(value: &Node) -> Option<i128> {
    let Node::Number(text) = value else {
        return None;
    };
    let rounded = || text.parse().ok().filter(|value: &f64| value.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, reason = "it ends at the bounds")]
    text.parse().ok().or_else(|| Some(rounded()? as i128))
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Most,
}

/// The nearest integer that satisfies a bound. One of more than 128 bits is as good as the last of those where it is written
/// out; a power of ten that large (`1e308`) means that there is no bound.
fn inclusive(text: &str, step: i128, end: End) -> Option<i128> {
    if let Ok(value) = text.parse::<i128>() {
        return Some(value.saturating_add(step));
    }
    let digits = text.trim_start_matches('-');
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(if digits == text { i128::MAX } else { i128::MIN });
    }
    let value = text
        .parse::<f64>()
        .ok()
        .filter(|value| value.abs() < 1e38)?;
    let whole = match end {
        End::Least => value.ceil(),
        End::Most => value.floor(),
    };
    #[expect(clippy::cast_possible_truncation, reason = "below 1e38, it fits")]
    let nearest = whole as i128;
    if whole == value {
        nearest.checked_add(step)
    } else {
        Some(nearest)
    }
}
