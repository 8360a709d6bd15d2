//! Finds the schemas of a document that stand in no other one.

use std::collections::BTreeSet;

use crate::document::Sources;
use crate::load::Item;
use crate::load::grammar::{Kind, Members, Shape};
use crate::node::{Mapping, Node};
use crate::pointer::Location;

/// Those in what was walked. What stands in another one was walked for a reference of its own.
pub(super) fn find<'w>(
    sources: &Sources,
    walked: impl Iterator<Item = &'w Item>,
) -> BTreeSet<Location> {
    let mut found = BTreeSet::new();
    let mut open: Vec<(Location, Shape, &Node)> = walked
        .filter_map(|(at, shape)| Some((at.clone(), *shape, sources.node(at)?)))
        .collect();
    while let Some((at, shape, node)) = open.pop() {
        match (shape, node) {
            (Shape::One(Kind::Schema), _) => {
                found.insert(at);
            }
            (Shape::One(kind), Node::Mapping(mapping)) => open.extend(members(&at, mapping, kind)),
            (Shape::List(kind), Node::Sequence(items)) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(index, node)| (at.index(index), Shape::One(kind), node)));
            }
            (Shape::Map(kind), Node::Mapping(mapping)) => {
                let members = mapping.iter();
                open.extend(members.map(|(key, node)| (at.key(key), Shape::One(kind), node)));
            }
            (Shape::Any | Shape::One(_) | Shape::List(_) | Shape::Map(_), _) => (),
        }
    }
    let stands_in_another = |at: &Location| {
        let mut around = std::iter::successors(at.parent(), Location::parent);
        around.any(|place| found.contains(&place))
    };
    let outermost = found.iter().filter(|at| !stands_in_another(at));
    outermost.cloned().collect()
}

/// What stands right inside an object of the specification.
fn members<'n>(
    at: &Location,
    mapping: &'n Mapping,
    kind: Kind,
) -> Vec<(Location, Shape, &'n Node)> {
    let shape_of = |key: &str| match kind.members() {
        Members::Listed(listed) => {
            let found = listed.iter().find(|(name, _)| *name == key);
            found.map_or(Shape::Any, |(_, shape)| *shape)
        }
        Members::Keywords(shape_of) => shape_of(key),
        Members::Named(kind) => Shape::One(kind),
    };
    let members = mapping.iter();
    members
        .map(|(key, node)| (at.key(key), shape_of(key), node))
        .collect()
}
