//! Which arms of a union are variants, and what these are called.

use crate::api::{Arm, Origin, Role, SchemaId, Shape};
use crate::maps::Set;

use super::content::resolved;
use super::direction::Side;
use super::inline;
use super::krate::RustType;
use super::models::ModelContext;
use super::names::{is_telling, type_name};
use super::parts::Wanted;
use super::types::distinct;

/// The arms of a union that are variants, their types, and the names that they would have: on both sides those of what is
/// received. What is told apart by its type alone and has that of an earlier arm could never be chosen: a text after octets.
pub fn variants<'a>(
    context: &'a ModelContext<'_>,
    id: SchemaId,
    arms: &'a [Arm],
    side: Side,
) -> impl Iterator<Item = (&'a Arm, RustType, Wanted)> {
    let class = context.folded.class(id);
    let owner = context.types.name(class, Side::Received);
    let owner = owner.unwrap_or_default();
    let mut untagged = Set::default();
    let plain = move |arm: &Arm, side| context.types.member(class, arm.schema, side);
    let mut arms: Vec<(&Arm, RustType)> = distinct(context.api, context.folded, arms)
        .map(|arm| (arm, plain(arm, side)))
        .filter(|(arm, plain)| !arm.tags.is_empty() || untagged.insert(plain.clone()))
        .collect();
    // Any text may be a file: what else reads one comes before it.
    arms.sort_by_key(|(_, ty)| *ty == RustType::File);
    let model = |(arm, _): &(&Arm, RustType)| match plain(arm, Side::Received) {
        RustType::Model(name) => Some(name.spelled().to_owned()),
        _ => None,
    };
    let models: Set<String> = arms.iter().filter_map(model).collect();
    let all_tags = arms.iter().flat_map(|(arm, _)| &arm.tags);
    let all_tags: Set<&str> = all_tags.map(String::as_str).collect();
    arms.into_iter().map(move |(arm, ty)| {
        let received = plain(arm, Side::Received);
        let of_type = match &received {
            RustType::Model(name) => match own_words(name.spelled(), owner) {
                words if models.contains(words) => name.spelled(),
                words => words,
            },
            ty => word(ty),
        };
        let spoken = spoken(context, arm, owner);
        let after_tag = spoken.as_deref().is_some_and(|name| name != of_type);
        let name = spoken.or_else(|| told(context, arm, of_type));
        let name = name.unwrap_or_else(|| of_type.to_owned());
        let mut tags = arm.tags.iter().cloned();
        let wire = tags.next().unwrap_or_else(|| ty.to_string());
        // Where nothing else gave it a tag, its component did, and it is recorded so.
        let component = name_of(context, arm).filter(|name| !all_tags.contains(name));
        let wanted = Wanted {
            wire,
            others: tags.chain(component.map(str::to_owned)).collect(),
            after_tag,
            name,
            longer: list_of(context, arm.schema, owner, &received),
            chosen: false,
        };
        (arm, ty, wanted)
    })
}

/// The name of the component that an arm is, by itself or without its heirs.
fn name_of<'a>(context: &ModelContext<'a>, arm: &Arm) -> Option<&'a str> {
    match &context.api.schema(arm.schema).origin {
        Origin::Component { name } => Some(name),
        Origin::Within { role, .. } => match role {
            Role::Arm { name, .. } => name.as_deref(),
            _ => None,
        },
        Origin::Shared { .. } | Origin::Operation { .. } | Origin::Incoming { .. } => None,
    }
}

/// What an arm with a tag is called after: the tag; where that is a number or a truth value, its component. Of several tags
/// none speaks for the others, whichever comes first: such an arm is called after its type.
fn spoken(context: &ModelContext<'_>, arm: &Arm, owner: &str) -> Option<String> {
    let [tag] = arm.tags.as_slice() else {
        return None;
    };
    match &context.api.schema(arm.schema).origin {
        _ if is_telling(tag) => Some(type_name(tag)),
        Origin::Component { name } => Some(own_words(&type_name(name), owner).to_owned()),
        Origin::Within { .. }
        | Origin::Shared { .. }
        | Origin::Operation { .. }
        | Origin::Incoming { .. } => None,
    }
}

/// What an arm without a tag and without a name says of itself. A type that it gave its name to says the same, or more, and
/// goes on to say it when the arm no longer does.
fn told(context: &ModelContext<'_>, arm: &Arm, of_type: &str) -> Option<String> {
    let is_untagged = arm.tags.is_empty();
    let words = is_untagged.then(|| inline::variant_name(context.api, context.words, arm.schema));
    let class = context.folded.class(arm.schema);
    let is_its_own = context.folded.representative(class) == arm.schema;
    words
        .flatten()
        .filter(|words| !is_its_own || of_type.contains(words.as_str()))
}

/// What the name of an arm's type says beside the name of the union.
pub fn own_words<'n>(name: &'n str, owner: &str) -> &'n str {
    name.strip_prefix(owner)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
        .unwrap_or(name)
}

/// What a variant is called after its type.
pub fn word(ty: &RustType) -> &str {
    match ty {
        RustType::Model(name) => name.spelled(),
        RustType::String => "Text",
        RustType::File => "File",
        RustType::I64 | RustType::U64 | RustType::Number => "Integer",
        RustType::F64 => "Number",
        RustType::Bool => "Boolean",
        RustType::Vec(_) | RustType::Tuple(_) => "List",
        RustType::Map(_) | RustType::JsonObject => "Object",
        RustType::Timestamp => "Timestamp",
        RustType::Box(ty) | RustType::Option(ty) | RustType::Patch(ty) => word(ty),
        RustType::Json | RustType::Unit | RustType::Bytes => "Any",
    }
}

/// What one of several lists is called: after what it holds, where that is a component or has no model.
pub fn list_of(
    context: &ModelContext<'_>,
    id: SchemaId,
    owner: &str,
    ty: &RustType,
) -> Option<String> {
    let RustType::Vec(item) = ty else {
        return None;
    };
    let Shape::Array { items, .. } = resolved(context.api, id) else {
        return None;
    };
    let items = items.schema;
    let inner = list_of(context, items, owner, item).unwrap_or_else(|| match &**item {
        RustType::Model(name) => {
            let speaker = context.folded.representative(context.folded.class(items));
            let is_named = context.api.schema(speaker).origin.is_well_named();
            let name = is_named.then(|| own_words(name.spelled(), owner));
            name.unwrap_or("Item").to_owned()
        }
        other => word(other).to_owned(),
    });
    Some(format!("{inner}List"))
}
