//! Why JSON could not be read: where, what was expected, what was found. Never a value.

use std::fmt;

use super::Table;
use super::deserialize::WITHIN_DEPTH;

/// Why JSON could not be read. Neither its `Display` nor its `Debug` shows anything that was sent.
#[derive(Clone)]
pub struct Fault(Box<Inner>);

#[derive(Clone)]
struct Inner {
    // From the inside out.
    path: Vec<Segment>,
    problem: Problem,
    expected: &'static str,
    found: &'static str,
    alternatives: Vec<(&'static str, Fault)>,
}

/// A step of a path.
#[derive(Clone)]
pub enum Segment {
    /// A declared member.
    Member(&'static Table, usize),
    /// Another member: its name is content.
    Key(String),
    /// An item of an array.
    Index(usize),
}

#[derive(Clone, Copy)]
enum Problem {
    Mismatch,
    Missing,
    Twice,
    TooDeep,
    /// What the text is, and its line and column.
    Unreadable(&'static str, Option<(usize, usize)>),
    Unwritable,
}

impl Fault {
    #[cold]
    fn new(problem: Problem, expected: &'static str, found: &'static str) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            problem,
            expected,
            found,
            alternatives: Vec::new(),
        }))
    }

    /// Something else was expected.
    #[cold]
    pub(super) fn mismatch(expected: &'static str, found: &'static str) -> Self {
        Self::new(Problem::Mismatch, expected, found)
    }

    /// A member is missing.
    #[cold]
    pub(super) fn missing() -> Self {
        Self::new(Problem::Missing, "a member", "nothing")
    }

    /// A member came twice.
    #[cold]
    pub(super) fn twice() -> Self {
        Self::new(Problem::Twice, "one member of each name", "two")
    }

    /// An array is longer than its type.
    #[cold]
    pub(super) fn too_many() -> Self {
        Self::mismatch("the end of the array", "another item")
    }

    /// Arrays and objects are nested too deeply.
    #[cold]
    pub(super) fn too_deep() -> Self {
        Self::new(Problem::TooDeep, WITHIN_DEPTH, "more")
    }

    /// The text breaks the rules of its format.
    #[cold]
    pub(super) fn unreadable() -> Self {
        let problem = Problem::Unreadable("not well-formed JSON", None);
        Self::new(problem, "well-formed JSON", "something else")
    }

    /// The format can't read the text, and tells why. What `serde_json` tells of well-formed JSON that Rust can't hold is
    /// known by its text, as there is no other way.
    #[cold]
    pub(super) fn told(why: &dyn fmt::Display) -> Self {
        let why = why.to_string();
        let begins = |known| why.starts_with(known);
        let what = if begins("number out of range") {
            "a number beyond 64 bits"
        } else if begins("lone leading surrogate") || begins("unexpected end of hex") {
            "a string with half a surrogate pair"
        } else {
            return Self::unreadable();
        };
        Self::new(Problem::Unreadable(what, None), "what Rust can hold", what)
    }

    /// A value that JSON can't hold.
    #[cold]
    pub(super) fn unwritable(what: &'static str) -> Self {
        Self::new(Problem::Unwritable, "a value that JSON can hold", what)
    }

    /// The same, one step further out.
    #[cold]
    pub(super) fn under(mut self, segment: Segment) -> Self {
        self.0.path.push(segment);
        self
    }

    /// Whether the text breaks the rules of its format, or can't be read for another reason than its type.
    pub(super) fn is_malformed(&self) -> bool {
        matches!(self.0.problem, Problem::Unreadable(..))
    }

    /// Adds where the text can't be read, in lines and columns from 1.
    #[cold]
    pub(super) fn at_position(mut self, line: usize, column: usize) -> Self {
        if let Problem::Unreadable(_, position) = &mut self.0.problem {
            *position = Some((line, column));
        }
        self
    }

    /// Adds why the other arms of a union did not fit.
    #[cold]
    pub(super) fn with_alternatives(mut self, others: Vec<(&'static str, Self)>) -> Self {
        self.0.alternatives = others;
        self
    }

    /// Where it is, with every name: `participants[3].addresses[0].channel`. Names of members that the document does not
    /// describe are content, and may be personal data. Empty: the whole value.
    pub fn path(&self) -> String {
        self.shown_path(true)
    }

    /// The path, with or without the names that are content.
    fn shown_path(&self, with_content: bool) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            match segment {
                Segment::Index(index) => path.push_str(&format!("[{index}]")),
                Segment::Member(table, index) => dotted(&mut path, wire(table, *index)),
                Segment::Key(name) if with_content => dotted(&mut path, name),
                Segment::Key(_) => path.push_str("[*]"),
            }
        }
        path
    }

    /// What was expected: `an integer`.
    pub fn expected(&self) -> &'static str {
        self.0.expected
    }

    /// What was found, as the JSON type only: `a string`.
    pub fn found(&self) -> &'static str {
        self.0.found
    }

    /// Line and column, both from 1, where the text is not well-formed JSON, or holds what Rust does not.
    pub fn position(&self) -> Option<(usize, usize)> {
        match self.0.problem {
            Problem::Unreadable(_, position) => position,
            _ => None,
        }
    }

    /// Which choice of the generator makes this value acceptable, if one does.
    pub fn hint(&self) -> Option<String> {
        let lenient = match self.0.problem {
            Problem::Missing => true,
            Problem::Mismatch => self.0.found == "null",
            _ => false,
        };
        match self.0.path.first() {
            Some(Segment::Member(table, index)) if lenient => Some(format!(
                "make it lenient: choice `lenient`, entry `{}.{}`",
                table.name,
                wire(table, *index)
            )),
            _ => None,
        }
    }
}

fn wire(table: &'static Table, index: usize) -> &'static str {
    table.wire.get(index).copied().unwrap_or("?")
}

fn dotted(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.shown_path(false);
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        let Inner {
            expected, found, ..
        } = *self.0;
        match self.0.problem {
            Problem::Missing => f.write_str("the member is missing")?,
            Problem::Twice => f.write_str("the member came twice")?,
            Problem::TooDeep => write!(f, "nested too deeply, expected {expected}")?,
            Problem::Unreadable(what, None) => f.write_str(what)?,
            Problem::Unreadable(what, Some((line, column))) => {
                write!(f, "{what} at line {line}, column {column}")?;
            }
            Problem::Mismatch => write!(f, "expected {expected}, found {found}")?,
            Problem::Unwritable => write!(f, "JSON can't hold {found}")?,
        }
        for (arm, fault) in &self.0.alternatives {
            write!(f, "; not `{arm}`: {fault}")?;
        }
        match self.hint() {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({self})")
    }
}

impl std::error::Error for Fault {}
