//! The types of Rust that emitted code knows.

use std::hash::{Hash, Hasher};
use std::{fmt, iter};

use serde::Serialize;

/// A Rust type; spelled in one place (`emit/types.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum RustType {
    /// `()`: no body.
    Unit,
    /// `bool`
    Bool,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// The runtime's `Number`, which keeps the text.
    Number,
    /// `String`; as an argument `&str`, in a setter `impl Into<String>`.
    String,
    /// The runtime's `Timestamp`.
    Timestamp,
    /// `bytes::Bytes`: a raw body.
    Bytes,
    /// The runtime's `FilePart`: a file in a multipart body.
    File,
    /// `serde_json::Value`
    Json,
    /// `serde_json::Map<String, serde_json::Value>`, named `JsonObject` in the runtime.
    JsonObject,
    /// A model.
    Model(ModelName),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Patch<T>`
    Patch(Box<RustType>),
    /// `Vec<T>`; as an argument `&[T]`.
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
    /// A tuple: an array whose items are told apart by position.
    Tuple(Vec<RustType>),
}

/// Which model, and what it is called here: two names of one model are one type.
#[derive(Clone, Debug, Serialize)]
pub struct ModelName {
    /// The model's own name.
    pub model: String,
    /// The name of the component that is meant, where that is another name for the model.
    pub alias: Option<String>,
}

impl ModelName {
    /// What it is called here.
    pub fn spelled(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.model)
    }
}

impl PartialEq for ModelName {
    fn eq(&self, other: &Self) -> bool {
        self.model == other.model
    }
}

impl Eq for ModelName {}

impl Hash for ModelName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.model.hash(state);
    }
}

impl RustType {
    /// A model by its own name.
    pub fn model(name: impl Into<String>) -> Self {
        Self::Model(ModelName {
            model: name.into(),
            alias: None,
        })
    }

    /// The models that a value of this type holds without a pointer between them.
    pub fn direct_models(&self) -> Vec<&str> {
        match self {
            Self::Model(name) => vec![&name.model],
            Self::Option(inner) | Self::Patch(inner) => inner.direct_models(),
            Self::Tuple(items) => items.iter().flat_map(Self::direct_models).collect(),
            Self::Unit
            | Self::Bool
            | Self::I64
            | Self::U64
            | Self::F64
            | Self::Number
            | Self::String
            | Self::Timestamp
            | Self::Bytes
            | Self::File
            | Self::Json
            | Self::JsonObject
            | Self::Vec(_)
            | Self::Map(_)
            | Self::Box(_) => Vec::new(),
        }
    }

    /// Puts a pointer before the models that [`RustType::direct_models`] finds.
    pub fn box_models(&mut self) {
        match self {
            Self::Model(_) | Self::Tuple(_) => *self = Self::Box(Box::new(self.clone())),
            Self::Option(inner) | Self::Patch(inner) => inner.box_models(),
            _ => {}
        }
    }

    /// This type and every type inside it.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let (mut next, mut waiting) = (Some(self), Vec::new());
        iter::from_fn(move || {
            let part = next.take().or_else(|| waiting.pop())?;
            match part {
                Self::Option(inner)
                | Self::Patch(inner)
                | Self::Vec(inner)
                | Self::Map(inner)
                | Self::Box(inner) => next = Some(inner),
                Self::Tuple(items) => waiting.extend(items),
                _ => {}
            }
            Some(part)
        })
    }
}

/// As a user of the crate would write it, models under `models::`.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Bool => f.write_str("bool"),
            Self::I64 => f.write_str("i64"),
            Self::U64 => f.write_str("u64"),
            Self::F64 => f.write_str("f64"),
            Self::Number => f.write_str("Number"),
            Self::String => f.write_str("String"),
            Self::Timestamp => f.write_str("Timestamp"),
            Self::Bytes => f.write_str("bytes::Bytes"),
            Self::File => f.write_str("FilePart"),
            Self::Json => f.write_str("serde_json::Value"),
            Self::JsonObject => f.write_str("JsonObject"),
            Self::Model(name) => write!(f, "models::{}", name.spelled()),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Patch(inner) => write!(f, "Patch<{inner}>"),
            Self::Vec(inner) => write!(f, "Vec<{inner}>"),
            Self::Map(inner) => write!(f, "BTreeMap<String, {inner}>"),
            Self::Box(inner) => write!(f, "Box<{inner}>"),
            Self::Tuple(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(f, "({})", items.join(", "))
            }
        }
    }
}
