//! What can be called: operations, their parameters, bodies and responses (OpenAPI 3.1, 4.8.10 to 4.8.17).

use std::borrow::Cow;

use serde::Serialize;

use super::Server;
use super::auth::Requirement;
use super::types::{Docs, Example, Use};
use crate::characters::are_all;
use crate::pointer::Location;

/// An operation.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Where it is declared, for example `spec.yaml#/paths/~1v2~1Conversations~1{Sid}/get`.
    pub at: Location,
    /// `operationId`, if it has one.
    pub id: Option<String>,
    /// HTTP method in upper case.
    pub method: String,
    /// Path template as the document writes it, for example `/v2/Conversations/{Sid}`.
    pub path: String,
    /// What is sent of it: in its braces are the names of parameters, after a `=` the pattern of the segments that a value spans,
    /// as `google/api/http.proto` writes it: `/v1/{name=shelves/*}`, and `{name=**}` for any.
    pub template: String,
    /// Tags in the order of the document.
    pub tags: Vec<String>,
    /// Summary (as title), description, deprecation.
    pub docs: Docs,
    /// Path parameters in the order of the template, then the others in the order of the document; those of the path item
    /// included, unless the operation replaces them.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<RequestBody>,
    /// Responses in the order of the document, `default` last.
    pub responses: Vec<Response>,
    /// Alternatives, any one of which suffices; empty when none is needed. The document's, unless the operation replaces it.
    pub security: Vec<Requirement>,
    /// Servers of the operation or of its path item, when they differ from the document's; else empty.
    pub servers: Vec<Server>,
}

impl Operation {
    /// All schemas in use, each where it is used.
    pub(crate) fn uses_mut(&mut self) -> impl Iterator<Item = &mut Use> {
        let parameters = self.parameters.iter_mut().map(|it| &mut it.schema);
        let body = self.body.iter_mut().flat_map(|body| &mut body.content);
        let (headers, contents): (Vec<_>, Vec<_>) = self
            .responses
            .iter_mut()
            .map(|it| (&mut it.headers, &mut it.content))
            .unzip();
        let headers = headers.into_iter().flatten().map(|it| &mut it.schema);
        let contents = body.chain(contents.into_iter().flatten());
        let contents = contents.filter_map(|it| it.schema.as_mut());
        parameters.chain(headers).chain(contents)
    }
}

/// A parameter.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Where it really stands, `$ref` followed.
    pub at: Location,
    /// Name on the wire.
    pub name: String,
    /// Where it travels.
    pub place: ParameterPlace,
    /// Must be sent.
    pub required: bool,
    /// What it is.
    pub schema: Use,
    /// How it is written; the default of its place where the document says nothing.
    pub style: Style,
    /// Whether items and members are written one by one; the default of its style where the document says nothing.
    pub explode: bool,
    /// Reserved characters are written as they are: in the query; since 3.2 in the path and in cookies as well.
    pub allow_reserved: bool,
    /// With `content` in place of `schema`: the media type that it is written as.
    pub content: Option<String>,
    /// Description, deprecation, examples.
    pub docs: Docs,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl ParameterPlace {
    /// As the document writes it (`in`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter is written (OpenAPI 3.1, 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `blue,black`
    Simple,
    /// `color=blue`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100`
    DeepObject,
    /// `color=blue; color=black`, as they are (3.2).
    Cookie,
}

/// A request body.
#[derive(Clone, Debug, Serialize)]
pub struct RequestBody {
    /// Where it really stands, `$ref` followed.
    pub at: Location,
    /// Must be sent.
    pub required: bool,
    /// CommonMark text.
    pub description: Option<String>,
    /// Representations in the order of the document.
    pub content: Vec<MediaType>,
}

/// One representation of a body.
#[derive(Clone, Debug, Serialize)]
pub struct MediaType {
    /// Where it stands.
    pub at: Location,
    /// Media type or range, for example `application/json`.
    pub media_type: String,
    /// What it is; `None` when the document says nothing.
    pub schema: Option<Use>,
    /// Examples in the order of the document.
    pub examples: Vec<Example>,
    /// How members of a form are written, where the document says it; in its order.
    pub encoding: Vec<Encoding>,
}

/// How a member of a form, or a part of a multipart body, is written (OpenAPI 3.1, 4.8.15); what the document leaves open
/// is left open here.
#[derive(Clone, Debug, Serialize)]
pub struct Encoding {
    /// Name of the member on the wire.
    pub member: String,
    /// Media types, a list with commas; ignored when one of the others is said.
    pub content_type: Option<String>,
    /// How it is written.
    pub style: Option<Style>,
    /// Whether items and members are written one by one.
    pub explode: Option<bool>,
    /// Reserved characters are written as they are.
    pub allow_reserved: Option<bool>,
}

/// A response.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Where it really stands, `$ref` followed.
    pub at: Location,
    /// Which statuses it is for.
    pub status: Status,
    /// CommonMark text.
    pub description: String,
    /// Headers in the order of the document.
    pub headers: Vec<Header>,
    /// Representations in the order of the document; empty: no body.
    pub content: Vec<MediaType>,
}

/// Which statuses a response is for; in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Status {
    /// One status: `404`.
    Exact(u16),
    /// A range: `4XX` is `Range(4)`.
    Range(u8),
    /// `default`
    Default,
}

/// A response header.
#[derive(Clone, Debug, Serialize)]
pub struct Header {
    /// Name on the wire.
    pub name: String,
    /// Is always sent.
    pub required: bool,
    /// What it is; written in the style `simple`.
    pub schema: Use,
    /// Description, deprecation.
    pub docs: Docs,
}

/// What a method is called where the document has it: in small letters, as its member of a path item; one that has some is
/// another than the one in capitals (RFC 9110, 9.1), and called what it is.
pub fn member_of(method: &str) -> String {
    match method.contains(char::is_lowercase) {
        true => method.to_owned(),
        false => method.to_lowercase(),
    }
}

/// A media type without its parameters, in lower case.
pub fn essence(media_type: &str) -> Cow<'_, str> {
    // Most are written as what they are.
    let is_plain =
        |byte: u8| matches!(byte, b'!'..=b'~') && byte != b';' && !byte.is_ascii_uppercase();
    if are_all(media_type, is_plain) {
        return Cow::Borrowed(media_type);
    }
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(essence.to_ascii_lowercase()),
        false => Cow::Borrowed(essence),
    }
}

/// Whether what has this essence is JSON, or may be: a range says nothing else.
pub fn may_be_json(essence: &str) -> bool {
    match essence {
        "application/json" | "text/json" | "*/*" | "application/*" => true,
        "application/stream+json" => false,
        _ => essence.ends_with("+json"),
    }
}

/// Whether a header can hold the media type as it stands: anything else is refused before it is sent.
pub fn is_media_type(text: &str) -> bool {
    are_all(text, |byte| matches!(byte, b'\t' | b' '..=b'~'))
}
