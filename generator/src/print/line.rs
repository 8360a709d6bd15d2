//! Lays out a line of code: as it is where it fits, else broken where prettyplease breaks it.
//!
//! It reads what emit writes and no more of Rust than that.

use super::boxes::{self, Break, INDENT, Piece, WIDTH};

/// Longest literal of a struct that stays on one line, as in rustfmt: without its last brace.
const STRUCT: usize = 34;

/// What indents a box.
const STEP: isize = INDENT as isize;

/// Between two of a list.
const NEXT: Break = Break {
    space: true,
    comma: false,
    ends: false,
};

/// After the last of a list.
const LAST: Break = Break {
    space: false,
    comma: true,
    ends: true,
};

/// Appends a line that is indented already, and is no end of a line itself: a signature, a constant, a name of a type.
pub(super) fn item(line: &str, indent: usize, out: &mut String) {
    match line.split_once(" = ") {
        Some((before, _)) if before.contains("const ") => statement(line, indent, out),
        _ if indent + line.len() <= WIDTH => out.push_str(line),
        _ => boxes::print(&types(line), indent, out),
    }
}

/// Appends a statement that is indented already.
pub(super) fn statement(line: &str, indent: usize, out: &mut String) {
    if indent + line.len() <= WIDTH && !line.contains(" {") {
        return out.push_str(line);
    }
    let mut reader = Reader {
        rest: line,
        pieces: Vec::with_capacity(64),
    };
    reader.statement();
    boxes::print(&reader.pieces, indent, out);
}

/// A line in which brackets are those of types and of arguments.
fn types(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(32);
    let mut start = 0;
    let bytes = line.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        let mut word = |end: usize| pieces.push(Piece::Word(&line[start..end]));
        match byte {
            b'(' if next == Some(&b')') => at += 1,
            b'<' | b'(' => {
                word(at + 1);
                pieces.extend([Piece::Open(STEP), Piece::Break(Break::default())]);
                start = at + 1;
                depth += 1;
            }
            b',' if next == Some(&b' ') => {
                word(at + 1);
                pieces.push(Piece::Break(NEXT));
                start = at + 2;
            }
            b',' if depth > 0 => {
                // `(A,)` needs its comma.
                word(at + 1);
                pieces.extend([
                    Piece::Break(Break {
                        comma: false,
                        ..LAST
                    }),
                    Piece::Close,
                ]);
                start = at + 1;
                at += 1;
                depth -= 1;
            }
            b'>' | b')' if depth > 0 && !line[..at].ends_with('-') => {
                word(at);
                pieces.extend([Piece::Break(LAST), Piece::Close]);
                start = at;
                depth -= 1;
            }
            _ => {}
        }
        at += 1;
    }
    pieces.push(Piece::Word(&line[start..]));
    pieces
}

/// Where an expression stands in its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    First,
    Within,
}

/// Reads expressions.
struct Reader<'a> {
    rest: &'a str,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Reader<'a> {
    /// `const NAME: Type = value;`, `static NAME: Type = make(|| value);`, `self.name = value;`, or an expression.
    fn statement(&mut self) {
        if let Some((name, _)) = self.rest.split_once(" = ")
            && name.contains("const ")
        {
            self.word(name.len() + " = ".len());
            self.expression(Stands::Within);
        } else if let Some((maker, _)) = self.rest.split_once("|| ")
            && maker.starts_with("static ")
        {
            self.word(maker.len() + "|| ".len());
            self.expression(Stands::Within);
        } else {
            let is_assigned = self.rest.ends_with(';') && self.rest.contains(" = ");
            self.expression(match is_assigned {
                true => Stands::Within,
                false => Stands::First,
            });
            if self.rest.starts_with(" = ") {
                self.word(" = ".len());
                self.pieces.push(Piece::Break(Break::default()));
                self.expression(Stands::Within);
            }
        }
        self.word(self.rest.len());
    }

    fn expression(&mut self, stands: Stands) {
        let borrows = self.rest.len() - self.rest.trim_start_matches('&').len();
        self.word(borrows);
        let begins_line = stands == Stands::First && borrows == 0;
        let start = self.pieces.len();
        if self.rest.starts_with('[') || self.rest.starts_with('(') {
            return self.list();
        }
        if self.rest.starts_with("const {") {
            return self.block();
        }
        let is_text = self.rest.starts_with('"');
        let path = match is_text {
            true => Some(literal(self.rest)),
            false => self
                .rest
                .find(['.', ',', '(', ')', '[', ']', '}', ' ', ';', '?']),
        };
        let path = path.unwrap_or(self.rest.len());
        self.word(path);
        let end = self.pieces.len();
        let is_called = self.rest.starts_with('(');
        if is_called {
            self.list();
        } else if self.rest.starts_with(" {") {
            self.structure(path);
        }
        if self.rest.starts_with('?') {
            self.word(1);
        }
        if self.rest.starts_with('.') {
            self.pieces.insert(end, Piece::Close);
            self.pieces.insert(start, Piece::Open(-STEP));
            self.pieces.insert(start, Piece::Open(STEP));
            self.chain(begins_line && path <= INDENT && !is_called && !is_text);
            self.pieces.push(Piece::Close);
        }
    }

    /// `.name(arguments)` as often as it comes; `joined`: the first is not broken off a word as short as this.
    fn chain(&mut self, joined: bool) {
        let mut is_first = true;
        while self.rest.starts_with('.') {
            if !(is_first && joined) {
                self.pieces.push(Piece::Break(Break::default()));
            }
            let name = self.rest.find(['(', ')', ',', ' ', ';', '}']);
            let dot = self.rest[1..].find('.').map(|at| at + 1);
            let name = name.into_iter().chain(dot).min().unwrap_or(self.rest.len());
            self.word(name);
            if self.rest.starts_with('(') {
                let open = self.pieces.len();
                self.list();
                let is_alone = is_first && !self.rest.starts_with('.');
                let by = if joined && is_alone { -STEP } else { 0 };
                self.pieces.insert(open, Piece::Open(by));
                self.pieces.push(Piece::Close);
            }
            is_first = false;
        }
    }

    /// What is in parentheses or brackets.
    fn list(&mut self) {
        if self.rest.starts_with("()") || self.rest.starts_with("[]") {
            return self.word(2);
        }
        self.word(1);
        self.pieces
            .extend([Piece::Open(STEP), Piece::Break(Break::default())]);
        self.expression(Stands::Within);
        while self.rest.starts_with(", ") {
            self.next();
            self.expression(Stands::Within);
        }
        self.pieces.extend([Piece::Break(LAST), Piece::Close]);
        self.word(1);
    }

    /// ` { name: value, ..rest }` after a path of this length.
    fn structure(&mut self, path: usize) {
        let start = self.rest;
        self.word(" {".len());
        if self.rest.starts_with('}') {
            return self.word(1);
        }
        let open = self.pieces.len();
        self.pieces.extend([Piece::Open(STEP), Piece::Break(NEXT)]);
        self.skip_space();
        let mut is_open = false;
        loop {
            if self.rest.starts_with("..") {
                is_open = true;
                self.word("..".len());
            } else {
                let end = self.rest.find([':', ',', ' ']).unwrap_or_default();
                let colon = if self.rest[end..].starts_with(": ") {
                    2
                } else {
                    0
                };
                self.word(end + colon);
                if colon == 0 && self.rest.starts_with(", ") {
                    self.next();
                    continue;
                }
            }
            if !self.rest.starts_with(" }") {
                self.expression(Stands::Within);
            }
            if !self.rest.starts_with(", ") {
                break;
            }
            self.next();
        }
        self.skip_space();
        if path + start.len() - self.rest.len() > STRUCT {
            self.pieces.insert(open + 1, Piece::Endless);
        }
        let last = Break {
            space: true,
            comma: !is_open,
            ends: true,
        };
        self.pieces.extend([Piece::Break(last), Piece::Close]);
        self.word(1);
    }

    /// `const { value }`
    fn block(&mut self) {
        self.word("const ".len());
        self.pieces.push(Piece::Open(STEP));
        self.word(1);
        self.pieces.push(Piece::Break(NEXT));
        self.skip_space();
        self.expression(Stands::First);
        self.skip_space();
        self.pieces.push(Piece::Break(Break {
            space: true,
            comma: false,
            ends: true,
        }));
        self.word(1);
        self.pieces.push(Piece::Close);
    }

    /// `, `
    fn next(&mut self) {
        self.word(1);
        self.pieces.push(Piece::Break(NEXT));
        self.skip_space();
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.strip_prefix(' ').unwrap_or(self.rest);
    }

    fn word(&mut self, length: usize) {
        if let Some((word, rest)) = self.rest.split_at_checked(length)
            && length > 0
        {
            self.pieces.push(Piece::Word(word));
            self.rest = rest;
        }
    }
}

/// The length of the literal that a text begins with.
fn literal(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}
