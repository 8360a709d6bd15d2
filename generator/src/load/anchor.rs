//! The anchors of a file that nothing but a reference to one of them leads to: what is not walked yet has told none.

use crate::document::Sources;
use crate::node::{Mapping, Node};
use crate::pointer::Location;

/// Notes the schema that a reference to a file means by its anchor, if it does, and that is not known yet.
pub(super) fn find(sources: &mut Sources, file: &str, reference: &str) {
    let (_, name) = reference.split_once('#').unwrap_or_default();
    let root = Location::root(file);
    let key = (root.clone(), name.to_owned());
    if name.is_empty() || name.starts_with('/') || sources.anchors.contains_key(&key) {
        return;
    }
    let node = sources.node(&root);
    if let Some(place) = node.and_then(|node| anchored(node, root, name)) {
        sources.anchors.insert(key, place);
    }
}

/// The place inside a resource that has this anchor.
fn anchored(node: &Node, root: Location, name: &str) -> Option<Location> {
    let mut open = vec![(root.clone(), node)];
    while let Some((at, node)) = open.pop() {
        let says = |key| node.get(key).and_then(Node::as_str);
        let is_other = says("$id").is_some_and(|id| !id.starts_with('#')) && at != root;
        if is_other {
            continue;
        }
        if ["$anchor", "$dynamicAnchor"]
            .into_iter()
            .any(|key| says(key) == Some(name))
        {
            return Some(at);
        }
        let members = node.as_mapping().into_iter().flat_map(Mapping::iter);
        open.extend(members.map(|(key, member)| (at.key(key), member)));
        let items = node.as_sequence().unwrap_or_default().iter().enumerate();
        open.extend(items.map(|(index, item)| (at.index(index), item)));
    }
    None
}
