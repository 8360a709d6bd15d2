//! What tells the arms of a union apart: a discriminator, or a member that is a different constant in each.

use std::sync::Arc;

use crate::api::{Origin, Tag};
use crate::document::SchemaNode;
use crate::maps::{Map, Set};
use crate::node::{ByNode, Identity, Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::constraints;
use super::facts::{Facts, UnionFact};
use super::inheritance::KEYWORD;
use super::kinds::{Kind, Kinds};
use super::ledger::Fate;
use super::outline::Outline;
use super::part::{Part, Rank};
use super::schemas::Schemas;
use super::union::Alternatives;

/// The keyword by which an heir says its own tag: 2.0 has no mapping, and documents of Azure say it so.
pub(super) const HEIR: &str = "x-ms-discriminator-value";

/// The tag, and for each alternative the values that choose it.
pub(super) type Tagging = (Tag, Vec<Vec<String>>);

impl<'d> Schemas<'d, '_> {
    /// What tells the alternatives apart; `None`: only their shapes do. A discriminator that can't is told.
    pub(super) fn tagging(
        &mut self,
        facts: &mut Facts<'d>,
        union: &Alternatives<'d>,
    ) -> Option<Tagging> {
        let Some(discriminator) = union.fact.discriminator else {
            return constant_tags(facts, union).or_else(|| self.inherited_tags(union));
        };
        let tagging = self.discriminated(&union.fact.at, discriminator, union);
        let mut tagging = tagging.or_else(|| constant_tags(facts, union));
        match (&mut tagging, discriminator.get("defaultMapping")) {
            (None, _) => self.unusable(facts, &union.fact, discriminator),
            (Some(_), None) => {}
            (Some((tag, tags)), Some(target)) => {
                let said = Node::Mapping(discriminator.clone());
                facts.sentences.extend(constraints::discriminator(&said));
                let arms = self.arms_by_node(union);
                let arm = self.arm_named(&union.fact.at, &arms, target);
                let arm = arm.and_then(|arm| tags.get(arm));
                tag.default = arm.and_then(|tags| tags.first()).cloned();
                if tag.default.is_none() {
                    let object = union.fact.at.parent();
                    let object = object.unwrap_or_else(|| union.fact.at.clone());
                    self.warn(&object.key(KEYWORD), LowerProblem::DefaultArm {});
                }
            }
        }
        tagging
    }

    /// What the parent of all alternatives says that tells them apart: a list of heirs need not repeat it.
    fn inherited_tags(&mut self, union: &Alternatives<'d>) -> Option<Tagging> {
        let mut common: Option<Vec<Part<'d>>> = None;
        for place in &union.places {
            let target = self.target_of(place);
            // One that has heirs itself stands for them, too.
            let has_heirs = self.heirs_of().contains_key(&Identity::of(target.node));
            if has_heirs || target.node.get(KEYWORD).is_some() {
                return None;
            }
            let mut parents = self.flatten(&target).list;
            parents.retain(|part| part.rank == Rank::Referenced && part.map.contains(KEYWORD));
            if let Some(known) = common {
                let is_common = |part: &Part<'_>| known.iter().any(|it| it.key() == part.key());
                parents.retain(is_common);
            }
            common = Some(parents);
        }
        let parent = common?.pop()?;
        let discriminator = parent.map.get(KEYWORD)?.as_mapping()?;
        let member = discriminator.get("propertyName").and_then(Node::as_str)?;
        let mut arms = union.outlines.iter();
        let is_there = arms.all(|arm| arm.required.contains(member));
        let at = parent.at.key(KEYWORD);
        is_there.then(|| self.discriminated(&at, discriminator, union))?
    }

    /// Which of the alternatives a mapping names.
    fn arm_named(&mut self, from: &Location, arms: &ByNode<usize>, target: &Node) -> Option<usize> {
        let target = self.named(from, target)?;
        arms.get(&Identity::of(target.node)).copied()
    }

    /// The alternatives by what they lead to, by themselves, and by what that is as it is written.
    fn arms_by_node(&mut self, union: &Alternatives<'d>) -> ByNode<usize> {
        let mut arms = ByNode::default();
        for (index, place) in union.places.iter().enumerate() {
            let target = self.target_of(place);
            arms.entry(Identity::of(target.node)).or_insert(index);
        }
        for (index, place) in union.places.iter().enumerate() {
            arms.entry(Identity::of(place.node)).or_insert(index);
        }
        for (index, place) in union.places.iter().enumerate() {
            let target = self.target_of(place);
            let written = self.as_written(&target);
            arms.entry(Identity::of(written.node)).or_insert(index);
        }
        arms
    }

    /// Tells of a discriminator by which no alternative can be chosen.
    fn unusable(&mut self, facts: &mut Facts<'d>, fact: &UnionFact<'d>, said: &'d Mapping) {
        let member = said.get("propertyName").and_then(Node::as_str);
        let member = member.unwrap_or_default().to_owned();
        let problem = match fact.keyword {
            KEYWORD => LowerProblem::HeirsNotTold { member },
            _ => LowerProblem::DiscriminatorNotUsable { member },
        };
        self.warn(&fact.at, problem);
        if let Some(object) = fact.at.parent() {
            self.ledger.amend(&object, KEYWORD, Fate::Documented);
        }
        let said = Node::Mapping(said.clone());
        let sentence = constraints::discriminator(&said);
        facts.sentences.extend(sentence);
    }

    /// The Discriminator Object (OpenAPI 3.1, 4.8.25): its mapping; else that of a schema from which this one inherits; else
    /// what the alternative itself says the member is; else the name of the schema. Alternatives that are no objects have no
    /// tag.
    fn discriminated(
        &mut self,
        from: &Location,
        discriminator: &'d Mapping,
        union: &Alternatives<'d>,
    ) -> Option<Tagging> {
        let member = discriminator.get("propertyName").and_then(Node::as_str)?;
        let are_told = union.outlines.iter().all(|arm| {
            let kinds = arm.kinds.unwrap_or(Kinds::ALL);
            kinds == OBJECT || !kinds.has(Kind::Object)
        });
        let objects = union.outlines.iter().filter(|arm| is_object(arm)).count();
        // Others may inherit from a parent of one heir.
        let least = if union.fact.keyword == KEYWORD { 1 } else { 2 };
        if !are_told || objects < least {
            return None;
        }
        let mut tags = self.mapped_tags(from, discriminator, union);
        let is_mapped = tags.iter().any(|tags| !tags.is_empty());
        let names: Vec<Option<String>> = union
            .places
            .iter()
            .map(|place| self.name_of(place))
            .collect();
        let claims = Claims::new(member, union);
        let mut used: Set<String> = tags.iter().flatten().cloned().collect();
        for (own, place) in tags.iter_mut().zip(&union.places) {
            if own.is_empty() {
                let said = self.target_of(place).node.get(HEIR);
                let said = said.and_then(Node::as_str).map(str::to_owned);
                own.extend(said.filter(|text| used.insert(text.clone())));
            }
            if own.is_empty() && union.fact.keyword == KEYWORD {
                let said = self.tags_by_ancestors(place, member).into_iter();
                own.extend(
                    said.map(str::to_owned)
                        .filter(|text| used.insert(text.clone())),
                );
            }
        }
        for (index, own) in tags.iter_mut().enumerate() {
            if own.is_empty() {
                let name = names.get(index)?.as_deref();
                let texts = claims.own(index, name);
                own.extend(texts.into_iter().filter(|text| used.insert(text.clone())));
            }
        }
        let defaults = self.default_tags(member, union, &names);
        for (own, said) in tags.iter_mut().zip(defaults) {
            if own.is_empty() {
                own.extend(said.filter(|text| used.insert(text.clone())));
            }
        }
        for (index, own) in tags.iter_mut().enumerate() {
            if own.is_empty() && union.outlines.get(index).is_some_and(|arm| is_object(arm)) {
                // Values that are no one's may be those of this alternative, whatever its name is.
                let is_clear = claims.texts(index).iter().all(|text| used.contains(*text));
                let name = names.get(index)?.clone();
                let name = name.filter(|name| (is_mapped || is_clear) && used.insert(name.clone()));
                own.push(name?);
            }
        }
        Some((by(member), tags))
    }

    /// For each alternative, the values that the mapping gives it.
    fn mapped_tags(
        &mut self,
        from: &Location,
        discriminator: &'d Mapping,
        union: &Alternatives<'d>,
    ) -> Vec<Vec<String>> {
        let arms = self.arms_by_node(union);
        let member = discriminator.get("propertyName").and_then(Node::as_str);
        // Of a union in the union it is enough that it allows the value.
        let is_allowed = |tag: &str| {
            let mut arms = union.outlines.iter();
            let member = member.unwrap_or_default();
            arms.any(|arm| {
                arm.members
                    .get(member)
                    .is_some_and(|texts| texts.contains(&tag))
            })
        };
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); union.places.len()];
        for (tag, target) in discriminator
            .get("mapping")
            .and_then(Node::as_mapping)
            .into_iter()
            .flat_map(Mapping::iter)
        {
            let arm = self.arm_named(from, &arms, target);
            match arm.and_then(|index| tags.get_mut(index)) {
                Some(tags) => tags.push(tag.to_owned()),
                // A parent may have more heirs than a list of some.
                None if union.fact.discriminator.is_none() => {}
                // An arm takes the tag by itself; what the mapping leads to is elsewhere.
                None if is_allowed(tag) && self.named(from, target).is_some() => {}
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
        tags
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
        let named = match target {
            Some(target) if !self.document.is_led(&place.at.key("$ref")) => target,
            Some(target) => self.as_written(&target),
            None => self.as_written(place),
        };
        match self.origin_of(&named) {
            Origin::Component { name } => Some(name),
            Origin::Within { .. }
            | Origin::Shared { .. }
            | Origin::Operation { .. }
            | Origin::Incoming { .. } => None,
        }
    }
}

/// The values that each alternative allows for one member.
struct Claims<'u> {
    /// Those of each.
    of: Vec<&'u [&'u str]>,
    /// How many alternatives allow each value.
    all: Map<&'u str, usize>,
    /// How many allow it and no other.
    alone: Map<&'u str, usize>,
}

impl<'u> Claims<'u> {
    fn new(member: &str, union: &'u Alternatives<'_>) -> Self {
        let texts = |arm: &'u Arc<Outline<'_>>| arm.members.get(member).map(Vec::as_slice);
        let arms = union.outlines.iter();
        let of: Vec<&[&str]> = arms.map(|arm| texts(arm).unwrap_or_default()).collect();
        let (mut all, mut alone) = (Map::default(), Map::default());
        for texts in &of {
            let each: Set<&str> = texts.iter().copied().collect();
            each.iter()
                .for_each(|text| *all.entry(*text).or_default() += 1);
            if let [only] = texts {
                *alone.entry(*only).or_default() += 1;
            }
        }
        Self { of, all, alone }
    }

    /// The values that an alternative allows; none: any.
    fn texts(&self, index: usize) -> &'u [&'u str] {
        self.of.get(index).copied().unwrap_or_default()
    }

    /// The values that are those of this alternative: one that it names alone, several that no other allows, or, of a
    /// list that it shares with others, the one that is its name, however that is spelled.
    fn own(&self, index: usize, name: Option<&str>) -> Vec<String> {
        let texts = self.texts(index);
        let others = |counts: &Map<&str, usize>, text: &str, own: bool| {
            counts.get(text).copied().unwrap_or_default() > usize::from(own)
        };
        let is_anothers = |text: &&str| others(&self.alone, text, texts.len() == 1);
        let is_shared = |text: &&str| texts.len() > 1 && others(&self.all, text, true);
        let texts = texts.iter().copied();
        let free: Vec<&str> = texts.filter(|text| !is_anothers(text)).collect();
        if !free.iter().any(is_shared) {
            return free.into_iter().map(str::to_owned).collect();
        }
        let named = free.iter().find(|text| name == Some(text));
        let spelled = |text: &&&str| name.is_some_and(|name| plain(name).eq(plain(text)));
        let named = named.or_else(|| free.iter().find(spelled));
        named.map(|text| (*text).to_owned()).into_iter().collect()
    }
}

/// Letters and digits alone: tools write the name of a schema in many ways.
fn plain(name: &str) -> impl Iterator<Item = char> + '_ {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

fn by(member: &str) -> Tag {
    Tag {
        member: member.to_owned(),
        default: None,
    }
}

/// What has members: only there can be a tag.
const OBJECT: Kinds = Kinds::NONE.with(Kind::Object);

fn is_object(arm: &Outline<'_>) -> bool {
    arm.kinds == Some(OBJECT)
}

/// A member that is there in every alternative, limited to values that no other alternative allows.
fn constant_tags(facts: &Facts<'_>, union: &Alternatives<'_>) -> Option<Tagging> {
    let (first, others) = union.outlines.split_first()?;
    if !union.outlines.iter().all(|arm| is_object(arm)) {
        return None;
    }
    first.members.keys().find_map(|name| {
        let mut used: Set<&str> = Set::default();
        let mut tags = Vec::with_capacity(others.len() + 1);
        for arm in std::iter::once(first).chain(others) {
            let texts = arm.members.get(name).filter(|texts| !texts.is_empty())?;
            let is_there = arm.required.contains(name) || facts.required.contains_key(name);
            let is_told = is_there && !arm.nullable.contains(name);
            if !is_told || !texts.iter().all(|text| used.insert(text)) {
                return None;
            }
            tags.push(texts.iter().map(|text| (*text).to_owned()).collect());
        }
        Some((by(name), tags))
    })
}
