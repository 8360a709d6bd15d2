//! Names and literals as text of Rust: the only ways for a text of the document to get into code.

use std::borrow::Cow;

use proc_macro2::{Ident, Literal, Span};

use super::docs::visible;
use crate::characters::{are_all, is_hidden};
use crate::keywords;

/// A name as an identifier, raw where it says so. Plan's names are valid; should one not be, what is wrong in it becomes
/// `_`, so that no text can ever become anything but an identifier.
pub(super) fn ident(name: &str) -> Cow<'_, str> {
    let is_valid = match name.strip_prefix("r#") {
        Some(raw) => is_word(raw) && !keywords::is_never(raw),
        None => is_word(name) && !keywords::is_raw(name) && !keywords::is_never(name),
    };
    if is_valid {
        return Cow::Borrowed(name);
    }
    let foreign = (!name.is_ascii() && !name.contains(is_hidden))
        .then(|| syn::parse_str::<Ident>(name).ok())
        .flatten();
    Cow::Owned(foreign.map_or_else(|| repaired(name), |name| name.to_string()))
}

/// The same as a token.
pub(super) fn token(name: &str) -> Ident {
    let name = ident(name);
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(&name, Span::call_site()),
    }
}

/// Has the form of an identifier, in ASCII.
fn is_word(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    are_all(name, is_part)
        && !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
}

fn repaired(name: &str) -> String {
    let part = |character: char| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            '_'
        }
    };
    let body: String = name.trim_start_matches("r#").chars().map(part).collect();
    let front = if body.starts_with(|first: char| first.is_ascii_alphabetic()) {
        ""
    } else {
        "x"
    };
    format!("{front}{body}_")
}

/// The text as a literal.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if are_all(text, is_plain) {
        ["\"", text, "\""].concat()
    } else {
        Literal::string(text).to_string()
    }
}

/// The literal of a struct: `Self { id, ..Decode::empty() }`.
pub(super) fn structure(name: &str, members: &[String]) -> String {
    if members.is_empty() {
        format!("{name} {{}}")
    } else {
        [name, " { ", &members.join(", "), " }"].concat()
    }
}

/// The text as a raw literal, so that JSON reads as JSON; escaped where something in it can't be seen.
pub(super) fn literal(text: &str) -> String {
    let is_shown = |line| matches!(visible(line), Cow::Borrowed(_));
    let is_plain = are_all(text, |byte| matches!(byte, b' '..=b'~' | b'\n'));
    if !is_plain && !text.split('\n').all(is_shown) {
        return quoted(text);
    }
    let longest = match are_all(text, |byte| byte != b'#') {
        true => 0,
        false => text.split(|c| c != '#').map(str::len).max().unwrap_or(0),
    };
    let hashes = "#".repeat(longest + 1);
    ["r", &hashes, "\"", text, "\"", &hashes].concat()
}
