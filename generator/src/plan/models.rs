//! The models: structs, enums, unions, and other names for types.

use crate::api::{Api, Arm, Origin, Role, SchemaId, Shape};
use crate::maps::Map;
use crate::parallel;

use super::boxing;
use super::choices::Choices;
use super::copies::Copies;
use super::direction::{Directions, Side};
use super::enumeration;
use super::fold::Folded;
use super::inline;
use super::krate::{Alias, Model, NumberEnum, RustType, TextEnum, Union, UnionArm};
use super::markdown::Rendered;
use super::naming::{Naming, Subject};
use super::parts::PartNames;
use super::sensitive;
use super::structs::structure;
use super::tags::{self, Tags};
use super::text::{self, Said};
use super::twins;
use super::types::{Kind, Types};
use super::variants::variants;

/// What models are made from.
pub struct Source<'a> {
    /// The neutral model.
    pub api: &'a Api,
    /// Its classes.
    pub folded: &'a Folded,
    /// What each class is.
    pub kinds: &'a [Kind],
    /// Which way each travels.
    pub directions: &'a Directions,
    /// Their types.
    pub types: &'a Types<'a>,
    /// The names of fields and variants.
    pub parts: PartNames,
    /// Which classes `Debug` must not show.
    pub sensitive: Vec<bool>,
    /// The copies that fold into what has no name.
    pub copies: Copies,
    /// What `new` gives to the arms of unions.
    pub tags: Tags<'a>,
    /// The human choices.
    pub choices: &'a Choices,
    /// Name of the entry document, which places leave out.
    pub entry: &'a str,
    /// What descriptions come to.
    pub rendered: &'a Rendered<'a>,
    /// What schemas that have no name say of themselves.
    pub words: &'a inline::Words<'a>,
}

impl<'a> Source<'a> {
    /// What is named, with its types; the names of parts are still to come.
    pub fn new(subject: &Subject<'a>, types: &'a Types<'a>) -> Self {
        let Subject {
            api,
            spoken: _,
            folded,
            kinds,
            directions,
            choices,
            places: _,
            entry,
            rendered,
            words,
        } = *subject;
        Self {
            api,
            folded,
            kinds,
            directions,
            types,
            parts: PartNames::default(),
            sensitive: sensitive::sensitive(api, folded),
            copies: Copies::new(api, folded),
            tags: tags::tags(api, folded),
            choices,
            entry,
            rendered,
            words,
        }
    }
}

/// All models, in the order of the document, what stands inside something behind it.
pub fn models(source: &Source<'_>, naming: &Naming) -> Vec<Model> {
    let mut wanted: Vec<(SchemaId, Option<Side>, &str)> = naming
        .models
        .iter()
        .map(|((class, side), name)| {
            (
                source.folded.representative(*class),
                Some(*side),
                name.as_str(),
            )
        })
        .chain(
            naming
                .aliases
                .iter()
                .map(|(id, name)| (*id, None, name.as_str())),
        )
        .collect();
    wanted.sort_by_key(|&(id, side, _)| (root(source.api, id), id, side));
    let models = parallel::map(&wanted, |&(id, side, name)| match side {
        Some(side) => model(source, id, side, name),
        None => Some(alias(source, id, name)),
    });
    let mut models: Vec<Model> = models.into_iter().flatten().collect();
    boxing::apply(&mut models);
    models
}

/// The outermost schema that a schema stands in; those of operations come after all components.
fn root(api: &Api, start: SchemaId) -> (bool, SchemaId) {
    let mut id = start;
    for _ in 0..api.schemas.len() {
        match &api.schema(id).origin {
            Origin::Within { owner, .. } => id = *owner,
            Origin::Component { .. } => return (false, id),
            Origin::Shared { .. } | Origin::Operation { .. } | Origin::Incoming { .. } => {
                return (true, id);
            }
        }
    }
    (true, id)
}

fn alias(source: &Source<'_>, id: SchemaId, name: &str) -> Model {
    let schema = source.api.schema(id);
    let class = source.folded.class(id);
    let mut docs = text::lines(source.rendered, &schema.docs, schema.sensitive, || {
        fallback(source, id)
    });
    if let Some(model) = source.types.name(class, Side::Received) {
        docs.extend(twins::docs(source, id, model));
    }
    Model::Alias(Alias {
        name: name.to_owned(),
        docs,
        deprecated: schema.docs.deprecated,
        ty: source.types.of_class(class, Side::Received),
    })
}

fn model(source: &Source<'_>, id: SchemaId, side: Side, name: &str) -> Option<Model> {
    let schema = source.api.schema(id);
    let (name, deprecated) = (name.to_owned(), schema.docs.deprecated);
    let mut said = Said::from(&schema.docs);
    said.constraints
        .retain(|text| source.copies.all_say(source.api, id, text));
    let docs = text::lines(source.rendered, said, false, || fallback(source, id));
    match &schema.shape {
        Shape::Enumeration(list) if source.kinds[source.folded.class(id)] == Kind::TextEnum => {
            let variants = enumeration::texts(list, &name, source.choices, &source.parts);
            Some(Model::TextEnum(TextEnum {
                name,
                docs,
                deprecated,
                variants,
                unrecognized: enumeration::UNRECOGNIZED.to_owned(),
            }))
        }
        Shape::Enumeration(list) => {
            let variants = enumeration::numbers(list, &name, source.choices, &source.parts);
            Some(Model::NumberEnum(NumberEnum {
                name,
                docs,
                deprecated,
                variants,
                unrecognized: enumeration::UNRECOGNIZED.to_owned(),
            }))
        }
        Shape::Union { arms, tag } => {
            let writes_tag = tags::are_written(source, id, arms, tag.as_ref());
            let mut arms: Vec<UnionArm> = variants(source, id, arms, side)
                .map(|(arm, ty, part)| union_arm(source, arm, ty, source.parts.of(&name, part)))
                .collect();
            let (directions, class) = (source.directions, source.folded.class(id));
            if side == Side::Sent || directions.is_sent(class) && !directions.is_split(class) {
                convert(&mut arms, &name);
            }
            let unrecognized = enumeration::UNRECOGNIZED.to_owned();
            let has = |arm: &&UnionArm, default| arm.tags.contains(default);
            let default = tag.as_ref().and_then(|tag| tag.default.as_ref());
            let default = default.and_then(|tag| arms.iter().find(|arm| has(arm, tag)));
            let default = default.map(|arm| arm.name.clone());
            let tag = tag.as_ref().map(|tag| tag.member.clone());
            Some(Model::Union(Union {
                name,
                docs,
                deprecated,
                tag,
                writes_tag,
                default,
                arms,
                unrecognized,
            }))
        }
        Shape::Object(object) => Some(Model::Struct(structure(
            source, id, object, side, name, docs,
        ))),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Same(_) => None,
    }
}

/// What stands where the document says nothing about a type.
fn fallback(source: &Source<'_>, id: SchemaId) -> String {
    let place = whereabouts(source, id);
    let is_shared = source.words.plain.contains_key(&source.folded.class(id));
    let others = if is_shared { ", and others" } else { "" };
    text::sentence(&format!("{place}{others}"))
}

/// Where a schema stands, in words: `the member `size` of [`Thing`]`.
fn whereabouts(source: &Source<'_>, start: SchemaId) -> String {
    let mut words = String::new();
    let mut id = start;
    for _ in 0..source.api.schemas.len() {
        let schema = source.api.schema(id);
        let name = source.types.name(source.folded.class(id), Side::Received);
        if let Some(name) = name.filter(|_| id != start) {
            return format!("{words}[`{name}`]");
        }
        match &schema.origin {
            Origin::Component { name } => return format!("{words}the schema {}", text::code(name)),
            Origin::Incoming { kind, name } => {
                return format!("{words}the body of the {kind} {}", text::code(name));
            }
            Origin::Shared { kind, name } => {
                return format!("{words}the {kind} {}", text::code(name));
            }
            Origin::Operation { operation, role } => {
                return format!(
                    "{words}{} of {}",
                    operation_part(role),
                    text::code(operation)
                );
            }
            Origin::Within { owner, role } => {
                words.push_str(&part(role));
                words.push_str(" of ");
                id = *owner;
            }
        }
    }
    words
}

fn part(role: &Role) -> String {
    match role {
        Role::Member(name) => format!("the member {}", text::code(name)),
        Role::Items => "an item".to_owned(),
        Role::Prefix(index) => format!("item {}", index + 1),
        Role::Additional => "a value".to_owned(),
        Role::Arm { index, .. } => format!("alternative {}", index + 1),
        Role::Part(index) => format!("part {}", index + 1),
    }
}

fn operation_part(role: &str) -> String {
    match role.split_once(' ') {
        Some(("response", "default")) => "the response to all other statuses".to_owned(),
        Some(("response", status)) => format!("the response with status {status}"),
        Some((kind, name)) => format!("the {kind} {}", text::code(name)),
        None => format!("the {role} body"),
    }
}

/// What stands where the document says nothing about an arm: its tags, and what it is.
fn arm_fallback(tags: &[String], ty: &RustType) -> String {
    let ty = match ty {
        RustType::Model(name) => format!("[`{}`]", name.spelled()),
        other => text::code(&other.to_string()),
    };
    let tags: Vec<String> = tags.iter().map(|tag| text::code(tag)).collect();
    if tags.is_empty() {
        format!("{ty}.")
    } else {
        format!("{}: {ty}.", tags.join(", "))
    }
}

/// An arm: structs are boxed, so that a union is as small as its smaller arms.
fn union_arm(source: &Source<'_>, arm: &Arm, plain: RustType, name: String) -> UnionArm {
    let schema = source.api.schema(arm.schema);
    let is_struct = source.kinds[source.folded.class(arm.schema)] == Kind::Struct;
    UnionArm {
        name,
        docs: text::lines(source.rendered, &schema.docs, false, || {
            arm_fallback(&arm.tags, &plain)
        }),
        ty: if is_struct {
            RustType::Box(Box::new(plain))
        } else {
            plain
        },
        tags: arm.tags.clone(),
        converts: false,
    }
}

/// Finds the arms whose values become the union by `From`. Any JSON would hide what it is, and the union is itself already.
fn convert(arms: &mut [UnionArm], union: &str) {
    let mut seen: Map<RustType, usize> = Map::default();
    for arm in arms.iter() {
        *seen.entry(arm.bare().clone()).or_default() += 1;
    }
    for arm in arms {
        let is_open = match arm.bare() {
            RustType::Json => true,
            RustType::Model(name) => name.model == union,
            _ => false,
        };
        arm.converts = !is_open && seen.get(arm.bare()) == Some(&1);
    }
}
