//! Objects whose members are of one type.

use std::collections::BTreeMap;

use super::{Decode, Encode, Fault, Keyed, Map, Source, View};

impl<T: Encode> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn visit(&self, visitor: &mut dyn FnMut(&str, &dyn Encode) -> bool) {
        for (name, value) in self {
            if !visitor(name, value) {
                return;
            }
        }
    }

    fn member(&self, name: &str) -> Option<&dyn Encode> {
        self.get(name).map(|value| value as &dyn Encode)
    }
}

impl<T: Decode> Keyed for BTreeMap<String, T> {
    fn slot(&mut self, name: &str) -> &mut dyn Decode {
        let slot = self.entry(name.to_owned()).or_insert_with(T::empty);
        *slot = T::empty();
        slot
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        match source {
            Source::Object(entries) => entries.fill(self),
            other => Err(other.mismatch("an object")),
        }
    }
}
