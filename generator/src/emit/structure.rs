//! Structs: the plain struct and its table.

use super::scope::Scope;
use super::text::{ident, quoted};
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use super::{construction, docs};
use crate::plan::{Field, Presence, Rest, Struct};

pub(super) fn items(model: &Struct, scope: &mut Scope) -> Vec<Item> {
    let mut items = vec![
        Item::Declaration(declaration(model, scope)),
        Item::Table(table(model, scope)),
    ];
    if model.sent {
        items.extend(construction::items(model, scope));
    }
    items
}

fn declaration(model: &Struct, scope: &mut Scope) -> Declaration {
    let Struct {
        name,
        docs,
        deprecated,
        fields,
        rest,
        sent: _,
    } = model;
    let mut members: Vec<Entry> = fields.iter().map(|field| member(field, scope)).collect();
    members.extend(rest_members(rest, scope));
    Declaration {
        head: Entry {
            docs: docs::comment_or_name(docs, name),
            attributes: attributes(None, *deprecated),
            line: ["pub struct ", &ident(name)].concat(),
        },
        members,
    }
}

/// The attributes of a public type.
pub(super) fn attributes(derived: Option<&'static str>, deprecated: bool) -> Vec<&'static str> {
    let deprecated = deprecation(deprecated);
    let all = derived.into_iter().chain(deprecated);
    all.chain(["#[non_exhaustive]"]).collect()
}

/// `#[deprecated]`, or nothing.
pub(super) fn deprecation(deprecated: bool) -> Option<&'static str> {
    deprecated.then_some("#[deprecated]")
}

fn member(field: &Field, scope: &mut Scope) -> Entry {
    let (name, ty) = (ident(&field.name), spell(&field.ty, Position::Held, scope));
    Entry {
        docs: docs::comment_or_name(&field.docs, &field.wire),
        attributes: deprecation(field.deprecated).into_iter().collect(),
        line: ["pub ", &name, ": ", &ty].concat(),
    }
}

fn rest_members(rest: &Rest, scope: &mut Scope) -> Vec<Entry> {
    let described = |docs: &str, line| Entry::new(docs::comment(&[docs]), line);
    match rest {
        Rest::Kept { field } => {
            let (field, extra) = (ident(field), scope.runtime("Extra"));
            let docs = "Members that the document does not describe.";
            vec![described(docs, ["pub ", &field, ": ", extra].concat())]
        }
        Rest::Typed {
            field,
            value,
            extra: remembered,
        } => {
            let (field, map) = (ident(field), scope.map());
            let value = spell(value, Position::Held, scope);
            let (remembered, extra) = (ident(remembered), scope.runtime("Extra"));
            let docs = "What is remembered beside the members: which of them came as `null`.";
            vec![
                described(
                    "Members that the document does not name.",
                    format!("pub {field}: {map}<String, {value}>"),
                ),
                described(docs, format!("pub {remembered}: {extra}")),
            ]
        }
        Rest::Dropped => Vec::new(),
    }
}

fn table(model: &Struct, scope: &mut Scope) -> Table {
    scope.runtime("fields");
    if !model.fields.is_empty() {
        // The macro calls it for each member: the compiler reads a name of one word faster than a path.
        scope.runtime("empty");
    }
    let entries = model.fields.iter().map(entry);
    Table::list("fields", ident(&model.name), entries, tail(&model.rest))
}

fn entry(field: &Field) -> String {
    let mut line = [&*ident(&field.name), " = ", &quoted(&field.wire)].concat();
    for mark in marks(field) {
        line.extend([" ", mark]);
    }
    line
}

/// What is said about a field beside its name on the wire.
pub(super) fn marks(field: &Field) -> impl Iterator<Item = &'static str> {
    let nullable = (field.presence == Presence::Nullable).then_some("nullable");
    let redacted = field.redacted.then_some("redacted");
    let read_only = field.read_only.then_some("read_only");
    [nullable, redacted, read_only].into_iter().flatten()
}

fn tail(rest: &Rest) -> String {
    let renamed = |field: &str| (field != "extra").then(|| format!("extra = {}", ident(field)));
    match rest {
        Rest::Kept { field } => renamed(field).unwrap_or_default(),
        Rest::Typed {
            field,
            value: _,
            extra,
        } => {
            let renamed = renamed(extra).map_or_else(String::new, |extra| format!(", {extra}"));
            format!("..{}{renamed}", ident(field))
        }
        Rest::Dropped => "closed".to_owned(),
    }
}
