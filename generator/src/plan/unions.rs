//! Unions: enums of other types.

use crate::api::{Arm, SchemaId, Tag};
use crate::maps::Map;

use super::direction::Side;
use super::enumeration;
use super::krate::{RustType, Union, UnionArm};
use super::models::ModelContext;
use super::tags;
use super::text;
use super::types::TypeKind;
use super::variants::variants;

/// The enum of a union.
pub fn union(
    context: &ModelContext<'_>,
    id: SchemaId,
    (arms, tag): (&[Arm], Option<&Tag>),
    side: Side,
    name: String,
    docs: Vec<String>,
) -> Union {
    let writes_tag = tags::are_written(context, id, arms, tag);
    let mut arms: Vec<UnionArm> = variants(context, id, arms, side)
        .map(|(arm, ty, part)| union_arm(context, arm, ty, context.parts.of(&name, part)))
        .collect();
    let (directions, class) = (context.directions, context.folded.class(id));
    if side == Side::Sent || directions.is_sent(class) && !directions.is_split(class) {
        convert(&mut arms, &name);
    }
    let default = tag.and_then(|tag| tag.default.as_ref());
    let default = default.and_then(|tag| arms.iter().find(|arm| arm.tags.contains(tag)));
    Union {
        name,
        docs,
        deprecated: context.api.schema(id).docs.deprecated,
        tag: tag.map(|tag| tag.member.clone()),
        writes_tag,
        default: default.map(|arm| arm.name.clone()),
        arms,
        unrecognized: enumeration::UNRECOGNIZED.to_owned(),
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
fn union_arm(context: &ModelContext<'_>, arm: &Arm, plain: RustType, name: String) -> UnionArm {
    let schema = context.api.schema(arm.schema);
    let is_struct = context.kinds[context.folded.class(arm.schema)] == TypeKind::Struct;
    UnionArm {
        name,
        docs: text::lines(context.rendered, &schema.docs, false, || {
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
