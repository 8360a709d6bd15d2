//! `Debug` that shows no secret and no personal data, and the wrapper that shows all.

use std::fmt::{self, Debug};

use serde_json::Value;

use super::{AnyEncode, Encode, Fields, Object, Presence, Remains, Slot, View, mark};

/// What a model's `Debug` does.
///
/// # Errors
/// Those of the formatter.
pub fn debug(value: &dyn AnyEncode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    Shown::hiding(value).fmt(f)
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
        Shown::revealing(self.0).fmt(f)
    }
}

fn slot(value: &dyn AnyEncode) -> Slot<'_> {
    let (view, presence) = (value.any_view(), value.any_presence());
    Slot {
        view,
        presence,
        value: None,
    }
}

#[derive(Clone, Copy)]
struct Shown<'a> {
    slot: Slot<'a>,
    reveal: bool,
}

/// A text without quotes.
struct Word(&'static str);

impl Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<'a> Shown<'a> {
    fn new(slot: Slot<'a>, reveal: bool) -> Self {
        Self { slot, reveal }
    }

    /// Without what is secret or personal.
    fn hiding(value: &'a dyn AnyEncode) -> Self {
        Self::new(slot(value), false)
    }

    /// With all that is there.
    fn revealing(value: &'a dyn AnyEncode) -> Self {
        Self::new(slot(value), true)
    }

    fn inner(self) -> Inner<'a> {
        Inner {
            view: self.slot.view,
            reveal: self.reveal,
        }
    }
}

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        present(self.slot, &self.inner(), f)
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
                for item in (0..array.len()).filter_map(|index| array.item(index)) {
                    list.entry(&Shown::new(item, self.reveal));
                }
                list.finish()
            }
            View::Map(map) if self.reveal => {
                let mut members = f.debug_map();
                map.visit(&mut |name, value| {
                    members.entry(&name, &Shown::new(value, self.reveal));
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
        let members = fields.table.fields().zip(fields.table.members());
        for ((name, member), slot) in members.zip(fields.slots) {
            let value = Shown::new(*slot, self.reveal);
            match member.is(mark::redacted) && !self.reveal {
                true => shown.field(name, &Redacted(value)),
                false => shown.field(name, &value),
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
struct Redacted<'a>(Shown<'a>);

impl Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        present(self.0.slot, &Word("<redacted>"), f)
    }
}

struct RevealedExtra<'a>(&'a super::Extra);

impl Debug for RevealedExtra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter()).finish()
    }
}
