//! What has a member a line: structs and enums, the functions of a type, and the entries of a table.

use crate::emit::{Declaration, Entry, Function, Impl, Use};

use super::boxes::{INDENT, WIDTH};
use super::line;

/// What a member is indented by.
const STEP: &str = "    ";

/// A struct or an enum.
pub(super) fn declaration(declaration: &Declaration, out: &mut String) {
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
pub(super) fn entries(entries: &[Entry], out: &mut String) {
    for each in entries {
        entry(each, STEP, out);
        out.push_str(",\n");
    }
}

/// The functions of a type, with a blank line between each two.
pub(super) fn implementation(implementation: &Impl, out: &mut String) {
    let Impl { of, functions } = implementation;
    out.extend(["impl ", of, " {\n"]);
    for (index, Function { head, body }) in functions.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        above(head, STEP, out);
        line::item(&[&head.line, " {"].concat(), INDENT, out);
        out.push('\n');
        for statement in body {
            out.extend([STEP, STEP]);
            line::statement(statement, 2 * INDENT, out);
            out.push('\n');
        }
        out.extend([STEP, "}\n"]);
    }
    out.push_str("}\n");
}

/// An item on a line of its own, if that is long enough.
pub(super) fn item(entry: &Entry, out: &mut String) {
    above(entry, "", out);
    line::item(&[&entry.line, ";"].concat(), 0, out);
    out.push('\n');
}

/// `use path::{a, b};`, with as many names on each line as there is room for.
pub(super) fn uses(line: &Use, out: &mut String) {
    let Use { path, names } = line;
    out.extend([path, "::"]);
    match names.as_slice() {
        [name] => out.push_str(name),
        names => {
            let list = names.join(", ");
            match path.len() + "::{};".len() + list.len() <= WIDTH {
                true => out.extend(["{", &list, "}"]),
                false => fill(names, out),
            }
        }
    }
    out.push_str(";\n");
}

/// Names between braces, on lines of their own.
fn fill(names: &[String], out: &mut String) {
    out.push('{');
    let mut column = WIDTH;
    for (index, name) in names.iter().enumerate() {
        // As prettyplease has it, which adds the last comma only where the line ends.
        let comma = usize::from(index + 1 < names.len());
        if column + " ".len() + name.len() + comma > WIDTH {
            out.extend(["\n", STEP]);
            column = INDENT;
        } else {
            out.push(' ');
            column += " ".len();
        }
        out.extend([name, ","]);
        column += name.len() + ",".len();
    }
    out.push_str("\n}");
}

/// Docs, attributes, and the line without its end.
fn entry(entry: &Entry, indent: &str, out: &mut String) {
    above(entry, indent, out);
    out.push_str(&entry.line);
}

/// Docs and attributes, and the indentation of the line.
fn above(entry: &Entry, indent: &str, out: &mut String) {
    if !entry.docs.is_empty() {
        for line in entry.docs.split('\n') {
            out.extend([indent, "///", line, "\n"]);
        }
    }
    for attribute in &entry.attributes {
        out.extend([indent, attribute, "\n"]);
    }
    out.push_str(indent);
}
