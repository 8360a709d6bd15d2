//! Writing to the user: texts of documents can't move the cursor, and a reader that goes away is no fault.

use std::io::{self, Write};

use specsmith::characters::is_invisible;

use crate::failure::{Failure, words};

/// Writes lines to standard output. A reader that goes away early, as `head` does, is no failure.
///
/// # Errors
/// When they can't be written for another reason, such as a full disk.
pub fn say(text: &str) -> Result<(), Failure> {
    match write(io::stdout().lock(), text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
            "can't write the output: {}",
            words(&error)
        ))),
        _ => Ok(()),
    }
}

/// Writes lines to standard error. If that fails, there is nowhere left to say so.
pub fn complain(text: &str) {
    let _ = write(io::stderr().lock(), text);
}

fn write(mut stream: impl Write, text: &str) -> io::Result<()> {
    writeln!(stream, "{}", text.trim_end_matches('\n'))?;
    stream.flush()
}

/// The text with every character escaped that would steer a terminal, hide, or reorder the line; line ends and tabs stay.
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => clean.push(character),
            character if character.is_control() || is_invisible(character) => {
                clean.extend(character.escape_unicode());
            }
            character => clean.push(character),
        }
    }
    clean
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
