//! `Debug` that shows no secret and no personal data, and the wrapper that shows all.

use std::fmt::{self, Debug};

use serde_json::Value;

use super::{AnyEncode, Encode, Fields, Object, Presence, Remains, Slot, View, mark};

/// What a model's `Debug` does.
///
/// # Errors
/// Those of the formatter.
#[inline]
pub fn debug<T: Encode>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    shown(value, false).fmt(f)
}

/// Gives every model the method `reveal`, where it is imported. Its bound is private to this crate: all models are within.
pub trait Reveal {
    /// A wrapper whose `Debug` shows secrets, personal data and unknown members too.
    fn reveal(&self) -> Revealed<'_>;
}

#[doc(hidden)] // Its bound is out of a reader's reach.
impl<T: Encode> Reveal for T {
    fn reveal(&self) -> Revealed<'_> {
        Revealed(self)
    }
}

/// A value whose `Debug` shows all.
pub struct Revealed<'a>(&'a dyn AnyEncode);

impl Debug for Revealed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self.0, true).fmt(f)
    }
}

struct Shown<'a> {
    slot: Slot<'a>,
    /// Whether what is secret or personal is shown.
    reveal: bool,
}

fn shown(value: &dyn AnyEncode, reveal: bool) -> Shown<'_> {
    let slot = Slot {
        view: value.any_view(),
        presence: value.any_presence(),
        value: None,
    };
    Shown { slot, reveal }
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (view, reveal) = (self.slot.view, self.reveal);
        present(self.slot, &Inner { view, reveal }, f)
    }
}

/// Shows an option or a patch as what it is.
fn present(slot: Slot<'_>, inner: &dyn Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (slot.presence, slot.view) {
        (Presence::Always, _) => inner.fmt(f),
        (Presence::Optional, View::Absent) => f.write_str("None"),
        (Presence::Optional, _) => f.debug_tuple("Some").field(inner).finish(),
        (Presence::Patch, View::Absent) => f.write_str("Leave"),
        (Presence::Patch, View::Null) => f.write_str("Clear"),
        (Presence::Patch, _) => f.debug_tuple("Set").field(inner).finish(),
    }
}

struct Inner<'a> {
    view: View<'a>,
    reveal: bool,
}

impl Debug for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view {
            View::Absent | View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::I64(value) => value.fmt(f),
            View::U64(value) => value.fmt(f),
            View::F64(value) => value.fmt(f),
            View::Number(value) | View::UnlistedNumber(value) => fmt::Display::fmt(value, f),
            View::Text(text) | View::Unlisted(text) => text.fmt(f),
            View::File(file) => write!(f, "FilePart({} bytes)", file.bytes().len()),
            View::Json(value) | View::UnlistedJson(value) => self.json(value, f),
            View::JsonObject(object) if self.reveal => f.debug_map().entries(object).finish(),
            View::JsonObject(object) => f.debug_set().entries(object.keys()).finish(),
            View::Array(array) => {
                let mut list = f.debug_list();
                for index in 0..array.len() {
                    if let Some(slot) = array.item(index) {
                        list.entry(&self.shown(slot));
                    }
                }
                list.finish()
            }
            View::Map(map) if self.reveal => {
                let mut members = f.debug_map();
                map.visit(&mut |name, slot| {
                    members.entry(&name, &self.shown(slot));
                    true
                });
                members.finish()
            }
            // Documented maps are keyed by content: a phone number, a user.
            View::Map(map) => write!(f, "<map of {}>", map.len()),
            View::Object(object) => self.object(object, f),
        }
    }
}

impl Inner<'_> {
    /// A part of it.
    fn shown<'a>(&self, slot: Slot<'a>) -> Shown<'a> {
        let reveal = self.reveal;
        Shown { slot, reveal }
    }

    fn json(&self, value: &Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match value {
            value if self.reveal => value.fmt(f),
            Value::Null => f.write_str("null"),
            Value::Bool(_) => f.write_str("<boolean>"),
            Value::Number(_) => f.write_str("<number>"),
            Value::String(_) => f.write_str("<string>"),
            Value::Array(items) => write!(f, "<array of {}>", items.len()),
            Value::Object(object) => f.debug_set().entries(object.keys()).finish(),
        }
    }

    fn object(&self, object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        object.visit(&mut |fields| result = self.fields(fields, f));
        result
    }

    fn fields(&self, fields: Fields<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(fields.table.name);
        let names = fields.table.fields.split_ascii_whitespace();
        for (index, (name, slot)) in names.zip(fields.slots).enumerate() {
            // As their users write them in a message.
            let name = name.trim_start_matches("r#");
            match fields.table.is(index, mark::redacted) && !self.reveal {
                true => shown.field(name, &Redacted(*slot)),
                false => shown.field(name, &self.shown(*slot)),
            };
        }
        if let Remains::Typed(map, _) = fields.rest {
            let view = View::Map(map);
            let reveal = self.reveal;
            shown.field("additional_properties", &Inner { view, reveal });
        }
        match fields.rest.extra() {
            Some(extra) if self.reveal => shown.field("extra", &RevealedExtra(extra)),
            Some(extra) if !extra.is_empty() => shown.field("extra", extra),
            _ => &mut shown,
        };
        shown.finish()
    }
}

/// Shows whether there is something, not what.
struct Redacted<'a>(Slot<'a>);

impl Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        present(self.0, &format_args!("<redacted>"), f)
    }
}

struct RevealedExtra<'a>(&'a super::Extra);

impl Debug for RevealedExtra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0).finish()
    }
}
