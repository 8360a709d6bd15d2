//! What choices may name, and which of them name nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::api::{Api, Operation, Origin, Shape};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::krate::Model;
use super::lock::{NameLock, place};
use super::methods::{id_of, place_of};
use super::names::is_name;
use super::representations::Kept;

/// Reports choices that match nothing, and names that are none.
pub fn check(
    (api, models): (&Api, &[Model]),
    representations: &Kept<'_>,
    lock: &NameLock,
    settings: Settings<'_>,
    report: &mut Report,
) {
    let (file, choices) = settings.choices;
    if choices.is_empty() {
        return;
    }
    let mut keys = of_document(api, &representations.operations, settings.entry);
    for model in models {
        keys.insert(model.name().to_owned());
        keys.extend(
            parts(model)
                .into_iter()
                .map(|part| format!("{}.{part}", model.name())),
        );
    }
    let schemes = api
        .schemes
        .iter()
        .map(|scheme| scheme.name.as_str())
        .collect();
    choices.check(file, &keys, &schemes, report);
    for (choice, name) in choices
        .renames()
        .filter(|(_, name)| !is_name(name) || lock.contested.contains(*name))
    {
        let at = Location::root(file).key("rename").key(choice);
        report.error(
            at,
            PlanProblem::NameNotValid {
                name: name.to_owned(),
            },
        );
    }
}

/// Operations by id and place; schemas by place; components by name, and their members by both.
fn of_document(api: &Api, kept: &[Cow<'_, Operation>], entry: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for operation in api.operations.iter().chain(kept.iter().map(AsRef::as_ref)) {
        keys.extend([id_of(operation), place_of(operation)]);
    }
    for schema in &api.schemas {
        keys.insert(place(&schema.at, entry));
        let members = match &schema.shape {
            Shape::Object(object) => object.members.as_slice(),
            _ => &[],
        };
        keys.extend(members.iter().map(|member| place(&member.at, entry)));
        if let Origin::Component { name } = &schema.origin {
            keys.extend(
                members
                    .iter()
                    .map(|member| format!("{name}.{}", member.name)),
            );
            keys.insert(name.clone());
        }
    }
    keys
}

/// The members or values of a model, as they are on the wire.
fn parts(model: &Model) -> Vec<String> {
    match model {
        Model::Struct(model) => model
            .fields
            .iter()
            .map(|field| field.wire.clone())
            .collect(),
        Model::TextEnum(model) => model
            .variants
            .iter()
            .map(|variant| variant.wire.clone())
            .collect(),
        Model::NumberEnum(model) => model
            .variants
            .iter()
            .map(|variant| variant.wire.to_string())
            .collect(),
        Model::Union(_) | Model::Alias(_) => Vec::new(),
    }
}
