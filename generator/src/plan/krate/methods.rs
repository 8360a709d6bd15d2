//! Methods of the client, what they take and what they answer.

use serde::Serialize;

use super::examples::ExampleAnswer;
use super::types::RustType;
use crate::api::{Piece, pieces};

/// A method of the client.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// Name, an identifier: `fetch_conversation`.
    pub name: String,
    /// `operationId` or `METHOD /path`: what messages and traces call it.
    pub id: String,
    /// Doc lines, without the first-call example and the `# Errors` section, which emit writes from the rest.
    pub docs: Vec<String>,
    /// Doc lines about request and answers, the one success, if there is one, and the headers of all answers.
    pub answer_docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// File that it is written to, by tag (`conversations`); `None`: the only one.
    pub group: Option<String>,
    /// HTTP method as it is sent.
    pub http_method: String,
    /// Path template whose variables are those of `parameters`, in order.
    pub path: String,
    /// Base URL in place of the service's.
    pub base_url: Option<String>,
    /// Parameters: those of the path in the order of the template, the other required ones, then the optional ones.
    pub parameters: Vec<Argument>,
    /// Body.
    pub body: Option<Body>,
    /// Media types for `Accept`, joined with `, `; empty: none.
    pub accept: String,
    /// Statuses of redirects that are answers.
    pub redirects: Vec<u16>,
    /// Statuses of its success; of several answers these have their own.
    pub success: Vec<StatusPattern>,
    /// How a successful body is read.
    pub format: Format,
    /// Type of a successful answer.
    pub output: RustType,
    /// Name of the success type when several statuses differ (an [`Outcome`]), then `output` is ignored.
    pub answers: Option<String>,
    /// Name of the error type (an [`Outcome`]).
    pub error: String,
    /// Name of the builder, if there are optional parameters or an optional body.
    pub builder: Option<String>,
    /// Alternatives of credentials, by index into [`Crate::credentials`](super::Crate::credentials): any inner list suffices, all of it is needed.
    /// An empty inner list: anonymous calls are allowed. No inner list: no credential is sent.
    pub security: Vec<Vec<usize>>,
    /// Arguments for the doc example, in the order of the required parameters and then the body.
    pub example_arguments: Vec<ExampleArgument>,
    /// What a server answers when all is well, for example.
    pub example_answer: ExampleAnswer,
}

/// HTTP methods that every version 1 of the crate `http` has a constant for (RFC 9110, section 9, and RFC 5789).
const CONSTANTS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
];

impl Method {
    /// Whether the HTTP method is one that libraries have a name for.
    pub fn is_common(&self) -> bool {
        CONSTANTS.contains(&self.http_method.as_str())
    }

    /// Whether an expression of its path may have a pattern, for values that span segments: `/v1/{name=shelves/*}`.
    pub fn has_spans(&self) -> bool {
        let pieces = pieces(&self.path).unwrap_or_default();
        pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Name(name) if name.contains('=')))
    }
}

/// An argument of a doc example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ExampleArgument {
    /// A text.
    Text(String),
    /// A number or truth value, as Rust writes it.
    Plain(String),
    /// A variant of an enum: the name of the model and that of the variant.
    Variant(String, String),
    /// A value that the example is given: a parameter of the function that it stands in.
    Given,
}

/// A parameter of a method.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// Name, an identifier.
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Where it goes.
    pub place: Place,
    /// How it is written.
    pub style: Style,
    /// Whether items are written one by one.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
    /// Its type without `Option`: owned; emit turns `String` to `&str` and `Vec<T>` to `&[T]`.
    pub ty: RustType,
    /// A single value, never an array or an object.
    pub single: bool,
    /// Required: an argument of the method; else a setter of the builder.
    pub required: bool,
    /// The only text that it can be: the method fills it in.
    pub constant: Option<String>,
}

impl Argument {
    /// Whether it is an argument of the method.
    pub fn is_asked(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// Whether it is written as most of its place are: the runtime has code for these alone. Exploded or not, a single value
    /// is the same.
    pub fn is_plain(&self) -> bool {
        let has_common_style = match self.place {
            Place::Path => self.style == Style::Simple && self.single,
            Place::Query => self.style == Style::Form && (self.single || self.explode),
            Place::Header => self.style == Style::Simple && (self.single || !self.explode),
            Place::Cookie => false,
        };
        has_common_style && !self.allow_reserved
    }
}

/// Methods that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What [`Method::group`] calls it.
    pub name: String,
    /// What the document calls it.
    pub title: String,
    /// Doc lines, if anything is said of it.
    pub docs: Vec<String>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

/// How a parameter is written; the names are those of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(
    missing_docs,
    reason = "each is the style of its name in the specification; `Json` is a `content` parameter"
)]
pub enum Style {
    Simple,
    Form,
    Matrix,
    Label,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    Json,
}

/// A request body.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Name of the argument or of the setter.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Media type that is sent.
    pub media_type: String,
    /// How it is written.
    pub format: Format,
    /// Members of a form that are not written by default.
    pub members: Vec<FormMember>,
    /// Parts of a multipart body that are not written by default: their names on the wire, and how they are written.
    pub parts: Vec<(String, PartStyle)>,
    /// Its type, owned.
    pub ty: RustType,
    /// Required: an argument of the method, the last; else a setter of the builder.
    pub required: bool,
}

/// How a member of a form is written, as a query parameter would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormMember {
    /// Name on the wire.
    pub wire: String,
    /// How it is written.
    pub style: Style,
    /// Whether items are written one by one.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
}

/// How a part of a multipart body is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum PartStyle {
    /// With this media type.
    As(String),
    /// A file with this media type, unless it has one of its own; what is no file as always.
    FileAs(String),
    /// The items of an array in one part, with this between them.
    Joined(&'static str),
    /// Values in values as parts of their own, with keys in brackets.
    Brackets,
}

/// How a body is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Format {
    /// No body.
    Empty,
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`, of requests only.
    Form,
    /// `multipart/form-data`, of requests only.
    Multipart,
    /// Text, UTF-8: `String`.
    Text,
    /// Octets: `bytes::Bytes`.
    Binary,
}

/// A type with one variant per status: the errors of a method, or its answers when several statuses differ.
#[derive(Clone, Debug, Serialize)]
pub enum Outcome {
    /// The errors of a method.
    Errors {
        /// Name.
        name: String,
        /// Name of the method that it is first for.
        method: String,
        /// Variants in the order in which statuses are tried: exact, ranges, default. `Unexpected` comes after them.
        cases: Vec<Case>,
    },
    /// The same errors as those of another method.
    SameErrors {
        /// Name.
        name: String,
        /// Name of the method that it is for.
        method: String,
        /// Name of the equal type.
        target: String,
        /// What the document says of the statuses here, where that is not what it says there; a list.
        docs: Vec<String>,
    },
    /// The answers of a method.
    Answers {
        /// Name.
        name: String,
        /// Name of the method that it is for.
        method: String,
        /// Variants in the order in which statuses are tried.
        cases: Vec<Case>,
    },
}

impl Outcome {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Errors { name, .. }
            | Self::SameErrors { name, .. }
            | Self::Answers { name, .. } => name,
        }
    }
}

/// A variant of an [`Outcome`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// Which statuses.
    pub status: StatusPattern,
    /// Which media types, of those that the document tells apart; none: all others.
    pub media_types: Vec<String>,
    /// Name of the variant.
    pub variant: String,
    /// Doc lines; the first begins with the status.
    pub docs: Vec<String>,
    /// How the body is read.
    pub format: Format,
    /// What it holds; `None`: no body, a unit variant.
    pub ty: Option<RustType>,
}

/// Which statuses a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum StatusPattern {
    /// `404`
    Exact(u16),
    /// `4XX`
    Range(u8),
    /// All others.
    Default,
}
