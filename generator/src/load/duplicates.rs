//! Tells of keys that stand twice in an object: which object it is, and where the second one stands.

use super::text::Duplicate;
use super::walk::Path;
use crate::document::Sources;
use crate::maps::{Map, Set};
use crate::node::{Node, Offset};
use crate::pointer::Location;
use crate::report::{LoadProblem, Report};

/// Tells of all of them in a file that has been read.
pub(super) fn tell(
    duplicates: Vec<Duplicate>,
    file: &Location,
    sources: &Sources,
    report: &mut Report,
) {
    let wanted = duplicates.iter().filter_map(|one| one.first).collect();
    let mut holders = Map::default();
    if let Some(root) = sources.node(file) {
        find(root, &Path::Start(file), &wanted, &mut holders);
    }
    for Duplicate { key, first, again } in duplicates {
        let holder = first.and_then(|first| holders.get(&first));
        let place = again.and_then(|again| sources.line_of_byte(file.file(), again));
        let at = holder.unwrap_or(file).clone();
        report.warn_at(at, place, LoadProblem::DuplicateKey { key });
    }
}

/// The objects that have a member at one of the wanted places.
fn find(node: &Node, path: &Path<'_>, wanted: &Set<Offset>, holders: &mut Map<Offset, Location>) {
    match node {
        Node::Mapping(mapping) => {
            for (key, offset, node) in mapping.iter_with_offsets() {
                if let Some(offset) = offset.filter(|offset| wanted.contains(offset)) {
                    holders.insert(offset, path.location());
                }
                find(node, &path.key(key), wanted, holders);
            }
        }
        Node::Sequence(items) => {
            for (index, node) in items.iter().enumerate() {
                find(node, &path.index(index), wanted, holders);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => (),
    }
}
