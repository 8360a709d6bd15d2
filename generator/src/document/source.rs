//! A file of a document: its text, which tells lines, and its nodes.

use std::sync::OnceLock;

use crate::node::{Node, Offset};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Source {
    /// What it says, without a byte order mark.
    text: String,
    /// The same as nodes, raised.
    pub(crate) root: Node,
    /// Where each block of the text begins, once somebody asks.
    marks: OnceLock<Vec<Mark>>,
}

/// Bytes of a block: few enough for their line ends to be counted in a byte, which processors do for many at once.
const BLOCK: usize = 240;

/// A place in a text. A column can't be counted from the beginning of the line, because a document may be a single one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    /// How many lines end before it.
    lines: usize,
    /// How many characters stand before it in its line.
    characters: usize,
}

impl Mark {
    /// The place behind a block that begins here, or a part of it.
    fn after(self, bytes: &[u8]) -> Self {
        let ends: u8 = bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum();
        let last = bytes.iter().rposition(|byte| *byte == b'\n');
        let (characters, rest) = match last {
            Some(end) => (0, bytes.get(end + 1..).unwrap_or_default()),
            None => (self.characters, bytes),
        };
        // A character is counted at its first byte: the others begin with the bits 10.
        let begun: u8 = rest.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum();
        Self {
            lines: self.lines + usize::from(ends),
            characters: characters + usize::from(begun),
        }
    }
}

impl Source {
    pub(crate) fn new(text: String, root: Node) -> Self {
        Self {
            text,
            root,
            marks: OnceLock::new(),
        }
    }

    /// Line and column of a byte, from 1; columns count characters.
    pub(super) fn line(&self, offset: Offset) -> Option<(usize, usize)> {
        let marks = self.marks.get_or_init(|| {
            let next = |mark: &mut Mark, block| {
                let after = mark.after(block);
                Some(std::mem::replace(mark, after))
            };
            let blocks = self.text.as_bytes().chunks(BLOCK);
            blocks.scan(Mark::default(), next).collect()
        });
        let before = self.text.as_bytes().get(..offset.bytes())?;
        let block = before.len() / BLOCK;
        let mark = marks.get(block)?.after(before.get(block * BLOCK..)?);
        Some((mark.lines + 1, mark.characters + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_the_nearest_block() {
        let long = "äb".repeat(1_000);
        let text = format!("first\n{long}\n\n{long}");
        let source = Source::new(text.clone(), Node::Null);
        for (byte, _) in text.char_indices() {
            let (before, _) = text.split_at(byte);
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let (line, column) = (
                before.matches('\n').count(),
                before[start..].chars().count(),
            );
            let told = Offset::new(byte).and_then(|offset| source.line(offset));
            assert_eq!(told, Some((line + 1, column + 1)), "{byte}");
        }
        // What is looked through for one place is a block, however long its line is.
        let marks = source.marks.get().map_or(0, Vec::len);
        assert_eq!(marks, text.len().div_ceil(BLOCK));
    }
}
