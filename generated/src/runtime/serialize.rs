//! Writes views into any serde format.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};

use super::{
    Array, Encode, Extra, Fields, File, JsonObject, Map, Member, Object, Presence, Remains, Slot,
    View, mark,
};

pub(super) const NOT_FINITE: &str = "a number that is not finite";
pub(super) const NO_TEXT: &str = "a file that is not text";

/// What a model's `Serialize` does.
///
/// # Errors
/// Those of the format, a number that is not finite, and a file that is not text.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

// A view is handed on by reference: copying what was just written costs more than all else here. Inlined, so that there is
// one call less for each value.
impl Serialize for View<'_> {
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::I64(value) => serializer.serialize_i64(value),
            View::U64(value) => serializer.serialize_u64(value),
            View::F64(value) => float(value, serializer),
            View::Number(value) | View::UnlistedNumber(value) => number(value, serializer),
            View::Text(text) | View::Unlisted(text) => serializer.serialize_str(text),
            View::File(file) => self::file(file, serializer),
            View::Json(value) | View::UnlistedJson(value) => json(value, serializer),
            View::JsonObject(object) => json_object(object, serializer),
            View::Array(array) => self::array(array, serializer),
            View::Map(map) => self::map(map, serializer),
            View::Object(object) => self::object(object, serializer),
        }
    }
}

fn float<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    match integral(value) {
        _ if !value.is_finite() => Err(S::Error::custom(NOT_FINITE)),
        Some(integer) => serializer.serialize_i64(integer),
        None => serializer.serialize_f64(value),
    }
}

fn file<S: Serializer>(file: &dyn File, serializer: S) -> Result<S::Ok, S::Error> {
    match std::str::from_utf8(file.bytes()) {
        Ok(text) => serializer.serialize_str(text),
        Err(_) => Err(S::Error::custom(NO_TEXT)),
    }
}

fn array<S: Serializer>(array: &dyn Array, serializer: S) -> Result<S::Ok, S::Error> {
    let len = array.len();
    let mut items = serializer.serialize_seq(Some(len))?;
    for index in 0..len {
        if let Some(item) = array.item(index) {
            items.serialize_element(&item.view)?;
        }
    }
    items.end()
}

fn map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(Some(map.len()))?;
    entries(map, &mut members)?;
    members.end()
}

fn entries<M: SerializeMap>(map: &dyn Map, members: &mut M) -> Result<(), M::Error> {
    let mut result = Ok(());
    map.visit(&mut |name, value| {
        result = members.serialize_entry(name, &value.view);
        result.is_ok()
    });
    result
}

fn object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    // Formats for people write an object as they go; the others begin with its length.
    let mut len = None;
    if !serializer.is_human_readable() {
        object.visit(&mut |fields| len = Some(count(fields)));
    }
    let mut members = serializer.serialize_map(len)?;
    let mut result = Ok(());
    object.visit(&mut |fields| result = written(fields, &mut members));
    result?;
    members.end()
}

fn written<M: SerializeMap>(fields: Fields<'_>, members: &mut M) -> Result<(), M::Error> {
    for (member, slot) in fields.table.members().zip(fields.slots) {
        if matches!(slot.view, View::Absent) && !writes_null(fields, member, slot) {
            continue;
        }
        members.serialize_key(member.wire)?;
        members.serialize_value(&slot.view)?;
    }
    if fields.rest.is_empty() {
        return Ok(());
    }
    let mut result = Ok(());
    typed(fields, &mut |name, view| {
        result = members.serialize_entry(name, &view);
        result.is_ok()
    });
    result?;
    for (name, value) in kept(fields) {
        members.serialize_entry(name, &Json(value))?;
    }
    Ok(())
}

fn count(fields: Fields<'_>) -> usize {
    let mut len = 0;
    for (member, slot) in fields.table.members().zip(fields.slots) {
        let present = !matches!(slot.view, View::Absent);
        len += usize::from(present || writes_null(fields, member, slot));
    }
    undeclared(fields, &mut |_, _| {
        len += 1;
        true
    });
    len
}

/// Whether a member that is absent is written as `null`.
#[inline(never)]
pub(super) fn writes_null(fields: Fields<'_>, member: Member, slot: &Slot<'_>) -> bool {
    let remembered = |extra: &Extra| extra.was_null(member.wire);
    member.is(mark::nullable)
        || fields.rest.extra().is_some_and(remembered) && slot.presence == Presence::Optional
}

/// Shows the members that are not declared until the visitor says `false`.
#[inline(never)]
pub(super) fn undeclared(fields: Fields<'_>, visitor: &mut dyn FnMut(&str, View<'_>) -> bool) {
    let mut more = typed(fields, visitor);
    for (name, value) in kept(fields) {
        more = more && visitor(name, View::Json(value));
    }
}

/// Shows those in the map of one type; gives what the visitor said last.
fn typed(fields: Fields<'_>, visitor: &mut dyn FnMut(&str, View<'_>) -> bool) -> bool {
    let mut more = true;
    if let Remains::Typed(map, _) = fields.rest {
        map.visit(&mut |name, value| {
            more = declared(fields, name) || visitor(name, value.view);
            more
        });
    }
    more
}

/// Those that are kept as JSON.
fn kept<'a>(fields: Fields<'a>) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let typed = match fields.rest {
        Remains::Typed(map, _) => Some(map),
        Remains::Dropped | Remains::Kept(_) => None,
    };
    let members = fields.rest.extra().and_then(Extra::members);
    members.into_iter().flatten().filter(move |(name, _)| {
        !declared(fields, name) && typed.is_none_or(|map| map.member(name).is_none())
    })
}

/// A declared member has the last word about its name.
fn declared(fields: Fields<'_>, name: &str) -> bool {
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
        Value::Null | Value::Bool(_) | Value::String(_) => value.serialize(serializer),
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
