//! What `--report` saves: all findings, and what became of every keyword of the document, place by place.

use std::collections::BTreeMap;

use serde::Serialize;
use specsmith::document::Document;
use specsmith::lower::{Counts, Fate, Ledger};
use specsmith::pointer::Location;
use specsmith::report::Report;

use super::Inputs;
use crate::confined::Confined;
use crate::failure::Failure;

/// The file that `--report` writes.
#[derive(Serialize)]
pub(super) struct Saved<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// How often each keyword met each fate; only where a crate was made.
    keywords: Option<BTreeMap<&'a str, Counts>>,
    /// Every keyword at every place, in the order in which they were read.
    places: Vec<Place<'a>>,
}

/// A keyword at its place.
#[derive(Serialize)]
struct Place<'a> {
    keyword: &'a str,
    fate: Fate,
    /// File and pointer, as they are in the text.
    at: Location,
    line: Option<usize>,
}

impl<'a> Saved<'a> {
    /// The account is that of a document of which a crate was made.
    pub(super) fn new(report: &'a Report, account: Option<(&'a Ledger, &Document)>) -> Self {
        let places = account.into_iter().flat_map(|(ledger, document)| {
            ledger.occurrences().map(|occurrence| {
                let at = occurrence.object.key(occurrence.keyword);
                Place {
                    keyword: occurrence.keyword,
                    fate: occurrence.fate,
                    line: document.line(&at).map(|(line, _)| line),
                    at: document.original(&at),
                }
            })
        });
        Self {
            report,
            keywords: account.map(|(ledger, _)| ledger.counts()),
            places: places.collect(),
        }
    }
}

/// The document once more: generation lets go of it when all that it finds has its line, and few want the others.
pub(super) fn document(inputs: &Inputs) -> Result<Option<Document>, Failure> {
    let files = Confined::around(&inputs.spec)?;
    let mut told_already = Report::default();
    Ok(specsmith::load::load(
        files.entry(),
        &files,
        &mut told_already,
    ))
}
