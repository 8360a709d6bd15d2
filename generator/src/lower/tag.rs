//! What tells the arms of a union apart: a discriminator, or a member that is a different constant in each.

use crate::api::{Origin, Tag};
use crate::document::SchemaNode;
use crate::maps::Set;
use crate::node::{Identity, Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::constraints;
use super::facts::Facts;
use super::kinds::Kind;
use super::schemas::Schemas;
use super::union::Alternatives;

/// The tag, and for each alternative the values that choose it.
pub(super) type Tagging = (Tag, Vec<Vec<String>>);

impl<'d> Schemas<'d, '_> {
    /// What tells the alternatives apart; `None`: only their shapes do.
    pub(super) fn tagging(
        &mut self,
        facts: &mut Facts<'d>,
        union: &Alternatives<'d>,
    ) -> Option<Tagging> {
        let is_object = |kinds: super::kinds::Kinds| kinds.listed() == [Kind::Object];
        if !union
            .outlines
            .iter()
            .all(|arm| arm.kinds.is_some_and(is_object))
        {
            return None;
        }
        let Some(discriminator) = union.fact.discriminator else {
            return constant_tags(facts, union);
        };
        let tagging = self
            .discriminated(discriminator, union)
            .or_else(|| constant_tags(facts, union));
        if tagging.is_none() {
            facts
                .sentences
                .extend(constraints::discriminator(&Node::Mapping(
                    discriminator.clone(),
                )));
        }
        tagging
    }

    /// The Discriminator Object (OpenAPI 3.1, 4.8.25): its mapping; else what the alternative itself says the member is;
    /// else the name of the schema.
    fn discriminated(
        &mut self,
        discriminator: &'d Mapping,
        union: &Alternatives<'d>,
    ) -> Option<Tagging> {
        let member = discriminator.get("propertyName").and_then(Node::as_str)?;
        let targets: Vec<SchemaNode<'d>> = union
            .places
            .iter()
            .map(|place| self.target_of(place))
            .collect();
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); targets.len()];
        for (tag, target) in discriminator
            .get("mapping")
            .and_then(Node::as_mapping)
            .into_iter()
            .flat_map(Mapping::iter)
        {
            let named = self.named(&union.fact.at, target);
            let arm = named.and_then(|named| {
                let identity = Identity::of(named.node);
                let is_it = |place: &SchemaNode<'_>| Identity::of(place.node) == identity;
                targets
                    .iter()
                    .position(is_it)
                    .or_else(|| union.places.iter().position(is_it))
            });
            match arm.and_then(|index| tags.get_mut(index)) {
                Some(tags) => tags.push(tag.to_owned()),
                None => {
                    let target = target.as_str().unwrap_or("").to_owned();
                    let problem = LowerProblem::UnknownArm {
                        tag: tag.to_owned(),
                        target,
                    };
                    self.warn(&union.fact.at, problem);
                }
            }
        }
        let mut used: Set<String> = tags.iter().flatten().cloned().collect();
        for (index, own) in tags.iter_mut().enumerate() {
            if own.is_empty() {
                let outline = union.outlines.get(index)?;
                let constants = outline
                    .members
                    .get(member)
                    .filter(|texts| !texts.is_empty());
                let names: Vec<String> = match constants {
                    Some(texts) => texts.iter().map(|text| (*text).to_owned()).collect(),
                    None => self.name_of(union.places.get(index)?).into_iter().collect(),
                };
                own.extend(names.into_iter().filter(|name| used.insert(name.clone())));
            }
        }
        let complete = tags.iter().all(|tags| !tags.is_empty());
        complete.then(|| {
            (
                Tag {
                    member: member.to_owned(),
                },
                tags,
            )
        })
    }

    /// The schema that a value of the mapping names: by reference, or by the name of a component.
    pub(super) fn named(&mut self, from: &Location, target: &Node) -> Option<SchemaNode<'d>> {
        let found = self.mapped(from, target)?;
        Some(self.target_of(&found))
    }

    /// As [`Schemas::named`], also where that only refers to another schema.
    pub(super) fn mapped(&self, from: &Location, target: &Node) -> Option<SchemaNode<'d>> {
        let text = target.as_str()?;
        let by_name = format!(
            "#/components/schemas/{}",
            text.replace('~', "~0").replace('/', "~1")
        );
        let old_name = by_name.replacen("components/schemas", "definitions", 1);
        [text, &by_name, &old_name]
            .into_iter()
            .find_map(|reference| self.document.target(from, reference).ok())
    }

    /// The name of the component that an alternative is, or refers to.
    pub(super) fn name_of(&mut self, place: &SchemaNode<'d>) -> Option<String> {
        let target = self.reference_only(place).map(|(target, _)| target);
        match self.origin_of(target.as_ref().unwrap_or(place)) {
            Origin::Component { name } => Some(name),
            Origin::Within { .. }
            | Origin::Shared { .. }
            | Origin::Operation { .. }
            | Origin::Incoming { .. } => None,
        }
    }
}

/// A member that is there in every alternative, limited to values that no other alternative allows.
fn constant_tags(facts: &Facts<'_>, union: &Alternatives<'_>) -> Option<Tagging> {
    let (first, others) = union.outlines.split_first()?;
    first.members.keys().find_map(|name| {
        let mut used: Set<&str> = Set::default();
        let mut tags = Vec::with_capacity(others.len() + 1);
        for arm in std::iter::once(first).chain(others) {
            let texts = arm.members.get(name).filter(|texts| !texts.is_empty())?;
            let is_there = arm.required.contains(name) || facts.required.contains_key(name);
            if !is_there || !texts.iter().all(|text| used.insert(text)) {
                return None;
            }
            tags.push(texts.iter().map(|text| (*text).to_owned()).collect());
        }
        Some((
            Tag {
                member: (*name).to_owned(),
            },
            tags,
        ))
    })
}
