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
    let is_url = ["http://", "https://", "ftp://"]
        .iter()
        .any(|scheme| strip_prefix(destination, scheme).is_some_and(|rest| !rest.is_empty()));
    let is_mail = strip_prefix(destination, "mailto:").is_some_and(is_mail);
    if destination.is_empty() {
        Target::Nowhere
    } else if is_mail || is_url && !is_pattern(destination) {
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
    let keeps_parentheses = are_balanced(url);
    let mut out = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '(' | ')' if keeps_parentheses => out.push(character),
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

/// Whether the parentheses of a URL are pairs, as Markdown wants them.
fn are_balanced(url: &str) -> bool {
    // Parsers have limits of their own; this is far below them.
    const DEEPEST: i32 = 4;
    let mut depth = 0;
    let is_balanced = url.bytes().all(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        (0..=DEEPEST).contains(&depth)
    });
    is_balanced && depth == 0
}

/// Splits text into text and addresses: URLs first, since a mail address may stand in one.
pub(super) fn split(text: &str) -> Vec<Content> {
    let urls = split_at(text, ':', url_around);
    let split = urls.into_iter().flat_map(|content| match content {
        Content::Text(text) => split_at(&text, '@', mail_around),
        Content::Code(_) | Content::Address(_) | Content::Break => vec![content],
    });
    split.collect()
}

/// Splits text at what `around` finds around a `sign`.
fn split_at(
    text: &str,
    sign: char,
    around: fn(&str, usize) -> Option<(usize, usize)>,
) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices(sign) {
        // What lies in the last address is not looked at again: that would be quadratic.
        let found = (at >= done).then(|| around(text, at)).flatten();
        let Some((start, end)) = found else {
            continue;
        };
        if let (Some(before), Some(address)) = (text.get(done..start), text.get(start..end)) {
            if !before.is_empty() {
                contents.push(Content::Text(before.to_owned()));
            }
            contents.push(content(address));
            done = end;
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
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let name = before
        .bytes()
        .rev()
        .take(LONGEST + 1)
        .take_while(|byte| is_mailbox(*byte))
        .count();
    let start = at - name;
    let first = text.as_bytes().get(start)?;
    let end = at + 1 + domain(after)?.len();
    (name <= LONGEST && first.is_ascii_alphanumeric()).then_some((start, end))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, rest)| {
        !name.is_empty() && name.bytes().all(is_mailbox) && domain(rest) == Some(rest)
    })
}

fn is_mailbox(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte)
}

/// The name of a domain at the start of `text`, without the full stop of a sentence.
fn domain(text: &str) -> Option<&str> {
    // RFC 1035, 2.3.4.
    const LONGEST: usize = 253;
    const LONGEST_LABEL: usize = 63;
    let length = text
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        .count();
    let domain = text.get(..length)?.trim_end_matches(['.', '-']);
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let (rest, top) = domain.rsplit_once('.')?;
    let is_named = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_named && rest.split('.').all(is_label)).then_some(domain)
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
