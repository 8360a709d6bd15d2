//! Lists, one entry a line: the members of a struct or an enum, and the entries of a table.

use proc_macro2::{TokenStream, TokenTree};

use crate::emit::text::text;
use crate::emit::{Declaration, Entry};

/// A struct or an enum.
pub(super) fn declaration(declaration: Declaration, out: &mut String) {
    let Declaration { head, members } = declaration;
    entry(head, "", out);
    if members.is_empty() {
        out.push_str(" {}\n");
        return;
    }
    out.push_str(" {\n");
    entries(members, out);
    out.push_str("}\n");
}

/// Entries between braces.
pub(super) fn entries(entries: Vec<Entry>, out: &mut String) {
    for each in entries {
        entry(each, "    ", out);
        out.push_str(",\n");
    }
}

/// Docs, attributes, and the line without its end.
fn entry(entry: Entry, indent: &str, out: &mut String) {
    let Entry {
        docs,
        attributes,
        line,
    } = entry;
    if !docs.is_empty() {
        for line in docs.split('\n') {
            out.extend([indent, "///", line, "\n"]);
        }
    }
    // Each is a `#` and a group.
    for token in attributes {
        if let TokenTree::Group(attribute) = token {
            let attribute = text(TokenStream::from(TokenTree::from(attribute)));
            out.extend([indent, "#", &attribute, "\n"]);
        }
    }
    out.push_str(indent);
    out.push_str(&text(line));
}
