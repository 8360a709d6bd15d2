//! Whether `null` is a value of a schema: the one place that knows all spellings.

use crate::document::SchemaNode;
use crate::node::{Identity, Mapping, Node};
use crate::pointer::Path;

use super::part::REFERENCES;
use super::schemas::Schemas;

/// What a schema says about `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// Nothing: whoever combines it with something else decides.
    Unsaid,
    /// `null` is not allowed.
    No,
    /// `null` is allowed.
    Yes,
    /// Only `null` is allowed.
    Only,
}

/// Deeper chains of references through `allOf` and `anyOf` than this say nothing: only a circle or a hostile document has
/// them.
pub(super) const DEPTH: usize = 99;

impl<'d> Schemas<'d, '_> {
    /// Whether `null` is a value here, beside others.
    pub(super) fn is_nullable(&mut self, place: &SchemaNode<'d>) -> bool {
        self.nulls_of(place) == Nulls::Yes
    }

    /// Whether an alternative, one of these, is `null` and nothing else.
    pub(super) fn is_null(&mut self, alternatives: &[Node], at: &Path<'_>, node: &'d Node) -> bool {
        self.nulls_of_node(at, node) == Nulls::Only || means_null(alternatives, node)
    }

    /// What the schema says about `null`.
    pub(super) fn nulls_of(&mut self, place: &SchemaNode<'d>) -> Nulls {
        self.nulls_at(&Path::Start(&place.at), place.node, 0)
    }

    /// The same, where the place is not spelled out yet.
    pub(super) fn nulls_of_node(&mut self, at: &Path<'_>, node: &'d Node) -> Nulls {
        self.nulls_at(at, node, 0)
    }

    fn nulls_at(&mut self, at: &Path<'_>, node: &'d Node, depth: usize) -> Nulls {
        let Some(map) = node.as_mapping() else {
            return Nulls::Unsaid;
        };
        if let Some(said) = stated(map) {
            return said;
        }
        let identity = Identity::of(node);
        if let Some(known) = self.nulls.get(identity, depth) {
            return known;
        }
        if depth > DEPTH {
            self.nulls.cut();
            return Nulls::Unsaid;
        }
        let asked = self.nulls.ask(identity, depth);
        let nulls = self.nulls_of_parts(at, map, depth);
        self.nulls.insert(asked, nulls);
        nulls
    }

    /// What references, parts and alternatives say together.
    fn nulls_of_parts(&mut self, at: &Path<'_>, map: &'d Mapping, depth: usize) -> Nulls {
        let mut nulls = Nulls::Unsaid;
        for (key, value) in map.iter() {
            let said = match key {
                _ if REFERENCES.contains(&key) => match self.followed(&at.key(key), value) {
                    Some(SchemaNode { at, node }) => {
                        self.nulls_at(&Path::Start(&at), node, depth + 1)
                    }
                    None => Nulls::Unsaid,
                },
                "allOf" => self.fold(&at.key(key), value, depth, all),
                "anyOf" | "oneOf" => self.fold(&at.key(key), value, depth, any),
                // Alternatives, as no type is stated.
                "prefixItems" => self.fold(&at.key(key), value, depth, any),
                "properties" | "items" | "additionalProperties" => Nulls::No,
                _ => Nulls::Unsaid,
            };
            nulls = all(nulls, said);
        }
        nulls
    }

    fn fold(
        &mut self,
        at: &Path<'_>,
        list: &'d Node,
        depth: usize,
        combine: fn(Nulls, Nulls) -> Nulls,
    ) -> Nulls {
        let items = list.as_sequence().unwrap_or_default().iter().enumerate();
        let said = items.map(|(index, node)| self.nulls_at(&at.index(index), node, depth + 1));
        said.reduce(combine).unwrap_or(Nulls::Unsaid)
    }
}

/// Whether an alternative only says that there may be no value: any object or `null`, beside a reference. What is made from
/// OData says `null` so.
fn means_null(arms: &[Node], arm: &Node) -> bool {
    let has_reference = |node: &Node| {
        let map = node.as_mapping();
        map.is_some_and(|map| REFERENCES.iter().any(|key| map.contains(key)))
    };
    let names = arm.get("type").and_then(Node::as_sequence);
    let names = names.into_iter().flatten().map(Node::as_str);
    let says_more = |key: &str| !["type", "title", "description"].contains(&key);
    arms.len() == 2
        && arms.iter().any(has_reference)
        && names.eq([Some("object"), Some("null")])
        && !arm
            .as_mapping()
            .is_some_and(|map| map.iter().any(|(key, _)| says_more(key)))
}

/// What a schema's own keywords say. A list of values with `null` in it means it, whatever `type` beside it says; a list
/// without it does not take back a `null` of `type`: documents are written so.
fn stated(map: &Mapping) -> Option<Nulls> {
    let (mut constant, mut list, mut kinds) = (None, None, None);
    for (key, value) in map.iter() {
        match key {
            "const" => constant = Some(value),
            "enum" => list = Some(value),
            "type" => kinds = Some(value),
            _ => {}
        }
    }
    let values = match (constant, list) {
        (Some(value), _) => Some(listed(std::slice::from_ref(value), |value| {
            *value == Node::Null
        })),
        (None, Some(list)) => list
            .as_sequence()
            .map(|list| listed(list, |value| *value == Node::Null)),
        (None, None) => None,
    };
    if values == Some(Nulls::Only) {
        return values;
    }
    let is_null = |name: &Node| name.as_str() == Some("null") || *name == Node::Null;
    let kinds = match kinds {
        Some(Node::Sequence(names)) => Some(listed(names, is_null)),
        Some(name) => Some(listed(std::slice::from_ref(name), is_null)),
        None => None,
    };
    match (kinds, values) {
        (Some(Nulls::No), Some(Nulls::Yes)) => Some(Nulls::Yes),
        (Some(kinds), _) => Some(kinds),
        (None, values) => values,
    }
}

fn listed(list: &[Node], is_null: impl Fn(&Node) -> bool) -> Nulls {
    match list.iter().filter(|item| is_null(item)).count() {
        0 => Nulls::No,
        count if count == list.len() => Nulls::Only,
        _ => Nulls::Yes,
    }
}

/// Both hold.
fn all(one: Nulls, other: Nulls) -> Nulls {
    match (one, other) {
        (Nulls::Unsaid, said) | (said, Nulls::Unsaid) => said,
        (Nulls::No, _) | (_, Nulls::No) => Nulls::No,
        (Nulls::Only, _) | (_, Nulls::Only) => Nulls::Only,
        (Nulls::Yes, Nulls::Yes) => Nulls::Yes,
    }
}

/// One of them holds.
fn any(one: Nulls, other: Nulls) -> Nulls {
    match (one, other) {
        (Nulls::Only, Nulls::Only) => Nulls::Only,
        (Nulls::Yes | Nulls::Only, _) | (_, Nulls::Yes | Nulls::Only) => Nulls::Yes,
        (Nulls::No, Nulls::No) => Nulls::No,
        (Nulls::Unsaid, Nulls::Unsaid | Nulls::No) | (Nulls::No, Nulls::Unsaid) => Nulls::Unsaid,
    }
}
