//! What a description can say: blocks, and runs of text with marks.

use std::rc::Rc;

/// A description.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its blocks, in order.
    pub(super) blocks: Vec<Block>,
    /// The levels of its headings, ascending, each once.
    pub(super) levels: Vec<u8>,
}

/// One cell of a table.
pub(super) type Cell = Vec<Span>;

/// A block.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading with the level that its author gave, 1 to 6.
    Heading {
        /// The level.
        level: u8,
        /// Its text.
        spans: Vec<Span>,
    },
    /// A block of code.
    Code {
        /// The language, never Rust.
        language: &'static str,
        /// The code.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The first number; none for bullets.
        start: Option<u64>,
        /// Its items, none of them empty.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// How columns are aligned; may be fewer than there are columns.
        alignments: Vec<Alignment>,
        /// Its rows; the first one is the head. Rows may differ in length.
        rows: Vec<Vec<Cell>>,
    },
    /// A line across the page.
    Rule,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// As the reader likes.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A run of text with the same marks. Marks are a set, not a tree, so nesting without end has no depth here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The text.
    pub(super) content: Content,
    /// Its marks, sorted, each once.
    pub(super) marks: Vec<Mark>,
}

/// The text of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Text as it is meant, nothing escaped.
    Text(String),
    /// Code within text.
    Code(String),
    /// A link that is its own text: a URL or a mail address.
    Address(String),
    /// The end of a line that is not the end of a paragraph.
    Break,
}

/// What can be said about a span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Links to an absolute URL; the destination as Markdown writes it, with its title.
    Link(Rc<str>),
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Struck out.
    Strike,
}

/// The text of spans without their marks.
pub(super) fn plain(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        text.push_str(match &span.content {
            Content::Text(content) | Content::Code(content) | Content::Address(content) => content,
            Content::Break => " ",
        });
    }
    text
}
