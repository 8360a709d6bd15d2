//! A place in a document: which file, and where in it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::{fmt, iter};

use serde::{Serialize, Serializer};

use crate::characters::are_all;

/// A file (relative to the folder of the entry document, `/` between its parts) and a JSON Pointer into it (RFC 6901).
///
/// Written as `file#/pointer`; the text form is what `$ref`s between the halves of a [`Document`](crate::document::Document),
/// the name lock and the messages use, and [`Location::parse`] reads it back.
///
/// Shared, because a place is passed on more often than it is made. Each has its own text, file and all: a name of the file
/// that all places share would be counted by all processors at once, which takes longer than to copy it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location(Arc<Place>);

/// What a [`Location`] says.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// The file, and behind it the pointer.
    text: String,
    /// Where the pointer begins.
    pointer: usize,
}

impl Place {
    fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.pointer).unwrap_or_default()
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // One write is faster than two, and which part is the file is seldom a question.
        self.text.hash(state);
    }
}

impl Location {
    /// The root of `file`.
    pub fn root(file: impl Into<String>) -> Self {
        let text = file.into();
        let pointer = text.len();
        Self(Arc::new(Place { text, pointer }))
    }

    /// Reads `file#/pointer`; a text without `#` is the root of a file.
    pub fn parse(text: &str) -> Self {
        let (file, pointer) = text.split_once('#').unwrap_or((text, ""));
        Self::root(file).with_pointer(pointer)
    }

    /// The same file, another pointer (already escaped).
    pub fn with_pointer(&self, pointer: &str) -> Self {
        self.with(pointer.len(), |text| text.push_str(pointer))
    }

    /// The same file, and a pointer of about this length.
    fn with(&self, length: usize, spell: impl FnOnce(&mut String)) -> Self {
        let file = self.file();
        let mut text = String::with_capacity(file.len() + length);
        text.push_str(file);
        spell(&mut text);
        let pointer = file.len();
        Self(Arc::new(Place { text, pointer }))
    }

    /// What this pointer (already escaped) leads to from here.
    pub(crate) fn below(&self, rest: &str) -> Self {
        self.with(self.pointer().len() + rest.len(), |text| {
            text.push_str(self.pointer());
            text.push_str(rest);
        })
    }

    /// The member `key` of the object here.
    pub fn key(&self, key: &str) -> Self {
        self.with(self.pointer().len() + key.len() + 1, |text| {
            text.push_str(self.pointer());
            push_segment(text, key);
        })
    }

    /// The item `index` of the array here.
    pub fn index(&self, index: usize) -> Self {
        self.with(self.pointer().len() + DIGITS, |text| {
            text.push_str(self.pointer());
            push_index(text, index);
        })
    }

    /// What this is a member or an item of; `None` for a root.
    pub fn parent(&self) -> Option<Self> {
        let (around, _) = self.pointer().rsplit_once('/')?;
        Some(self.with_pointer(around))
    }

    /// The pointer from another place to this one, if this is that place or inside of it.
    pub(crate) fn inside(&self, around: &Self) -> Option<&str> {
        let rest = self.pointer().strip_prefix(around.pointer())?;
        let is_inside = (rest.is_empty() || rest.starts_with('/')) && self.file() == around.file();
        is_inside.then_some(rest)
    }

    /// The file, relative to the folder of the entry document.
    pub fn file(&self) -> &str {
        self.0.parts().0
    }

    /// The JSON Pointer, escaped as RFC 6901 says; empty for the root.
    pub fn pointer(&self) -> &str {
        self.0.parts().1
    }

    /// The unescaped segments of the pointer, from the root.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        segments(self.pointer())
    }

    /// The last segment, unescaped: what this is called where it stands; `None` for a root.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        let (_, last) = self.pointer().rsplit_once('/')?;
        Some(unescape(last))
    }
}

/// The unescaped segments of a pointer.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_escaped = pointer.as_bytes().contains(&b'~');
    let mut rest = split_at(pointer, b'/').map(|(_, rest)| rest);
    iter::from_fn(move || {
        let (segment, others) = match split_at(rest?, b'/') {
            Some((segment, others)) => (segment, Some(others)),
            None => (rest?, None),
        };
        rest = others;
        Some(match is_escaped {
            true => unescape(segment),
            false => Cow::Borrowed(segment),
        })
    })
}

/// A pointer and those to what is around it, from the inside out, each with the segment, still escaped, that leads from it to
/// the one before.
pub(crate) fn around(pointer: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut next = Some((pointer, None));
    iter::from_fn(move || {
        let (pointer, inner) = next.take()?;
        // As in `split_at`: the searcher of characters takes longer to begin than most segments are long.
        let slash = pointer.bytes().rposition(|byte| byte == b'/');
        next = slash.and_then(|at| Some((pointer.get(..at)?, pointer.get(at + 1..))));
        Some((pointer, inner))
    })
}

/// Adds a segment to a pointer, escaped (RFC 6901, 3).
pub(crate) fn push_segment(pointer: &mut String, key: &str) {
    pointer.push('/');
    if are_all(key, |byte| !matches!(byte, b'~' | b'/')) {
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

/// Room for a segment that is an index, as nearly all are.
const DIGITS: usize = "/999".len();

/// Adds a segment that is an index.
fn push_index(pointer: &mut String, index: usize) {
    pointer.push('/');
    match u8::try_from(index) {
        Ok(digit @ 0..=9) => pointer.push(char::from(b'0' + digit)),
        _ => pointer.push_str(&index.to_string()),
    }
}

/// A place on the way down, spelled out only for those who ask.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    /// The way begins here.
    Start(&'p Location),
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        Path::Key(self, key)
    }

    pub(crate) fn index(&'p self, index: usize) -> Self {
        Path::Index(self, index)
    }

    /// The place, spelled out.
    pub(crate) fn location(&self) -> Location {
        self.start().with(self.len(), |text| self.spell(text))
    }

    /// Where the way begins.
    fn start(&self) -> &'p Location {
        match *self {
            Path::Start(place) => place,
            Path::Key(around, _) | Path::Index(around, _) => around.start(),
        }
    }

    /// Spells the pointer of the place.
    fn spell(&self, pointer: &mut String) {
        match *self {
            Path::Start(place) => pointer.push_str(place.pointer()),
            Path::Key(around, key) => {
                around.spell(pointer);
                push_segment(pointer, key);
            }
            Path::Index(around, index) => {
                around.spell(pointer);
                push_index(pointer, index);
            }
        }
    }

    /// About how long the pointer of the place is.
    fn len(&self) -> usize {
        match *self {
            Path::Start(place) => place.pointer().len(),
            Path::Key(around, key) => around.len() + "/".len() + key.len(),
            Path::Index(around, _) => around.len() + DIGITS,
        }
    }
}

/// What a segment of a pointer says (RFC 6901, 4).
pub(crate) fn unescape(segment: &str) -> Cow<'_, str> {
    if are_all(segment, |byte| byte != b'~') {
        return Cow::Borrowed(segment);
    }
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
        write!(f, "{}#{}", self.file(), self.pointer())
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
