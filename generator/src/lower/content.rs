//! Bodies, media types, responses, headers, examples.

use indexmap::IndexMap;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};

use crate::api::{
    Docs, Example, Header, MediaType, Origin, Parameter, RequestBody, Response, Shape, Status,
    TextFormat, Use,
};
use crate::document::Found;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::encoding::encodings;
use super::origin::stem;
use super::part::{ByNode, Identity};
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
pub(super) struct Owner {
    /// `operationId`, or method and path.
    pub(super) operation: String,
    /// Where the operation stands.
    pub(super) at: Location,
    /// Where its path items stand: what they hold belongs to the operation too.
    pub(super) items: Vec<Location>,
    /// Of a webhook or callback: which of them it is.
    pub(super) incoming: Option<&'static str>,
}

impl Owner {
    /// What a schema in the object at this place can be named after; `kind` and `role` say what the object is.
    pub(super) fn origin(&self, at: &Location, kind: &str, role: String) -> Origin {
        let is_inside = |place: &Location| {
            let rest = at.pointer().strip_prefix(place.pointer());
            place.file() == at.file()
                && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
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
        let name = at.segments().last();
        let name = name.unwrap_or_else(|| stem(at.file()).to_owned());
        Origin::Shared {
            kind: kind.to_owned(),
            name,
        }
    }
}

/// A request body.
pub(super) fn request_body(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner,
    found: Found<openapiv3::RequestBody>,
) -> RequestBody {
    let node = schemas.account(&found.at, skeleton::REQUEST_BODY);
    let origin = owner.origin(&found.at, "requestBody", "request".to_owned());
    let content = content(schemas, &found.at, node, &origin, found.value.content);
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
    node: Option<&'d Node>,
    origin: &Origin,
    content: IndexMap<String, openapiv3::MediaType>,
) -> Vec<MediaType> {
    let media_types = content.into_iter().map(|(name, media_type)| {
        let at = at.key("content").key(&name);
        let node = node.and_then(|node| node.get("content")?.get(&name));
        if let Some(node) = node {
            schemas.account_node(&at, node, skeleton::MEDIA_TYPE);
        }
        let schema = media_type
            .schema
            .as_ref()
            .and_then(|schema| schemas.use_at(schema, origin.clone()));
        let examples = examples(schemas, &at, node);
        let encoding = encodings(schemas, &at, node, &media_type.encoding);
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

/// Responses in the order of the document, `default` last.
pub(super) fn responses(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner,
    at: &Location,
    responses: Responses,
) -> Vec<Response> {
    status::check(schemas, at);
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

fn response(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner,
    status: Status,
    reference: &ReferenceOr<openapiv3::Response>,
) -> Option<Response> {
    let shared = schemas.shared_target(reference);
    if let Some(known) = shared.and_then(|shared| schemas.shared.responses.get(&shared)) {
        return Some(Response {
            status,
            ..known.clone()
        });
    }
    let found = match schemas.document.response(reference) {
        Ok(found) => found,
        Err(diagnostic) => {
            schemas.tell_left_out(diagnostic);
            return status::undescribed(owner, status);
        }
    };
    let at = found.at;
    let node = schemas.account(&at, skeleton::RESPONSE);
    let role = match status {
        Status::Exact(code) => format!("response {code}"),
        Status::Range(digit) => format!("response {digit}XX"),
        Status::Default => "response default".to_owned(),
    };
    let origin = owner.origin(&at, "response", role);
    let headers = found.value.headers.into_iter();
    let headers = headers
        .filter_map(|(name, reference)| {
            // "If a response header is defined with the name Content-Type, it SHALL be ignored" (OpenAPI 3.1, 4.8.17.1).
            if name.eq_ignore_ascii_case("Content-Type") {
                schemas.account_ignored(at.key("headers").key(&name));
                return None;
            }
            header(schemas, owner, name, &reference)
        })
        .collect();
    let content = content(schemas, &at, node, &origin, found.value.content);
    let response = Response {
        at,
        status,
        description: found.value.description,
        headers,
        content,
    };
    if let Some(shared) = shared {
        schemas.shared.responses.insert(shared, response.clone());
    }
    Some(response)
}

fn header(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner,
    name: String,
    reference: &ReferenceOr<openapiv3::Header>,
) -> Option<Header> {
    let shared = schemas.shared_target(reference);
    if let Some(known) = shared.and_then(|shared| schemas.shared.headers.get(&shared)) {
        return Some(Header {
            name,
            ..known.clone()
        });
    }
    let found = schemas
        .document
        .header(reference)
        .map_err(|diagnostic| schemas.tell_left_out(diagnostic))
        .ok()?;
    let node = schemas.account(&found.at, skeleton::PARAMETER);
    let header = found.value;
    let origin = owner.origin(&found.at, "header", format!("header {name}"));
    let (schema, _) = value(schemas, &found.at, &origin, &name, &header.format);
    let docs = Docs {
        description: header.description,
        deprecated: header.deprecated == Some(true),
        examples: examples(schemas, &found.at, node),
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
pub(super) fn value(
    schemas: &mut Schemas<'_, '_>,
    at: &Location,
    origin: &Origin,
    name: &str,
    format: &ParameterSchemaOrContent,
) -> (Use, Option<String>) {
    let (schema, media_type) = match format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), None),
        ParameterSchemaOrContent::Content(content) => {
            if content.len() != 1 {
                schemas.warn(
                    &at.key("content"),
                    LowerProblem::SeveralContents {
                        name: name.to_owned(),
                    },
                );
            }
            let first = content.first();
            (
                first.and_then(|(_, media_type)| media_type.schema.as_ref()),
                first.map(|(name, _)| name.clone()),
            )
        }
    };
    let used = schema.and_then(|schema| schemas.use_at(schema, origin.clone()));
    (
        used.unwrap_or_else(|| text(schemas, at, origin.clone())),
        media_type,
    )
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
    node: Option<&'d Node>,
) -> Vec<Example> {
    let mut examples = Vec::new();
    if let Some(value) = node.and_then(|node| node.get("example")) {
        examples.push(Example {
            at: at.key("example"),
            name: None,
            summary: None,
            value: value.clone(),
        });
    }
    let several = node
        .and_then(|node| node.get("examples"))
        .and_then(Node::as_mapping);
    for (name, node) in several.into_iter().flat_map(Mapping::iter) {
        let here = at.key("examples").key(name);
        let (at, node) = match node
            .get("$ref")
            .and_then(|reference| schemas.followed(&here, reference))
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
    /// The node of an object around the schemas, accounted for the first time that it is met.
    pub(super) fn account(&mut self, at: &Location, known: skeleton::Table) -> Option<&'d Node> {
        let node = self.document.node(at)?;
        self.account_node(at, node, known);
        Some(node)
    }

    pub(super) fn account_node(&mut self, at: &Location, node: &Node, known: skeleton::Table) {
        if let (true, Some(object)) = (self.is_first(node), node.as_mapping()) {
            self.ledger.account(at, object, known);
        }
    }

    /// What stands where a `$ref` of the skeleton leads to; `None` for an object that is written out in place.
    pub(super) fn shared_target<T>(&self, reference: &ReferenceOr<T>) -> Option<Identity> {
        let ReferenceOr::Reference { reference } = reference else {
            return None;
        };
        let at = Location::parse(reference);
        let target = self.document.node(&at)?.get("$ref")?.as_str()?;
        self.document
            .target(&at, target)
            .ok()
            .map(|found| Identity::of(found.node))
    }

    /// The schema at a schema position of the skeleton.
    pub(super) fn use_at(
        &mut self,
        schema: &ReferenceOr<openapiv3::Schema>,
        origin: Origin,
    ) -> Option<Use> {
        match schema {
            ReferenceOr::Reference { reference } => {
                let place = self.document.schema(reference)?;
                Some(self.use_of(&place, origin))
            }
            ReferenceOr::Item(_) => None,
        }
    }
}
