//! Cuts spans into words and the gaps between them, the units of the printer.

use super::address;
use super::tree::{Content, Mark, Span};

/// A word, or what separates two of them.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The word.
    pub(super) kind: Kind<'a>,
    /// Its marks, sorted, each once.
    pub(super) marks: Vec<&'a Mark>,
}

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// Text without a space.
    Text(&'a str),
    /// Code, which is never broken.
    Code(&'a str),
    /// A link that is its own text.
    Address(&'a str),
    /// A space.
    Gap,
    /// The end of a line.
    Break,
}

/// Cuts spans: no gap at either end, none beside another. What separates two words has the marks that both of them
/// have, so that no mark starts or ends with a space.
pub(super) fn pieces(spans: &[Span]) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut gap = None;
    for (kind, marks) in spans.iter().flat_map(cut) {
        match kind {
            Kind::Break => gap = Some(kind),
            Kind::Gap => gap = gap.or(Some(kind)),
            Kind::Text(_) | Kind::Code(_) | Kind::Address(_) => {
                let marks: Vec<_> = marks.iter().collect();
                if let (Some(kind), Some(last)) = (gap.take(), pieces.last()) {
                    let both = last.marks.iter().filter(|mark| marks.contains(mark));
                    let marks = both.copied().collect();
                    pieces.push(Piece { kind, marks });
                }
                pieces.push(Piece { kind, marks });
            }
        }
    }
    pieces
}

fn cut(span: &Span) -> Vec<(Kind<'_>, &[Mark])> {
    let kinds = match &span.content {
        Content::Break => vec![Kind::Break],
        Content::Address(text) => vec![Kind::Address(text)],
        Content::Code(code) => match code.trim() {
            "" => vec![Kind::Gap],
            text => {
                let edge = |is_space| if is_space { Some(Kind::Gap) } else { None };
                // A space at the edge of code is one around it.
                let before = edge(code.starts_with(' '));
                let after = edge(code.ends_with(' '));
                before
                    .into_iter()
                    .chain([Kind::Code(text)])
                    .chain(after)
                    .collect()
            }
        },
        Content::Text(text) => {
            let mut kinds = Vec::new();
            for (index, word) in text.split([' ', '\n']).enumerate() {
                if index > 0 {
                    kinds.push(Kind::Gap);
                }
                if !word.is_empty() {
                    kinds.push(Kind::Text(word));
                }
            }
            kinds
        }
    };
    kinds
        .into_iter()
        .map(|kind| (kind, span.marks.as_slice()))
        .collect()
}

/// The spans of pieces: what has the same marks is one span.
pub(super) fn joined(pieces: &[Piece<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for piece in pieces {
        let marks: Vec<Mark> = piece.marks.iter().copied().cloned().collect();
        let content = match piece.kind {
            Kind::Text(text) => Content::Text(text.to_owned()),
            Kind::Gap => Content::Text(" ".to_owned()),
            Kind::Code(code) => Content::Code(code.to_owned()),
            Kind::Address(url) => Content::Address(url.to_owned()),
            Kind::Break => Content::Break,
        };
        match (spans.last_mut(), &content) {
            (
                Some(Span {
                    content: Content::Text(last),
                    marks: before,
                }),
                Content::Text(text),
            ) if *before == marks => {
                last.push_str(text);
            }
            _ => spans.push(Span { content, marks }),
        }
    }
    single(spans).unwrap_or_default()
}

/// Splits spans into paragraphs, where an author put an empty line with two line breaks.
pub(super) fn paragraphs(spans: Vec<Span>) -> Vec<Vec<Span>> {
    let mut paragraphs = vec![Vec::new()];
    let mut breaks = 0;
    for span in spans {
        let is_blank = matches!(&span.content, Content::Text(text) if text.trim().is_empty());
        match span.content {
            Content::Break => breaks += 1,
            _ if is_blank => {}
            _ => {
                if breaks >= 2 {
                    paragraphs.push(Vec::new());
                }
                breaks = 0;
            }
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push(span);
        }
    }
    paragraphs.into_iter().filter_map(single).collect()
}

/// Finds the addresses in spans; nothing if they say nothing.
pub(super) fn single(spans: Vec<Span>) -> Option<Vec<Span>> {
    let mut out = Vec::with_capacity(spans.len());
    for span in spans {
        let is_link = span.marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
        match &span.content {
            Content::Text(text) if !is_link => {
                for content in address::split(text) {
                    let marks = span.marks.clone();
                    out.push(Span { content, marks });
                }
            }
            Content::Text(_) | Content::Code(_) | Content::Address(_) | Content::Break => {
                out.push(span)
            }
        }
    }
    let is_word = |(kind, _): (Kind<'_>, &[Mark])| !matches!(kind, Kind::Gap | Kind::Break);
    out.iter().flat_map(cut).any(is_word).then_some(out)
}
