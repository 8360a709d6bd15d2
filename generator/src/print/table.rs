//! Table lines: on one line when they fit, else one entry a line, so that adding a member is a one-line diff.

use crate::emit::{Entries, Entry, Table};

use super::list;

/// Width of a line, that of rustfmt.
const WIDTH: usize = 100;

pub(super) fn lay_out(table: Table, out: &mut String) {
    let Table {
        name,
        subject,
        entries,
    } = table;
    let Some(Entries { list, tail }) = entries else {
        return out.extend([name, "!(", &subject, ");\n"]);
    };
    if let Some(line) = one_line(name, &subject, &list, &tail) {
        return out.extend([&line, "\n"]);
    }
    out.extend([name, "!(", &subject, " {\n"]);
    list::entries(&list, out);
    if !tail.is_empty() {
        out.extend(["    ; ", &tail, "\n"]);
    }
    out.push_str("});\n");
}

/// `None` where it is more than a line, or longer than one may be.
fn one_line(name: &str, subject: &str, list: &[Entry], tail: &str) -> Option<String> {
    let is_bare = |entry: &Entry| entry.docs.is_empty() && entry.attributes.is_empty();
    let width: usize = list.iter().map(|entry| entry.line.chars().count()).sum();
    if width > WIDTH || !list.iter().all(is_bare) {
        return None;
    }
    let mut line = [name, "!(", subject, " {"].concat();
    for (index, entry) in list.iter().enumerate() {
        line.push_str(if index == 0 { " " } else { ", " });
        line.push_str(&entry.line);
    }
    if !tail.is_empty() {
        line.extend([" ; ", tail]);
    }
    line.push_str(if list.is_empty() && tail.is_empty() {
        "});"
    } else {
        " });"
    });
    (line.chars().count() <= WIDTH).then_some(line)
}
