//! How values are made from JSON: a value starts empty and is given a [`Source`] once.

use std::any::Any;
use std::borrow::Cow;

use serde_json::Value;

use super::json::{Discarded, json_type};
use super::{AnyEncode, Encode, Extra, Fault, Presence, Segment, Table, mark};

/// A value that can be made from JSON.
pub trait Decode: AnyEncode + Any {
    /// The value before anything was read. It may break the rules of its type; it is never handed out.
    fn empty() -> Self
    where
        Self: Sized;

    /// Becomes what the source holds.
    ///
    /// # Errors
    /// When that is not of this type; the value is then of no use.
    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault>;
}

/// A JSON value that is about to be read.
pub enum Source<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    I64(i64),
    /// An integer above those of `I64`.
    U64(u64),
    /// Any other number, if it did not come as its text (see [`Entries::value`]).
    F64(f64),
    /// A string.
    Text(&'a str),
    /// An array.
    Array(&'a mut dyn Items),
    /// An object.
    Object(&'a mut dyn Entries),
}

/// The items of an array that is being read.
pub trait Items {
    /// Reads all into the slots that the list gives.
    ///
    /// # Errors
    /// The fault of the first item that can't be read, or that the list has no slot for.
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault>;

    /// All as one value; `None`: it is only asked what would fit.
    ///
    /// # Errors
    /// When it can't be read.
    fn value(&mut self) -> Result<Option<Value>, Fault>;

    /// Makes a union what this is where it is held already or only looked at; `None`: it is not.
    fn choose(&mut self, _arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        None
    }
}

/// The members of an object that is being read.
pub trait Entries {
    /// Reads declared members into their slots and the others into the rest.
    ///
    /// # Errors
    /// The fault of the first member that can't be read, or is declared and came twice. Of a value that was kept whole before
    /// it was known what it is, as in a union without a tag, the last of such members holds.
    fn members(&mut self, struct_: &mut Slots<'_, '_>) -> Result<(), Fault>;

    /// Reads all into the slots that the map gives.
    ///
    /// # Errors
    /// The fault of the first member that can't be read.
    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault>;

    /// All as one value; `None`: it is only asked what would fit. That value is a number where a format hands numbers
    /// on as objects that hold their text (`serde_json` with its feature `arbitrary_precision`). Of members that came twice
    /// it holds the last.
    ///
    /// # Errors
    /// When it can't be read.
    fn value(&mut self) -> Result<Option<Value>, Fault>;

    /// Makes a union what this is where it is held already or only looked at; `None`: it is not.
    fn choose(&mut self, _arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        None
    }

    /// The text of a member that is held already: what a union is told apart by, a number or a boolean as its JSON.
    fn glimpse(&self, _name: &str) -> Option<Cow<'_, str>> {
        None
    }

    /// Notes that the member of this name, which is held, chose the arm of a union.
    fn chosen_by(&mut self, _name: &str) {}

    /// Holds members that are not held already, up to the one of this name. Gives whether more may follow.
    ///
    /// # Errors
    /// The fault of the first member that can't be read.
    fn seek(&mut self, _name: &'static str, _held: &mut dyn Hold) -> Result<bool, Fault> {
        Ok(true)
    }
}

/// An array that is being filled.
pub trait List {
    /// The slot for the next item; `None`: there is none.
    fn slot(&mut self) -> Option<&mut dyn Decode>;
}

/// A map that is being filled.
pub trait Keyed {
    /// The empty slot for the member of this name. It may have come before: of members that are not declared, the last one
    /// holds.
    fn slot(&mut self, name: &str) -> &mut dyn Decode;
}

/// Members that wait until it is known what they are of. As a slot, it is the value of the last.
pub trait Hold: Decode {
    /// Adds a member of this name.
    fn push(&mut self, name: &str);

    /// Name of the last member.
    fn last(&self) -> &str;
}

/// A union that is to become one of its arms.
pub trait Arms {
    /// How many there are.
    fn count(&self) -> usize;

    /// The member that tells the arms apart in values that have it.
    fn tag(&self) -> Option<&'static str>;

    /// Becomes the arm at this index, empty. Gives its name and what it holds.
    fn arm(&mut self, index: usize) -> Option<(&'static str, &mut dyn Decode)>;

    /// Becomes the variant that keeps any JSON. Gives what it holds.
    fn other(&mut self) -> &mut dyn Decode;
}

/// The value of a member before anything is read: a function by itself, for the compiler reads its short name fast.
#[inline]
pub fn empty<T: Decode>() -> T {
    T::empty()
}

/// A struct that is being filled.
pub struct Slots<'a, 's> {
    table: &'static Table,
    slots: &'a mut [&'s mut dyn Decode],
    pub(super) rest: Rest<'a>,
    pub(super) seen: Seen,
    discarded: Discarded,
}

/// Where members go that are not declared.
#[allow(dead_code, reason = "which variants are made depends on the API")]
pub enum Rest<'a> {
    /// Nowhere.
    Dropped,
    /// Into the unknown members.
    Kept(&'a mut Extra),
    /// Into a map; nulls of declared members are remembered beside it.
    Typed(&'a mut dyn Keyed, &'a mut Extra),
}

impl<'a, 's> Slots<'a, 's> {
    /// What is known of the members.
    pub(super) fn members(&self) -> &'static [&'static str] {
        self.table.wire
    }

    /// The slot at this index.
    pub(super) fn get(&mut self, index: usize) -> Option<&mut dyn Decode> {
        match self.slots.get_mut(index) {
            Some(slot) => Some(&mut **slot),
            None => None,
        }
    }

    /// Where members go that are not declared.
    pub(super) fn undeclared(&mut self) -> &mut dyn Keyed {
        match &mut self.rest {
            Rest::Dropped => &mut self.discarded,
            Rest::Kept(extra) => extra.read_in(self.table.name),
            Rest::Typed(map, _) => *map,
        }
    }

    /// Notes that the declared member at this index was `null`.
    pub(super) fn was_null(&mut self, index: usize) {
        let (Rest::Kept(extra) | Rest::Typed(_, extra)) = &mut self.rest else {
            return;
        };
        let (Some(name), Some(slot)) = (self.table.wire.get(index), self.slots.get(index)) else {
            return;
        };
        let is_optional = matches!(slot.any_presence(), Presence::Optional);
        if is_optional && !self.table.is(index, mark::nullable) {
            extra.remember_null(self.table.name, name);
        }
    }

    /// Remembers that the object has no such tag. Where unknown members are dropped, that is forgotten too.
    pub(super) fn came_without(&mut self, tag: &'static str) {
        if let Rest::Kept(extra) | Rest::Typed(_, extra) = &mut self.rest {
            extra.remember_untagged(self.table.name, tag);
        }
    }

    /// Fails if a member that was not seen may not be missing.
    fn finish(&self) -> Result<(), Fault> {
        if self.seen.count == self.slots.len() {
            return Ok(());
        }
        for (index, slot) in self.slots.iter().enumerate() {
            if self.seen.has(index) {
                continue;
            }
            let is_nullable = self.table.is(index, mark::nullable);
            if is_nullable || matches!(slot.any_presence(), Presence::Always) {
                return Err(self.at(index, Fault::missing()));
            }
        }
        Ok(())
    }

    /// The fault, in the member at this index.
    #[cold]
    pub(super) fn at(&self, index: usize, fault: Fault) -> Fault {
        fault.under(Segment::Member(self.table, index))
    }
}

/// The index of a declared member: most often it is the expected one.
#[inline]
pub(super) fn find(names: &[&str], expected: usize, name: &str) -> Option<usize> {
    if names.get(expected) == Some(&name) {
        return Some(expected);
    }
    names.iter().position(|it| *it == name)
}

/// Which members were seen.
pub(super) struct Seen {
    count: usize,
    first: u64,
    others: Vec<usize>,
}

impl Seen {
    /// None, or so many of which none is seen again.
    pub(super) fn count(count: usize) -> Self {
        Self {
            count,
            first: 0,
            others: Vec::new(),
        }
    }

    /// Notes one; `false` when it was seen before.
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let new = !self.has(index);
        if new {
            self.count += 1;
            match index {
                0..64 => self.first |= 1_u64 << index,
                _ => self.others.push(index),
            }
        }
        new
    }

    fn has(&self, index: usize) -> bool {
        match index {
            0..64 => self.first & (1_u64 << index) != 0,
            _ => self.others.contains(&index),
        }
    }
}

impl<'a> Source<'a> {
    /// Fills a `T`, and keeps the members that are not declared.
    ///
    /// # Errors
    /// When this is not an object, as [`Entries::members`], and when a member is missing.
    #[inline]
    pub fn kept<T: Encode>(
        self,
        slots: &mut [&mut dyn Decode],
        extra: &mut Extra,
    ) -> Result<(), Fault> {
        self.object(T::TABLE, slots, Rest::Kept(extra))
    }

    /// The same where those that are not declared are of one type.
    ///
    /// # Errors
    /// Those of [`kept`](Self::kept).
    #[inline]
    pub fn typed<T: Encode>(
        self,
        slots: &mut [&mut dyn Decode],
        map: &mut dyn Keyed,
        extra: &mut Extra,
    ) -> Result<(), Fault> {
        self.object(T::TABLE, slots, Rest::Typed(map, extra))
    }

    /// The same where those that are not declared are dropped.
    ///
    /// # Errors
    /// Those of [`kept`](Self::kept).
    #[inline]
    pub fn dropped<T: Encode>(self, slots: &mut [&mut dyn Decode]) -> Result<(), Fault> {
        self.object(T::TABLE, slots, Rest::Dropped)
    }

    fn object<'r>(
        self,
        table: &'static Table,
        slots: &'r mut [&mut dyn Decode],
        rest: Rest<'r>,
    ) -> Result<(), Fault> {
        match self {
            Self::Object(entries) => {
                let mut slots = Slots {
                    table,
                    slots,
                    rest,
                    seen: Seen::count(0),
                    discarded: Discarded,
                };
                entries.members(&mut slots)?;
                slots.finish()
            }
            other => Err(other.mismatch("an object")),
        }
    }

    /// Fills an array.
    ///
    /// # Errors
    /// When this is not an array, and as [`Items::fill`].
    pub fn array(self, list: &mut dyn List) -> Result<(), Fault> {
        match self {
            Self::Array(items) => items.fill(list),
            other => Err(other.mismatch("an array")),
        }
    }

    /// The string.
    ///
    /// # Errors
    /// When this is not a string.
    pub fn text(self) -> Result<&'a str, Fault> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.mismatch("a string")),
        }
    }

    /// The fault of a value that is not what was expected.
    #[cold]
    pub fn mismatch(self, expected: &'static str) -> Fault {
        let found = match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::I64(_) | Self::U64(_) | Self::F64(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(entries) => match entries.value() {
                Ok(value) => value.as_ref().map_or("an object", json_type),
                Err(fault) => return fault,
            },
        };
        Fault::mismatch(expected, found)
    }
}
