//! Enums of integers that stay open to values which the document does not list.

use std::fmt;

use serde_json::Number;

use super::json::integer;
use super::{Fault, Source, View};

/// A number that is none of those that the document lists. Only the conversion from a number makes it, so it never holds
/// a listed one. One of more than 64 bits is the nearest `f64`, unless the feature `arbitrary_precision` of `serde_json` is on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownNumber(Number);

impl UnknownNumber {
    pub(crate) fn new(value: i64) -> Self {
        Self(value.into())
    }

    pub(crate) fn view(&self) -> View<'_> {
        View::UnlistedNumber(&self.0)
    }

    /// The number, if it is an integer of this range.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The nearest number of 64 bits, if there is one.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }
}

impl fmt::Debug for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the `Decode` of an enum of integers does; `5.0` is `5`.
pub(crate) fn decode_number<T: From<i64>>(
    value: &mut T,
    other: fn(UnknownNumber) -> T,
    source: Source<'_>,
) -> Result<(), Fault> {
    let number = source.number("a number")?;
    *value = integer(&number).map_or_else(|| other(UnknownNumber(number)), T::from);
    Ok(())
}

/// Gives an enum of integers its JSON: the number of each variant, and the variant that keeps any other.
///
/// ```text
/// numbers!(Level { Low = 1, High = 2 ; Unrecognized });
/// ```
macro_rules! numbers {
    ($name:ident { $($variant:ident = $number:literal),* $(,)? ; $other:ident }) => {
        impl $name {
            /// The number on the wire, if it is an integer of 64 bits, as all listed ones are.
            #[inline]
            pub fn as_i64(&self) -> Option<i64> {
                match self {
                    $(Self::$variant => Some($number),)*
                    Self::$other(number) => number.as_i64(),
                }
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::$other($crate::runtime::UnknownNumber::new(number)),
                }
            }
        }

        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $(Self::$variant => $crate::runtime::View::I64($number),)*
                    Self::$other(number) => number.view(),
                }
            }
        }

        impl $crate::runtime::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self::$other($crate::runtime::UnknownNumber::new(0))
            }

            #[inline]
            fn decode(
                &mut self,
                source: $crate::runtime::Source<'_>,
            ) -> Result<(), $crate::runtime::Fault> {
                $crate::runtime::decode_number(self, Self::$other, source)
            }
        }

        $crate::runtime::model!($name);
    };
}
pub(crate) use numbers;
