//! The path of a request: what is put into a template comes out at the server as the very same string, in the very same
//! segment.

use std::ops::Range;

use super::base_url::{is_dots, segments};
use super::draft::Draft;
use super::error::RequestError;
use super::{AnyEncode, Operation, Parameter, Place, View};

/// Which ASCII characters are written as they are: a table, as one is looked up for every byte of a URL.
pub(crate) struct Kept([bool; 128]);

impl Kept {
    const NONE: Self = Self([false; 128]);
    const ALPHANUMERIC: Self =
        Self::NONE.and("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    /// What is written as it is everywhere (RFC 3986, 2.3).
    pub(crate) const UNRESERVED: Self = Self::ALPHANUMERIC.and("-._~");

    /// These as well.
    pub(crate) const fn and(self, others: &str) -> Self {
        let (Self(mut kept), others, mut index) = (self, others.as_bytes(), 0);
        while index < others.len() {
            kept[others[index] as usize] = true;
            index += 1;
        }
        Self(kept)
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|kept| *kept)
    }
}

/// Adds the text with every byte that is not an unreserved character (RFC 3986, 2.3) as `%XX`.
pub(crate) fn encode(text: &str, out: &mut String) {
    static UNRESERVED: Kept = Kept::UNRESERVED;
    encode_except(text, &UNRESERVED, out);
}

/// Adds a piece of a template. What a path and a query may hold (RFC 3986, 3.3 and 3.4) stays as it is, and so does `%`,
/// because a document writes its paths encoded.
pub(crate) fn encode_literal(text: &str, out: &mut String) {
    static LITERAL: Kept = Kept::UNRESERVED.and("/!$&'()*+,;=:@%?");
    encode_except(text, &LITERAL, out);
}

/// Adds the text with every other byte as `%XX`.
fn encode_except(text: &str, kept: &Kept, out: &mut String) {
    // What is before the first byte to be encoded, mostly all of it, is ASCII.
    let plain = text.bytes().position(|byte| !kept.has(byte));
    let (plain, rest) = text
        .split_at_checked(plain.unwrap_or(text.len()))
        .unwrap_or(("", text));
    out.push_str(plain);
    for byte in rest.bytes() {
        push(byte, kept, out);
    }
}

/// Adds one byte, as it is or as `%XX`.
pub(crate) fn push(byte: u8, kept: &Kept, out: &mut String) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    if kept.has(byte) {
        out.push(char::from(byte));
    } else {
        out.push('%');
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Writes a string, number or boolean into the path in the style `simple` (OpenAPI 3.1, 4.8.12.3).
pub(crate) fn scalar(
    parameter: &Parameter,
    _: usize,
    value: View<'_>,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let text = super::draft::text(&value)
        .ok_or_else(|| RequestError::parameter(parameter.name, "is not a single value"))?;
    encode(&text, &mut draft.path);
    Ok(())
}

/// Writes the path of the operation to the draft; the arguments are those of its required parameters.
pub(crate) fn expand(
    operation: &Operation,
    arguments: &[&dyn AnyEncode],
    draft: &mut Draft,
) -> Result<(), RequestError> {
    // Most values are not much longer than their names.
    draft.path.reserve(2 * operation.path.len() + 16);
    let mut spans = Vec::new();
    let mut rest = operation.path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (expression, tail) = tail.split_once('}').unwrap_or((tail, ""));
        encode_literal(literal, &mut draft.path);
        let of_name = |name: &str| {
            let mut all = operation.parameters.iter().zip(arguments).enumerate();
            all.find(|(_, (parameter, _))| parameter.place == Place::Path && parameter.name == name)
        };
        let (found, pattern) = match (of_name(expression), expression.split_once('=')) {
            (None, Some((name, pattern))) => (of_name(name), Some(pattern)),
            (found, _) => (found, None),
        };
        let Some((index, (parameter, value))) = found else {
            return Err(RequestError::parameter(expression, "has no value"));
        };
        let start = draft.path.len();
        (parameter.write)(parameter, index, value.any_view(), draft)?;
        if let Some(pattern) = pattern {
            spans.push((parameter.name, pattern, start..draft.path.len()));
        }
        rest = tail;
    }
    encode_literal(rest, &mut draft.path);
    check(operation.path, &draft.path)?;
    // The last one first: the others stay where they are.
    let mut spans = spans.into_iter().rev();
    spans.try_for_each(|(name, pattern, range)| {
        span(pattern, range, &mut draft.path).map_err(|what| RequestError::parameter(name, &what))
    })
}

/// Parts a value at its slashes. All else in it stays encoded, as `google/api/http.proto` says of what spans segments: a `:`
/// could be the verb of another operation. Gives what is wrong with it.
///
/// Segments that it makes empty are another route (`/v1/a//books`), but for those at the end of a path that takes anything
/// there: names in a store of objects may end with `/`.
fn span(pattern: &str, range: Range<usize>, path: &mut String) -> Result<(), String> {
    let written = path.get(range.clone()).unwrap_or_default();
    let value = written.replace("%2F", "/");
    if !follows(pattern, &value) {
        return Err(format!("is not of the form `{pattern}`"));
    }
    let (start, end) = (range.start, range.start + value.len());
    path.replace_range(range, &value);
    let (before, after) = (path.get(..start), path.get(end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let takes_any = pattern == "**" && (after.is_empty() || after.starts_with('?'));
    let first = before.rfind('/').map_or(0, |slash| slash + 1);
    let last = after.find(['/', '?']).map_or(path.len(), |rest| end + rest);
    let segments = path.get(first..last).unwrap_or_default().split('/');
    let is_wrong = |(index, segment): (usize, &str)| {
        segment.is_empty() && (index == 0 || !takes_any) || is_dots(segment.as_bytes())
    };
    if value.is_empty() || segments.enumerate().any(is_wrong) {
        return Err("has a segment that is empty, `.` or `..`".to_owned());
    }
    Ok(())
}

/// Whether segments are those of a pattern: `*` is any one, `**` all that are left.
fn follows(pattern: &str, value: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), value.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == "*" || wanted == given => {}
            _ => return false,
        }
    }
}

/// Refuses finished segments that a server or a URL parser would take for steps in the tree (`.` and `..`, encoded or
/// not: `%2e%2e` is folded too), or that are empty where the template's are not: `/users//posts` is another route.
fn check(template: &str, path: &str) -> Result<(), RequestError> {
    let (mut wanted, mut segments) = (template_segments(template), segments(path));
    loop {
        let (wanted, why) = match (wanted.next(), segments.next()) {
            (None, None) => return Ok(()),
            (Some(wanted), Some(b"")) if !wanted.is_empty() => (wanted, "would be empty"),
            (Some(wanted), Some(segment)) if is_dots(segment) => (wanted, "would be `.` or `..`"),
            (Some(_), Some(_)) => continue,
            (None, Some(_)) | (Some(_), None) => {
                (template.as_bytes(), "would be of more than one segment")
            }
        };
        return Err(RequestError::segment(&String::from_utf8_lossy(wanted), why));
    }
}

/// The segments of a template, before its query: a `/` in braces is of a pattern.
fn template_segments(template: &str) -> impl Iterator<Item = &[u8]> {
    let path = template.split_once('?').map_or(template, |(path, _)| path);
    let mut is_in_braces = false;
    path.as_bytes().split(move |byte| {
        is_in_braces = *byte == b'{' || is_in_braces && *byte != b'}';
        *byte == b'/' && !is_in_braces
    })
}
