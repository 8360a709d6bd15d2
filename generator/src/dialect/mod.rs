//! Small named rewrites that bring every dialect to one form.

mod schema;

use crate::pointer::Location;

pub(crate) use schema::{add_schema, raise};

/// The version of OpenAPI that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// OpenAPI 2.0, once Swagger.
    V20,
    /// OpenAPI 3.0.x
    V30,
    /// OpenAPI 3.1.x
    V31,
    /// OpenAPI 3.2.x
    V32,
}

impl Dialect {
    /// What `openapi: …` or `swagger: …` says.
    pub(crate) fn of(key: &str, version: &str) -> Option<Self> {
        let mut parts = version.trim().split('.');
        match (key, parts.next()?, parts.next()?) {
            ("swagger", "2", "0") => Some(Self::V20),
            ("openapi", "3", "0") => Some(Self::V30),
            ("openapi", "3", "1") => Some(Self::V31),
            ("openapi", "3", "2") => Some(Self::V32),
            _ => None,
        }
    }
}

/// How raising moved what stands inside a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// All of it went into the first alternative of a new `anyOf`.
    Wrapped,
    /// A member got another key.
    Renamed(&'static str, &'static str),
}

impl Move {
    /// The place before and after, of a node that stands at `at`.
    pub(crate) fn places(self, at: &Location) -> (Location, Location) {
        match self {
            Self::Wrapped => (at.clone(), at.key("anyOf").index(0)),
            Self::Renamed(from, to) => (at.key(from), at.key(to)),
        }
    }
}
