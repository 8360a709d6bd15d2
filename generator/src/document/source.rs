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
    /// How many lines end before each block of the text, once somebody asks.
    lines: OnceLock<Vec<usize>>,
}

/// Bytes of a block: few enough for their line ends to be counted in a byte, which processors do for many at once.
const BLOCK: usize = 240;

/// How many lines end in a part of a block.
fn line_ends(bytes: &[u8]) -> usize {
    let ends: u8 = bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum();
    usize::from(ends)
}

impl Source {
    pub(crate) fn new(text: String, root: Node) -> Self {
        Self {
            text,
            root,
            lines: OnceLock::new(),
        }
    }

    /// Line and column of a byte, from 1; columns count characters.
    pub(super) fn line(&self, offset: Offset) -> Option<(usize, usize)> {
        let lines = self.lines.get_or_init(|| {
            let mut ended = 0;
            let before = |block| {
                let before = ended;
                ended += line_ends(block);
                before
            };
            self.text.as_bytes().chunks(BLOCK).map(before).collect()
        });
        let before = self.text.get(..offset.bytes())?;
        let block = before.len() / BLOCK;
        let in_block = before.as_bytes().get(block * BLOCK..)?;
        let line = lines.get(block)? + line_ends(in_block) + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before.get(start..)?.chars().count() + 1;
        Some((line, column))
    }
}
