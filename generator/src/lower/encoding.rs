//! How members of forms and parts of multipart bodies are written (OpenAPI 3.1, 4.8.15).

use indexmap::IndexMap;

use crate::api::{
    Encoding, MediaType, Operation, Origin, Role, Schema, SchemaId, Shape, TextFormat, Use,
    essence, may_be_json,
};
use crate::maps::Set;
use crate::node::Node;
use crate::pointer::Location;

use super::content::media_type_of;
use super::parameter::query_style;
use super::schemas::Schemas;
use super::skeleton;

/// The `encoding` of a media type. The document's own node tells a default from what is said;
/// what is no style was reported when the skeleton was read.
pub(super) fn encodings(
    schemas: &mut Schemas<'_, '_>,
    at: &Location,
    node: Option<&Node>,
    media_type: &str,
    encodings: &IndexMap<String, openapiv3::Encoding>,
) -> Vec<Encoding> {
    let at = at.key("encoding");
    let known = match essence(media_type).starts_with("multipart/") {
        true => skeleton::PART,
        false => skeleton::FORM_MEMBER,
    };
    let node = node.and_then(|node| node.get("encoding"));
    let read = encodings.iter().map(|(member, encoding)| {
        let (at, node) = (at.key(member), node.and_then(|node| node.get(member)));
        if let Some(node) = node {
            schemas.account_node(&at, node, known);
        }
        let said = |key: &str| node.and_then(|node| node.get(key));
        let content_type = encoding.content_type.as_deref();
        Encoding {
            member: member.clone(),
            content_type: content_type.and_then(|name| media_type_of(schemas, &at, name)),
            style: encoding.style.as_ref().map(query_style),
            explode: said("explode").map(|_| encoding.explode),
            allow_reserved: said("allowReserved").map(|_| encoding.allow_reserved),
        }
    });
    read.collect()
}

/// Makes files of the parts of multipart bodies about which nothing is said but a media type that is neither JSON nor text.
/// Since 3.1, octets need no schema, and what has none is octets where its media type is not said either (OpenAPI 3.1,
/// 4.8.14.3 and 4.8.15.1). What is a part here may be JSON elsewhere: only the member of this body is a file, and none where
/// the body is sent or received in another way as well.
pub(super) fn mark_files(table: &mut Vec<Schema>, operations: &[Operation], is_unsaid_file: bool) {
    let bodies = operations.iter().filter_map(|it| it.body.as_ref());
    let all = || bodies.clone().flat_map(|body| &body.content);
    let (parts, others): (Vec<_>, Vec<_>) = all().partition(|it| is_multipart(it));
    if parts.is_empty() {
        return;
    }
    let answers = operations.iter().flat_map(|it| &it.responses);
    let answers = answers.flat_map(|response| &response.content);
    let others = others.into_iter().chain(answers);
    let others = others.filter_map(|media| Some(media.schema?.schema));
    let inside = table.iter().flat_map(|schema| schema.shape.uses());
    let elsewhere: Set<SchemaId> = others.chain(inside.map(|used| used.schema)).collect();
    for media in parts {
        let body = media.schema.map(|used| used.schema);
        let Some(body) = body.filter(|body| !elsewhere.contains(body)) else {
            continue;
        };
        for (member, name, of) in files(table, body, media, is_unsaid_file) {
            let file = as_file(table, (body, Role::Member(name)), of);
            if let Some(Shape::Object(body)) = table.get_mut(body.0).map(|body| &mut body.shape)
                && let Some(member) = body.members.get_mut(member)
            {
                member.value.schema = file;
            }
        }
    }
}

fn is_multipart(media: &MediaType) -> bool {
    essence(&media.media_type).starts_with("multipart/")
}

/// The members of a body that are files, or lists of them, by index and name, each with what is known of it.
fn files(
    table: &[Schema],
    body: SchemaId,
    media: &MediaType,
    is_unsaid_file: bool,
) -> Vec<(usize, String, SchemaId)> {
    let shape = |id: SchemaId| table.get(id.0).map(|schema| &schema.shape);
    let Some(Shape::Object(body)) = shape(body) else {
        return Vec::new();
    };
    let is_file = |name: &str| {
        let mut encodings = media.encoding.iter();
        let encoding = encodings.find(|encoding| encoding.member == name);
        let said = encoding.and_then(|it| it.content_type.as_deref());
        said.map_or(is_unsaid_file, names_octets)
    };
    let members = body.members.iter().enumerate();
    let members = members.filter(|(_, member)| is_file(&member.name));
    let parts = members.map(|(index, member)| (index, member.name.clone(), member.value.schema));
    let is_unsaid = |id: SchemaId| match shape(id) {
        Some(Shape::Array { items, .. }) => shape(items.schema) == Some(&Shape::Any),
        shape => shape == Some(&Shape::Any),
    };
    parts.filter(|(_, _, id)| is_unsaid(*id)).collect()
}

/// A schema in a part of `owner` that is a file where this one says nothing, or a list of files.
fn as_file(table: &mut Vec<Schema>, (owner, role): (SchemaId, Role), of: SchemaId) -> SchemaId {
    let shape = table.get(of.0).map(|schema| schema.shape.clone());
    let mut add = |id: SchemaId, (owner, role), shape| {
        let known = table.get(id.0).cloned();
        let added = SchemaId(table.len());
        let origin = Origin::Within { owner, role };
        table.extend(known.map(|known| Schema {
            origin,
            shape,
            ..known
        }));
        added
    };
    let octets = Shape::Text(TextFormat::Binary);
    match shape {
        Some(Shape::Array { items, unique }) => {
            let schema = add(items.schema, (of, Role::Items), octets);
            let items = Use { schema, ..items };
            add(of, (owner, role), Shape::Array { items, unique })
        }
        Some(
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Tuple { .. }
            | Shape::Object(_)
            | Shape::Union { .. }
            | Shape::Same(_),
        )
        | None => add(of, (owner, role), octets),
    }
}

/// Whether a media type, or each of a list of them, is that of no text; a range names octets as well.
fn names_octets(media_types: &str) -> bool {
    media_types.split(',').map(essence).all(|name| {
        let is_text = name.starts_with("text/") || may_be_json(&name);
        name.contains('*') || !is_text
    })
}
