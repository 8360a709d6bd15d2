//! Prints spans as Markdown, and breaks them into lines.

use std::borrow::Cow;

use crate::characters::fenced;

use super::escape::{self, Place};
use super::tree::{Mark, Span};
use super::words::{Kind, Piece, joined, pieces};

/// The lines of a paragraph, none longer than `width` if its words allow that.
pub(super) fn wrapped(spans: &[Span], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, words) in words(spans).into_iter().enumerate() {
        if index > 0
            && let Some(last) = lines.last_mut()
        {
            String::push(last, '\\');
        }
        lines.extend(fill(words.split(BETWEEN), width));
    }
    lines
}

/// Lines of these words, escaped as text, with as many in each as fit.
pub(super) fn fill<'a>(words: impl Iterator<Item = &'a str>, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in words {
        let length = word.chars().count();
        let fits = used + 1 + length <= width || escape::ends_a_line(word);
        if !line.is_empty() && !fits {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line.reserve(width);
            line.push_str(&escape::start_of_line(word));
            used = line.chars().count();
        } else {
            line.push(' ');
            line.push_str(word);
            used += 1 + length;
        }
    }
    lines.push(line);
    lines
}

/// All of the spans on one line; `line_break` stands where a line ends.
pub(super) fn on_one_line(spans: &[Span], line_break: &str) -> String {
    let lines = words(spans).into_iter();
    let lines = lines.map(|words| words.replace(BETWEEN, " "));
    lines.collect::<Vec<_>>().join(line_break)
}

/// What stands between two words of a line that is not broken yet: a unit separator, which no clean text has.
const BETWEEN: char = '\u{1f}';

/// The words of each line that the author ended.
fn words(spans: &[Span]) -> Vec<String> {
    // Without a mark that can't be said, words join, and may be said in another way. More rounds are for hostile texts.
    const ROUNDS: usize = 3;
    let mut spans = Cow::Borrowed(spans);
    let mut lines = Vec::new();
    for _ in 0..ROUNDS {
        let mut pieces = pieces(&spans);
        let count =
            |pieces: &[Piece<'_>]| pieces.iter().map(|piece| piece.marks.len()).sum::<usize>();
        let before = count(&pieces);
        let mut printer = Printer {
            lines: vec![String::new()],
            glued: false,
        };
        printer.print(&mut pieces, 0, Neighbour::Space);
        lines = printer.lines;
        if count(&pieces) == before {
            break;
        }
        spans = Cow::Owned(joined(&pieces));
    }
    lines
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
    lines: Vec<String>,
    /// Whether what comes next belongs to the last word.
    glued: bool,
}

impl Printer {
    /// Prints pieces, all of which have `open` marks that are printed around them; `after` stands behind them.
    fn print(&mut self, pieces: &mut [Piece<'_>], open: u8, after: Neighbour) {
        let mut done = 0;
        while let Some((_, rest)) = pieces.split_at_mut_checked(done)
            && let Some(piece) = rest.first()
        {
            let Some((length, mark)) = longest(rest, open) else {
                let after = rest.get(1).map_or(after, Neighbour::start);
                self.piece(piece, open, after);
                done += 1;
                continue;
            };
            let (now, later) = rest.split_at_mut(length);
            let after = later.first().map_or(after, Neighbour::start);
            if let Mark::Link(destination) = mark {
                self.link(now, open, destination);
            } else if let Some(delimiter) = self.delimiter(now, open, mark, after) {
                self.glue(delimiter);
                self.print(now, open | bit(mark), Neighbour::Punctuation);
                self.glued = true;
                self.glue(delimiter);
            } else {
                // Markdown can't say it here: the text goes on without.
                for piece in now {
                    piece.marks.retain(|other| *other != mark);
                }
                continue;
            }
            done += length;
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, open: u8, after: Neighbour) {
        match piece.kind {
            Kind::Text(text) => {
                let place = Place {
                    in_link: open & LINK != 0,
                    after_space: !self.glued,
                    before_space: after == Neighbour::Space,
                };
                self.glue(&escape::word(text, place));
            }
            Kind::Code(text) => {
                // Two pieces of code would be one.
                if self.open_word().is_some_and(|line| line.ends_with('`')) {
                    self.glued = false;
                }
                self.glue(&fenced(text));
            }
            Kind::Address(url) => self.glue(&format!("<{url}>")),
            Kind::Gap => self.glued = false,
            Kind::Break => {
                self.lines.push(String::new());
                self.glued = false;
            }
        }
    }

    fn link(&mut self, pieces: &mut [Piece<'_>], open: u8, destination: &str) {
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
        if let Some(line) = self.open_word()
            && line.ends_with('!')
        {
            line.pop();
            line.push_str("\\!");
        }
        self.glue("[");
        self.print(pieces, open | LINK, Neighbour::Punctuation);
        self.glued = true;
        self.glue(&format!("]({destination})"));
    }

    /// What to print around pieces for a mark to be read there; nothing if Markdown has no way to say it.
    fn delimiter(
        &mut self,
        pieces: &[Piece<'_>],
        open: u8,
        mark: &Mark,
        after: Neighbour,
    ) -> Option<&'static str> {
        let last = self.open_word().and_then(|line| line.chars().last());
        let before = Neighbour::of(last);
        let marks = (open | bit(mark)).count_ones() as usize;
        // Whether a letter or digit stands at an edge, and no further mark.
        let is_word = |piece: Option<&Piece<'_>>, edge: fn(&str) -> Option<char>| {
            piece.is_some_and(|piece| match piece.kind {
                Kind::Text(text) if piece.marks.len() == marks => {
                    edge(text).is_some_and(char::is_alphanumeric)
                }
                Kind::Text(_) | Kind::Code(_) | Kind::Address(_) | Kind::Gap | Kind::Break => false,
            })
        };
        let opens =
            before != Neighbour::Other || is_word(pieces.first(), |text| text.chars().next());
        let closes =
            after != Neighbour::Other || is_word(pieces.last(), |text| text.chars().last());
        if !opens || !closes {
            return None;
        }
        let is_apart = before != Neighbour::Other && after != Neighbour::Other;
        let candidates: &[&'static str] = match mark {
            Mark::Emphasis if is_apart => &["_", "*"],
            Mark::Emphasis => &["*"],
            Mark::Strike => &["~~"],
            Mark::Strong | Mark::Link(_) => &["**"],
        };
        let fits = |delimiter: &&&str| last.is_none_or(|last| !delimiter.starts_with(last));
        candidates.iter().find(fits).copied()
    }

    /// The line whose last word what comes next belongs to.
    fn open_word(&mut self) -> Option<&mut String> {
        let line = self.lines.last_mut();
        line.filter(|line| self.glued && !line.is_empty())
    }

    /// Adds to the last word, or starts the next one.
    fn glue(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            if !self.glued && !line.is_empty() {
                line.push(BETWEEN);
            }
            line.push_str(text);
        }
        self.glued = true;
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

/// The mark, not in `open`, of the first piece that goes on for longest, and for how many pieces it does. None starts
/// with a gap.
fn longest<'a>(pieces: &[Piece<'a>], open: u8) -> Option<(usize, &'a Mark)> {
    let first = pieces.first()?;
    if matches!(first.kind, Kind::Gap | Kind::Break) {
        return None;
    }
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
