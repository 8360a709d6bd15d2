//! What a struct holds beside its declared members.

use std::fmt;
use std::iter::Flatten;
use std::option;
use std::ptr;

use serde_json::Value;

use super::JsonObject;

/// The members of an object that the document does not describe, kept so that they are sent back. Of those that came twice,
/// the last one is kept, as most readers of JSON have it.
///
/// A number of more than 64 bits is the nearest `f64` here, unless the feature `arbitrary_precision` of `serde_json` is on.
///
/// It also remembers, privately, which optional members were `null`: they are written as `null` again while their field
/// is `None`; and, in a union, that there was no tag: none is written then. Both are meant for the type that was read: in a
/// value of another type they say nothing.
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Inner>>);

#[derive(Clone, Default)]
struct Inner {
    members: JsonObject,
    /// The struct in which all of the members were read.
    read_in: &'static str,
    /// The members that were `null`.
    nulls: Vec<&'static str>,
    /// The tag that it came without, in a union by that.
    untagged: Option<&'static str>,
    /// The struct in which those were not there.
    absent_in: &'static str,
}

impl Extra {
    /// Nothing.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The member of this name on the wire.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.members.get(name)
    }

    /// The members; the order is that of `serde_json::Map`.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.into_iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.members().map_or(0, JsonObject::len)
    }

    /// There are no members.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sets a member and gives what it was before. A member that the struct declares is not written from here.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let inner = self.inner();
        inner.read_in = "";
        inner.members.insert(name.into(), value.into())
    }

    /// Removes a member and gives what it was.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.members.remove(name)
    }

    #[inline]
    pub(super) fn members(&self) -> Option<&JsonObject> {
        Some(&self.0.as_ref()?.members)
    }

    fn inner(&mut self) -> &mut Inner {
        self.0.get_or_insert_default()
    }

    /// Where the members go that are read in the struct of this name, which declares none of them.
    pub(super) fn read_in(&mut self, name: &'static str) -> &mut JsonObject {
        let inner = self.inner();
        if inner.members.is_empty() {
            inner.read_in = name;
        }
        &mut inner.members
    }

    /// Whether all members were read in the struct of this name, so that it surely declares none of them.
    pub(super) fn was_read_in(&self, name: &str) -> bool {
        matches!(&self.0, Some(inner) if inner.read_in == name)
    }

    /// Remembers that this member of the struct `of` was `null`.
    pub(super) fn remember_null(&mut self, of: &'static str, name: &'static str) {
        let inner = self.inner();
        inner.absent_in = of;
        inner.nulls.push(name);
    }

    /// Remembers that the struct `of` came without this tag.
    pub(super) fn remember_untagged(&mut self, of: &'static str, tag: &'static str) {
        let inner = self.inner();
        inner.absent_in = of;
        inner.untagged = Some(tag);
    }

    pub(super) fn came_without(&self, of: &str, tag: &str) -> bool {
        matches!(&self.0, Some(inner) if inner.untagged == Some(tag) && inner.absent_in == of)
    }

    #[inline]
    pub(super) fn has_nulls(&self) -> bool {
        matches!(&self.0, Some(inner) if !inner.nulls.is_empty())
    }

    #[inline]
    pub(super) fn was_null(&self, of: &str, name: &str) -> bool {
        // Mostly it is the text of the same table, which need not be read then.
        let is_this = |null: &&str| ptr::eq(*null, name) || *null == name;
        matches!(&self.0, Some(inner) if inner.nulls.iter().any(is_this) && inner.absent_in == of)
    }
}

impl IntoIterator for Extra {
    type Item = (String, Value);
    type IntoIter = Flatten<option::IntoIter<JsonObject>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map(|inner| inner.members).into_iter().flatten()
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a String, &'a Value);
    type IntoIter = Flatten<option::IntoIter<&'a JsonObject>>;

    fn into_iter(self) -> Self::IntoIter {
        self.members().into_iter().flatten()
    }
}

/// Equal when the members are, in any order. What is remembered beside them is of the struct that was read, and counts where
/// two of these are compared: by what is written of them.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        match (self.members(), other.members()) {
            (Some(members), Some(others)) => members == others,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

/// Shows names only: the values may be personal data.
impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = f.debug_set();
        for (name, _) in self {
            names.entry(name);
        }
        names.finish()
    }
}
