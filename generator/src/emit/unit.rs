//! What emit hands to print: files, and in them items as tokens and tables as data.

use proc_macro2::{Ident, TokenStream};

/// A file of the crate.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Path relative to the folder of the crate, `/` between its parts.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

impl Unit {
    /// A file that is finished text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            content: Content::Text(text.into()),
        }
    }

    /// A file of Rust.
    pub fn module(path: impl Into<String>, module: Module) -> Self {
        Self {
            path: path.into(),
            content: Content::Module(module),
        }
    }
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Finished text.
    Text(String),
    /// Rust, laid out by print.
    Module(Module),
}

/// A file of Rust.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its `#![…]` attributes, docs among them.
    pub attributes: TokenStream,
    /// Its parts, a blank line between each two.
    pub items: Vec<Item>,
    /// The docs of what is in it, each line as it follows `///`; in the tokens their number is in their place.
    pub docs: Vec<String>,
}

/// A part of a file of Rust.
#[derive(Clone, Debug)]
pub enum Item {
    /// Items that stay together (`mod a; mod b;`), or one alone.
    Code(TokenStream),
    /// A table: the call of a macro of the runtime.
    Table(Table),
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
    pub list: Vec<TokenStream>,
    /// What follows a `;` after the last entry.
    pub tail: TokenStream,
}

impl Table {
    /// A table with a list.
    pub fn list(name: &'static str, ty: &Ident, list: Vec<TokenStream>, tail: TokenStream) -> Self {
        Self {
            name,
            subject: quote::quote!(#ty),
            entries: Some(Entries { list, tail }),
        }
    }
}
