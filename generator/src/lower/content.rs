//! Bodies, media types, responses, headers, examples.

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};

use crate::api::{
    Docs, Example, Header, MediaType, Origin, Parameter, RequestBody, Response, Shape, Status,
    TextFormat, Use, is_media_type,
};
use crate::document::{Found, SchemaNode};
use crate::node::{ByNode, Identity, Mapping, Node};
use crate::pointer::{Location, Path};
use crate::report::LowerProblem;

use super::encoding::encodings;
use super::origin::stem;
use super::schemas::Schemas;
use super::{skeleton, status};

/// Objects of `components` that are read once, however many operations refer to them.
#[derive(Debug, Default)]
pub(super) struct SharedObjects {
    /// Responses; each use has a status of its own.
    responses: ByNode<Response>,
    /// Headers; each use has a name of its own.
    headers: ByNode<Header>,
    /// Parameters.
    pub(super) parameters: ByNode<Parameter>,
}

/// Where an object is declared: what its schemas can be named after.
#[derive(Clone, Debug)]
pub(super) struct Owner<'d> {
    /// `operationId`, or method and path.
    pub(super) operation: String,
    /// Where the operation stands.
    pub(super) at: Location,
    /// Its node.
    pub(super) node: &'d Node,
    /// Where its path items stand: what they hold belongs to the operation too.
    pub(super) items: Vec<Location>,
    /// Of a webhook or callback: which of them it is.
    pub(super) incoming: Option<&'static str>,
}

impl Owner<'_> {
    /// What a schema in the object at this place can be named after; `kind` and `role` say what the object is. Another
    /// operation may refer to it: tools that take documents apart write such references.
    pub(super) fn origin(
        &self,
        schemas: &Schemas<'_, '_>,
        at: &Location,
        kind: &str,
        role: String,
    ) -> Origin {
        let is_inside = |place: &Location| at.inside(place).is_some();
        if is_inside(&self.at) || self.items.iter().any(is_inside) {
            let name = self.operation.clone();
            return match self.incoming {
                Some(kind) => Origin::Incoming { kind, name },
                None => Origin::Operation {
                    operation: name,
                    role,
                },
            };
        }
        if let Some(operation) = schemas.operation_around(at) {
            return Origin::Operation { operation, role };
        }
        let name = at.name().unwrap_or_else(|| stem(at.file()).into());
        // In a list it has no name but that of the parameter.
        let is_index = kind == "parameter" && name.bytes().all(|byte| byte.is_ascii_digit());
        let own = role.split_once(' ').map(|(_, own)| own);
        Origin::Shared {
            kind: kind.to_owned(),
            name: own.filter(|_| is_index).unwrap_or(&name).to_owned(),
        }
    }
}

/// A request body.
pub(super) fn request_body<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'_>,
    found: Found<'d, openapiv3::RequestBody>,
) -> RequestBody {
    schemas.account_node(&found.at, found.node, skeleton::REQUEST_BODY);
    let origin = owner.origin(schemas, &found.at, "requestBody", "request".to_owned());
    let content = content(schemas, &found.at, found.node, &origin, found.value.content);
    RequestBody {
        at: found.at,
        required: found.value.required,
        description: found.value.description,
        content,
    }
}

/// The representations of a body.
fn content<'d>(
    schemas: &mut Schemas<'d, '_>,
    at: &Location,
    node: &'d Node,
    origin: &Origin,
    content: IndexMap<String, openapiv3::MediaType>,
) -> Vec<MediaType> {
    let (at, all) = (at.key("content"), node.get("content"));
    let media_types = content.into_iter().map(|(name, media_type)| {
        let at = at.key(&name);
        let node = all.and_then(|all| all.get(&name));
        if let Some(node) = node {
            schemas.account_node(&at, node, skeleton::MEDIA_TYPE);
        }
        media_type_of(schemas, &at, &name);
        let schema = media_type.schema.and(node);
        let schema = schema.and_then(|node| schemas.use_in(&at, node, origin.clone()));
        let examples = node.map_or_else(Vec::new, |node| examples(schemas, &at, node));
        let encoding = encodings(schemas, &at, node, &name, &media_type.encoding);
        MediaType {
            at,
            media_type: name,
            schema,
            examples,
            encoding,
        }
    });
    media_types.collect()
}

/// The media type, if it can be sent.
pub(super) fn media_type_of(
    schemas: &mut Schemas<'_, '_>,
    at: &Location,
    name: &str,
) -> Option<String> {
    let known = is_media_type(name).then(|| name.to_owned());
    if known.is_none() {
        let name = name.to_owned();
        schemas.warn(at, LowerProblem::MediaTypeNotUsable { name });
    }
    known
}

/// Responses in the order of the document, `default` last.
pub(super) fn responses<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    responses: Responses,
) -> Vec<Response> {
    let node = owner.node.get("responses");
    if let Some(node) = node.and_then(Node::as_mapping) {
        status::check(schemas, &owner.at.key("responses"), node);
    }
    let by_status = responses
        .responses
        .into_iter()
        .map(|(status, response)| match status {
            StatusCode::Code(code) => (Status::Exact(code), response),
            StatusCode::Range(digit) => (Status::Range(u8::try_from(digit).unwrap_or(0)), response),
        });
    let default = responses
        .default
        .map(|response| (Status::Default, response));
    let all = by_status.chain(default);
    all.filter_map(|(status, reference)| response(schemas, owner, status, &reference))
        .collect()
}

fn response<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    status: Status,
    reference: &ReferenceOr<openapiv3::Response>,
) -> Option<Response> {
    let around = (&owner.at, owner.node);
    let place = match schemas.document.place_in(around, reference) {
        Ok(place) => place,
        Err(diagnostic) => return status::lost(schemas, owner, status, diagnostic),
    };
    let shared = place.shared().map(Identity::of);
    if let Some(known) = shared.and_then(|shared| schemas.shared.responses.get(&shared)) {
        return Some(Response {
            status,
            ..known.clone()
        });
    }
    let Found { at, node, value } = match place.response() {
        Ok(found) => found,
        Err(diagnostic) => return status::lost(schemas, owner, status, diagnostic),
    };
    schemas.account_node(&at, node, skeleton::RESPONSE);
    let role = match status {
        Status::Exact(code) => format!("response {code}"),
        Status::Range(digit) => format!("response {digit}XX"),
        Status::Default => "response default".to_owned(),
    };
    let origin = owner.origin(schemas, &at, "response", role);
    let mut headers = Vec::with_capacity(value.headers.len());
    for (name, reference) in value.headers {
        // "If a response header is defined with the name Content-Type, it SHALL be ignored" (OpenAPI 3.1, 4.8.17.1).
        if name.eq_ignore_ascii_case("Content-Type") {
            schemas.account_ignored(at.key("headers").key(&name));
            continue;
        }
        headers.extend(header(schemas, owner, (&at, node), name, &reference));
    }
    let content = content(schemas, &at, node, &origin, value.content);
    let response = Response {
        at,
        status,
        description: value.description,
        headers,
        content,
    };
    if let Some(shared) = shared {
        schemas.shared.responses.insert(shared, response.clone());
    }
    Some(response)
}

/// A header of the response that is, with its place, `around`.
fn header<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    around: (&Location, &'d Node),
    name: String,
    reference: &ReferenceOr<openapiv3::Header>,
) -> Option<Header> {
    let place = schemas.document.place_in(around, reference);
    let place = place.map_err(|diagnostic| schemas.tell_left_out(diagnostic));
    let place = place.ok()?;
    let shared = place.shared().map(Identity::of);
    if let Some(known) = shared.and_then(|shared| schemas.shared.headers.get(&shared)) {
        return Some(Header {
            name,
            ..known.clone()
        });
    }
    let found = place.header();
    let found = found.map_err(|diagnostic| schemas.tell_left_out(diagnostic));
    let Found {
        at,
        node,
        value: header,
    } = found.ok()?;
    schemas.account_node(&at, node, skeleton::PARAMETER);
    let origin = owner.origin(schemas, &at, "header", format!("header {name}"));
    let (schema, _) = value(schemas, (&at, node), &origin, &name, &header.format);
    let docs = Docs {
        description: header.description,
        deprecated: header.deprecated == Some(true),
        examples: examples(schemas, &at, node),
        ..Docs::default()
    };
    let header = Header {
        name,
        required: header.required,
        schema,
        docs,
    };
    if let Some(shared) = shared {
        schemas.shared.headers.insert(shared, header.clone());
    }
    Some(header)
}

/// What a parameter or header is, and its media type if it is written by `content`; a text when the document says nothing.
pub(super) fn value<'d>(
    schemas: &mut Schemas<'d, '_>,
    (at, node): (&Location, &'d Node),
    origin: &Origin,
    name: &str,
    format: &ParameterSchemaOrContent,
) -> (Use, Option<String>) {
    let (used, media_type) = match format {
        ParameterSchemaOrContent::Schema(_) => (schemas.use_in(at, node, origin.clone()), None),
        ParameterSchemaOrContent::Content(content) => {
            let at = at.key("content");
            if content.len() != 1 {
                let name = name.to_owned();
                schemas.warn(&at, LowerProblem::SeveralContents { name });
            }
            let first = content.first();
            let used = first.and_then(|(name, media_type)| {
                let node = node.get("content")?.get(name)?;
                schemas.account_node(&at.key(name), node, skeleton::MEDIA_TYPE);
                media_type.schema.as_ref()?;
                schemas.use_in(&at.key(name), node, origin.clone())
            });
            (used, first.map(|(name, _)| name.clone()))
        }
    };
    let used = used.unwrap_or_else(|| text(schemas, at, origin.clone()));
    (used, media_type)
}

/// A text where the document has no schema.
pub(super) fn text(schemas: &mut Schemas<'_, '_>, at: &Location, origin: Origin) -> Use {
    Use {
        schema: schemas.made_up(at.key("schema"), origin, Shape::Text(TextFormat::Plain)),
        nullable: false,
    }
}

/// `example` and `examples` of a parameter, header or media type, from the document's own node, which keeps numbers exact.
pub(super) fn examples<'d>(
    schemas: &mut Schemas<'d, '_>,
    at: &Location,
    node: &'d Node,
) -> Vec<Example> {
    let mut examples = Vec::new();
    if let Some(value) = node.get("example") {
        examples.push(Example {
            at: at.key("example"),
            name: None,
            summary: None,
            value: value.clone(),
        });
    }
    let several = node.get("examples").and_then(Node::as_mapping);
    for (name, node) in several.into_iter().flat_map(Mapping::iter) {
        let here = at.key("examples").key(name);
        let (at, node) = match node
            .get("$ref")
            .and_then(|reference| schemas.followed(&Path::Start(&here), reference))
        {
            Some(found) => (found.at, found.node),
            None => (here, node),
        };
        if let Some(value) = node.get("value") {
            let summary = node
                .get("summary")
                .and_then(Node::as_str)
                .map(str::to_owned);
            examples.push(Example {
                at: at.key("value"),
                name: Some(name.to_owned()),
                summary,
                value: value.clone(),
            });
        }
    }
    examples
}

impl<'d> Schemas<'d, '_> {
    /// The schema in an object of the skeleton.
    pub(super) fn use_in(
        &mut self,
        at: &Location,
        holder: &'d Node,
        origin: Origin,
    ) -> Option<Use> {
        let node = holder.get("schema")?;
        let at = at.key("schema");
        Some(self.use_of(&SchemaNode { at, node }, origin))
    }
}
