//! `examples.rs` and `examples/unused.rs`, for tests alone: an example of each model, and `new` for those that nothing
//! sends.

use std::collections::BTreeMap;

use super::construction;
use super::head::head;
use super::models::allow_deprecated;
use super::scope::Scope;
use super::text::{ident, literal};
use super::unit::{Item, Names, Part, Table, Unit, Use};
use super::unused;
use crate::plan::{Crate, Model, Struct};

pub(super) fn units(krate: &Crate) -> Vec<Unit<'_>> {
    if krate.examples.is_empty() {
        return Vec::new();
    }
    let examples = Unit {
        path: "src/examples.rs".to_owned(),
        head: Box::new(|names| start(krate, names)),
        parts: vec![Box::new(|| tables(krate, &krate.models))],
    };
    let unused = krate.has_unused_models().then(|| Unit {
        path: "src/examples/unused.rs".to_owned(),
        head: Box::new(|names| start_of_unused(krate, names)),
        parts: vec![Box::new(|| tables(krate, &krate.unused_models))],
    });
    std::iter::once(examples).chain(unused).collect()
}

fn start(krate: &Crate, names: &Names) -> Part {
    let title = "Examples of the models, for tests.";
    let rest = unused::module(krate).into_iter().chain(uses(names));
    head(&[title], allow_deprecated(&krate.models), rest)
}

fn start_of_unused(krate: &Crate, names: &Names) -> Part {
    let title = "Examples of the models that no operation uses, for tests.";
    head(
        &[title],
        allow_deprecated(&krate.unused_models),
        uses(names),
    )
}

fn uses(names: &Names) -> Vec<Item> {
    let mut uses = names.uses();
    if let Some(Item::Uses(own)) = uses.last_mut() {
        let all = Use::of("use crate::models", ["*"]);
        own.splice(0..0, all);
    }
    uses
}

/// The examples of these models.
fn tables(krate: &Crate, models: &[Model]) -> Part {
    let models: BTreeMap<&str, &Model> = models.iter().map(|model| (model.name(), model)).collect();
    let mut scope = Scope::of_models();
    let examples = krate.examples.iter();
    let tables = examples
        .filter_map(|example| {
            let received = match models.get(example.model.as_str())? {
                Model::Struct(model) if !model.sent => Some(model),
                _ => None,
            };
            scope.runtime("example");
            let table = table(&example.model, &example.json, received, &mut scope);
            Some(Item::Table(table))
        })
        .collect();
    scope.part(tables)
}

/// `received`: the struct, if it has no `new` of its own.
fn table(name: &str, json: &str, received: Option<&Struct>, scope: &mut Scope) -> Table {
    let (name, json) = (ident(name), literal(json));
    match received {
        None => Table {
            name: "example",
            subject: [&*name, " = ", &json].concat(),
            entries: None,
        },
        Some(model) => Table::list("example", name, construction::entries(model, scope), json),
    }
}
