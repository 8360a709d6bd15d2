//! Doc comments: text of the document made visible, one attribute a line.

pub(super) use crate::characters::{code_span as code, is_hidden, visible};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc = " …"]` for each line.
pub(super) fn outer<T: AsRef<str>>(lines: &[T]) -> TokenStream {
    attributes(lines, |line| quote!(#[doc = #line]))
}

/// `#![doc = " …"]` for each line.
pub(super) fn inner<T: AsRef<str>>(lines: &[T]) -> TokenStream {
    attributes(lines, |line| quote!(#![doc = #line]))
}

/// The lines, or when there are none the name of the thing: nothing public is without docs.
pub(super) fn or_name(lines: &[String], name: &str) -> TokenStream {
    if lines.iter().all(|line| line.trim().is_empty()) {
        outer(&[code(name)])
    } else {
        outer(lines)
    }
}

fn attributes<T: AsRef<str>>(
    lines: &[T],
    attribute: impl Fn(String) -> TokenStream,
) -> TokenStream {
    lines
        .iter()
        .flat_map(|line| line.as_ref().split('\n'))
        .map(|line| match visible(line.trim_end()) {
            line if line.is_empty() => attribute(line),
            line => attribute(format!(" {line}")),
        })
        .collect()
}

/// The text as a paragraph of Markdown on one line, nothing in it read as markup.
pub(super) fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(&text.replace(['\n', '\r'], " ")).trim().chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    // A list, a heading line or a bare URL begins with these.
    if escaped.starts_with(['-', '+', '=']) {
        escaped.insert(0, '\\');
    }
    escaped.replace("://", ":\\//")
}

/// A link to a method of the client. The `#` of a raw name would begin the fragment of a URL, so the target is without.
pub(super) fn method_link(method: &str) -> String {
    match method.strip_prefix("r#") {
        Some(bare) => format!("[`Client::{method}`](Client::{bare})"),
        None => format!("[`Client::{method}`]"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list<T: AsRef<str>>(parts: &[T]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}
