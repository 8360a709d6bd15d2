//! Values that are held already, as a source: nothing is copied, and what is asked for whole is handed on whole.

use std::borrow::Cow;

use serde_json::Value;

use super::decode::find;
use super::json::{read_number, scalar_text};
use super::{Decode, Entries, Fault, Items, JsonObject, Keyed, List, Segment, Slots, Source};

/// Reads a value into a slot. Gives whether it was `null`.
pub(super) fn read(slot: &mut dyn Decode, value: Value) -> Result<bool, Fault> {
    let null = value.is_null();
    match value {
        Value::Array(items) => slot.decode(Source::Array(&mut Buffered(items))),
        Value::Object(object) => slot.decode(Source::Object(&mut Buffered(object))),
        value => scalar(slot, &value),
    }?;
    Ok(null)
}

/// Reads a value that is neither an array nor an object into a slot.
pub(super) fn scalar(slot: &mut dyn Decode, value: &Value) -> Result<(), Fault> {
    match value {
        Value::Null => slot.decode(Source::Null),
        Value::Bool(value) => slot.decode(Source::Bool(*value)),
        Value::Number(number) => read_number(slot, number),
        Value::String(text) => slot.decode(Source::Text(text)),
        Value::Array(_) | Value::Object(_) => Ok(()),
    }
}

/// Reads the items of an array into a list.
pub(super) fn items<T>(
    items: impl IntoIterator<Item = T>,
    list: &mut dyn List,
    mut read: impl FnMut(&mut dyn Decode, T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    for (index, item) in items.into_iter().enumerate() {
        let result = match list.slot() {
            Some(slot) => read(slot, item),
            None => Err(Fault::too_many()),
        };
        result.map_err(|fault| fault.under(Segment::Index(index)))?;
    }
    Ok(())
}

struct Buffered<T>(T);

impl Items for Buffered<Vec<Value>> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        items(std::mem::take(&mut self.0), list, |slot, item| {
            read(slot, item).map(|_| ())
        })
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(Value::Array(std::mem::take(&mut self.0))))
    }
}

impl Entries for Buffered<JsonObject> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let mut expected = 0;
        for (name, value) in std::mem::take(&mut self.0) {
            expected = member(slots, expected, &name, |slot| read(slot, value))?;
        }
        Ok(())
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        for (name, value) in std::mem::take(&mut self.0) {
            keyed(map, &name, |slot| read(slot, value))?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(Value::Object(std::mem::take(&mut self.0))))
    }

    fn glimpse(&self, name: &str) -> Option<Cow<'_, str>> {
        scalar_text(self.0.get(name)?)
    }
}

/// Reads a member of a struct. Gives the index of the one that is expected next.
pub(super) fn member(
    slots: &mut Slots<'_, '_>,
    expected: usize,
    name: &str,
    read: impl FnOnce(&mut dyn Decode) -> Result<bool, Fault>,
) -> Result<usize, Fault> {
    let Some(index) = find(slots.members(), expected, name) else {
        keyed(slots.undeclared(), name, read)?;
        return Ok(expected);
    };
    if !slots.seen.insert(index) {
        return Err(slots.at(index, Fault::twice()));
    }
    if let Some(slot) = slots.get(index) {
        match read(slot) {
            Ok(false) => {}
            Ok(true) => slots.was_null(index),
            Err(fault) => return Err(slots.at(index, fault)),
        }
    }
    Ok(index + 1)
}

/// Reads a member of a map.
pub(super) fn keyed(
    map: &mut dyn Keyed,
    name: &str,
    read: impl FnOnce(&mut dyn Decode) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    match read(map.slot(name)) {
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.under(Segment::Key(name.to_owned()))),
    }
}
