//! The neutral model: what the document says, in the words of OpenAPI and JSON Schema, with nothing of Rust in it.
//!
//! [`lower`](crate::lower) writes it, [`plan`](crate::plan) reads it, `cargo xtask codegen --show api` prints it.

mod auth;
mod operation;
mod path;
mod types;

pub use auth::{Flow, FlowKind, Requirement, Scheme, SchemeKind};
pub use operation::{
    Encoding, Header, MediaType, Operation, Parameter, ParameterPlace, RequestBody, Response,
    Status, Style, essence, is_media_type, may_be_json, member_of,
};
pub use path::{Piece, expression_name, find_outside, pieces, sent_path};
pub use types::{
    Access, Additional, Arm, Bounds, Docs, EnumValue, Enumeration, Example, Member, ObjectShape,
    Origin, Role, Schema, SchemaId, Shape, Tag, TextFormat, Use,
};

use serde::Serialize;

use crate::pointer::Location;

/// An API: everything that a client of it can be made from.
#[derive(Clone, Debug, Serialize)]
pub struct Api {
    /// Title, version and the rest of the Info Object.
    pub info: Info,
    /// Servers of the whole document, the default first.
    pub servers: Vec<Server>,
    /// Tags in the order of the document, those that only operations name after them.
    pub tags: Vec<TagInfo>,
    /// Security schemes in the order of the document; [`Requirement`] points into it by index.
    pub schemes: Vec<Scheme>,
    /// Security of the document as a whole: alternatives, any one of which suffices; empty when there is none.
    pub security: Vec<Requirement>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Every schema that anything reaches; [`SchemaId`] is an index into it. Components first, in the order of the document.
    pub schemas: Vec<Schema>,
}

impl Api {
    /// The schema with this id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }
}

/// The Info Object (OpenAPI 3.1, 4.8.2).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Info {
    /// Title of the API.
    pub title: String,
    /// Version of the document.
    pub version: String,
    /// CommonMark text: the summary, and what the description says.
    pub description: Option<String>,
    /// Where the terms of service are.
    pub terms_of_service: Option<String>,
    /// Name, URL and mail address of who to ask, those that there are, in one line.
    pub contact: Option<String>,
    /// Name or SPDX expression of the licence of the API.
    pub license: Option<String>,
    /// External documentation of the whole document: its URL.
    pub external_docs: Option<String>,
}

/// A server (OpenAPI 3.1, 4.8.5), its variables replaced by their defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// URL with variables replaced by their defaults; may be relative (`/v2`).
    pub url: String,
    /// URL as the document writes it.
    pub template: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// What stands between braces in the template, in the order of the document.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL (OpenAPI 3.1, 4.8.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// What it is when nobody says.
    pub default: String,
    /// What it may be; empty: anything.
    pub values: Vec<String>,
    /// CommonMark text.
    pub description: Option<String>,
}

/// A tag (OpenAPI 3.1, 4.8.22).
#[derive(Clone, Debug, Serialize)]
pub struct TagInfo {
    /// Name, as operations use it.
    pub name: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// Where it is declared; `None` when only operations name it.
    pub at: Option<Location>,
}
