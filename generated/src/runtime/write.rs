//! Writes views as JSON text, as `serde_json` does: what the client sends.

use serde::Serialize;

use super::serialize::{NO_TEXT, NOT_FINITE, integral, undeclared, writes_null};
use super::{AnyEncode, Array, Fault, Fields, Map, Object, Segment, View, mark};

/// What happens to members that are only received.
#[derive(Clone, Copy)]
pub enum ReadOnly {
    /// They are written: the JSON that was received comes out again.
    Written,
    /// They are left out, as in a request body.
    LeftOut,
}

/// Writes a value as JSON text.
///
/// # Errors
/// When it holds what JSON can't hold: a number that is not finite, a file that is not text.
pub fn encode(value: &dyn AnyEncode, read_only: ReadOnly) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer {
        out: Vec::with_capacity(128),
        read_only,
    };
    writer.value(&value.any_view())?;
    writer.out.pop();
    Ok(writer.out)
}

/// Every value is written with a comma after it; the end of an array or object takes the place of the last.
struct Writer {
    out: Vec<u8>,
    read_only: ReadOnly,
}

impl Writer {
    /// The view is borrowed: copying what was just written costs more than all else here.
    fn value(&mut self, view: &View<'_>) -> Result<(), Fault> {
        match *view {
            View::Absent | View::Null => self.serialized(&(), b','),
            View::Bool(value) => self.serialized(&value, b','),
            View::I64(value) => self.serialized(&value, b','),
            View::U64(value) => self.serialized(&value, b','),
            View::F64(value) if !value.is_finite() => Err(Fault::unwritable(NOT_FINITE)),
            View::F64(value) => match integral(value) {
                Some(integer) => self.serialized(&integer, b','),
                None => self.serialized(&value, b','),
            },
            View::Number(value) | View::UnlistedNumber(value) => self.serialized(value, b','),
            View::Text(text) | View::Unlisted(text) => self.text(text, b','),
            View::File(file) => match std::str::from_utf8(file.bytes()) {
                Ok(text) => self.text(text, b','),
                Err(_) => Err(Fault::unwritable(NO_TEXT)),
            },
            View::Json(value) | View::UnlistedJson(value) => self.serialized(value, b','),
            View::JsonObject(object) => self.serialized(object, b','),
            View::Array(array) => self.array(array),
            View::Map(map) => self.map(map),
            View::Object(object) => self.object(object),
        }
    }

    fn array(&mut self, array: &dyn Array) -> Result<(), Fault> {
        self.out.push(b'[');
        for index in 0..array.len() {
            if let Some(item) = array.item(index)
                && let Err(fault) = self.value(&item.view)
            {
                return Err(fault.under(Segment::Index(index)));
            }
        }
        self.close(b']');
        Ok(())
    }

    fn map(&mut self, map: &dyn Map) -> Result<(), Fault> {
        self.out.push(b'{');
        let mut result = Ok(());
        map.visit(&mut |name, value| {
            result = self.keyed(name, &value.view);
            result.is_ok()
        });
        self.close(b'}');
        result
    }

    fn object(&mut self, object: &dyn Object) -> Result<(), Fault> {
        let mut result = Ok(());
        object.visit(&mut |fields| result = self.fields(&fields));
        result
    }

    fn fields(&mut self, fields: &Fields<'_>) -> Result<(), Fault> {
        self.out.push(b'{');
        for (index, (wire, slot)) in fields.table.wire.iter().zip(fields.slots).enumerate() {
            if matches!(slot.view, View::Absent) && !writes_null(fields, index)
                || matches!(self.read_only, ReadOnly::LeftOut)
                    && fields.table.is(index, mark::read_only)
            {
                continue;
            }
            self.text(wire, b':')?;
            if let Err(fault) = self.value(&slot.view) {
                return Err(fault.under(Segment::Member(fields.table, index)));
            }
        }
        let mut result = Ok(());
        if !fields.rest.is_empty() {
            undeclared(fields, &mut |name, view| {
                result = self.keyed(name, &view);
                result.is_ok()
            });
        }
        self.close(b'}');
        result
    }

    fn keyed(&mut self, name: &str, view: &View<'_>) -> Result<(), Fault> {
        self.text(name, b':')?;
        match self.value(view) {
            Ok(()) => Ok(()),
            Err(fault) => Err(fault.under(Segment::Key(name.to_owned()))),
        }
    }

    fn close(&mut self, end: u8) {
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = end,
            _ => self.out.push(end),
        }
        self.out.push(b',');
    }

    fn text(&mut self, text: &str, after: u8) -> Result<(), Fault> {
        if !is_plain(text.as_bytes()) {
            return self.serialized(text, after);
        }
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(&[b'"', after]);
        Ok(())
    }

    fn serialized<T: Serialize + ?Sized>(&mut self, value: &T, after: u8) -> Result<(), Fault> {
        // None of the values that come here has what JSON can't hold.
        match serde_json::to_writer(&mut self.out, value) {
            Ok(()) => self.out.push(after),
            Err(_) => return Err(Fault::unwritable(NOT_FINITE)),
        }
        Ok(())
    }
}

/// Whether a text is no other within quotes. Eight octets are looked at in one step.
fn is_plain(mut octets: &[u8]) -> bool {
    while let Some((chunk, rest)) = octets.split_first_chunk() {
        if has_escaped(u64::from_ne_bytes(*chunk)) {
            return false;
        }
        octets = rest;
    }
    let mut last = each(b' ');
    while let [octet, rest @ ..] = octets {
        last = last << 8 | *octet as u64;
        octets = rest;
    }
    !has_escaped(last)
}

/// Whether one of eight octets is escaped. If the high bit of an octet is not set and is set when a number is subtracted,
/// the octet is less than that number; or one before it is.
fn has_escaped(octets: u64) -> bool {
    let quote = octets ^ each(b'"');
    let backslash = octets ^ each(b'\\');
    let control = octets.wrapping_sub(each(b' ')) & !octets;
    let quote = quote.wrapping_sub(each(1)) & !quote;
    let backslash = backslash.wrapping_sub(each(1)) & !backslash;
    (control | quote | backslash) & each(0x80) != 0
}

const fn each(octet: u8) -> u64 {
    u64::from_ne_bytes([octet; 8])
}
