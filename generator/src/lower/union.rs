//! `oneOf` and `anyOf`.

use std::sync::Arc;

use crate::api::{Arm, Origin, Role, SchemaId, Shape, Tag, TextFormat, Use};
use crate::document::{SchemaNode, is_structure};
use crate::maps::Map;
use crate::node::{Mapping, Node};
use crate::report::LowerProblem;

use super::constraints;
use super::facts::{Facts, UnionFact};
use super::inheritance;
use super::kinds::{Kind, Kinds};
use super::ledger::Fate;
use super::outline::Outline;
use super::part::Parts;
use super::scalar;
use super::schemas::Schemas;
use super::tag::Tagging;
use super::values::Values;

/// A union whose alternatives are looked at together.
pub(super) struct Alternatives<'d> {
    /// The keyword that says it.
    pub(super) fact: UnionFact<'d>,
    /// The alternatives but `null`.
    pub(super) places: Vec<SchemaNode<'d>>,
    /// The outline of each.
    pub(super) outlines: Vec<Arc<Outline<'d>>>,
}

impl Alternatives<'_> {
    fn is_object(&self) -> bool {
        self.outlines.iter().all(|arm| arm.is_object())
    }
}

impl<'d> UnionFact<'d> {
    /// An alternative in its place.
    pub(super) fn place(&self, index: usize, node: &'d Node) -> SchemaNode<'d> {
        let at = self.at.index(index);
        SchemaNode { at, node }
    }
}

/// More schemas than this are not made of the unions of one schema: they would tell a reader nothing.
const COMBINED: usize = 64;

impl<'d> Schemas<'d, '_> {
    /// The shape of a schema with `oneOf` or `anyOf`; `None` when there is none, or when it only adds conditions.
    pub(super) fn union_shape(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &mut Facts<'d>,
    ) -> Option<Shape> {
        let mut open = Vec::new();
        let is_null = facts.values.as_ref().is_some_and(Values::are_null);
        for fact in std::mem::take(&mut facts.unions) {
            if is_null {
                // Whatever the alternatives are, another part leaves nothing of them.
                let places = fact.arms.iter().enumerate();
                let places: Vec<_> = places.map(|(arm, node)| fact.place(arm, node)).collect();
                self.account_unreachable(&places);
                continue;
            }
            let places = self.arms_of(&fact, parts.kinds_without(fact.part));
            if places.is_empty() && !fact.arms.is_empty() {
                let is_never = fact.arms.iter().all(|arm| *arm == Node::Bool(false));
                return Some(if is_never { Shape::Never } else { Shape::Null });
            }
            if !places.is_empty() && !self.is_condition(&fact, facts) {
                open.push(self.alternatives(fact, places));
            }
        }
        let Some((first, others)) = open.split_first() else {
            return self.union_of_heirs(id, parts, facts);
        };
        let combined = combinations(&open) <= COMBINED && open.iter().all(Alternatives::is_object);
        if let Some(shape) = self.scalar_union(first, facts) {
            self.document_only(others, facts);
            return Some(shape);
        }
        let mut parts = parts.clone();
        if !combined {
            self.document_only(others, facts);
            for other in others {
                parts.close(other.fact.part, other.fact.keyword);
            }
        }
        let tagging = self.tagging(facts, first);
        if let Some((tag, _)) = &tagging {
            self.tell_undeclared(facts, first, &tag.member);
        }
        let combined = combined && !others.is_empty();
        Some(self.union_proper(id, &parts, facts, first, tagging, combined))
    }

    pub(super) fn alternatives(
        &mut self,
        fact: UnionFact<'d>,
        places: Vec<SchemaNode<'d>>,
    ) -> Alternatives<'d> {
        let outlines = places.iter().map(|place| self.outline(place)).collect();
        Alternatives {
            fact,
            places,
            outlines,
        }
    }

    /// Tells of unions beside another that are not expressed.
    fn document_only(&mut self, unions: &[Alternatives<'d>], facts: &mut Facts<'d>) {
        for union in unions {
            self.warn(&union.fact.at, LowerProblem::SecondUnion {});
            let sentence = constraints::satisfies_one(union.fact.arms);
            facts.sentences.push(sentence);
        }
    }

    /// Whether the alternatives only say what else must hold of a schema that is known without them. Then they are a
    /// sentence.
    fn is_condition(&mut self, fact: &UnionFact<'d>, facts: &mut Facts<'d>) -> bool {
        let maps: Option<Vec<&'d Mapping>> = fact.arms.iter().map(Node::as_mapping).collect();
        let Some(maps) = maps else {
            return false;
        };
        let has_only = |is_it: fn(&str) -> bool| {
            let mut maps = maps.iter();
            maps.all(|map| map.iter().all(|(key, _)| is_it(key)))
        };
        let mut groups: Vec<Vec<&str>> = Vec::new();
        for map in &maps {
            let names = map
                .get("required")
                .and_then(Node::as_sequence)
                .unwrap_or_default();
            groups.push(names.iter().filter_map(Node::as_str).collect());
        }
        let are_groups = groups.iter().all(|group| !group.is_empty());
        let is_structured = facts.typed || !facts.members.is_empty() || facts.values.is_some();
        let sentence = if are_groups && has_only(is_requirement) {
            constraints::alternatives(&groups)
        } else if is_structured && has_only(is_condition) {
            constraints::satisfies_one(fact.arms)
        } else {
            return false;
        };
        facts.sentences.push(sentence);
        for (index, (node, map)) in fact.arms.iter().zip(&maps).enumerate() {
            let fate = |key: &str| match key {
                "title" | "description" if are_groups => Fate::Ignored,
                _ => Fate::Documented,
            };
            let known: Vec<(&str, Fate)> = map.iter().map(|(key, _)| (key, fate(key))).collect();
            if self.is_first(node) {
                self.ledger.account(&fact.at.index(index), map, &known);
            }
        }
        true
    }

    /// Unions that are no unions for a client: lists of values, and texts of several formats.
    fn scalar_union(&mut self, union: &Alternatives<'d>, facts: &mut Facts<'d>) -> Option<Shape> {
        // What an alternative does not say of its type, may stand beside the union.
        let beside = facts.typed.then_some(facts.kinds);
        let are = |kinds: &[Kind]| {
            let is_it = |outline: &Arc<Outline<'_>>| {
                let listed = outline.kinds.or(beside).map(Kinds::listed);
                matches!(listed.as_deref(), Some([kind]) if kinds.contains(kind))
            };
            union.outlines.iter().all(is_it)
        };
        let is_text = are(&[Kind::String]);
        let is_integer = are(&[Kind::Integer]);
        if !is_text && !are(&[Kind::Integer, Kind::Number]) {
            return None;
        }
        let mut arms: Vec<Facts<'d>> = Vec::with_capacity(union.places.len());
        for place in &union.places {
            self.account_wrappers(place);
            let place = self.target_of(place);
            let parts = self.flatten(&place);
            arms.push(self.facts_of(&parts.list));
        }
        let are_listed = is_text || is_integer || arms.iter().all(Facts::lists_integers);
        if !are_listed || arms.iter().any(|arm| !arm.unions.is_empty()) {
            return None;
        }
        let formats: Vec<TextFormat> = arms.iter().map(scalar::text_format).collect();
        let is_binary = |format: &TextFormat| *format == TextFormat::Binary;
        // Octets may be a file, which no text is.
        let is_mixed = formats.iter().any(is_binary) && !formats.iter().all(is_binary);
        // A type that holds all of them does not tell what each says.
        let is_plain = |arm: &Facts<'_>| {
            arm.values.is_some() || arm.format.is_none() && arm.sentences.is_empty()
        };
        let are_told = arms.iter().all(is_plain);
        let sentence = constraints::satisfies_one(union.fact.arms);
        if !is_mixed && let Some(shape) = self.enumeration_of_arms(&mut arms) {
            facts.sentences.extend((!are_told).then_some(sentence));
            return Some(shape);
        }
        facts.sentences.push(sentence);
        if is_mixed || !is_text {
            return None;
        }
        match formats.split_first() {
            Some((first, others)) if others.iter().all(|format| format == first) => {
                Some(Shape::Text(first.clone()))
            }
            Some(_) | None => Some(Shape::Text(TextFormat::Plain)),
        }
    }

    /// A union proper. Where several unions hold (`combined`), each alternative of the first is a union by the others.
    pub(super) fn union_proper(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &Facts<'d>,
        union: &Alternatives<'d>,
        tagging: Option<Tagging>,
        combined: bool,
    ) -> Shape {
        let mut arms: Vec<Arm> = Vec::with_capacity(union.places.len());
        let mut indexes: Map<SchemaId, usize> = Map::default();
        for (index, place) in union.places.iter().enumerate() {
            let is_parent = inheritance::is_parent(parts, union, place);
            let is_more = combined || adds_members(facts, union, index) || is_parent;
            let tag = tagging.as_ref().map(|(tag, _)| tag);
            let schema = match tag
                .filter(|_| !is_parent)
                .and_then(|tag| self.alone(union, place, tag))
            {
                Some(schema) => schema,
                None => self.arm(id, parts, union, (index, place), is_more),
            };
            let tags = tagging
                .as_ref()
                .and_then(|(_, tags)| tags.get(index))
                .cloned()
                .unwrap_or_default();
            if schema == id {
                continue;
            }
            let index = *indexes.entry(schema).or_insert(arms.len());
            match arms.get_mut(index) {
                Some(known) => known.tags.extend(tags),
                None => arms.push(Arm { schema, tags }),
            }
        }
        match arms.as_slice() {
            [] => {
                self.error(&union.fact.at, LowerProblem::CircularSchema {});
                Shape::Any
            }
            [only] if union.fact.keyword != inheritance::KEYWORD => Shape::Same(Use {
                schema: only.schema,
                nullable: false,
            }),
            _ => self.told_apart(id, arms, tagging.map(|(tag, _)| tag)),
        }
    }

    /// A union of these. Alternatives that have no tag beside others that have one are told apart by shape, the others
    /// together being one.
    fn told_apart(&mut self, id: SchemaId, arms: Vec<Arm>, tag: Option<Tag>) -> Shape {
        let is_tagged = |arm: &Arm| !arm.tags.is_empty();
        let at = self.table.get(id.0).map(|schema| schema.at.clone());
        let (Some(at), Some(index), false) = (
            at.filter(|_| tag.is_some()),
            arms.iter().position(is_tagged),
            arms.iter().all(is_tagged),
        ) else {
            return Shape::Union { arms, tag };
        };
        let (arms, mut others): (Vec<Arm>, Vec<Arm>) = arms.into_iter().partition(is_tagged);
        let name = Some(Kind::Object.noun().to_owned());
        let role = Role::Arm { index, name };
        let origin = Origin::Within { owner: id, role };
        let schema = self.made_up(
            at.key("type").key(Kind::Object.name()),
            origin,
            Shape::Union { arms, tag },
        );
        let tags = Vec::new();
        others.insert(index, Arm { schema, tags });
        let (arms, tag) = (others, None);
        Shape::Union { arms, tag }
    }

    /// An alternative: the schema that stands there, or that schema and what is said beside the union, if that is more.
    fn arm(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        union: &Alternatives<'d>,
        (index, place): (usize, &SchemaNode<'d>),
        is_more: bool,
    ) -> SchemaId {
        let name = self.name_of(place);
        let role = Role::Arm { index, name };
        let origin = Origin::Within { owner: id, role };
        if !is_more {
            return self.use_of(place, origin).schema;
        }
        let UnionFact { part, keyword, .. } = union.fact;
        let whole = parts.clone().closed(part, keyword);
        let whole = whole.and(self.flatten(place));
        let at = self.table.get(id.0).map_or_else(
            || place.at.clone(),
            |schema| schema.at.key(keyword).index(index),
        );
        self.combine(whole, None, at, origin)
    }
}

/// Whether an object is more than its alternative says: members beside the union, or more of them required.
fn adds_members(facts: &Facts<'_>, union: &Alternatives<'_>, index: usize) -> bool {
    union.outlines.get(index).is_some_and(|arm| {
        let mut members = facts.members.keys();
        let mut required = facts.required.keys();
        arm.is_object()
            && (members.any(|name| !arm.members.contains_key(name))
                || required.any(|name| !arm.required.contains(name)))
    })
}

/// How many schemas it takes to write out every choice of an alternative from each union.
fn combinations(unions: &[Alternatives<'_>]) -> usize {
    unions.iter().fold(1, |product, union| {
        product.saturating_mul(union.places.len())
    })
}

/// Whether a keyword adds a condition, or words, without saying what a value is.
fn is_condition(key: &str) -> bool {
    let is_text = matches!(key, "title" | "description" | "example" | "deprecated");
    key == "required" || is_text || constraints::is_known(key) && !is_structure(key)
}

/// Whether a keyword of an alternative says no more than which members must be there.
fn is_requirement(key: &str) -> bool {
    matches!(key, "required" | "title" | "description" | "type")
}
