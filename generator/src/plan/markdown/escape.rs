//! Writes text so that Markdown reads it back as text.

use std::borrow::Cow;

use crate::characters::are_all;

/// Where a word stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// In the text of a link, which a bracket would end.
    pub(super) in_link: bool,
    /// After a space or at the start.
    pub(super) after_space: bool,
    /// Before a space or at the end.
    pub(super) before_space: bool,
}

/// Escapes a word of text, wherever in a line it stands.
pub(super) fn word(text: &str, place: Place) -> Cow<'_, str> {
    let is_plain = |byte: u8| {
        !matches!(
            byte,
            b'`' | b'*' | b'~' | b'[' | b']' | b'<' | b'_' | b'\\' | b'&' | b'#' | b'-'
        )
    };
    if are_all(text, is_plain) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    // At the end of a heading it would belong to the heading's own.
    let is_hashes = text.bytes().all(|byte| byte == b'#') && place.before_space;
    // Rustdoc makes a dash of two hyphens, which is right for prose and wrong for the name of an option.
    let is_option = text
        .strip_prefix("--")
        .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric()));
    if place.after_space && (is_hashes || is_option) {
        out.push('\\');
    }
    let mut before = None;
    let mut inside = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        let escaped = match character {
            '`' | '*' | '~' | '[' => true,
            ']' => place.in_link,
            '<' => match after.chars().next() {
                Some(next) => next.is_ascii_alphabetic() || "/!?".contains(next),
                None => !place.before_space,
            },
            '_' => !*inside.get_or_insert_with(|| is_inside(before, after)),
            '\\' => after
                .chars()
                .next()
                .is_none_or(|next| next.is_ascii_punctuation()),
            '&' => starts_entity(after),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(character);
        // A run of `_` counts as one: what matters is what stands around it.
        if character != '_' {
            before = Some(character);
            inside = None;
        }
        rest = after;
    }
    out.into()
}

/// Whether underscores between these are part of a name, like in `page_size`.
fn is_inside(before: Option<char>, after: &str) -> bool {
    let next = after.trim_start_matches('_').chars().next();
    before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
}

/// A word, already escaped as text, as it is at the start of a line: it must not start a block there.
pub(super) fn start_of_line(word: &str) -> Cow<'_, str> {
    match block_start(word) {
        Some(at) => {
            let (before, after) = word.split_at_checked(at).unwrap_or((word, ""));
            format!("{before}\\{after}").into()
        }
        None => word.into(),
    }
}

/// Whether a word should not start a line: one this short rather ends the line before than to be escaped.
pub(super) fn ends_a_line(word: &str) -> bool {
    word.len() <= 3 && block_start(word).is_some()
}

/// Where to escape a word that would start a block.
pub(super) fn block_start(word: &str) -> Option<usize> {
    if word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let number = word.trim_end_matches(['.', ')']);
    let is_number = word.len() == number.len() + 1
        && (1..=9).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_line =
        word.bytes().all(|byte| b"-=:|".contains(&byte)) && word.contains(['-', '=', '|']);
    if is_number {
        Some(number.len())
    } else {
        (is_line || word == "+" || word.starts_with('>')).then_some(0)
    }
}

/// Writes `&` so that it starts no entity.
pub(super) fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(if starts_entity(part) { "&amp;" } else { "&" });
        out.push_str(part);
    }
    out
}

/// Whether what follows a `&` makes it an entity.
pub(super) fn starts_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    // The longest name of an entity has 32 characters.
    let length = name
        .bytes()
        .take(33)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    length > 0 && name.get(length..).is_some_and(|rest| rest.starts_with(';'))
}
