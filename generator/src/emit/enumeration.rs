//! Enums of texts and of integers: open, with one variant for what the document does not list.

use super::docs;
use super::scope::Scope;
use super::structure::attributes;
use super::text::{ident, quoted};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{NumberEnum, TextEnum, Variant};

pub(super) fn texts(model: &TextEnum, scope: &mut Scope) -> Vec<Item> {
    let TextEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized,
    } = model;
    let head = Head {
        name,
        docs,
        deprecated: *deprecated,
        unrecognized,
    };
    let kind = Kind {
        table: "texts",
        unknown: "UnknownText",
        derived: None,
    };
    items(kind, &head, variants, |wire| quoted(wire), scope)
}

pub(super) fn numbers(model: &NumberEnum, scope: &mut Scope) -> Vec<Item> {
    let NumberEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized,
    } = model;
    let head = Head {
        name,
        docs,
        deprecated: *deprecated,
        unrecognized,
    };
    let kind = Kind {
        table: "numbers",
        unknown: "UnknownNumber",
        derived: Some("#[derive(Clone, PartialEq, Eq, Hash)]"),
    };
    items(kind, &head, variants, i64::to_string, scope)
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

/// What both kinds have.
struct Head<'a> {
    name: &'a str,
    docs: &'a [String],
    deprecated: bool,
    unrecognized: &'a str,
}

fn items<T: ToString>(
    kind: Kind,
    head: &Head<'_>,
    variants: &[Variant<T>],
    literal: impl Fn(&T) -> String,
    scope: &mut Scope,
) -> Vec<Item> {
    let Kind {
        table,
        unknown,
        derived,
    } = kind;
    let (name, unrecognized) = (ident(head.name), ident(head.unrecognized));
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
    let declaration = Declaration {
        head: Entry {
            docs: docs::comment_or_name(head.docs, head.name),
            attributes: attributes(derived, head.deprecated),
            line: ["pub enum ", &name].concat(),
        },
        members,
    };
    let entries = variants
        .iter()
        .map(|variant| [&*ident(&variant.name), " = ", &literal(&variant.wire)].concat());
    let table = Table::list(table, name, entries, unrecognized);
    vec![Item::Declaration(declaration), Item::Table(table)]
}
