//! Enums of other types. The value is buffered once, one arm is chosen by looking at it, and that one is decoded.

use std::borrow::Cow;

use serde_json::Value;

use super::json::{json_type, read_number};
use super::{Decode, Fault, Source, buffered, shape};

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
    let source = match glance::<T>(source) {
        Ok(fits) => return fits,
        Err(source) => source,
    };
    let Some(value) = buffer(source)? else {
        return Ok(());
    };
    let mut others = Vec::new();
    let arm = match T::TAG {
        Some(tag) => by_tag(tag, &value)?,
        None => by_shape(&value, &mut others)?,
    };
    if let Some(arm) = arm {
        *union = (arm.empty)();
    }
    match buffered::read(union.slot(), value) {
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.with_alternatives(others)),
    }
}

/// Where it is only asked what would fit: whether the arm fits that the tag chooses. The arms of a union without tag are
/// not tried, or the work would be multiplied by their number wherever one union is in another.
fn glance<T: Union>(source: Source<'_>) -> Result<Result<(), Fault>, Source<'_>> {
    let Source::Object(entries) = source else {
        return Err(source);
    };
    let tag = T::TAG.and_then(|tag| entries.glimpse(tag));
    match tag.and_then(arm_of::<T>) {
        Some(arm) => Ok((arm.empty)().slot().decode(Source::Object(entries))),
        None => Err(Source::Object(entries)),
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

fn by_tag<T: Union>(tag: &str, value: &Value) -> Result<Option<&'static Arm<T>>, Fault> {
    if !value.is_object() {
        return Err(Fault::mismatch("an object", json_type(value)));
    }
    Ok(value.get(tag).and_then(arm_of))
}

/// The arm that a tag chooses: a text, or a number or a truth value by its JSON.
fn arm_of<T: Union>(tag: &Value) -> Option<&'static Arm<T>> {
    let mut whole = 0_i64;
    let text = match tag {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        // `1.0` is `1`.
        Value::Number(number) if read_number(&mut whole, number).is_ok() => {
            whole.to_string().into()
        }
        Value::Number(_) | Value::Bool(_) => tag.to_string().into(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    T::ARMS.iter().find(|arm| arm.tags.contains(&&*text))
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
