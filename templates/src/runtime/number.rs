//! Numbers of any size.

use std::fmt;
use std::str::FromStr;

use super::{Decode, Encode, Fault, Source, View};

/// A number of any size and precision.
///
/// It is exact for 64-bit integers and for `f64`. With the feature `arbitrary_precision` of `serde_json` on, it keeps the
/// text that was sent; without it, a longer one is the nearest `f64`, and JSON with a number beyond that (`1e400`) can't be read,
/// wherever it stands.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(serde_json::Number);

impl Number {
    /// The number, if it is an integer of this range.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// The number, if it is an integer of this range.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    /// The nearest number of 64 bits, if there is one.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    /// The number; `None` when it is not finite.
    pub fn from_f64(value: f64) -> Option<Self> {
        serde_json::Number::from_f64(value).map(Self)
    }
}

/// What a literal is.
impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(value.into())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.into())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value.into())
    }
}

/// The string is not a JSON number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the string is not a JSON number")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        text.parse().map(Self).map_err(|_| NotANumber)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

super::serialization!(Number);

impl Encode for Number {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Number(&self.0)
    }
}

impl Decode for Number {
    fn empty() -> Self {
        Self::from(0_i64)
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        self.0 = source.number("a number")?;
        Ok(())
    }
}
