//! What the docs of emitted items say: the document's own words, then facts that Rust types can't say.

use std::borrow::Cow;

use crate::api::Docs;
pub use crate::characters::code_span as code;
use crate::node::Node;

use super::markdown::{Rendered, one_line, rustdoc};

/// What the document says of something, as far as docs show it.
#[derive(Clone, Debug, Default)]
pub struct Said<'a> {
    pub title: Option<&'a str>,
    pub description: Option<Cow<'a, str>>,
    pub constraints: Vec<Cow<'a, str>>,
    pub default: Option<&'a Node>,
    /// The first example.
    pub example: Option<&'a Node>,
    pub external_docs: Option<&'a str>,
}

impl<'a> From<&'a Docs> for Said<'a> {
    fn from(docs: &'a Docs) -> Self {
        Self {
            title: docs.title.as_deref(),
            description: docs.description.as_deref().map(Cow::from),
            constraints: docs.constraints.iter().map(Cow::from).collect(),
            default: docs.default.as_ref(),
            example: docs.examples.first().map(|example| &example.value),
            external_docs: docs.external_docs.as_deref(),
        }
    }
}

impl<'a> Said<'a> {
    /// With what another says where this says nothing, and the constraints of both.
    pub fn or(mut self, other: Said<'a>) -> Self {
        self.constraints.extend(other.constraints);
        Self {
            title: self.title.or(other.title),
            description: self.description.or(other.description),
            constraints: self.constraints,
            default: self.default.or(other.default),
            example: self.example.or(other.example),
            external_docs: self.external_docs.or(other.external_docs),
        }
    }
}

/// The lines for an item; `fallback` stands where the document says nothing, since every public item has docs.
pub fn lines<'a>(
    rendered: &Rendered<'_>,
    said: impl Into<Said<'a>>,
    sensitive: bool,
    fallback: impl FnOnce() -> String,
) -> Vec<String> {
    let said = said.into();
    let description = said.description.as_deref();
    let mut lines = description.map_or_else(Vec::new, |text| rendered.rustdoc(text));
    if lines.is_empty() {
        lines = said.title.map(rustdoc).unwrap_or_default();
    }
    if lines.is_empty() {
        lines.push(fallback());
    }
    let facts = facts(&said, sensitive);
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(rustdoc(&sentence(&facts.join("; "))));
    }
    if let Some(example) = said.example.and_then(Node::in_a_line) {
        lines.push(String::new());
        lines.push(format!("Example: {}.", code(&example)));
    }
    if let Some(url) = said.external_docs.filter(|url| is_plain_url(url)) {
        lines.push(String::new());
        lines.push(format!("More: <{url}>."));
    }
    lines
}

/// The lines of what the document says, and none where it says nothing.
pub fn said<'a>(rendered: &Rendered<'_>, said: impl Into<Said<'a>>) -> Vec<String> {
    let lines = lines(rendered, said, false, String::new);
    lines.into_iter().skip_while(String::is_empty).collect()
}

fn facts<'s>(said: &'s Said<'_>, sensitive: bool) -> Vec<Cow<'s, str>> {
    let constraints = said.constraints.iter();
    let mut facts: Vec<Cow<'_, str>> = constraints.map(|text| Cow::from(&**text)).collect();
    if let Some(default) = said.default.and_then(Node::as_default) {
        facts.push(format!("{} when absent", code(&default)).into());
    }
    if sensitive {
        facts.push("not shown by `Debug`".into());
    }
    facts
}

/// A sentence of a text without capital and full stop.
pub fn sentence(text: &str) -> String {
    let mut sentence = capital(text);
    sentence.push('.');
    sentence
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
    let mut capital = String::with_capacity(text.len() + 1);
    capital.extend(characters.next().into_iter().flat_map(char::to_uppercase));
    capital.push_str(characters.as_str());
    capital
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
