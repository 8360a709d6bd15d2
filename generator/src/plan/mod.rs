//! Decides what the crate will say: names, types, folding, boxing, needs. [`Api`] in, [`Crate`] out.
//!
//! | file | decides |
//! |---|---|
//! | `choices` | what people decided |
//! | `lock`, `names`, `naming` | names |
//! | `fold`, `direction`, `types` | which schemas are one type, which way it travels, what it is in Rust |
//! | `models`, `enumeration`, `boxing` | structs, enums, unions |
//! | `content`, `outcomes`, `status`, `methods`, `auth` | operations |
//! | `markdown`, `text` | docs |
//! | `manifest`, `needs`, `example` | what is around it |

mod auth;
mod boxing;
mod choices;
mod content;
mod direction;
mod enumeration;
mod example;
mod fold;
mod krate;
mod lock;
mod manifest;
pub mod markdown;
mod methods;
mod models;
mod names;
mod naming;
mod needs;
mod outcomes;
mod status;
mod text;
mod types;

pub use choices::Choices;
pub use krate::*;
pub use lock::NameLock;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Operation, Origin, SchemaId};
use crate::report::{PlanProblem, Report};

use direction::Side;
use lock::place;
use methods::id_of;
use names::Scope;

/// What the plan is made with, beside the neutral model.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// Name of the entry document, which the name lock leaves out.
    pub entry: &'a str,
    /// The human choices, and the name of their file for messages.
    pub choices: (&'a str, &'a Choices),
    /// Package name in place of the choice.
    pub name: Option<&'a str>,
    /// In place of the choice.
    pub standalone: Option<bool>,
}

/// Plans the crate, and adds the names that it makes to the lock. With an error in the report the plan is of no use.
pub fn plan(api: &Api, settings: Settings<'_>, lock: &mut NameLock, report: &mut Report) -> Crate {
    let Settings {
        entry,
        choices: (file, choices),
        name,
        standalone,
    } = settings;
    let kept = methods::keep(api, choices, entry, report);
    let folded = fold::fold(api);
    let kinds = types::kinds(api, &folded);
    let directions = direction::directions(api, &folded, &kept);
    let subject = naming::Subject {
        api,
        folded: &folded,
        kinds: &kinds,
        directions: &directions,
        choices,
        entry,
    };
    let naming = naming::name(&subject, lock);
    let types = types::Types::new(api, &folded, &directions, naming.models.clone());
    let source = models::Source {
        api,
        folded: &folded,
        kinds: &kinds,
        directions: &directions,
        types: &types,
        choices,
        entry,
    };
    let mut models = models::models(&source, &naming);
    boxing::apply(&mut models);

    let credentials = auth::credentials(api, report);
    let names = methods::names(&kept, choices, entry, lock);
    let source = methods::Source {
        api,
        folded: &folded,
        types: &types,
        choices,
        credentials: &credentials,
    };
    let (methods, outcomes) = operations(&source, &kept, &names);
    check_choices(api, &models, settings, report);

    Crate {
        manifest: manifest::manifest(api, choices, file, name, standalone, report),
        readme: manifest::readme(api, &methods),
        service: service(api, choices, &credentials),
        from_env: auth::from_env(api, &credentials, choices),
        needs: needs::needs(&models, &methods, &outcomes, &credentials.all),
        example: example::program(&kept, &methods),
        index: index(api, &types, &directions, &folded, &kept, &names, entry),
        credentials: credentials.all,
        models,
        methods,
        outcomes,
    }
}

fn operations(
    source: &methods::Source<'_>,
    kept: &[&Operation],
    names: &[String],
) -> (Vec<Method>, Vec<Outcome>) {
    let mut scope = Scope::without(crate::emit::RESERVED_TYPE_NAMES.iter().copied());
    let (mut methods, mut errors, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for (operation, name) in kept.iter().zip(names) {
        // `keep` has left out the operations whose answer is not covered.
        let Ok(answer) = outcomes::answer(source.api, source.types, operation) else {
            continue;
        };
        let planned = methods::plan(source, operation, name, answer, &mut scope);
        errors.push((
            planned.method.error.clone(),
            planned.method.name.clone(),
            planned.errors,
        ));
        answers.extend(planned.answers);
        methods.push(planned.method);
    }
    let mut outcomes = outcomes::fold_errors(errors);
    outcomes.extend(answers);
    (methods, outcomes)
}

fn service(api: &Api, choices: &Choices, credentials: &auth::Credentials) -> Service {
    let declared = api
        .servers
        .first()
        .and_then(|server| methods::usable_url(&server.url));
    Service {
        base_url: choices
            .client
            .base_url
            .as_deref()
            .and_then(methods::usable_url)
            .or(declared),
        request_id: choices
            .client
            .request_id
            .clone()
            .filter(|name| auth::is_token(name)),
        security: credentials.alternatives(&api.security),
    }
}

/// For every schema and operation: what it became.
fn index(
    api: &Api,
    types: &types::Types<'_>,
    directions: &direction::Directions,
    folded: &fold::Folded,
    kept: &[&Operation],
    names: &[String],
    entry: &str,
) -> BTreeMap<String, String> {
    let schemas = (0..api.schemas.len())
        .map(SchemaId)
        .filter(|&id| directions.lives(folded.class(id)))
        .map(|id| {
            (
                place(&api.schema(id).at, entry),
                types.plain(id, Side::Received).to_string(),
            )
        });
    let operations = kept
        .iter()
        .zip(names)
        .map(|(operation, name)| (place(&operation.at, entry), format!("Client::{name}")));
    schemas.chain(operations).collect()
}

/// Reports choices that match nothing, and names that are none.
fn check_choices(api: &Api, models: &[Model], settings: Settings<'_>, report: &mut Report) {
    let (file, choices) = settings.choices;
    let mut keys = BTreeSet::new();
    for operation in &api.operations {
        keys.extend([id_of(operation), place(&operation.at, settings.entry)]);
    }
    for schema in &api.schemas {
        keys.insert(place(&schema.at, settings.entry));
        if let Origin::Component { name } = &schema.origin {
            keys.insert(name.clone());
        }
    }
    for model in models {
        let owner = model.name();
        keys.insert(owner.to_owned());
        match model {
            Model::Struct(model) => keys.extend(
                model
                    .fields
                    .iter()
                    .map(|field| format!("{owner}.{}", field.wire)),
            ),
            Model::TextEnum(model) => keys.extend(
                model
                    .variants
                    .iter()
                    .map(|variant| format!("{owner}.{}", variant.wire)),
            ),
            Model::NumberEnum(model) => keys.extend(
                model
                    .variants
                    .iter()
                    .map(|variant| format!("{owner}.{}", variant.wire)),
            ),
            Model::Union(_) | Model::Alias(_) => {}
        }
    }
    let schemes = api
        .schemes
        .iter()
        .map(|scheme| scheme.name.as_str())
        .collect();
    choices.check(file, &keys, &schemes, report);
    for name in choices.chosen_names().filter(|name| !names::is_name(name)) {
        let at = crate::pointer::Location::root(file).key("rename");
        report.error(
            at,
            PlanProblem::NameNotValid {
                name: name.to_owned(),
            },
        );
    }
}
