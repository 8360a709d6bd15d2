//! Copies what a `$ref` names to where the specification has no reference, but documents do: `content: {$ref: …}`.

use super::text;
use super::walk::{Reference, Weight, is_reference};
use crate::document::{Sources, descend_mut};
use crate::node::Node;
use crate::report::{LoadProblem, Report};

/// Nodes that may be copied in a document.
const BUDGET: usize = 1_000_000;

/// Copies all of them, the innermost first, because those were found last.
pub(super) fn copy_all(sources: &mut Sources, references: &[Reference], report: &mut Report) {
    let mut budget = BUDGET;
    let copied = references
        .iter()
        .rev()
        .filter(|reference| reference.weight == Weight::Copied);
    for reference in copied {
        let Ok(target) = sources.resolve(&reference.at, &reference.text) else {
            continue;
        };
        let Some(node) = sources.node(&target) else {
            continue;
        };
        let Some(place) = reference.at.parent() else {
            continue;
        };
        let (count, depth) = measure(node);
        match budget.checked_sub(count) {
            Some(left) => budget = left,
            None => return report.error(reference.at.clone(), LoadProblem::TooLarge {}),
        }
        if place.segments().count() + depth > text::DEPTH {
            let limit = text::DEPTH;
            return report.error(reference.at.clone(), LoadProblem::TooDeep { limit });
        }
        let node = node.clone();
        // Whatever the target refers to has been copied there by now, unless it leads back here, which was told.
        if node.as_mapping().is_some_and(is_reference) {
            continue;
        }
        let source = sources.files.get_mut(place.file());
        if let Some(here) = source.and_then(|source| descend_mut(&mut source.root, &place)) {
            put(here, node);
            sources.copies.insert(place, target);
        }
    }
}

/// What was there beside the `$ref` stays.
fn put(here: &mut Node, copy: Node) {
    let mut own = std::mem::replace(here, copy);
    if let (Node::Mapping(copy), Some(own)) = (here, own.as_mapping_mut()) {
        own.remove("$ref");
        for (key, node) in own.iter() {
            copy.set(key, node.clone());
        }
    }
}

/// How many nodes there are, and how many levels of them.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(count, depth), inner: &Node| {
        let (inner_count, inner_depth) = measure(inner);
        (count + inner_count, inner_depth.max(depth))
    };
    let (count, depth) = match node {
        Node::Sequence(items) => items.iter().fold((0, 0), add),
        Node::Mapping(mapping) => mapping.iter().map(|(_, node)| node).fold((0, 0), add),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => (0, 0),
    };
    (count + 1, depth + 1)
}
