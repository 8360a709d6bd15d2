//! Builds the tree from what is opened and closed, in whatever order sloppy authors do that.

use super::address::{self, Target};
use super::tree::{Alignment, Block, Cell, Content, Mark, Span, Text};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How deep blocks nest; what is deeper is put where the depth ends. It also bounds the recursion of the printer.
const DEEPEST: usize = 16;

/// How many marks are remembered at once.
const MOST_MARKS: usize = 32;

/// Who opened something: only the same one closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Markdown, whose parser opens and closes in pairs.
    Markdown,
    /// A tag, which may never be closed.
    Html,
}

/// A block that holds blocks.
#[derive(Debug)]
pub(super) enum Frame {
    /// A quotation.
    Quote(Vec<Block>),
    /// A list: its first number, and its items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// An item of a list.
    Item(Vec<Block>),
    /// A table: its columns, and its rows.
    Table(Vec<Alignment>, Vec<Vec<Cell>>),
    /// A cell of a table: its text is what is being collected.
    Cell,
}

/// What the text that is being collected will be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Leaf {
    /// A paragraph, or several.
    #[default]
    Paragraph,
    /// A heading.
    Heading(u8),
    /// A block of code in this language.
    Code(&'static str),
}

/// A mark that text gets until it is closed.
#[derive(Clone, Debug)]
pub(super) enum Style {
    /// Emphasis of some kind.
    Mark(Mark),
    /// Code.
    Code,
    /// A link, with the number of spans that there were before it.
    Link(Rc<Target>, Option<Mark>, usize),
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Builder {
    root: Vec<Block>,
    frames: Vec<(Frame, Origin)>,
    /// How many frames of Markdown were refused, and are still to be closed.
    refused: usize,
    leaf: Leaf,
    spans: Vec<Span>,
    /// How many times something was written.
    written: usize,
    styles: Vec<(Style, Origin)>,
    levels: BTreeSet<u8>,
}

impl Builder {
    /// Everything that was built.
    pub(super) fn finish(mut self) -> Text {
        self.flush();
        while self.close_top().is_some() {}
        Text {
            blocks: self.root,
            levels: self.levels.into_iter().collect(),
        }
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        let is_code = self
            .styles
            .iter()
            .any(|(style, _)| matches!(style, Style::Code));
        let content = if is_code {
            Content::Code
        } else {
            Content::Text
        };
        self.add(content(text.to_owned()));
    }

    /// Adds text, code, an address or a break.
    pub(super) fn add(&mut self, content: Content) {
        self.written += 1;
        let marks = self.marks();
        if let Some(last) = self.spans.last_mut().filter(|last| last.marks == marks) {
            match (&mut last.content, &content) {
                (Content::Text(last), Content::Text(text))
                | (Content::Code(last), Content::Code(text)) => {
                    last.push_str(text);
                    return;
                }
                _ => {}
            }
        }
        self.spans.push(Span { content, marks });
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = BTreeSet::new();
        for (style, _) in &self.styles {
            match style {
                Style::Mark(mark) => marks.extend([mark.clone()]),
                // A link in a link is not a link.
                Style::Link(_, mark, _)
                    if !marks.iter().any(|mark| matches!(mark, Mark::Link(_))) =>
                {
                    marks.extend(mark.clone());
                }
                Style::Link(..) | Style::Code => {}
            }
        }
        marks.into_iter().collect()
    }

    /// Ends what is being collected, and says what comes next.
    pub(super) fn begin(&mut self, leaf: Leaf) {
        self.flush();
        if !self.in_cell() {
            self.leaf = leaf;
        }
    }

    /// Whether the text that is being collected is a block of code.
    pub(super) fn in_code_block(&self) -> bool {
        matches!(self.leaf, Leaf::Code(_))
    }

    /// Names the language of the block of code that is being collected.
    pub(super) fn name_language(&mut self, name: &'static str) {
        if let Leaf::Code(language) = &mut self.leaf {
            *language = name;
        }
    }

    /// Ends what is being collected.
    pub(super) fn flush(&mut self) {
        if self.in_cell() {
            if !self.spans.is_empty() {
                self.add(Content::Break);
            }
            return;
        }
        let spans = std::mem::take(&mut self.spans);
        match std::mem::take(&mut self.leaf) {
            Leaf::Paragraph => {
                for spans in super::words::paragraphs(spans) {
                    self.push(Block::Paragraph(spans));
                }
            }
            Leaf::Heading(level) => {
                if let Some(spans) = super::words::single(spans) {
                    self.levels.insert(level);
                    self.push(Block::Heading { level, spans });
                }
            }
            Leaf::Code(language) => {
                let text = super::tree::plain(&spans);
                if !text.trim().is_empty() {
                    self.push(Block::Code { language, text });
                }
            }
        }
    }

    /// Adds a block where blocks go: what stands in a table, but in no cell, goes before the table, as in HTML.
    pub(super) fn push(&mut self, block: Block) {
        for (frame, _) in self.frames.iter_mut().rev() {
            match frame {
                Frame::Quote(blocks) | Frame::Item(blocks) => return blocks.push(block),
                Frame::List(_, items) => return items.push(vec![block]),
                Frame::Table(..) | Frame::Cell => {}
            }
        }
        self.root.push(block);
    }

    fn in_cell(&self) -> bool {
        matches!(self.frames.last(), Some((Frame::Cell, _)))
    }

    /// Opens a block that holds blocks.
    pub(super) fn open(&mut self, frame: Frame, origin: Origin) {
        self.flush();
        if self.frames.len() < DEEPEST && !self.in_cell() && self.refused == 0 {
            self.frames.push((frame, origin));
        } else if origin == Origin::Markdown {
            self.refused += 1;
        }
    }

    /// Closes the last block that Markdown opened, and what tags left open in it.
    pub(super) fn close_markdown(&mut self) {
        if self.refused > 0 {
            self.refused -= 1;
            return self.flush();
        }
        self.end_styles();
        while let Some(origin) = self.close_top() {
            if origin == Origin::Markdown {
                break;
            }
        }
    }

    /// Closes the last block of a kind that a tag opened, but no block of Markdown, and nothing beyond a `limit`.
    pub(super) fn close_html(
        &mut self,
        is_wanted: fn(&Frame) -> bool,
        is_limit: fn(&Frame) -> bool,
    ) {
        let depth = self
            .frames
            .iter()
            .rev()
            .take_while(|(frame, origin)| {
                *origin == Origin::Html && (is_wanted(frame) || !is_limit(frame))
            })
            .position(|(frame, _)| is_wanted(frame));
        if self.refused == 0
            && let Some(depth) = depth
        {
            for _ in 0..=depth {
                self.close_top();
            }
        } else {
            self.flush();
        }
    }

    /// The innermost block that holds blocks.
    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut().map(|(frame, _)| frame)
    }

    /// Starts a row of the table that is open.
    pub(super) fn row(&mut self) {
        if let Some(Frame::Table(_, rows)) = self.top() {
            rows.push(Vec::new());
        }
    }

    fn close_top(&mut self) -> Option<Origin> {
        if !self.in_cell() {
            self.flush();
        }
        let (frame, origin) = self.frames.pop()?;
        match frame {
            Frame::Quote(blocks) if !blocks.is_empty() => self.push(Block::Quote(blocks)),
            Frame::List(start, items) if !items.is_empty() => {
                self.push(Block::List { start, items })
            }
            Frame::Item(blocks) if !blocks.is_empty() => match self.top() {
                Some(Frame::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.push(block)),
            },
            Frame::Table(alignments, mut rows) => {
                rows.retain(|row| !row.is_empty());
                if !rows.is_empty() {
                    self.push(Block::Table { alignments, rows });
                }
            }
            Frame::Cell => {
                let cell =
                    super::words::single(std::mem::take(&mut self.spans)).unwrap_or_default();
                if let Some(Frame::Table(_, rows)) = self.top() {
                    match rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => rows.push(vec![cell]),
                    }
                }
            }
            Frame::Quote(_) | Frame::List(..) | Frame::Item(_) => {}
        }
        Some(origin)
    }

    /// Opens a mark.
    pub(super) fn style(&mut self, style: Style, origin: Origin) {
        if self.styles.len() < MOST_MARKS {
            self.styles.push((style, origin));
        }
    }

    /// Closes the last mark of a kind; says whether there was one.
    pub(super) fn end_style(&mut self, is_wanted: impl Fn(&Style) -> bool, origin: Origin) -> bool {
        let found = self
            .styles
            .iter()
            .rposition(|(style, opened)| *opened == origin && is_wanted(style));
        let Some(found) = found else { return false };
        let (style, _) = self.styles.remove(found);
        if let Style::Link(target, mark, before) = style {
            let is_empty = self.written == before;
            match target.as_ref() {
                Target::Nowhere => {}
                Target::Absolute(url) if is_empty && mark.is_some() => {
                    self.add(address::content(url));
                }
                Target::Absolute(_) => {}
                Target::Local(place) if is_empty => self.add(Content::Code(place.clone())),
                Target::Local(place) => {
                    self.text(" (");
                    self.add(Content::Code(place.clone()));
                    self.text(")");
                }
            }
        }
        true
    }

    /// Closes all marks: none goes on in the next block.
    pub(super) fn end_styles(&mut self) {
        while let Some((_, origin)) = self.styles.last() {
            let origin = *origin;
            self.end_style(|_| true, origin);
        }
    }

    /// Opens a link.
    pub(super) fn link(&mut self, destination: &str, title: &str, origin: Origin) {
        let target = address::target(destination);
        let mark = match &target {
            Target::Absolute(url) => Some(Mark::Link(address::destination(url, title).into())),
            Target::Nowhere | Target::Local(_) => None,
        };
        let style = Style::Link(Rc::new(target), mark, self.written);
        self.style(style, origin);
    }
}
