//! Decides what the crate will say: names, types, folding, boxing, needs. [`Api`] in, [`Crate`] out.
//!
//! | file | decides |
//! |---|---|
//! | `choices`, `keys` | what people decided |
//! | `lock`, `place`, `arms`, `names`, `spoken`, `style`, `naming`, `inline`, `plain`, `parts`, `reserved` | names |
//! | `fold`, `likeness`, `direction`, `sensitive`, `types`, `integer` | which schemas are one type, which way it travels, what it is in Rust |
//! | `models`, `structs`, `enumeration`, `unions`, `variants`, `tags`, `boxing`, `depth`, `unused` | structs, enums, unions |
//! | `covered`, `content`, `representations`, `offers`, `streams`, `outcomes`, `status`, `methods`, `arguments`, `order`, `form`, `nested`, `auth`, `scopes`, `service` | operations |
//! | `markdown`, `text`, `words`, `groups`, `copies`, `twins`, `untold` | docs, and what they leave out |
//! | `manifest`, `package`, `needs`, `example`, `examples`, `index` | what is around it |

mod arguments;
mod arms;
mod auth;
mod boxing;
mod choices;
mod content;
mod copies;
mod covered;
mod depth;
mod direction;
mod enumeration;
mod example;
mod examples;
mod fold;
mod form;
mod groups;
mod index;
mod inline;
mod integer;
mod keys;
mod krate;
mod likeness;
mod lock;
mod manifest;
pub mod markdown;
mod methods;
mod models;
mod names;
mod naming;
mod needs;
mod nested;
mod offers;
mod order;
mod outcomes;
mod package;
mod parts;
mod place;
mod plain;
mod representations;
pub mod reserved;
mod scopes;
mod sensitive;
mod service;
mod spoken;
mod status;
mod streams;
mod structs;
mod style;
mod tags;
mod text;
mod twins;
mod types;
mod unions;
mod untold;
mod unused;
mod variants;
mod words;

pub use choices::Choices;
pub use krate::*;
pub use lock::NameLock;
pub use package::check_package_name;
pub use representations::Unused;
pub use untold::Untold;

use crate::api::{Api, Operation};
use crate::parallel;
use crate::report::Report;

use examples::Examples;
use methods::MethodContext;
use models::ModelContext;
use names::Scope;
use place::Places;

/// What the plan is made with, beside the neutral model.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// Name of the entry document, which the name lock leaves out.
    pub entry: &'a str,
    /// The human choices, and the name of their file for messages.
    pub choices: (&'a str, &'a Choices),
    /// Package name in place of the choice.
    pub package_name: Option<&'a str>,
    /// In place of the choice.
    pub standalone: Option<bool>,
    /// Whether the index of the crate is made.
    pub indexed: bool,
}

/// What planning gives.
pub struct Planned {
    /// The crate.
    pub krate: Crate,
    /// The names to record.
    pub name_lock: NameLock,
    /// What the docs of the crate do not tell.
    pub untold: Untold,
    /// The representations that it leaves out.
    pub unused: Unused,
}

/// Plans the crate with the names that are recorded, and gives the names to record: of what is there now, and of nothing
/// else; `rendered` are the descriptions of the document. With an error in the report the plan is of no use.
pub fn plan(
    api: &Api,
    rendered: &markdown::Rendered<'_>,
    settings: Settings<'_>,
    recorded: &NameLock,
    report: &mut Report,
) -> Planned {
    let (entry, (_, choices)) = (settings.entry, settings.choices);
    let covered = || covered::covered(api, choices, report);
    let fold = || (fold::fold(api), Places::new(api, entry, recorded));
    let ((folded, places), covered) = parallel::both(fold, covered);
    let representations = representations::keep(api, &folded, covered, report);
    let kept = representations.called(choices);
    let uploads = form::uploads(api, &folded, &kept);
    let kinds = types::kinds(api, &folded, &uploads);
    let directions = direction::directions(api, &folded, &kinds, &kept);
    let subject = naming::Subject {
        api,
        spoken: &spoken::Spoken::of(api),
        folded: &folded,
        kinds: &kinds,
        directions: &directions,
        choices,
        places: &places,
        entry,
        rendered,
        words: &inline::words(api, &folded),
    };
    let (naming, names, mut lock) = name(&subject, &kept, recorded);
    let types = types::Types::new(api, &folded, &directions, &naming, &kinds, uploads);
    let mut model_context = ModelContext::new(&subject, &types);
    model_context.parts = parts::name(&subject, &model_context, &naming, recorded, &mut lock);
    let mut models = models::models(&model_context, &naming);
    order::of_models(&mut models, (&subject, &naming), recorded, &mut lock);
    let credentials = auth::credentials(api, recorded, &mut lock, report);
    let method_context = MethodContext::new(&model_context, &credentials, recorded);
    let examples = || Examples::new(api, &folded, &directions).all(&kept, &naming, &models);
    let beside = || {
        let index = index::index(api, &types, &directions, &folded, &kept, &names, settings);
        let untold = Untold::find(&model_context, &naming, &credentials, &kept);
        (untold, index)
    };
    let calls = || operations(&method_context, &kept, &names, examples, &mut lock);
    let ((untold, index), (methods, outcomes, examples)) = parallel::both(beside, calls);
    let named = (&subject, &types, &*models);
    keys::check(named, &representations, &lock, settings, report);
    types::report_inexpressible(api, &folded, &directions, &types, report);
    let krate = Crate {
        manifest: manifest::manifest(api, settings, report),
        readme: manifest::readme(api, rendered, &methods),
        service: service::service(api, settings, &credentials, report),
        from_env: auth::from_env(api, &credentials, settings, report),
        needs: needs::needs(&models, &methods, &outcomes, &credentials.all),
        recursion_limit: depth::recursion_limit(&models),
        example: example::program(&methods),
        examples,
        index,
        credentials: credentials.all,
        unused_models: unused::take(&mut models, &naming, &folded, &directions),
        models,
        methods,
        outcomes,
    };
    Planned {
        krate,
        name_lock: lock,
        untold,
        unused: representations.unused,
    }
}

/// The names of the models and of the methods, and the lock that has both.
fn name(
    subject: &naming::Subject<'_>,
    kept: &[&Operation],
    recorded: &NameLock,
) -> (naming::Naming, Vec<String>, NameLock) {
    let (mut lock, mut of_methods) = (NameLock::default(), NameLock::default());
    let models = || naming::name(subject, recorded, &mut lock);
    let methods = || methods::names(kept, subject, recorded, &mut of_methods);
    let (naming, names) = parallel::both(models, methods);
    lock.append(of_methods);
    (naming, names, lock)
}

fn operations(
    context: &MethodContext<'_>,
    kept: &[&Operation],
    names: &[String],
    examples: impl FnOnce() -> (Vec<ExampleAnswer>, Vec<ModelExample>) + Send,
    next: &mut NameLock,
) -> (Vec<Method>, Vec<Outcome>, Vec<ModelExample>) {
    let mut scope = Scope::without(reserved::TYPES.iter().chain(reserved::ROOT).copied());
    let (mut methods, mut errors, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    // Error types come first: the builder of an operation called `fetchError` must not take the name of another's errors.
    let error = |name: &String| scope.claim(&names::with_ending(&names::type_name(name), "Error"));
    let error_names: Vec<String> = names.iter().map(error).collect();
    let named: Vec<_> = kept.iter().zip(names).zip(&error_names).collect();
    let plan = |&((operation, name), error): &((&&Operation, &String), &String)| {
        let answer = outcomes::answer(context, operation);
        methods::plan(context, operation, (name, error), answer)
    };
    let (planned, (examples, of_models)) = parallel::both(|| parallel::map(&named, plan), examples);
    let planned = planned.into_iter().zip(kept);
    for (((mut planned, operation), name), example) in planned.zip(names).zip(examples) {
        answers.extend(planned.name_types(name, &mut scope));
        planned.method.example_answer = example;
        order::record_parameters(&planned.method, operation, next);
        errors.push(outcomes::Errors {
            name: planned.method.error.clone(),
            method: planned.method.name.clone(),
            operation,
            cases: planned.errors,
        });
        methods.push(planned.method);
    }
    let mut outcomes = outcomes::fold_errors(errors, context.recorded, next);
    outcomes.extend(answers);
    (methods, outcomes, of_models)
}
