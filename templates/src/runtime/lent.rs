//! Values that are held already and may have to be read once more, as a source: those of a union of which it is not sure
//! which arm fits.

use std::borrow::Cow;
use std::cell::Cell;

use serde_json::Value;

use super::buffered::{items, keyed, member, scalar};
use super::json::scalar_text;
use super::shape::{Choice, choices};
use super::{Arms, Decode, Entries, Fault, Items, JsonObject, Keyed, List, Slots, Source};

/// How often the values of the outermost union may be read once more, all in all: without a limit, unions in each other
/// would multiply their work.
const REPEATS: usize = 4;

/// How many values may be read once more.
pub(super) struct Repeats<'a> {
    outermost: &'a Value,
    /// `None`: it has not been asked for yet.
    left: Cell<Option<usize>>,
}

impl<'a> Repeats<'a> {
    /// Those within a value.
    pub(super) fn within(outermost: &'a Value) -> Self {
        let left = Cell::new(None);
        Self { outermost, left }
    }

    /// Whether this value may be read once more.
    fn allow(&self, value: &Value) -> bool {
        let left = match self.left.get() {
            Some(left) => left,
            None => REPEATS * count(self.outermost, usize::MAX),
        };
        let rest = left.checked_sub(count(value, left));
        self.left.set(Some(rest.unwrap_or_default()));
        rest.is_some()
    }
}

/// How many values a value is made of; counted no further than one above the limit.
fn count(value: &Value, limit: usize) -> usize {
    let mut total = 1;
    let mut add = |inner: &Value| {
        if total <= limit {
            total = count(inner, limit - total).saturating_add(total);
        }
    };
    match value {
        Value::Array(items) => {
            for item in items {
                add(item);
            }
        }
        Value::Object(object) => {
            for value in object.values() {
                add(value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    total
}

/// Reads the value into the first arm that it fits; it is kept as it is when there is none.
pub(super) fn try_each(
    arms: &mut dyn Arms,
    choices: &[Choice],
    value: &Value,
    repeats: &Repeats<'_>,
) -> Result<(), Fault> {
    for (index, choice) in choices.iter().enumerate() {
        if index > 0 && !repeats.allow(value) {
            break;
        }
        let tag = arms.tag();
        if let Some((_, slot)) = arms.arm(choice.arm)
            && read(slot, value, repeats, tag).is_ok()
        {
            return Ok(());
        }
    }
    read(arms.other(), value, repeats, None)
}

fn read(
    slot: &mut dyn Decode,
    json: &Value,
    repeats: &Repeats<'_>,
    untagged: Option<&'static str>,
) -> Result<(), Fault> {
    match json {
        Value::Array(value) => slot.decode(Source::Array(&mut Lent {
            value,
            json,
            repeats,
            untagged,
        })),
        Value::Object(value) => slot.decode(Source::Object(&mut Lent {
            value,
            json,
            repeats,
            untagged,
        })),
        _ => scalar(slot, json),
    }
}

struct Lent<'a, T> {
    value: &'a T,
    json: &'a Value,
    repeats: &'a Repeats<'a>,
    /// The tag that it lacks, of the union of which this is an arm.
    untagged: Option<&'static str>,
}

impl<T> Lent<'_, T> {
    fn union(&self, arms: &mut dyn Arms) -> Result<(), Fault> {
        let choices = choices(arms, self.json)?;
        try_each(arms, &choices, self.json, self.repeats)
    }
}

impl Items for Lent<'_, Vec<Value>> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        items(self.value, list, |slot, item| {
            read(slot, item, self.repeats, None)
        })
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(self.json.clone()))
    }

    fn choose(&mut self, arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        Some(self.union(arms))
    }
}

impl Entries for Lent<'_, JsonObject> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let mut expected = 0;
        for (name, value) in self.value {
            expected = member(slots, expected, name, |slot| {
                read(slot, value, self.repeats, None).map(|()| value.is_null())
            })?;
        }
        if let Some(tag) = self.untagged {
            slots.came_without(tag);
        }
        Ok(())
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        for (name, value) in self.value {
            keyed(map, name, |slot| {
                read(slot, value, self.repeats, None).map(|()| value.is_null())
            })?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(self.json.clone()))
    }

    fn choose(&mut self, arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        Some(self.union(arms))
    }

    fn glimpse(&self, name: &str) -> Option<Cow<'_, str>> {
        scalar_text(self.value.get(name)?)
    }
}
