//! Enums of other types. A value is read up to the member that tells its arm; where there is none, it is buffered once, and
//! one arm is chosen by looking at it. That arm is decoded; if it fails on what was not looked at, the next best ones are.

use std::borrow::Cow;

use serde_json::Value;

use super::held::Resumed;
use super::lent::Repeats;
use super::{Arms, Decode, Entries, Fault, Source, buffered, lent, shape};

/// An enum of other types. When it is empty, it is the variant that keeps JSON that fits no arm.
pub trait Union: Decode + Sized + 'static {
    /// The member that tells the arms apart; `None`: their shapes do.
    const TAG: Option<&'static str>;

    /// The arms, in the order of the document.
    const ARMS: &'static [Arm<Self>];

    /// The arm of an object with another tag, or none; `None`: one with another is kept as it is, and one with none is told
    /// by its shape, if that can be.
    const DEFAULT: Option<fn() -> Self> = None;

    /// What the present variant holds.
    fn slot(&mut self) -> &mut dyn Decode;
}

/// An arm of a union.
pub struct Arm<T> {
    /// Name of the variant.
    pub name: &'static str,
    /// Values of the tag that choose it: strings, and the JSON of numbers and booleans.
    pub tags: &'static [&'static str],
    /// The variant, empty.
    pub empty: fn() -> T,
}

/// What the `Decode` of a union does. An object with an unknown tag, and a value without a tag whose shape does not tell its
/// arm, are kept as they are.
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
        entries.chosen_by(tag);
        *union = (arm.empty)();
        return union.slot().decode(Source::Object(entries));
    }
    let mut resumed = Resumed::at(tag, entries)?;
    let value = resumed.glimpse(tag);
    if value.is_none() && T::DEFAULT.is_none() {
        return decode_untagged(union, Source::Object(&mut resumed));
    }
    if let Some(empty) = arm_of::<T>(value).map(|arm| arm.empty).or(T::DEFAULT) {
        *union = empty();
    }
    union.slot().decode(Source::Object(&mut resumed))
}

fn decode_untagged(union: &mut dyn Arms, source: Source<'_>) -> Result<(), Fault> {
    let value = match source {
        Source::Array(items) => match items.choose(union) {
            Some(result) => return result,
            None => items.value()?,
        },
        Source::Object(entries) => match entries.choose(union) {
            Some(result) => return result,
            None => entries.value()?,
        },
        scalar => {
            let mut value = Value::Null;
            value.decode(scalar)?;
            Some(value)
        }
    };
    let value = value.unwrap_or_default();
    let choices = shape::choices(union, &value)?;
    let slot = match choices.first() {
        None => Some(union.other()),
        Some(best) if best.is_sure() && union.tag().is_none() => {
            union.arm(best.arm).map(|(_, slot)| slot)
        }
        Some(_) => None,
    };
    match slot {
        // What is not needed again is not copied, unless it has to be remembered that it has no tag.
        Some(slot) => buffered::read(slot, value).map(|_| ()),
        None => lent::try_each(union, &choices, &value, &Repeats::within(&value)),
    }
}

fn arm_of<T: Union>(tag: Option<Cow<'_, str>>) -> Option<&'static Arm<T>> {
    let tag = tag?;
    T::ARMS.iter().find(|arm| arm.tags.contains(&&*tag))
}

impl<T: Union> Arms for T {
    fn count(&self) -> usize {
        T::ARMS.len()
    }

    fn tag(&self) -> Option<&'static str> {
        T::TAG
    }

    fn arm(&mut self, index: usize) -> Option<(&'static str, &mut dyn Decode)> {
        let arm = T::ARMS.get(index)?;
        *self = (arm.empty)();
        Some((arm.name, self.slot()))
    }

    fn other(&mut self) -> &mut dyn Decode {
        *self = T::empty();
        self.slot()
    }
}

/// Gives a union its JSON: the member that tells its arms apart, its values for each arm, and the variant that keeps any
/// other JSON.
///
/// ```text
/// tagged!(Content by "type" { Text(ContentText) = "TEXT", Media(Box<Media>) = "IMAGE" | "VIDEO" ; Unrecognized });
/// ```
/// `writing` in place of `by`: an arm may lack the member; then its first value is written. Before the last variant may stand
/// the one that an object with another value is, or with none: `; ..Media; Unrecognized`.
macro_rules! tagged {
    ($name:ident by $tag:literal { $($arm:ident($type:ty) = $($value:literal)|+),* $(,)? ; $(..$default:ident;)? $other:ident }) => {
        $crate::runtime::union!(
            $name by Some($tag); { $($arm [$($value),+])* ; $(..$default;)? $other }
        );
        $crate::runtime::union!(shown $name { $($arm)* ; $other });
    };
    ($name:ident writing $tag:literal { $($arm:ident($type:ty) = $value:literal $(| $more:literal)*),* $(,)? ; $(..$default:ident;)? $other:ident }) => {
        $crate::runtime::union!(
            $name by Some($tag); { $($arm [$value $(, $more)*])* ; $(..$default;)? $other }
        );

        impl $crate::runtime::Writing for $name {
            #[allow(unreachable_patterns)]
            fn held(&self) -> ($crate::runtime::View<'_>, &'static str) {
                match self {
                    $(Self::$default(value) => ($crate::runtime::Encode::view(value), ""),)?
                    $(Self::$arm(value) => ($crate::runtime::Encode::view(value), $value),)*
                    Self::$other(value) => ($crate::runtime::View::UnlistedJson(value), ""),
                }
            }
        }

        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::with_tag(self)
            }

            #[inline]
            fn show(&self, to: $crate::runtime::Showing<'_>) {
                $crate::runtime::show_with_tag(self, to);
            }
        }
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
            $name by None; { $($arm [])* ; $other }
        );
        $crate::runtime::union!(shown $name { $($arm)* ; $other });
    };
}
pub(crate) use untagged;

/// Makes a union of what its arms hold.
///
/// ```text
/// conversions!(Pet { Cat(Cat), Count(i64), Name(String), Name(&str) });
/// ```
macro_rules! conversions {
    ($name:ident { $($arm:ident($type:ty)),* $(,)? }) => {
        $(impl From<$type> for $name {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$arm(value.into())
            }
        })*
    };
}
pub(crate) use conversions;

/// What all kinds of unions have, and (`shown`) what those look like that write what they hold and nothing else.
macro_rules! union {
    (shown $name:ident { $($arm:ident)* ; $other:ident }) => {
        impl $crate::runtime::Encode for $name {
            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                match self {
                    $(Self::$arm(value) => $crate::runtime::Encode::view(value),)*
                    Self::$other(value) => $crate::runtime::View::UnlistedJson(value),
                }
            }
        }
    };
    ($name:ident by $tag:expr; { $($arm:ident [$($value:literal),*])* ; $(..$default:ident;)? $other:ident }) => {
        impl $crate::runtime::Union for $name {
            const TAG: Option<&'static str> = $tag;
            const ARMS: &'static [$crate::runtime::Arm<Self>] = &[
                $($crate::runtime::Arm {
                    name: stringify!($arm),
                    tags: &[$($value),*],
                    empty: || Self::$arm($crate::runtime::Decode::empty()),
                }),*
            ];

            $(const DEFAULT: Option<fn() -> Self> =
                Some(|| Self::$default($crate::runtime::Decode::empty()));)?

            #[inline]
            fn slot(&mut self) -> &mut dyn $crate::runtime::Decode {
                match self {
                    $(Self::$arm(value) => value,)*
                    Self::$other(value) => value,
                }
            }
        }

        impl Clone for $name {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$arm(value) => Self::$arm(value.clone()),)*
                    Self::$other(value) => Self::$other(value.clone()),
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
            ) -> Result<(), $crate::runtime::Fault> {
                $crate::runtime::decode_union(self, source)
            }
        }

        $crate::runtime::model!($name);
        $crate::runtime::equality!($name);
    };
}
pub(crate) use union;
