//! What tells the alternatives of a union apart: the little that must be known of each before it is read.

use std::rc::Rc;

use crate::document::SchemaNode;
use crate::maps::{OrderedMap, OrderedSet};
use crate::node::{Identity, Node};

use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::schemas::Schemas;

/// A schema from afar.
#[derive(Debug, Default)]
pub(super) struct Outline<'d> {
    /// Its types, if they are known.
    pub(super) kinds: Option<Kinds>,
    /// Names of its members, with the values that they are limited to, as texts, if they are.
    pub(super) members: OrderedMap<&'d str, Vec<&'d str>>,
    /// Names of members that are always there.
    pub(super) required: OrderedSet<&'d str>,
}

/// Deeper unions in unions than this are not looked into: a circle has no end.
const DEPTH: usize = 8;

/// Longer chains of references than this are not followed for an outline.
const CHAIN: usize = 32;

impl<'d> Schemas<'d, '_> {
    /// The outline of a schema.
    pub(super) fn outline(&mut self, place: &SchemaNode<'d>) -> Rc<Outline<'d>> {
        self.outline_at(place, 0)
    }

    fn outline_at(&mut self, place: &SchemaNode<'d>, depth: usize) -> Rc<Outline<'d>> {
        let place = self.target_of(place);
        if let Some(known) = self.outlines.get(Identity::of(place.node), depth) {
            return known;
        }
        let parts = self.flatten(&place);
        let facts = self.facts_of(&parts.list);
        let before = self.outlines.cuts();
        let outline = Rc::new(self.outline_of(&facts, depth));
        self.outlines
            .insert(Identity::of(place.node), depth, Rc::clone(&outline), before);
        outline
    }

    fn outline_of(&mut self, facts: &Facts<'d>, depth: usize) -> Outline<'d> {
        let mut outline = Outline {
            kinds: facts.kinds_stated(),
            members: OrderedMap::default(),
            required: facts.required.keys().copied().collect(),
        };
        for (name, declarations) in &facts.members {
            let limited = declarations
                .iter()
                .rev()
                .map(|place| self.texts_of(place))
                .find(|texts| !texts.is_empty());
            outline.members.insert(name, limited.unwrap_or_default());
        }
        if depth == DEPTH && !facts.unions.is_empty() {
            self.outlines.cut();
        } else {
            for union in &facts.unions {
                let arms = self.arms_of(union);
                let arms: Vec<_> = arms
                    .iter()
                    .map(|arm| self.outline_at(arm, depth + 1))
                    .collect();
                outline.add_common(&arms);
            }
        }
        outline
    }

    /// The values that a member is limited to, if each of them may be a tag.
    fn texts_of(&mut self, place: &SchemaNode<'d>) -> Vec<&'d str> {
        let target = self.target_of(place);
        let Some(map) = target.node.as_mapping() else {
            return Vec::new();
        };
        let values = match (map.get("const"), map.get("enum")) {
            (Some(value), _) => std::slice::from_ref(value),
            (None, list) => list.and_then(Node::as_sequence).unwrap_or_default(),
        };
        let texts: Option<Vec<&str>> = values.iter().map(tag_text).collect();
        texts.unwrap_or_default()
    }

    /// The schema that a chain of references leads to.
    pub(super) fn target_of(&mut self, place: &SchemaNode<'d>) -> SchemaNode<'d> {
        let mut place = place.clone();
        for _ in 0..CHAIN {
            match self.reference_only(&place) {
                Some((target, _)) => place = target,
                None => break,
            }
        }
        place
    }
}

/// The text of a value that may be a tag: a text, or the JSON of an integer or a truth value.
fn tag_text(value: &Node) -> Option<&str> {
    match value {
        Node::String(text) => Some(text),
        Node::Number(text) => text.parse::<i64>().is_ok().then_some(text),
        Node::Bool(true) => Some("true"),
        Node::Bool(false) => Some("false"),
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}

impl<'d> Outline<'d> {
    /// Whether it is an object, as far as is known.
    pub(super) fn is_object(&self) -> bool {
        self.kinds.is_none_or(|kinds| kinds.has(Kind::Object))
    }

    /// Adds what all alternatives of a union have.
    fn add_common(&mut self, arms: &[Rc<Self>]) {
        let Some((first, others)) = arms.split_first() else {
            return;
        };
        if self.kinds.is_none() && others.iter().all(|arm| arm.kinds == first.kinds) {
            self.kinds = first.kinds;
        }
        for (name, texts) in &first.members {
            let all: Option<Vec<_>> = others.iter().map(|arm| arm.members.get(name)).collect();
            let Some(all) = all else {
                continue;
            };
            let limited = !texts.is_empty() && all.iter().all(|texts| !texts.is_empty());
            let all = std::iter::once(texts).chain(all).flatten().copied();
            // In a circle, they come again and again.
            let all: OrderedSet<&str> = all.filter(|_| limited).collect();
            self.members.insert(name, all.into_iter().collect());
            if arms.iter().all(|arm| arm.required.contains(name)) {
                self.required.insert(name);
            }
        }
    }
}
