//! What a change does to a member.

use super::{Decode, Encode, Fault, Presence, Source, View};

/// What a change does to a member that may be `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// It stays as it is: the member is left out.
    #[default]
    Leave,
    /// It becomes `null`.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// The new value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Leave | Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// What stands in a box because it may hold itself.
impl<T> From<T> for Patch<Box<T>> {
    fn from(value: T) -> Self {
        Self::Set(Box::new(value))
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Self::Set(text.to_owned())
    }
}

impl<T: Encode> Encode for Patch<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Leave => View::Absent,
            Self::Clear => View::Null,
            Self::Set(value) => value.view(),
        }
    }

    #[inline]
    fn presence(&self) -> Presence {
        Presence::Patch
    }
}

impl<T: Decode + Encode> Decode for Patch<T> {
    fn empty() -> Self {
        Self::Leave
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        if matches!(source, Source::Null) {
            *self = Self::Clear;
            return Ok(());
        }
        let mut value = T::empty();
        value.decode(source)?;
        *self = Self::Set(value);
        Ok(())
    }
}
