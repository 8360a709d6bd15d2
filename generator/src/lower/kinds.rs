//! Sets of JSON types, as the keyword `type` gives them.

use crate::node::Node;

/// A JSON type; `integer` is the part of `number` that JSON Schema sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// All of them, with their names.
    const NAMES: [(Self, &'static str); 7] = [
        (Self::Null, "null"),
        (Self::Boolean, "boolean"),
        (Self::Integer, "integer"),
        (Self::Number, "number"),
        (Self::String, "string"),
        (Self::Array, "array"),
        (Self::Object, "object"),
    ];

    /// The type of this name (JSON Schema 2020-12, validation, 6.1.1).
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(_, text)| *text == name)
            .map(|(kind, _)| *kind)
    }

    /// The type of a value.
    pub(super) fn of(value: &Node) -> Self {
        match value {
            Node::Null => Self::Null,
            Node::Bool(_) => Self::Boolean,
            Node::Number(text) if is_integral(text) => Self::Integer,
            Node::Number(_) => Self::Number,
            Node::String(_) => Self::String,
            Node::Sequence(_) => Self::Array,
            Node::Mapping(_) => Self::Object,
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, name)| name)
    }

    /// What a value of this type is called among others.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::String => "text",
            Self::Array => "list",
            other => other.name(),
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Whether a number has no fraction, whatever its spelling.
fn is_integral(text: &str) -> bool {
    text.parse::<i128>().is_ok() || text.parse::<f64>().is_ok_and(|value| value.fract() == 0.0)
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// No type.
    pub(super) const NONE: Self = Self(0);
    /// Every type.
    pub(super) const ALL: Self = Self(0x7f);

    /// The keyword `type`, a name or a list of names, and the names that are no types.
    pub(super) fn read(node: &Node) -> (Self, Vec<String>) {
        let names = match node {
            Node::Sequence(names) => names.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut kinds = Self::NONE;
        let mut unknown = Vec::new();
        for name in names {
            let text = match name {
                Node::Null => "null",
                name => name.as_str().unwrap_or_else(|| name.type_name()),
            };
            match Kind::named(text) {
                Some(kind) => kinds = kinds.with(kind),
                None => unknown.push(text.to_owned()),
            }
        }
        (if unknown.is_empty() { kinds } else { Self::ALL }, unknown)
    }

    /// Whether the keyword `type` names integers beside the numbers that contain them.
    pub(super) fn tells_integers(node: Option<&Node>) -> bool {
        let names = node.and_then(Node::as_sequence).unwrap_or_default();
        let has = |name: &str| names.iter().any(|each| each.as_str() == Some(name));
        has("integer") && has("number")
    }

    /// With one type more; numbers contain integers.
    pub(super) const fn with(self, kind: Kind) -> Self {
        let implied = if matches!(kind, Kind::Number) {
            Kind::Integer.bit()
        } else {
            0
        };
        Self(self.0 | kind.bit() | implied)
    }

    /// Without a type.
    pub(super) fn without(self, kind: Kind) -> Self {
        Self(self.0 & !kind.bit())
    }

    /// The types in both sets.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a type is in the set.
    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// The types without `null`, and without `integer` where `number` is there too.
    pub(super) fn listed(self) -> Vec<Kind> {
        let hidden = |kind| kind == Kind::Null || kind == Kind::Integer && self.has(Kind::Number);
        Kind::NAMES
            .iter()
            .map(|(kind, _)| *kind)
            .filter(|kind| self.has(*kind) && !hidden(*kind))
            .collect()
    }
}
