//! Which Rust type a schema becomes.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Additional, Api, Arm, EnumValue, SchemaId, Shape, TextFormat, Use};
use crate::maps::Set;
use crate::node::Node;
use crate::report::{PlanProblem, Report};

use super::content::resolved;
use super::direction::{Directions, Side};
use super::fold::Folded;
use super::integer::integer;
use super::krate::RustType;
use super::naming::Naming;

/// What a class is in Rust, before anything has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A struct.
    Struct,
    /// An enum of texts.
    TextEnum,
    /// An enum of integers.
    NumberEnum,
    /// An enum of other types.
    Union,
    /// No type of its own.
    Transparent,
}

impl TypeKind {
    /// Whether it is a type with a name.
    pub fn is_model(self) -> bool {
        self != Self::Transparent
    }
}

/// How deep arrays and maps are nested in one type without a name.
const NESTING: usize = 16;

/// How many types one type without a name is made of: a tuple of tuples is up to twelve times as long with each level.
const PARTS: usize = 64;

/// The way through the type of a class.
#[derive(Default)]
struct Walk {
    /// The classes that it is in.
    open: Vec<usize>,
    /// How many types it has met.
    parts: usize,
}

/// The types of all classes.
pub struct Types<'a> {
    api: &'a Api,
    folded: &'a Folded,
    directions: &'a Directions,
    /// Names of models by class; the second is that of the sent half of a split class.
    names: BTreeMap<(usize, Side), String>,
    /// Names of components that are other names for a model.
    aliases: BTreeMap<SchemaId, String>,
    /// Classes whose members or arms of octets are files.
    uploads: BTreeSet<usize>,
    /// Types of all classes, as they are received and as they are sent.
    spelled: Vec<[RustType; 2]>,
    /// Classes that became JSON values, and what they are.
    cut: BTreeMap<usize, String>,
}

impl<'a> Types<'a> {
    /// The types, once the models have their names.
    pub fn new(
        api: &'a Api,
        folded: &'a Folded,
        directions: &'a Directions,
        naming: &Naming,
        kinds: &[TypeKind],
        uploads: BTreeSet<usize>,
    ) -> Self {
        let is_model = |id: SchemaId| kinds[folded.class(id)].is_model();
        let aliases = naming.aliases.iter().filter(|(id, _)| is_model(**id));
        let mut types = Self {
            api,
            folded,
            directions,
            names: naming.models.clone(),
            aliases: aliases.map(|(id, name)| (*id, name.clone())).collect(),
            uploads,
            spelled: Vec::with_capacity(folded.len()),
            cut: BTreeMap::new(),
        };
        for class in 0..folded.len() {
            let spelled = [Side::Received, Side::Sent].map(|side| {
                let mut walk = Walk::default();
                let ty = types.resolve(folded.representative(class), side, &mut walk);
                if walk.parts > PARTS {
                    let what = format!("a tuple of more than {PARTS} parts");
                    types.cut.insert(class, what);
                    return RustType::Json;
                }
                ty
            });
            types.spelled.push(spelled);
        }
        types
    }

    /// The name of the model that a class is on this side.
    pub fn name(&self, class: usize, side: Side) -> Option<&str> {
        let side = if self.directions.is_split(class) {
            side
        } else {
            Side::Received
        };
        self.names.get(&(class, side)).map(String::as_str)
    }

    /// The type of a use: `Option<T>` where `null` is a value.
    pub fn of(&self, used: Use, side: Side) -> RustType {
        let inner = self.plain(used.schema, side);
        if used.nullable && inner != RustType::Json {
            RustType::Option(Box::new(inner))
        } else {
            inner
        }
    }

    /// The type of a schema, `null` aside, with the names of the components that it means: that another says the same is
    /// no reason to read its name.
    pub fn plain(&self, id: SchemaId, side: Side) -> RustType {
        let mut ty = self.of_class(self.folded.class(id), side);
        if !self.aliases.is_empty() {
            self.spell(&mut ty, id, side);
        }
        ty
    }

    /// The type of a class, `null` aside.
    pub fn of_class(&self, class: usize, side: Side) -> RustType {
        let [received, sent] = &self.spelled[class];
        match side {
            Side::Received => received.clone(),
            Side::Sent => sent.clone(),
        }
    }

    fn spell(&self, ty: &mut RustType, id: SchemaId, side: Side) {
        let shape = &self.api.schema(id).shape;
        match (ty, shape) {
            (RustType::Model(name), _) if self.aliases.contains_key(&id) => {
                // What is sent apart has its own name.
                let is_apart =
                    side == Side::Sent && self.directions.is_split(self.folded.class(id));
                name.alias = self.aliases.get(&id).filter(|_| !is_apart).cloned();
            }
            (ty, Shape::Same(used)) => self.spell(ty, used.schema, side),
            (RustType::Option(inner), _) => self.spell(inner, id, side),
            (RustType::Vec(inner), Shape::Array { items, .. }) => {
                self.spell(inner, items.schema, side);
            }
            (RustType::Map(inner), Shape::Object(object)) => {
                if let Additional::Typed(used) = object.additional {
                    self.spell(inner, used.schema, side);
                }
            }
            (RustType::Tuple(parts), Shape::Tuple { items }) => {
                for (part, item) in parts.iter_mut().zip(items) {
                    self.spell(part, item.schema, side);
                }
            }
            _ => {}
        }
    }

    /// The type of a member or an arm of this class, `null` aside.
    pub fn member(&self, class: usize, id: SchemaId, side: Side) -> RustType {
        let is_octets = |id| matches!(resolved(self.api, id), Shape::Text(TextFormat::Binary));
        if self.uploads.contains(&class) {
            match resolved(self.api, id) {
                Shape::Array { items, .. } if is_octets(items.schema) => {
                    return RustType::Vec(Box::new(RustType::File));
                }
                _ if is_octets(id) => return RustType::File,
                _ => {}
            }
        }
        self.plain(id, side)
    }

    fn resolve(&mut self, id: SchemaId, side: Side, walk: &mut Walk) -> RustType {
        walk.parts += 1;
        let class = self.folded.class(id);
        if let Some(name) = self.name(class, side) {
            return RustType::model(name);
        }
        // Who began the walk gives up.
        if walk.parts > PARTS {
            return RustType::Json;
        }
        // An array of itself, a map of itself: there is no Rust type without a name that could say that. And one that is
        // nested without end would be as hard on rustc as on us.
        if walk.open.contains(&class) || walk.open.len() >= NESTING {
            let what = if walk.open.contains(&class) {
                "an array or a map of itself".to_owned()
            } else {
                format!("what is nested more than {NESTING} levels deep without a name")
            };
            self.cut.insert(class, what);
            return RustType::Json;
        }
        walk.open.push(class);
        let schema = self.folded.speaker(self.api, class);
        let ty = self.transparent(&schema.shape, side, walk);
        walk.open.pop();
        ty
    }

    fn nested(&mut self, used: Use, side: Side, walk: &mut Walk) -> Box<RustType> {
        let inner = self.resolve(used.schema, side, walk);
        Box::new(if used.nullable && inner != RustType::Json {
            RustType::Option(Box::new(inner))
        } else {
            inner
        })
    }

    fn transparent(&mut self, shape: &Shape, side: Side, walk: &mut Walk) -> RustType {
        match shape {
            Shape::Any | Shape::Never | Shape::Null => RustType::Json,
            // Every enum has a name.
            Shape::Enumeration(_) => RustType::Json,
            Shape::Boolean(_) => RustType::Bool,
            Shape::Integer(bounds) => integer(bounds).into(),
            Shape::Number { .. } => RustType::F64,
            Shape::Text(TextFormat::DateTime) => RustType::Timestamp,
            Shape::Text(_) => RustType::String,
            Shape::Array { items, .. } => RustType::Vec(self.nested(*items, side, walk)),
            Shape::Tuple { items } => {
                let items = items.iter().map(|item| *self.nested(*item, side, walk));
                RustType::Tuple(items.collect())
            }
            Shape::Object(object) => match object.additional {
                Additional::Typed(used) => match *self.nested(used, side, walk) {
                    RustType::Json => RustType::JsonObject,
                    value => RustType::Map(Box::new(value)),
                },
                Additional::Unsaid | Additional::Any | Additional::Forbidden => {
                    RustType::JsonObject
                }
            },
            Shape::Union { arms, .. } => arms
                .first()
                .map_or(RustType::Json, |arm| self.resolve(arm.schema, side, walk)),
            Shape::Same(used) => self.resolve(used.schema, side, walk),
        }
    }
}

/// Reports schemas that become a JSON value although they say more.
pub fn report_inexpressible(
    api: &Api,
    folded: &Folded,
    directions: &Directions,
    types: &Types<'_>,
    report: &mut Report,
) {
    let cut = types.cut.iter();
    for (class, what) in cut.filter(|(class, _)| directions.lives(**class)) {
        let at = folded.speaker(api, *class).at.clone();
        let what = what.clone();
        report.warn(at, PlanProblem::NoRustType { what });
    }
}

/// What every class is: a union whose arms are all the same is no union. Octets are texts where they are no file.
pub fn kinds(api: &Api, folded: &Folded, uploads: &BTreeSet<usize>) -> Vec<TypeKind> {
    let kind = |class: usize| match &folded.speaker(api, class).shape {
        Shape::Union { arms, .. } if !uploads.contains(&class) && is_plain(api, arms) => {
            TypeKind::Transparent
        }
        shape => kind(api, folded, shape),
    };
    (0..folded.len()).map(kind).collect()
}

/// Whether all arms are the same Rust type without a name, though they are not equal.
fn is_plain(api: &Api, arms: &[Arm]) -> bool {
    let all = |is: fn(&Shape) -> bool| arms.iter().all(|arm| is(resolved(api, arm.schema)));
    all(is_string) || all(|shape| matches!(shape, Shape::Boolean(_)))
}

/// Whether the Rust type is a `String`.
fn is_string(shape: &Shape) -> bool {
    matches!(shape, Shape::Text(format) if *format != TextFormat::DateTime)
}

fn kind(api: &Api, folded: &Folded, shape: &Shape) -> TypeKind {
    let is_text = |value: &EnumValue| matches!(value.value, Node::String(_));
    match shape {
        Shape::Object(object) if !object.members.is_empty() => TypeKind::Struct,
        Shape::Enumeration(list) if list.values.iter().all(is_text) => TypeKind::TextEnum,
        Shape::Enumeration(_) => TypeKind::NumberEnum,
        Shape::Union { arms, tag } => {
            let is_open = arms.iter().any(|arm| is_anything(api, folded, arm));
            // A parent of one heir so far.
            let may_grow = tag.is_some() && arms.len() == 1;
            match distinct(api, folded, arms).count() {
                0 => TypeKind::Transparent,
                1 if !is_open && !may_grow => TypeKind::Transparent,
                _ => TypeKind::Union,
            }
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Same(_) => TypeKind::Transparent,
    }
}

/// The arms of a union without those that repeat an earlier one, and without those that allow anything: every union does.
pub fn distinct<'a>(
    api: &'a Api,
    folded: &'a Folded,
    arms: &'a [Arm],
) -> impl Iterator<Item = &'a Arm> {
    let mut seen = Set::default();
    arms.iter().filter(move |arm| {
        let is_new = seen.insert((folded.class(arm.schema), &arm.tags));
        is_new && !is_anything(api, folded, arm)
    })
}

fn is_anything(api: &Api, folded: &Folded, arm: &Arm) -> bool {
    let id = folded.representative(folded.class(arm.schema));
    match api.schema(id).shape {
        Shape::Any | Shape::Never | Shape::Null => true,
        Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Union { .. }
        | Shape::Same(_) => false,
    }
}
