//! Which characters can't be seen: what a text from a document must not carry into source code, a message or a terminal.

use std::borrow::Cow;

/// Whether a character has no look of its own, or changes how the text around it is shown: soft hyphens, joiners, marks of
/// direction, separators of lines and paragraphs, fillers, tags. Control characters have [`char::is_control`]; selectors of
/// the forms of emoji are harmless and common.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Controls and other characters that can't be seen.
pub fn is_hidden(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// Whether all bytes of a text are of a kind. Every one is looked at, many at a time, which takes less than to stop at the
/// first that is not, where most texts have none.
pub(crate) fn are_all(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |are, byte| are & is(byte))
}

/// The text with what can't be seen written as `\u{…}`, so that source code reads as it is: rustc refuses comments that
/// change the direction of text, and a lone carriage return in docs.
pub fn visible(text: &str) -> Cow<'_, str> {
    if are_all(text, |byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("    "),
            '\r' => {}
            hidden if is_hidden(hidden) => shown.extend(hidden.escape_unicode()),
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// The text as a code span of Markdown, on one line, whatever it holds; also inside a table.
pub fn code_span(text: &str) -> String {
    let line = if text.contains(['\n', '\r']) {
        Cow::Owned(text.replace(['\n', '\r'], " "))
    } else {
        Cow::Borrowed(text)
    };
    let shown = visible(&line);
    match shown.trim() {
        "" if text.is_empty() => "(empty)".to_owned(),
        // Nothing but spaces: quoted, so that there is something to see.
        "" => fenced(&format!("{text:?}")),
        shown => fenced(shown),
    }
}

/// Code within Markdown: as many backticks around it as it has nowhere inside (CommonMark 0.31, 6.1).
pub fn fenced(code: &str) -> String {
    if !code.contains(['`', '\n', '\r']) {
        return ["`", code, "`"].concat();
    }
    let code = code.replace(['\n', '\r'], " ");
    let runs: Vec<usize> = code.split(|c| c != '`').map(str::len).collect();
    let fence = (1..).find(|length| !runs.contains(length)).unwrap_or(1);
    let fence = "`".repeat(fence);
    let touches = code.starts_with('`') || code.ends_with('`');
    let gap = if touches { " " } else { "" };
    format!("{fence}{gap}{code}{gap}{fence}")
}
