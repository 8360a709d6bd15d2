//! What every model has: serde's two traits, equality, and a `Debug` that keeps secrets.

/// Derives from `Encode` and `Decode` what users of a model expect.
macro_rules! model {
    ($name:ident) => {
        $crate::runtime::serialization!($name);

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::debug(self, f)
            }
        }
    };
}
pub(crate) use model;

/// serde's two traits.
macro_rules! serialization {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use serialization;

/// Equality of what is written.
macro_rules! equality {
    ($name:ident) => {
        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::equal(self, other)
            }
        }
    };
}
pub(crate) use equality;
