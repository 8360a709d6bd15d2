//! Which representations of its bodies an operation keeps: one way to write its request, one way to read each answer.
//!
//! Rule: what is written or read in the same way as the chosen representation is kept beside it. Another way to write a
//! request is an operation of its own where it can send what the chosen one can't: files, octets, another schema. All others
//! are left out, with the schemas that only they have; rustdoc lists them, and one warning those that say something else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, MediaType, Operation};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::choices::Choices;
use super::content::texts_of_parts;
use super::covered::is_skipped;
use super::fold::Folded;
use super::form::misfits;
use super::offers::Choice;

/// How many places a message names.
const PLACES: usize = 3;

/// Representations that no operation keeps, and whether they say something that those that are kept do not.
pub type Unused = BTreeMap<Location, bool>;

/// Operations with the representations that they keep, and what became of the others.
pub struct Kept<'a> {
    /// Each followed by those that write its request in another way.
    pub operations: Vec<Cow<'a, Operation>>,
    /// The other representations.
    pub unused: Unused,
}

impl Kept<'_> {
    /// The operations without those that are left out by choice.
    pub fn called(&self, choices: &Choices) -> Vec<&Operation> {
        let all = self.operations.iter().map(AsRef::as_ref);
        all.filter(|operation| !is_skipped(operation, choices))
            .collect()
    }
}

/// Chooses for all operations that are covered.
pub fn keep<'a>(
    api: &'a Api,
    folded: &Folded,
    covered: Vec<&'a Operation>,
    report: &mut Report,
) -> Kept<'a> {
    let mut choice = Choice::new(api, folded);
    let mut kept = Vec::with_capacity(covered.len());
    for operation in covered {
        choice.operation(operation, &mut kept, report);
    }
    let mut unused = choice.unused;
    // What one operation leaves out, another one of the same document may keep.
    for media in kept.iter().flat_map(|operation| contents(operation)) {
        unused.remove(&media.at);
    }
    tell_misfits(api, &kept, report);
    let lost = unused.iter().filter(|(_, lost)| **lost);
    let lost = lost.map(|(at, _)| at).collect();
    tell(report, &lost, |count, places| {
        PlanProblem::OtherRepresentations { count, places }
    });
    let texts = kept
        .iter()
        .flat_map(|operation| texts_of_parts(api, operation));
    let texts: BTreeSet<&Location> = texts.collect();
    tell(report, &texts, |count, places| PlanProblem::TextOfMembers {
        count,
        places,
    });
    unused.extend(texts.into_iter().map(|at| (at.clone(), true)));
    Kept {
        operations: kept,
        unused,
    }
}

/// The representations of the request and of all answers.
fn contents(operation: &Operation) -> impl Iterator<Item = &MediaType> {
    let body = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation.responses.iter();
    body.chain(answers.flat_map(|response| &response.content))
}

/// Warns of the parts of multipart bodies that can't be written in their media types.
fn tell_misfits(api: &Api, kept: &[Cow<'_, Operation>], report: &mut Report) {
    let bodies = kept.iter().filter_map(|operation| operation.body.as_ref());
    for media in bodies.flat_map(|body| &body.content) {
        for (encoding, content_type) in misfits(api, media) {
            let member = encoding.member.clone();
            let at = media.at.key("encoding").key(&member).key("contentType");
            let content_type = content_type.to_owned();
            let problem = PlanProblem::PartMediaType {
                member,
                content_type,
            };
            report.warn(at, problem);
        }
    }
}

/// One warning for all of these places.
fn tell(
    report: &mut Report,
    lost: &BTreeSet<&Location>,
    problem: impl FnOnce(usize, String) -> PlanProblem,
) {
    let Some(first) = lost.first() else {
        return;
    };
    let count = lost.len();
    let mut places: Vec<String> = lost.iter().take(PLACES).map(ToString::to_string).collect();
    if count > PLACES {
        places.push(format!("and {} more", count - PLACES));
    }
    report.warn((*first).clone(), problem(count, places.join(", ")));
}
