//! `examples.rs`, for tests alone: an example of each model, and `new` for those that nothing sends.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::Literal;
use quote::quote;

use super::models::allow_deprecated;
use super::scope::{Scope, ident};
use super::unit::{Entries, Item, Maker, Names, Part, Table, Unit};
use super::{docs, example, structure};
use crate::plan::{Crate, Model, ModelExample, Struct};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    // Large enough to be worth a thread's while, and several in a document that is.
    const EXAMPLES_OF_A_PART: usize = 64;
    if krate.examples.is_empty() {
        return Vec::new();
    }
    let models = krate.models.iter().map(|model| (model.name(), model));
    let models: Arc<BTreeMap<&str, &Model>> = Arc::new(models.collect());
    let parts = krate.examples.chunks(EXAMPLES_OF_A_PART).map(|examples| {
        let models = Arc::clone(&models);
        Box::new(move || part(examples, &models)) as Maker<'_>
    });
    vec![Unit {
        path: "src/examples.rs".to_owned(),
        head: Box::new(|names| head(krate, names)),
        parts: parts.collect(),
    }]
}

fn head(krate: &Crate, names: &Names) -> Part {
    let mut scope = Scope::of_models();
    let mut attributes = docs::inner(&["Examples of the models, for tests."], &mut scope);
    attributes.extend(allow_deprecated(krate));
    let models = quote!(
        use crate::models::*;
    );
    let uses = names.uses().chain([Item::Code(models)]);
    let items = std::iter::once(Item::Code(attributes)).chain(uses);
    let items = items.collect();
    scope.part(items)
}

fn part(examples: &[ModelExample], models: &BTreeMap<&str, &Model>) -> Part {
    let mut scope = Scope::of_models();
    scope.runtime("example");
    let mut tables = Vec::new();
    for ModelExample { model, json } in examples {
        let received = match models.get(model.as_str()) {
            Some(Model::Struct(model)) if !model.sent => Some(model),
            _ => None,
        };
        tables.push(Item::Table(table(model, json, received, &mut scope)));
    }
    scope.part(tables)
}

/// `received`: the struct, if it has no `new` of its own.
fn table(name: &str, json: &str, received: Option<&Struct>, scope: &mut Scope) -> Table {
    let (name, json) = (ident(name), raw(json));
    match received {
        None => Table {
            name: "example",
            subject: quote!(#name = #json),
            entries: None,
        },
        Some(model) => Table {
            name: "example",
            subject: quote!(#name),
            entries: Some(Entries {
                list: structure::construction_entries(model, scope),
                tail: quote!(#json),
            }),
        },
    }
}

/// The text as JSON reads best.
pub(super) fn raw(text: &str) -> Literal {
    let literal = example::literal(text).parse();
    literal.unwrap_or_else(|_| Literal::string(text))
}
