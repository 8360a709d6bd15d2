//! Arrays whose items are told apart by position.

use super::{Array, Decode, Encode, Fault, List, Segment, Slot, Source, View};

/// The slots of a tuple, handed out in order.
struct Positions<'a, 's> {
    slots: std::slice::IterMut<'a, &'s mut dyn Decode>,
}

impl List for Positions<'_, '_> {
    fn slot(&mut self) -> Option<&mut dyn Decode> {
        match self.slots.next() {
            Some(slot) => Some(&mut **slot),
            None => None,
        }
    }
}

fn decode(slots: &mut [&mut dyn Decode], source: Source<'_>) -> Result<(), Fault> {
    let len = slots.len();
    let mut positions = Positions {
        slots: slots.iter_mut(),
    };
    source.array(&mut positions)?;
    match positions.slots.len() {
        0 => Ok(()),
        missing => {
            Err(Fault::mismatch("an item", "the end of the array")
                .under(Segment::Index(len - missing)))
        }
    }
}

macro_rules! tuples {
    ($($len:literal ($($type:ident $index:tt),*);)*) => {$(
        impl<$($type: Encode),*> Array for ($($type,)*) {
            fn len(&self) -> usize {
                $len
            }

            fn item(&self, index: usize) -> Option<Slot<'_>> {
                match index {
                    $($index => Some(Slot::item(&self.$index)),)*
                    _ => None,
                }
            }
        }

        impl<$($type: Encode),*> Encode for ($($type,)*) {
            #[inline]
            fn view(&self) -> View<'_> {
                View::Array(self)
            }
        }

        impl<$($type: Decode + Encode),*> Decode for ($($type,)*) {
            fn empty() -> Self {
                ($($type::empty(),)*)
            }

            fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
                decode(&mut [$(&mut self.$index),*], source)
            }
        }
    )*};
}

tuples! {
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
    5 (A 0, B 1, C 2, D 3, E 4);
    6 (A 0, B 1, C 2, D 3, E 4, F 5);
    7 (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    8 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
    9 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
    10 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
    11 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
    12 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
}
