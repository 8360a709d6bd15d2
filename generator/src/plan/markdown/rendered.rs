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
        let lines = self.0.get(commonmark);
        lines.map_or_else(|| rustdoc(commonmark), Clone::clone)
    }
}
