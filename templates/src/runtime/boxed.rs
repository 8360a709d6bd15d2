//! Boxes, which recursion needs.

use super::{Decode, Encode, Fault, Presence, Source, View};

impl<T: Encode> Encode for Box<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    #[inline]
    fn presence(&self) -> Presence {
        (**self).presence()
    }
}

impl<T: Decode + Encode> Decode for Box<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        (**self).decode(source)
    }
}
