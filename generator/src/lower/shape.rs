//! What a schema is, once all that its parts say is known.

use crate::api::{Additional, ObjectShape, Origin, Role, SchemaId, Shape, Use};
use crate::document::SchemaNode;
use crate::node::Node;

use super::constraints::code;
use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::part::Parts;
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
        if let Some(shape) = self.enumeration(facts, kinds) {
            return shape;
        }
        if !facts.typed && only.is_none() {
            return match facts.hint.or_else(|| scalar::spoken_of(facts)) {
                Some(Kind::Integer) => self.shape_of_kind(id, facts, Kind::Number),
                Some(kind) => self.shape_of_kind(id, facts, kind),
                None => Shape::Any,
            };
        }
        match kinds.listed().as_slice() {
            [] => Shape::Null,
            [kind] => self.shape_of_kind(id, facts, *kind),
            several => self.union_of_kinds(id, &parts, facts, several),
        }
    }

    fn shape_of_kind(&mut self, id: SchemaId, facts: &mut Facts<'d>, kind: Kind) -> Shape {
        match kind {
            Kind::Null => Shape::Null,
            Kind::Boolean => Shape::Boolean,
            Kind::Integer => Shape::Integer(scalar::bounds(facts)),
            Kind::Number => Shape::Number {
                format: facts.format.map(str::to_owned),
            },
            Kind::String => Shape::Text(scalar::text_format(facts)),
            Kind::Array => self.array(id, facts),
            Kind::Object => Shape::Object(self.object(id, facts)),
        }
    }

    fn array(&mut self, id: SchemaId, facts: &mut Facts<'d>) -> Shape {
        let items = std::mem::take(&mut facts.items);
        if facts.prefix.is_empty() {
            let unique = facts.unique;
            let items = self.items(id, &items);
            return Shape::Array { items, unique };
        }
        let prefix = std::mem::take(&mut facts.prefix);
        let prefix = prefix.iter().enumerate().map(|(index, places)| {
            let keys = ["prefixItems", &index.to_string()];
            self.all_of(id, &keys, places, Role::Prefix(index)).used
        });
        let prefix = prefix.collect();
        let is_closed = items.iter().any(|place| *place.node == Node::Bool(false));
        let rest = (!is_closed).then(|| self.items(id, &items));
        Shape::Tuple { prefix, rest }
    }

    /// What stands in an array, by all of its `items`.
    fn items(&mut self, id: SchemaId, places: &[SchemaNode<'d>]) -> Use {
        self.all_of(id, &["items"], places, Role::Items).used
    }

    /// `type` with several names: a union with an alternative for each, or anything when nothing is left out.
    fn union_of_kinds(
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
                role: Role::Arm(index),
            };
            let schema = self.combine(parts.clone(), Some(*kind), at.key(kind.name()), origin);
            crate::api::Arm {
                schema,
                tags: Vec::new(),
            }
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

    /// Reports an error at the place of a schema.
    pub(super) fn error_here(&mut self, id: SchemaId, problem: LowerProblem) {
        if let Some(at) = self.table.get(id.0).map(|schema| schema.at.clone()) {
            self.error(&at, problem);
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
        use super::facts::Rest;
        let rest = std::mem::take(&mut facts.rest);
        let patterns = std::mem::take(&mut facts.patterns);
        match (rest, patterns.as_slice()) {
            (Rest::Unsaid | Rest::Forbidden, [(_, place)]) if is_anything(place.node) => {
                Additional::Any
            }
            (Rest::Unsaid | Rest::Forbidden, [(_, place)]) => {
                Additional::Typed(self.part_of(id, place, Role::Additional))
            }
            // Members of several patterns are known only by their names: any of them may come.
            (Rest::Unsaid, _) | (Rest::Forbidden | Rest::Typed(_), [_, ..]) => Additional::Unsaid,
            (Rest::Forbidden, []) => Additional::Forbidden,
            (Rest::Any, _) => Additional::Any,
            (Rest::Typed(places), []) => {
                let keys = ["additionalProperties"];
                Additional::Typed(self.all_of(id, &keys, &places, Role::Additional).used)
            }
        }
    }
}

/// Sentence for values of an `enum` that is not expressed.
pub(super) fn one_of(values: &[&Node]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| code(&serde_json::to_string(value).unwrap_or_default()))
        .collect();
    format!("one of {}", values.join(", "))
}
