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
        out.push_str(&format!("{name}!({subject});\n"));
        return;
    };
    if let Some(line) = one_line(name, &subject, &list, &tail) {
        out.extend([&line, "\n"]);
        return;
    }
    out.push_str(&format!("{name}!({subject} {{\n"));
    list::entries(&list, out);
    if !tail.is_empty() {
        out.push_str(&format!("    ; {tail}\n"));
    }
    out.push_str("});\n");
}

/// `None` where it is more than a line, or longer than one may be.
fn one_line(name: &str, subject: &str, list: &[Entry], tail: &str) -> Option<String> {
    let mut line = format!("{name}!({subject} {{");
    for (index, entry) in list.iter().enumerate() {
        if !entry.docs.is_empty() || !entry.attributes.is_empty() || line.len() > 4 * WIDTH {
            return None;
        }
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
