//! What tells a struct from the other arms of its unions: `new` gives it, so that no user has to, or gets it wrong; where
//! the struct has no such member, the union writes it.

use crate::api::{Access, Api, Arm, ObjectShape, SchemaId, Shape, Tag};
use crate::maps::Map;
use crate::node::Node;

use super::content::resolved;
use super::fold::Folded;
use super::models::ModelContext;

/// The value of a member, by class and member; `None`: it has several, in one union or in another.
pub type Tags<'a> = Map<(usize, &'a str), Option<&'a str>>;

/// The tags of all arms.
pub fn tags<'a>(api: &'a Api, folded: &Folded) -> Tags<'a> {
    let mut tags = Tags::default();
    for schema in &api.schemas {
        let Shape::Union {
            arms,
            tag: Some(tag),
        } = &schema.shape
        else {
            continue;
        };
        for arm in arms {
            let only = match arm.tags.as_slice() {
                [only] => Some(only.as_str()),
                _ => None,
            };
            let key = (folded.class(arm.schema), tag.member.as_str());
            let known = tags.entry(key).or_insert(only);
            *known = known.filter(|known| only == Some(*known));
        }
    }
    tags
}

/// Whether a union writes its tag where the value of an arm has none. What is only received kept it, unless that is dropped.
pub fn are_written(
    context: &ModelContext<'_>,
    id: SchemaId,
    arms: &[Arm],
    tag: Option<&Tag>,
) -> bool {
    let is_made = context.directions.is_sent(context.folded.class(id));
    let Some(tag) = tag.filter(|_| is_made || context.choices.drop_unknown_members) else {
        return false;
    };
    arms.iter().any(|arm| {
        let class = context.folded.class(arm.schema);
        match &context.folded.speaker(context.api, class).shape {
            Shape::Object(object) => lacks(context, class, object, &tag.member),
            Shape::Union { .. } => true,
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Same(_) => false,
        }
    })
}

/// Whether a struct has several tags and no member for them: its unknown members hold which one came.
pub fn are_kept(context: &ModelContext<'_>, id: SchemaId, object: &ObjectShape) -> bool {
    let class = context.folded.class(id);
    let declares = |tag: &str| object.members.iter().any(|member| member.name == tag);
    let mut tags = context.tags.iter();
    tags.any(|(&(owner, tag), only)| owner == class && only.is_none() && !declares(tag))
}

/// Whether a struct need not have the member. `new` gives it where it has only one value.
fn lacks(context: &ModelContext<'_>, class: usize, object: &ObjectShape, tag: &str) -> bool {
    if object.members.is_empty() {
        // It is a map, and the tag in it.
        return false;
    }
    let Some(member) = object.members.iter().find(|member| member.name == tag) else {
        return true;
    };
    let is_given = context.tags.get(&(class, tag)).is_some_and(Option::is_some);
    let is_optional = !member.required && (member.value.nullable || !is_given);
    is_optional && member.access != Access::ReadOnly && is_text(context.api, member.value.schema)
}

/// Whether it is a text: a tag that is none is never missing where it was read, and is not made up.
fn is_text(api: &Api, id: SchemaId) -> bool {
    match resolved(api, id) {
        Shape::Text(_) => true,
        Shape::Enumeration(list) => {
            let mut values = list.values.iter();
            values.all(|value| matches!(value.value, Node::String(_)))
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Union { .. }
        | Shape::Same(_) => false,
    }
}
