//! Whether an example of the document fits its schema, as the emitted types read it.

use std::ptr;

use crate::api::{Additional, Bounds, ObjectShape, SchemaId, Shape, Use};
use crate::json;
use crate::node::{Mapping, Node};

use super::super::content::resolved;
use super::super::direction::Side;
use super::super::integer::integer;
use super::super::types::distinct;
use super::Examples;

/// Values that are looked at for one example: each arm of a union looks anew.
const LOOKS: usize = 100_000;

/// Values that are looked at for all examples of a document.
pub(super) const ALL_LOOKS: usize = 20_000_000;

/// How deeply an example may be nested; the runtime reads a little more.
const DEPTH: usize = 100;

/// How many schemas may be open at once: those of a value, of what is around it, and of the unions between them.
const OPEN: usize = 256;

/// Looks at one example.
pub(super) struct Fit<'a> {
    examples: &'a Examples<'a>,
    side: Side,
    /// How much more may be looked at, so that no example of a document can make this take long.
    looks: usize,
    /// Each class that is being tried, with the value: unions that reach each other come back to the same one.
    open: Vec<(usize, &'a Node)>,
    /// The JSON of what fits, as far as it has been looked at.
    json: String,
}

impl<'a> Fit<'a> {
    pub(super) fn new(examples: &'a Examples<'a>, side: Side) -> Self {
        Self {
            examples,
            side,
            looks: LOOKS,
            open: Vec::new(),
            json: String::new(),
        }
    }

    /// The JSON of the value without what this side leaves out, if it fits.
    pub(super) fn fit(mut self, value: &'a Node, used: Use) -> Option<String> {
        if is_sound(value, 0) {
            self.used(value, used)?;
            return Some(self.json);
        }
        None
    }

    fn used(&mut self, value: &'a Node, used: Use) -> Option<()> {
        if used.nullable && *value == Node::Null {
            value.push_json(&mut self.json);
            return Some(());
        }
        self.schema(value, used.schema)
    }

    fn schema(&mut self, value: &'a Node, id: SchemaId) -> Option<()> {
        self.looks = self.looks.checked_sub(1)?;
        let all = &self.examples.looks;
        all.set(all.get().checked_sub(1)?);
        let Examples { api, folded, .. } = *self.examples;
        let class = folded.class(id);
        let innermost = self.open.iter().rev();
        let mut of_value = innermost.take_while(|(_, at)| ptr::eq(*at, value));
        let comes_back = of_value.any(|(open, _)| *open == class);
        if comes_back || self.open.len() == OPEN {
            return None;
        }
        self.open.push((class, value));
        // Of the schema itself: all integers are one class, whatever their bounds are.
        let fitted = self.shaped(value, resolved(api, id), class);
        self.open.pop();
        fitted
    }

    fn each(&mut self, values: &'a [Node], items: impl Iterator<Item = Use>) -> Option<()> {
        self.json.push('[');
        for (index, (value, used)) in values.iter().zip(items).enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            self.used(value, used)?;
        }
        self.json.push(']');
        Some(())
    }

    fn shaped(&mut self, value: &'a Node, shape: &'a Shape, class: usize) -> Option<()> {
        let Examples { api, folded, .. } = *self.examples;
        let fits = match (shape, value) {
            (Shape::Any, _) | (Shape::Null, Node::Null) => true,
            (Shape::Boolean(only), Node::Bool(truth)) => only.is_none_or(|only| only == *truth),
            (Shape::Text(_), Node::String(_)) => true,
            (Shape::Number { .. }, Node::Number(_)) => true,
            (Shape::Integer(bounds), Node::Number(text)) => is_within(text, bounds),
            (Shape::Enumeration(list), value) => {
                list.values.iter().any(|known| known.value == *value)
                    || list.open && matches!(value, Node::String(_))
            }
            (Shape::Array { items, .. }, Node::Sequence(values)) => {
                return self.each(values, std::iter::repeat(*items));
            }
            (Shape::Tuple { items }, Node::Sequence(values)) if items.len() == values.len() => {
                return self.each(values, items.iter().copied());
            }
            (Shape::Object(object), Node::Mapping(members)) => {
                return self.object(members, object, class);
            }
            (Shape::Union { arms, tag }, value) => {
                let is_union = distinct(api, folded, arms).nth(1).is_some();
                let text = tag
                    .as_ref()
                    .filter(|_| is_union)
                    .map(|tag| value.get(&tag.member).and_then(Node::scalar_text));
                let start = self.json.len();
                return arms
                    .iter()
                    .filter(|arm| match &text {
                        None => true,
                        Some(text) => text.as_ref().is_some_and(|text| arm.tags.contains(text)),
                    })
                    .find_map(|arm| {
                        // What the one before has left.
                        self.json.truncate(start);
                        self.schema(value, arm.schema)
                    });
            }
            (Shape::Same(used), value) => return self.used(value, *used),
            (
                Shape::Never
                | Shape::Null
                | Shape::Boolean(_)
                | Shape::Integer(_)
                | Shape::Number { .. }
                | Shape::Text(_)
                | Shape::Array { .. }
                | Shape::Tuple { .. }
                | Shape::Object(_),
                _,
            ) => false,
        };
        fits.then(|| value.push_json(&mut self.json))
    }

    fn object(&mut self, members: &'a Mapping, object: &ObjectShape, class: usize) -> Option<()> {
        let travel = self.examples.directions.travel(class, self.side);
        let declared = |name: &str| object.members.iter().find(|member| member.name == name);
        let complete = object
            .members
            .iter()
            .filter(|member| !travel.leaves_out(member))
            .filter(|member| travel.requires(member))
            .all(|member| members.get(&member.name).is_some());
        if !complete {
            return None;
        }
        self.json.push('{');
        let mut is_first = true;
        for (name, value) in members.iter() {
            let declared = declared(name);
            if declared.is_some_and(|member| travel.leaves_out(member)) {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                self.json.push(',');
            }
            json::push_text(name, &mut self.json);
            self.json.push(':');
            match (declared, &object.additional) {
                // A `null` where the document knows none is what servers send for nothing.
                (Some(member), _) if *value == Node::Null && !member.required => {
                    value.push_json(&mut self.json);
                }
                (Some(member), _) => self.used(value, member.value)?,
                (None, Additional::Typed(used)) => self.used(value, *used)?,
                (None, Additional::Forbidden) => return None,
                (None, Additional::Unsaid | Additional::Any) => value.push_json(&mut self.json),
            }
        }
        self.json.push('}');
        Some(())
    }
}

/// Whether JSON readers can hold the value: numbers are finite in 64 bits, nothing is nested too deeply, and no name is
/// one that `serde_json` keeps to itself.
fn is_sound(value: &Node, depth: usize) -> bool {
    match value {
        _ if depth > DEPTH => false,
        Node::Null | Node::Bool(_) | Node::String(_) => true,
        Node::Number(text) => text.parse().is_ok_and(f64::is_finite),
        Node::Sequence(items) => items.iter().all(|item| is_sound(item, depth + 1)),
        Node::Mapping(members) => members
            .iter()
            .all(|(name, item)| !name.starts_with("$serde_json::") && is_sound(item, depth + 1)),
    }
}

/// Whether an integer is within its bounds and its Rust type.
fn is_within(text: &str, bounds: &Bounds) -> bool {
    let Ok(value) = text.parse::<i128>() else {
        return false;
    };
    let (least, most) = integer(bounds).range();
    (least..=most).contains(&value)
        && bounds.minimum.is_none_or(|least| least <= value)
        && bounds.maximum.is_none_or(|most| value <= most)
}
