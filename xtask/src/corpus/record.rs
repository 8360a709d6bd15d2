//! What is known about a document: how it was generated, checked, and round-tripped.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::measure::Cost;

/// Everything about one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// Its name in the corpus.
    pub name: String,
    /// Of what program, options and texts this is true.
    pub fingerprint: u64,
    /// The files that the document consists of, relative to its folder.
    pub files: BTreeSet<String>,
    /// Why it could not be judged to the end: a crash, a time-out, a full disk.
    pub trouble: Option<String>,
    /// How it was generated.
    pub generated: Generated,
    /// How the crate was compiled.
    pub check: Option<Check>,
    /// What became of its instances.
    pub trips: Option<Trips>,
}

/// How a document was generated.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Generated {
    /// Seconds from the text to the tree of files.
    pub seconds: f64,
    /// Peak memory of that process in MiB.
    pub memory: f64,
    /// Emitted lines of Rust, without the runtime.
    pub lines: usize,
    /// Lines of the runtime.
    pub runtime_lines: usize,
    /// Models.
    pub models: usize,
    /// The features that some of them are behind.
    pub features: Vec<String>,
    /// Those that no schema stands for alone.
    pub untried: Vec<String>,
    /// Operations that became methods.
    pub operations: usize,
    /// Operations of the document.
    pub declared_operations: usize,
    /// Warnings, by code.
    pub warnings: BTreeMap<String, usize>,
    /// Errors in full; with one, there is no crate.
    pub errors: Vec<String>,
    /// How many keywords were expressed, documented, ignored and unsupported.
    pub keywords: [usize; 4],
}

/// How a crate was compiled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Check {
    /// What `rustc` cost for the library alone.
    pub cost: Option<Cost>,
    /// Each warning in short.
    pub warnings: Vec<String>,
    /// Each error in short.
    pub errors: Vec<String>,
}

/// What became of instances.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Trips {
    /// Rust types that were tried.
    pub types: usize,
    /// Instances that came back as they were.
    pub passed: usize,
    /// Those that did not.
    pub failed: Vec<Failed>,
    /// Instances that could not be built, or that their own schema refuses, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Some of those, for people.
    pub skipped_places: Vec<String>,
    /// Examples of the document that its own schema refuses; they are not instances.
    pub wrong_examples: usize,
    /// What must have an instance, and what has one.
    pub coverage: Coverage,
    /// Instances that fit several arms of a `oneOf`.
    pub ambiguous: usize,
    /// Instances with a member of a wrong type.
    pub wrong_types: usize,
}

/// An instance that did not come back as it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Failed {
    /// Place of the schema.
    pub place: String,
    /// What is special about the instance.
    pub what: String,
    /// The instance, in short.
    pub value: String,
    /// What went wrong.
    pub why: String,
}

/// How a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All is well.
    Good,
    /// The document is wrong, and it is known why.
    Refused,
    /// The generator is not good enough.
    Short,
}

/// Documents that are wrong themselves: name and reason, a line each.
const REFUSED: &str = include_str!("refused.tsv");

/// Why an instance is skipped that its own schema forbids, to the letter.
pub const NO_INSTANCE: &str = "no instance fits";

impl Trips {
    /// How many instances were skipped.
    pub fn skipped(&self) -> usize {
        self.skipped.values().sum()
    }

    /// How many of them are not there because their schema contradicts itself, as far as is known.
    pub fn contradicted(&self) -> usize {
        self.skipped.get(NO_INSTANCE).copied().unwrap_or(0)
    }

    /// Of a hundred instances at most one may be skipped, and one more may have a schema that contradicts itself.
    fn too_many_skipped(&self) -> bool {
        let contradicted = self.contradicted();
        let unbuilt = self.skipped() - contradicted;
        let tried = self.passed + self.failed.len();
        let are_too_many = |number: usize| number * 100 > tried + number;
        are_too_many(unbuilt) || are_too_many(contradicted)
    }
}

impl Record {
    /// How the document stands. Skipped instances count in the total only: a small document has too few for a share.
    pub fn standing(&self) -> Standing {
        self.standing_where(self.reason().is_some())
    }

    fn standing_where(&self, is_listed: bool) -> Standing {
        let is_refused = !self.generated.errors.is_empty();
        let check_fails = self
            .check
            .as_ref()
            .is_none_or(|check| !check.errors.is_empty() || !check.warnings.is_empty());
        let trips_fail = self
            .trips
            .as_ref()
            .is_none_or(|trips| !trips.failed.is_empty());
        match () {
            () if self.trouble.is_some() => Standing::Short,
            () if is_refused && is_listed => Standing::Refused,
            // A reason must not outlive what it is the reason of.
            () if is_refused || is_listed => Standing::Short,
            () if check_fails || trips_fail => Standing::Short,
            () => Standing::Good,
        }
    }

    /// Whether there is a reason to refuse the document, which is not refused.
    pub fn is_listed_in_vain(&self) -> bool {
        self.trouble.is_none() && self.generated.errors.is_empty() && self.reason().is_some()
    }

    /// Why the document is refused, if it is known to be wrong.
    pub fn reason(&self) -> Option<&'static str> {
        let lines = REFUSED.lines().filter_map(|line| line.split_once('\t'));
        lines
            .filter(|(name, _)| *name == self.name)
            .map(|(_, reason)| reason)
            .next()
    }
}

/// Whether all documents together fall short.
pub fn falls_short(records: &[Record]) -> bool {
    let mut all = Trips::default();
    for trips in records.iter().filter_map(|record| record.trips.as_ref()) {
        all.passed += trips.passed + trips.failed.len();
        for (why, number) in &trips.skipped {
            *all.skipped.entry(why.clone()).or_default() += number;
        }
    }
    all.too_many_skipped()
        || records
            .iter()
            .any(|record| record.standing() == Standing::Short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_outlives_its_fault() {
        let mut record = Record {
            check: Some(Check::default()),
            trips: Some(Trips::default()),
            ..Record::default()
        };
        assert_eq!(record.standing_where(false), Standing::Good);
        assert_eq!(record.standing_where(true), Standing::Short);
        record.generated.errors = vec!["it is wrong".to_owned()];
        assert_eq!(record.standing_where(false), Standing::Short);
        assert_eq!(record.standing_where(true), Standing::Refused);
    }

    #[test]
    fn what_has_no_instance_is_counted_on_its_own() {
        let skipped = |reasons: &[(&str, usize)]| Record {
            check: Some(Check::default()),
            trips: Some(Trips {
                passed: 150,
                skipped: reasons
                    .iter()
                    .map(|(why, n)| ((*why).to_owned(), *n))
                    .collect(),
                ..Trips::default()
            }),
            ..Record::default()
        };
        let unbuilt = "could not be built";
        assert!(!falls_short(&[skipped(&[(unbuilt, 1), (NO_INSTANCE, 1)])]));
        assert!(falls_short(&[skipped(&[(unbuilt, 2)])]));
        assert!(falls_short(&[skipped(&[(NO_INSTANCE, 2)])]));
    }
}
