//! Enums of texts and of integers: open, with one variant for what the document does not list.

use super::docs;
use super::scope::Scope;
use super::structure::attributes;
use super::text::{ident, quoted};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{NumberEnum, OpenEnum, TextEnum};

pub(super) fn texts(model: &TextEnum, scope: &mut Scope) -> Vec<Item> {
    let kind = Kind {
        table: "texts",
        unknown: "UnknownText",
        derived: None,
    };
    items(kind, model, |wire| quoted(wire), scope)
}

pub(super) fn numbers(model: &NumberEnum, scope: &mut Scope) -> Vec<Item> {
    let kind = Kind {
        table: "numbers",
        unknown: "UnknownNumber",
        derived: Some("#[derive(Clone, PartialEq, Eq, Hash)]"),
    };
    items(kind, model, i64::to_string, scope)
}

/// What tells the kinds apart.
struct Kind {
    /// The macro.
    table: &'static str,
    /// Type of what is not listed.
    unknown: &'static str,
    /// What the macro leaves to be derived.
    derived: Option<&'static str>,
}

fn items<T: ToString>(
    kind: Kind,
    model: &OpenEnum<T>,
    literal: impl Fn(&T) -> String,
    scope: &mut Scope,
) -> Vec<Item> {
    let Kind {
        table,
        unknown,
        derived,
    } = kind;
    let OpenEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized,
    } = model;
    let head = Entry {
        docs: docs::comment_or_name(docs, name),
        attributes: attributes(derived, *deprecated),
        line: ["pub enum ", &ident(name)].concat(),
    };
    let (name, unrecognized) = (ident(name), ident(unrecognized));
    let known = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let docs = docs::comment_or_name(&variant.docs, &variant.wire.to_string());
        Entry::new(docs, name.into_owned())
    });
    let mut members: Vec<Entry> = known.collect();
    let unknown = scope.runtime(unknown);
    scope.runtime(table);
    members.push(Entry::new(
        docs::comment(&["A value that the document does not list, as it was sent."]),
        [&*unrecognized, "(", unknown, ")"].concat(),
    ));
    let declaration = Declaration { head, members };
    let entries = variants
        .iter()
        .map(|variant| [&*ident(&variant.name), " = ", &literal(&variant.wire)].concat());
    let table = Table::list(table, name, entries, unrecognized);
    vec![Item::Declaration(declaration), Item::Table(table)]
}
