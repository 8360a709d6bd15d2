//! A place in a document: which file, and where in it.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A file (relative to the folder of the entry document, `/` between its parts) and a JSON Pointer into it (RFC 6901).
///
/// Written as `file#/pointer`; the text form is what `$ref`s between the halves of a [`Document`](crate::document::Document),
/// the name lock and the messages use, and [`Location::parse`] reads it back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    file: Arc<str>,
    pointer: String,
}

impl Location {
    /// The root of `file`.
    pub fn root(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            pointer: String::new(),
        }
    }

    /// Reads `file#/pointer`; a text without `#` is the root of a file.
    pub fn parse(text: &str) -> Self {
        let (file, pointer) = text.split_once('#').unwrap_or((text, ""));
        Self {
            file: file.into(),
            pointer: pointer.to_owned(),
        }
    }

    /// The same file, another pointer (already escaped).
    pub fn with_pointer(&self, pointer: impl Into<String>) -> Self {
        Self {
            file: Arc::clone(&self.file),
            pointer: pointer.into(),
        }
    }

    /// The member `key` of the object here.
    pub fn key(&self, key: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + key.len() + 1);
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if key.contains(['~', '/']) {
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(key);
        }
        Self {
            file: Arc::clone(&self.file),
            pointer,
        }
    }

    /// The item `index` of the array here.
    pub fn index(&self, index: usize) -> Self {
        Self {
            file: Arc::clone(&self.file),
            pointer: format!("{}/{index}", self.pointer),
        }
    }

    /// What this is a member or an item of; `None` for a root.
    pub fn parent(&self) -> Option<Self> {
        let end = self.pointer.rfind('/')?;
        self.pointer
            .get(..end)
            .map(|pointer| self.with_pointer(pointer))
    }

    /// The file, relative to the folder of the entry document.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The JSON Pointer, escaped as RFC 6901 says; empty for the root.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The unescaped segments of the pointer, from the root.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.pointer
            .split('/')
            .skip(1)
            .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.file, self.pointer)
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
