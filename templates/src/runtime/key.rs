//! Names of members that are being read.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

use super::decode::find;

/// Finds a name among the declared ones, the expected one first, and hands it on if it is not among them.
pub(super) struct KeySeed<'a> {
    pub(super) names: &'a [&'static str],
    pub(super) expected: usize,
    pub(super) other: &'a mut dyn FnMut(&str),
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Option<usize>, E> {
        let index = find(self.names, self.expected, name);
        if index.is_none() {
            (self.other)(name);
        }
        Ok(index)
    }
}
