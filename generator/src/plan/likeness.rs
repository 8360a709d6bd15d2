//! What a schema is, but for what it reaches, as a key: schemas of different keys are never one type.

use crate::api::{
    Access, Additional, Arm, EnumValue, Member, ObjectShape, Schema, Shape, TextFormat,
};
use crate::json;

use super::integer::{IntegerType, integer};

/// Appends the key of a schema.
pub(super) fn push(schema: &Schema, key: &mut String) {
    if schema.sensitive {
        key.push('!');
    }
    if schema.docs.deprecated {
        key.push('~');
    }
    push_shape(&schema.shape, key);
}

fn push_shape(shape: &Shape, key: &mut String) {
    match shape {
        Shape::Any | Shape::Never => key.push_str("any"),
        Shape::Null => key.push_str("null"),
        Shape::Boolean(None) => key.push_str("bool"),
        Shape::Boolean(Some(true)) => key.push_str("true"),
        Shape::Boolean(Some(false)) => key.push_str("false"),
        Shape::Integer(bounds) => key.push_str(match integer(bounds) {
            IntegerType::U64 => "u64",
            IntegerType::I64 => "i64",
            IntegerType::Number => "int",
        }),
        Shape::Number { .. } => key.push_str("num"),
        Shape::Text(TextFormat::DateTime) => key.push_str("time"),
        Shape::Text(TextFormat::Binary) => key.push_str("octets"),
        Shape::Text(_) => key.push_str("text"),
        Shape::Enumeration(list) => {
            // That others may come matters only where there is one value: it is then no constant.
            if list.open && list.values.len() == 1 {
                key.push_str("open");
            }
            let mut values: Vec<&EnumValue> = list.values.iter().collect();
            // What is no text has none to sort by: it is sorted by its JSON.
            let json = |value: &EnumValue| {
                let is_text = value.value.as_str().is_some();
                (!is_text).then(|| value.value.to_value().to_string())
            };
            values.sort_by_cached_key(|value| (json(value), value.value.as_str()));
            for value in values {
                key.push('=');
                value.value.push_json(key);
                push_text(value.name.as_deref(), key);
            }
        }
        Shape::Array { items, .. } => {
            key.push_str("array");
            push_flags([items.nullable], key);
        }
        Shape::Tuple { items } => {
            key.push_str("tuple");
            push_flags(items.iter().map(|item| item.nullable), key);
        }
        Shape::Object(object) => push_object(object, key),
        Shape::Union { arms, tag } => {
            key.push_str("union");
            push_text(tag.as_ref().map(|tag| tag.member.as_str()), key);
            push_text(tag.as_ref().and_then(|tag| tag.default.as_deref()), key);
            for arm in by_tag(arms) {
                key.push('|');
                // Their order is which one is written where a value has none.
                arm.tags.iter().for_each(|tag| push_text(Some(tag), key));
            }
        }
        Shape::Same(used) => {
            key.push_str("same");
            push_flags([used.nullable], key);
        }
    }
}

fn push_object(object: &ObjectShape, key: &mut String) {
    key.push_str(match &object.additional {
        Additional::Unsaid | Additional::Any | Additional::Forbidden => "open object",
        Additional::Typed(used) if used.nullable => "typed? object",
        Additional::Typed(_) => "typed object",
    });
    for member in by_name(&object.members) {
        push_text(Some(&member.name), key);
        let access = [Access::ReadOnly, Access::WriteOnly].map(|access| access == member.access);
        push_flags(access, key);
        let facts = [
            member.required,
            member.value.nullable,
            member.sensitive,
            member.docs.deprecated,
        ];
        push_flags(facts, key);
    }
    // It is the order in which `new` takes them, where it takes several: to swap arguments of one type is no error.
    let required = object.members.iter().filter(|member| member.required);
    if required.clone().count() > 1 {
        required.for_each(|member| push_text(Some(&member.name), key));
    }
}

/// The members of an object by their names: in which order a document has those that may be left out is no part of what the
/// object is.
pub(super) fn by_name(members: &[Member]) -> Vec<&Member> {
    let mut sorted: Vec<&Member> = members.iter().collect();
    sorted.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    sorted
}

/// The arms of a union by their tags: where these tell them apart, the order says nothing.
pub(super) fn by_tag(arms: &[Arm]) -> Vec<&Arm> {
    let mut sorted: Vec<&Arm> = arms.iter().collect();
    sorted.sort_by_key(|arm| arm.tags.iter().min());
    sorted
}

/// A text that ends where it seems to, or none.
fn push_text(text: Option<&str>, key: &mut String) {
    match text {
        Some(text) => json::push_text(text, key),
        None => key.push('-'),
    }
}

fn push_flags(flags: impl IntoIterator<Item = bool>, key: &mut String) {
    key.extend(flags.into_iter().map(|flag| if flag { '1' } else { '0' }));
}
