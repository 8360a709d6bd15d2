//! What emit hands to print: files in parts that can be made side by side, and in them tokens, tables and text.

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
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
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
    /// The docs of what is in it, each line as it follows `///`; in the tokens their number is in their place.
    pub docs: Vec<String>,
    /// The names that it uses.
    pub names: Names,
}

impl Part {
    /// Finished text.
    pub fn text(text: String) -> Self {
        Self {
            items: vec![Item::Text(text)],
            ..Self::default()
        }
    }
}

/// What stands in a file, between blank lines.
#[derive(Clone, Debug)]
pub enum Item {
    /// Finished text.
    Text(String),
    /// Items that stay together (`mod a; mod b;`), or one alone.
    Code(TokenStream),
    /// A struct or an enum.
    Declaration(Declaration),
    /// A table: the call of a macro of the runtime.
    Table(Table),
}

/// A struct or an enum, one member a line. They are most of what is emitted and there is only one way to lay them out, so
/// print does it itself.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What comes before the brace: `pub struct Address`.
    pub head: Entry,
    /// The fields, or the variants.
    pub members: Vec<Entry>,
}

/// A line of a list, and what stands above it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its docs, each line as it follows `///`; empty: it has none.
    pub docs: String,
    /// Its attributes.
    pub attributes: TokenStream,
    /// The line, without what ends it.
    pub line: TokenStream,
}

impl Entry {
    /// A line with docs.
    pub fn new(docs: String, line: TokenStream) -> Self {
        Self {
            docs,
            attributes: TokenStream::new(),
            line,
        }
    }
}

impl From<TokenStream> for Entry {
    fn from(line: TokenStream) -> Self {
        Self::new(String::new(), line)
    }
}

/// A table: `fields!(Address { channel = "channel", … });`, which prettyplease would print as a soup of tokens.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name of the macro.
    pub name: &'static str,
    /// What comes before the entries: the type, and what goes with it.
    pub subject: TokenStream,
    /// Entries between braces; `None`: the macro has no list.
    pub entries: Option<Entries>,
}

/// The list of a table.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// One entry each.
    pub list: Vec<Entry>,
    /// What follows a `;` after the last entry.
    pub tail: TokenStream,
}

impl Table {
    /// A table with a list.
    pub fn list(
        name: &'static str,
        subject: TokenStream,
        list: impl IntoIterator<Item = impl Into<Entry>>,
        tail: TokenStream,
    ) -> Self {
        let list = list.into_iter().map(Into::into).collect();
        Self {
            name,
            subject,
            entries: Some(Entries { list, tail }),
        }
    }
}
