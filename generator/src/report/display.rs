//! How a report reads in a terminal: as those of `rustc` and `cargo` do.

use crate::characters::is_invisible;
use std::fmt::{self, Write};

use super::{Diagnostic, Report, Severity};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            writeln!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.problem.code();
        write!(f, "{}[{code}]: ", self.severity)?;
        harmless(f, &self.problem.to_string())?;
        if let Some(at) = &self.at {
            f.write_str("\n  --> ")?;
            harmless(f, at.file())?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
                if let Some(column) = self.column {
                    write!(f, ":{column}")?;
                }
            }
            if !at.pointer().is_empty() {
                f.write_str(" (#")?;
                harmless(f, at.pointer())?;
                f.write_char(')')?;
            }
        }
        let hint = self.problem.hint();
        if !hint.is_empty() {
            f.write_str("\n   = hint: ")?;
            harmless(f, &hint)?;
        }
        Ok(())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Writes a text that may come from a document, so that it can't move the cursor, break the line or turn it around.
fn harmless(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for character in text.chars() {
        if is_harmful(character) {
            write!(f, "{}", character.escape_default())?;
        } else {
            f.write_char(character)?;
        }
    }
    Ok(())
}

/// What steers a terminal, hides, or reorders a line.
fn is_harmful(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use crate::pointer::Location;
    use crate::report::{LoadProblem, Report};

    #[test]
    fn hostile_texts_stay_in_their_line() {
        let mut report = Report::default();
        let key = "a\n\u{1b}[31m\u{202e}b".to_owned();
        let at = Location::root("spec.yaml").key("x\ty");
        report.error(at, LoadProblem::DuplicateKey { key });
        assert_eq!(
            report.to_string(),
            "error[duplicate-key]: the key `a\\n\\u{1b}[31m\\u{202e}b` stands here twice; the last one holds\n  \
             --> spec.yaml (#/x\\ty)\n   \
             = hint: remove or rename one of the two\n"
        );
    }
}
