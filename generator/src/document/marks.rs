//! Lines and columns of a text, found as fast in one long line as in many short ones.

/// A place in a text of which line and column are known, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) byte: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// How many bytes there are between two marks at most: so many are looked through for a column.
const STRIDE: usize = 1024;

/// Where the lines of a text begin, and places in those that are long: a document may be one line.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut byte = 0;
    // What follows the last line break is a line too, though there is nothing in it.
    for (line, whole) in (1..).zip(text.split('\n')) {
        let (mut rest, mut column) = (whole, 1);
        let mut start = byte;
        marks.push(Mark {
            byte: start,
            line,
            column,
        });
        while rest.len() > STRIDE {
            let end = (1..=STRIDE).rev().find(|end| rest.is_char_boundary(*end));
            let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
            start += part.len();
            column += part.chars().count();
            marks.push(Mark {
                byte: start,
                line,
                column,
            });
            rest = behind;
        }
        byte += whole.len() + 1;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_looked_through_in_part() {
        let long = "äb".repeat(20_000);
        let text = format!("first\n{long}\n{long}");
        let marks = marks(&text);
        for pair in marks.windows(2) {
            assert!(pair[1].byte - pair[0].byte <= STRIDE + 1, "{pair:?}");
        }
        for mark in &marks {
            let start = text[..mark.byte].rfind('\n').map_or(0, |end| end + 1);
            let lines = text[..mark.byte].matches('\n').count();
            let column = text[start..mark.byte].chars().count() + 1;
            assert_eq!((mark.line, mark.column), (lines + 1, column));
        }
        assert_eq!(marks.last().map(|mark| mark.line), Some(3));
    }
}
