//! Copies of structs, member by member: what a model's `Clone` does. Derived, it would be a tenth of all that the compiler
//! does for a model; here it reads the lists of members that are there for JSON.

use std::any::Any;

use serde_json::Value;

use super::decode::Seen;
use super::{Decode, Encode, Entries, Fault, Fields, Keyed, Object, Remains, Rest, Slots, Source};

/// A value of which a copy can be made, of a type that is forgotten.
pub trait AnyClone {
    /// Makes the other value a copy of this, if it is of the same type.
    fn copy_into(&self, other: &mut dyn Any);
}

impl<T: Clone + 'static> AnyClone for T {
    #[inline]
    fn copy_into(&self, other: &mut dyn Any) {
        if let Some(other) = other.downcast_mut::<Self>() {
            *other = self.clone();
        }
    }
}

/// A copy of a struct.
pub(crate) fn copy<T: Encode + Decode>(original: &T) -> T {
    let mut copy = T::empty();
    copy_into(original, &mut copy);
    copy
}

fn copy_into(original: &dyn Object, copy: &mut dyn Decode) {
    original.visit(&mut |fields| {
        // There is nothing in it that can fail.
        let _ = copy.decode(Source::Object(&mut Original(fields)));
    });
}

/// A struct, as a source for another one of its type.
struct Original<'a>(Fields<'a>);

impl Entries for Original<'_> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let Fields {
            slots: members,
            rest,
            ..
        } = self.0;
        for (index, member) in members.iter().enumerate() {
            if let (Some(slot), Some(original)) = (slots.get(index), member.value) {
                original.copy_into(slot);
            }
        }
        slots.seen = Seen::count(members.len());
        match (&mut slots.rest, rest) {
            (Rest::Kept(copy), Remains::Kept(extra)) => **copy = extra.clone(),
            (Rest::Typed(copies, copy), Remains::Typed(map, extra)) => {
                map.visit(&mut |name, member| {
                    if let Some(original) = member.value {
                        original.copy_into(copies.slot(name));
                    }
                    true
                });
                **copy = extra.clone();
            }
            _ => {}
        }
        Ok(())
    }

    fn fill(&mut self, _: &mut dyn Keyed) -> Result<(), Fault> {
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(None)
    }
}
