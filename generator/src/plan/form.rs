//! Which members of a form are not written as the runtime writes them by default.

use crate::api::{Api, Encoding, MediaType, Shape};

use super::arguments::style;
use super::content::{essence, resolved};
use super::krate::{FormMember, Style};

/// What a member looks like in a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// One pair.
    Single,
    /// An array of single values: by default a pair for each.
    List,
    /// Anything else: by default with keys in brackets.
    Nested,
}

/// The members whose encoding differs from the default.
pub fn members(api: &Api, media: &MediaType) -> Vec<FormMember> {
    let members = media.encoding.iter();
    members
        .filter_map(|encoding| member(encoding, look(api, media, &encoding.member)))
        .collect()
}

fn member(encoding: &Encoding, look: Look) -> Option<FormMember> {
    let Encoding {
        member,
        content_type,
        style: said,
        explode,
        allow_reserved,
    } = encoding;
    let is_json = |media_type: &str| {
        let name = essence(media_type);
        name == "application/json" || name.ends_with("+json")
    };
    // "If a value is explicitly defined, then the value of contentType SHALL be ignored" (OpenAPI 3.1, 4.8.15.1.2).
    let (style, explode) = match (said, explode) {
        (None, None) if content_type.as_deref().is_some_and(is_json) => (Style::Json, true),
        (None, None) if look == Look::Nested => (Style::DeepObject, true),
        (said, explode) => {
            let style = said.map_or(Style::Form, style);
            (style, explode.unwrap_or(style == Style::Form))
        }
    };
    let allow_reserved = allow_reserved.unwrap_or(false);
    let is_default = match (style, look) {
        (Style::Form, Look::List) => explode,
        (Style::DeepObject, Look::Nested) | (Style::Form | Style::DeepObject, Look::Single) => true,
        _ => false,
    };
    (allow_reserved || !is_default).then(|| FormMember {
        wire: member.clone(),
        style,
        explode,
        allow_reserved,
    })
}

/// What the member of this name looks like, as far as the document says it.
fn look(api: &Api, media: &MediaType, name: &str) -> Look {
    let object = media.schema.map(|used| resolved(api, used.schema));
    let Some(Shape::Object(object)) = object else {
        return Look::Nested;
    };
    let member = object.members.iter().find(|member| member.name == name);
    let Some(member) = member else {
        return Look::Nested;
    };
    match resolved(api, member.value.schema) {
        Shape::Array { items, .. } if is_single(resolved(api, items.schema)) => Look::List,
        shape if is_single(shape) => Look::Single,
        _ => Look::Nested,
    }
}

fn is_single(shape: &Shape) -> bool {
    match shape {
        Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_) => true,
        Shape::Any
        | Shape::Never
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Union { .. }
        | Shape::Same(_) => false,
    }
}
