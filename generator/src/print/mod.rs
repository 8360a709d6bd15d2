//! Turns items into text, one after the other: by itself what is regular, which is nearly all, and the rest by prettyplease.

mod boxes;
mod line;
mod list;
mod table;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::emit::{Item, Maker, Names, Part, Unit};
use crate::parallel;

/// The files of a crate: path relative to its folder (`/` between parts) → text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Each file once, in the order of the paths.
    pub files: BTreeMap<String, String>,
}

/// Name of the file that lists what the crate's folder got from us; whatever is not listed is not ours to remove.
pub const MARKER: &str = ".specsmith";

/// First line of the marker.
const MARKER_TITLE: &str =
    "# Written by Specsmith, which owns these files and no others in this folder.";

/// Lays out all files, and adds the marker.
pub fn print(units: Vec<Unit<'_>>) -> Tree {
    let makers: Vec<&Maker<'_>> = units.iter().flat_map(|unit| &unit.parts).collect();
    let mut parts = parallel::map(&makers, |make| lay_out(make())).into_iter();
    let mut files = BTreeMap::from([(MARKER.to_owned(), String::new())]);
    for unit in &units {
        let mut names = Names::default();
        let mut texts = vec![String::new()];
        for (text, used) in parts.by_ref().take(unit.parts.len()) {
            names.extend(used);
            texts.push(text);
        }
        texts[0] = lay_out((unit.head)(&names)).0;
        texts.retain(|text| !text.is_empty());
        files.insert(unit.path.clone(), texts.join("\n"));
    }
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let marker = format!("{MARKER_TITLE}\n{}\n", names.join("\n"));
    files.insert(MARKER.to_owned(), marker);
    Tree { files }
}

/// A part as text, and the names that it uses.
fn lay_out(part: Part) -> (String, Names) {
    let Part { items, docs, names } = part;
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push('\n');
        }
        match item {
            Item::Text(finished) => text.push_str(&finished),
            Item::Code(tokens) => finish(&code(tokens), &docs, &mut text),
            Item::Line(entry) => list::item(&entry, &mut text),
            Item::Declaration(declaration) => list::declaration(&declaration, &mut text),
            Item::Impl(implementation) => list::implementation(&implementation, &mut text),
            Item::Table(line) => table::lay_out(line, &mut text),
        }
    }
    (text, names)
}

/// Tokens through prettyplease. What is no Rust, which emit does not make, becomes an error for the compiler to show.
fn code(tokens: TokenStream) -> String {
    if tokens.is_empty() {
        return String::new();
    }
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("compile_error!({:?});\n", error.to_string()),
    }
}

/// Appends the item with its docs in the place of their numbers.
fn finish(item: &str, docs: &[String], text: &mut String) {
    for line in item.lines() {
        let number = line
            .strip_prefix("//!")
            .and_then(|number| number.parse().ok());
        match number.and_then(|number: usize| docs.get(number)) {
            Some(docs) => docs
                .split('\n')
                .for_each(|line| text.extend(["//!", line, "\n"])),
            None => text.extend([line, "\n"]),
        }
    }
}
