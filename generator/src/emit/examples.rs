//! `examples.rs`, for tests alone: an example of each model, and `new` for those that nothing sends.

use std::collections::BTreeMap;

use super::construction;
use super::head::head;
use super::models::allow_deprecated;
use super::scope::Scope;
use super::text::{ident, literal};
use super::unit::{Item, Names, Part, Table, Unit, Use};
use crate::plan::{Crate, Model, Struct};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    if krate.examples.is_empty() {
        return Vec::new();
    }
    vec![Unit {
        path: "src/examples.rs".to_owned(),
        head: Box::new(|names| start(krate, names)),
        parts: vec![Box::new(|| tables(krate))],
    }]
}

fn start(krate: &Crate, names: &Names) -> Part {
    let mut uses = names.uses();
    if let Some(Item::Uses(own)) = uses.last_mut() {
        let all = Use::of("use crate::models", ["*"]);
        own.splice(0..0, all);
    }
    let title = "Examples of the models, for tests.";
    head(title, allow_deprecated(krate), uses)
}

fn tables(krate: &Crate) -> Part {
    let models: BTreeMap<&str, &Model> = krate
        .models
        .iter()
        .map(|model| (model.name(), model))
        .collect();
    let mut scope = Scope::of_models();
    scope.runtime("example");
    let examples = krate.examples.iter();
    let tables = examples
        .map(|example| {
            let received = match models.get(example.model.as_str()) {
                Some(Model::Struct(model)) if !model.sent => Some(model),
                _ => None,
            };
            Item::Table(table(&example.model, &example.json, received, &mut scope))
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
