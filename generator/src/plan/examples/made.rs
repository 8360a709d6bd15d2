//! Examples that are made: what is required, and what else is short.

use std::rc::Rc;

use crate::api::{
    Additional, Arm, Bounds, Member, ObjectShape, SchemaId, Shape, Tag, TextFormat, Use,
};
use crate::json;
use crate::node::Node;

use super::super::content::resolved;
use super::super::direction::Side;
use super::super::integer::integer;
use super::super::types::distinct;
use super::height::typed;
use super::{Examples, documented};

/// Longest text of what may be left out.
const OPTIONAL: usize = 200;

/// Length of an object from which on nothing is added that may be left out.
const FULL: usize = 2_000;

/// Longest text that is kept to be put into others: what is made of many large ones has no example.
const LONGEST: usize = 16_000;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// What must be there.
    Small,
    /// What is short as well.
    Large,
}

impl Examples<'_> {
    /// An example of a class with all that is short.
    pub(super) fn large(&self, class: usize, side: Side) -> Option<String> {
        self.made(class, side, Size::Large, None)
    }

    /// An example of a class with what must be there.
    fn small(&self, class: usize, side: Side) -> Option<Rc<str>> {
        let key = (class, side);
        if let Some(known) = self.small.borrow().get(&key) {
            return known.clone();
        }
        let made = self.made(class, side, Size::Small, None).map(Rc::from);
        self.small.borrow_mut().insert(key, made.clone());
        made
    }

    /// A value of a schema of which others of its class have other values: all texts are one class, whatever their formats
    /// are, and so are all lists of them.
    pub(super) fn own(&self, id: SchemaId, side: Side, size: Size) -> Option<String> {
        match resolved(self.api, id) {
            Shape::Array { items, .. } => Some(self.array(*items, side, size)),
            shape => scalar(&[shape]),
        }
    }

    /// Looks into what may be `null`.
    fn inside(&self, used: Use, side: Side) -> Option<Rc<str>> {
        let own = self.own(used.schema, side, Size::Small).map(Rc::from);
        own.or_else(|| self.small(self.folded.class(used.schema), side))
            .or_else(|| used.nullable.then(|| "null".into()))
    }

    /// A value in another one. What must be there is as small as can be, so that whatever is in it is less high, and
    /// this comes to an end.
    fn nested(&self, used: Use, side: Side, around: Size) -> Option<Rc<str>> {
        match around {
            Size::Small if used.nullable => Some("null".into()),
            Size::Small => self.inside(used, side),
            Size::Large => {
                let own = self.own(used.schema, side, Size::Large).map(Rc::from);
                own.or_else(|| self.inside(used, side))
            }
        }
    }

    /// A scalar that all schemas of a class take as the member at this index.
    fn shared(&self, class: usize, member: usize) -> Option<Rc<str>> {
        let twins = self.twins.get(&class)?.iter();
        // One class has the same members, in one order.
        let members = twins.filter_map(|id| self.api.schema(*id).shape.members().get(member));
        let shapes: Vec<&Shape> = members
            .map(|it| resolved(self.api, it.value.schema))
            .collect();
        scalar(&shapes).map(Rc::from)
    }

    fn shape_of(&self, class: usize) -> &Shape {
        &self.folded.speaker(self.api, class).shape
    }

    /// `tag`: the member that tells an arm from the others, and its value.
    fn made(
        &self,
        class: usize,
        side: Side,
        size: Size,
        tag: Option<(&str, &str)>,
    ) -> Option<String> {
        self.heights[class]?;
        let made = match self.shape_of(class) {
            Shape::Boolean(only) => only.unwrap_or(true).to_string(),
            shape @ (Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Integer(_)
            | Shape::Text(_)) => scalar(&[shape])?,
            Shape::Number { .. } => "1.5".to_owned(),
            Shape::Enumeration(list) => list
                .values
                .first()
                .map_or_else(|| "null".to_owned(), |value| value.value.to_json()),
            Shape::Array { items, .. } => self.array(*items, side, size),
            Shape::Tuple { items } => self.tuple(items, side, size)?,
            Shape::Same(used) => self.nested(*used, side, size)?.to_string(),
            Shape::Object(object) => self.made_object(class, object, side, size, tag)?,
            Shape::Union { arms, tag } => self.arm(arms, tag.as_ref(), side, size)?,
        };
        (made.len() <= LONGEST).then_some(made)
    }

    /// An array with an item if there is room for it.
    fn array(&self, items: Use, side: Side, size: Size) -> String {
        let item = match size {
            Size::Small => None,
            Size::Large => self.inside(items, side),
        };
        format!("[{}]", item.as_deref().unwrap_or_default())
    }

    /// All items: an array of another length is no value of the schema.
    fn tuple(&self, items: &[Use], side: Side, size: Size) -> Option<String> {
        let items = items.iter().map(|item| self.nested(*item, side, size));
        let made: Option<Vec<Rc<str>>> = items.collect();
        Some(format!("[{}]", made?.join(",")))
    }

    /// The arm that needs least; ones before others that need as much.
    fn arm(&self, arms: &[Arm], tag: Option<&Tag>, side: Side, size: Size) -> Option<String> {
        let height = |arm: &&Arm| self.heights[self.folded.class(arm.schema)].unwrap_or(usize::MAX);
        let is_union = distinct(self.api, self.folded, arms).nth(1).is_some();
        let arm = typed(self.api, arms).min_by_key(height)?;
        let class = self.folded.class(arm.schema);
        let Some(tag) = tag.filter(|_| is_union) else {
            let own = self.own(arm.schema, side, size);
            return own.or_else(|| match size {
                Size::Small => self.small(class, side).map(|made| made.to_string()),
                Size::Large => self.large(class, side),
            });
        };
        let is_struct =
            matches!(self.shape_of(class), Shape::Object(object) if !object.members.is_empty());
        match arm.tags.first().filter(|_| is_struct) {
            Some(value) => self.made(class, side, size, Some((&tag.member, value))),
            // Only structs can have the tag; without one, any object is kept as it is.
            None => Some("{}".to_owned()),
        }
    }

    fn made_object(
        &self,
        class: usize,
        object: &ObjectShape,
        side: Side,
        size: Size,
        tag: Option<(&str, &str)>,
    ) -> Option<String> {
        let travel = self.directions.travel(class, side);
        let mut made = Members::default();
        for (index, member) in object.members.iter().enumerate() {
            if made.length > LONGEST {
                return None;
            }
            if travel.leaves_out(member) {
                continue;
            }
            if let Some((_, value)) = tag.filter(|(name, _)| *name == member.name) {
                made.push(&member.name, &self.tag(member, value));
                continue;
            }
            let required = travel.requires(member);
            if !required && (size == Size::Small || made.length >= FULL) {
                continue;
            }
            let given = self.given(documented(&member.docs), member.value, side);
            let value = given
                .filter(|given| given.len() <= OPTIONAL)
                .map(Rc::from)
                .or_else(|| self.shared(class, index))
                .or_else(|| self.nested(member.value, side, size));
            match value {
                None if required => return None,
                Some(value) if required || value.len() <= OPTIONAL => {
                    made.push(&member.name, &value);
                }
                Some(_) | None => {}
            }
        }
        if let Some((name, value)) = tag
            && object.members.iter().all(|member| member.name != name)
        {
            made.push(name, &quoted(value));
        }
        if let Additional::Typed(used) = object.additional
            && object.members.iter().all(|member| member.name != "key")
            && size == Size::Large
            && let Some(value) = self
                .nested(used, side, size)
                .filter(|value| value.len() <= OPTIONAL)
        {
            made.push("key", &value);
        }
        (made.length <= LONGEST).then(|| made.json())
    }

    /// The JSON of a tag, as its member has it.
    fn tag(&self, member: &Member, tag: &str) -> String {
        let is_number_or_bool = match self.shape_of(self.folded.class(member.value.schema)) {
            Shape::Integer(_) | Shape::Number { .. } => tag.parse::<i64>().is_ok(),
            Shape::Boolean(_) => tag.parse::<bool>().is_ok(),
            Shape::Enumeration(list) => {
                let is_it = |value: &Node| *value == Node::Number(tag.into());
                list.values.iter().any(|listed| is_it(&listed.value))
            }
            Shape::Never
            | Shape::Null
            | Shape::Any
            | Shape::Text(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Object(_)
            | Shape::Union { .. }
            | Shape::Same(_) => false,
        };
        if is_number_or_bool {
            tag.to_owned()
        } else {
            quoted(tag)
        }
    }
}

/// The members of an object that is made.
#[derive(Default)]
struct Members {
    json: String,
    /// Of names and values.
    length: usize,
}

impl Members {
    fn push(&mut self, name: &str, value: &str) {
        self.json.push(if self.json.is_empty() { '{' } else { ',' });
        json::push_text(name, &mut self.json);
        self.json.extend([":", value]);
        self.length += name.len() + value.len();
    }

    fn json(mut self) -> String {
        if self.json.is_empty() {
            self.json.push('{');
        }
        self.json.push('}');
        self.json
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    json::push_text(text, &mut quoted);
    quoted
}

/// A text, an integer or anything that is a value of all of these, as far as there is one.
fn scalar(shapes: &[&Shape]) -> Option<String> {
    let (first, others) = shapes.split_first()?;
    match first {
        Shape::Integer(own) => {
            let bounds = others.iter().filter_map(|shape| match shape {
                Shape::Integer(bounds) => Some(range(bounds)),
                _ => None,
            });
            let (least, most) = bounds.fold(range(own), |(least, most), (low, high)| {
                (least.max(low), most.min(high))
            });
            Some(1.max(least).min(most).to_string())
        }
        Shape::Text(own) => {
            let formats = shapes.iter().filter_map(|shape| match shape {
                Shape::Text(format) => Some(format),
                _ => None,
            });
            let mut told = formats.filter(|format| **format != TextFormat::Plain);
            Some(quoted(text(told.next().unwrap_or(own))))
        }
        Shape::Any | Shape::Never | Shape::Null => {
            // The type of all three holds any value, and is one.
            let is_null = shapes.iter().any(|shape| matches!(shape, Shape::Null));
            Some(if is_null { "null" } else { "{}" }.to_owned())
        }
        Shape::Boolean(_)
        | Shape::Number { .. }
        | Shape::Enumeration(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Union { .. }
        | Shape::Same(_) => None,
    }
}

/// A text in its format.
fn text(format: &TextFormat) -> &'static str {
    match format {
        TextFormat::Plain | TextFormat::Binary | TextFormat::Encoded => "text",
        TextFormat::DateTime => "2024-01-31T12:00:00Z",
        TextFormat::Date => "2024-01-31",
        TextFormat::Time => "12:00:00Z",
        TextFormat::Duration => "PT1H",
        TextFormat::Uri => "https://example.com/",
        TextFormat::Uuid => "01234567-89ab-4def-8123-456789abcdef",
        TextFormat::Base64 => "dGV4dA==",
        TextFormat::Password => "password",
        TextFormat::Other(name) => match name.as_str() {
            "email" | "idn-email" => "someone@example.com",
            "hostname" | "idn-hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            _ => "text",
        },
    }
}

/// The least and the greatest integer within the bounds and the Rust type.
fn range(bounds: &Bounds) -> (i128, i128) {
    let (least, most) = integer(bounds).range();
    (
        bounds.minimum.map_or(least, |bound| bound.max(least)),
        bounds.maximum.map_or(most, |bound| bound.min(most)),
    )
}
