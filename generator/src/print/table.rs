//! Table lines: on one line when they fit, else one entry a line, so that adding a member is a one-line diff.

use crate::emit::text::text;
use crate::emit::{Entries, Table};

/// Width of a line, that of rustfmt.
const WIDTH: usize = 100;

pub(super) fn lay_out(table: Table, out: &mut String) {
    let Table {
        name,
        subject,
        entries,
    } = table;
    let subject = text(subject);
    let Some(Entries { list, tail }) = entries else {
        out.push_str(&format!("{name}!({subject});\n"));
        return;
    };
    let entries: Vec<String> = list.into_iter().map(text).collect();
    let tail = text(tail);
    let line = one_line(name, &subject, &entries, &tail);
    if line.chars().count() <= WIDTH {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    out.push_str(&format!("{name}!({subject} {{\n"));
    for entry in &entries {
        out.push_str(&format!("    {entry},\n"));
    }
    if !tail.is_empty() {
        out.push_str(&format!("    ; {tail}\n"));
    }
    out.push_str("});\n");
}

fn one_line(name: &str, subject: &str, entries: &[String], tail: &str) -> String {
    let list = entries.join(", ");
    match (list.is_empty(), tail.is_empty()) {
        (true, true) => format!("{name}!({subject} {{}});"),
        (true, false) => format!("{name}!({subject} {{ ; {tail} }});"),
        (false, true) => format!("{name}!({subject} {{ {list} }});"),
        (false, false) => format!("{name}!({subject} {{ {list} ; {tail} }});"),
    }
}
