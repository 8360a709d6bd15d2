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
    for span in spans {
        cut(&span.content, |kind| match kind {
            Kind::Break => gap = Some(kind),
            Kind::Gap => gap = gap.or(Some(kind)),
            Kind::Text(_) | Kind::Code(_) | Kind::Address(_) => {
                let marks: Vec<_> = span.marks.iter().collect();
                if let (Some(kind), Some(last)) = (gap.take(), pieces.last()) {
                    let both = last.marks.iter().filter(|mark| marks.contains(mark));
                    let marks = both.copied().collect();
                    pieces.push(Piece { kind, marks });
                }
                pieces.push(Piece { kind, marks });
            }
        });
    }
    pieces
}

fn cut<'a>(content: &'a Content, mut piece: impl FnMut(Kind<'a>)) {
    match content {
        Content::Break => piece(Kind::Break),
        Content::Address(text) => piece(Kind::Address(text)),
        Content::Code(code) => match code.trim() {
            "" => piece(Kind::Gap),
            text => {
                // A space at the edge of code is one around it.
                if code.starts_with(' ') {
                    piece(Kind::Gap);
                }
                piece(Kind::Code(text));
                if code.ends_with(' ') {
                    piece(Kind::Gap);
                }
            }
        },
        Content::Text(text) => {
            for (index, word) in text.split([' ', '\n']).enumerate() {
                if index > 0 {
                    piece(Kind::Gap);
                }
                if !word.is_empty() {
                    piece(Kind::Text(word));
                }
            }
        }
    }
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
            // Most texts can't have one, and stay as they are.
            Content::Text(text) if !is_link && (text.is_empty() || text.contains([':', '@'])) => {
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
    let says = |span: &Span| match &span.content {
        Content::Text(text) => !text.trim_matches([' ', '\n']).is_empty(),
        Content::Code(code) => !code.trim().is_empty(),
        Content::Address(_) => true,
        Content::Break => false,
    };
    out.iter().any(says).then_some(out)
}
