//! Objects whose members are of one type.

use std::collections::BTreeMap;

use super::{Decode, Encode, Fault, Keyed, Map, Slot, Source, View};

impl<T: Encode + 'static> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn visit(&self, visitor: &mut dyn FnMut(&str, Slot<'_>) -> bool) {
        for (name, value) in self {
            if !visitor(name, value.as_slot()) {
                return;
            }
        }
    }

    fn member(&self, name: &str) -> Option<Slot<'_>> {
        self.get(name).map(Encode::as_slot)
    }
}

impl<T: Decode + Encode> Keyed for BTreeMap<String, T> {
    fn slot(&mut self, name: &str) -> &mut dyn Decode {
        let slot = self.entry(name.to_owned()).or_insert_with(T::empty);
        *slot = T::empty();
        slot
    }
}

impl<T: Encode + 'static> Encode for BTreeMap<String, T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Decode + Encode> Decode for BTreeMap<String, T> {
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
