//! What a value holds: its items and members one level down, and the single values at its ends with the keys that lead
//! to them (`filter[color]`, `items[0][price]`). Parameters and forms are written from these.

use serde_json::Value;

use super::draft::text;
use super::serialize::{undeclared, writes_null};
use super::{View, mark};

/// What stands before an item or a member.
pub(crate) enum Key<'a> {
    /// Index of an item.
    Index(usize),
    /// Name of a member.
    Name(&'a str),
}

/// Shows the items of an array, or the members of an object as JSON would have them, without those that are only
/// received; `false`: the value is neither.
pub(crate) fn inside(view: View<'_>, visitor: &mut dyn FnMut(Key<'_>, View<'_>)) -> bool {
    match view {
        View::Array(array) => {
            for index in 0..array.len() {
                if let Some(item) = array.item(index) {
                    visitor(Key::Index(index), item.view);
                }
            }
        }
        View::Json(Value::Array(items)) | View::UnlistedJson(Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                visitor(Key::Index(index), View::Json(item));
            }
        }
        View::Json(Value::Object(members))
        | View::UnlistedJson(Value::Object(members))
        | View::JsonObject(members) => {
            for (name, value) in members {
                visitor(Key::Name(name), View::Json(value));
            }
        }
        View::Map(map) => map.visit(&mut |name, value| {
            visitor(Key::Name(name), value.view);
            true
        }),
        View::Object(object) => object.visit(&mut |fields| {
            for (index, (wire, slot)) in fields.table.wire.iter().zip(fields.slots).enumerate() {
                let view = slot.view;
                let is_absent = matches!(view, View::Absent) && !writes_null(&fields, index);
                if !is_absent && !fields.table.is(index, mark::read_only) {
                    visitor(Key::Name(wire), view);
                }
            }
            undeclared(&fields, &mut |name, view| {
                visitor(Key::Name(name), view);
                true
            });
        }),
        _ => return false,
    }
    true
}

/// Whether the value is an array.
pub(crate) fn is_array(view: &View<'_>) -> bool {
    matches!(
        view,
        View::Array(_) | View::Json(Value::Array(_)) | View::UnlistedJson(Value::Array(_))
    )
}

/// Whether the value is `null`.
pub(crate) fn is_null(view: &View<'_>) -> bool {
    matches!(
        view,
        View::Absent | View::Null | View::Json(Value::Null) | View::UnlistedJson(Value::Null)
    )
}

/// What is done about values in values.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Depth {
    /// Items and members are single values; the key of each is its own name.
    One,
    /// The same, but that members may be arrays of single values, whose key is that of the member.
    Lists,
    /// The key of each has all that leads to it in brackets.
    Any,
}

/// A single value with its key; `None`: it is `null`.
pub(crate) type Leaf = (String, Option<String>);

/// The single values in a value; `None`: it has one that can't be written.
pub(crate) fn leaves(name: &str, view: View<'_>, depth: Depth) -> Option<Vec<Leaf>> {
    let mut leaves = Leaves {
        depth,
        list: Vec::new(),
        failed: false,
    };
    leaves.add(name.to_owned(), view, 0);
    (!leaves.failed).then_some(leaves.list)
}

struct Leaves {
    depth: Depth,
    list: Vec<Leaf>,
    failed: bool,
}

impl Leaves {
    const DEEPEST: usize = 32;

    fn add(&mut self, key: String, view: View<'_>, depth: usize) {
        let deepest = match self.depth {
            Depth::One => 0,
            Depth::Lists => usize::from(is_array(&view)),
            Depth::Any => Self::DEEPEST,
        };
        if let Some(text) = text(&view) {
            self.list.push((key, Some(text.into_owned())));
        } else if is_null(&view) {
            self.list.push((key, None));
        } else {
            let is_written = depth <= deepest
                && inside(view, &mut |inner, view| {
                    let (before, is_item) = (self.list.len(), matches!(inner, Key::Index(_)));
                    self.add(self.key(&key, inner), view, depth + 1);
                    // An item of which nothing is written is lost.
                    self.failed |= is_item && self.list.len() == before;
                });
            self.failed |= !is_written;
        }
    }

    fn key(&self, outer: &str, inner: Key<'_>) -> String {
        match (self.depth, inner) {
            (Depth::One | Depth::Lists, Key::Index(_)) => outer.to_owned(),
            (Depth::One | Depth::Lists, Key::Name(name)) => name.to_owned(),
            (Depth::Any, Key::Index(index)) => format!("{outer}[{index}]"),
            (Depth::Any, Key::Name(name)) => format!("{outer}[{name}]"),
        }
    }
}
