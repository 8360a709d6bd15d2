//! Reads values out of any self-describing serde format: the only code that is generic over formats.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::json::{is_number, read_number};
use super::key::KeySeed;
use super::{Decode, Entries, Fault, Hold, Items, JsonObject, Keyed, List, Segment, Slots, Source};

/// How deeply arrays and objects may be nested: one level less than `serde_json` allows, so that the fault says so.
macro_rules! depth {
    () => {
        126
    };
}
pub(super) const DEPTH: usize = depth!();
/// The same as what is expected.
pub(super) const WITHIN_DEPTH: &str =
    concat!("at most ", depth!(), " levels of arrays and objects");

/// Reads a value from JSON text.
///
/// # Errors
/// When the text is not JSON, or not of this type.
pub fn decode<T: Decode>(text: &[u8]) -> Result<T, Fault> {
    let mut value = T::empty();
    decode_into(text, &mut value)?;
    Ok(value)
}

#[inline(never)]
pub(crate) fn decode_into(text: &[u8], slot: &mut dyn Decode) -> Result<(), Fault> {
    let bytes = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let text = utf8(bytes);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut state = State::new();
    let read = Reader::new(slot, &mut state).deserialize(&mut deserializer);
    if let Err(error) = read.and_then(|_| deserializer.end()) {
        let fault = state.fault(&error);
        return Err(fault.at_position(error.line(), error.column()));
    }
    match text.len() == bytes.len() {
        true => Ok(()),
        false => Err(Fault::unreadable()),
    }
}

/// What stands before the first byte that is not UTF-8: most often all. `serde_json` would check each string on its own,
/// which takes longer.
fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let (valid, _) = bytes.split_at(error.valid_up_to());
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

/// What a model's `Deserialize` does.
///
/// # Errors
/// Those of the format, and with the text of a [`Fault`] when the value is not of this type.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    let mut state = State::new();
    match Reader::new(&mut value, &mut state).deserialize(deserializer) {
        Ok(_) => Ok(value),
        Err(error) => Err(state.fault.map_or(error, de::Error::custom)),
    }
}

/// What all levels of one reading share.
struct State {
    // Waits here while serde carries its own error out.
    fault: Option<Fault>,
    depth: usize,
}

impl State {
    fn new() -> Self {
        Self {
            fault: None,
            depth: DEPTH,
        }
    }

    #[cold]
    fn fail<E: de::Error>(&mut self, fault: Fault) -> E {
        self.fault = Some(fault);
        E::custom("")
    }

    /// Carries a fault out through serde. What is read without one is not `null`.
    fn carry<E: de::Error>(&mut self, read: Result<(), Fault>) -> Result<bool, E> {
        match read {
            Ok(()) => Ok(false),
            Err(fault) => Err(self.fail(fault)),
        }
    }

    #[cold]
    fn fault(&mut self, why: &dyn fmt::Display) -> Fault {
        self.fault.take().unwrap_or_else(|| Fault::told(why))
    }

    /// What serde gives, with the fault instead of its own error.
    fn result<T, E: de::Error>(&mut self, result: Result<T, E>) -> Result<T, Fault> {
        result.map_err(|error| self.fault(&error))
    }
}

/// Reads one value into a slot. Gives whether it was `null`.
struct Reader<'a> {
    slot: &'a mut dyn Decode,
    state: &'a mut State,
}

impl<'a> Reader<'a> {
    fn new(slot: &'a mut dyn Decode, state: &'a mut State) -> Self {
        Self { slot, state }
    }

    fn give<E: de::Error>(self, source: Source<'_>) -> Result<bool, E> {
        let null = matches!(source, Source::Null);
        let read = self.slot.decode(source);
        self.state.carry(read)?;
        Ok(null)
    }

    /// Gives an integer of more than 64 bits: `serde_json` with its feature `arbitrary_precision` keeps the digits.
    #[cold]
    fn give_digits<E: de::Error>(self, digits: &str) -> Result<bool, E> {
        let read = match digits.parse() {
            Ok(number) => read_number(self.slot, &number),
            Err(_) => Err(Fault::unreadable()),
        };
        self.state.carry(read)
    }

    fn enter<E: de::Error>(&mut self) -> Result<(), E> {
        if self.state.depth == 0 {
            return Err(self.state.fail(Fault::too_deep()));
        }
        self.state.depth -= 1;
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        self.give(Source::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<bool, E> {
        self.give(Source::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<bool, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<bool, E> {
        self.give(Source::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<bool, E> {
        self.give(Source::I64(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<bool, E> {
        self.give(i64::try_from(value).map_or(Source::U64(value), Source::I64))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<bool, E> {
        match i64::try_from(value) {
            Ok(value) => self.give(Source::I64(value)),
            Err(_) => self.give_digits(&value.to_string()),
        }
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<bool, E> {
        match u64::try_from(value) {
            Ok(value) => self.visit_u64(value),
            Err(_) => self.give_digits(&value.to_string()),
        }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<bool, E> {
        self.give(Source::F64(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<bool, E> {
        self.give(Source::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, access: A) -> Result<bool, A::Error> {
        self.enter()?;
        let state = &mut *self.state;
        let mut items = SerdeItems { access, state };
        let read = self.slot.decode(Source::Array(&mut items));
        self.state.depth += 1;
        self.state.carry(read)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, access: A) -> Result<bool, A::Error> {
        self.enter()?;
        let state = &mut *self.state;
        let mut entries = SerdeEntries {
            access,
            state,
            sought: None,
        };
        let read = self.slot.decode(Source::Object(&mut entries));
        self.state.depth += 1;
        self.state.carry(read)
    }
}

struct SerdeItems<'a, A> {
    access: A,
    state: &'a mut State,
}

/// Asks the list for a slot only when there is an item.
struct ItemSeed<'a> {
    list: &'a mut dyn List,
    state: &'a mut State,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some(slot) = self.list.slot() else {
            return Err(self.state.fail(Fault::too_many()));
        };
        Reader::new(slot, self.state)
            .deserialize(deserializer)
            .map(|_| ())
    }
}

impl<'de, A: SeqAccess<'de>> Items for SerdeItems<'_, A> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        let mut index = 0;
        loop {
            let state = &mut *self.state;
            match self.access.next_element_seed(ItemSeed { list, state }) {
                Ok(Some(())) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(self.state.fault(&error).under(Segment::Index(index))),
            }
        }
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        let mut items = Vec::<Value>::new();
        self.fill(&mut items)?;
        Ok(Some(Value::Array(items)))
    }
}

struct SerdeEntries<'a, A> {
    access: A,
    state: &'a mut State,
    /// The member that was read before its turn.
    sought: Option<&'static str>,
}

impl<'de, A: MapAccess<'de>> SerdeEntries<'_, A> {
    /// The next name, as the index of the declared member or else in `other`.
    fn key(
        &mut self,
        names: &[&'static str],
        expected: usize,
        other: &mut String,
    ) -> Result<Option<Option<usize>>, Fault> {
        let key = self.access.next_key_seed(KeySeed {
            names,
            expected,
            other: &mut |name| name.clone_into(other),
        });
        self.state.result(key)
    }

    fn value_into(&mut self, slot: &mut dyn Decode) -> Result<bool, Fault> {
        let null = self.access.next_value_seed(Reader::new(slot, self.state));
        self.state.result(null)
    }

    fn keyed_value_into(&mut self, name: &str, map: &mut dyn Keyed) -> Result<(), Fault> {
        if is_number(name) {
            return Err(Fault::mismatch("an object", "a number"));
        }
        if self.sought.is_some_and(|sought| sought == name) {
            return Err(Fault::twice().under(Segment::Key(name.to_owned())));
        }
        match self.value_into(map.slot(name)) {
            Ok(_) => Ok(()),
            Err(fault) => Err(fault.under(Segment::Key(name.to_owned()))),
        }
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let mut text = String::new();
        self.value_into(&mut text)?;
        let number = text.parse().map_err(|_| Fault::unreadable())?;
        Ok(Value::Number(number))
    }
}

impl<'de, A: MapAccess<'de>> Entries for SerdeEntries<'_, A> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let members = slots.members();
        let mut expected = 0;
        let mut other = String::new();
        while let Some(key) = self.key(members, expected, &mut other)? {
            let Some(index) = key else {
                self.keyed_value_into(&other, slots.undeclared())?;
                continue;
            };
            expected = index + 1;
            if !slots.seen.insert(index) {
                return Err(slots.at(index, Fault::twice()));
            }
            let Some(slot) = slots.get(index) else {
                continue;
            };
            match self.value_into(slot) {
                Ok(false) => {}
                Ok(true) => slots.was_null(index),
                Err(fault) => return Err(slots.at(index, fault)),
            }
        }
        Ok(())
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        let mut name = String::new();
        while self.key(&[], 0, &mut name)?.is_some() {
            self.keyed_value_into(&name, map)?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        let mut object = JsonObject::new();
        let mut name = String::new();
        while self.key(&[], 0, &mut name)?.is_some() {
            if object.is_empty() && is_number(&name) {
                return self.number().map(Some);
            }
            self.keyed_value_into(&name, &mut object)?;
        }
        Ok(Some(Value::Object(object)))
    }

    fn seek(&mut self, name: &'static str, held: &mut dyn Hold) -> Result<bool, Fault> {
        loop {
            let key = self.access.next_key_seed(KeySeed {
                names: &[name],
                expected: 0,
                other: &mut |name| held.push(name),
            });
            let Some(key) = self.state.result(key)? else {
                return Ok(false);
            };
            if key.is_some() {
                held.push(name);
                self.sought = Some(name);
            } else if is_number(held.last()) {
                return Err(Fault::mismatch("an object", "a number"));
            }
            if let Err(fault) = self.value_into(held) {
                return Err(fault.under(Segment::Key(held.last().to_owned())));
            }
            if key.is_some() {
                return Ok(true);
            }
        }
    }
}
