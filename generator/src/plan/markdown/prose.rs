//! Prose without markup, as most descriptions are: what reading and printing it comes to, without a parser.

use crate::characters::are_all;

use super::escape::{self, Place};
use super::inline::fill;

/// The lines of a text whose paragraphs are words and nothing else; `None`: it may be more than that. It is all that it
/// seems to be when no line begins as a block does, no word has a character that begins markup, and code has no space.
pub(super) fn lines(text: &str, width: usize) -> Option<Vec<String>> {
    let text = text.trim_end_matches([' ', '\n']);
    let look = Look::of(text)?;
    let mut lines = text.split('\n').filter(|line| !line.is_empty());
    if !lines.all(is_plain) || (look.may_be_marked && !words(text).all(is_word)) {
        return None;
    }
    if !look.has_breaks && !text.is_empty() {
        return Some(wrapped(text, look, width));
    }
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.trim_matches('\n');
        if paragraph.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped(paragraph, look, width));
    }
    Some(lines)
}

/// A text of words without any markup, if it is one line of them.
pub(super) fn line(text: &str) -> Option<String> {
    let look = Look::of(text)?;
    let is_line = !look.may_be_marked && !look.has_breaks && text.starts_with(begins_no_block);
    is_line.then(|| words(text).collect::<Vec<_>>().join(" "))
}

/// What there is in a text that can be prose.
#[derive(Clone, Copy)]
struct Look {
    /// Characters that may be more than text.
    may_be_marked: bool,
    /// More than one line.
    has_breaks: bool,
    /// Spaces beside each other.
    has_gaps: bool,
}

impl Look {
    /// `None`: it is not of visible ASCII.
    fn of(text: &str) -> Option<Self> {
        if !are_all(text, |byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return None;
        }
        let is_plain = |byte: u8| is_harmless(byte) || matches!(byte, b' ' | b'\n' | b'-' | b'/');
        // `--all` and `https://…` are more than words.
        let is_mark = |byte: u8| matches!(byte, b'-' | b'/');
        Some(Self {
            may_be_marked: !are_all(text, is_plain) || has_pair(text, is_mark),
            has_breaks: !are_all(text, |byte| byte != b'\n'),
            has_gaps: has_pair(text, |byte| byte == b' '),
        })
    }
}

/// Whether there is one of these beside its like.
fn has_pair(text: &str, is: impl Fn(u8) -> bool) -> bool {
    let next = text.as_bytes().get(1..).unwrap_or_default();
    let pairs = text.bytes().zip(next);
    pairs.fold(false, |has, (byte, next)| {
        has | ((byte == *next) & is(byte))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace()
}

/// Whether a line begins no block. Spaces at its end would break it.
fn is_plain(line: &str) -> bool {
    line.starts_with(begins_no_block) && !line.ends_with(' ')
}

fn begins_no_block(first: char) -> bool {
    first.is_ascii_alphabetic() || matches!(first, '(' | '"' | '\'' | '`')
}

/// The lines of a paragraph. Neither of two spaces is a word; else none of its words is longer than it looks.
fn wrapped(paragraph: &str, look: Look, width: usize) -> Vec<String> {
    let is_uneven = look.has_gaps || (look.has_breaks && paragraph.contains('\n'));
    let lines = (!is_uneven).then(|| cut(paragraph, width)).flatten();
    lines.unwrap_or_else(|| fill(words(paragraph), width))
}

/// Cuts a text with one space between each two words where [`fill`] breaks it; `None`: it would do more than that.
fn cut(text: &str, width: usize) -> Option<Vec<String>> {
    let mut lines = Vec::with_capacity(text.len() / width + 1);
    let mut rest = text;
    while let Some((line, _)) = rest.split_at_checked(width + 1)
        && let Some(end) = line.rfind(' ').or_else(|| rest.find(' '))
    {
        let (line, next) = (rest.get(..end)?, rest.get(end + 1..)?);
        if escape::block_start(words(next).next()?).is_some() {
            return None;
        }
        lines.push(line.to_owned());
        rest = next;
    }
    lines.push(rest.to_owned());
    Some(lines)
}

/// Text wherever it stands.
#[inline]
fn is_harmless(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'.' | b','
                | b';'
                | b':'
                | b'\''
                | b'"'
                | b'('
                | b')'
                | b'?'
                | b'!'
                | b'%'
                | b'+'
                | b'='
                | b'{'
                | b'}'
        )
}

/// Whether a word is read as it is, and printed as it is.
fn is_word(word: &str) -> bool {
    let mut parts = word.split('`');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(word), None, ..) => is_text(word),
        (Some(before), Some(code), Some(after), None) => {
            !code.is_empty() && is_text(before) && is_text(after)
        }
        _ => false,
    }
}

fn is_text(word: &str) -> bool {
    if are_all(word, is_harmless) {
        return true;
    }
    let may_be_text = |byte: u8| is_harmless(byte) || matches!(byte, b'/' | b'-' | b'_' | b'&');
    let place = Place {
        in_link: false,
        after_space: true,
        before_space: true,
    };
    are_all(word, may_be_text) && !word.contains("://") && escape::word(word, place) == word
}
