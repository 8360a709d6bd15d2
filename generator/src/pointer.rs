//! A place in a document: which file, and where in it.

use std::borrow::Cow;
use std::sync::Arc;
use std::{fmt, iter};

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
        push_segment(&mut pointer, key);
        Self {
            file: Arc::clone(&self.file),
            pointer,
        }
    }

    /// The item `index` of the array here.
    pub fn index(&self, index: usize) -> Self {
        self.key(index.to_string().as_str())
    }

    /// What this is a member or an item of; `None` for a root.
    pub fn parent(&self) -> Option<Self> {
        let end = self.pointer.rfind('/')?;
        self.pointer
            .get(..end)
            .map(|pointer| self.with_pointer(pointer))
    }

    /// The pointer from another place to this one, if this is that place or inside of it.
    pub(crate) fn inside(&self, around: &Self) -> Option<&str> {
        let rest = self.pointer.strip_prefix(&*around.pointer)?;
        let is_inside = (rest.is_empty() || rest.starts_with('/')) && self.file == around.file;
        is_inside.then_some(rest)
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
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        segments(&self.pointer)
    }

    /// The last segment, unescaped: what this is called where it stands; `None` for a root.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        self.pointer
            .rsplit_once('/')
            .map(|(_, last)| unescape(last))
    }
}

/// The unescaped segments of a pointer.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = split_at(pointer, b'/').map(|(_, rest)| rest);
    iter::from_fn(move || {
        let (segment, others) = match split_at(rest?, b'/') {
            Some((segment, others)) => (segment, Some(others)),
            None => (rest?, None),
        };
        rest = others;
        Some(unescape(segment))
    })
}

/// Adds a segment to a pointer, escaped (RFC 6901, 3).
pub(crate) fn push_segment(pointer: &mut String, key: &str) {
    pointer.push('/');
    if !key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        return pointer.push_str(key);
    }
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// What a segment of a pointer says (RFC 6901, 4).
fn unescape(segment: &str) -> Cow<'_, str> {
    let Some((mut plain, mut escaped)) = split_at(segment, b'~') else {
        return Cow::Borrowed(segment);
    };
    let mut text = String::with_capacity(segment.len());
    loop {
        text.push_str(plain);
        let (character, rest) = match escaped.strip_prefix('1') {
            Some(rest) => ('/', rest),
            None => ('~', escaped.strip_prefix('0').unwrap_or(escaped)),
        };
        text.push(character);
        match split_at(rest, b'~') {
            Some(split) => (plain, escaped) = split,
            None => {
                text.push_str(rest);
                return Cow::Owned(text);
            }
        }
    }
}

/// What stands before and behind the first of these bytes, which is an ASCII character. Short texts are searched faster by
/// bytes than by the searchers of characters.
fn split_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let found = text.bytes().position(|other| other == byte)?;
    Some((text.get(..found)?, text.get(found + 1..)?))
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
