//! What emit hands to print: files in parts that can be made side by side, and in them items of code.
//!
//! What is regular, which is nearly all, is lines of code as they would be without end: print lays them out by itself, which
//! takes a tenth of the time of tokens that are parsed again.

use std::borrow::Cow;

use proc_macro2::TokenStream;

pub use super::scope::Names;

/// A file of the crate. Tokens can't go from one thread to another, so a file holds what makes them: whoever makes the
/// tokens of a part lays them out too.
pub struct Unit<'a> {
    /// Path relative to the folder of the crate, `/` between its parts.
    pub path: String,
    /// Makes what comes before the parts from the names that they use.
    pub head: Box<dyn Fn(&Names) -> Part + Send + Sync + 'a>,
    /// What makes the parts.
    pub parts: Vec<Maker<'a>>,
}

/// Makes a part of a file.
pub type Maker<'a> = Box<dyn Fn() -> Part + Send + Sync + 'a>;

impl Unit<'_> {
    /// A file that is finished text.
    pub fn text(path: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            head: Box::new(move |_| Part::text(text.clone())),
            parts: Vec::new(),
        }
    }
}

/// A part of a file.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// What is in it, a blank line between each two.
    pub items: Vec<Item>,
    /// The docs of the file, each line as it follows `//!`; in the tokens their number is in their place.
    pub docs: Vec<String>,
    /// The names that it uses.
    pub names: Names,
}

impl Part {
    /// Finished text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            items: vec![Item::Text(text.into())],
            ..Self::default()
        }
    }
}

/// What stands in a file, between blank lines.
#[derive(Clone, Debug)]
pub enum Item {
    /// Finished text.
    Text(Cow<'static, str>),
    /// Items that stay together (`mod a; mod b;`), or one alone, which are laid out by prettyplease.
    Code(TokenStream),
    /// `use` lines that stay together.
    Uses(Vec<Use>),
    /// An item on one line: another name for a type, a constant.
    Line(Entry),
    /// A struct or an enum.
    Declaration(Declaration),
    /// The functions of a type.
    Impl(Impl),
    /// A table: the call of a macro of the runtime.
    Table(Table),
}

/// `use path::{a, b};`
#[derive(Clone, Debug)]
pub struct Use {
    /// What comes before the names: `pub use client`.
    pub path: &'static str,
    /// The names.
    pub names: Vec<String>,
}

impl Use {
    /// A line for these names, if there are any.
    pub fn of(
        path: &'static str,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Option<Self> {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        (!names.is_empty()).then_some(Self { path, names })
    }
}

/// A struct or an enum, one member a line.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What comes before the brace: `pub struct Address`.
    pub head: Entry,
    /// The fields, or the variants.
    pub members: Vec<Entry>,
}

/// The functions of a type.
#[derive(Clone, Debug)]
pub struct Impl {
    /// The type.
    pub of: String,
    /// Its functions, in order.
    pub functions: Vec<Function>,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// What comes before the brace: `pub fn new(id: i64) -> Self`.
    pub head: Entry,
    /// What it does, a statement each, as it would stand on one line.
    pub body: Vec<String>,
}

/// A line of code, and what stands above it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its docs, each line as it follows `///`; empty: it has none.
    pub docs: String,
    /// Its attributes.
    pub attributes: Vec<&'static str>,
    /// The line, without what ends it.
    pub line: String,
}

impl Entry {
    /// A line with docs.
    pub fn new(docs: String, line: String) -> Self {
        Self {
            docs,
            attributes: Vec::new(),
            line,
        }
    }
}

impl From<String> for Entry {
    fn from(line: String) -> Self {
        Self::new(String::new(), line)
    }
}

/// A table: `fields!(Address { channel = "channel", … });`, which prettyplease would print as a soup of tokens.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name of the macro.
    pub name: &'static str,
    /// What comes before the entries: the type, and what goes with it.
    pub subject: String,
    /// Entries between braces; `None`: the macro has no list.
    pub entries: Option<Entries>,
}

/// The list of a table.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// One entry each.
    pub list: Vec<Entry>,
    /// What follows a `;` after the last entry.
    pub tail: String,
}

impl Table {
    /// A table with a list.
    pub fn list(
        name: &'static str,
        subject: impl Into<String>,
        list: impl IntoIterator<Item = impl Into<Entry>>,
        tail: impl Into<String>,
    ) -> Self {
        let list = list.into_iter().map(Into::into).collect();
        Self {
            name,
            subject: subject.into(),
            entries: Some(Entries {
                list,
                tail: tail.into(),
            }),
        }
    }
}
