//! Unions: an enum with one variant per arm, told apart by a tag or by shape.

use super::docs;
use super::scope::Scope;
use super::structure::attributes;
use super::text::{ident, quoted};
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{RustType, Union, UnionArm};

pub(super) fn items(model: &Union, scope: &mut Scope) -> Vec<Item> {
    let Union {
        name,
        docs,
        deprecated,
        tag,
        writes_tag,
        default,
        arms,
        unrecognized,
    } = model;
    let head = Entry {
        docs: docs::comment_or_name(docs, name),
        attributes: attributes(None, *deprecated),
        line: ["pub enum ", &ident(name)].concat(),
    };
    let (name, unrecognized) = (ident(name), ident(unrecognized));
    let variants = arms.iter().map(|arm| {
        let docs = docs::comment_or_name(&arm.docs, &arm.name);
        Entry::new(docs, signature(arm, scope))
    });
    let mut members: Vec<Entry> = variants.collect();
    members.push(Entry::new(
        docs::comment(&["What fits none of the others, as it was sent."]),
        [&*unrecognized, "(serde_json::Value)"].concat(),
    ));
    let verb = if *writes_tag { "writing" } else { "by" };
    let (kind, subject) = match tag {
        Some(tag) => ("tagged", format!("{name} {verb} {}", quoted(tag))),
        None => ("untagged", name.into_owned()),
    };
    scope.runtime(kind);
    let entries: Vec<String> = arms.iter().map(|arm| entry(arm, scope)).collect();
    let tail = match default {
        Some(default) => format!("..{}; {unrecognized}", ident(default)),
        None => unrecognized.into_owned(),
    };
    let table = Table::list(kind, subject, entries, tail);
    let declaration = Item::Declaration(Declaration { head, members });
    let conversions = conversions(model, scope).map(Item::Table);
    [declaration, Item::Table(table)]
        .into_iter()
        .chain(conversions)
        .collect()
}

/// `conversions!(Message { User(User), Text(String), Text(&str) });`
fn conversions(model: &Union, scope: &mut Scope) -> Option<Table> {
    let mut entries = Vec::new();
    for arm in model.arms.iter().filter(|arm| arm.converts) {
        let name = ident(&arm.name);
        let types = made_from(arm, |ty| spell(ty, Position::Held, scope));
        entries.extend(types.map(|ty| format!("{name}({ty})")));
    }
    if entries.is_empty() {
        return None;
    }
    scope.runtime("conversions");
    Some(Table::list("conversions", ident(&model.name), entries, ""))
}

/// The types that become an arm which converts: what it holds, and a text that is borrowed.
pub(super) fn made_from(
    arm: &UnionArm,
    mut spell: impl FnMut(&RustType) -> String,
) -> impl Iterator<Item = String> {
    let borrowed = (*arm.bare() == RustType::String).then(|| "&str".to_owned());
    std::iter::once(spell(arm.bare())).chain(borrowed)
}

fn signature(arm: &UnionArm, scope: &mut Scope) -> String {
    let (name, ty) = (ident(&arm.name), spell(&arm.ty, Position::Held, scope));
    [&*name, "(", &ty, ")"].concat()
}

fn entry(arm: &UnionArm, scope: &mut Scope) -> String {
    let mut line = signature(arm, scope);
    for (index, tag) in arm.tags.iter().enumerate() {
        line.push_str(if index == 0 { " = " } else { " | " });
        line.push_str(&quoted(tag));
    }
    line
}
