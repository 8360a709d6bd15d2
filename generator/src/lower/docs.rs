//! What is said for people: title, description, default, examples.

use crate::api::{Additional, Docs, Example, ObjectShape, Origin, Schema, SchemaId, Shape};
use crate::characters::code_span;
use crate::node::{Mapping, Node};
use crate::pointer::Location;

use super::kinds::{Kind, Kinds};
use super::ledger::Fate;
use super::part::{Part, Rank};
use super::schemas::{Entered, Schemas};

/// Takes up a keyword that is text for people, and says what became of it; `None` when it is not such a keyword. What is
/// said nearer wins.
pub(super) fn annotate(docs: &mut Docs, part: &Part<'_>, key: &str, value: &Node) -> Option<Fate> {
    let here = part.rank != Rank::Referenced;
    let is_told = match key {
        "title" => {
            nearest(&mut docs.title, value.as_str(), part.rank)
                && docs.description.is_none()
                && !part.map.contains("description")
        }
        "description" => nearest(&mut docs.description, value.as_str(), part.rank),
        "externalDocs" => nearest(
            &mut docs.external_docs,
            value.get("url").and_then(Node::as_str),
            part.rank,
        ),
        "default" if here => {
            docs.default = docs.default.take().or_else(|| Some(value.clone()));
            return Some(Fate::of_sample(key, value));
        }
        "example" if here => {
            docs.examples.push(example(part.at.key(key), None, value));
            return Some(Fate::of_sample(key, value));
        }
        "examples" if here => {
            examples(docs, &part.at.key(key), value);
            return Some(Fate::of_sample(key, value));
        }
        // The schema that the reference leads to tells its own.
        "default" | "example" | "examples" => return Some(Fate::of_sample(key, value)),
        _ => return None,
    };
    Some(if is_told {
        Fate::Documented
    } else {
        Fate::Ignored
    })
}

/// Keeps those values that are of this type: the others are told where all types are.
pub(super) fn keep(docs: &mut Docs, kind: Kind) {
    let is_it = |value: &Node| Kinds::NONE.with(kind).has(Kind::of(value));
    docs.default = docs.default.take().filter(is_it);
    docs.examples.retain(|example| is_it(&example.value));
}

/// Whether the text is the one that is told: here, or by the schema that a reference leads to.
fn nearest(slot: &mut Option<String>, text: Option<&str>, rank: Rank) -> bool {
    let text = text.map(str::trim_end).filter(|text| !text.is_empty());
    match rank {
        Rank::Own => *slot = text.map(str::to_owned).or_else(|| slot.take()),
        Rank::Inline if slot.is_none() => *slot = text.map(str::to_owned),
        Rank::Inline => return false,
        Rank::Referenced => {}
    }
    text.is_some()
}

/// `format: password`, `x-ms-secret: true`, or `x-twilio: {pii: {handling: sensitive}}`.
pub(super) fn is_sensitive(key: &str, value: &Node) -> bool {
    match key {
        "format" => value.as_str() == Some("password"),
        "x-ms-secret" => value.as_bool() == Some(true),
        "x-twilio" => {
            let handling = value.get("pii").and_then(|pii| pii.get("handling"));
            handling.and_then(Node::as_str) == Some("sensitive")
        }
        _ => false,
    }
}

/// `examples` of a schema is an array; some documents write it as a parameter's is written.
fn examples(docs: &mut Docs, at: &Location, value: &Node) {
    for (index, item) in value.as_sequence().unwrap_or_default().iter().enumerate() {
        docs.examples.push(example(at.index(index), None, item));
    }
    for (name, item) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
        let here = at.key(name);
        match item.get("value") {
            Some(inner) => docs
                .examples
                .push(example(here.key("value"), Some(name), inner)),
            None => docs.examples.push(example(here, Some(name), item)),
        }
    }
}

fn example(at: Location, name: Option<&str>, value: &Node) -> Example {
    Example {
        at,
        name: name.map(str::to_owned),
        summary: None,
        value: value.clone(),
    }
}

/// What of the docs of its schema is said of a member too.
#[derive(Clone, Copy, Debug)]
pub(super) enum Borrow {
    /// All: the schema is written out there.
    All,
    /// Title and description, unless something is said beside the reference.
    Text,
}

impl Borrow {
    /// What a member borrows.
    pub(super) fn of(entered: &Entered<'_>) -> Self {
        if entered.beside.is_none() {
            Self::All
        } else {
            Self::Text
        }
    }
}

impl Schemas<'_, '_> {
    /// Gives arrays and maps what their schema says of what is in them, where that has no type of its own that says it:
    /// the inner ones, which come later in the table, first.
    pub(super) fn lend_docs_of_content(&mut self) {
        for index in (0..self.table.len()).rev() {
            let Some(lent) = self
                .table
                .get(index)
                .and_then(|schema| self.content_docs(schema))
            else {
                continue;
            };
            if let Some(schema) = self.table.get_mut(index) {
                schema.docs.constraints.push(lent);
            }
        }
    }

    /// What is said of the items or values that are written out in a schema, as a sentence.
    fn content_docs(&self, schema: &Schema) -> Option<String> {
        let (content, what) = match &schema.shape {
            Shape::Array { items, .. } => (items.schema, "each item"),
            Shape::Object(ObjectShape {
                members,
                additional: Additional::Typed(used),
            }) if members.is_empty() => (used.schema, "each value"),
            Shape::Object(ObjectShape {
                additional: Additional::Typed(used),
                ..
            }) => (used.schema, "each other member"),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Tuple { .. }
            | Shape::Object(_)
            | Shape::Union { .. }
            | Shape::Same(_) => return None,
        };
        let content = self.table.get(content.0)?;
        let is_inline = matches!(content.origin, Origin::Within { .. });
        let has_type = match &content.shape {
            Shape::Object(object) => !object.members.is_empty(),
            Shape::Enumeration(_) | Shape::Union { .. } | Shape::Same(_) => true,
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. } => false,
        };
        if !is_inline || has_type {
            return None;
        }
        let docs = &content.docs;
        let text = docs.description.as_ref().or(docs.title.as_ref());
        let text = text.filter(|text| Some(*text) != schema.docs.description.as_ref());
        let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let example = docs
            .examples
            .first()
            .and_then(|example| example.value.in_a_line());
        let said = text
            .into_iter()
            .map(|text| text.trim_end_matches('.').to_owned())
            .chain(docs.constraints.iter().cloned())
            .chain(
                docs.default
                    .as_ref()
                    .and_then(Node::as_default)
                    .map(|text| format!("{} when absent", code_span(&text))),
            )
            .chain(example.map(|text| format!("for example {}", code_span(&text))));
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| format!("{what}: {}", said.join(", ")))
    }

    /// Gives a member the docs of its schema.
    pub(super) fn lend_docs(&mut self, owner: SchemaId, index: usize, borrow: Borrow) {
        let Some(Shape::Object(object)) = self.table.get(owner.0).map(|schema| &schema.shape)
        else {
            return;
        };
        let source = object.members.get(index).map(|member| member.value.schema);
        let Some(source) = source.and_then(|id| self.table.get(id.0)) else {
            return;
        };
        let (docs, sensitive) = match borrow {
            Borrow::All => (source.docs.clone(), source.sensitive),
            Borrow::Text => {
                let Docs {
                    title, description, ..
                } = &source.docs;
                let docs = Docs {
                    title: title.clone(),
                    description: description.clone(),
                    ..Docs::default()
                };
                (docs, source.sensitive)
            }
        };
        let Some(Shape::Object(object)) =
            self.table.get_mut(owner.0).map(|schema| &mut schema.shape)
        else {
            return;
        };
        if let Some(member) = object.members.get_mut(index) {
            member.sensitive |= sensitive;
            match borrow {
                Borrow::All => member.docs = docs,
                Borrow::Text
                    if member.docs.title.is_none() && member.docs.description.is_none() =>
                {
                    member.docs.title = docs.title;
                    member.docs.description = docs.description;
                }
                Borrow::Text => {}
            }
        }
    }
}
