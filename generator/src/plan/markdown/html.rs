//! Splits HTML into tags and text. What is not well-formed is text.

use super::characters::clean;
use super::escape::starts_entity;
use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, with its entities.
    Text(&'a str),
    /// A tag that opens an element, or is all of it.
    Open(Tag<'a>),
    /// A tag that closes an element.
    Close(Tag<'a>),
    /// A comment, which nobody shows.
    Comment,
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name in small letters.
    pub(super) name: String,
    /// All of it, as it is written.
    pub(super) source: &'a str,
}

/// The longest tag that is read as one: what is longer is text, so that hostile quotes are not read again and again.
const LONGEST_TAG: usize = 4096;

/// Splits HTML.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut done, mut at) = (0, 0);
    let mut comments = true;
    while let Some(start) = html
        .get(at..)
        .and_then(|rest| rest.find('<').map(|offset| at + offset))
    {
        let rest = html.get(start..).unwrap_or_default();
        let found = if rest.starts_with("<!--") && comments {
            let end = rest.find("-->").map(|end| end + "-->".len());
            comments = end.is_some();
            end.map(|end| (Token::Comment, end))
        } else {
            tag(rest)
        };
        let Some((token, length)) = found else {
            at = start + 1;
            continue;
        };
        if let Some(text) = html.get(done..start).filter(|text| !text.is_empty()) {
            tokens.push(Token::Text(text));
        }
        tokens.push(token);
        at = start + length;
        done = at;
    }
    if let Some(text) = html.get(done..).filter(|text| !text.is_empty()) {
        tokens.push(Token::Text(text));
    }
    tokens
}

/// The tag at the start of `text`, and its length.
fn tag(text: &str) -> Option<(Token<'_>, usize)> {
    let inside = text.strip_prefix('<')?;
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        .count();
    let (name, rest) = inside.split_at_checked(length)?;
    let attributes = rest
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_whitespace() || byte == b'/' || byte == b'>');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !attributes {
        return None;
    }
    let mut open_quote = None;
    let end = rest
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| match open_quote {
            Some(open) => {
                open_quote = Some(open).filter(|open| *open != byte);
                false
            }
            None => {
                open_quote = Some(byte).filter(|byte| b"\"'".contains(byte));
                byte == b'>' || byte == b'<'
            }
        })?;
    if rest.as_bytes().get(end) != Some(&b'>') || !has_attributes(rest.get(..end)?) {
        return None;
    }
    let length = text.len() - rest.len() + end + 1;
    let tag = Tag {
        name: name.to_ascii_lowercase(),
        source: text.get(..length)?,
    };
    let token = if closes {
        Token::Close(tag)
    } else {
        Token::Open(tag)
    };
    Some((token, length))
}

/// Attributes without a value that tags have. Other words are a comparison: `a<b and x > y`.
const BARE: [&str; 10] = [
    "checked", "compact", "controls", "disabled", "hidden", "noshade", "nowrap", "open",
    "reversed", "selected",
];

/// Whether what follows the name of a tag can be its attributes.
fn has_attributes(text: &str) -> bool {
    let mut words = text.trim_end_matches('/').split_whitespace();
    let first = words.next();
    first.is_none_or(|first| text.contains('=') || BARE.contains(&first))
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let inside = self.source.trim_matches(['<', '>', '/']);
        let mut rest = inside.get(self.name.len()..)?;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=')
                .unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end)?;
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(after) => value(after.trim_start()),
                None => ("", after),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(text(value));
            }
            if after.len() >= rest.len() {
                return None;
            }
            rest = after;
        }
    }
}

/// The value at the start of `text`, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let quoted = text.strip_prefix('"').map(|rest| (rest, '"'));
    let quoted = quoted.or_else(|| text.strip_prefix('\'').map(|rest| (rest, '\'')));
    match quoted {
        Some((rest, mark)) => rest.split_once(mark).unwrap_or((rest, "")),
        None => {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            text.split_at_checked(end).unwrap_or((text, ""))
        }
    }
}

/// Text with its entities decoded.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut parts = html.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(';').filter(|_| starts_entity(part));
        match end.and_then(|end| part.split_at_checked(end + 1)) {
            Some((name, rest)) => {
                out.push_str(&entity(name));
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    clean(&out).into_owned()
}

/// What the entity `&<name>` stands for. The table of all of them is the parser's.
fn entity(name: &str) -> String {
    let source = format!("&{name}");
    Parser::new(&source)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect()
}
