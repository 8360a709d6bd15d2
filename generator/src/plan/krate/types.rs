//! The types of Rust that emitted code knows.

use std::fmt;

use serde::Serialize;

/// A Rust type; spelled in one place (`emit/types.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum RustType {
    /// `()`: no body.
    Unit,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
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
    /// A model, by name.
    Model(String),
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

impl RustType {
    /// The model that a value of this type holds without a pointer between them.
    pub fn direct_model(&self) -> Option<&str> {
        match self {
            Self::Model(name) => Some(name),
            Self::Option(inner) | Self::Patch(inner) => inner.direct_model(),
            Self::Tuple(_)
            | Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F32
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
            | Self::Box(_) => None,
        }
    }

    /// Puts a pointer before the model that [`RustType::direct_model`] finds.
    pub fn box_model(&mut self) {
        match self {
            Self::Model(_) => *self = Self::Box(Box::new(self.clone())),
            Self::Option(inner) | Self::Patch(inner) => inner.box_model(),
            _ => {}
        }
    }

    /// This type and every type inside it.
    pub fn parts(&self) -> Vec<&RustType> {
        let mut parts = vec![self];
        let mut next = 0;
        while let Some(&part) = parts.get(next) {
            match part {
                Self::Option(inner)
                | Self::Patch(inner)
                | Self::Vec(inner)
                | Self::Map(inner)
                | Self::Box(inner) => {
                    parts.push(inner);
                }
                Self::Tuple(items) => parts.extend(items),
                _ => {}
            }
            next += 1;
        }
        parts
    }
}

/// As a user of the crate would write it, models under `models::`.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Bool => f.write_str("bool"),
            Self::I32 => f.write_str("i32"),
            Self::I64 => f.write_str("i64"),
            Self::U32 => f.write_str("u32"),
            Self::U64 => f.write_str("u64"),
            Self::F32 => f.write_str("f32"),
            Self::F64 => f.write_str("f64"),
            Self::Number => f.write_str("Number"),
            Self::String => f.write_str("String"),
            Self::Timestamp => f.write_str("Timestamp"),
            Self::Bytes => f.write_str("bytes::Bytes"),
            Self::File => f.write_str("FilePart"),
            Self::Json => f.write_str("serde_json::Value"),
            Self::JsonObject => f.write_str("JsonObject"),
            Self::Model(name) => write!(f, "models::{name}"),
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
