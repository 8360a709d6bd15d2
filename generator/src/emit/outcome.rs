//! Outcomes: the errors of a method by status, and its answers when several statuses differ.

use super::client::Lookup;
use super::docs;
use super::method_docs::status;
use super::scope::Scope;
use super::structure::attributes;
use super::text::{ident, quoted};
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{Case, Format, Outcome, StatusPattern};

pub(super) fn items(
    outcome: &Outcome,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> Vec<Item> {
    // The docs link to it.
    scope.runtime("Client");
    match outcome {
        Outcome::Errors {
            name,
            method,
            cases,
        } => {
            let summary = format!("The errors of {}.", docs::method_link(method));
            let unexpected = scope.runtime("Unexpected");
            let last = Entry::new(
                docs::comment(&["Anything that the document does not describe."]),
                format!("Unexpected({unexpected})"),
            );
            let head = enum_head(name, &summary, None);
            enumeration("errors", name, head, cases, Some(last), scope)
        }
        Outcome::Answers {
            name,
            method,
            cases,
        } => {
            let summary = format!("The answers of {}.", docs::method_link(method));
            let head = enum_head(name, &summary, Some("#[derive(Clone)]"));
            enumeration("answers", name, head, cases, None, scope)
        }
        Outcome::SameErrors {
            name,
            method,
            target,
            docs,
        } => {
            let mut lines = vec![["The errors of ", &docs::method_link(method), "."].concat()];
            if !docs.is_empty() {
                lines.push(String::new());
                lines.extend(docs.iter().cloned());
            }
            let (name, target) = (ident(name), lookup.outcome(target, file));
            let line = ["pub type ", &name, " = ", &target].concat();
            vec![Item::Line(Entry::new(docs::comment(&lines), line))]
        }
    }
}

/// The documented cases of an error type, or of the one that it is equal to.
pub(super) fn cases<'a>(name: &str, named: impl Fn(&str) -> Option<&'a Outcome>) -> &'a [Case] {
    let outcome = match named(name) {
        Some(Outcome::SameErrors { target, .. }) => named(target),
        outcome => outcome,
    };
    match outcome {
        Some(Outcome::Errors { cases, .. } | Outcome::Answers { cases, .. }) => cases,
        Some(Outcome::SameErrors { .. }) | None => &[],
    }
}

fn enum_head(name: &str, summary: &str, derived: Option<&'static str>) -> Entry {
    Entry {
        docs: docs::comment(&[summary]),
        attributes: attributes(derived, false),
        line: format!("pub enum {}", ident(name)),
    }
}

fn enumeration(
    table: &'static str,
    name: &str,
    head: Entry,
    cases: &[Case],
    last: Option<Entry>,
    scope: &mut Scope,
) -> Vec<Item> {
    let signatures: Vec<String> = cases.iter().map(|case| signature(case, scope)).collect();
    let cases_with = || cases.iter().zip(&signatures);
    let variants = cases_with().map(|(case, signature)| {
        let docs = docs::comment_or_name(&case.docs, &status(case.status));
        Entry::new(docs, signature.clone())
    });
    let members = variants.chain(last).collect();
    let entries = cases_with().map(|(case, signature)| entry(case, signature));
    scope.runtime(table);
    let table = Table::list(table, ident(name), entries, "");
    vec![
        Item::Declaration(Declaration { head, members }),
        Item::Table(table),
    ]
}

fn signature(case: &Case, scope: &mut Scope) -> String {
    let name = ident(&case.variant);
    match &case.ty {
        Some(ty) => [&*name, "(", &spell(ty, Position::Held, scope), ")"].concat(),
        None => name.into_owned(),
    }
}

fn entry(case: &Case, signature: &str) -> String {
    let mut pattern = pattern(case.status);
    if !case.media_types.is_empty() {
        pattern = format!("{pattern} {}", quoted(&case.media_types.join("|")));
    }
    let format = match (case.format, &case.ty) {
        (Format::Text, Some(_)) => " text",
        (Format::Binary, Some(_)) => " binary",
        (Format::Empty | Format::Json | Format::Form | Format::Multipart, _) | (_, None) => "",
    };
    [&*pattern, " => ", signature, format].concat()
}

/// `404`, `4XX` or `default`.
pub(super) fn pattern(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(first) => first.to_string() + "XX",
        StatusPattern::Default => "default".to_owned(),
    }
}
