//! Doc comments: text of the document made visible, line by line.

use crate::characters::are_all;
pub(super) use crate::characters::{code_span as code, visible};
use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;

/// `#![doc = "3"]`: the attribute stands for all of the lines, which are kept beside the tokens and which print puts in its
/// place. As literals they would be escaped, parsed and read again one by one.
pub(super) fn inner<T: AsRef<str>>(lines: &[T], scope: &mut Scope) -> TokenStream {
    let number = scope.keep_docs(comment(lines)).to_string();
    quote!(#![doc = #number])
}

/// The lines, or when there are none the name of the thing: nothing public is without docs.
pub(super) fn comment_or_name(lines: &[String], name: &str) -> String {
    if lines.iter().all(|line| line.trim().is_empty()) {
        comment(&[code(name)])
    } else {
        comment(lines)
    }
}

/// The lines up to the first empty one that is not in a block of code.
pub(super) fn first_paragraph(lines: &[String]) -> &[String] {
    let mut in_code = false;
    let end = lines.iter().position(|line| {
        in_code ^= line.trim_start().starts_with("```");
        line.is_empty() && !in_code
    });
    end.and_then(|end| lines.get(..end)).unwrap_or(lines)
}

/// What follows `///` on each line.
pub(super) fn comment<T: AsRef<str>>(lines: &[T]) -> String {
    let length = lines.iter().map(|line| line.as_ref().len() + 2).sum();
    let mut comment = String::with_capacity(length);
    let mut is_first = true;
    let mut push = |line: &str| {
        if !std::mem::take(&mut is_first) {
            comment.push('\n');
        }
        if !line.is_empty() {
            comment.push(' ');
            comment.push_str(line);
        }
    };
    for line in lines.iter().map(AsRef::as_ref) {
        if are_all(line, |byte| matches!(byte, b' '..=b'~')) {
            push(line.trim_end_matches(' '));
        } else {
            line.split('\n')
                .for_each(|line| push(&visible(line.trim_end())));
        }
    }
    comment
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
        Some(bare) => ["[`Client::", method, "`](Client::", bare, ")"].concat(),
        None => ["[`Client::", method, "`]"].concat(),
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
