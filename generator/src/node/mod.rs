//! JSON values as the document writes them: members in order, numbers as text.

mod identity;
mod mapping;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// Longer values are not shown in a line of docs.
const IN_A_LINE: usize = 80;

/// Longer values are cut where they stand in docs.
const SHORTENED: usize = 240;

pub(crate) use identity::{ByNode, Identity, Nodes};
pub use mapping::Mapping;
pub(crate) use mapping::{Late, Members, Offset};

/// Nodes that may be copied while a document is read: what it says once may be needed at several places.
pub(crate) const COPIES: usize = 1_000_000;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, in the JSON spelling of its exact value.
    Number(Box<str>),
    /// A text.
    String(String),
    /// An array.
    Sequence(Vec<Node>),
    /// An object.
    Mapping(Mapping),
}

impl Node {
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The items, if it is an array.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match self {
            Self::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The members, if it is an object, to change.
    pub(crate) fn as_mapping_mut(&mut self) -> Option<&mut Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The member `key`, if it is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.get(key)
    }

    /// The text of a scalar, as a reader who wants a text understands `version: 1.0`.
    pub fn scalar_text(&self) -> Option<String> {
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Number(text) => Some(text.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Null | Self::Sequence(_) | Self::Mapping(_) => None,
        }
    }

    /// A scalar as it stands in a line of docs; `None` where it is too long for that, or more than one line.
    pub fn in_a_line(&self) -> Option<String> {
        let text = match self {
            Self::String(text) => text.clone(),
            Self::Bool(_) | Self::Number(_) => self.to_json(),
            Self::Mapping(_) | Self::Sequence(_) | Self::Null => return None,
        };
        (!text.is_empty() && text.len() <= IN_A_LINE && !text.contains(char::is_control))
            .then_some(text)
    }

    /// What a value that is not there stands for, as it stands in a line of docs: cut where it is long.
    pub fn as_default(&self) -> Option<String> {
        if *self == Self::Null {
            return None;
        }
        Some(self.in_a_line().unwrap_or_else(|| {
            let mut text = self.to_json();
            if let Some((end, _)) = text.char_indices().nth(SHORTENED) {
                text.truncate(end);
                text.push('…');
            }
            text
        }))
    }

    /// What `openapiv3` keeps literals as; numbers beyond 64 bits lose precision there.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::{Number, Value};
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(text) => text
                .parse::<i64>()
                .map(Number::from)
                .or_else(|_| text.parse::<u64>().map(Number::from))
                .ok()
                .or_else(|| Number::from_f64(text.parse().ok()?))
                .map_or(Value::Null, Value::Number),
            Self::String(text) => Value::String(text.clone()),
            Self::Sequence(items) => items.iter().map(Self::to_value).collect(),
            Self::Mapping(mapping) => mapping
                .iter()
                .map(|(key, value)| (key.to_owned(), value.to_value()))
                .collect(),
        }
    }

    /// How many nodes there are in it, and how many levels of them.
    pub(crate) fn measure(&self) -> (usize, usize) {
        let add = |(count, depth): (usize, usize), inner: &Self| {
            let (inner_count, inner_depth) = inner.measure();
            (count + inner_count, inner_depth.max(depth))
        };
        let (count, depth) = match self {
            Self::Sequence(items) => items.iter().fold((0, 0), add),
            Self::Mapping(mapping) => mapping.iter().map(|(_, node)| node).fold((0, 0), add),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => (0, 0),
        };
        (count + 1, depth + 1)
    }

    /// Collects the texts of all members of this name, here and inside.
    pub(crate) fn texts_of<'n>(&'n self, name: &str, texts: &mut Vec<&'n str>) {
        match self {
            Self::Mapping(mapping) => {
                for (key, node) in mapping.iter() {
                    texts.extend(node.as_str().filter(|_| key == name));
                    node.texts_of(name, texts);
                }
            }
            Self::Sequence(items) => items.iter().for_each(|item| item.texts_of(name, texts)),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => {}
        }
    }

    /// Its JSON type, for messages: `a string`, `an object`, ….
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "an array",
            Self::Mapping(_) => "an object",
        }
    }
}

impl Serialize for Node {
    /// Numbers beyond 64 bits lose precision here.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                if let Ok(value) = text.parse::<i64>() {
                    serializer.serialize_i64(value)
                } else if let Ok(value) = text.parse::<u64>() {
                    serializer.serialize_u64(value)
                } else {
                    serializer.serialize_f64(text.parse().unwrap_or(f64::MAX))
                }
            }
            Self::String(text) => serializer.serialize_str(text),
            Self::Sequence(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    sequence.serialize_element(item)?;
                }
                sequence.end()
            }
            Self::Mapping(mapping) => {
                let mut map = serializer.serialize_map(Some(mapping.len()))?;
                for (key, value) in mapping.iter() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
