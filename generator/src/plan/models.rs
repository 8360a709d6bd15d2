//! The models: structs, enums, unions, and other names for types.

use crate::api::{Access, Additional, Api, Member, Origin, Schema, SchemaId, Shape};

use super::choices::Choices;
use super::direction::{Directions, Side};
use super::enumeration;
use super::fold::Folded;
use super::krate::{
    Alias, Field, Model, NumberEnum, Presence, Rest, RustType, Struct, TextEnum, Union, UnionArm,
};
use super::lock::place;
use super::names::{Scope, identifier, type_name, value_name};
use super::naming::Naming;
use super::text;
use super::types::{Kind, Types, distinct};

/// Names that a setter would clash with.
const SETTERS_NOT: &[&str] = &[
    "new", "clone", "reveal", "example", "view", "empty", "decode",
];

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
    /// The human choices.
    pub choices: &'a Choices,
    /// Name of the entry document, which places leave out.
    pub entry: &'a str,
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
    wanted
        .into_iter()
        .filter_map(|(id, side, name)| match side {
            Some(side) => model(source, id, side, name),
            None => Some(alias(source, id, name)),
        })
        .collect()
}

/// The outermost schema that a schema stands in; those of operations come after all components.
fn root(api: &Api, start: SchemaId) -> (bool, SchemaId) {
    let mut id = start;
    for _ in 0..api.schemas.len() {
        match &api.schema(id).origin {
            Origin::Within { owner, .. } => id = *owner,
            Origin::Component { .. } => return (false, id),
            Origin::Shared { .. } | Origin::Operation { .. } => return (true, id),
        }
    }
    (true, id)
}

fn alias(source: &Source<'_>, id: SchemaId, name: &str) -> Model {
    let schema = source.api.schema(id);
    Model::Alias(Alias {
        name: name.to_owned(),
        docs: text::lines(&schema.docs, schema.sensitive, &fallback(schema)),
        ty: source.types.plain(id, Side::Received),
    })
}

fn model(source: &Source<'_>, id: SchemaId, side: Side, name: &str) -> Option<Model> {
    let schema = source.api.schema(id);
    let (name, deprecated) = (name.to_owned(), schema.docs.deprecated);
    let docs = text::lines(&schema.docs, false, &fallback(schema));
    match &schema.shape {
        Shape::Enumeration(list) if source.kinds[source.folded.class(id)] == Kind::TextEnum => {
            let (variants, unrecognized) = enumeration::texts(list, &name, source.choices);
            Some(Model::TextEnum(TextEnum {
                name,
                docs,
                deprecated,
                variants,
                unrecognized,
            }))
        }
        Shape::Enumeration(list) => {
            let (variants, unrecognized) = enumeration::numbers(list, &name, source.choices);
            Some(Model::NumberEnum(NumberEnum {
                name,
                docs,
                deprecated,
                variants,
                unrecognized,
            }))
        }
        Shape::Union { arms, tag } => {
            let mut scope = Scope::default();
            let arms = distinct(arms, source.folded)
                .map(|arm| union_arm(source, arm, side, &mut scope))
                .collect();
            let unrecognized = enumeration::other(&mut scope);
            let tag = tag.as_ref().map(|tag| tag.member.clone());
            Some(Model::Union(Union {
                name,
                docs,
                deprecated,
                tag,
                arms,
                unrecognized,
            }))
        }
        Shape::Object(_) => Some(Model::Struct(structure(source, id, side, name, docs))),
        _ => None,
    }
}

/// What stands where the document says nothing about a type.
fn fallback(schema: &Schema) -> String {
    match &schema.origin {
        Origin::Component { name } => format!("The schema {}.", text::code(name)),
        _ => format!("The schema at {}.", text::code(schema.at.pointer())),
    }
}

/// An arm: structs are boxed, so that a union is as small as its smaller arms.
fn union_arm(
    source: &Source<'_>,
    arm: &crate::api::Arm,
    side: Side,
    scope: &mut Scope,
) -> UnionArm {
    let schema = source.api.schema(arm.schema);
    let plain = source.types.plain(arm.schema, side);
    let name = match (arm.tags.first(), &plain) {
        (Some(tag), _) => type_name(tag),
        (None, RustType::Model(name)) => name.clone(),
        (None, RustType::String) => "Text".to_owned(),
        (None, RustType::I64 | RustType::U64 | RustType::Number) => "Integer".to_owned(),
        (None, RustType::F64) => "Number".to_owned(),
        (None, RustType::Bool) => "Boolean".to_owned(),
        (None, RustType::Vec(_)) => "List".to_owned(),
        (None, RustType::Map(_) | RustType::JsonObject) => "Object".to_owned(),
        (None, RustType::Timestamp) => "Timestamp".to_owned(),
        (None, _) => "Any".to_owned(),
    };
    let is_struct = source.kinds[source.folded.class(arm.schema)] == Kind::Struct;
    UnionArm {
        name: scope.claim(&name),
        docs: text::lines(
            &schema.docs,
            false,
            &format!("One of {}.", text::code(&plain.to_string())),
        ),
        ty: if is_struct {
            RustType::Box(Box::new(plain))
        } else {
            plain
        },
        tags: arm.tags.clone(),
    }
}

fn structure(
    source: &Source<'_>,
    id: SchemaId,
    side: Side,
    name: String,
    mut docs: Vec<String>,
) -> Struct {
    let schema = source.api.schema(id);
    let class = source.folded.class(id);
    let sent_only = side == Side::Sent || source.directions.is_only_sent(class);
    let side = if sent_only { Side::Sent } else { side };
    let sent =
        source.directions.is_sent(class) && (sent_only || !source.directions.is_split(class));
    let mut scope = if sent {
        Scope::without(SETTERS_NOT.iter().copied())
    } else {
        Scope::default()
    };
    let Shape::Object(object) = &schema.shape else {
        return Struct {
            name,
            docs,
            deprecated: false,
            fields: Vec::new(),
            rest: Rest::Dropped,
            sent,
        };
    };
    let left_out: Vec<String> = object
        .members
        .iter()
        .filter(|member| sent_only && member.access == Access::ReadOnly)
        .map(|member| text::code(&member.name))
        .collect();
    if !left_out.is_empty() {
        docs.extend([
            String::new(),
            format!(
                "Only received, and so left out here: {}.",
                left_out.join(", ")
            ),
        ]);
    }
    let direction = FieldSide {
        side,
        sent,
        sent_only,
        split: source.directions.is_split(class),
    };
    let fields = object
        .members
        .iter()
        .filter(|member| !(sent_only && member.access == Access::ReadOnly))
        .map(|member| field(source, &name, member, direction, &mut scope))
        .collect();
    let extra = identifier(&scope.claim_first(&["extra", "extra_members", "unknown_members"]));
    let rest = match object.additional {
        Additional::Typed(used) => match source.types.of(used, side) {
            RustType::Json => Rest::Kept { field: extra },
            value => Rest::Typed {
                field: identifier(
                    &scope.claim_first(&["additional_properties", "additional_members"]),
                ),
                value,
                extra,
            },
        },
        _ if source.choices.drop_unknown_members => Rest::Dropped,
        Additional::Unsaid | Additional::Forbidden | Additional::Any => Rest::Kept { field: extra },
    };
    Struct {
        name,
        docs,
        deprecated: schema.docs.deprecated,
        fields,
        rest,
        sent,
    }
}

/// Which way the fields of a struct travel.
#[derive(Clone, Copy)]
struct FieldSide {
    side: Side,
    sent: bool,
    sent_only: bool,
    split: bool,
}

fn field(
    source: &Source<'_>,
    owner: &str,
    member: &Member,
    direction: FieldSide,
    scope: &mut Scope,
) -> Field {
    let keys = member_keys(source, owner, member);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    // The last key is the whole type: it is lenient or redacted as one, but has a name of its own.
    let chosen = keys
        .iter()
        .take(2)
        .find_map(|key| source.choices.renamed(key))
        .map(str::to_owned);
    let wanted = chosen.unwrap_or_else(|| value_name(&member.name));
    let name = identifier(&scope.claim_first(&[wanted.as_str(), &format!("{wanted}_")]));
    let lenient = source.choices.is_lenient(&keys);
    let only_sent_later =
        direction.split && direction.side == Side::Received && member.access == Access::WriteOnly;
    let required = member.required && !lenient && !only_sent_later;
    let plain = source.types.plain(member.value.schema, direction.side);
    let presence = match (required, member.value.nullable && plain != RustType::Json) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if direction.sent => Presence::Patch,
        (false, _) => Presence::Optional,
    };
    let constant = constant(source, member, presence, &plain);
    let ty = match presence {
        Presence::Required => plain,
        Presence::Nullable | Presence::Optional => RustType::Option(Box::new(plain)),
        Presence::Patch => RustType::Patch(Box::new(plain)),
    };
    let redacted = member.sensitive || source.choices.is_redacted(&keys);
    Field {
        name,
        wire: member.name.clone(),
        docs: text::lines(
            &member.docs,
            redacted,
            &format!("The member {}.", text::code(&member.name)),
        ),
        deprecated: member.docs.deprecated,
        ty,
        presence,
        redacted,
        read_only: member.access == Access::ReadOnly && direction.sent && !direction.sent_only,
        constant,
    }
}

/// The one value that a required member can have.
fn constant(
    source: &Source<'_>,
    member: &Member,
    presence: Presence,
    plain: &RustType,
) -> Option<String> {
    let RustType::Model(owner) = plain else {
        return None;
    };
    let schema = source.api.schema(
        source
            .folded
            .representative(source.folded.class(member.value.schema)),
    );
    match &schema.shape {
        Shape::Enumeration(list)
            if presence == Presence::Required && list.values.len() == 1 && !list.open =>
        {
            enumeration::texts(list, owner, source.choices)
                .0
                .into_iter()
                .next()
                .map(|variant| variant.name)
        }
        _ => None,
    }
}

/// What choices may call a member: its place, `Type.member`, or its type.
fn member_keys(source: &Source<'_>, owner: &str, member: &Member) -> Vec<String> {
    if !source.choices.names_members() {
        return Vec::new();
    }
    vec![
        place(&member.at, source.entry),
        format!("{owner}.{}", member.name),
        owner.to_owned(),
    ]
}
