//! `models.rs`: what the API sends and receives, and `models/unused.rs`: what no operation uses.

use proc_macro2::TokenStream;
use quote::quote;

use super::head::head;
use super::scope::Scope;
use super::structure::deprecation;
use super::text::ident;
use super::types::{Position, spell};
use super::unit::{Entry, Item, Maker, Names, Part, Unit};
use super::{docs, enumeration, structure, union, unused};
use crate::plan::{ALL_MODELS, Alias, Crate, Model};

pub(super) fn units(krate: &Crate) -> Vec<Unit<'_>> {
    let models = Unit {
        path: "src/models.rs".to_owned(),
        head: Box::new(|names| start(krate, names)),
        parts: parts(&krate.models, Scope::of_models),
    };
    let unused = krate.has_unused_models().then(|| {
        let own = Scope::names(&krate.unused_models);
        Unit {
            path: "src/models/unused.rs".to_owned(),
            head: Box::new(|names| start_of_unused(krate, names)),
            parts: parts(&krate.unused_models, move || Scope::beside_models(&own)),
        }
    });
    std::iter::once(models).chain(unused).collect()
}

fn parts<'a>(
    models: &'a [Model],
    scope: impl Fn() -> Scope + Clone + Send + Sync + 'a,
) -> Vec<Maker<'a>> {
    // Large enough to be worth a thread's while, and several in a document that is.
    const MODELS_OF_A_PART: usize = 64;
    let part = move |models: &'a [Model]| {
        let mut scope = scope();
        let items = models.iter().flat_map(|model| items(model, &mut scope));
        let items = items.collect();
        scope.part(items)
    };
    let parts = models.chunks(MODELS_OF_A_PART);
    parts
        .map(|models| {
            let part = part.clone();
            Box::new(move || part(models)) as Maker<'a>
        })
        .collect()
}

fn start(krate: &Crate, names: &Names) -> Part {
    let (module, export) = (unused::module(krate), unused::export(krate));
    let mut docs = vec!["What the API sends and receives."];
    let more = format!("The feature `{ALL_MODELS}` adds those that no operation uses.");
    if module.is_some() {
        docs.extend(["", &more]);
    }
    let rest = module.into_iter().chain(export).chain(names.uses());
    head(&docs, allow_deprecated(&krate.models), rest)
}

fn start_of_unused(krate: &Crate, names: &Names) -> Part {
    let title = "Models that no operation uses.";
    let allowed = allow_deprecated(&krate.unused_models);
    head(&[title], allowed, names.uses())
}

fn items(model: &Model, scope: &mut Scope) -> Vec<Item> {
    match model {
        Model::Struct(model) => structure::items(model, scope),
        Model::TextEnum(model) => enumeration::texts(model, scope),
        Model::NumberEnum(model) => enumeration::numbers(model, scope),
        Model::Union(model) => union::items(model, scope),
        Model::Alias(model) => vec![Item::Line(alias(model, scope))],
    }
}

fn alias(model: &Alias, scope: &mut Scope) -> Entry {
    let (name, ty) = (ident(&model.name), spell(&model.ty, Position::Held, scope));
    Entry {
        docs: docs::comment_or_name(&model.docs, &model.name),
        attributes: deprecation(model.deprecated).into_iter().collect(),
        line: ["pub type ", &name, " = ", &ty].concat(),
    }
}

/// The crate's own use of what the document deprecates is no news to its user.
pub(super) fn allow_deprecated(models: &[Model]) -> Option<TokenStream> {
    let deprecated = models.iter().any(|model| match model {
        Model::Struct(model) => {
            model.deprecated || model.fields.iter().any(|field| field.deprecated)
        }
        Model::TextEnum(model) => model.deprecated,
        Model::NumberEnum(model) => model.deprecated,
        Model::Union(model) => model.deprecated,
        Model::Alias(model) => model.deprecated,
    });
    deprecated.then(|| quote!(#![allow(deprecated)]))
}
