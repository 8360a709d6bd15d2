//! What a schema is, once all that its parts say is known.

use crate::api::{Additional, Arm, ObjectShape, Origin, Role, SchemaId, Shape, Use};
use crate::document::SchemaNode;
use crate::node::{Mapping, Node};

use super::constraints::{self, Sentence};
use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::ledger::Fate;
use super::part::Parts;
use super::rest::Rest;
use super::scalar;
use super::schemas::{Schemas, is_anything};
use crate::report::LowerProblem;

impl<'d> Schemas<'d, '_> {
    /// The shape of a schema. With `only`, the schema is this one of the types that it allows.
    pub(super) fn shape(
        &mut self,
        id: SchemaId,
        parts: Parts<'d>,
        facts: &mut Facts<'d>,
        only: Option<Kind>,
    ) -> Shape {
        if facts.never {
            let sentence = Sentence::last("no value is valid here".to_owned());
            facts.sentences.push(sentence);
            return Shape::Never;
        }
        let kinds = match only {
            Some(kind) => Kinds::NONE.with(kind),
            None => facts.kinds,
        };
        if kinds == Kinds::NONE {
            let what = "no type is allowed by all of them".to_owned();
            self.warn_here(id, LowerProblem::Contradiction { what });
            return Shape::Any;
        }
        if only.is_none()
            && let Some(shape) = self.union_shape(id, &parts, facts)
        {
            return shape;
        }
        if let Some(shape) = self.enumeration(id, &parts, facts, kinds, only) {
            return shape;
        }
        if !facts.typed && only.is_none() {
            if let Some(sentence) = only_requires(facts) {
                facts.sentences.push(sentence);
                return Shape::Any;
            }
            return match facts.hint.or_else(|| scalar::spoken_of(facts)) {
                Some(Kind::Integer) => self.shape_of_kind(id, &parts, facts, Kind::Number),
                Some(Kind::Array) if only_lists_items(facts) => self.listed_items(id, facts),
                Some(kind) => self.shape_of_kind(id, &parts, facts, kind),
                None => Shape::Any,
            };
        }
        let listed = match only {
            Some(_) => kinds.listed(),
            None => scalar::told_apart(kinds, &parts, facts),
        };
        match listed.as_slice() {
            [] => Shape::Null,
            [kind] => self.shape_of_kind(id, &parts, facts, *kind),
            several => self.union_of_kinds(id, &parts, facts, several),
        }
    }

    pub(super) fn shape_of_kind(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &mut Facts<'d>,
        kind: Kind,
    ) -> Shape {
        match kind {
            Kind::Null => Shape::Null,
            Kind::Boolean => Shape::Boolean(None),
            Kind::Integer => Shape::Integer(scalar::bounds(facts)),
            Kind::Number if scalar::is_integer(facts) => Shape::Integer(scalar::bounds(facts)),
            Kind::Number => Shape::Number {
                format: facts.format.map(str::to_owned),
            },
            Kind::String => Shape::Text(scalar::text_format(facts)),
            Kind::Array => self.array(id, parts, facts),
            Kind::Object => Shape::Object(self.object(id, facts)),
        }
    }

    fn array(&mut self, id: SchemaId, parts: &Parts<'d>, facts: &mut Facts<'d>) -> Shape {
        let unique = facts.unique;
        let items = std::mem::take(&mut facts.items);
        let prefix = std::mem::take(&mut facts.prefix);
        if prefix.is_empty() {
            let items = self.items(id, &items, Role::Items);
            return Shape::Array { items, unique };
        }
        let (least, most) = (facts.limits.least_items, facts.limits.most_items);
        let len = prefix.len();
        let is_closed = items.iter().any(|place| *place.node == Node::Bool(false))
            || most.is_some_and(|most| most <= len);
        if is_closed {
            self.account_unreachable(&items);
        }
        if is_closed && least.is_some_and(|least| least >= len) && POSITIONS.contains(&len) {
            self.say_by_type(parts, facts, &["minItems", "maxItems"]);
            let items = self.positions(id, &prefix);
            return Shape::Tuple { items };
        }
        let places = prefix.iter().filter_map(|places| places.last());
        let sentence = constraints::positions(places.map(|place| place.node), is_closed);
        facts.sentences.push(sentence);
        let mut all = self.positions(id, &prefix);
        if !is_closed {
            // `items` stands for what both are together.
            let rest = self.items(id, &items, Role::Prefix(len));
            // Where the document says nothing of the rest, it may be `null` too.
            let nullable = rest.nullable || items.is_empty();
            all.push(Use { nullable, ..rest });
        }
        let items = self.any_of(id, "prefixItems", Role::Items, &all);
        Shape::Array { items, unique }
    }

    /// Takes back the sentences of keywords that the type tells.
    fn say_by_type(&mut self, parts: &Parts<'d>, facts: &mut Facts<'d>, keys: &[&str]) {
        let is_told = |sentence: &Sentence| keys.iter().any(|key| sentence.is_by(key));
        facts.sentences.retain(|sentence| !is_told(sentence));
        for part in &parts.list {
            for key in keys.iter().filter(|key| part.map.contains(key)) {
                self.ledger.amend(&part.at, key, Fate::Expressed);
            }
        }
    }

    /// What the schemas of positions are.
    fn positions(&mut self, id: SchemaId, prefix: &[Vec<SchemaNode<'d>>]) -> Vec<Use> {
        let positions = prefix.iter().enumerate().map(|(index, places)| {
            let keys = ["prefixItems", &index.to_string()];
            self.used_of_all(id, &keys, places, Role::Prefix(index))
        });
        positions.collect()
    }

    /// A list of `items` where no type, no length and nothing of further items is stated. What is no array can then be
    /// anything; documents that write this mean alternatives, and arrays are kept as they are.
    fn listed_items(&mut self, id: SchemaId, facts: &mut Facts<'d>) -> Shape {
        let prefix = std::mem::take(&mut facts.prefix);
        let places = prefix.iter().filter_map(|places| places.last());
        let sentence = constraints::positions(places.map(|place| place.node), false);
        facts.sentences.push(sentence);
        let mut all = self.positions(id, &prefix);
        all.push(self.anything(id, "items", Role::Items));
        union_of(all.iter())
    }

    /// A schema that stands nowhere in the document: one of several, whatever tells them apart.
    pub(super) fn any_of(
        &mut self,
        owner: SchemaId,
        keyword: &str,
        role: Role,
        uses: &[Use],
    ) -> Use {
        let nullable = uses.iter().any(|used| used.nullable);
        let schema = match uses {
            [only] => only.schema,
            _ => {
                let at = self.table.get(owner.0).map(|schema| schema.at.key(keyword));
                let at = at.unwrap_or_else(|| crate::pointer::Location::root(""));
                self.made_up(at, Origin::Within { owner, role }, union_of(uses.iter()))
            }
        };
        Use { schema, nullable }
    }

    /// As [`Schemas::enter`], where what is said beside a reference has no place in the model.
    pub(super) fn use_of(&mut self, place: &SchemaNode<'d>, origin: Origin) -> Use {
        let entered = self.enter(place, origin);
        if entered.beside.is_some() {
            self.untold.insert(place.at.clone());
        }
        entered.used
    }

    /// As [`Schemas::all_of`], where what is said beside a reference has no place in the model.
    fn used_of_all(
        &mut self,
        id: SchemaId,
        keys: &[&str],
        places: &[SchemaNode<'d>],
        role: Role,
    ) -> Use {
        let entered = self.all_of(id, keys, places, role);
        if entered.beside.is_some() {
            self.untold
                .extend(places.iter().map(|place| place.at.clone()));
        }
        entered.used
    }

    /// What stands in an array, by all of its `items`.
    fn items(&mut self, id: SchemaId, places: &[SchemaNode<'d>], role: Role) -> Use {
        self.used_of_all(id, &["items"], places, role)
    }

    /// `type` with several names: a union with an alternative for each, or anything when nothing is left out.
    pub(super) fn union_of_kinds(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &mut Facts<'d>,
        kinds: &[Kind],
    ) -> Shape {
        let is_whole = kinds.len() == Kinds::ALL.listed().len();
        if is_whole && facts.members.is_empty() && facts.items.is_empty() {
            return Shape::Any;
        }
        let Some(at) = self.table.get(id.0).map(|schema| schema.at.key("type")) else {
            return Shape::Any;
        };
        let arms = kinds.iter().enumerate().map(|(index, kind)| {
            let origin = Origin::Within {
                owner: id,
                role: Role::Arm {
                    index,
                    name: Some(kind.noun().to_owned()),
                },
            };
            let schema = self.combine(parts.clone(), Some(*kind), at.key(kind.name()), origin);
            let tags = Vec::new();
            Arm { schema, tags }
        });
        Shape::Union {
            arms: arms.collect(),
            tag: None,
        }
    }

    /// A schema inside this one.
    pub(super) fn part_of(&mut self, owner: SchemaId, place: &SchemaNode<'d>, role: Role) -> Use {
        self.use_of(place, Origin::Within { owner, role })
    }

    /// A schema that allows everything, at a place inside this one where the document says nothing.
    pub(super) fn anything(&mut self, owner: SchemaId, keyword: &str, role: Role) -> Use {
        let at = self.table.get(owner.0).map(|schema| schema.at.key(keyword));
        let at = at.unwrap_or_else(|| crate::pointer::Location::root(""));
        Use {
            schema: self.allot(at, Origin::Within { owner, role }),
            nullable: false,
        }
    }

    /// Warns at the place of a schema.
    pub(super) fn warn_here(&mut self, id: SchemaId, problem: LowerProblem) {
        if let Some(at) = self.table.get(id.0).map(|schema| schema.at.clone()) {
            self.warn(&at, problem);
        }
    }

    /// Members, and what is said of those that are not declared.
    pub(super) fn object(&mut self, id: SchemaId, facts: &mut Facts<'d>) -> ObjectShape {
        let additional = self.additional(id, facts);
        let members = self.members(id, facts, &additional);
        ObjectShape {
            members,
            additional,
        }
    }

    fn additional(&mut self, id: SchemaId, facts: &mut Facts<'d>) -> Additional {
        let patterns = std::mem::take(&mut facts.patterns);
        let is_map = facts.members.is_empty() && facts.required.is_empty();
        // What becomes no type is quoted as a constraint.
        let quoted = |schemas: &mut Self| {
            for (_, place) in &patterns {
                schemas.account_quoted(place.at.clone());
            }
        };
        if let Rest::Forbidden(overruled) = &facts.rest {
            for place in overruled {
                self.account_quoted(place.at.clone());
                let sentence = constraints::sentence(ADDITIONAL, place.node, &Mapping::default());
                facts.sentences.extend(sentence);
            }
        }
        let fits_all = |(pattern, _): &(&str, SchemaNode<'_>)| EVERY_NAME.contains(pattern);
        let typed = match std::mem::take(&mut facts.rest) {
            Rest::Any => {
                quoted(self);
                return Additional::Any;
            }
            // Members whose names fit no pattern may be of any type.
            Rest::Unsaid if !is_map || !patterns.iter().any(fits_all) => {
                quoted(self);
                return Additional::Unsaid;
            }
            Rest::Forbidden(_) if patterns.iter().all(|(_, place)| is_nothing(place)) => {
                quoted(self);
                return Additional::Forbidden;
            }
            Rest::Unsaid | Rest::Forbidden(_) => Vec::new(),
            Rest::Typed(places) => places,
        };
        if patterns.iter().any(|(_, place)| is_anything(place.node)) {
            quoted(self);
            return Additional::Any;
        }
        let mut uses: Vec<Use> = Vec::with_capacity(patterns.len() + 1);
        for (_, place) in &patterns {
            // Names that no member may have need no type.
            if !is_nothing(place) {
                uses.push(self.part_of(id, place, Role::Additional));
            }
        }
        if !typed.is_empty() {
            uses.push(self.used_of_all(id, &[ADDITIONAL], &typed, Role::Additional));
        }
        Additional::Typed(self.any_of(id, "patternProperties", Role::Additional, &uses))
    }
}

const ADDITIONAL: &str = "additionalProperties";

/// Patterns that every name fits.
const EVERY_NAME: [&str; 8] = ["", "^", ".*", "^.*", "^.*$", ".*$", "^.+$", ".+"];

fn is_nothing(place: &SchemaNode<'_>) -> bool {
    *place.node == Node::Bool(false)
}

/// How many items an array of a fixed length has, if their positions are told apart.
const POSITIONS: std::ops::RangeInclusive<usize> = 2..=12;

/// A union of these, each once.
fn union_of<'u>(uses: impl Iterator<Item = &'u Use>) -> Shape {
    let mut arms: Vec<Arm> = Vec::new();
    for used in uses {
        if arms.iter().all(|arm| arm.schema != used.schema) {
            let (schema, tags) = (used.schema, Vec::new());
            arms.push(Arm { schema, tags });
        }
    }
    Shape::Union { arms, tag: None }
}

/// What a schema says that names members which must be there, and nothing else: that holds for objects, and a value of
/// another type may stand there as well (JSON Schema 2020-12, validation, 6.5.3).
fn only_requires(facts: &Facts<'_>) -> Option<Sentence> {
    let says_rest = !matches!(facts.rest, Rest::Unsaid);
    let is_described = !facts.members.is_empty() || !facts.patterns.is_empty() || says_rest;
    let names: Vec<&str> = facts.required.keys().copied().collect();
    (facts.hint == Some(Kind::Object) && !is_described && !names.is_empty())
        .then(|| constraints::alternatives(&[names]))
}

/// Whether a schema says of an array what its items are by position, and nothing else.
fn only_lists_items(facts: &Facts<'_>) -> bool {
    let is_sized = facts
        .limits
        .least_items
        .or(facts.limits.most_items)
        .is_some();
    !facts.prefix.is_empty() && facts.items.is_empty() && !is_sized
}
