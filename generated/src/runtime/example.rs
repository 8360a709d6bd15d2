//! The macro that gives a model its example, and `new` where it has none: for tests alone.

use super::{Decode, decode};

/// The value of an example.
///
/// # Panics
/// When the example is not of this type, which the generator has made sure of.
#[allow(clippy::panic, reason = "a test fails by panicking")]
pub(crate) fn exemplary<T: Decode>(json: &str) -> T {
    match decode(json.as_bytes()) {
        Ok(value) => value,
        Err(fault) => panic!("{json} is not a {}: {fault}", std::any::type_name::<T>()),
    }
}

/// Gives a model its example, as JSON. Between braces stands what `new` does, for a struct that has none yet: the fields
/// that are required, each with the type of its argument unless it has only one value.
///
/// ```text
/// example!(Status = r#""ACTIVE""#);
/// example!(Thing { id: impl Into<String> = id.into(), kind = Kind::Thing ; r#"{"id":"T1","kind":"thing"}"# });
/// ```
macro_rules! example {
    ($name:ident = $json:literal) => {
        impl $name {
            /// An example: that of the document, or one that is made to fit.
            #[allow(clippy::self_named_constructors)]
            #[inline]
            pub fn example() -> Self {
                $crate::runtime::exemplary($json)
            }
        }
    };
    ($name:ident { $($field:ident $(: $type:ty)? = $value:expr),* $(,)? ; $json:literal }) => {
        impl $name {
            /// With what is required: for tests, since a member may become required.
            #[allow(unused_mut, clippy::too_many_arguments, clippy::self_named_constructors)]
            #[inline]
            pub fn new($($($field: $type,)?)*) -> Self {
                let mut made: Self = $crate::runtime::Decode::empty();
                $(made.$field = $value;)*
                made
            }
        }

        $crate::runtime::example!($name = $json);
    };
}
pub(crate) use example;
