//! What tells the alternatives of a union apart: the little that must be known of each before it is read.

use std::sync::Arc;

use crate::document::SchemaNode;
use crate::maps::{OrderedMap, OrderedSet};
use crate::node::{Identity, Node};
use crate::pointer::Path;

use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::part::UNIONS;
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
    /// Names of members that are limited to values, or `null`, which is no tag.
    pub(super) nullable: OrderedSet<&'d str>,
}

/// Deeper unions in unions than this are not looked into: a circle has no end.
pub(super) const DEPTH: usize = 8;

/// Longer chains of references than this are not followed for an outline.
const CHAIN: usize = 32;

impl<'d> Schemas<'d, '_> {
    /// The outline of a schema.
    pub(super) fn outline(&mut self, place: &SchemaNode<'d>) -> Arc<Outline<'d>> {
        self.outline_at(place, 0)
    }

    fn outline_at(&mut self, place: &SchemaNode<'d>, depth: usize) -> Arc<Outline<'d>> {
        let place = self.target_of(place);
        if let Some(known) = self.outlines.get(Identity::of(place.node), depth) {
            return known;
        }
        let parts = self.flatten(&place);
        let facts = self.facts_of(&parts.list);
        let asked = self.outlines.ask(Identity::of(place.node), depth);
        let outline = Arc::new(self.outline_of(&facts, depth));
        self.outlines.insert(asked, Arc::clone(&outline));
        outline
    }

    fn outline_of(&mut self, facts: &Facts<'d>, depth: usize) -> Outline<'d> {
        let mut outline = Outline {
            kinds: facts.kinds_stated(),
            members: OrderedMap::default(),
            required: facts.required.keys().copied().collect(),
            nullable: OrderedSet::default(),
        };
        for (name, declarations) in &facts.members {
            let mut limited = Vec::new();
            for place in declarations.iter().rev() {
                limited = self.texts_of(place);
                if !limited.is_empty() {
                    let is_nullable = self.is_nullable(place);
                    outline.nullable.extend(is_nullable.then_some(*name));
                    break;
                }
            }
            outline.members.insert(name, limited);
        }
        if depth == DEPTH && !facts.unions.is_empty() {
            self.outlines.cut();
        } else {
            for union in &facts.unions {
                let arms = self.arms_of(union, Kinds::ALL);
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
        let listed = listed(target.node).or_else(|| self.listed_by_all(&target));
        listed.unwrap_or_default()
    }

    /// The same of a union: the values of all alternatives.
    fn listed_by_all(&mut self, place: &SchemaNode<'d>) -> Option<Vec<&'d str>> {
        let (keyword, arms) = UNIONS
            .iter()
            .find_map(|key| Some((*key, place.node.get(key)?.as_sequence()?)))?;
        let start = Path::Start(&place.at);
        let list = start.key(keyword);
        let mut texts = Vec::new();
        for (index, node) in arms.iter().enumerate() {
            let at = list.index(index);
            if !self.is_null(arms, &at, node) {
                let at = at.location();
                let arm = self.target_of(&SchemaNode { at, node });
                texts.extend(listed(arm.node)?);
            }
        }
        Some(texts)
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

/// The values that a schema lists beside `null`, if it lists any and each of them may be a tag.
fn listed(node: &Node) -> Option<Vec<&str>> {
    let values = match node.get("const") {
        Some(value) => std::slice::from_ref(value),
        None => node.get("enum")?.as_sequence()?,
    };
    let values = values.iter().filter(|value| **value != Node::Null);
    values.map(tag_text).collect()
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
    fn add_common(&mut self, arms: &[Arc<Self>]) {
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
            if arms.iter().any(|arm| arm.nullable.contains(name)) {
                self.nullable.insert(name);
            }
            // In a circle, they come again and again.
            let all: OrderedSet<&str> = all.filter(|_| limited).collect();
            self.members.insert(name, all.into_iter().collect());
            if arms.iter().all(|arm| arm.required.contains(name)) {
                self.required.insert(name);
            }
        }
    }
}
