//! The instances of all types, judged by a validator that is not ours before they are used.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use specsmith::document::Document;
use specsmith::pointer::Location;

use super::builder::Builder;
use super::coverage::{Coverage, Target};
use super::cycles::Cycles;
use super::instances::{self, Instance, Standing};
use super::judges::{Judges, Unions};
use super::prepare::Types;
use super::record::NO_INSTANCE;
use super::schemas::Schemas;

/// No schema has more instances, not even a list of all units or airports; those beyond are counted as skipped.
const INSTANCES: usize = 10_000;

/// So many places of skipped instances are kept for people.
const PLACES: usize = 40;

/// What there is to know about the instances beside the table.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Prepared {
    /// Rust types.
    pub types: usize,
    /// What must have an instance, and what has one.
    pub coverage: Coverage,
    /// Instances that could not be built, or that their own schema refuses, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Some of those.
    pub skipped_places: Vec<String>,
    /// Examples that their own schema refuses, or that are of no type that it speaks of.
    pub wrong_examples: usize,
    /// Instances that fit several arms of a `oneOf`, which allows one: documents are seldom so strict, so they are tried.
    pub ambiguous: usize,
    /// Instances with a member of a wrong type.
    pub wrong_types: usize,
}

/// Builds the instances; the table has a line for each: number of the type, what is expected (see `runner.rs`), place, what is
/// special, JSON.
pub fn prepare(document: &Document, types: &Types) -> (Prepared, String) {
    let places: Vec<Location> = types.values().flatten().cloned().collect();
    let schemas = Schemas::collect(document, &places);
    let mut work = Work {
        schemas: &schemas,
        builder: Builder::new(&schemas),
        cycles: Cycles::of(&schemas),
        judges: Judges::of(&schemas, Unions::Loose),
        exact: Judges::of(&schemas, Unions::Exact),
        prepared: Prepared {
            types: types.len(),
            ..Prepared::default()
        },
        table: String::new(),
    };
    for (number, places) in types.values().enumerate() {
        let mut seen = BTreeSet::new();
        for place in places {
            work.schema(number, place, &mut seen);
        }
    }
    (work.prepared, work.table)
}

struct Work<'s> {
    schemas: &'s Schemas,
    builder: Builder<'s>,
    cycles: Cycles,
    judges: Judges,
    exact: Judges,
    prepared: Prepared,
    table: String,
}

impl Work<'_> {
    fn schema(&mut self, number: usize, place: &Location, seen: &mut BTreeSet<String>) {
        let Some(name) = self.schemas.name(place) else {
            return;
        };
        let made = instances::of(self.schemas, &self.builder, &self.cycles, &name);
        for what in &made.missed {
            self.skip(place, what, "could not be built");
        }
        for what in &made.contradicted {
            self.skip(place, what, NO_INSTANCE);
        }
        if made.untried > 0 {
            let ways = format!("{} ways to choose arms", made.untried);
            self.skip(place, &ways, "too many ways to choose arms");
        }
        self.prepared.wrong_examples += made.misfits;
        let mut tried = BTreeSet::<Target>::new();
        for (index, instance) in made.all.into_iter().enumerate() {
            if index >= INSTANCES {
                self.skip(place, &instance.what, "too many instances");
                continue;
            }
            let Some(expected) = self.expected(&name, place, &instance) else {
                continue;
            };
            let text = instance.value.to_string();
            let what = instance.what.replace(['\t', '\n', '\r'], " ");
            tried.extend(instance.targets);
            if seen.insert(format!("{expected}\t{text}")) {
                let _ = writeln!(self.table, "{number}\t{expected}\t{place}\t{what}\t{text}");
                self.prepared.wrong_types += usize::from(!expected.is_empty());
            }
        }
        let all = made.targets.into_iter().collect();
        self.prepared.coverage.count(&all, &tried);
    }

    /// What an instance has to give, as the table has it; `None`: it is not right as a sample.
    fn expected(&mut self, name: &str, place: &Location, instance: &Instance) -> Option<String> {
        if instance.standing == Standing::Unforeseen {
            return Some(String::new());
        }
        let fault = match self.judges.fault(name, &instance.value) {
            Ok(keyword) => keyword,
            Err(reason) => Some(reason),
        };
        match (fault, &instance.standing) {
            (fault, Standing::Wrong(wrong)) => {
                // Another arm may accept it, which a discriminator does not choose.
                let must_fail = wrong.must_fail && fault.is_some();
                let sign = if must_fail { '!' } else { '?' };
                let member = wrong.member.replace(['\t', '\n', '\r'], "?");
                Some(format!("{sign}{member}"))
            }
            (None, _) => {
                let exact = self.exact.fault(name, &instance.value);
                self.prepared.ambiguous += usize::from(exact.is_ok_and(|fault| fault.is_some()));
                Some(String::new())
            }
            (Some(_), Standing::Example) => {
                self.prepared.wrong_examples += 1;
                None
            }
            (Some(keyword), _) => {
                self.skip(place, &instance.what, &format!("refused by {keyword}"));
                None
            }
        }
    }

    fn skip(&mut self, place: &Location, what: &str, why: &str) {
        *self.prepared.skipped.entry(why.to_owned()).or_default() += 1;
        if self.prepared.skipped_places.len() < PLACES {
            self.prepared
                .skipped_places
                .push(format!("{place}: {what}: {why}"));
        }
    }
}
