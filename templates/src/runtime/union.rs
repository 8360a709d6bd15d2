//! Enums of other types. A value is read up to the member that tells its arm; where there is none, it is buffered once, and
//! one arm is chosen by looking at it. That arm is decoded.

use std::borrow::Cow;

use serde_json::Value;

use super::held::Resumed;
use super::{Decode, Entries, Fault, Source, buffered, shape};

/// An enum of other types. When it is empty, it is the variant that keeps JSON that fits no arm.
pub trait Union: Decode + Sized + 'static {
    /// The member that tells the arms apart; `None`: their shapes do.
    const TAG: Option<&'static str>;

    /// The arms, in the order of the document.
    const ARMS: &'static [Arm<Self>];

    /// What the present variant holds.
    fn slot(&mut self) -> &mut dyn Decode;
}

/// An arm of a union.
pub struct Arm<T> {
    /// Name of the variant.
    pub name: &'static str,
    /// Values of the tag that choose it: texts, and the JSON of numbers and truth values.
    pub tags: &'static [&'static str],
    /// The variant, empty.
    pub empty: fn() -> T,
}

/// What the `Decode` of a union does. An object with an unknown tag, or none, and a value whose shape fits no arm are
/// kept as they are.
pub(crate) fn decode_union<T: Union>(union: &mut T, source: Source<'_>) -> Result<(), Fault> {
    match T::TAG {
        Some(tag) => decode_tagged(union, tag, source),
        None => decode_untagged(union, source),
    }
}

fn decode_tagged<T: Union>(
    union: &mut T,
    tag: &'static str,
    source: Source<'_>,
) -> Result<(), Fault> {
    let Source::Object(entries) = source else {
        return Err(source.mismatch("an object"));
    };
    if let Some(arm) = arm_of::<T>(entries.glimpse(tag)) {
        *union = (arm.empty)();
        return union.slot().decode(Source::Object(entries));
    }
    let mut resumed = Resumed::at(tag, entries)?;
    if let Some(arm) = arm_of::<T>(resumed.glimpse(tag)) {
        *union = (arm.empty)();
    }
    union.slot().decode(Source::Object(&mut resumed))
}

fn decode_untagged<T: Union>(union: &mut T, source: Source<'_>) -> Result<(), Fault> {
    // The arms are not tried where it is only asked what would fit, or the work would be multiplied by their number
    // wherever one union is in another.
    let Some(value) = buffer(source)? else {
        return Ok(());
    };
    let mut others = Vec::new();
    if let Some(arm) = by_shape(&value, &mut others)? {
        *union = (arm.empty)();
    }
    match buffered::read(union.slot(), value) {
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.with_alternatives(others)),
    }
}

/// The whole value; `None`: it is only asked what would fit.
fn buffer(source: Source<'_>) -> Result<Option<Value>, Fault> {
    match source {
        Source::Array(items) => items.value(),
        Source::Object(entries) => entries.value(),
        scalar => {
            let mut value = Value::Null;
            value.decode(scalar)?;
            Ok(Some(value))
        }
    }
}

fn arm_of<T: Union>(tag: Option<Cow<'_, str>>) -> Option<&'static Arm<T>> {
    let tag = tag?;
    T::ARMS.iter().find(|arm| arm.tags.contains(&&*tag))
}

fn by_shape<T: Union>(
    value: &Value,
    others: &mut Vec<(&'static str, Fault)>,
) -> Result<Option<&'static Arm<T>>, Fault> {
    let mut best: Option<(shape::Fit, &'static Arm<T>)> = None;
    for arm in T::ARMS {
        match shape::fit((arm.empty)().slot(), value) {
            Ok(fit) if best.as_ref().is_some_and(|(best, _)| *best >= fit) => {}
            Ok(fit) => best = Some((fit, arm)),
            Err(fault) => others.push((arm.name, fault)),
        }
    }
    match best {
        None if value.is_null() => Err(Fault::mismatch("one of several types", "null")
            .with_alternatives(std::mem::take(others))),
        best => Ok(best.map(|(_, arm)| arm)),
    }
}

/// Gives a union its JSON: the member that tells its arms apart, its values for each arm, and the variant that keeps any
/// other JSON.
///
/// ```text
/// tagged!(Content by "type" { Text(ContentText) = "TEXT", Media(Box<Media>) = "IMAGE" | "VIDEO" ; Unrecognized });
/// ```
macro_rules! tagged {
    ($name:ident by $tag:literal { $($arm:ident($type:ty) = $($value:literal)|+),* $(,)? ; $other:ident }) => {
        $crate::runtime::union!(
            $name by ::std::option::Option::Some($tag); { $($arm [$($value),+])* ; $other }
        );
    };
}
pub(crate) use tagged;

/// Gives a union its JSON: arms that differ in shape, and the variant that keeps any other JSON.
///
/// ```text
/// untagged!(Pet { Cat(Cat), Count(i64) ; Unrecognized });
/// ```
macro_rules! untagged {
    ($name:ident { $($arm:ident($type:ty)),* $(,)? ; $other:ident }) => {
        $crate::runtime::union!(
            $name by ::std::option::Option::None; { $($arm [])* ; $other }
        );
    };
}
pub(crate) use untagged;

/// What both kinds of unions have.
macro_rules! union {
    ($name:ident by $tag:expr; { $($arm:ident [$($value:literal),*])* ; $other:ident }) => {
        impl $crate::runtime::Union for $name {
            const TAG: ::std::option::Option<&'static str> = $tag;
            const ARMS: &'static [$crate::runtime::Arm<Self>] = &[
                $($crate::runtime::Arm {
                    name: stringify!($arm),
                    tags: &[$($value),*],
                    empty: || Self::$arm($crate::runtime::Decode::empty()),
                }),*
            ];

            #[inline]
            fn slot(&mut self) -> &mut dyn $crate::runtime::Decode {
                match self {
                    $(Self::$arm(value) => value,)*
                    Self::$other(value) => value,
                }
            }
        }

        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$arm(value) => Self::$arm(value.clone()),)*
                    Self::$other(value) => Self::$other(value.clone()),
                }
            }
        }

        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $(Self::$arm(value) => $crate::runtime::Encode::view(value),)*
                    Self::$other(value) => $crate::runtime::Encode::view(value),
                }
            }
        }

        impl $crate::runtime::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self::$other($crate::runtime::Decode::empty())
            }

            #[inline]
            fn decode(
                &mut self,
                source: $crate::runtime::Source<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::Fault> {
                $crate::runtime::decode_union(self, source)
            }
        }

        $crate::runtime::model!($name);
        $crate::runtime::equality!($name);
    };
}
pub(crate) use union;
