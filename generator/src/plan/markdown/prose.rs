//! Prose without markup, as most descriptions are: what reading and printing it comes to, without a parser.

use super::escape::{self, Place};
use super::inline::fill;

/// The lines of a text whose paragraphs are words and nothing else; `None`: it may be more than that. It is all that it
/// seems to be when no line begins as a block does, no word has a character that begins markup, and code has no space.
pub(super) fn lines(text: &str, width: usize) -> Option<Vec<String>> {
    let text = text.trim_end_matches([' ', '\n']);
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.trim_matches('\n');
        if paragraph.is_empty() {
            continue;
        }
        // Spaces at the end of a line would break it.
        let is_plain = |line: &str| line.starts_with(begins_no_block) && !line.ends_with(' ');
        if !paragraph.split('\n').all(is_plain) || !are_words(paragraph) {
            return None;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        // Neither of two spaces is a word, and none of these words is longer than it looks.
        if paragraph.len() <= width && !paragraph.contains('\n') && !paragraph.contains("  ") {
            lines.push(paragraph.to_owned());
        } else {
            lines.extend(fill(words(paragraph), width));
        }
    }
    Some(lines)
}

fn words(paragraph: &str) -> impl Iterator<Item = &str> {
    paragraph.split([' ', '\n']).filter(|word| !word.is_empty())
}

fn begins_no_block(first: char) -> bool {
    first.is_ascii_alphabetic() || matches!(first, '(' | '"' | '\'' | '`')
}

/// Whether all of the words are read as they are, and printed as they are.
fn are_words(paragraph: &str) -> bool {
    let mut before = b' ';
    let is_simple = paragraph.bytes().all(|byte| {
        // `--all` and `https://…` are more than words.
        let is_pair = byte == before && matches!(byte, b'-' | b'/');
        before = byte;
        !is_pair && (byte.is_ascii_alphanumeric() || b" \n.,;:'\"()?!%+={}-/".contains(&byte))
    });
    is_simple || words(paragraph).all(is_word)
}

fn is_word(word: &str) -> bool {
    let mut parts = word.split('`');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(word), None, ..) => is_text(word),
        (Some(before), Some(code), Some(after), None) => {
            let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_graphic());
            is_code && is_text(before) && is_text(after)
        }
        _ => false,
    }
}

fn is_text(word: &str) -> bool {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return true;
    }
    let is_harmless =
        |byte: u8| byte.is_ascii_alphanumeric() || b".,;:'\"()?!/%+=-_&{}".contains(&byte);
    let place = Place {
        in_link: false,
        after_space: true,
        before_space: true,
    };
    word.bytes().all(is_harmless) && !word.contains("://") && escape::word(word, place) == word
}
