//! The models: structs, enums, unions, and other names for types.

use crate::api::{Api, Origin, Role, SchemaId, Shape};
use crate::parallel;

use super::boxing;
use super::choices::Choices;
use super::copies::Copies;
use super::direction::{Directions, Side};
use super::enumeration;
use super::fold::Folded;
use super::inline;
use super::krate::{Alias, Model};
use super::markdown::Rendered;
use super::naming::{Naming, Subject};
use super::parts::PartNames;
use super::sensitive;
use super::structs::structure;
use super::tags::{self, Tags};
use super::text::{self, Said};
use super::twins;
use super::types::{TypeKind, Types};
use super::unions::union;

/// What models are made from.
pub struct ModelContext<'a> {
    /// The neutral model.
    pub api: &'a Api,
    /// Its classes.
    pub folded: &'a Folded,
    /// What each class is.
    pub kinds: &'a [TypeKind],
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

impl<'a> ModelContext<'a> {
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
pub fn models(context: &ModelContext<'_>, naming: &Naming) -> Vec<Model> {
    let mut wanted: Vec<(SchemaId, Option<Side>, &str)> = naming
        .models
        .iter()
        .map(|((class, side), name)| {
            (
                context.folded.representative(*class),
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
    wanted.sort_by_key(|&(id, side, _)| (root(context.api, id), id, side));
    let models = parallel::map(&wanted, |&(id, side, name)| match side {
        Some(side) => model(context, id, side, name),
        None => Some(alias(context, id, name)),
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

fn alias(context: &ModelContext<'_>, id: SchemaId, name: &str) -> Model {
    let schema = context.api.schema(id);
    let class = context.folded.class(id);
    let mut docs = text::lines(context.rendered, &schema.docs, schema.sensitive, || {
        fallback(context, id)
    });
    if let Some(model) = context.types.name(class, Side::Received) {
        docs.extend(twins::docs(context, id, model));
    }
    Model::Alias(Alias {
        name: name.to_owned(),
        docs,
        deprecated: schema.docs.deprecated,
        ty: context.types.of_class(class, Side::Received),
    })
}

fn model(context: &ModelContext<'_>, id: SchemaId, side: Side, name: &str) -> Option<Model> {
    let schema = context.api.schema(id);
    let (name, deprecated) = (name.to_owned(), schema.docs.deprecated);
    let mut said = Said::from(&schema.docs);
    said.constraints
        .retain(|text| context.copies.all_say(context.api, id, text));
    let docs = text::lines(context.rendered, said, false, || fallback(context, id));
    match &schema.shape {
        Shape::Enumeration(list)
            if context.kinds[context.folded.class(id)] == TypeKind::TextEnum =>
        {
            let variants = enumeration::texts(list, &name, context.choices, &context.parts);
            let open = enumeration::open(name, docs, deprecated, variants);
            Some(Model::TextEnum(open))
        }
        Shape::Enumeration(list) => {
            let variants = enumeration::numbers(list, &name, context.choices, &context.parts);
            let open = enumeration::open(name, docs, deprecated, variants);
            Some(Model::NumberEnum(open))
        }
        Shape::Union { arms, tag } => {
            let tag = tag.as_ref();
            Some(Model::Union(union(
                context,
                id,
                (arms, tag),
                side,
                name,
                docs,
            )))
        }
        Shape::Object(object) => Some(Model::Struct(structure(
            context, id, object, side, name, docs,
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
fn fallback(context: &ModelContext<'_>, id: SchemaId) -> String {
    let place = whereabouts(context, id);
    let is_shared = context.words.plain.contains_key(&context.folded.class(id));
    let others = if is_shared { ", and others" } else { "" };
    text::sentence(&format!("{place}{others}"))
}

/// Where a schema stands, in words: `the member `size` of [`Thing`]`.
fn whereabouts(context: &ModelContext<'_>, start: SchemaId) -> String {
    let is_used = |class| context.directions.is_used(class);
    let mut words = String::new();
    let mut id = start;
    for _ in 0..context.api.schemas.len() {
        let schema = context.api.schema(id);
        let class = context.folded.class(id);
        let name = context.types.name(class, Side::Received);
        if let Some(name) = name.filter(|_| id != start) {
            // A link to what the other file has, with a feature or without, would be broken.
            let is_linked = is_used(class) == is_used(context.folded.class(start));
            return match is_linked {
                true => format!("{words}[`{name}`]"),
                false => format!("{words}`{name}`"),
            };
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
