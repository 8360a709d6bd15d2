//! The member that tells the arms of a union apart, written where an arm has none of its own.

use super::{Encode, Fields, Remains, Showing, Union, View};

/// A union of which some arms may lack the tag.
pub trait Writing: Union + Encode {
    /// What the present variant holds, and the first value of its tag; nothing where it needs none.
    fn held(&self) -> (View<'_>, &'static str);
}

/// What such a union looks like.
pub(crate) fn with_tag<T: Writing>(union: &T) -> View<'_> {
    match union.held().0 {
        View::Object(_) => View::Object(union),
        // A map holds its tag as any other member.
        other => other,
    }
}

/// Shows the members of such a union.
pub(crate) fn show_with_tag<T: Writing>(union: &T, to: Showing<'_>) {
    if let (View::Object(object), value) = union.held() {
        let member = T::TAG.unwrap_or_default();
        object.visit(&mut |fields| complete(fields, member, value, to.visitor));
    }
}

/// Shows the members, the tag among them. One that is there stays as it is, for an arm may have several; and so does what came
/// without one.
fn complete(fields: Fields<'_>, tag: &str, value: &str, visitor: &mut dyn FnMut(Fields<'_>)) {
    let declared = fields.table.wire.iter().position(|wire| *wire == tag);
    let extra = fields.rest.extra();
    let is_there = match declared.and_then(|index| fields.slots.get(index)) {
        Some(slot) => !matches!(slot.view, View::Absent | View::Null),
        None => extra.is_some_and(|extra| extra.get(tag).is_some()),
    };
    let was_missing = extra.is_some_and(|extra| extra.came_without(fields.table.name, tag));
    if is_there || was_missing || value.is_empty() {
        return visitor(fields);
    }
    let mut slots = fields.slots.to_vec();
    if let Some(slot) = declared.and_then(|index| slots.get_mut(index)) {
        slot.view = View::Text(value);
        let slots = &slots;
        return visitor(Fields { slots, ..fields });
    }
    let mut extra = extra.cloned().unwrap_or_default();
    extra.insert(tag, value);
    let rest = match fields.rest {
        Remains::Typed(map, _) => Remains::Typed(map, &extra),
        Remains::Dropped | Remains::Kept(_) => Remains::Kept(&extra),
    };
    visitor(Fields { rest, ..fields });
}
