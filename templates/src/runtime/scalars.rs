//! Booleans, numbers and strings.

use serde_json::{Number, Value};

use super::{Decode, Encode, Fault, Source, View};

impl Encode for bool {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Decode for bool {
    fn empty() -> Self {
        false
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        let Source::Bool(value) = source else {
            return Err(source.mismatch("a boolean"));
        };
        *self = value;
        Ok(())
    }
}

impl Encode for String {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Decode for String {
    fn empty() -> Self {
        Self::new()
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        *self = source.text()?.to_owned();
        Ok(())
    }
}

impl Encode for &str {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

macro_rules! integers {
    ($($type:ty, $view:ident, $expected:literal;)*) => {$(
        impl Encode for $type {
            #[inline]
            fn view(&self) -> View<'_> {
                View::$view(*self)
            }
        }

        impl Decode for $type {
            fn empty() -> Self {
                0
            }

            fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
                let value = source.integer($expected)?;
                let Ok(value) = value.try_into() else {
                    return Err(Fault::mismatch($expected, "a number out of range"));
                };
                *self = value;
                Ok(())
            }
        }
    )*};
}

integers! {
    i64, I64, "an integer of 64 bits";
    u64, U64, "an integer of 64 bits without a sign";
}

impl Encode for f64 {
    #[inline]
    fn view(&self) -> View<'_> {
        View::F64(*self)
    }
}

impl Decode for f64 {
    fn empty() -> Self {
        0.0
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        *self = source.float()?;
        Ok(())
    }
}

const OUT_OF_RANGE: &str = "a number out of range";

impl Source<'_> {
    /// The number, if it has no fraction.
    fn integer(self, expected: &'static str) -> Result<i128, Fault> {
        match self {
            Self::I64(value) => Ok(value.into()),
            Self::U64(value) => Ok(value.into()),
            Self::F64(value) => whole(value, expected),
            other => {
                let number = other.number(expected)?;
                if let Some(value) = number.as_i64() {
                    return Ok(value.into());
                }
                if let Some(value) = number.as_u64() {
                    return Ok(value.into());
                }
                whole(number.as_f64().unwrap_or(f64::INFINITY), expected)
            }
        }
    }

    fn float(self) -> Result<f64, Fault> {
        const EXPECTED: &str = "a number";
        match self {
            Self::F64(value) => Ok(value),
            Self::I64(value) => Ok(value as f64),
            Self::U64(value) => Ok(value as f64),
            other => match other.number(EXPECTED)?.as_f64() {
                Some(value) if value.is_finite() => Ok(value),
                _ => Err(Fault::mismatch("a number of 64 bits", OUT_OF_RANGE)),
            },
        }
    }

    /// The number, with its text where the format hands it on.
    pub(super) fn number(self, expected: &'static str) -> Result<Number, Fault> {
        match self {
            Self::I64(value) => Ok(value.into()),
            Self::U64(value) => Ok(value.into()),
            Self::F64(value) => match Number::from_f64(value) {
                Some(number) => Ok(number),
                None => Err(Fault::mismatch(expected, "a number that is not finite")),
            },
            Self::Object(entries) => match entries.value()? {
                Some(Value::Number(number)) => Ok(number),
                _ => Err(Fault::mismatch(expected, "an object")),
            },
            other => Err(other.mismatch(expected)),
        }
    }
}

/// The integer that an `f64` is: every one of them above 2⁵³ is one.
fn whole(value: f64, expected: &'static str) -> Result<i128, Fault> {
    if !value.is_finite() {
        return Err(Fault::mismatch(expected, OUT_OF_RANGE));
    }
    if value.fract() != 0.0 {
        return Err(Fault::mismatch(expected, "a number with a fraction"));
    }
    Ok(value as i128)
}
