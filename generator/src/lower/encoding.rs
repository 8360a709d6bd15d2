//! How members of forms and parts of multipart bodies are written (OpenAPI 3.1, 4.8.15).

use indexmap::IndexMap;

use crate::api::Encoding;
use crate::node::Node;
use crate::pointer::Location;

use super::parameter::query_style;
use super::schemas::Schemas;
use super::skeleton;

/// The `encoding` of a media type. The document's own node tells a default from what is said;
/// what is no style was reported when the skeleton was read.
pub(super) fn encodings(
    schemas: &mut Schemas<'_, '_>,
    at: &Location,
    node: Option<&Node>,
    encodings: &IndexMap<String, openapiv3::Encoding>,
) -> Vec<Encoding> {
    let at = at.key("encoding");
    let node = node.and_then(|node| node.get("encoding"));
    let read = encodings.iter().map(|(member, encoding)| {
        let (at, node) = (at.key(member), node.and_then(|node| node.get(member)));
        if let Some(node) = node {
            schemas.account_node(&at, node, skeleton::ENCODING);
        }
        let said = |key: &str| node.and_then(|node| node.get(key));
        Encoding {
            member: member.clone(),
            content_type: encoding.content_type.clone(),
            style: encoding.style.as_ref().map(query_style),
            explode: said("explode").map(|_| encoding.explode),
            allow_reserved: said("allowReserved").map(|_| encoding.allow_reserved),
        }
    });
    read.collect()
}
