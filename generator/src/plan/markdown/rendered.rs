//! Descriptions rendered ahead, each once: many stand at several places, and one after the other they take as long as lowering
//! the document, which can't be done side by side.

use crate::maps::{Map, Set};
use crate::parallel;

use super::rustdoc;

/// What descriptions come to as rustdoc.
#[derive(Debug, Default)]
pub struct Rendered<'a>(Map<&'a str, Vec<String>>);

impl<'a> Rendered<'a> {
    /// Renders these, without the space at their ends.
    pub fn new(descriptions: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Set<&str> = descriptions.into_iter().map(str::trim_end).collect();
        let texts: Vec<&str> = texts.into_iter().collect();
        let lines = parallel::map(&texts, |text| rustdoc(text));
        Self(texts.into_iter().zip(lines).collect())
    }

    /// As [`rustdoc`].
    pub fn rustdoc(&self, commonmark: &str) -> Vec<String> {
        let lines = self.0.get(commonmark.trim_end());
        lines.map_or_else(|| rustdoc(commonmark), Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_whatever_its_end_is() {
        let mut rendered = Rendered::new(["a *b*\n"]);
        assert_eq!(rendered.0.len(), 1);
        for lines in rendered.0.values_mut() {
            lines.push("rendered ahead".to_owned());
        }
        for text in ["a *b*", "a *b*\n", "a *b* \n\n"] {
            assert_eq!(rendered.rustdoc(text), ["a _b_", "rendered ahead"]);
        }
    }
}
