//! Turns tokens into text, one item after the other: code by prettyplease, and by itself what has one way to be laid out: structs,
//! enums and tables.

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
            Item::Declaration(declaration) => list::declaration(declaration, &mut text),
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

/// Appends the item with its docs in the place of their numbers, and with a blank line between the functions of an `impl`:
/// prettyplease puts none. Such a function ends in a line that is nothing but its brace; no other line can be that, or look
/// like the number of docs, because literals stay on a line of their own and a doc line begins with a space.
fn finish(item: &str, docs: &[String], text: &mut String) {
    let mut lines = item.lines().peekable();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if let Some((mark, number)) = code.split_at_checked(3)
            && matches!(mark, "///" | "//!")
            && let Some(docs) = number
                .parse()
                .ok()
                .and_then(|number: usize| docs.get(number))
        {
            let indent = &line[..line.len() - code.len()];
            for line in docs.split('\n') {
                text.extend([indent, mark, line, "\n"]);
            }
            continue;
        }
        text.push_str(line);
        text.push('\n');
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            text.push('\n');
        }
    }
}
