//! The types of Rust that emitted code knows.

use std::hash::{Hash, Hasher};
use std::{fmt, iter, slice};

use serde::Serialize;

/// A Rust type; how the crate spells it is decided in `emit/types.rs`, how its users do here.
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
    /// As a program outside of the crate writes it, where it imports `models` of this library alone.
    pub fn outside<'a>(&'a self, library: &'a str) -> impl fmt::Display + 'a {
        let library = Some(library);
        Outside { ty: self, library }
    }

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
            | Self::Box(_) => {}
        }
    }

    /// This type and every type inside it.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let (mut next, mut waiting) = (Some(self), Vec::new());
        iter::from_fn(move || {
            let part = next.take().or_else(|| waiting.pop())?;
            match part.arguments() {
                [only] => next = Some(only),
                several => waiting.extend(several),
            }
            Some(part)
        })
    }

    /// The types that stand directly inside this one.
    fn arguments(&self) -> &[Self] {
        match self {
            Self::Option(inner)
            | Self::Patch(inner)
            | Self::Vec(inner)
            | Self::Map(inner)
            | Self::Box(inner) => slice::from_ref(inner),
            Self::Tuple(items) => items,
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
            | Self::Model(_) => &[],
        }
    }
}

/// As a user of the crate reads it, models under `models::`.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ty, library) = (self, None);
        Outside { ty, library }.fmt(f)
    }
}

/// A type outside of the crate.
struct Outside<'a> {
    ty: &'a RustType,
    /// Where the runtime's names are; `None`: they are imported.
    library: Option<&'a str>,
}

impl Outside<'_> {
    fn runtime(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(library) = self.library {
            write!(f, "{library}::")?;
        }
        f.write_str(name)
    }

    fn map(&self) -> &'static str {
        match self.library {
            Some(_) => "std::collections::BTreeMap",
            None => "BTreeMap",
        }
    }
}

impl fmt::Display for Outside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let library = self.library;
        let inner = |ty| Outside { ty, library };
        match self.ty {
            RustType::Unit => f.write_str("()"),
            RustType::Bool => f.write_str("bool"),
            RustType::I64 => f.write_str("i64"),
            RustType::U64 => f.write_str("u64"),
            RustType::F64 => f.write_str("f64"),
            RustType::Number => self.runtime("Number", f),
            RustType::String => f.write_str("String"),
            RustType::Timestamp => self.runtime("Timestamp", f),
            RustType::Bytes => f.write_str("bytes::Bytes"),
            RustType::File => self.runtime("FilePart", f),
            RustType::Json => f.write_str("serde_json::Value"),
            RustType::JsonObject => self.runtime("JsonObject", f),
            RustType::Model(name) => write!(f, "models::{}", name.spelled()),
            RustType::Option(ty) => write!(f, "Option<{}>", inner(ty)),
            RustType::Patch(ty) => {
                self.runtime("Patch", f)?;
                write!(f, "<{}>", inner(ty))
            }
            RustType::Vec(ty) => write!(f, "Vec<{}>", inner(ty)),
            RustType::Map(ty) => write!(f, "{}<String, {}>", self.map(), inner(ty)),
            RustType::Box(ty) => write!(f, "Box<{}>", inner(ty)),
            RustType::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|ty| inner(ty).to_string()).collect();
                let comma = if items.len() == 1 { "," } else { "" };
                write!(f, "({}{comma})", items.join(", "))
            }
        }
    }
}
