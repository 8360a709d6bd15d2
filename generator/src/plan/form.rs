//! Which members of forms and of multipart bodies are not written as the runtime writes them by default, and which of
//! them are files.

use std::collections::BTreeSet;

use crate::api::{self, Api, Encoding, MediaType, Operation, SchemaId, Shape, TextFormat};

use crate::maps::Map;

use super::arguments::style;
use super::content::{Chosen, choose, essence, is_octets, resolved, target};
use super::direction::Side;
use super::fold::Folded;
use super::krate::{FormMember, Format, PartStyle, Style};
use super::text;

/// What a member looks like in a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// One pair.
    Single,
    /// An array of single values: by default a pair for each.
    List,
    /// Anything else: by default what has members is JSON, the items of an array one by one.
    Nested,
}

/// The members that are not written as the runtime writes what no table names. Without an Encoding Object an object is JSON
/// (OpenAPI 3.0.4, 4.7.15.1.1, and 3.1.1, 4.8.15.1.1): what 3.0.3 called "stringified".
pub fn members(api: &Api, media: &MediaType) -> Vec<FormMember> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let forms = forms(api, media);
    let shapes = shapes(&forms);
    let said = media.encoding.iter();
    let said = said.filter_map(|encoding| {
        seen.insert(&encoding.member);
        member(encoding, look(api, &shapes, &encoding.member))
    });
    let mut members: Vec<FormMember> = said.collect();
    for (name, shape) in forms {
        // A member of several forms is one where any of them says so.
        if look_of(api, shape) == Look::Nested && seen.insert(name) {
            members.push(FormMember {
                wire: name.to_owned(),
                style: Style::Json,
                explode: true,
                allow_reserved: false,
            });
        }
    }
    members
}

fn member(encoding: &Encoding, look: Look) -> Option<FormMember> {
    let Encoding {
        member,
        content_type,
        style: said,
        explode,
        allow_reserved,
    } = encoding;
    // "If a value is explicitly defined, then the value of contentType SHALL be ignored" (OpenAPI 3.1, 4.8.15.1.2).
    let (style, explode) = match (said, explode) {
        (None, None) if content_type.as_deref().is_some_and(names_json) => (Style::Json, false),
        (None, None) if look == Look::Nested => (Style::Json, true),
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

/// The parts whose encoding differs from the default.
pub fn parts(api: &Api, media: &MediaType) -> Vec<(String, PartStyle)> {
    let misfits = misfits(api, media);
    let misfits = misfits.iter().map(|(it, _)| it.member.as_str()).collect();
    let forms = forms(api, media);
    let shapes = shapes(&forms);
    let mut seen: BTreeSet<&str> = misfits;
    let encodings = media.encoding.iter();
    let encodings = encodings.filter(|encoding| seen.insert(&encoding.member));
    let said = encodings.filter_map(|encoding| {
        let shape = shapes.get(encoding.member.as_str()).copied();
        let style = part(api, encoding, shape)?;
        Some((encoding.member.clone(), style))
    });
    let mut parts: Vec<_> = said.collect();
    for (name, shape) in &forms {
        if is_encoded(api, shape) && seen.insert(name) {
            parts.push(((*name).to_owned(), PartStyle::As(OCTETS.to_owned())));
        }
    }
    parts
}

fn part(api: &Api, encoding: &Encoding, shape: Option<&Shape>) -> Option<PartStyle> {
    use api::Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    let Encoding {
        member: _,
        content_type,
        style,
        explode,
        allow_reserved: _,
    } = encoding;
    let look = shape.map_or(Look::Nested, |shape| look_of(api, shape));
    if style.is_some() || explode.is_some() {
        let style = style.unwrap_or(Form);
        return match (style, explode.unwrap_or(style == Form)) {
            (DeepObject, _) => (look != Look::Single).then_some(PartStyle::Brackets),
            (Form, false) => Some(PartStyle::Joined(",")),
            (SpaceDelimited, false) => Some(PartStyle::Joined(" ")),
            (PipeDelimited, false) => Some(PartStyle::Joined("|")),
            _ => None,
        };
    }
    let Some(content_type) = content_type.as_deref().map(str::trim) else {
        let is_encoded = shape.is_some_and(|shape| is_encoded(api, shape));
        return is_encoded.then(|| PartStyle::As(OCTETS.to_owned()));
    };
    if names_several(content_type) {
        // It is the file that says which one it has; a range is none.
        let mut names = content_type.split(',').map(str::trim);
        let first = names.find(|name| is_media_type(name))?;
        let may_be_file = shape.is_some_and(|shape| may_be_file(api, shape));
        return may_be_file.then(|| PartStyle::FileAs(first.to_owned()));
    }
    let is_default = look == Look::Nested && content_type == "application/json";
    (is_media_type(content_type) && !is_default).then(|| PartStyle::As(content_type.to_owned()))
}

/// The media type of a part that is a text which octets are written as, where the document says none (OpenAPI 3.0.4,
/// 4.7.15.1.1; 3.1.1, 4.8.15.1.1; 3.2.0, 4.15.1.1). `contentMediaType` has no say: where it is another one than the default,
/// it "SHALL be ignored" (3.1.1, 4.8.15.3), for a file as well.
const OCTETS: &str = "application/octet-stream";

/// Whether each part of a member is a text that octets are written as.
fn is_encoded(api: &Api, member: &Shape) -> bool {
    matches!(
        item_of(api, member),
        Shape::Text(TextFormat::Base64 | TextFormat::Encoded)
    )
}

/// Whether a part of a member is a file, or may be one.
fn may_be_file(api: &Api, member: &Shape) -> bool {
    let is_file = |shape: &Shape| *shape == Shape::Text(TextFormat::Binary);
    let part = item_of(api, member);
    let mut arms = part.arms().iter().map(|arm| resolved(api, arm.schema));
    is_file(part) || arms.any(is_file)
}

/// What each part of a member is: an item, where that is an array.
fn item_of<'a>(api: &'a Api, member: &'a Shape) -> &'a Shape {
    match member {
        Shape::Array { items, .. } => resolved(api, items.schema),
        _ => member,
    }
}

fn is_media_type(name: &str) -> bool {
    name.contains('/') && !name.contains('*')
}

/// Members of objects whose parts should be in a media type that no object is written in: it is JSON, and sent as that.
pub fn misfits<'a>(api: &Api, media: &'a MediaType) -> Vec<(&'a Encoding, &'a str)> {
    if media.encoding.is_empty() {
        return Vec::new();
    }
    let forms = forms(api, media);
    let shapes = shapes(&forms);
    let misfit = |encoding: &'a Encoding| {
        let content_type = encoding.content_type.as_deref()?;
        let is_styled = encoding.style.is_some() || encoding.explode.is_some();
        let is_other = !is_styled && !names_json(content_type) && !names_several(content_type);
        let shape = shapes.get(encoding.member.as_str());
        let is_object = shape.is_some_and(|shape| matches!(shape, Shape::Object(_)));
        (is_other && is_object).then_some((encoding, content_type))
    };
    media.encoding.iter().filter_map(misfit).collect()
}

/// Which media types a part may have, where the caller is asked for one of several.
pub fn offered(media: &MediaType) -> impl Iterator<Item = String> {
    media.encoding.iter().filter_map(|encoding| {
        let content_type = encoding.content_type.as_deref()?;
        let is_styled = encoding.style.is_some() || encoding.explode.is_some();
        let is_any = content_type.trim() == "*/*";
        if is_styled || is_any || !names_several(content_type) {
            return None;
        }
        let names = content_type.split(',').map(str::trim).map(text::code);
        let names: Vec<String> = names.collect();
        let (member, of) = (
            text::code(&encoding.member),
            if names.len() > 1 { "one of " } else { "" },
        );
        Some(format!("{member} is {of}{}", text::listed(&names)))
    })
}

fn names_several(content_type: &str) -> bool {
    content_type.contains([',', '*'])
}

/// Whether a media type names JSON; a range names nothing.
fn names_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    !essence.contains('*') && api::may_be_json(&essence)
}

/// The classes whose members of octets are files, and the unions whose arms of octets are: what operations send as multipart
/// bodies, and what a part may be.
pub fn uploads(api: &Api, folded: &Folded, kept: &[&Operation]) -> BTreeSet<usize> {
    let bodies = kept.iter().filter_map(|operation| operation.body.as_ref());
    let chosen = bodies.map(|body| choose(api, &body.content, Side::Sent));
    let mut waiting: Vec<SchemaId> = chosen
        .filter_map(|chosen| match chosen {
            Chosen::One(media, Format::Multipart) => Some(media.schema?.schema),
            Chosen::One(..) | Chosen::Nothing | Chosen::NotCovered(_) => None,
        })
        .collect();
    let (mut seen, mut uploads) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &api.schema(id).shape {
            Shape::Same(used) => waiting.push(used.schema),
            Shape::Union { arms, .. } => waiting.extend(arms.iter().map(|arm| arm.schema)),
            Shape::Object(object) => {
                uploads.insert(folded.class(id));
                let parts = object.members.iter();
                let parts = parts.map(|member| part_of(api, member.value.schema));
                let is_union = |id: &SchemaId| matches!(api.schema(*id).shape, Shape::Union { .. });
                uploads.extend(parts.filter(is_union).map(|id| folded.class(id)));
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. } => {}
        }
    }
    uploads
}

/// Whether a form has files, in one of its forms.
pub fn has_files(api: &Api, media: &MediaType) -> bool {
    let has_file = |shape: &Shape| {
        let mut members = shape.members().iter();
        members.any(|member| may_be_file(api, resolved(api, member.value.schema)))
    };
    is_octets(api, media) || objects(api, media).any(has_file)
}

/// What each part of a member is: an item, where that is an array.
fn part_of(api: &Api, member: SchemaId) -> SchemaId {
    let member = target(api, member);
    match &api.schema(member).shape {
        Shape::Array { items, .. } => target(api, items.schema),
        _ => member,
    }
}

/// What the member of this name looks like, as far as the document says it.
fn look(api: &Api, shapes: &Map<&str, &Shape>, name: &str) -> Look {
    let shape = shapes.get(name);
    shape.map_or(Look::Nested, |shape| look_of(api, shape))
}

fn look_of(api: &Api, shape: &Shape) -> Look {
    match shape {
        Shape::Array { items, .. } if is_single(resolved(api, items.schema)) => Look::List,
        shape if is_single(shape) => Look::Single,
        _ => Look::Nested,
    }
}

/// What the member of each name is: of a name in several forms, in the first of them.
fn shapes<'a>(forms: &[(&'a str, &'a Shape)]) -> Map<&'a str, &'a Shape> {
    forms.iter().rev().copied().collect()
}

/// The names of all members, and what they are: of a body that is one of several forms, those of each.
fn forms<'a>(api: &'a Api, media: &MediaType) -> Vec<(&'a str, &'a Shape)> {
    let members = objects(api, media).flat_map(Shape::members);
    members
        .map(|member| (member.name.as_str(), resolved(api, member.value.schema)))
        .collect()
}

/// What a body is, and of one that is one of several forms what each of them is.
fn objects<'a>(api: &'a Api, media: &MediaType) -> impl Iterator<Item = &'a Shape> {
    let shape = media.schema.map(|used| resolved(api, used.schema));
    let arms = shape.map_or(&[][..], Shape::arms).iter();
    let arms = arms.map(|arm| resolved(api, arm.schema));
    shape.into_iter().chain(arms)
}

fn is_single(shape: &Shape) -> bool {
    match shape {
        Shape::Null
        | Shape::Boolean(_)
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
