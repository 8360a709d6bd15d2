//! A node in its place, with the questions that the readers of objects ask.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{Diagnostic, LoadProblem};

/// A node in its place.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'d> {
    pub(super) node: &'d Node,
    pub(super) at: Location,
}

impl<'d> Cursor<'d> {
    /// The member, unless it is missing or null: `description:` with nothing behind it is none.
    pub(super) fn get(&self, key: &str) -> Option<Cursor<'d>> {
        self.member(key).map(|node| self.inside(key, node))
    }

    /// As [`Cursor::get`], for those who need its place only if something is wrong.
    fn member(&self, key: &str) -> Option<&'d Node> {
        self.node.get(key).filter(|node| **node != Node::Null)
    }

    /// A member in its place.
    pub(super) fn inside(&self, key: &str, node: &'d Node) -> Cursor<'d> {
        let at = self.at.key(key);
        Cursor { node, at }
    }

    /// That this is an object.
    pub(super) fn object(&self, kind: &str) -> Result<&'d Mapping, Diagnostic> {
        self.node
            .as_mapping()
            .ok_or_else(|| self.wrong(&format!("a {kind}")))
    }

    /// What is wrong when this is not what was expected.
    pub(super) fn wrong(&self, expected: &str) -> Diagnostic {
        let found = self.node.type_name().to_owned();
        super::fault(
            &self.at,
            LoadProblem::WrongType {
                found,
                expected: expected.to_owned(),
            },
        )
    }

    /// What is wrong when a member is none of the known values.
    pub(super) fn unknown(&self, member: &str, known: &str) -> Diagnostic {
        let value = self
            .node
            .scalar_text()
            .unwrap_or_else(|| self.node.type_name().to_owned());
        let (member, known) = (member.to_owned(), known.to_owned());
        super::fault(
            &self.at,
            LoadProblem::UnknownValue {
                value,
                member,
                known,
            },
        )
    }

    /// What is wrong when a member is missing.
    pub(super) fn missing(&self, member: &str, kind: &str) -> Diagnostic {
        let (member, object) = (member.to_owned(), kind.to_owned());
        super::fault(&self.at, LoadProblem::MissingMember { member, object })
    }

    /// This as a text; numbers and booleans are their text.
    pub(super) fn as_text(&self) -> Result<String, Diagnostic> {
        self.node
            .scalar_text()
            .ok_or_else(|| self.wrong("a string"))
    }

    /// A member that is a text.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>, Diagnostic> {
        let read = |node: &'d Node| {
            let text = node.scalar_text();
            text.ok_or_else(|| self.inside(key, node).wrong("a string"))
        };
        self.member(key).map(read).transpose()
    }

    /// What the object says of itself where its 3.0 form has no `summary`: that as a paragraph of its own, then the
    /// `description` where it says more.
    pub(super) fn words(&self) -> Result<Option<String>, Diagnostic> {
        let summary = self.text("summary")?;
        let description = self.text("description")?;
        Ok(match (summary, description) {
            (Some(summary), Some(description)) if summary.trim() != description.trim() => {
                Some([summary.trim_end(), "\n\n", &description].concat())
            }
            (summary, description) => description.or(summary),
        })
    }

    /// A member that has to be a text.
    pub(super) fn needed_text(&self, key: &str, kind: &str) -> Result<String, Diagnostic> {
        self.text(key)?.ok_or_else(|| self.missing(key, kind))
    }

    /// A member that is a truth value; `"true"` is one as well.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, Diagnostic> {
        match self.member(key) {
            None => Ok(None),
            Some(Node::Bool(value)) => Ok(Some(*value)),
            Some(Node::String(word)) if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(Node::String(word)) if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(node) => Err(self.inside(key, node).wrong("a boolean")),
        }
    }

    /// A member that is an array; nothing if it is missing.
    pub(super) fn items(&self, key: &str) -> Result<Vec<Cursor<'d>>, Diagnostic> {
        let Some(member) = self.get(key) else {
            return Ok(Vec::new());
        };
        let items = member
            .node
            .as_sequence()
            .ok_or_else(|| member.wrong("an array"))?;
        let place = |(index, node)| Cursor {
            node,
            at: member.at.index(index),
        };
        let items = items.iter().enumerate();
        // What is null was taken out by a rewrite, or is an empty line of YAML.
        Ok(items
            .filter(|(_, node)| **node != Node::Null)
            .map(place)
            .collect())
    }

    /// A member that is an array of texts.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, Diagnostic> {
        self.items(key)?.iter().map(Cursor::as_text).collect()
    }

    /// A member that is an object with members of one kind; nothing if it is missing.
    pub(super) fn members(&self, key: &str) -> Result<Vec<(&'d str, Cursor<'d>)>, Diagnostic> {
        let Some(member) = self.get(key) else {
            return Ok(Vec::new());
        };
        let mapping = member
            .node
            .as_mapping()
            .ok_or_else(|| member.wrong("an object"))?;
        let place = |(name, node)| (name, member.inside(name, node));
        Ok(mapping.iter().map(place).collect())
    }

    /// A member that is an object, each of its members read.
    pub(super) fn map<T>(
        &self,
        key: &str,
        read: impl Fn(&Cursor<'d>) -> Result<T, Diagnostic>,
    ) -> Result<IndexMap<String, T>, Diagnostic> {
        let members = self.members(key)?;
        // What is read is large: it should not have to move.
        let mut map = IndexMap::with_capacity(members.len());
        for (name, member) in members {
            if *member.node != Node::Null {
                map.insert(name.to_owned(), read(&member)?);
            }
        }
        Ok(map)
    }

    /// A member that is an object, each of its members left in its place.
    pub(super) fn places<T>(
        &self,
        key: &str,
    ) -> Result<IndexMap<String, ReferenceOr<T>>, Diagnostic> {
        self.map(key, |member| Ok(member.place()))
    }

    /// The same for what only explains something: of the wrong type it is none, which was told before.
    pub(super) fn explaining_places<T>(&self, key: &str) -> IndexMap<String, ReferenceOr<T>> {
        self.places(key).unwrap_or_default()
    }

    /// A reference to this place.
    pub(super) fn place<T>(&self) -> ReferenceOr<T> {
        ReferenceOr::Reference {
            reference: [self.at.file(), "#", self.at.pointer()].concat(),
        }
    }

    /// A member as a literal.
    pub(super) fn value(&self, key: &str) -> Option<serde_json::Value> {
        self.node.get(key).map(Node::to_value)
    }

    /// What rewrites noted for which `openapiv3` has no word. The extensions of the document itself are in its nodes, for
    /// those who ask.
    pub(super) fn extensions(&self) -> IndexMap<String, serde_json::Value> {
        let members = self.node.as_mapping().into_iter().flat_map(Mapping::iter);
        members
            .filter(|(key, _)| key.starts_with("x-specsmith-"))
            .map(|(key, node)| (key.to_owned(), node.to_value()))
            .collect()
    }
}
