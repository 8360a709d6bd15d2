//! A schema as the list of parts that must all hold: itself, the parts of its `allOf`, and what their `$ref`s lead to.

use crate::document::SchemaNode;
use crate::node::{Identity, Mapping, Node, Nodes};
use crate::pointer::{Location, Path};
use crate::report::LowerProblem;

use super::kinds::Kinds;
use super::schemas::Schemas;

/// Keywords that name another schema, which holds as well.
pub(super) const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// Keywords of unions.
pub(super) const UNIONS: [&str; 2] = ["oneOf", "anyOf"];

/// More parts than this are not combined: only a hostile document has them.
pub(super) const LIMIT: usize = 256;

/// How near a part is to the schema that it is a part of: what is said for people far away is not said of this schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The schema itself.
    Own,
    /// Written out in its `allOf`.
    Inline,
    /// Behind a `$ref`.
    Referenced,
}

/// Which unions of a part still have to be looked at. The others are taken apart already, or only say that this schema is
/// one of the alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unions {
    /// `oneOf` and `anyOf`.
    Open,
    /// `anyOf` alone.
    AnyOf,
    /// `oneOf` alone.
    OneOf,
    /// None.
    Done,
}

impl Unions {
    /// Whether the union of this keyword still has to be looked at.
    pub(super) fn has(self, keyword: &str) -> bool {
        match self {
            Self::Open => true,
            Self::AnyOf => keyword == "anyOf",
            Self::OneOf => keyword == "oneOf",
            Self::Done => false,
        }
    }

    /// The others.
    fn without(self, keyword: &str) -> Self {
        match (self, keyword) {
            (Self::Open, "oneOf") => Self::AnyOf,
            (Self::Open, _) => Self::OneOf,
            (Self::AnyOf | Self::OneOf | Self::Done, _) => Self::Done,
        }
    }
}

/// A part of a schema.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    /// Where it stands.
    pub(super) at: Location,
    /// The node.
    pub(super) node: &'d Node,
    /// Its keywords.
    pub(super) map: &'d Mapping,
    /// How near it is.
    pub(super) rank: Rank,
    /// Whether its unions count.
    pub(super) unions: Unions,
}

impl<'d> Part<'d> {
    /// Whether it evaluates members that it does not declare: all others, or some that depend on the value. Where no part
    /// does, `unevaluatedProperties` says what `additionalProperties` would say of the whole.
    pub(super) fn evaluates_others(&self) -> bool {
        const KEYWORDS: [&str; 6] = [
            "additionalProperties",
            "oneOf",
            "anyOf",
            "if",
            "dependentSchemas",
            "$dynamicRef",
        ];
        KEYWORDS.iter().any(|key| self.map.contains(key))
    }

    /// The part that is this schema itself, if it has keywords.
    pub(super) fn own(place: &SchemaNode<'d>) -> Option<Self> {
        let map = place.node.as_mapping()?;
        Some(Self {
            at: place.at.clone(),
            node: place.node,
            map,
            rank: Rank::Own,
            unions: Unions::Open,
        })
    }

    /// Whether nothing else holds beside it.
    fn stands_alone(&self) -> bool {
        self.map
            .iter()
            .all(|(key, _)| key != "allOf" && !REFERENCES.contains(&key))
    }

    /// What tells this part from others when schemas are combined.
    pub(super) fn key(&self) -> (Identity, Unions) {
        (Identity::of(self.node), self.unions)
    }
}

/// All parts of a schema.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'d> {
    /// Those with keywords, in the order in which their members come.
    pub(super) list: Vec<Part<'d>>,
    /// One of them is `false`.
    pub(super) never: bool,
}

impl<'d> Parts<'d> {
    /// Both: these parts, and those of the others that are not among them.
    pub(super) fn and(mut self, others: Self) -> Self {
        let known: Nodes = self
            .list
            .iter()
            .map(|part| Identity::of(part.node))
            .collect();
        self.list.extend(
            others
                .list
                .into_iter()
                .filter(|part| !known.contains(&Identity::of(part.node))),
        );
        self.never |= others.never;
        self
    }

    /// Takes the union of a part as done.
    pub(super) fn close(&mut self, index: usize, keyword: &str) {
        if let Some(part) = self.list.get_mut(index) {
            part.unions = part.unions.without(keyword);
        }
    }

    /// The types that all of them allow but this one.
    pub(super) fn kinds_without(&self, index: usize) -> Kinds {
        let others = self.list.iter().enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let types = others.filter_map(|(_, part)| part.map.get("type"));
        types.fold(Kinds::ALL, |kinds, node| kinds.and(Kinds::read(node).0))
    }

    /// Parts of a schema that is not the one whose union this is: that of an alternative, say.
    pub(super) fn closed(mut self, index: usize, keyword: &str) -> Self {
        self.close(index, keyword);
        for part in &mut self.list {
            part.rank = Rank::Referenced;
        }
        self
    }

    /// Whether all of these parts are parts of the other schema too.
    pub(super) fn within(&self, other: &Self) -> bool {
        let others: Nodes = other.identities().collect();
        self.identities().all(|identity| others.contains(&identity))
    }

    fn identities(&self) -> impl Iterator<Item = Identity> + '_ {
        self.list.iter().map(|part| Identity::of(part.node))
    }
}

/// What flattening does next.
enum Step<'d> {
    Expand(SchemaNode<'d>, Rank),
    Emit(Part<'d>),
}

impl<'d> Schemas<'d, '_> {
    /// All parts of a schema. A part that is reached again, in a circle or not, counts once.
    pub(super) fn flatten(&mut self, root: &SchemaNode<'d>) -> Parts<'d> {
        if let Some(part) = Part::own(root).filter(|part| part.stands_alone()) {
            return Parts {
                list: vec![part],
                never: false,
            };
        }
        let mut parts = Parts::default();
        let mut seen = Nodes::default();
        let mut steps = vec![Step::Expand(root.clone(), Rank::Own)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Emit(mut part) => {
                    if part.rank == Rank::Referenced && self.is_alternative_of(&part, &seen) {
                        part.unions = Unions::Done;
                    }
                    parts.list.push(part);
                }
                Step::Expand(place, rank) => {
                    if !seen.insert(Identity::of(place.node)) {
                        continue;
                    }
                    if seen.len() > LIMIT {
                        self.too_many(&root.at, LIMIT);
                        return Parts::default();
                    }
                    self.expand(&place, rank, &mut parts, &mut steps);
                }
            }
        }
        parts
    }

    /// Puts the parts of one node on the stack, so that they come off in the order of the document.
    fn expand(
        &mut self,
        place: &SchemaNode<'d>,
        rank: Rank,
        parts: &mut Parts<'d>,
        steps: &mut Vec<Step<'d>>,
    ) {
        let map = match place.node {
            Node::Mapping(map) => map,
            Node::Bool(allowed) => {
                parts.never |= !allowed;
                return;
            }
            other => {
                self.warn(
                    &place.at,
                    LowerProblem::NotASchema {
                        found: other.type_name().to_owned(),
                    },
                );
                return;
            }
        };
        if let Some(target) = self.bare_reference(place, map) {
            steps.push(Step::Expand(target, Rank::Referenced));
            return;
        }
        let part = Part {
            at: place.at.clone(),
            node: place.node,
            map,
            rank,
            unions: Unions::Open,
        };
        let mut order = Vec::new();
        let mut own = Some(part);
        for (key, value) in map.iter() {
            if REFERENCES.contains(&key) {
                order.extend(
                    self.followed(&Path::Start(&place.at).key(key), value)
                        .map(|target| Step::Expand(target, Rank::Referenced)),
                );
            } else if key == "allOf" {
                let at = place.at.key(key);
                let inner = if rank == Rank::Own {
                    Rank::Inline
                } else {
                    rank
                };
                let items = value.as_sequence().unwrap_or_default();
                order.extend(items.iter().enumerate().map(|(index, node)| {
                    Step::Expand(
                        SchemaNode {
                            at: at.index(index),
                            node,
                        },
                        inner,
                    )
                }));
            } else if key == "properties" {
                order.extend(own.take().map(Step::Emit));
            }
        }
        order.extend(own.map(Step::Emit));
        steps.extend(order.into_iter().rev());
    }

    /// What a schema leads to that is a `$ref` and nothing else: it is no part of its own.
    fn bare_reference(
        &mut self,
        place: &SchemaNode<'d>,
        map: &'d Mapping,
    ) -> Option<SchemaNode<'d>> {
        let mut keywords = map.iter();
        let (Some((key, reference)), None) = (keywords.next(), keywords.next()) else {
            return None;
        };
        if !REFERENCES.contains(&key) {
            return None;
        }
        self.account_reference(&place.at, place.node, key);
        self.followed(&Path::Start(&place.at).key(key), reference)
    }

    /// What the reference in this keyword leads to; one that leads nowhere is known since the document was loaded.
    pub(super) fn followed(
        &mut self,
        keyword: &Path<'_>,
        reference: &'d Node,
    ) -> Option<SchemaNode<'d>> {
        let text = reference.as_str()?;
        if let Some(known) = self.named.get(text) {
            return Some(known.clone());
        }
        let identity = Identity::of(reference);
        if let Some(known) = self.targets.get(&identity) {
            return known.clone();
        }
        let target = self.document.target(&keyword.location(), text).ok();
        match &target {
            Some(target) if text.starts_with("#/") && self.document.is_one_resource() => {
                self.named.insert(text, target.clone());
            }
            Some(_) | None => {
                self.targets.insert(identity, target.clone());
            }
        }
        target
    }

    /// Reports that schemas are not combined any more, once: one of them is part of many others.
    pub(super) fn too_many(&mut self, at: &Location, limit: usize) {
        if !std::mem::replace(&mut self.has_too_many, true) {
            self.error(at, LowerProblem::TooManyCombinations { limit });
        }
    }

    /// Whether the union of a parent only lists the schemas that inherit from it, this one among them.
    fn is_alternative_of(&mut self, parent: &Part<'d>, seen: &Nodes) -> bool {
        let has_union = UNIONS.iter().any(|key| parent.map.contains(key));
        has_union && {
            let listed = self.alternatives_of(parent);
            seen.iter().any(|part| listed.contains_key(part))
        }
    }
}
