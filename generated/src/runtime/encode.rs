//! What a value looks like as JSON: [`Encode`] shows it, everything that writes, compares or prints values reads the
//! [`View`].

use serde_json::{Number, Value};

use super::{AnyClone, Extra, JsonObject, Table};

/// A value that can be written as JSON: a struct by its table and its members, any other by its view. All of it in one trait,
/// because each implementation for a struct takes the compiler its time.
pub trait Encode: Clone {
    /// What is known of a struct's members. Of a trait because the compiler reads a constant of the struct itself more slowly.
    const TABLE: &'static Table = &Table::NONE;

    /// Shows a struct's members.
    #[inline]
    fn show(&self, _to: Showing<'_>) {}

    /// What it looks like.
    #[inline]
    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    /// Whether it may be missing where it is a member.
    #[inline]
    fn presence(&self) -> Presence {
        Presence::Always
    }

    /// Both and itself, as a method: there is one call for each member of a model, and the compiler reads any other form more
    /// slowly.
    #[inline]
    fn as_slot(&self) -> Slot<'_>
    where
        Self: 'static,
    {
        Slot {
            view: self.view(),
            presence: self.presence(),
            value: Some(self),
        }
    }
}

/// A value that can be written as JSON, of a type that is forgotten.
pub trait AnyEncode {
    /// See [`Encode::view`].
    fn any_view(&self) -> View<'_>;

    /// See [`Encode::presence`].
    fn any_presence(&self) -> Presence;
}

impl<T: Encode> AnyEncode for T {
    #[inline]
    fn any_view(&self) -> View<'_> {
        self.view()
    }

    #[inline]
    fn any_presence(&self) -> Presence {
        self.presence()
    }
}

/// Whether a value may be missing where it is a member.
#[allow(dead_code, reason = "which variants are made depends on the API")]
#[derive(Clone, Copy)]
pub enum Presence {
    /// Never.
    Always,
    /// An `Option`: a `null` counts as missing, and is remembered.
    Optional,
    /// A `Patch`: missing and `null` are two things.
    Patch,
}

/// What a value looks like as JSON.
#[allow(dead_code, reason = "which variants are made depends on the API")]
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing: a member is left out, elsewhere it is `null`.
    Absent,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    I64(i64),
    /// An integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// A number that keeps its text.
    Number(&'a Number),
    /// A number that an enum does not list.
    UnlistedNumber(&'a Number),
    /// A string.
    Text(&'a str),
    /// A string that an enum does not list.
    Unlisted(&'a str),
    /// A file of a multipart body.
    File(&'a dyn File),
    /// Any JSON.
    Json(&'a Value),
    /// JSON that fits no arm of a union.
    UnlistedJson(&'a Value),
    /// Any object.
    JsonObject(&'a JsonObject),
    /// An array.
    Array(&'a dyn Array),
    /// An object whose members are of one type.
    Map(&'a dyn Map),
    /// An object whose members are declared.
    Object(&'a dyn Object),
}

impl<'a> View<'a> {
    /// A string of an enum, or one that it does not list.
    #[inline]
    pub fn text(text: &'a str, is_unlisted: bool) -> Self {
        match is_unlisted {
            true => Self::Unlisted(text),
            false => Self::Text(text),
        }
    }
}

/// Where a part of a value is written as JSON of its own.
impl Encode for View<'_> {
    #[inline]
    fn view(&self) -> View<'_> {
        *self
    }
}

/// A file that can be shown.
pub trait File {
    /// Its bytes.
    fn bytes(&self) -> &[u8];

    /// Its name, if it has one.
    fn file_name(&self) -> Option<&str>;

    /// Its media type, if it says one.
    fn content_type(&self) -> Option<&str>;
}

/// An array that can be shown.
pub trait Array {
    /// How many items there are.
    fn len(&self) -> usize;

    /// The item at this index.
    fn item(&self, index: usize) -> Option<Slot<'_>>;
}

/// A map that can be shown.
pub trait Map {
    /// How many members there are.
    fn len(&self) -> usize;

    /// Shows the members in order until the visitor says `false`.
    fn visit(&self, visitor: &mut dyn FnMut(&str, Slot<'_>) -> bool);

    /// The member of this name.
    fn member(&self, name: &str) -> Option<Slot<'_>>;
}

/// A struct that can be shown.
pub trait Object {
    /// Shows the members, once.
    fn visit(&self, visitor: &mut dyn FnMut(Fields<'_>));
}

impl<T: Encode> Object for T {
    #[inline]
    fn visit(&self, visitor: &mut dyn FnMut(Fields<'_>)) {
        let table = T::TABLE;
        self.show(Showing { table, visitor });
    }
}

/// The value of a member or an item, looked at where its type is known: a call through a table for each member would cost a
/// tenth of all writing.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    /// What it looks like.
    pub view: View<'a>,
    /// Whether it may be missing.
    pub presence: Presence,
    /// The value itself, of which a copy can be made; `None`: it is an item of an array, which is copied as a whole.
    pub value: Option<&'a dyn AnyClone>,
}

impl<'a> Slot<'a> {
    /// An item of an array.
    #[inline]
    pub(super) fn item(item: &'a impl Encode) -> Self {
        Self {
            view: item.view(),
            presence: item.presence(),
            value: None,
        }
    }
}

/// The members of a struct.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// What is known of the members.
    pub table: &'static Table,
    /// The values of the members, in the order of the table.
    pub slots: &'a [Slot<'a>],
    /// The members that are not declared.
    pub rest: Remains<'a>,
}

/// The members of a struct that are not declared.
#[allow(dead_code, reason = "which variants are made depends on the API")]
#[derive(Clone, Copy)]
pub enum Remains<'a> {
    /// They were dropped.
    Dropped,
    /// They were kept.
    Kept(&'a Extra),
    /// They are of one type.
    Typed(&'a dyn Map, &'a Extra),
}

/// Where a struct shows its members.
pub struct Showing<'a> {
    table: &'static Table,
    pub(super) visitor: &'a mut dyn FnMut(Fields<'_>),
}

impl Showing<'_> {
    /// Shows their values, in the order of the table, and those that are not declared.
    #[inline]
    pub fn kept(self, slots: &[Slot<'_>], extra: &Extra) {
        self.fields(slots, Remains::Kept(extra));
    }

    /// The same where those that are not declared are of one type.
    #[inline]
    pub fn typed(self, slots: &[Slot<'_>], map: &dyn Map, extra: &Extra) {
        self.fields(slots, Remains::Typed(map, extra));
    }

    /// The same where those that are not declared were dropped.
    #[inline]
    pub fn dropped(self, slots: &[Slot<'_>]) {
        self.fields(slots, Remains::Dropped);
    }

    #[inline]
    fn fields(self, slots: &[Slot<'_>], rest: Remains<'_>) {
        let table = self.table;
        (self.visitor)(Fields { table, slots, rest });
    }
}

impl<'a> Remains<'a> {
    /// There surely are none.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        match self {
            Self::Dropped => true,
            Self::Kept(extra) => extra.is_empty(),
            Self::Typed(..) => false,
        }
    }

    /// Where nulls are remembered and unknown members kept.
    pub(super) fn extra(self) -> Option<&'a Extra> {
        match self {
            Self::Dropped => None,
            Self::Kept(extra) | Self::Typed(_, extra) => Some(extra),
        }
    }
}
