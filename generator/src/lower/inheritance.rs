//! A parent whose `discriminator` tells which of the schemas that inherit from it a value is: a union of its heirs
//! (OpenAPI 3.1, 4.8.25, and 4.8.24.2, "Composition and Inheritance").

use std::sync::Arc;

use crate::api::{Origin, Role, SchemaId, Shape, Tag};
use crate::document::SchemaNode;
use crate::maps::{Map, Set};
use crate::node::{ByNode, Identity, Mapping, Node, Nodes};
use crate::pointer::{Location, Path};

use super::constraints;
use super::facts::{Facts, UnionFact};
use super::outline::Outline;
use super::part::{Part, Parts, Rank, UNIONS};
use super::schemas::Schemas;
use super::tag::HEIR;
use super::union::Alternatives;
use super::wrapper::is_composition;

/// A `discriminator` without alternatives beside it.
#[derive(Clone, Debug)]
pub(super) struct Parent<'d> {
    /// Which part says it: index into the parts.
    pub(super) part: usize,
    /// Where it stands.
    pub(super) at: Location,
    /// What it says.
    pub(super) discriminator: &'d Mapping,
}

/// What a schema lists that others inherit from, with the tags that its mapping gives each.
pub(super) type Listed<'d> = ByNode<Vec<&'d str>>;

/// What stands in place of the keyword of a union.
pub(super) const KEYWORD: &str = "discriminator";

impl<'d> Schemas<'d, '_> {
    /// The union of the heirs, be it only one: the next document may have another. `None`: nothing tells them apart.
    pub(super) fn union_of_heirs(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &mut Facts<'d>,
    ) -> Option<Shape> {
        let parent = facts.parent.take()?;
        let mut places = self.heirs(&parent, parts);
        if places.is_empty() {
            return None;
        }
        let itself = self.itself_among(&places, &parent, parts, facts);
        places.splice(0..0, itself);
        let fact = UnionFact {
            part: parent.part,
            keyword: KEYWORD,
            at: parent.at,
            arms: &[],
            discriminator: Some(parent.discriminator),
        };
        let union = self.alternatives(fact, places);
        let tagging = self.tagging(facts, &union)?;
        // Heirs that the mapping does not name have a tag as well.
        let (tag, tags) = &tagging;
        let mapped = constraints::discriminator(&Node::Mapping(parent.discriminator.clone()));
        let all = constraints::kinds(&tag.member, tags.iter().flatten().map(String::as_str));
        for sentence in &mut facts.sentences {
            if Some(&*sentence) == mapped.as_ref() {
                sentence.clone_from(&all);
            }
        }
        Some(self.union_proper(id, parts, facts, &union, Some(tagging), false))
    }

    /// The heirs: those that the mapping names, and all other components that have the parent in their `allOf`: a mapping
    /// gives values to some, and the others keep their names. Those that say nothing beside the parent are among them where
    /// [`Schemas::find_bare_heirs`] has found them to be.
    pub(super) fn heirs(&mut self, parent: &Parent<'d>, parts: &Parts<'d>) -> Vec<SchemaNode<'d>> {
        let mapping = parent.discriminator.get("mapping");
        let targets: Vec<&Node> = mapping
            .and_then(Node::as_mapping)
            .into_iter()
            .flat_map(|mapping| mapping.iter().map(|(_, target)| target))
            .collect();
        let named = targets
            .into_iter()
            .filter_map(|target| self.named(&parent.at, target));
        let mut places: Vec<SchemaNode<'d>> = named.collect();
        let identity = parts.list.get(parent.part).map(|it| Identity::of(it.node));
        let known = identity.and_then(|identity| self.heirs_of().get(&identity));
        places.extend(known.into_iter().flatten().cloned());
        let mut seen = Nodes::default();
        places.retain(|place| seen.insert(Identity::of(place.node)));
        places
    }

    /// The parent, where a value may be that and none of its heirs: it says its own tag, or it has a name, members beside
    /// the tag, and no list of tags without its name.
    fn itself_among(
        &mut self,
        heirs: &[SchemaNode<'d>],
        parent: &Parent<'d>,
        parts: &Parts<'d>,
        facts: &Facts<'d>,
    ) -> Option<SchemaNode<'d>> {
        let own = parts.list.iter().find(|part| part.rank == Rank::Own)?;
        let (at, node) = (own.at.clone(), own.node);
        let place = SchemaNode { at, node };
        let is_it = |heir: &SchemaNode<'_>| Identity::of(heir.node) == Identity::of(node);
        if heirs.iter().any(is_it) {
            return None;
        }
        let member = parent.discriminator.get("propertyName")?.as_str()?;
        let tag = match node.get(HEIR).and_then(Node::as_str) {
            Some(said) => said.to_owned(),
            None => {
                let outline = self.outline(&place);
                let texts = outline.members.get(member).map_or(&[][..], Vec::as_slice);
                let name = self.name_of(&place)?;
                let is_listed = texts.is_empty() || texts.contains(&&*name);
                let is_more = facts.members.keys().any(|name| *name != member);
                Some(name).filter(|_| is_listed && is_more)?
            }
        };
        let mapping = parent.discriminator.get("mapping");
        let is_mapped = mapping.is_some_and(|mapping| mapping.get(&tag).is_some());
        let mut heirs = heirs.iter();
        let is_taken = is_mapped || heirs.any(|heir| self.claims(heir, member, &tag));
        (!is_taken).then_some(place)
    }

    /// Whether a tag is said to be that of an heir.
    fn claims(&mut self, heir: &SchemaNode<'d>, member: &str, tag: &str) -> bool {
        let said = heir.node.get(HEIR).and_then(Node::as_str);
        let outline = self.outline(heir);
        said == Some(tag)
            || outline
                .members
                .get(member)
                .is_some_and(|texts| *texts == [tag])
    }

    /// An heir that is a parent, without its heirs: in a union by the same member those have alternatives of their own.
    pub(super) fn alone(
        &mut self,
        union: &Alternatives<'d>,
        place: &SchemaNode<'d>,
        tag: &Tag,
    ) -> Option<SchemaId> {
        if union.fact.keyword != KEYWORD {
            return None;
        }
        let parts = self.flatten(place);
        let mut facts = self.facts_of(&parts.list);
        let parent = facts.parent.take()?;
        let said = parent.discriminator.get("propertyName");
        let heirs = self.heirs(&parent, &parts);
        if heirs.is_empty() || said.and_then(Node::as_str) != Some(&*tag.member) {
            return None;
        }
        self.itself_among(&heirs, &parent, &parts, &facts)?;
        let owner = self.id_of(place);
        let at = self.table.get(owner.0)?.at.key(KEYWORD).index(0);
        let name = self.name_of(place);
        let role = Role::Arm { index: 0, name };
        let whole = parts.closed(parent.part, KEYWORD);
        Some(self.combine(whole, None, at, Origin::Within { owner, role }))
    }

    /// Decides which components that say nothing beside which schema they inherit from are heirs, schemas of their own and
    /// alternatives of that parent, and not other names for it. [`Schemas::heirs_of`] goes by that.
    pub(super) fn find_bare_heirs(&mut self) {
        for (_, place) in self.document.component_schemas() {
            if !place.node.as_mapping().is_some_and(is_composition) {
                continue;
            }
            let parts = self.flatten(&place).list;
            let mut parents = parts.iter().filter(|part| part.rank == Rank::Referenced);
            if parents.any(|parent| self.counts(parent, &place)) {
                self.bare_heirs.insert(Identity::of(place.node));
            }
        }
    }

    /// Whether a parent counts such a schema among its alternatives: it lists or maps it, or it does neither with any. A parent
    /// that lists or maps others means them by its heirs, and such a schema is one more name for it.
    fn counts(&mut self, parent: &Part<'d>, place: &SchemaNode<'d>) -> bool {
        let identity = Identity::of(place.node);
        let mut unions = UNIONS.iter().filter_map(|key| parent.map.get(key));
        if unions.any(|list| list.as_sequence().is_some_and(|arms| !arms.is_empty())) {
            return self.alternatives_of(parent).contains_key(&identity);
        }
        let Some(discriminator) = parent.map.get("discriminator") else {
            return false;
        };
        match discriminator.get("mapping") {
            Some(node @ Node::Mapping(mapping)) if !mapping.is_empty() => self
                .mapped_by(parent, node, mapping)
                .contains_key(&identity),
            Some(_) | None => discriminator.as_mapping().is_some(),
        }
    }

    /// What the alternatives of a schema refer to. Each of its heirs asks.
    pub(super) fn alternatives_of(&mut self, parent: &Part<'d>) -> Arc<Listed<'d>> {
        let identity = Identity::of(parent.node);
        if let Some(known) = self.listed.get(&identity) {
            return Arc::clone(known);
        }
        let start = Path::Start(&parent.at);
        let mut targets = Listed::default();
        for key in UNIONS {
            let list = start.key(key);
            let arms = parent.map.get(key).and_then(Node::as_sequence);
            for (index, arm) in arms.unwrap_or_default().iter().enumerate() {
                let reference = arm.get("$ref");
                let target =
                    reference.and_then(|it| self.followed(&list.index(index).key("$ref"), it));
                targets.extend(target.map(|target| (Identity::of(target.node), Vec::new())));
            }
        }
        self.remember(identity, targets)
    }

    /// What the mapping of a parent names, also asked by each of its heirs.
    fn mapped_by(
        &mut self,
        parent: &Part<'d>,
        node: &'d Node,
        mapping: &'d Mapping,
    ) -> Arc<Listed<'d>> {
        let identity = Identity::of(node);
        if let Some(known) = self.listed.get(&identity) {
            return Arc::clone(known);
        }
        let mut targets = Listed::default();
        for (tag, target) in mapping.iter() {
            if let Some(target) = self.mapped(&parent.at, target) {
                let tags = targets.entry(Identity::of(target.node)).or_default();
                tags.push(tag);
            }
        }
        self.remember(identity, targets)
    }

    fn remember(&mut self, identity: Identity, targets: Listed<'d>) -> Arc<Listed<'d>> {
        let targets = Arc::new(targets);
        self.listed.insert(identity, Arc::clone(&targets));
        targets
    }

    /// The tags that a schema from which this one inherits gives it by the same member.
    pub(super) fn tags_by_ancestors(
        &mut self,
        place: &SchemaNode<'d>,
        member: &str,
    ) -> Vec<&'d str> {
        let place = self.target_of(place);
        let mut ancestors = self.flatten(&place).list;
        ancestors.retain(|part| part.rank == Rank::Referenced);
        let tags = ancestors.iter().find_map(|ancestor| {
            let said = ancestor.map.get(KEYWORD)?;
            let names_it = said.get("propertyName").and_then(Node::as_str) == Some(member);
            let node = said.get("mapping").filter(|_| names_it)?;
            let listed = self.mapped_by(ancestor, node, node.as_mapping()?);
            listed.get(&Identity::of(place.node)).cloned()
        });
        tags.unwrap_or_default()
    }

    /// The text that a member has by default, as this schema says, and none from which it inherits.
    fn own_default(&mut self, place: &SchemaNode<'d>, member: &str) -> Option<&'d str> {
        let place = self.target_of(place);
        let mut parts = self.flatten(&place).list;
        parts.retain(|part| part.rank != Rank::Referenced);
        let mut members = parts
            .iter()
            .filter_map(|part| part.map.get("properties")?.get(member));
        members.find_map(|member| member.get("default")?.as_str())
    }

    /// For each of the heirs of a parent, and for that itself, the default of the tag: it names the one that has it where that
    /// allows it, and no other has it, allows it or is called so.
    pub(super) fn default_tags(
        &mut self,
        member: &str,
        union: &Alternatives<'d>,
        names: &[Option<String>],
    ) -> Vec<Option<String>> {
        if union.fact.keyword != KEYWORD {
            return Vec::new();
        }
        let places = union.places.iter();
        let said: Vec<_> = places
            .map(|place| self.own_default(place, member))
            .collect();
        let mut counts: Map<&str, usize> = Map::default();
        for (text, (outline, name)) in said.iter().zip(union.outlines.iter().zip(names)) {
            let texts = outline.members.get(member).into_iter().flatten().copied();
            let all: Set<&str> = texts.chain(*text).chain(name.as_deref()).collect();
            all.iter()
                .for_each(|text| *counts.entry(*text).or_default() += 1);
        }
        let is_own = |text: &str, outline: &Outline<'_>| {
            let texts = outline.members.get(member).map_or(&[][..], Vec::as_slice);
            counts[text] == 1 && (texts.is_empty() || texts.contains(&text))
        };
        let said = said.into_iter().zip(&union.outlines);
        said.map(|(text, outline)| text.filter(|text| is_own(text, outline)).map(str::to_owned))
            .collect()
    }

    /// The heirs of every part of another schema.
    pub(super) fn heirs_of(&mut self) -> &ByNode<Vec<SchemaNode<'d>>> {
        if self.heirs.is_none() {
            let mut heirs: ByNode<Vec<SchemaNode<'d>>> = ByNode::default();
            for (_, place) in self.document.component_schemas() {
                if self.reference_only(&place).is_some() {
                    continue;
                }
                for part in self.flatten(&place).list {
                    if part.rank == Rank::Referenced {
                        let heirs = heirs.entry(Identity::of(part.node)).or_default();
                        heirs.push(place.clone());
                    }
                }
            }
            self.heirs = Some(heirs);
        }
        self.heirs.get_or_insert_default()
    }
}

/// Whether an alternative of a parent is that parent: then it is its members, and no union.
pub(super) fn is_parent(
    parts: &Parts<'_>,
    union: &Alternatives<'_>,
    place: &SchemaNode<'_>,
) -> bool {
    let mut places = parts.list.iter().map(|part| Identity::of(part.node));
    union.fact.keyword == KEYWORD && places.any(|it| it == Identity::of(place.node))
}
