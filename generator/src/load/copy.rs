//! Copies what a `$ref` names to where the specification has no reference, but documents do: `content: {$ref: …}`.

use std::collections::BTreeMap;

use super::text;
use super::walk::{Reference, Weight, is_reference};
use crate::document::{Sources, descend_mut};
use crate::maps::Map;
use crate::node::{COPIES, Node};
use crate::pointer::Location;
use crate::report::{LoadProblem, Report};

/// A copy to be made.
struct Copy<'r> {
    reference: &'r Reference,
    /// Where the copy will stand.
    place: Location,
    /// What is copied.
    target: Location,
}

/// How far the copies inside something are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Begun,
    Done,
}

/// What to do next.
enum Step {
    Enter(usize),
    Leave(usize),
}

/// Makes all of them. Copies inside of what is copied come first: what is copied has no reference in it then.
pub(super) fn copy_all(sources: &mut Sources, references: &[Reference], report: &mut Report) {
    let copies = copies(sources, references);
    let places = copies.iter().enumerate();
    let places: BTreeMap<&Location, usize> = places.map(|(index, it)| (&it.place, index)).collect();
    let mut progress: Map<&Location, Progress> = Map::default();
    let mut budget = COPIES;
    let mut steps: Vec<Step> = (0..copies.len()).rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        let (Step::Enter(index) | Step::Leave(index)) = step;
        let Some(copy) = copies.get(index) else {
            continue;
        };
        if matches!(step, Step::Leave(_)) {
            progress.insert(&copy.target, Progress::Done);
        } else if let Some(Progress::Begun) = progress.get(&copy.target) {
            let reference = copy.reference.text.clone();
            let problem = LoadProblem::CircularReference { reference };
            report.warn(copy.reference.at.clone(), problem);
            continue;
        } else if !progress.contains_key(&copy.target) {
            progress.insert(&copy.target, Progress::Begun);
            steps.push(Step::Leave(index));
            steps.extend(inside(&places, &copy.target).into_iter().map(Step::Enter));
            continue;
        }
        if let Err(problem) = make(sources, copy, &mut budget) {
            return report.error(copy.reference.at.clone(), problem);
        }
    }
}

/// The references that something is copied to, and what each leads to before any copy is made.
fn copies<'r>(sources: &Sources, references: &'r [Reference]) -> Vec<Copy<'r>> {
    let copied = references
        .iter()
        .filter(|reference| reference.weight == Weight::Copied);
    let copies = copied.filter_map(|reference| {
        Some(Copy {
            place: reference.at.parent()?,
            target: sources.resolve(&reference.at, &reference.text).ok()?,
            reference,
        })
    });
    copies.collect()
}

/// The copies that are made at a place, or anywhere inside of it.
fn inside(places: &BTreeMap<&Location, usize>, target: &Location) -> Vec<usize> {
    let first = target.below("/");
    let is_inside = |place: &Location| {
        place.file() == first.file() && place.pointer().starts_with(first.pointer())
    };
    let within = places
        .range::<Location, _>(&first..)
        .take_while(|(place, _)| is_inside(place))
        .map(|(_, index)| *index);
    places
        .get(target)
        .copied()
        .into_iter()
        .chain(within)
        .collect()
}

fn make(sources: &mut Sources, copy: &Copy<'_>, budget: &mut usize) -> Result<(), LoadProblem> {
    let Copy { place, target, .. } = copy;
    let Some(node) = sources.node(target) else {
        return Ok(());
    };
    let (count, depth) = node.measure();
    let Some(left) = budget.checked_sub(count) else {
        return Err(LoadProblem::TooManyCopies { limit: COPIES });
    };
    *budget = left;
    if place.segments().count() + depth > text::DEPTH {
        let limit = text::DEPTH;
        return Err(LoadProblem::TooDeep { limit });
    }
    let node = node.clone();
    // It leads back here, which was told.
    if node.as_mapping().is_some_and(is_reference) {
        return Ok(());
    }
    let source = sources.files.get_mut(place.file());
    if let Some(here) = source.and_then(|source| descend_mut(&mut source.root, place)) {
        put(here, node);
        sources.copies.insert(place.clone(), target.clone());
    }
    Ok(())
}

/// What was there beside the `$ref` stays.
fn put(here: &mut Node, copy: Node) {
    let mut own = std::mem::replace(here, copy);
    if let (Node::Mapping(copy), Some(own)) = (here, own.as_mapping_mut()) {
        own.remove("$ref");
        let own = own.iter();
        copy.set_all(own.map(|(key, node)| (key.into(), None, node.clone())));
    }
}
