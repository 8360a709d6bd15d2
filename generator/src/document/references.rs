//! Reference Objects, followed to what they stand for (OpenAPI 3.1, 4.8.23).

use openapiv3::{Example, Header, Parameter, ReferenceOr, RequestBody, Response};

use crate::node::{Identity, Node, Nodes};
use crate::pointer::Location;
use crate::report::{Diagnostic, LoadProblem};

use super::cursor::Cursor;
use super::sources::descend;
use super::{Document, Found, FoundScheme, SchemaNode, Sources, Unresolved, dangling, fault};
use super::{parameter, response, security};

/// An object of the skeleton where a reference leads to. It is read once it is asked for: what several share need not be
/// read for each.
#[derive(Debug)]
pub(crate) struct Place<'d> {
    cursor: Cursor<'d>,
    /// A `$ref` of the document leads there.
    is_shared: bool,
}

impl<'d> Place<'d> {
    /// The object, if a `$ref` of the document leads there.
    pub(crate) fn shared(&self) -> Option<&'d Node> {
        self.is_shared.then_some(self.cursor.node)
    }

    pub(crate) fn parameter(self) -> Result<Found<'d, Parameter>, Diagnostic> {
        found(self.cursor, parameter::parameter)
    }

    pub(crate) fn header(self) -> Result<Found<'d, Header>, Diagnostic> {
        found(self.cursor, parameter::header)
    }

    pub(crate) fn request_body(self) -> Result<Found<'d, RequestBody>, Diagnostic> {
        found(self.cursor, response::request_body)
    }

    pub(crate) fn response(self) -> Result<Found<'d, Response>, Diagnostic> {
        found(self.cursor, response::response)
    }

    pub(crate) fn example(self) -> Result<Found<'d, Example>, Diagnostic> {
        found(self.cursor, response::example)
    }
}

fn found<'d, T>(
    cursor: Cursor<'d>,
    read: impl Fn(&Cursor<'d>) -> Result<T, Diagnostic>,
) -> Result<Found<'d, T>, Diagnostic> {
    let value = read(&cursor)?;
    let Cursor { node, at } = cursor;
    Ok(Found { at, node, value })
}

fn is_reference(cursor: &Cursor<'_>) -> bool {
    cursor.node.get("$ref").and_then(Node::as_str).is_some()
}

impl Document {
    pub(super) fn cursor(&self, at: Location) -> Result<Cursor<'_>, Diagnostic> {
        match self.sources.node(&at) {
            Some(node) => Ok(Cursor { node, at }),
            None => Err(dangling(&at, &at.to_string())),
        }
    }

    /// What a reference of the skeleton leads to.
    pub(super) fn place<T>(&self, reference: &ReferenceOr<T>) -> Result<Place<'_>, Diagnostic> {
        let at = self.location_of(reference);
        self.place_at(self.cursor(at)?)
    }

    /// The same, where most references lead into an object that is known: it need not be looked for again for each.
    pub(crate) fn place_in<'d, T>(
        &'d self,
        (around, node): (&Location, &'d Node),
        reference: &ReferenceOr<T>,
    ) -> Result<Place<'d>, Diagnostic> {
        let at = self.location_of(reference);
        match at.inside(around).and_then(|rest| descend(node, rest)) {
            Some(node) => self.place_at(Cursor { node, at }),
            None => self.place_at(self.cursor(at)?),
        }
    }

    fn location_of<T>(&self, reference: &ReferenceOr<T>) -> Location {
        match reference {
            ReferenceOr::Reference { reference } => self.location(reference),
            // The skeleton has none.
            ReferenceOr::Item(_) => self.root.clone(),
        }
    }

    fn place_at<'d>(&'d self, cursor: Cursor<'d>) -> Result<Place<'d>, Diagnostic> {
        let is_shared = is_reference(&cursor);
        let cursor = self.chase(cursor)?;
        Ok(Place { cursor, is_shared })
    }

    /// As [`Location::parse`]; most places are in the entry document, whose name need not be copied.
    pub(super) fn location(&self, reference: &str) -> Location {
        let inside = reference.strip_prefix(self.root.file());
        match inside.and_then(|inside| inside.strip_prefix('#')) {
            Some(pointer) => self.root.with_pointer(pointer),
            None => Location::parse(reference),
        }
    }

    pub(super) fn security_scheme(&self, at: Location) -> FoundScheme<'_> {
        let cursor = self.chase(self.cursor(at)?)?;
        found(cursor, security::scheme)
    }

    /// Follows Reference Objects until there is none.
    pub(super) fn chase<'d>(&'d self, mut cursor: Cursor<'d>) -> Result<Cursor<'d>, Diagnostic> {
        let mut seen = Nodes::default();
        while let Some(next) = self.next(&cursor, &mut seen)? {
            cursor = next;
        }
        Ok(cursor)
    }

    /// An object, and all that its `$ref` and those behind it lead to.
    pub(super) fn chain(&self, at: Location) -> Result<Vec<Cursor<'_>>, Diagnostic> {
        let mut cursor = self.cursor(at)?;
        let mut chain = Vec::new();
        let mut seen = Nodes::default();
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
        seen: &mut Nodes,
    ) -> Result<Option<Cursor<'_>>, Diagnostic> {
        let Some(reference) = cursor.node.get("$ref").and_then(Node::as_str) else {
            return Ok(None);
        };
        seen.insert(Identity::of(cursor.node));
        let from = cursor.at.key("$ref");
        let SchemaNode { at, node } = self
            .sources
            .find(&from, reference)
            .map_err(|why| self.lost(&from, reference, why))?;
        if seen.contains(&Identity::of(node)) {
            let reference = reference.to_owned();
            return Err(fault(&from, LoadProblem::CircularReference { reference }));
        }
        Ok(Some(Cursor { node, at }))
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
            LoadProblem::DanglingReference { advice, .. } => {
                ("leads to nothing".to_owned(), advice)
            }
            LoadProblem::UnreadableFile { file, reason } => (
                format!("leads to a file that can't be read ({reason})"),
                format!(
                    "put the file where `{file}` is, seen from the folder of the entry document"
                ),
            ),
            LoadProblem::RemoteReference { .. } => (
                "goes to the network, which is never asked".to_owned(),
                "put a copy of that document beside this one, and refer to the copy".to_owned(),
            ),
            problem => return Diagnostic::error(from.clone(), problem),
        };
        let problem = LoadProblem::MissingSchema {
            reference: reference.to_owned(),
            what,
            advice,
        };
        Diagnostic::warning(from.clone(), problem)
    }
}
