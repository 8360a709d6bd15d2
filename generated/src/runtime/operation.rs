//! Operations as data: what an emitted method says about its request, in a constant that it hands to the one path that
//! executes calls.

pub(crate) use http::Method;

use super::draft::Draft;
use super::error::RequestError;
use super::path;
use super::{AnyEncode, View};

/// What is true of all operations of the API.
pub(crate) struct Service {
    /// Base URL without a final `/`; `None`: the builder must be given one.
    pub(crate) base_url: Option<&'static str>,
    /// `crate/version`, for `User-Agent`.
    pub(crate) user_agent: &'static str,
    /// Response header that identifies a request to the vendor's support.
    pub(crate) request_id: Option<&'static str>,
    /// Where each credential goes, and by which of the builder's methods it is given; [`Operation::security`] and these
    /// methods count from zero.
    pub(crate) credentials: &'static [(CredentialKind, &'static [&'static str])],
    /// Requirements of operations that have none of their own.
    pub(crate) security: Security,
}

impl Service {
    /// Where the credential at this index goes.
    pub(crate) fn credential(&self, index: usize) -> Option<CredentialKind> {
        Some(self.credentials.get(index)?.0)
    }
}

/// Any of the inner lists suffices, all credentials of it are needed. An empty inner list allows anonymous calls; no
/// inner list at all: none is sent.
pub(crate) type Security = &'static [&'static [usize]];

/// Where a credential goes.
#[derive(Clone, Copy)]
pub(crate) enum CredentialKind {
    /// `Authorization: Basic …`
    Basic,
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: <scheme> …`
    Http(&'static str),
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}

impl CredentialKind {
    /// Name of the header, if it is one.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Self::Basic | Self::Bearer | Self::Http(_) => Some("authorization"),
            Self::Header(name) => Some(name),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

/// An operation.
pub(crate) struct Operation {
    /// Its id in the document: what messages call it.
    pub(crate) id: &'static str,
    /// Method.
    pub(crate) method: Method,
    /// Path template, such as `/v2/Conversations/{Sid}`; a value that spans segments has their pattern: `/v1/{name=shelves/*}`,
    /// or `{name=**}` for any.
    pub(crate) path: &'static str,
    /// Writes the path. A function in the table, so that a crate whose paths have no patterns has no code for them.
    pub(crate) expand: Expand,
    /// Required parameters in the order of the method's arguments, then the optional ones.
    pub(crate) parameters: &'static [Parameter],
    /// Media types for `Accept`, joined with `, `; empty: none is asked for.
    pub(crate) accept: &'static str,
    /// Media type of the request body.
    pub(crate) content_type: Option<&'static str>,
    /// Statuses of its success, as tables have them: `201` or `2XX`. Several successes have a table of their own.
    pub(crate) success: &'static [&'static str],
    /// How the body of a success is read.
    pub(crate) format: Format,
    /// Statuses of redirects that the document describes, and are not followed.
    pub(crate) redirects: &'static [u16],
    /// Requirements in place of the service's.
    pub(crate) security: Option<Security>,
    /// Base URL in place of the service's, unless the builder was given one.
    pub(crate) base_url: Option<&'static str>,
}

impl Operation {
    /// Answers in JSON and has no parameters: the rest of what most operations say.
    pub(crate) const JSON: Self = Self {
        id: "",
        method: Method::GET,
        path: "/",
        expand: path::expand,
        parameters: &[],
        accept: "application/json",
        content_type: None,
        success: &["200"],
        format: Format::Json,
        redirects: &[],
        security: None,
        base_url: None,
    };
}

/// Writes the path of the operation, with the arguments of its required parameters, to the draft of a request.
pub(crate) type Expand = fn(&Operation, &[&dyn AnyEncode], &mut Draft) -> Result<(), RequestError>;

/// How a body is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As JSON.
    Json,
    /// As text in UTF-8.
    Text,
    /// As it is.
    Binary,
    /// Not at all.
    Empty,
}

/// A parameter of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    /// Name on the wire.
    pub(crate) name: &'static str,
    /// Where it goes.
    pub(crate) place: Place,
    /// How it is written.
    pub(crate) style: Style,
    /// Items and members are written one by one.
    pub(crate) exploded: bool,
    /// Reserved characters are written as they are.
    pub(crate) reserved: bool,
    /// Writes a value of it. A function in the table, so that a crate without such parameters has no code for them.
    pub(crate) write: Write,
}

/// Writes the value of the parameter at this index of the table to the draft of a request.
pub(crate) type Write = fn(&Parameter, usize, View<'_>, &mut Draft) -> Result<(), RequestError>;

/// Where a parameter goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

/// How a parameter is written; the names are those of OpenAPI 3.1, 4.8.12.3.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `blue,black`
    Simple,
    /// `color=blue`
    Form,
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100`
    DeepObject,
    /// `color=blue; color=black`, as it is: the style of OpenAPI 3.2 for cookies.
    Cookie,
    /// JSON text: a parameter with `content` in place of `schema`. Exploded, in a form: only what has members or items, the
    /// items of an array one by one.
    Json,
}

impl Parameter {
    /// A string, number or boolean in the path, in the style `simple`. Arrays and objects there name their style.
    pub(crate) const fn path(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Path,
            style: Style::Simple,
            exploded: false,
            reserved: false,
            write: path::scalar,
        }
    }
}
