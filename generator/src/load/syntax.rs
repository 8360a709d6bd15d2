//! What a text is written in: JSON or YAML.

use crate::report::LoadProblem;

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// The text is not written in it.
    pub(super) fn problem(self, message: String) -> LoadProblem {
        match self {
            Self::Json => LoadProblem::NotJson { message },
            Self::Yaml => LoadProblem::NotYaml { message },
        }
    }
}

/// Whether a file says by its name that it is JSON.
pub(super) fn says_json(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// Whether a text begins as JSON does, and no YAML that people write: behind brackets with a quoted key.
pub(super) fn looks_like_json(text: &str) -> bool {
    let is_opening = |character: char| character.is_whitespace() || "{[".contains(character);
    text.trim_start().starts_with(['{', '['])
        && text
            .trim_start_matches(is_opening)
            .starts_with(['"', '}', ']'])
}
