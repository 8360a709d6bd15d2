//! Walks a whole document: its components, which are about half of it, side by side with the rest.

use super::grammar::{Kind, Members, Shape};
use super::walk::{Found, Path, Resource, walk};
use crate::dialect::Dialect;
use crate::node::Node;
use crate::parallel;
use crate::report::Report;

/// Walks an OpenAPI Object of version 3. What is found and told is in the order in which one walk would find it.
pub(super) fn walk_whole(
    root: &mut Node,
    (path, resource): (&Path<'_>, &Resource),
    dialect: Dialect,
    found: &mut Found,
    report: &mut Report,
) {
    let mut later: Vec<_> = from_components_on()
        .filter_map(|(key, shape)| {
            Some((
                key,
                shape,
                std::mem::replace(member(root, key)?, Node::Null),
            ))
        })
        .collect();
    let walk_later = || {
        let (mut found, mut report) = (Found::default(), Report::default());
        for (key, shape, node) in &mut later {
            let place = (&path.key(key), resource);
            walk(
                node,
                *shape,
                place,
                (dialect, None),
                &mut found,
                &mut report,
            );
        }
        (found, report)
    };
    // What takes longer, which are nearly always the paths, stays with this thread: to wait for another one takes its time.
    let walk_first = || {
        let shape = Shape::One(Kind::OpenApi);
        walk(
            root,
            shape,
            (path, resource),
            (dialect, None),
            found,
            report,
        );
    };
    let ((), of_later) = parallel::both(walk_first, walk_later);
    for (key, _, node) in later {
        if let Some(place) = member(root, key) {
            *place = node;
        }
    }
    found.append(of_later.0);
    report.append(of_later.1);
}

/// The members that are walked last, in this order.
fn from_components_on() -> impl Iterator<Item = (&'static str, Shape)> {
    let members = match Kind::OpenApi.members() {
        Members::Listed(listed) => listed,
        Members::Keywords(_) | Members::Named(_) => &[],
    };
    let is_before = |(key, _): &&(&str, Shape)| *key != "components";
    members.iter().skip_while(is_before).copied()
}

fn member<'n>(root: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    root.as_mapping_mut()?.get_mut(key)
}
