//! Reads a file that stands beside the document, for the places of what it says.

use super::{duplicates, text};
use crate::document::{Source, Sources};
use crate::pointer::Location;
use crate::report::Report;

/// The file as a text in which places are found; its keys that stand twice are told. Of a text that can't be read nothing is
/// found: that is for whoever reads what it says.
pub(crate) fn beside(file: &str, text: &str, report: &mut Report) -> Sources {
    let mut sources = Sources::default();
    if let Ok(parsed) = text::parse(file, text) {
        let source = Source::new(text.to_owned(), parsed.root);
        sources.files.insert(file.into(), source);
        duplicates::tell(parsed.duplicates, &Location::root(file), &sources, report);
    }
    sources
}
