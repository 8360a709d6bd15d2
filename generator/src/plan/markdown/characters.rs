//! Takes out of a text what a reader can't see or what makes a reader see something else.

use crate::characters::{are_all, is_invisible};
use std::borrow::Cow;
use std::fmt::Write;

/// The stops of tabs, as CommonMark has them.
const TAB: usize = 4;

/// A text of visible characters, spaces and `\n`.
///
/// Tabs become spaces up to the next stop. Controls and invisible characters are removed. Characters that reorder the
/// text around them (which rustc refuses in a comment) are shown by their code point.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if are_all(text, |byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let before = out.len();
        match character {
            '\n' => out.push('\n'),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            '\t' => out.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                // Writing to a string can't fail.
                let _ = write!(out, "U+{:04X}", u32::from(character));
            }
            _ if character.is_whitespace() => out.push(' '),
            _ if character.is_control() || is_invisible(character) => {}
            _ => out.push(character),
        }
        column = if out.ends_with('\n') {
            0
        } else {
            column + out.get(before..).map_or(0, |added| added.chars().count())
        };
    }
    Cow::Owned(out)
}
