//! Writes views into any serde format.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};

use super::{Array, Encode, Fault, Fields, JsonObject, Map, Object, Presence, Remains, View};

/// What happens to members that are only received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// They are written: the JSON that was received comes out again.
    Written,
    /// They are left out, as in a request body.
    LeftOut,
}

/// Writes a value as JSON text.
///
/// # Errors
/// When it holds a number that JSON can't hold (not finite).
pub fn encode(value: &dyn Encode, read_only: ReadOnly) -> Result<Vec<u8>, Fault> {
    let view = value.view();
    serde_json::to_vec(&Written { view, read_only })
        .map_err(|_| Fault::unwritable("a number that is not finite"))
}

/// What a model's `Serialize` does.
///
/// # Errors
/// Those of the format, and a number that is not finite.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let read_only = ReadOnly::Written;
    let view = value.view();
    Written { view, read_only }.serialize(serializer)
}

/// A view as a serde value.
#[derive(Clone, Copy)]
struct Written<'a> {
    view: View<'a>,
    read_only: ReadOnly,
}

impl<'a> Written<'a> {
    fn with<'b>(self, view: View<'b>) -> Written<'b>
    where
        'a: 'b,
    {
        let read_only = self.read_only;
        Written { view, read_only }
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view {
            View::Absent | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::I64(value) => serializer.serialize_i64(value),
            View::U64(value) => serializer.serialize_u64(value),
            View::F32(value) => match integral(f64::from(value))? {
                Some(integer) => serializer.serialize_i64(integer),
                None => single(value, serializer),
            },
            View::F64(value) => match integral(value)? {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(value),
            },
            View::Number(value) => number(value, serializer),
            View::Text(text) | View::Unlisted(text) => serializer.serialize_str(text),
            View::Json(value) => json(value, serializer),
            View::JsonObject(object) => json_object(object, serializer),
            View::Array(array) => self.array(array, serializer),
            View::Map(map) => self.map(map, serializer),
            View::Object(object) => self.object(object, serializer),
        }
    }
}

impl Written<'_> {
    fn array<S: Serializer>(self, array: &dyn Array, serializer: S) -> Result<S::Ok, S::Error> {
        let len = array.len();
        let mut items = serializer.serialize_seq(Some(len))?;
        for index in 0..len {
            if let Some(item) = array.item(index) {
                items.serialize_element(&self.with(item.view()))?;
            }
        }
        items.end()
    }

    fn map<S: Serializer>(self, map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(map.len()))?;
        self.entries(map, &mut members)?;
        members.end()
    }

    fn entries<M: SerializeMap>(self, map: &dyn Map, members: &mut M) -> Result<(), M::Error> {
        let mut result = Ok(());
        map.visit(&mut |name, value| {
            result = members.serialize_entry(name, &self.with(value.view()));
            result.is_ok()
        });
        result
    }

    fn object<S: Serializer>(self, object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
        let mut serializer = Some(serializer);
        let mut result = None;
        object.visit(&mut |fields| {
            if let Some(serializer) = serializer.take() {
                result = Some(self.fields(fields, serializer));
            }
        });
        result.unwrap_or_else(|| Err(S::Error::custom("an object that shows nothing")))
    }

    fn fields<S: Serializer>(self, fields: Fields<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        // Formats for people write an object as they go; the others begin with its length.
        let len = match serializer.is_human_readable() {
            true => None,
            false => Some(self.len(fields)),
        };
        let mut members = serializer.serialize_map(len)?;
        for (index, slot) in fields.slots.iter().enumerate() {
            if let Some((name, view)) = self.member(fields, index, *slot) {
                members.serialize_entry(name, &self.with(view))?;
            }
        }
        match fields.rest {
            Remains::Dropped => {}
            Remains::Kept(extra) => {
                for (name, value) in extra.iter() {
                    if !declared(fields, name) {
                        members.serialize_entry(name, &self.with(View::Json(value)))?;
                    }
                }
            }
            Remains::Typed(map, _) => {
                let mut result = Ok(());
                map.visit(&mut |name, value| {
                    if !declared(fields, name) {
                        result = members.serialize_entry(name, &self.with(value.view()));
                    }
                    result.is_ok()
                });
                result?;
            }
        }
        members.end()
    }

    /// Name and view of a member that is written.
    fn member<'v>(
        self,
        fields: Fields<'_>,
        index: usize,
        slot: &'v dyn Encode,
    ) -> Option<(&'static str, View<'v>)> {
        let member = fields.table.members.get(index)?;
        if member.read_only && self.read_only == ReadOnly::LeftOut {
            return None;
        }
        match slot.view() {
            View::Absent if member.nullable => Some((member.wire, View::Null)),
            View::Absent => {
                let remembered = fields.rest.extra()?.was_null(member.wire);
                let optional = slot.presence() == Presence::Optional;
                (remembered && optional).then_some((member.wire, View::Null))
            }
            view => Some((member.wire, view)),
        }
    }

    fn len(self, fields: Fields<'_>) -> usize {
        let slots = fields.slots.iter().enumerate();
        let written = slots.filter(|(index, slot)| self.member(fields, *index, **slot).is_some());
        let mut len = written.count();
        match fields.rest {
            Remains::Dropped => {}
            Remains::Kept(extra) => {
                len += extra
                    .iter()
                    .filter(|(name, _)| !declared(fields, name))
                    .count();
            }
            Remains::Typed(map, _) => map.visit(&mut |name, _| {
                len += usize::from(!declared(fields, name));
                true
            }),
        }
        len
    }
}

/// A declared member has the last word about its name.
fn declared(fields: Fields<'_>, name: &str) -> bool {
    let mut members = fields.table.members.iter();
    members.any(|member| member.wire == name)
}

/// The integer that this number is, so that it is written without a fraction; none for `-0.0` and where `f64` is written
/// with an exponent anyway.
fn integral<E: Error>(value: f64) -> Result<Option<i64>, E> {
    const LIMIT: f64 = 1e16;
    if !value.is_finite() {
        return Err(E::custom("a number that is not finite"));
    }
    let integral = value.abs() < LIMIT && value.fract() == 0.0 && value.to_bits() != MINUS_ZERO;
    Ok(integral.then_some(value as i64))
}

/// In formats for people the shortest text that means this number; they may hold it as an `f64` in between.
fn single<S: Serializer>(value: f32, serializer: S) -> Result<S::Ok, S::Error> {
    match value.to_string().parse() {
        Ok(shortest) if serializer.is_human_readable() => serializer.serialize_f64(shortest),
        _ => serializer.serialize_f32(value),
    }
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
