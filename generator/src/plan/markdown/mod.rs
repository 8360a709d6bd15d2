//! Turns the descriptions of a document into clean rustdoc: read as CommonMark with HTML, printed in one normal form.
//!
//! A description is foreign text: often sloppy, sometimes hostile. Copied as it is, it breaks `rustdoc -D warnings`, is run
//! as a doctest, or hides text from a reviewer. So nothing is copied: `read` brings a description to `tree`, which can
//! only say what rustdoc shows well, and `print` writes that down, wrapped, in the one form that reads back as the same tree.

mod address;
mod build;
mod characters;
mod element;
mod escape;
mod html;
mod inline;
mod print;
mod prose;
mod read;
mod rendered;
mod tree;
mod words;

pub use rendered::Rendered;
use tree::{Block, Content};

/// The lines of a description as rustdoc, without `///`; none if it says nothing.
///
/// Links to other places stay links; headings start at level three, below the sections that are ours; every block of code
/// has a language that is not Rust. Lines are wrapped, and a paragraph depends on nothing but its own text, so that a
/// change of one is a change of its lines only. Giving the result to this function again changes nothing.
pub fn rustdoc(commonmark: &str) -> Vec<String> {
    prose::lines(commonmark, print::WIDTH).unwrap_or_else(|| print::lines(&read::read(commonmark)))
}

/// A description as plain text on one line: its first paragraph, or its first text if it has no paragraph.
///
/// The result is text, not Markdown: whoever writes it into Markdown escapes it.
pub fn one_line(commonmark: &str) -> String {
    if let Some(line) = prose::line(commonmark) {
        return line;
    }
    let blocks = read::read(commonmark).blocks;
    let paragraph = blocks.iter().find_map(|block| match block {
        Block::Paragraph(spans) => Some(tree::plain(spans)),
        Block::Heading { .. }
        | Block::Code { .. }
        | Block::Quote(_)
        | Block::List { .. }
        | Block::Table { .. }
        | Block::Rule => None,
    });
    let text = paragraph.or_else(|| blocks.iter().find_map(first_text));
    let text = text.unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first text in a block; the depth of blocks is limited by the reader.
fn first_text(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(spans) | Block::Heading { spans, .. } => Some(tree::plain(spans)),
        Block::Code { text, .. } => Some(text.clone()),
        Block::Quote(blocks) => blocks.iter().find_map(first_text),
        Block::List { items, .. } => items.iter().flatten().find_map(first_text),
        Block::Table { rows, .. } => {
            let spans = rows.iter().flatten().find(|cell| {
                cell.iter()
                    .any(|span| !matches!(span.content, Content::Break))
            })?;
            Some(tree::plain(spans))
        }
        Block::Rule => None,
    }
}
