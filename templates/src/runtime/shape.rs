//! How well a type fits a value, judged by the outer four levels of it: the kinds of values, the required members, and
//! the values of enums. So the work for a union is bounded by its arms and the members of the value.

use std::borrow::Cow;

use serde_json::Value;

use super::json::{read_number, scalar_text};
use super::{
    Decode, Entries, Fault, Items, JsonObject, Keyed, List, Rest, Segment, Slots, Source, View,
};

/// Levels of arrays and objects that are looked at.
const LEVELS: usize = 4;

/// Items of an array that are looked at: as many as a tuple has, and one more.
const ITEMS: usize = 13;

/// How well a type fits; the greatest is the best. Its members stand in the order of their weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Minus the texts and numbers that an enum does not list.
    listed: isize,
    /// The members that the type declares.
    declared: isize,
}

impl Fit {
    /// Counts what the slot holds.
    fn note(&mut self, slot: &dyn Decode) {
        if matches!(slot.view(), View::Unlisted(_) | View::UnlistedNumber(_)) {
            self.listed -= 1;
        }
    }
}

/// How well the type of the slot fits the value.
///
/// # Errors
/// Why it does not fit.
pub(super) fn fit(slot: &mut dyn Decode, value: &Value) -> Result<Fit, Fault> {
    let mut fit = Fit::default();
    look(slot, value, LEVELS, &mut fit)?;
    Ok(fit)
}

fn look(slot: &mut dyn Decode, value: &Value, levels: usize, fit: &mut Fit) -> Result<(), Fault> {
    match value {
        Value::Null => slot.decode(Source::Null),
        Value::Bool(value) => slot.decode(Source::Bool(*value)),
        Value::Number(number) => {
            read_number(slot, number)?;
            fit.note(slot);
            Ok(())
        }
        Value::String(text) => {
            slot.decode(Source::Text(text))?;
            fit.note(slot);
            Ok(())
        }
        Value::Array(_) | Value::Object(_) if levels == 0 => Ok(()),
        Value::Array(value) => {
            let levels = levels - 1;
            slot.decode(Source::Array(&mut Glance { value, levels, fit }))
        }
        Value::Object(value) => {
            let levels = levels - 1;
            slot.decode(Source::Object(&mut Glance { value, levels, fit }))
        }
    }
}

/// A source that shows only what the outer levels hold.
struct Glance<'a, T> {
    value: &'a T,
    levels: usize,
    fit: &'a mut Fit,
}

impl Items for Glance<'_, Vec<Value>> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        for (index, item) in self.value.iter().take(ITEMS).enumerate() {
            let result = match list.slot() {
                Some(slot) => look(slot, item, self.levels, self.fit),
                None => Err(Fault::too_many()),
            };
            result.map_err(|fault| fault.under(Segment::Index(index)))?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(None)
    }
}

impl Entries for Glance<'_, JsonObject> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        for (index, name) in slots.members().iter().enumerate() {
            let Some(value) = self.value.get(*name) else {
                continue;
            };
            slots.seen.insert(index);
            self.fit.declared += 1;
            let result = match slots.get(index) {
                Some(slot) => look(slot, value, self.levels, self.fit),
                None => Ok(()),
            };
            result.map_err(|fault| slots.at(index, fault))?;
        }
        let members = slots.members();
        if let Rest::Typed(map, _) = &mut slots.rest {
            let is_declared = |name: &str| members.contains(&name);
            self.keyed(*map, &|name| !is_declared(name))?;
        }
        Ok(())
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        self.keyed(map, &|_| true)
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(None)
    }

    fn glimpse(&self, name: &str) -> Option<Cow<'_, str>> {
        scalar_text(self.value.get(name)?)
    }
}

impl Glance<'_, JsonObject> {
    fn keyed(&mut self, map: &mut dyn Keyed, is_in: &dyn Fn(&str) -> bool) -> Result<(), Fault> {
        for (name, value) in self.value.iter().filter(|(name, _)| is_in(name)) {
            look(map.slot(name), value, self.levels, self.fit)
                .map_err(|fault| fault.under(Segment::Key(name.clone())))?;
        }
        Ok(())
    }
}
