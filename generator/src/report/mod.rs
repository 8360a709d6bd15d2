//! What is wrong with a document, or could not be expressed: with its place, what was expected, and a hint.

#[macro_use]
mod table;
mod display;
mod load;
mod lower;
mod nearest;
mod plan;

use std::fmt;

use serde::Serialize;

use crate::maps::Map;
use crate::pointer::Location;

pub use load::LoadProblem;
pub use lower::LowerProblem;
pub(crate) use nearest::nearest;
pub use plan::PlanProblem;

/// What went wrong or was left out on the way from a document to a crate, in the order in which it was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Each finding once.
    pub diagnostics: Vec<Diagnostic>,
    /// Which of them says what and where, so that it is quick to see whether one is new.
    #[serde(skip)]
    told: Map<Told, usize>,
    /// How many of them have their places in the text already: to look for a place twice would go back too far.
    #[serde(skip)]
    located: usize,
}

/// What a finding tells, without what to do about it: where, and which words.
type Told = (Option<Location>, Option<(usize, usize)>, String);

impl Report {
    /// Adds an error: no crate will be written.
    pub fn error(&mut self, at: impl Into<Option<Location>>, problem: impl Into<Problem>) {
        self.push(Severity::Error, at.into(), problem.into());
    }

    /// Adds a warning: the crate is right, but lacks something.
    pub fn warn(&mut self, at: impl Into<Option<Location>>, problem: impl Into<Problem>) {
        self.push(Severity::Warning, at.into(), problem.into());
    }

    /// Adds an error in a file that is no document, whose place is only a line, from 1.
    pub(crate) fn error_at_line(
        &mut self,
        file: Location,
        line: usize,
        problem: impl Into<Problem>,
    ) {
        self.error_at(file, Some((line, 1)), problem);
    }

    /// Whether anything stands in the way of a crate.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Adds a warning whose line and column are known already.
    pub(crate) fn warn_at(
        &mut self,
        at: Location,
        place: Option<(usize, usize)>,
        problem: impl Into<Problem>,
    ) {
        self.add(Diagnostic::warning(at, problem).placed(place));
    }

    /// Adds an error whose line and column are known already.
    pub(crate) fn error_at(
        &mut self,
        at: Location,
        place: Option<(usize, usize)>,
        problem: impl Into<Problem>,
    ) {
        self.add(Diagnostic::error(at, problem).placed(place));
    }

    /// Gives every finding its line and column, and the pointer that it has in the text, where it has a place.
    pub fn locate(&mut self, texts: &impl Texts) {
        for diagnostic in self.diagnostics.iter_mut().skip(self.located) {
            let Some(at) = &mut diagnostic.at else {
                continue;
            };
            if diagnostic.line.is_none()
                && let Some((line, column)) = texts.line(at)
            {
                diagnostic.line = Some(line);
                diagnostic.column = Some(column);
            }
            *at = texts.original(at);
        }
        self.located = self.diagnostics.len();
    }

    /// Adds what was found later, elsewhere.
    pub(crate) fn append(&mut self, later: Self) {
        later.diagnostics.into_iter().for_each(|it| self.add(it));
    }

    fn push(&mut self, severity: Severity, at: Option<Location>, problem: Problem) {
        self.add(Diagnostic::new(severity, at, problem));
    }

    /// Adds a finding, once. What was a warning is an error where something needs what is not there.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        let index = *self
            .told
            .entry(diagnostic.told())
            .or_insert(self.diagnostics.len());
        match self.diagnostics.get_mut(index) {
            Some(known) => known.severity = known.severity.max(diagnostic.severity),
            None => self.diagnostics.push(diagnostic),
        }
    }
}

/// Knows where places stand in the texts that were read.
pub trait Texts {
    /// Line and column, from 1; of the nearest place around it where it has none of its own.
    fn line(&self, at: &Location) -> Option<(usize, usize)>;

    /// The place in the text of a place that reading may have moved.
    fn original(&self, at: &Location) -> Location;
}

/// Texts of which each knows its own files.
impl<One: Texts, Other: Texts> Texts for (&One, &Other) {
    fn line(&self, at: &Location) -> Option<(usize, usize)> {
        self.0.line(at).or_else(|| self.1.line(at))
    }

    fn original(&self, at: &Location) -> Location {
        self.1.original(&self.0.original(at))
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where, if it has a place.
    pub at: Option<Location>,
    /// Line of the place, from 1; filled in when the report is closed.
    pub line: Option<usize>,
    /// Column of the place, from 1.
    pub column: Option<usize>,
    /// What; boxed, so that a `Result` with a finding stays small.
    pub problem: Box<Problem>,
}

impl Diagnostic {
    /// An error, its line not known yet.
    pub fn error(at: impl Into<Option<Location>>, problem: impl Into<Problem>) -> Self {
        Self::new(Severity::Error, at.into(), problem.into())
    }

    /// A warning, its line not known yet.
    pub fn warning(at: impl Into<Option<Location>>, problem: impl Into<Problem>) -> Self {
        Self::new(Severity::Warning, at.into(), problem.into())
    }

    /// What it tells.
    fn told(&self) -> Told {
        let Self {
            severity: _,
            at,
            line,
            column,
            problem,
        } = self;
        (at.clone(), line.zip(*column), problem.to_string())
    }

    /// With this line and column.
    fn placed(self, place: Option<(usize, usize)>) -> Self {
        Self {
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            ..self
        }
    }

    fn new(severity: Severity, at: Option<Location>, problem: Problem) -> Self {
        Self {
            severity,
            at,
            line: None,
            column: None,
            problem: Box::new(problem),
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// The crate is right, but lacks something that the document says.
    Warning,
    /// No crate is written.
    Error,
}

/// What can be wrong: a table per stage. Each variant has a folder named by its [`code`](Problem::code) in `tests/faults/`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Problem {
    /// Found while reading.
    Load(LoadProblem),
    /// Found while understanding.
    Lower(LowerProblem),
    /// Found while deciding.
    Plan(PlanProblem),
}

impl Problem {
    /// Codes of all problems, in the order of the pipeline.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        LoadProblem::CODES
            .iter()
            .chain(LowerProblem::CODES)
            .chain(PlanProblem::CODES)
            .copied()
    }

    /// Name in kebab case: the folder of its test, and what messages call it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Load(problem) => problem.code(),
            Self::Lower(problem) => problem.code(),
            Self::Plan(problem) => problem.code(),
        }
    }

    /// Whether the hint is about this very finding, such as the nearest name, and not the same for all of its kind.
    pub fn has_own_hint(&self) -> bool {
        match self {
            Self::Load(problem) => problem.has_own_hint(),
            Self::Lower(problem) => problem.has_own_hint(),
            Self::Plan(problem) => problem.has_own_hint(),
        }
    }

    /// Whether it only sums up what warnings say, without which nobody knows what to mend.
    pub fn sums_up_warnings(&self) -> bool {
        matches!(self, Self::Lower(LowerProblem::NothingLeft {}))
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Load(problem) => problem.hint(),
            Self::Lower(problem) => problem.hint(),
            Self::Plan(problem) => problem.hint(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(problem) => problem.fmt(f),
            Self::Lower(problem) => problem.fmt(f),
            Self::Plan(problem) => problem.fmt(f),
        }
    }
}

impl From<Box<Problem>> for Problem {
    fn from(problem: Box<Problem>) -> Self {
        *problem
    }
}

impl From<LoadProblem> for Problem {
    fn from(problem: LoadProblem) -> Self {
        Self::Load(problem)
    }
}

impl From<LowerProblem> for Problem {
    fn from(problem: LowerProblem) -> Self {
        Self::Lower(problem)
    }
}

impl From<PlanProblem> for Problem {
    fn from(problem: PlanProblem) -> Self {
        Self::Plan(problem)
    }
}
