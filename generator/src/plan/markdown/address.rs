//! Finds URLs and mail addresses in text, and says what a link may point at.

use super::tree::Content;

/// Where a link goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nowhere.
    Nowhere,
    /// Somewhere that a page of rustdoc can link to.
    Absolute(String),
    /// A place that exists only beside the original document, or a URL that is a pattern.
    Local(String),
}

/// What a link's destination is to a reader of rustdoc.
pub(super) fn target(destination: &str) -> Target {
    let destination = destination.trim();
    if destination.is_empty() {
        Target::Nowhere
    } else if let Some(mail) = strip_prefix(destination, "mailto:")
        && mail_at(mail, 0).is_some_and(|end| end == mail.len())
    {
        Target::Absolute(destination.to_owned())
    } else if ["http://", "https://", "ftp://"]
        .iter()
        .any(|scheme| strip_prefix(destination, scheme).is_some_and(|rest| !rest.is_empty()))
        && !is_pattern(destination)
    {
        Target::Absolute(destination.to_owned())
    } else {
        Target::Local(destination.to_owned())
    }
}

/// The text of a URL or mail address as content: a link if it can be followed, code if it is a pattern.
pub(super) fn content(address: &str) -> Content {
    let plain = address
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>`|\\\"".contains(&byte));
    if plain && !is_pattern(address) {
        Content::Address(address.to_owned())
    } else {
        Content::Code(address.to_owned())
    }
}

/// A URL as a destination in parentheses.
pub(super) fn destination(url: &str, title: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '`' | '"' | '|' | '^' => {
                out.push('%');
                out.push_str(&format!("{:02X}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    let mut out = super::escape::entities(&out);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.is_empty() {
        let title = title.replace('\\', "\\\\").replace('"', "\\\"");
        let title = super::escape::entities(&title.replace('`', "\\`"));
        out.push_str(&format!(" \"{title}\""));
    }
    out
}

/// Splits text into text and addresses.
pub(super) fn split(text: &str) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.find([':', '@']).map(|offset| at + offset))
    {
        at = found + 1;
        let Some((start, end)) = url_around(text, found).or_else(|| mail_around(text, found))
        else {
            continue;
        };
        if let (true, Some(before), Some(address)) =
            (start >= done, text.get(done..start), text.get(start..end))
        {
            if !before.is_empty() {
                contents.push(Content::Text(before.to_owned()));
            }
            contents.push(content(address));
            (done, at) = (end, end);
        }
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        contents.push(Content::Text(rest.to_owned()));
    }
    contents
}

/// The URL whose scheme ends at the colon `colon`.
fn url_around(text: &str, colon: usize) -> Option<(usize, usize)> {
    let (before, rest) = (text.get(..colon)?, text.get(colon..)?);
    let body = rest.strip_prefix("://")?;
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        before
            .len()
            .checked_sub(scheme.len())
            .and_then(|start| before.get(start..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    })?;
    let length = body
        .find(|c: char| !c.is_ascii_graphic() || "<>\"`\\^".contains(c))
        .unwrap_or(body.len());
    let body = without_trailing_punctuation(body.get(..length)?);
    (!body.is_empty()).then(|| (colon - scheme.len(), colon + "://".len() + body.len()))
}

/// A URL without the punctuation of the sentence around it; a closing bracket stays if it was opened.
fn without_trailing_punctuation(url: &str) -> &str {
    let count = |bracket| url.bytes().filter(|byte| *byte == bracket).count();
    let mut surplus = [(b'(', b')'), (b'[', b']'), (b'{', b'}')]
        .map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut rest = url;
    while let Some(last) = rest.bytes().last() {
        let closing = surplus.iter_mut().find(|(close, _)| *close == last);
        match closing {
            Some((_, 0)) => break,
            Some((_, surplus)) => *surplus -= 1,
            None if b".,;:!?'*_~&|".contains(&last) => {}
            None => break,
        }
        rest = rest.get(..rest.len() - 1).unwrap_or_default();
    }
    rest
}

/// The mail address whose `@` is at `at`.
fn mail_around(text: &str, at: usize) -> Option<(usize, usize)> {
    // The longest name of a mailbox (RFC 5321, 4.5.3.1.1).
    const LONGEST: usize = 64;
    let before = text.get(..at)?;
    let name = before
        .bytes()
        .rev()
        .take(LONGEST + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte))
        .count();
    let start = at - name;
    let first = text.get(start..)?.bytes().next()?;
    let end = mail_at(text, start)?;
    (name <= LONGEST && first.is_ascii_alphanumeric()).then_some((start, end))
}

/// The end of the mail address that starts at `start`.
fn mail_at(text: &str, start: usize) -> Option<usize> {
    let (name, rest) = text.get(start..)?.split_once('@')?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    if name.is_empty() || !name.bytes().all(allowed) {
        return None;
    }
    // The longest domain (RFC 1035, 2.3.4).
    const LONGEST: usize = 253;
    let length = rest
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        .count();
    let domain = rest.get(..length)?.trim_end_matches(['.', '-']);
    let labels = domain.split('.').collect::<Vec<_>>();
    let well_formed = labels.iter().all(|label| {
        (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    });
    let top = labels.last()?;
    let named = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (labels.len() >= 2 && well_formed && named).then(|| start + name.len() + 1 + domain.len())
}

/// Whether a URL has parts that a reader fills in.
fn is_pattern(url: &str) -> bool {
    url.contains(['{', '}', '*', '<', '>', '$'])
}

/// `text` without `prefix`, in whatever case it is written.
fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
