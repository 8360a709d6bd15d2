//! Writing to the user: texts of documents can't move the cursor, and a reader that goes away is no fault.

use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes lines to standard output.
pub fn say(text: &str) {
    emit(io::stdout().lock(), text);
}

/// Writes lines to standard error.
pub fn complain(text: &str) {
    emit(io::stderr().lock(), text);
}

/// `codegen --show plan | head` closes our output early: that is how `head` works, and nothing else could be told to
/// anyone if it failed for another reason.
fn emit(mut stream: impl Write, text: &str) {
    let _ = writeln!(stream, "{}", text.trim_end_matches('\n')).and_then(|()| stream.flush());
}

/// The text with every character escaped that would steer a terminal or reorder the line: control characters but for
/// line ends and tabs, and the marks of bidirectional text.
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => clean.push(character),
            character if character.is_control() || is_bidi(character) => {
                let _ = write!(clean, "{}", character.escape_unicode());
            }
            character => clean.push(character),
        }
    }
    clean
}

fn is_bidi(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line of at most `width` characters, for lists.
pub fn one_line(text: &str, width: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = printable(&words);
    match clean.char_indices().nth(width) {
        Some(_) => {
            let kept: String = clean.chars().take(width.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
        None => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_text_steers_nothing() {
        assert_eq!(
            printable("a\u{1b}[2Jb\u{202e}c\r"),
            "a\\u{1b}[2Jb\\u{202e}c\\u{d}"
        );
        assert_eq!(printable("Größe\tüber\n"), "Größe\tüber\n");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(one_line("ä\n ö\u{1b}", 20), "ä ö\\u{1b}");
        assert_eq!(one_line("äöüäöü", 4), "äöü…");
        assert_eq!(one_line("äöüä", 4), "äöüä");
    }
}
