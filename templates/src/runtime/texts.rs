//! Enums of strings that stay open to values which the document does not list.

use std::fmt;

use super::{Fault, Source};

/// A string that is none of those that the document lists. Only the conversion from a string makes it, so it never holds a
/// listed one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(String);

impl UnknownText {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the `Decode` of an enum of texts does: a `?` in each of them is a sixteenth of all that the compiler does for one.
pub(crate) fn decode_text<T: for<'a> From<&'a str>>(
    value: &mut T,
    source: Source<'_>,
) -> Result<(), Fault> {
    *value = source.text()?.into();
    Ok(())
}

/// Gives an enum of texts its JSON: the text of each variant, and the variant that keeps any other; and what its text
/// decides.
///
/// ```text
/// texts!(Status { Active = "ACTIVE", Closed = "CLOSED" ; Unrecognized });
/// ```
macro_rules! texts {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? ; $other:ident }) => {
        impl $name {
            /// The string on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text.as_str(),
                }
            }
        }

        impl<T: AsRef<str>> From<T> for $name {
            fn from(text: T) -> Self {
                match text.as_ref() {
                    $($text => Self::$variant,)*
                    text => Self::$other($crate::runtime::UnknownText::new(text)),
                }
            }
        }

        impl Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant => Self::$variant,)*
                    Self::$other(text) => Self::$other(text.clone()),
                }
            }
        }

        // By their texts, which tell all values apart: derived, the three would take the compiler twice as long.
        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::text(self.as_str(), matches!(self, Self::$other(_)))
            }
        }

        impl $crate::runtime::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self::$other($crate::runtime::UnknownText::new(""))
            }

            #[inline]
            fn decode(
                &mut self,
                source: $crate::runtime::Source<'_>,
            ) -> Result<(), $crate::runtime::Fault> {
                $crate::runtime::decode_text(self, source)
            }
        }

        $crate::runtime::model!($name);
    };
}
pub(crate) use texts;
