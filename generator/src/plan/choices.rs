//! The human choices: what a document can't say, read from `codegen.yaml`. A choice that matches nothing is an error.
//!
//! A choice names what it is about by its place (`#/components/schemas/Pet/properties/name`), by `operationId`, by the
//! name of a component or of its type (`Pet`), or by type and member (`Pet.name`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::keys::Keys;
use super::style::NameStyle;

/// All choices. Everything is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Choices {
    /// What `Cargo.toml` says.
    pub package: PackageChoices,
    /// What is true of all calls.
    pub client: ClientChoices,
    /// Rust names of types, members and methods.
    rename: BTreeMap<String, String>,
    /// Operations that are left out.
    skip: Vec<Skip>,
    /// Members that may be missing or `null` although the document says otherwise; a type stands for all of its members.
    lenient: Vec<String>,
    /// Members that `Debug` does not show.
    redact: Vec<String>,
    /// Members that the document does not know are dropped instead of kept.
    pub drop_unknown_members: bool,
}

/// What `Cargo.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PackageChoices {
    /// Package name; else made from the title.
    pub name: Option<String>,
    /// Package version; else `0.1.0`.
    pub version: Option<String>,
    /// SPDX expression; else none.
    pub license: Option<String>,
    /// One line; else made from the title.
    pub description: Option<String>,
    /// Repository URL.
    pub repository: Option<String>,
    /// At most five.
    pub keywords: Vec<String>,
    /// Builds on its own inside the folder of another workspace.
    pub standalone: bool,
}

/// What is true of all calls.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientChoices {
    /// Base URL in place of the document's.
    pub base_url: Option<String>,
    /// Response header with the id of a request.
    pub request_id: Option<String>,
    /// Environment variables of `Client::from_env`, by name of a security scheme.
    pub from_env: BTreeMap<String, Vec<String>>,
}

/// An operation that is left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    operation: String,
    reason: String,
}

impl Choices {
    /// Reads the text of the choices; `file` is for messages. A wrong text is reported, and gives no choices.
    pub fn parse(file: &str, text: &str, report: &mut Report) -> Self {
        if text
            .lines()
            .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
        {
            return Self::default();
        }
        match serde_yaml::from_str::<Self>(text) {
            Ok(choices) => choices,
            Err(error) => {
                let place = error.location();
                let place = place.map_or((1, 1), |place| (place.line(), place.column()));
                let mut message = error.to_string();
                // It is said once, as the place of the finding.
                message.truncate(message.rfind(" at line ").unwrap_or(message.len()));
                let problem = PlanProblem::ChoicesUnreadable { message };
                report.error_at(Location::root(file), Some(place), problem);
                Self::default()
            }
        }
    }

    /// The Rust name that was chosen for a thing whose names are spelled so; a place may be that of a type and of a member.
    pub fn renamed(&self, key: &str, style: NameStyle) -> Option<&str> {
        let name = self.rename.get(key)?;
        style.fault(name).is_none().then_some(name)
    }

    /// Whether nothing was chosen that names a part of the document.
    pub fn is_empty(&self) -> bool {
        self.rename.is_empty()
            && self.skip.is_empty()
            && self.lenient.is_empty()
            && self.redact.is_empty()
            && self.client.from_env.is_empty()
    }

    /// All renames: what, and to which Rust name.
    pub fn renames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rename
            .iter()
            .map(|(choice, name)| (choice.as_str(), name.as_str()))
    }

    /// Whether any operation is left out, so that its keys are worth making.
    pub fn skips(&self) -> bool {
        !self.skip.is_empty()
    }

    /// Why an operation is left out, if it is; by any of its keys.
    pub fn skipped(&self, keys: &[&str]) -> Option<&str> {
        self.skip
            .iter()
            .find(|skip| keys.contains(&skip.operation.as_str()))
            .map(|skip| skip.reason.as_str())
    }

    /// Whether a member is lenient; by any of its keys.
    pub fn is_lenient(&self, keys: &[&str]) -> bool {
        self.lenient.iter().any(|key| keys.contains(&key.as_str()))
    }

    /// Whether a member is redacted by choice; by any of its keys.
    pub fn is_redacted(&self, keys: &[&str]) -> bool {
        self.redact.iter().any(|key| keys.contains(&key.as_str()))
    }

    /// Whether any choice is about single members, so that their keys are worth making.
    pub fn names_members(&self) -> bool {
        !(self.rename.is_empty() && self.lenient.is_empty() && self.redact.is_empty())
    }

    /// Reports every choice that matches none of the keys that the document has.
    pub fn check(&self, file: &str, keys: &Keys, schemes: &BTreeSet<&str>, report: &mut Report) {
        let at = Location::root(file);
        let (skips, env) = (at.key("skip"), at.key("client").key("from_env"));
        let renames = self
            .rename
            .keys()
            .map(|key| ("rename", key, at.key("rename").key(key)));
        let skips =
            self.skip.iter().enumerate().map(|(index, skip)| {
                ("skip", &skip.operation, skips.index(index).key("operation"))
            });
        let members = [("lenient", &self.lenient), ("redact", &self.redact)];
        let members = members.into_iter().flat_map(|(list, keys)| {
            let items = at.key(list);
            let keys = keys.iter().enumerate();
            keys.map(move |(index, key)| (list, key, items.index(index)))
        });
        for (index, skip) in self.skip.iter().enumerate() {
            if skip.reason.trim().is_empty() {
                let problem = PlanProblem::ChoiceNotUsable {
                    choice: format!("skip: {}", skip.operation),
                    expected: "a reason".to_owned(),
                };
                report.error(at.key("skip").index(index).key("reason"), problem);
            }
        }
        let named = renames.chain(skips).chain(members);
        let unmatched = named.filter(|(_, key, _)| !keys.contains_key(*key));
        let env = self
            .client
            .from_env
            .keys()
            .map(|key| ("from_env", key, env.key(key)));
        let env = env.filter(|(_, key, _)| !schemes.contains(key.as_str()));
        for (list, key, at) in unmatched.chain(env) {
            let choice = format!("{list}: {key}");
            report.error(at, PlanProblem::ChoiceMatchesNothing { choice });
        }
    }
}
