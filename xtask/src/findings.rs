//! What was found in the document, as the user reads it: errors in full, warnings in short unless asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use specsmith::pointer::Location;
use specsmith::report::{Diagnostic, Report, Severity};

use crate::codegen::Inputs;
use crate::paths::shown;
use crate::summary::count;
use crate::terminal::one_line;

/// How many findings are shown when all were not asked for: with the summary they fit on 15 lines.
const WARNINGS: usize = 10;
const ERRORS: usize = 20;

/// How many kinds the line about the rest counts.
const KINDS: usize = 5;

/// Characters of a warning in short.
const WIDTH: usize = 200;

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The first few, warnings on one line each.
    Brief,
    /// Everything.
    Full,
}

/// The findings of a run.
pub struct Findings<'r> {
    all: Vec<&'r Diagnostic>,
    inputs: &'r Inputs,
}

impl<'r> Findings<'r> {
    /// The findings in a report about these files.
    pub fn new(report: &'r Report, inputs: &'r Inputs) -> Self {
        Self {
            all: report.diagnostics.iter().collect(),
            inputs,
        }
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.of(Severity::Warning).len()
    }

    fn of(&self, severity: Severity) -> Vec<&'r Diagnostic> {
        let all = self.all.iter().copied();
        all.filter(|it| it.severity == severity).collect()
    }

    /// What to tell, if there is anything. Where there are errors, warnings wait until all is asked for, but for those that an
    /// error sums up.
    pub fn text(&self, detail: Detail) -> Option<String> {
        let errors = self.of(Severity::Error);
        let (findings, what, most) = if errors.is_empty() {
            (self.all.clone(), "more warning", WARNINGS)
        } else if errors.iter().any(|it| it.problem.sums_up_warnings()) {
            (self.all.clone(), "more finding", ERRORS)
        } else {
            (errors, "more error", ERRORS)
        };
        let (shown, rest) = match detail {
            Detail::Full => (self.all.clone(), Vec::new()),
            Detail::Brief => some_of_each_kind(&findings, most),
        };
        let mut text = String::new();
        for diagnostic in shown {
            text.push_str(&match (diagnostic.severity, detail) {
                (Severity::Warning, Detail::Brief) => self.brief(diagnostic),
                (Severity::Warning, Detail::Full) | (Severity::Error, _) => self.full(diagnostic),
            });
        }
        if !rest.is_empty() {
            let number = count(rest.len(), what);
            let _ = writeln!(
                text,
                "… and {number} ({}): run with --verbose to see all, or with --report FILE to have them as JSON",
                kinds(&rest)
            );
        }
        Some(text).filter(|text| !text.is_empty())
    }

    fn brief(&self, diagnostic: &Diagnostic) -> String {
        let place = self
            .place(diagnostic)
            .map(|place| format!("{place}: "))
            .unwrap_or_default();
        let problem = &diagnostic.problem;
        let mut text = format!("{place}{problem}");
        if problem.has_own_hint() {
            let _ = write!(text, "; {}", problem.hint());
        }
        format!("warning: {}\n", one_line(&text, WIDTH))
    }

    /// As the library writes it, the file named as the user sees it.
    fn full(&self, diagnostic: &Diagnostic) -> String {
        let mut shown = diagnostic.clone();
        if let Some(at) = &diagnostic.at {
            shown.at = Some(Location::root(self.file(at.file())).with_pointer(at.pointer()));
        }
        format!("{shown}\n")
    }

    /// File, line and column, such as a terminal or an editor makes a link of; without a line, the pointer.
    fn place(&self, diagnostic: &Diagnostic) -> Option<String> {
        let at = diagnostic.at.as_ref()?;
        let file = self.file(at.file());
        Some(match diagnostic.line {
            None if !at.pointer().is_empty() => format!("{file}#{}", at.pointer()),
            _ => file + &line_and_column(diagnostic),
        })
    }

    /// Files of the document are named relative to its folder; the user sees them from the current one.
    fn file(&self, name: &str) -> String {
        let choices = self.inputs.choices.as_ref();
        if name == shown(&self.inputs.names.read)
            || choices.is_some_and(|choices| name == choices.name)
        {
            return name.to_owned();
        }
        shown(&self.inputs.spec.with_file_name(name))
    }
}

/// `:12:3`, as far as it is known.
fn line_and_column(diagnostic: &Diagnostic) -> String {
    let numbers = [diagnostic.line, diagnostic.column];
    numbers
        .iter()
        .flatten()
        .map(|number| format!(":{number}"))
        .collect()
}

/// At most so many findings, in their order, and the rest: the first of each kind, so that none hides behind many of
/// another, and then the first of all.
fn some_of_each_kind<'r>(
    findings: &[&'r Diagnostic],
    most: usize,
) -> (Vec<&'r Diagnostic>, Vec<&'r Diagnostic>) {
    let mut kinds = BTreeSet::new();
    let (mut chosen, others): (Vec<usize>, Vec<usize>) =
        (0..findings.len()).partition(|index| kinds.insert(findings[*index].problem.code()));
    chosen.extend(others);
    chosen.truncate(most);
    let (mut shown, mut rest) = (Vec::new(), Vec::new());
    for (index, finding) in findings.iter().enumerate() {
        if chosen.contains(&index) {
            shown.push(*finding)
        } else {
            rest.push(*finding)
        }
    }
    (shown, rest)
}

/// `12 unsupported-keyword, 3 unknown-format, …`: the five kinds that are most frequent.
fn kinds(findings: &[&Diagnostic]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.problem.code()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut words: Vec<String> = counts
        .iter()
        .take(KINDS)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    if counts.len() > KINDS {
        words.push("…".to_owned());
    }
    words.join(", ")
}
