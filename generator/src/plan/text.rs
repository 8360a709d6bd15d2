//! What the docs of emitted items say: the document's own words, then facts that Rust types can't say.

use crate::api::Docs;
pub use crate::characters::code_span as code;
use crate::node::Node;

use super::markdown::{one_line, rustdoc};

/// The lines for an item; `fallback` stands where the document says nothing, since every public item has docs.
pub fn lines(docs: &Docs, sensitive: bool, fallback: &str) -> Vec<String> {
    let mut lines = docs.description.as_deref().map(rustdoc).unwrap_or_default();
    if lines.is_empty() {
        lines = docs.title.as_deref().map(rustdoc).unwrap_or_default();
    }
    if lines.is_empty() {
        lines.push(fallback.to_owned());
    }
    let facts = facts(docs, sensitive);
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(rustdoc(&sentence(&facts.join("; "))));
    }
    if let Some(example) = docs
        .examples
        .first()
        .and_then(|example| example.value.in_a_line())
    {
        lines.push(String::new());
        lines.push(format!("Example: {}.", code(&example)));
    }
    if let Some(url) = docs
        .external_docs
        .as_deref()
        .filter(|url| is_plain_url(url))
    {
        lines.push(String::new());
        lines.push(format!("More: <{url}>."));
    }
    lines
}

fn facts(docs: &Docs, sensitive: bool) -> Vec<String> {
    let mut facts: Vec<String> = docs
        .constraints
        .iter()
        .map(|text| rustdoc(text).join(" "))
        .collect();
    if let Some(default) = docs.default.as_ref().and_then(Node::in_a_line) {
        facts.push(format!("{} when absent", code(&default)));
    }
    if sensitive {
        facts.push("not shown by `Debug`".to_owned());
    }
    facts
}

/// A sentence of a text without capital and full stop.
pub fn sentence(text: &str) -> String {
    format!("{}.", capital(text))
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// A text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}", characters.as_str())
}

fn is_plain_url(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.chars().all(|character| {
            character.is_ascii_graphic() && !matches!(character, '<' | '>' | '`' | '[' | ']' | '\\')
        })
}

/// A title on one line.
pub fn title(text: &str) -> String {
    one_line(text)
}
