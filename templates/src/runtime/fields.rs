//! The macro that gives a struct its JSON.

/// Gives a struct its JSON: the name of each member on the wire, with marks where its type does not say all.
///
/// ```text
/// fields!(Conversation {
///     id = "id",                       // `T`: required. `Option<T>`, `Patch<T>`: not.
///     name = "name" redacted,          // `Debug` hides the value
///     note = "note" nullable,          // `Option<T>`, required: `None` is `null`
///     secret = "secret" read_only,     // left out of request bodies
/// });
/// ```
/// Last may stand what becomes of members that are not declared. They are kept in the field `extra`, or
/// * `; extra = more`: in another field,
/// * `; ..additional_properties`: in a map of one type, and `extra` (or `, extra = more`) remembers nulls,
/// * `; closed`: nowhere.
///
/// A file that uses it for a struct with members imports `empty`: it is called for each member, and the compiler reads a name
/// of one word faster than a path.
macro_rules! fields {
    ($name:ident { $($field:ident = $wire:literal $($mark:ident)*),* $(,)? }) => {
        $crate::runtime::fields!(@ $name { $($field = $wire $($mark)*),* } kept(extra));
    };
    ($name:ident { $($field:ident = $wire:literal $($mark:ident)*),* $(,)? ; closed }) => {
        $crate::runtime::fields!(@ $name { $($field = $wire $($mark)*),* } dropped);
    };
    ($name:ident { $($field:ident = $wire:literal $($mark:ident)*),* $(,)? ; extra = $extra:ident }) => {
        $crate::runtime::fields!(@ $name { $($field = $wire $($mark)*),* } kept($extra));
    };
    ($name:ident { $($field:ident = $wire:literal $($mark:ident)*),* $(,)? ; ..$map:ident }) => {
        $crate::runtime::fields!(@ $name { $($field = $wire $($mark)*),* } typed($map, extra));
    };
    ($name:ident { $($field:ident = $wire:literal $($mark:ident)*),* $(,)? ; ..$map:ident, extra = $extra:ident }) => {
        $crate::runtime::fields!(@ $name { $($field = $wire $($mark)*),* } typed($map, $extra));
    };
    (@ $name:ident { $($field:ident = $wire:literal $($mark:ident)*),* } $rest:ident $(($($kept:ident),+))?) => {
        impl $crate::runtime::Encode for $name {
            const TABLE: &'static $crate::runtime::Table = &$crate::runtime::Table {
                name: stringify!($name),
                wire: &[$($wire),*],
                fields: stringify!($($field)*),
                marks: &[$(0 $(| $crate::runtime::mark::$mark)*),*],
            };

            #[inline]
            fn show(&self, to: $crate::runtime::Showing<'_>) {
                to.$rest(&[$(self.$field.as_slot()),*] $($(, &self.$kept)+)?);
            }
        }

        impl $crate::runtime::Decode for $name {
            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: empty(),)*
                    $($($kept: Default::default(),)+)?
                }
            }

            #[inline]
            fn decode(
                &mut self,
                source: $crate::runtime::Source<'_>,
            ) -> Result<(), $crate::runtime::Fault> {
                source.$rest::<Self>(&mut [$(&mut self.$field),*] $($(, &mut self.$kept)+)?)
            }
        }

        impl Clone for $name {
            fn clone(&self) -> Self {
                $crate::runtime::copy(self)
            }
        }

        $crate::runtime::model!($name);
        $crate::runtime::equality!($name);
    };
}
pub(crate) use fields;

/// What a setter makes of a text: a function, which the compiler reads faster than a method in each of them.
#[inline]
pub(crate) fn text(text: impl Into<String>) -> Option<String> {
    Some(text.into())
}

/// Gives a struct a setter for each of these fields, of the field's name: the type of the argument, and what the field
/// becomes.
///
/// ```text
/// setters!(Address { channel: impl Into<String> = runtime::text(channel), count: i64 = Some(count) });
/// ```
macro_rules! setters {
    ($name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty = $value:expr),* $(,)? }) => {
        impl $name {
            $(
                $(#[$attribute])*
                #[inline]
                pub fn $field(mut self, $field: $type) -> Self {
                    self.$field = $value;
                    self
                }
            )*
        }
    };
}
pub(crate) use setters;
