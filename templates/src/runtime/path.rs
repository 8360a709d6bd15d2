//! The path of a request: what is put into a template comes out at the server as the very same string, in the very same
//! segment.

use super::base_url::{is_dots, segments};
use super::draft::{Draft, text};
use super::error::RequestError;
use super::{AnyEncode, Operation, Parameter, Place, View};

/// Which ASCII characters are written as they are: a table, as one is looked up for every byte of a URL.
pub(crate) struct Kept([bool; 128]);

impl Kept {
    /// What is written as it is everywhere (RFC 3986, 2.3).
    pub(crate) const UNRESERVED: Self = Self([false; 128])
        .and("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~");

    /// These as well.
    pub(crate) const fn and(self, others: &str) -> Self {
        let (Self(mut kept), mut others) = (self, others.as_bytes());
        while let [other, rest @ ..] = others {
            kept[*other as usize] = true;
            others = rest;
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
    match text(&value) {
        Some(text) => encode(&text, &mut draft.path),
        None => {
            return Err(RequestError::parameter(
                parameter.name,
                "is not a single value",
            ));
        }
    }
    Ok(())
}

/// Writes the path of the operation to the draft; the arguments are those of its required parameters.
pub(crate) fn expand(
    operation: &Operation,
    arguments: &[&dyn AnyEncode],
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let mut rest = operation.path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        encode_literal(literal, &mut draft.path);
        value(operation, arguments, name, draft)?;
        rest = tail;
    }
    encode_literal(rest, &mut draft.path);
    check(operation.path, &mut segments(operation.path), &draft.path)
}

/// Writes the value of the parameter of this name.
pub(crate) fn value(
    operation: &Operation,
    arguments: &[&dyn AnyEncode],
    name: &str,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let pairs = operation.parameters.iter().zip(arguments);
    for (index, (parameter, value)) in pairs.enumerate() {
        if parameter.place == Place::Path && parameter.name == name {
            return (parameter.write)(parameter, index, value.any_view(), draft);
        }
    }
    Err(RequestError::parameter(name, "has no value"))
}

/// Refuses finished segments that a server or a URL parser would take for steps in the tree (`.` and `..`, encoded or
/// not: `%2e%2e` is folded too), or that are empty where the wanted ones, of the template, are not: `/users//posts` is
/// another route.
pub(crate) fn check(
    template: &str,
    wanted: &mut dyn Iterator<Item = &[u8]>,
    path: &str,
) -> Result<(), RequestError> {
    let mut segments = segments(path);
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
