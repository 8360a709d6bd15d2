//! Prints the tree: every block has one form, and an empty line stands between blocks.

use super::inline::{on_one_line, wrapped};
use super::tree::{Alignment, Block, Cell, Text};

/// The columns of a line: a doc comment of a field ends at column 100.
pub(super) const WIDTH: usize = 92;

/// The least width, however deep a block is.
const NARROWEST: usize = 40;

/// The level of the first heading: those above are sections that we write.
const FIRST_LEVEL: usize = 3;

/// Cells that are added to the short rows of a table, which may as well end early: without a limit, one long row and many
/// short ones would be far longer than their text.
const MOST_ADDED: usize = 10_000;

/// The lines of a description.
pub(super) fn lines(text: &Text) -> Vec<String> {
    blocks(&text.blocks, &text.levels, WIDTH, Gap::Line)
}

/// What stands between blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// An empty line.
    Line,
    /// Nothing: in an item whose list follows its text at once.
    Nothing,
}

fn blocks(blocks: &[Block], levels: &[u8], width: usize, gap: Gap) -> Vec<String> {
    let mut out = Vec::new();
    let mut marker = Marker::Second;
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 && gap == Gap::Line {
            out.push(String::new());
        }
        marker = marker.next(block);
        out.extend(self::block(block, levels, width, marker));
    }
    out
}

fn block(block: &Block, levels: &[u8], width: usize, marker: Marker) -> Vec<String> {
    match block {
        Block::Paragraph(spans) => wrapped(spans, width),
        Block::Heading { level, spans } => {
            // Ranks, not levels: what starts with a third level starts where a first one does.
            let rank = levels
                .iter()
                .position(|other| other == level)
                .unwrap_or_default();
            let hashes = "#".repeat((FIRST_LEVEL + rank).min(6));
            vec![format!("{hashes} {}", on_one_line(spans, " "))]
        }
        Block::Code { language, text } => code(language, text),
        Block::Quote(inner) => {
            let lines = blocks(inner, levels, narrower(width, 2), Gap::Line);
            prefixed(lines, "> ", "> ")
        }
        Block::List { start, items } => list(*start, items, levels, width, marker),
        Block::Table { alignments, rows } => table(alignments, rows),
        // Three hyphens could underline a heading, three asterisks could be an item.
        Block::Rule => vec!["___".to_owned()],
    }
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(NARROWEST)
}

/// Puts `first` before the first line and `rest` before the others.
fn prefixed(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let prefixes = std::iter::once(first).chain(std::iter::repeat(rest));
    let lines = prefixes.zip(lines);
    lines
        .map(|(prefix, line)| format!("{prefix}{line}").trim_end().to_owned())
        .collect()
}

fn code(language: &str, text: &str) -> Vec<String> {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.saturating_add(1).max(3));
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let first = lines
        .iter()
        .position(|line| !line.is_empty())
        .unwrap_or_default();
    let end = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |last| last + 1);
    let mut out = vec![format!("{fence}{language}")];
    let lines = lines.into_iter().take(end).skip(first);
    out.extend(lines.map(str::to_owned));
    out.push(fence);
    out
}

/// Which of two signs a list has: two lists, one after the other, differ, else they would be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    First,
    Second,
}

impl Marker {
    /// The sign for `block`, after a block that had `self`.
    fn next(self, block: &Block) -> Self {
        match (self, block) {
            (Self::First, Block::List { .. }) => Self::Second,
            (Self::Second, Block::List { .. }) => Self::First,
            (_, _) => Self::Second,
        }
    }

    fn text(self, number: Option<u64>) -> String {
        match (self, number) {
            (Self::First, None) => "- ".to_owned(),
            (Self::Second, None) => "* ".to_owned(),
            (Self::First, Some(number)) => format!("{number}. "),
            (Self::Second, Some(number)) => format!("{number}) "),
        }
    }
}

fn list(
    start: Option<u64>,
    items: &[Vec<Block>],
    levels: &[u8],
    width: usize,
    marker: Marker,
) -> Vec<String> {
    // Nine digits are the most that CommonMark takes for a number.
    let most = 999_999_999_u64.saturating_sub(items.len() as u64);
    let start = start.map(|start| if start > most { 1 } else { start });
    let gap = match items.iter().all(|item| is_tight(item)) {
        true => Gap::Nothing,
        false => Gap::Line,
    };
    let mut out = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 && gap == Gap::Line {
            out.push(String::new());
        }
        let first = marker.text(start.map(|start| start.saturating_add(index as u64)));
        let rest = " ".repeat(first.len());
        let width = narrower(width, first.len());
        let lines = blocks(item, levels, width, gap);
        out.extend(prefixed(lines, &first, &rest));
    }
    out
}

/// Whether an item needs no empty line: it is one block, or a paragraph with lists that can follow it at once.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [_] => true,
        [Block::Paragraph(_), lists @ ..] => lists.iter().all(|block| {
            matches!(
                block,
                Block::List {
                    start: None | Some(1),
                    ..
                }
            )
        }),
        _ => false,
    }
}

/// A table. Columns are not padded: a change in one cell is a change of one line.
fn table(alignments: &[Alignment], rows: &[Vec<Cell>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut room = MOST_ADDED;
    let mut out = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let missing = columns - row.len();
        // The first row says how many columns there are.
        let added = if index == 0 {
            missing
        } else {
            missing.min(room)
        };
        room -= added.min(room);
        out.push(table_row(row, row.len() + added));
        if index == 0 {
            let rules = (0..columns).map(|column| match alignments.get(column) {
                None | Some(Alignment::None) => "---",
                Some(Alignment::Left) => ":--",
                Some(Alignment::Center) => ":-:",
                Some(Alignment::Right) => "--:",
            });
            let rules = rules.collect::<Vec<_>>().join(" | ");
            out.push(format!("| {rules} |"));
        }
    }
    out
}

fn table_row(row: &[Cell], columns: usize) -> String {
    let mut line = "|".to_owned();
    for column in 0..columns {
        let cell = row.get(column).map(|cell| on_one_line(cell, "<br>"));
        let cell = cell.unwrap_or_default().replace('|', "\\|");
        line.push_str(&format!(" {cell} |"));
    }
    line
}
