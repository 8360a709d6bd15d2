//! JSON of any shape.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::{Decode, Encode, Entries, Fault, Hold, JsonObject, Keyed, List, Slots, Source, View};

impl Encode for Value {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Json(self)
    }
}

impl Decode for Value {
    fn empty() -> Self {
        Self::Null
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        *self = match source {
            Source::Null => Self::Null,
            Source::Bool(value) => Self::Bool(value),
            Source::I64(value) => Self::from(value),
            Source::U64(value) => Self::from(value),
            Source::F64(value) => Self::from(value),
            Source::Text(text) => Self::String(text.to_owned()),
            Source::Array(items) => items.value()?.unwrap_or_default(),
            Source::Object(entries) => entries.value()?.unwrap_or_default(),
        };
        Ok(())
    }
}

impl Encode for JsonObject {
    #[inline]
    fn view(&self) -> View<'_> {
        View::JsonObject(self)
    }
}

impl Decode for JsonObject {
    fn empty() -> Self {
        Self::new()
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        const EXPECTED: &str = "an object";
        let Source::Object(entries) = source else {
            return Err(source.mismatch(EXPECTED));
        };
        match entries.value()? {
            Some(Value::Object(object)) => *self = object,
            Some(other) => return Err(Fault::mismatch(EXPECTED, json_type(&other))),
            None => {}
        }
        Ok(())
    }
}

impl Keyed for JsonObject {
    fn slot(&mut self, name: &str) -> &mut dyn Decode {
        self.entry(name).or_insert(Value::Null)
    }
}

/// What the JSON type of a value is called.
pub(super) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// JSON that is read and forgotten.
#[derive(Clone)]
pub(super) struct Discarded;

impl Encode for Discarded {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Absent
    }
}

impl Decode for Discarded {
    fn empty() -> Self {
        Self
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        match source {
            Source::Array(items) => items.fill(self),
            // Not `fill`: it may be a number.
            Source::Object(entries) => entries.value().map(|_| ()),
            _ => Ok(()),
        }
    }
}

impl List for Discarded {
    fn slot(&mut self) -> Option<&mut dyn Decode> {
        Some(self)
    }
}

impl Keyed for Discarded {
    fn slot(&mut self, _: &str) -> &mut dyn Decode {
        self
    }
}

/// Whether an object with a member of this name is a number: `serde_json` with its feature `arbitrary_precision`, which
/// keeps the text of numbers, hands them on so. Without it, that is a member as any other.
pub(super) fn is_number(member: &str) -> bool {
    const TEXT: &str = "0.10";
    member == "$serde_json::private::Number"
        && TEXT
            .parse::<Number>()
            .is_ok_and(|number| number.to_string() == TEXT)
}

/// Reads a number into a slot, with its text where that says more than 64 bits.
pub(super) fn read_number(slot: &mut dyn Decode, number: &Number) -> Result<(), Fault> {
    if let Some(value) = number.as_i64() {
        return slot.decode(Source::I64(value));
    }
    if let Some(value) = number.as_u64() {
        return slot.decode(Source::U64(value));
    }
    match number.as_f64() {
        Some(value) if Number::from_f64(value).as_ref() == Some(number) => {
            slot.decode(Source::F64(value))
        }
        _ => slot.decode(Source::Object(&mut Digits(number))),
    }
}

/// The number, if it is one that an `i64` is read from: `1.0` is `1`.
pub(super) fn integer(number: &Number) -> Option<i64> {
    let mut integer = 0_i64;
    let read = read_number(&mut integer, number);
    read.is_ok().then_some(integer)
}

/// What a union is told apart by: a string, or a number or a boolean as its JSON. `1.0` is `1`.
pub(super) fn scalar_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::from(text)),
        Value::Number(number) => Some(Cow::from(match integer(number) {
            Some(integer) => integer.to_string(),
            None => number.to_string(),
        })),
        Value::Bool(_) => Some(Cow::from(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number that is handed on as its text.
struct Digits<'a>(&'a Number);

impl Entries for Digits<'_> {
    fn members(&mut self, _: &mut Slots<'_, '_>) -> Result<(), Fault> {
        Err(Fault::mismatch("an object", "a number"))
    }

    fn fill(&mut self, _: &mut dyn Keyed) -> Result<(), Fault> {
        Err(Fault::mismatch("an object", "a number"))
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(Some(Value::Number(self.0.clone())))
    }

    fn seek(&mut self, _: &'static str, _: &mut dyn Hold) -> Result<bool, Fault> {
        Err(Fault::mismatch("an object", "a number"))
    }
}
