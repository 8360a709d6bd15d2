//! Reference Objects, followed to what they stand for (OpenAPI 3.1, 4.8.23).

use std::collections::HashSet;

use openapiv3::ReferenceOr;

use crate::node::Node;
use crate::pointer::Location;
use crate::report::{Diagnostic, LoadProblem};

use super::cursor::Cursor;
use super::{Document, Found, Sources, Unresolved, dangling, fault};

impl Document {
    pub(super) fn cursor(&self, at: Location) -> Result<Cursor<'_>, Diagnostic> {
        match self.sources.node(&at) {
            Some(node) => Ok(Cursor { node, at }),
            None => Err(dangling(&at, &at.to_string())),
        }
    }

    pub(super) fn found<T: Clone>(
        &self,
        reference: &ReferenceOr<T>,
        read: impl Fn(&Cursor<'_>) -> Result<T, Diagnostic>,
    ) -> Result<Found<T>, Diagnostic> {
        match reference {
            ReferenceOr::Reference { reference } => self.read(Location::parse(reference), read),
            ReferenceOr::Item(value) => Ok(Found {
                at: self.root.clone(),
                value: value.clone(),
            }),
        }
    }

    pub(super) fn read<T>(
        &self,
        at: Location,
        read: impl Fn(&Cursor<'_>) -> Result<T, Diagnostic>,
    ) -> Result<Found<T>, Diagnostic> {
        let cursor = self.chase(at)?;
        read(&cursor).map(|value| Found {
            at: cursor.at,
            value,
        })
    }

    /// Follows Reference Objects until there is none.
    pub(super) fn chase(&self, at: Location) -> Result<Cursor<'_>, Diagnostic> {
        let mut cursor = self.cursor(at)?;
        let mut seen = HashSet::new();
        while let Some(next) = self.next(&cursor, &mut seen)? {
            cursor = next;
        }
        Ok(cursor)
    }

    /// An object, and all that its `$ref` and those behind it lead to.
    pub(super) fn chain(&self, at: Location) -> Result<Vec<Cursor<'_>>, Diagnostic> {
        let mut cursor = self.cursor(at)?;
        let mut chain = Vec::new();
        let mut seen = HashSet::new();
        while let Some(next) = self.next(&cursor, &mut seen)? {
            chain.push(std::mem::replace(&mut cursor, next));
        }
        chain.push(cursor);
        Ok(chain)
    }

    /// One step along a `$ref`; what was seen on the way can't come again.
    fn next(
        &self,
        cursor: &Cursor<'_>,
        seen: &mut HashSet<Location>,
    ) -> Result<Option<Cursor<'_>>, Diagnostic> {
        seen.insert(cursor.at.clone());
        let Some(reference) = cursor.node.get("$ref").and_then(Node::as_str) else {
            return Ok(None);
        };
        let from = cursor.at.key("$ref");
        let next = self
            .sources
            .resolve(&from, reference)
            .map_err(|why| self.lost(&from, reference, why))?;
        if seen.contains(&next) {
            let reference = reference.to_owned();
            return Err(fault(&from, LoadProblem::CircularReference { reference }));
        }
        self.cursor(next).map(Some)
    }
}

impl Sources {
    /// Why a reference to a schema leads nowhere: where there is none, a crate can hold any value, and nothing is lost.
    pub(crate) fn explain_schema(
        &self,
        from: &Location,
        reference: &str,
        why: Unresolved,
    ) -> Diagnostic {
        let (what, advice) = match self.explain(from, reference, why) {
            LoadProblem::DanglingReference { advice, .. } => ("leads to nothing", advice),
            LoadProblem::RemoteReference { .. } => (
                "goes to the network, which is never asked",
                "put a copy of that document beside this one, and refer to the copy".to_owned(),
            ),
            problem => return Diagnostic::error(from.clone(), problem),
        };
        let (reference, what) = (reference.to_owned(), what.to_owned());
        let problem = LoadProblem::MissingSchema {
            reference,
            what,
            advice,
        };
        Diagnostic::warning(from.clone(), problem)
    }
}
