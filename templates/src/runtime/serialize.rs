//! Writes views into any serde format.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};

use super::{
    AnyEncode, Array, Encode, Extra, Fields, File, JsonObject, Map, Object, Presence, ReadOnly,
    Remains, Slot, View, encode, mark,
};

pub(super) const NOT_FINITE: &str = "a number that is not finite";
pub(super) const NO_TEXT: &str = "a file that is not text";
const NOT_SHOWN: &str = "an object that shows no members";

/// What a model's `Serialize` does.
///
/// # Errors
/// Those of the format; and, with their path, a number that is not finite, and a file that is not text.
#[inline]
pub fn serialize<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let written = value.view().serialize(serializer);
    written.map_err(|error| with_path(value, error))
}

/// Writes once more, with paths: to follow them while all goes well would make every value slower.
#[cold]
#[inline(never)]
fn with_path<E: Error>(value: &dyn AnyEncode, error: E) -> E {
    match encode(value, ReadOnly::Written) {
        Err(fault) => E::custom(fault),
        Ok(_) => error,
    }
}

// A view is handed on by reference: copying what was just written costs more than all else here. Most members are texts:
// only they are written where the view is, so that the loops over members and items need few registers.
impl Serialize for View<'_> {
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let View::Text(text) = *self {
            return serializer.serialize_str(text);
        }
        other(self, serializer)
    }
}

/// Only hands on: what it calls is not inlined, so that it needs no frame.
#[inline(never)]
fn other<S: Serializer>(view: &View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Absent | View::Null => leaf(&(), serializer),
        View::Bool(value) => leaf(value, serializer),
        View::I64(value) => leaf(value, serializer),
        View::U64(value) => leaf(value, serializer),
        View::F64(value) => float(*value, serializer),
        View::Number(value) | View::UnlistedNumber(value) => number(value, serializer),
        View::Text(text) | View::Unlisted(text) => leaf(*text, serializer),
        View::File(file) => self::file(*file, serializer),
        View::Json(value) | View::UnlistedJson(value) => json(value, serializer),
        View::JsonObject(object) => json_object(object, serializer),
        View::Array(array) => self::array(*array, serializer),
        View::Map(map) => self::map(*map, serializer),
        View::Object(object) => self::object(*object, serializer),
    }
}

#[inline(never)]
fn leaf<T, S>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Serialize + ?Sized,
    S: Serializer,
{
    value.serialize(serializer)
}

#[inline(never)]
fn float<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    match integral(value) {
        _ if !value.is_finite() => Err(S::Error::custom(NOT_FINITE)),
        Some(integer) => serializer.serialize_i64(integer),
        None => serializer.serialize_f64(value),
    }
}

#[inline(never)]
fn file<S: Serializer>(file: &dyn File, serializer: S) -> Result<S::Ok, S::Error> {
    match std::str::from_utf8(file.bytes()) {
        Ok(text) => serializer.serialize_str(text),
        Err(_) => Err(S::Error::custom(NO_TEXT)),
    }
}

#[inline(never)]
fn array<S: Serializer>(array: &dyn Array, serializer: S) -> Result<S::Ok, S::Error> {
    let len = array.len();
    let mut items = serializer.serialize_seq(Some(len))?;
    // The first by itself, as with members.
    if let Some(first) = array.item(0) {
        items.serialize_element(&first.view)?;
        for index in 1..len {
            if let Some(item) = array.item(index) {
                items.serialize_element(&item.view)?;
            }
        }
    }
    items.end()
}

#[inline(never)]
fn map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(Some(map.len()))?;
    let mut result = Ok(());
    map.visit(&mut |name, value| {
        result = members.serialize_entry(name, &value.view);
        result.is_ok()
    });
    result?;
    members.end()
}

#[inline(never)]
fn object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    // What is between the members is kept where they are walked: through a reference from outside each would cost a third
    // more.
    let mut serializer = Some(serializer);
    let mut result = None;
    let written = &mut result;
    object.visit(&mut move |fields| {
        if let Some(serializer) = serializer.take() {
            *written = Some(members(&fields, serializer));
        }
    });
    result.unwrap_or_else(|| Err(S::Error::custom(NOT_SHOWN)))
}

#[inline(always)]
fn members<S: Serializer>(fields: &Fields<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    // Formats for people write an object as they go; the others begin with its length.
    let len = (!serializer.is_human_readable()).then(|| count(fields));
    let mut members = serializer.serialize_map(len)?;
    let both = fields.table.wire.iter().zip(fields.slots).enumerate();
    let mut present = both.filter(|(index, (_, slot))| {
        !matches!(slot.view, View::Absent) || writes_null(fields, *index)
    });
    // The first by itself: formats that separate members need not ask for each of the others whether it is the first.
    if let Some((_, (wire, slot))) = present.next() {
        member(&mut members, wire, slot)?;
        for (_, (wire, slot)) in present {
            member(&mut members, wire, slot)?;
        }
    }
    if fields.rest.is_empty() {
        members.end()
    } else {
        rest(fields, members)
    }
}

#[inline(always)]
fn member<M: SerializeMap>(members: &mut M, wire: &str, slot: &Slot<'_>) -> Result<(), M::Error> {
    members.serialize_key(wire)?;
    members.serialize_value(&slot.view)
}

/// Writes the members that are not declared, which are the last. Not within the loop over those that are: there it would cost
/// registers.
#[inline(never)]
fn rest<M: SerializeMap>(fields: &Fields<'_>, mut members: M) -> Result<M::Ok, M::Error> {
    let mut result = Ok(());
    typed(fields, &mut |name, view| {
        result = members.serialize_entry(name, &view);
        result.is_ok()
    });
    result?;
    kept(fields, |name, value| {
        members.serialize_key(name)?;
        members.serialize_value(&Json(value))
    })?;
    members.end()
}

fn count(fields: &Fields<'_>) -> usize {
    let mut len = 0;
    for (index, slot) in fields.slots.iter().enumerate() {
        let present = !matches!(slot.view, View::Absent);
        len += usize::from(present || writes_null(fields, index));
    }
    undeclared(fields, &mut |_, _| {
        len += 1;
        true
    });
    len
}

/// Whether the member at this index, which is absent, is written as `null`.
#[inline(never)]
pub(super) fn writes_null(fields: &Fields<'_>, index: usize) -> bool {
    match fields.rest.extra() {
        _ if fields.table.is(index, mark::nullable) => true,
        Some(extra) => extra.has_nulls() && was_null(fields, index, extra),
        None => false,
    }
}

#[inline(never)]
fn was_null(fields: &Fields<'_>, index: usize, extra: &Extra) -> bool {
    match (fields.slots.get(index), fields.table.wire.get(index)) {
        (Some(slot), Some(name)) => {
            matches!(slot.presence, Presence::Optional) && extra.was_null(fields.table.name, name)
        }
        _ => false,
    }
}

/// Shows the members that are not declared until the visitor says `false`.
#[inline(never)]
pub(super) fn undeclared(fields: &Fields<'_>, visitor: &mut dyn FnMut(&str, View<'_>) -> bool) {
    if typed(fields, visitor) {
        // It fails where the visitor has enough.
        let _ = kept(fields, |name, value| {
            match visitor(name, View::Json(value)) {
                true => Ok(()),
                false => Err(()),
            }
        });
    }
}

/// Shows those in the map of one type; gives what the visitor said last.
fn typed(fields: &Fields<'_>, visitor: &mut dyn FnMut(&str, View<'_>) -> bool) -> bool {
    let mut more = true;
    if let Remains::Typed(map, _) = fields.rest {
        map.visit(&mut |name, value| {
            more = declared(fields, name) || visitor(name, value.view);
            more
        });
    }
    more
}

/// Shows those that are kept as JSON until the visitor fails. What was read in another struct, or inserted, may have the name of
/// a member that is written elsewhere.
#[inline]
fn kept<E>(
    fields: &Fields<'_>,
    mut visitor: impl FnMut(&str, &Value) -> Result<(), E>,
) -> Result<(), E> {
    if let Some(extra) = fields.rest.extra()
        && let Some(members) = extra.members()
    {
        let is_from_here = extra.was_read_in(fields.table.name);
        for (name, value) in members {
            if is_from_here || !is_elsewhere(fields, name) {
                visitor(name, value)?;
            }
        }
    }
    Ok(())
}

#[inline(never)]
fn is_elsewhere(fields: &Fields<'_>, name: &str) -> bool {
    let is_typed = match fields.rest {
        Remains::Typed(map, _) => map.member(name).is_some(),
        Remains::Dropped | Remains::Kept(_) => false,
    };
    is_typed || declared(fields, name)
}

/// A declared member has the last word about its name.
fn declared(fields: &Fields<'_>, name: &str) -> bool {
    fields.table.wire.contains(&name)
}

/// The integer that this number is, so that it is written without a fraction; none for `-0.0` and where `f64` is written
/// with an exponent anyway.
pub(super) fn integral(value: f64) -> Option<i64> {
    const LIMIT: f64 = 1e16;
    let integral = value.abs() < LIMIT && value.fract() == 0.0 && value.to_bits() != MINUS_ZERO;
    integral.then_some(value as i64)
}

const MINUS_ZERO: u64 = (-0.0_f64).to_bits();

/// A number without its text where it has none worth keeping: other formats know no numbers that are texts.
fn number<S: Serializer>(value: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(value) = value.as_i64() {
        serializer.serialize_i64(value)
    } else if let Some(value) = value.as_u64() {
        serializer.serialize_u64(value)
    } else {
        value.serialize(serializer)
    }
}

fn json<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Number(value) => number(value, serializer),
        Value::Array(items) => {
            let mut written = serializer.serialize_seq(Some(items.len()))?;
            for item in items {
                written.serialize_element(&Json(item))?;
            }
            written.end()
        }
        Value::Object(object) => json_object(object, serializer),
        Value::String(text) => serializer.serialize_str(text),
        Value::Bool(value) => serializer.serialize_bool(*value),
        Value::Null => serializer.serialize_unit(),
    }
}

fn json_object<S: Serializer>(object: &JsonObject, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(Some(object.len()))?;
    for (name, value) in object {
        members.serialize_entry(name, &Json(value))?;
    }
    members.end()
}

struct Json<'a>(&'a Value);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        json(self.0, serializer)
    }
}
