//! Values that are held already, as a source: nothing is copied, and what is asked for whole is handed on whole.

use serde_json::Value;

use super::decode::{Seen, find};
use super::json::read_number;
use super::{Decode, Entries, Fault, Items, JsonObject, Keyed, List, Segment, Slots, Source};

/// Reads a value into a slot. Gives whether it was `null`.
pub(super) fn read(slot: &mut dyn Decode, value: Value) -> Result<bool, Fault> {
    let null = value.is_null();
    match value {
        Value::Null => slot.decode(Source::Null),
        Value::Bool(value) => slot.decode(Source::Bool(value)),
        Value::Number(number) => read_number(slot, &number),
        Value::String(text) => slot.decode(Source::Text(&text)),
        Value::Array(items) => slot.decode(Source::Array(&mut Buffered(items))),
        Value::Object(object) => slot.decode(Source::Object(&mut Buffered(object))),
    }?;
    Ok(null)
}

struct Buffered<T>(T);

impl Items for Buffered<Vec<Value>> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        for (index, item) in std::mem::take(&mut self.0).into_iter().enumerate() {
            let result = match list.slot() {
                Some(slot) => read(slot, item),
                None => Err(Fault::too_many()),
            };
            result.map_err(|fault| fault.under(Segment::Index(index)))?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(Value::Array(std::mem::take(&mut self.0))))
    }
}

impl Entries for Buffered<JsonObject> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let mut seen = Seen::default();
        let mut expected = 0;
        for (name, value) in std::mem::take(&mut self.0) {
            let Some(index) = find(slots.members(), expected, &name) else {
                keyed(slots.undeclared(), name, value)?;
                continue;
            };
            expected = index + 1;
            seen.insert(index);
            let Some(slot) = slots.get(index) else {
                continue;
            };
            match read(slot, value) {
                Ok(false) => {}
                Ok(true) => slots.was_null(index),
                Err(fault) => return Err(slots.at(index, fault)),
            }
        }
        slots.finish(&seen)
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        for (name, value) in std::mem::take(&mut self.0) {
            keyed(map, name, value)?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(Value::Object(std::mem::take(&mut self.0))))
    }
}

fn keyed(map: &mut dyn Keyed, name: String, value: Value) -> Result<(), Fault> {
    match read(map.slot(&name), value) {
        Ok(_) => Ok(()),
        Err(fault) => Err(fault.under(Segment::Key(name))),
    }
}
