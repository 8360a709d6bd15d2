//! The words that a document's names are made of.

use std::borrow::Cow;
use std::iter;

use crate::characters::{are_all, is_hidden};

/// The words of a text in which every capital begins one: what stands between other characters, and between capitals.
/// Heck, which finds the others too, needs ten times as long, and most names are of this kind.
pub(super) fn plain_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let mut before = b' ';
    let is_plain = text.bytes().all(|byte| {
        let goes_on = before.is_ascii_uppercase() || before.is_ascii_digit();
        before = byte;
        byte.is_ascii() && !(byte.is_ascii_uppercase() && goes_on)
    });
    let mut rest = text;
    let words = iter::from_fn(move || {
        let start = rest.bytes().position(|byte| byte.is_ascii_alphanumeric())?;
        rest = rest.get(start..)?;
        let ends = |byte: u8| !byte.is_ascii_lowercase() && !byte.is_ascii_digit();
        let end = rest.bytes().skip(1).position(ends);
        let (word, others) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        rest = others;
        Some(word)
    });
    is_plain.then_some(words)
}

/// A text without small letters in small ones, which make the same words: `HUMAN_AGENT` as `human_agent`.
pub(super) fn calm(text: Cow<'_, str>) -> Cow<'_, str> {
    match are_all(&text, |byte| byte.is_ascii() && !byte.is_ascii_lowercase()) {
        true => text.to_ascii_lowercase().into(),
        false => text,
    }
}

/// Acronyms as words, where their capitals alone don't say so: those with an `s` or a version behind.
pub(super) fn acronyms(text: &str) -> String {
    let octets = text.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| octets.get(at).is_some_and(test);
    let mut words = String::with_capacity(text.len() + 1);
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let is_within = is(at, u8::is_ascii_uppercase);
        start = if is_within {
            start
        } else {
            at + letter.len_utf8()
        };
        let end = at + 1;
        let is_acronym = is_within && at > start && !is(end, u8::is_ascii_uppercase);
        words.push(letter);
        if !is_acronym {
            continue;
        }
        let is_plural = is(end, |next| *next == b's') && !is(end + 1, u8::is_ascii_lowercase);
        let is_version = is(end, |next| *next == b'v') && is(end + 1, u8::is_ascii_digit);
        if is_plural || is_version {
            let word = text[start..end].to_ascii_lowercase();
            words.truncate(words.len() - word.len() + 1);
            words.push_str(&word[1..]);
            // The protocol is known by this name.
            words.extend((is_version && word != "ip").then_some('_'));
        }
    }
    words
}

/// `OAuth` is one word.
pub(super) fn one_word(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_word = |at: usize| match at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) {
        Some(b'O') => true,
        Some(b'o') => !text[..at - 1].ends_with(|before: char| before.is_ascii_alphabetic()),
        _ => false,
    };
    if are_all(&text, |byte| byte != b'A') {
        return text;
    }
    match text.find("Auth").filter(|at| is_word(*at)) {
        Some(at) => format!("{}auth{}", &text[..at], &text[at + 4..]).into(),
        None => text,
    }
}

/// Appends a word with its first letter in another case.
pub(super) fn push_word(word: &str, case: fn(&u8) -> u8, name: &mut String) {
    if let (Some(first), Some(rest)) = (word.as_bytes().first(), word.get(1..)) {
        name.push(char::from(case(first)));
        name.push_str(rest);
    }
}

/// Brings a text to ASCII words: transliterated, symbols that carry meaning spelled out.
pub(super) fn spell(text: &str) -> Cow<'_, str> {
    if text.is_ascii()
        && !text.starts_with(['-', '+'])
        && text.bytes().any(|byte| byte.is_ascii_alphanumeric())
    {
        return Cow::Borrowed(text);
    }
    let ascii = if text.is_ascii() {
        text.to_owned()
    } else {
        deunicode::deunicode_with_tofu(text, "")
    };
    let worded = match ascii.chars().next() {
        Some('-') if ascii.len() > 1 => format!("minus {}", &ascii[1..]),
        Some('+') if ascii.len() > 1 => format!("plus {}", &ascii[1..]),
        _ => ascii,
    };
    if worded
        .chars()
        .any(|character| character.is_ascii_alphanumeric())
    {
        return worded
            .chars()
            .map(|character| {
                if character.is_ascii_alphanumeric() {
                    character
                } else {
                    ' '
                }
            })
            .collect::<String>()
            .into();
    }
    let words: Vec<String> = worded
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(symbol)
        .collect();
    match words.as_slice() {
        [] if text.is_empty() => "empty".into(),
        [] => text
            .chars()
            .map(unseen)
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        words => words.join(" ").into(),
    }
}

/// What a character is called in a text that shows nothing.
fn unseen(character: char) -> &'static str {
    match character {
        '\n' => "line feed",
        '\r' => "carriage return",
        '\t' => "tab",
        other if other.is_whitespace() => "space",
        other if is_hidden(other) => "hidden",
        _ => "symbol",
    }
}

/// What a symbol is called.
fn symbol(character: char) -> String {
    let word = match character {
        '!' => "not",
        '"' | '\'' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '(' | ')' => "paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' | ']' => "bracket",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' | '}' => "brace",
        '|' => "or",
        '~' => "tilde",
        other => return format!("u{:04x}", u32::from(other)),
    };
    word.to_owned()
}
