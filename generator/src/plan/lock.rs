//! The name lock: which name stands for which place of the document, and in which order arguments are, so that what was given
//! once never changes.
//!
//! A text of one line per name, sorted, made to be read in a review:
//!
//! ```text
//! strip conversations.v2.
//! method #/paths/~1v2~1Conversations~1{Sid}/get = fetch_conversation
//! type #/components/schemas/conversations.v2.conversation = Conversation
//! errors #/paths/~1v2~1Conversations~1{Sid}/get = FetchConversationError
//! order #/components/schemas/conversations.v2.address = channel value
//! arm #/components/schemas/conversations.v2.action/arm/0 = - kind text
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::style::NameStyle;

const HEAD: &str = "# Which Rust name stands for which place of the document. Written by codegen; commit it.
# Recorded names never change; delete a line to have that name made anew, or run codegen with --relock.
";

/// Names of earlier runs, and those that this run adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock {
    strip: Option<String>,
    names: BTreeMap<LockEntry, BTreeMap<String, String>>,
    /// Names that people chose, and that something else has or would have: not written.
    pub(super) contested: BTreeSet<String>,
}

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockEntry {
    /// A method of the client.
    Method,
    /// A model.
    Type,
    /// A field or a variant.
    Part,
    /// A method of the client's builder that takes a credential.
    Credential,
    /// The error type of an operation, which others share.
    Errors,
    /// The order of what a constructor or a method asks for, as its wire names.
    Order,
    /// What an arm of a union was when it was named: its title, and what it holds.
    Arm,
}

impl LockEntry {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Method, "method"),
        (Self::Type, "type"),
        (Self::Part, "part"),
        (Self::Credential, "credential"),
        (Self::Errors, "errors"),
        (Self::Order, "order"),
        (Self::Arm, "arm"),
    ];

    /// How its names may be spelled.
    fn styles(self) -> &'static [NameStyle] {
        match self {
            Self::Method | Self::Credential => &[NameStyle::Value],
            Self::Type | Self::Errors => &[NameStyle::Type],
            Self::Part => &[NameStyle::Value, NameStyle::Type],
            Self::Order | Self::Arm => &[],
        }
    }

    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, word)| word)
    }
}

impl NameLock {
    /// Reads the text of a lock; `file` is for messages.
    pub fn parse(file: &str, text: &str, report: &mut Report) -> Self {
        let mut lock = Self::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(reason) = lock.read(line) {
                let problem = PlanProblem::NameLockUnreadable {
                    line: line.to_owned(),
                    reason: reason.to_owned(),
                };
                report.error_at_line(Location::root(file), index + 1, problem);
            }
        }
        lock
    }

    fn read(&mut self, line: &str) -> Result<(), &'static str> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "strip" {
            let others = self.strip.replace(rest.trim().to_owned());
            return others.map_or(Ok(()), |_| Err("there is another `strip` before it"));
        }
        let kind = LockEntry::ALL.iter().find(|(_, known)| *known == word);
        let (Some((kind, _)), Some((place, name))) = (kind, rest.rsplit_once(" = ")) else {
            return Err(
                "it is no `method`, `type`, `part`, `credential`, `errors`, `order` or `arm`, with a place, ` = ` and a name",
            );
        };
        let faults = kind.styles().iter().map(|style| style.fault(name));
        // A part is a field or a variant: what fits either will do.
        match faults.collect::<Option<Vec<_>>>().as_deref() {
            Some([reason, ..]) => Err(reason),
            // What a merge of two branches leaves: the order of the lines must not decide.
            Some([]) | None if self.name(*kind, place).is_some_and(|known| known != name) => {
                Err("a line before it gives this place another name")
            }
            Some([]) | None => {
                self.record(*kind, place.to_owned(), name);
                Ok(())
            }
        }
    }

    /// The text of the lock.
    pub fn print(&self) -> String {
        let mut text = HEAD.to_owned();
        if let Some(prefix) = &self.strip {
            let _ = writeln!(text, "{}", format!("strip {prefix}").trim_end());
        }
        for (kind, names) in &self.names {
            for (place, name) in names {
                text.extend([kind.word(), " ", place, " = ", name, "\n"]);
            }
        }
        text
    }

    /// The prefix of component names that is left out, once it has been decided; empty: none.
    pub fn strip(&self) -> Option<&str> {
        self.strip.as_deref()
    }

    /// Decides the prefix.
    pub fn set_strip(&mut self, prefix: String) {
        self.strip = Some(prefix);
    }

    /// The recorded name of a place.
    pub fn name(&self, kind: LockEntry, place: &str) -> Option<&str> {
        self.names.get(&kind)?.get(place).map(String::as_str)
    }

    /// The same, where the place is spelled only if there are names of this kind.
    pub fn name_at(&self, kind: LockEntry, place: impl FnOnce() -> String) -> Option<&str> {
        let names = self.names.get(&kind)?;
        names.get(&place()).map(String::as_str)
    }

    /// What is recorded of the parts of a place: the last segment of each, with its `/`, and the name.
    pub fn inside(&self, kind: LockEntry, place: &str) -> Vec<(&str, &str)> {
        let names = self.names.get(&kind).into_iter();
        let names = names.flat_map(|names| names.range(format!("{place}/")..));
        let names = names.map_while(|(part, name)| Some((part.strip_prefix(place)?, name)));
        let is_direct = |(segment, _): &(&str, &String)| segment.rfind('/') == Some(0);
        let names = names.take_while(|(rest, _)| rest.starts_with('/'));
        names
            .filter(is_direct)
            .map(|(segment, name)| (segment, name.as_str()))
            .collect()
    }

    /// Whether there is a recorded name of this kind.
    pub fn has(&self, kind: LockEntry) -> bool {
        self.names.contains_key(&kind)
    }

    /// Records a name.
    pub fn record(&mut self, kind: LockEntry, place: String, name: &str) {
        let names = self.names.entry(kind).or_default();
        names.insert(place, name.to_owned());
    }

    /// Adds names of other kinds.
    pub fn append(&mut self, others: Self) {
        self.names.extend(others.names);
        self.contested.extend(others.contested);
    }

    /// Records many names, each of another place.
    pub fn record_all(&mut self, kind: LockEntry, names: impl Iterator<Item = (String, String)>) {
        // Sorted before they are put in, which is faster than to look for the place of each.
        let names: Vec<(String, String)> = names.collect();
        let count = names.len();
        let mut names: BTreeMap<String, String> = names.into_iter().collect();
        debug_assert_eq!(names.len(), count, "two things have one place");
        if !names.is_empty() {
            self.names.entry(kind).or_default().append(&mut names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::at as place;
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let mut lock = NameLock::default();
        lock.set_strip("conversations.v2.".to_owned());
        lock.record(
            LockEntry::Type,
            place(&Location::root("x.yaml").key("a = b\n#é"), "x.yaml"),
            "Ab",
        );
        lock.record(
            LockEntry::Method,
            place(&Location::root("y.yaml").key("get"), "x.yaml"),
            "get",
        );
        let mut report = Report::default();
        assert_eq!(
            NameLock::parse("names.lock", &lock.print(), &mut report),
            lock
        );
        assert!(report.diagnostics.is_empty());
        assert!(
            lock.print().contains("type #/a = b%0A%23%C3%A9 = Ab"),
            "{}",
            lock.print()
        );
    }

    #[test]
    fn a_line_that_is_no_name_is_an_error() {
        let mut report = Report::default();
        NameLock::parse(
            "names.lock",
            "type #/x = 1x\nnonsense\ntype #/y = self\nmethod #/z = Z",
            &mut report,
        );
        let lines: Vec<_> = report.diagnostics.iter().map(|told| told.line).collect();
        assert_eq!(lines, [Some(1), Some(2), Some(3), Some(4)]);
    }
}
