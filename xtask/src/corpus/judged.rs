//! The instances of all types, judged by a validator that is not ours before they are used.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use specsmith::document::Document;
use specsmith::pointer::Location;

use super::builder::Builder;
use super::cycles::Cycles;
use super::instances::{self, Instance, Standing};
use super::judges::Judges;
use super::prepare::Types;
use super::schemas::Schemas;

/// No schema has more instances.
const INSTANCES: usize = 500;

/// So many places of skipped instances are kept for people.
const PLACES: usize = 20;

/// What there is to know about the instances beside the table.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Prepared {
    /// Rust types.
    pub types: usize,
    /// Instances that could not be built, or that their own schema refuses, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Some of those.
    pub skipped_places: Vec<String>,
    /// Examples that their own schema refuses.
    pub wrong_examples: usize,
}

/// Builds the instances; the table has a line for each: number of the type, place, what is special, JSON.
pub fn prepare(document: &Document, types: &Types) -> (Prepared, String) {
    let places: Vec<Location> = types.values().flatten().cloned().collect();
    let schemas = Schemas::collect(document, &places);
    let mut work = Work {
        schemas: &schemas,
        builder: Builder::new(&schemas),
        cycles: Cycles::of(&schemas),
        judges: Judges::of(&schemas),
        prepared: Prepared {
            types: types.len(),
            ..Prepared::default()
        },
        table: String::new(),
    };
    for (number, places) in types.values().enumerate() {
        let mut seen = Vec::new();
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
    prepared: Prepared,
    table: String,
}

impl Work<'_> {
    fn schema(&mut self, number: usize, place: &Location, seen: &mut Vec<String>) {
        let Some(name) = self.schemas.name(place) else {
            return;
        };
        let (instances, missed) = instances::of(self.schemas, &self.builder, &self.cycles, &name);
        for what in missed {
            self.skip(place, &what, "could not be built");
        }
        for instance in instances.into_iter().take(INSTANCES) {
            if !self.stands(&name, place, &instance) {
                continue;
            }
            let text = instance.value.to_string();
            if !seen.contains(&text) {
                let what = instance.what.replace(['\t', '\n', '\r'], " ");
                let _ = writeln!(self.table, "{number}\t{place}\t{what}\t{text}");
                seen.push(text);
            }
        }
    }

    /// Whether an instance is right as a sample.
    fn stands(&mut self, name: &str, place: &Location, instance: &Instance) -> bool {
        if instance.standing == Standing::Unforeseen {
            return true;
        }
        let fault = match self.judges.fault(name, &instance.value) {
            Ok(keyword) => keyword,
            Err(reason) => Some(reason),
        };
        match fault {
            None => true,
            Some(_) if instance.standing == Standing::Example => {
                self.prepared.wrong_examples += 1;
                false
            }
            Some(keyword) => {
                self.skip(place, &instance.what, &format!("refused by {keyword}"));
                false
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
