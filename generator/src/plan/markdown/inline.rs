//! Prints spans as Markdown, and breaks them into lines.

use super::escape;
use super::tree::{Mark, Span};
use super::words::{Kind, Piece, pieces};

/// The lines of a paragraph, none longer than `width` if its words allow that.
pub(super) fn wrapped(spans: &[Span], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, words) in words(spans).into_iter().enumerate() {
        if index > 0
            && let Some(last) = lines.last_mut()
        {
            String::push(last, '\\');
        }
        let mut line = String::new();
        let mut used = 0;
        for mut word in words {
            let length = word.chars().count();
            if !line.is_empty() && used + 1 + length > width {
                lines.push(std::mem::take(&mut line));
            }
            if line.is_empty() {
                escape::start_of_line(&mut word);
                used = word.chars().count();
            } else {
                line.push(' ');
                used += 1 + length;
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    lines
}

/// All of the spans on one line; `line_break` stands where a line ends.
pub(super) fn on_one_line(spans: &[Span], line_break: &str) -> String {
    let lines = words(spans).into_iter().map(|words| words.join(" "));
    lines.collect::<Vec<_>>().join(line_break)
}

/// The words of each line that the author ended.
fn words(spans: &[Span]) -> Vec<Vec<String>> {
    let mut printer = Printer {
        lines: vec![Vec::new()],
        glued: false,
    };
    printer.print(&pieces(spans), 0, Neighbour::Space);
    printer.lines
}

/// What stands beside a mark: it decides whether Markdown takes an asterisk for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Neighbour {
    /// A space, or nothing.
    Space,
    /// Punctuation of ASCII.
    Punctuation,
    /// Anything else.
    Other,
}

impl Neighbour {
    fn of(character: Option<char>) -> Self {
        match character {
            None | Some(' ') => Self::Space,
            Some(character) if character.is_ascii_punctuation() => Self::Punctuation,
            Some(_) => Self::Other,
        }
    }

    /// How a piece starts once it is printed.
    fn start(piece: &Piece<'_>) -> Self {
        match piece.kind {
            Kind::Text(text) => Self::of(text.chars().next()),
            Kind::Code(_) | Kind::Address(_) => Self::Punctuation,
            Kind::Gap | Kind::Break => Self::Space,
        }
    }
}

struct Printer {
    lines: Vec<Vec<String>>,
    /// Whether what comes next belongs to the last word.
    glued: bool,
}

impl Printer {
    /// Prints pieces, all of which have `open` marks that are printed around them; `after` stands behind them.
    fn print(&mut self, pieces: &[Piece<'_>], open: u8, after: Neighbour) {
        let mut rest = pieces;
        while let Some(piece) = rest.first() {
            let group = longest(rest, open);
            let (length, mark) = group.map_or((1, None), |(length, mark)| (length, Some(mark)));
            let (now, later) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let after = later.first().map_or(after, Neighbour::start);
            match mark {
                Some(Mark::Link(destination)) => self.link(now, open, destination),
                Some(mark) => self.marked(now, open, mark, after),
                None => self.piece(piece),
            }
            rest = later;
        }
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match piece.kind {
            Kind::Text(text) => self.glue(&escape::word(text)),
            Kind::Code(text) => self.glue(&code(text)),
            Kind::Address(url) => self.glue(&format!("<{url}>")),
            Kind::Gap => self.glued = false,
            Kind::Break => {
                self.lines.push(Vec::new());
                self.glued = false;
            }
        }
    }

    fn link(&mut self, pieces: &[Piece<'_>], open: u8, destination: &str) {
        if let [
            Piece {
                kind: Kind::Text(text) | Kind::Address(text),
                marks,
            },
        ] = pieces
            && *text == destination
            && marks.len() == open.count_ones() as usize + 1
            && matches!(
                super::address::content(text),
                super::tree::Content::Address(_)
            )
        {
            return self.glue(&format!("<{text}>"));
        }
        // `![` would start an image.
        if let Some(word) = self.last_word()
            && word.ends_with('!')
        {
            word.pop();
            word.push_str("\\!");
        }
        self.glue("[");
        self.print(pieces, open | LINK, Neighbour::Punctuation);
        self.glued = true;
        self.glue(&format!("]({destination})"));
    }

    /// Prints emphasis, if Markdown can say it here; the text alone if not.
    fn marked(&mut self, pieces: &[Piece<'_>], open: u8, mark: &Mark, after: Neighbour) {
        let inner = open | bit(mark);
        let last = self.last_word().and_then(|word| word.chars().last());
        let last = last.filter(|_| self.glued);
        let before = Neighbour::of(last);
        let edge = |piece: Option<&Piece<'_>>, start: bool| match piece
            .map(|piece| (piece.kind, &piece.marks))
        {
            Some((Kind::Text(text), marks)) if marks.len() == inner.count_ones() as usize => {
                let character = if start {
                    text.chars().next()
                } else {
                    text.chars().last()
                };
                character.is_some_and(char::is_alphanumeric)
            }
            _ => false,
        };
        let opens = edge(pieces.first(), true) || before != Neighbour::Other;
        let closes = edge(pieces.last(), false) || after != Neighbour::Other;
        let apart = before != Neighbour::Other && after != Neighbour::Other;
        let candidates: &[&str] = match mark {
            Mark::Emphasis if apart => &["_", "*"],
            Mark::Emphasis => &["*"],
            Mark::Strike => &["~~"],
            Mark::Strong | Mark::Link(_) => &["**"],
        };
        let fits = |delimiter: &&&str| last.is_none_or(|last| !delimiter.starts_with(last));
        match candidates.iter().find(fits).filter(|_| opens && closes) {
            Some(delimiter) => {
                self.glue(delimiter);
                self.print(pieces, inner, Neighbour::Punctuation);
                self.glued = true;
                self.glue(delimiter);
            }
            None => self.print(pieces, inner, after),
        }
    }

    fn last_word(&mut self) -> Option<&mut String> {
        self.lines.last_mut()?.last_mut()
    }

    /// Adds to the last word, or starts the next one.
    fn glue(&mut self, text: &str) {
        let glued = std::mem::replace(&mut self.glued, true);
        match self.last_word() {
            Some(word) if glued => word.push_str(text),
            _ => {
                if let Some(line) = self.lines.last_mut() {
                    line.push(text.to_owned());
                }
            }
        }
    }
}

/// A set of kinds of marks.
const LINK: u8 = 1;

fn bit(mark: &Mark) -> u8 {
    match mark {
        Mark::Link(_) => LINK,
        Mark::Strong => 2,
        Mark::Emphasis => 4,
        Mark::Strike => 8,
    }
}

/// The mark, not in `open`, of the first piece that goes on for longest, and for how many pieces it does.
fn longest<'a>(pieces: &[Piece<'a>], open: u8) -> Option<(usize, &'a Mark)> {
    let first = pieces.first()?;
    let mut longest: Option<(usize, &Mark)> = None;
    for mark in first.marks.iter().filter(|mark| open & bit(mark) == 0) {
        let length = pieces
            .iter()
            .take_while(|piece| piece.marks.contains(mark))
            .count();
        if longest.is_none_or(|(other, _)| length > other) {
            longest = Some((length, mark));
        }
    }
    longest
}

/// Code within text: as many backticks around it as it has nowhere inside.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let runs: Vec<usize> = text.split(|c| c != '`').map(str::len).collect();
    let fence = (1..).find(|length| !runs.contains(length)).unwrap_or(1);
    let fence = "`".repeat(fence);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}
