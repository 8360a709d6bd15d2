//! Two values are equal when they look the same: when the same would be written of them.

use super::serialize::writes_null;
use super::{Array, Encode, Fields, File, Map, Object, Remains, Slot, View};

/// What a model's `PartialEq` does: members by value, unknown members too, and a `null` that is written again is another value
/// than none.
#[inline]
pub fn equal<T: Encode>(left: &T, right: &T) -> bool {
    views(left.view(), right.view())
}

fn views(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::I64(left), View::I64(right)) => left == right,
        (View::U64(left), View::U64(right)) => left == right,
        (View::F64(left), View::F64(right)) => left == right,
        (View::Number(left), View::Number(right)) => left == right,
        (View::Text(left), View::Text(right)) => left == right,
        (View::Unlisted(left), View::Unlisted(right)) => left == right,
        (View::UnlistedNumber(left), View::UnlistedNumber(right)) => left == right,
        (View::File(left), View::File(right)) => files(left, right),
        (View::Json(left), View::Json(right)) => left == right,
        (View::UnlistedJson(left), View::UnlistedJson(right)) => left == right,
        (View::JsonObject(left), View::JsonObject(right)) => left == right,
        (View::Array(left), View::Array(right)) => arrays(left, right),
        (View::Map(left), View::Map(right)) => maps(left, right),
        (View::Object(left), View::Object(right)) => objects(left, right),
        _ => false,
    }
}

fn files(left: &dyn File, right: &dyn File) -> bool {
    left.bytes() == right.bytes()
        && left.file_name() == right.file_name()
        && left.content_type() == right.content_type()
}

fn arrays(left: &dyn Array, right: &dyn Array) -> bool {
    if left.len() != right.len() {
        return false;
    }
    for index in 0..left.len() {
        if !options(left.item(index), right.item(index)) {
            return false;
        }
    }
    true
}

fn maps(left: &dyn Map, right: &dyn Map) -> bool {
    let mut same = left.len() == right.len();
    if same {
        left.visit(&mut |name, value| {
            same = options(Some(value), right.member(name));
            same
        });
    }
    same
}

fn options(left: Option<Slot<'_>>, right: Option<Slot<'_>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => views(left.view, right.view),
        (left, right) => left.is_none() && right.is_none(),
    }
}

fn objects(left: &dyn Object, right: &dyn Object) -> bool {
    let mut same = false;
    left.visit(&mut |left| right.visit(&mut |right| same = structs(left, right)));
    same
}

fn structs(left: Fields<'_>, right: Fields<'_>) -> bool {
    // The arms of a union may be of different structs; names of structs are unique.
    if left.table.name != right.table.name {
        return false;
    }
    for (index, (one, other)) in left.slots.iter().zip(right.slots).enumerate() {
        let is_absent = matches!(one.view, View::Absent);
        if !views(one.view, other.view)
            || is_absent && writes_null(&left, index) != writes_null(&right, index)
        {
            return false;
        }
    }
    match (left.rest, right.rest) {
        (Remains::Dropped, Remains::Dropped) => true,
        (Remains::Kept(left), Remains::Kept(right)) => left == right,
        (Remains::Typed(left, left_extra), Remains::Typed(right, right_extra)) => {
            maps(left, right) && left_extra == right_extra
        }
        _ => false,
    }
}
