//! How structs are made by users of the crate: the constructor, and the setters.

use std::borrow::Cow;

use super::scope::Scope;
use super::structure::deprecation;
use super::text::ident;
use super::types::{Position, conversion, kept, spell};
use super::unit::{Entry, Function, Impl, Item, Table};
use super::{docs, text};
use crate::plan::{Constant, Field, Rest, RustType, Struct};

pub(super) fn items(model: &Struct, scope: &mut Scope) -> Vec<Item> {
    let code = Item::Impl(construction(model, scope));
    let table = setter_table(model, scope).map(Item::Table);
    [Some(code), table].into_iter().flatten().collect()
}

/// What `new` does with a field.
enum Start<'a> {
    /// An argument.
    Argument,
    /// A constant.
    Constant(&'a Constant),
    /// Nothing: it starts absent.
    Absent,
}

fn start(field: &Field) -> Start<'_> {
    match &field.constant {
        Some(value) => Start::Constant(value),
        None if field.is_asked() => Start::Argument,
        None => Start::Absent,
    }
}

/// The constructor, and the setters that are not called as their fields: a table can't say these.
fn construction(model: &Struct, scope: &mut Scope) -> Impl {
    let mut functions = vec![constructor(model, scope)];
    let renamed = setters(model).filter(|(field, method)| *method != field.name);
    functions.extend(renamed.map(|(field, method)| setter(field, &method, scope)));
    Impl {
        of: ident(&model.name).into_owned(),
        functions,
    }
}

/// `setters!(Address { channel: impl Into<String> = runtime::text(channel) });`
fn setter_table(model: &Struct, scope: &mut Scope) -> Option<Table> {
    let named = setters(model).filter(|(field, method)| *method == field.name);
    let entries: Vec<Entry> = named.map(|(field, _)| setter_entry(field, scope)).collect();
    if entries.is_empty() {
        return None;
    }
    scope.runtime("setters");
    Some(Table::list("setters", ident(&model.name), entries, ""))
}

/// What the field says at length, its setter says in its first paragraph.
fn setter_entry(field: &Field, scope: &mut Scope) -> Entry {
    let Set { name, ty, value } = set(field, scope);
    let line = [&*name, ": ", &ty, " = ", &value].concat();
    setter_head(field, line)
}

fn setter_head(field: &Field, line: String) -> Entry {
    Entry {
        docs: docs::comment_or_name(docs::first_paragraph(&field.docs), &field.wire),
        attributes: deprecation(field.deprecated).into_iter().collect(),
        line,
    }
}

/// The fields that have setters, and the names of these.
fn setters(model: &Struct) -> impl Iterator<Item = (&Field, Cow<'_, str>)> {
    let fields = model.fields.iter();
    fields.filter_map(|field| Some((field, ident(field.setter.as_ref()?))))
}

/// The constructor and the setters without their results, for `API.txt`.
pub(super) fn signatures(model: &Struct, scope: &mut Scope) -> Vec<String> {
    let initials = initials(model, scope);
    let mut signatures = vec![format!("new({})", arguments(&initials))];
    signatures.extend(setters(model).map(|(field, method)| {
        let Set { name, ty, value: _ } = set(field, scope);
        [&*method, "(self, ", &*name, ": ", &*ty, ")"].concat()
    }));
    signatures
}

fn constructor(model: &Struct, scope: &mut Scope) -> Function {
    let initials = initials(model, scope);
    let arguments = arguments(&initials);
    let docs = if arguments.is_empty() {
        "With nothing set."
    } else {
        "With what is required."
    };
    let allow = (model.name == "New").then_some("#[allow(clippy::self_named_constructors)]");
    Function {
        head: Entry {
            docs: docs::comment(&[docs]),
            attributes: allow.into_iter().chain(["#[inline]"]).collect(),
            line: ["pub fn new(", &arguments, ") -> Self"].concat(),
        },
        body: vec![constructed(model, &initials, scope)],
    }
}

/// `Self { id: id.into(), ..Decode::empty() }`
fn constructed(model: &Struct, initials: &[Initial<'_>], scope: &mut Scope) -> String {
    let is_whole = initials.len() == model.fields.len() && model.rest == Rest::Dropped;
    let rest = (!is_whole).then(|| [scope.runtime("Decode"), "::empty()"].concat());
    let member = |Initial { name, value, .. }: &Initial<'_>| match value {
        Some(value) => [name, ": ", value].concat(),
        None => name.to_string(),
    };
    match rest {
        Some(rest) if initials.is_empty() => rest,
        rest => {
            let rest = rest.map(|rest| ["..", &rest].concat());
            let members: Vec<String> = initials.iter().map(member).chain(rest).collect();
            text::structure("Self", &members)
        }
    }
}

/// What `new` gives to a field.
struct Initial<'a> {
    name: Cow<'a, str>,
    /// Type of the argument, if it is one.
    ty: Option<String>,
    /// `None`: the argument as it is.
    value: Option<String>,
}

fn initials<'a>(model: &'a Struct, scope: &mut Scope) -> Vec<Initial<'a>> {
    let mut initials = Vec::new();
    for field in &model.fields {
        let name = ident(&field.name);
        initials.push(match start(field) {
            Start::Absent => continue,
            Start::Argument => Initial {
                ty: Some(spell(&field.ty, Position::Kept, scope)),
                value: conversion(&field.ty, &name),
                name,
            },
            Start::Constant(value) => Initial {
                ty: None,
                value: Some(constant(&field.ty, value, scope)),
                name,
            },
        });
    }
    initials
}

/// The arguments of `new`.
fn arguments(initials: &[Initial<'_>]) -> String {
    let mut arguments = String::new();
    for Initial { name, ty, .. } in initials {
        if let Some(ty) = ty {
            let comma = if arguments.is_empty() { "" } else { ", " };
            arguments.extend([comma, name, ": ", ty]);
        }
    }
    arguments
}

/// What `new` gives to the fields, as entries of a table: `id: impl Into<String> = id.into()`.
pub(super) fn entries(model: &Struct, scope: &mut Scope) -> Vec<String> {
    let initials = initials(model, scope).into_iter();
    initials
        .map(|Initial { name, ty, value }| {
            let (colon, ty) = ty.map_or(("", String::new()), |ty| (": ", ty));
            [&*name, colon, &ty, " = ", value.as_deref().unwrap_or(&name)].concat()
        })
        .collect()
}

fn constant(ty: &RustType, value: &Constant, scope: &mut Scope) -> String {
    match ty {
        RustType::Option(inner) => format!("Some({})", constant(inner, value, scope)),
        RustType::Box(inner) => format!("Box::new({})", constant(inner, value, scope)),
        other => match value {
            Constant::Variant(variant) => {
                let ty = spell(other, Position::Held, scope);
                format!("{ty}::{}", ident(variant))
            }
            Constant::Text(constant) => format!("{}.to_owned()", text::quoted(constant)),
            Constant::Integer(number) => number.to_string(),
            Constant::Boolean(truth) => truth.to_string(),
            Constant::Null => format!("{}::Null", spell(other, Position::Held, scope)),
        },
    }
}

/// What a setter does.
struct Set<'a> {
    name: Cow<'a, str>,
    /// Type of the argument: what is in the `Option`.
    ty: String,
    /// What the field becomes.
    value: String,
}

fn set<'a>(field: &'a Field, scope: &mut Scope) -> Set<'a> {
    let name = ident(&field.name);
    let (ty, value) = match &field.ty {
        RustType::Option(inner) => {
            let value = match **inner {
                RustType::String => [scope.runtime_module(), "::text(", &name, ")"].concat(),
                _ => ["Some(", &kept(inner, &name), ")"].concat(),
            };
            (&**inner, value)
        }
        other => (other, kept(other, &name)),
    };
    Set {
        ty: spell(ty, Position::Kept, scope),
        value,
        name,
    }
}

fn setter(field: &Field, method: &str, scope: &mut Scope) -> Function {
    let Set { name, ty, value } = set(field, scope);
    let signature = format!("pub fn {method}(mut self, {name}: {ty}) -> Self");
    let mut head = setter_head(field, signature);
    head.attributes.push("#[inline]");
    Function {
        head,
        body: vec![format!("self.{name} = {value};"), "self".to_owned()],
    }
}
