//! Turns tokens into text: one item after the other, and the table lines that prettyplease does not know.

mod table;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::emit::{Content, Item, Module, Unit};

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
pub fn print(units: Vec<Unit>) -> Tree {
    let mut files: BTreeMap<String, String> = units
        .into_iter()
        .map(|unit| match unit.content {
            Content::Text(text) => (unit.path, text),
            Content::Module(module) => (unit.path, lay_out(module)),
        })
        .collect();
    files.insert(MARKER.to_owned(), String::new());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let marker = format!("{MARKER_TITLE}\n{}\n", names.join("\n"));
    files.insert(MARKER.to_owned(), marker);
    Tree { files }
}

fn lay_out(module: Module) -> String {
    let mut text = code(module.attributes);
    for item in module.items {
        if !text.is_empty() {
            text.push('\n');
        }
        match item {
            Item::Code(tokens) => finish(&code(tokens), &module.docs, &mut text),
            Item::Table(line) => table::lay_out(line, &mut text),
        }
    }
    text
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
        if let Some(number) = code.strip_prefix("///").and_then(|it| it.parse().ok())
            && let Some(docs) = docs.get::<usize>(number)
        {
            let indent = &line[..line.len() - code.len()];
            for line in docs.split('\n') {
                text.extend([indent, "///", line, "\n"]);
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
