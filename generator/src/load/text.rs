//! Reads a text into nodes, once: JSON or YAML, numbers exact, duplicate keys and places seen, size and depth bounded.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::number::{self, Yaml};
use super::syntax::{Syntax, looks_like_json, says_json};
use crate::node::{Late, Members, Node, Offset};
use crate::report::LoadProblem;

/// Levels of nesting that are read; what comes after may recurse that deep.
pub(super) const DEPTH: usize = 120;

/// How many times its own length a text may grow to through aliases.
const GROWTH: usize = 10;

/// What any text may grow to, in nodes and bytes of text.
const FLOOR: usize = 1_000_000;

/// What a text says.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) root: Node,
    /// Keys that an earlier member of the same object has, with their places.
    pub(super) duplicates: Vec<Duplicate>,
    /// Why this is not the JSON that it looks like.
    pub(super) misread: Option<Fault>,
}

/// A key that stands twice in an object.
#[derive(Debug)]
pub(super) struct Duplicate {
    pub(super) key: String,
    /// Where the earlier one stands.
    pub(super) first: Option<Offset>,
    /// Where it stands again.
    pub(super) again: Option<Offset>,
}

/// Why a text can't be read.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) problem: LoadProblem,
    /// Line and column, from 1.
    pub(super) place: Option<(usize, usize)>,
}

/// Reads a text: what its file says is JSON as nothing else, and what only looks like it as YAML where it is none, which is
/// told.
pub(super) fn parse(file: &str, text: &str) -> Result<Parsed, Fault> {
    let is_json = says_json(file);
    if !is_json && !looks_like_json(text) {
        return parse_yaml(text);
    }
    let fault = match parse_json(text) {
        Err(fault) if !is_json && matches!(fault.problem, LoadProblem::NotJson { .. }) => fault,
        read => return read,
    };
    match parse_yaml(text) {
        // Where it is neither, what is wrong with the JSON is of more help.
        Err(Fault {
            problem: LoadProblem::NotYaml { .. },
            ..
        }) => Err(fault),
        read => read.map(|parsed| Parsed {
            misread: Some(fault),
            ..parsed
        }),
    }
}

fn parse_json(text: &str) -> Result<Parsed, Fault> {
    let reader = Reader::new(text, Syntax::Json);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = reader
        .seed(0)
        .deserialize(&mut deserializer)
        .and_then(|root| deserializer.end().map(|()| root));
    let place = |error: serde_json::Error| {
        let message = error.to_string();
        // The place is told apart from the message, as for YAML.
        let short = message
            .rfind(" at line ")
            .and_then(|end| message.get(..end));
        let message = short.unwrap_or(&message).to_owned();
        (message, Some((error.line(), error.column())))
    };
    reader.finish(read.map_err(place))
}

fn parse_yaml(text: &str) -> Result<Parsed, Fault> {
    let reader = Reader::new(text, Syntax::Yaml);
    let read = reader
        .seed(0)
        .deserialize(serde_yaml::Deserializer::from_str(text));
    let place = |error: serde_yaml::Error| {
        let place = error.location().map(|place| (place.line(), place.column()));
        (error.to_string(), place)
    };
    reader.finish(read.map_err(place))
}

fn too_deep() -> LoadProblem {
    LoadProblem::TooDeep { limit: DEPTH }
}

/// What is known of the text while it is read.
struct Reader<'t> {
    text: &'t str,
    /// The same, where numbers are read as they are written.
    yaml: Yaml<'t>,
    syntax: Syntax,
    /// What may still be materialised.
    budget: Cell<usize>,
    /// Why reading was stopped, when it was not for the syntax.
    stopped: Cell<Option<Stop>>,
    /// What of a JSON text is behind the last key or float that was read: there the next float is.
    rest: Cell<&'t str>,
    duplicates: RefCell<Vec<Duplicate>>,
    /// The members of all objects that are not read to their end.
    members: RefCell<Members>,
    /// The items of all arrays that are not read to their end.
    items: RefCell<Vec<Node>>,
}

#[derive(Clone, Copy)]
enum Stop {
    TooDeep,
    TooLarge,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, syntax: Syntax) -> Self {
        Self {
            text,
            yaml: Yaml::new(text),
            syntax,
            budget: Cell::new(text.len().saturating_mul(GROWTH).saturating_add(FLOOR)),
            stopped: Cell::new(None),
            rest: Cell::new(text),
            duplicates: RefCell::default(),
            members: RefCell::default(),
            items: RefCell::default(),
        }
    }

    fn seed(&self, depth: usize) -> Seed<'_, 't> {
        Seed {
            reader: self,
            depth,
        }
    }

    fn finish(self, read: Result<Node, (String, Option<(usize, usize)>)>) -> Result<Parsed, Fault> {
        let duplicates = self.duplicates.into_inner();
        read.map(|root| Parsed {
            root,
            duplicates,
            misread: None,
        })
        .map_err(|(message, place)| Fault {
            problem: match self.stopped.get() {
                // The parser has limits of its own, for what is not even looked at.
                None if message.contains("repetition limit exceeded") => LoadProblem::TooLarge {},
                None if message.contains("recursion limit exceeded") => too_deep(),
                None => self.syntax.problem(message),
                Some(Stop::TooDeep) => too_deep(),
                Some(Stop::TooLarge) => LoadProblem::TooLarge {},
            },
            place,
        })
    }

    /// Where a part of the text stands in it.
    fn offset(&self, part: &str) -> Option<Offset> {
        let bytes = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (bytes <= self.text.len())
            .then(|| Offset::new(bytes))
            .flatten()
    }

    fn spend<E: Error>(&self, amount: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(amount) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => Err(self.stop(Stop::TooLarge)),
        }
    }

    fn stop<E: Error>(&self, why: Stop) -> E {
        self.stopped.set(Some(why));
        E::custom("stopped")
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Seed<'r, 't> {
    reader: &'r Reader<'t>,
    depth: usize,
}

impl Seed<'_, '_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH {
            return Err(self.reader.stop(Stop::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn number<E: Error>(self, text: impl ToString) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(Node::Number(text.to_string().into_boxed_str()))
    }
}

impl<'t> DeserializeSeed<'t> for Seed<'_, 't> {
    type Value = Node;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Seed<'_, 't> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.number(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.number(value)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.number(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.number(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        match self.reader.syntax {
            Syntax::Json => {
                let Some((exact, rest)) = number::float(self.reader.rest.get()) else {
                    return self.number(number::spelling(value));
                };
                self.reader.rest.set(rest);
                self.number(exact)
            }
            // JSON has no word for `.inf` and `.nan`.
            Syntax::Yaml if !value.is_finite() => self.visit_str(number::infinite(value)),
            Syntax::Yaml => self.number(number::spelling(value)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.reader.spend(text.len() + 1)?;
        Ok(Node::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<Node, A::Error> {
        self.reader.spend(1)?;
        let seed = self.deeper()?;
        let open = &self.reader.items;
        let first = open.borrow().len();
        while let Some(item) = items.next_element_seed(seed)? {
            open.borrow_mut().push(item);
        }
        let items = open.borrow_mut().drain(first..).collect();
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<Node, A::Error> {
        self.reader.spend(1)?;
        let seed = self.deeper()?;
        let open = &self.reader.members;
        let first = open.borrow().len();
        let mut merged = Vec::new();
        while let Some((key, offset)) = members.next_key_seed(KeySeed(self.reader))? {
            let node = members.next_value_seed(seed)?;
            if self.reader.syntax == Syntax::Json {
                open.borrow_mut().push(key, offset, node);
            } else if &*key == "<<" {
                merged.push(node);
            } else {
                let node = number::exact(node, &self.reader.yaml, &key, offset);
                open.borrow_mut().push(key, offset, node);
            }
        }
        let (mut mapping, late) = open.borrow_mut().finish(first);
        for Late { key, offset, node } in late {
            // The last one holds, as in nearly all readers of JSON and YAML.
            mapping.set(&key, node);
            self.reader.duplicates.borrow_mut().push(Duplicate {
                first: mapping.offset(&key),
                key: key.into_string(),
                again: offset,
            });
        }
        merged
            .into_iter()
            .for_each(|node| merge(&mut mapping, node));
        Ok(Node::Mapping(mapping))
    }

    /// A YAML tag such as `!include`: JSON has no such thing, the value is what counts.
    fn visit_enum<A: EnumAccess<'t>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_, value) = tagged.variant_seed(KeySeed(self.reader))?;
        value.newtype_variant_seed(self)
    }
}

/// `<<: *base` and `<<: [*one, *other]`: what is there comes first.
fn merge(mapping: &mut crate::node::Mapping, node: Node) {
    match node {
        Node::Mapping(other) => mapping.merge(other),
        Node::Sequence(items) => items.into_iter().for_each(|item| merge(mapping, item)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => (),
    }
}

/// Reads a key: its text, also where YAML takes it for a number, a boolean or null.
struct KeySeed<'r, 't>(&'r Reader<'t>);

impl<'t> DeserializeSeed<'t> for KeySeed<'_, 't> {
    type Value = (Box<str>, Option<Offset>);

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for KeySeed<'_, 't> {
    type Value = (Box<str>, Option<Offset>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a text")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'t str) -> Result<Self::Value, E> {
        self.0.spend(key.len())?;
        let offset = self.0.offset(key);
        if let (Some(start), Syntax::Json) = (offset, self.0.syntax) {
            let end = start.bytes() + key.len() + "\"".len();
            self.0.rest.set(self.0.text.get(end..).unwrap_or_default());
        }
        Ok((key.into(), offset))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.0.spend(key.len())?;
        Ok((key.into(), None))
    }
}
