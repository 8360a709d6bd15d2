//! Boxes that stay on one line or break at each of their places: the part of Oppen's algorithm that prettyplease's forms need.
//!
//! D. Oppen, "Prettyprinting", ACM Transactions on Programming Languages and Systems 2 (4), 1980.

/// The columns that a box steps in, and the width of a line, as prettyplease has them.
pub(super) const INDENT: usize = 4;
pub(super) const WIDTH: usize = 89;

/// The least width, however far a line is indented.
const NARROWEST: usize = 60;

/// More than there is on any line.
const ENDLESS: usize = 0xffff;

/// What code is laid out from.
pub(super) enum Piece<'a> {
    /// What is never broken.
    Word(&'a str),
    /// The beginning of a box, and by how much it is indented.
    Open(isize),
    /// Where a box may be broken.
    Break(Break),
    /// What may not be on one line, without breaking it here.
    Endless,
    /// The end of a box.
    Close,
}

/// Where a box may be broken.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// Stands here as a space where the box is on one line.
    pub space: bool,
    /// A comma ends the line where it is not.
    pub comma: bool,
    /// What comes after it is indented as what stands around the box.
    pub ends: bool,
}

/// Appends the pieces; the line that they begin is indented already.
pub(super) fn print(pieces: &[Piece<'_>], indent: usize, out: &mut String) {
    let widths = widths(pieces);
    let mut indent = indent as isize;
    let mut left = room(indent);
    // The indentation around each box that is open, if it is broken.
    let mut around: Vec<Option<isize>> = Vec::new();
    for (piece, width) in pieces.iter().zip(widths) {
        match piece {
            Piece::Word(text) => {
                out.push_str(text);
                left -= text.len() as isize;
            }
            Piece::Open(by) => {
                let is_broken = width as isize > left;
                around.push(is_broken.then_some(indent));
                indent += if is_broken { *by } else { 0 };
            }
            Piece::Close => {
                if let Some(outer) = around.pop().flatten() {
                    indent = outer;
                }
            }
            Piece::Break(Break { space, comma, ends }) => {
                if let Some(Some(_)) = around.last() {
                    out.push_str(if *comma { ",\n" } else { "\n" });
                    let indent = indent - if *ends { INDENT as isize } else { 0 };
                    out.extend(std::iter::repeat_n(' ', indent.unsigned_abs()));
                    left = room(indent);
                } else if *space {
                    out.push(' ');
                    left -= 1;
                }
            }
            Piece::Endless => {}
        }
    }
}

/// The columns of a line that is indented.
fn room(indent: isize) -> isize {
    (WIDTH as isize - indent).max(NARROWEST as isize)
}

/// The width of each box on one line, with what follows it up to where what it stands in can be broken.
fn widths(pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut widths = vec![0; pieces.len()];
    let (mut total, mut open) = (0, Vec::new());
    // Boxes that are closed, and in how many others they stand.
    let mut closed: Vec<(usize, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Word(text) => total += text.len(),
            Piece::Endless => total += ENDLESS,
            Piece::Open(_) => {
                widths[index] = total;
                open.push(index);
            }
            Piece::Close => closed.extend(open.pop().map(|start| (open.len(), start))),
            Piece::Break(Break { space, .. }) => {
                while let Some((_, start)) = closed.pop_if(|(depth, _)| *depth >= open.len()) {
                    widths[start] = total - widths[start];
                }
                total += usize::from(*space);
            }
        }
    }
    for (_, start) in closed {
        widths[start] = total - widths[start];
    }
    widths
}
