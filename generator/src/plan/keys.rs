//! What choices may name, and which of them name nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use crate::api::{Api, Operation, SchemaId};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::direction::Side;
use super::krate::Model;
use super::lock::NameLock;
use super::methods::id_of;
use super::naming::{Subject, component_name};
use super::place;
use super::representations::Kept;
use super::style::NameStyle;
use super::types::Types;

/// Reports choices that match nothing, and names that are none.
pub fn check(
    (subject, types, models): (&Subject<'_>, &Types<'_>, &[Model]),
    representations: &Kept<'_>,
    lock: &NameLock,
    settings: Settings<'_>,
    report: &mut Report,
) {
    let (file, choices) = settings.choices;
    if choices.is_empty() {
        return;
    }
    let api = subject.api;
    contradictions(
        (subject, types),
        &representations.operations,
        lock,
        file,
        report,
    );
    let mut keys = of_document(api, &representations.operations, settings.entry);
    for model in models {
        add(&mut keys, model.name().to_owned(), NameStyle::Type);
        let (style, parts) = parts(model);
        for part in parts {
            add(&mut keys, format!("{}.{part}", model.name()), style);
        }
    }
    let schemes = api
        .schemes
        .iter()
        .map(|scheme| scheme.name.as_str())
        .collect();
    choices.check(file, &keys, &schemes, report);
    for (choice, name) in choices.renames() {
        let styles = keys.get(choice).into_iter().flatten();
        let faults: Option<Vec<&str>> = styles.map(|style| style.fault(name)).collect();
        // A name that fits one of the things of this key is for that one.
        let fault = faults.and_then(|faults| faults.first().copied());
        let is_contested = lock.contested.contains(name);
        if let Some(reason) =
            fault.or(is_contested.then_some("another thing has it, or would have it"))
        {
            let at = Location::root(file).key("rename").key(choice);
            let (name, reason) = (name.to_owned(), reason.to_owned());
            report.error(at, PlanProblem::NameNotValid { name, reason });
        }
    }
}

/// Reports names that people chose for what has another chosen name by another key.
fn contradictions(
    (subject, types): (&Subject<'_>, &Types<'_>),
    kept: &[Cow<'_, Operation>],
    lock: &NameLock,
    file: &str,
    report: &mut Report,
) {
    if subject.choices.renames().nth(1).is_none() {
        return;
    }
    let operations = kept.iter().map(|operation| {
        let keys = vec![id_of(operation), place::of_operation(operation)];
        (keys, NameStyle::Value)
    });
    let schemas = (0..subject.api.schemas.len()).map(SchemaId);
    let schemas = schemas.flat_map(|id| {
        let schema = subject.api.schema(id);
        let component = schema.origin.component();
        let class = subject.folded.class(id);
        let speaks = subject.folded.representative(class) == id;
        let model = types.name(class, Side::Received).filter(|_| speaks);
        let at = |at| place::at(at, subject.entry);
        let members = if speaks { schema.shape.members() } else { &[] };
        let members = members.iter().map(move |member| {
            let owners = model.into_iter().chain(component);
            let keys = owners.map(|owner| format!("{owner}.{}", member.name));
            (
                iter::once(at(&member.at)).chain(keys).collect(),
                NameStyle::Value,
            )
        });
        let names = component.map(|name| [name.to_owned(), component_name(name, lock)]);
        let own = names.into_iter().flatten().chain([at(&schema.at)]);
        iter::once((own.collect(), NameStyle::Type)).chain(members)
    });
    for (keys, style) in operations.chain(schemas) {
        let keys: BTreeSet<String> = keys.into_iter().collect();
        let named = |key: &String| Some((key.clone(), subject.choices.renamed(key, style)?));
        let mut chosen = keys.iter().filter_map(named);
        let Some((other, name)) = chosen.next() else {
            continue;
        };
        for (choice, _) in chosen.filter(|(_, another)| *another != name) {
            let at = Location::root(file).key("rename").key(&choice);
            let other = other.clone();
            report.error(at, PlanProblem::ChoiceContradicts { choice, other });
        }
    }
}

/// What choices may name, with how the names of each are spelled.
pub type Keys = BTreeMap<String, BTreeSet<NameStyle>>;

fn add(keys: &mut Keys, key: String, style: NameStyle) {
    keys.entry(key).or_default().insert(style);
}

/// Operations by id and place; schemas by place; components by name, and their members by both.
fn of_document(api: &Api, kept: &[Cow<'_, Operation>], entry: &str) -> Keys {
    let mut keys = Keys::new();
    for operation in api.operations.iter().chain(kept.iter().map(AsRef::as_ref)) {
        add(&mut keys, id_of(operation), NameStyle::Value);
        add(&mut keys, place::of_operation(operation), NameStyle::Value);
    }
    for schema in &api.schemas {
        add(&mut keys, place::at(&schema.at, entry), NameStyle::Type);
        let members = schema.shape.members();
        for member in members {
            add(&mut keys, place::at(&member.at, entry), NameStyle::Value);
        }
        if let Some(name) = schema.origin.component() {
            for member in members {
                add(
                    &mut keys,
                    format!("{name}.{}", member.name),
                    NameStyle::Value,
                );
            }
            add(&mut keys, name.to_owned(), NameStyle::Type);
        }
    }
    keys
}

/// The members or values of a model, as they are on the wire, and how their names are spelled.
fn parts(model: &Model) -> (NameStyle, Vec<String>) {
    match model {
        Model::Struct(model) => {
            let fields = model.fields.iter();
            (
                NameStyle::Value,
                fields.map(|field| field.wire.clone()).collect(),
            )
        }
        Model::TextEnum(model) => {
            let variants = model.variants.iter();
            (
                NameStyle::Type,
                variants.map(|variant| variant.wire.clone()).collect(),
            )
        }
        Model::NumberEnum(model) => {
            let variants = model.variants.iter();
            (
                NameStyle::Type,
                variants.map(|variant| variant.wire.to_string()).collect(),
            )
        }
        Model::Union(_) | Model::Alias(_) => (NameStyle::Type, Vec::new()),
    }
}
