//! Options, arrays and references.

use super::{Array, Decode, Encode, Fault, List, Presence, Slot, Source, View};

impl<T: Encode> Encode for &T {
    #[inline]
    fn view(&self) -> View<'_> {
        (**self).view()
    }

    #[inline]
    fn presence(&self) -> Presence {
        (**self).presence()
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    #[inline]
    fn presence(&self) -> Presence {
        Presence::Optional
    }
}

impl<T: Decode + Encode> Decode for Option<T> {
    #[inline]
    fn empty() -> Self {
        None
    }

    #[inline]
    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        if matches!(source, Source::Null) {
            *self = None;
            return Ok(());
        }
        *self = Some(T::empty());
        match self {
            Some(value) => value.decode(source),
            None => Ok(()),
        }
    }
}

impl<T: Encode> Array for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn item(&self, index: usize) -> Option<Slot<'_>> {
        self.get(index).map(Slot::item)
    }
}

impl<T: Encode> Array for &[T] {
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn item(&self, index: usize) -> Option<Slot<'_>> {
        self.get(index).map(Slot::item)
    }
}

impl<T: Encode> Encode for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Array(self)
    }
}

impl<T: Encode> Encode for &[T] {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Array(self)
    }
}

impl<T: Decode + Encode> List for Vec<T> {
    #[inline]
    fn slot(&mut self) -> Option<&mut dyn Decode> {
        // Many lists have one item, and room for the usual four would be most of what is kept.
        if self.capacity() == 0 {
            self.reserve_exact(1);
        }
        self.push(T::empty());
        self.last_mut().map(|item| item as &mut dyn Decode)
    }
}

impl<T: Decode + Encode> Decode for Vec<T> {
    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        source.array(self)
    }
}
