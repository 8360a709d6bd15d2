//! In which order constructors and methods take what is required: that of the document at first, then the one that is
//! recorded, with what is new behind it. Arguments of one type would change places without a word from the compiler.

use crate::api::{Operation, SchemaId};
use crate::maps::Map;

use super::direction::Side;
use super::krate::{Argument, Field, Method, Model, Place as Travels};
use super::lock::{LockEntry, NameLock};
use super::naming::{Naming, Subject};
use super::place::{of_operation, of_part};

/// Gives the fields of structs the recorded order, and records it.
pub fn of_models(
    models: &mut [Model],
    (subject, naming): (&Subject<'_>, &Naming),
    recorded: &NameLock,
    next: &mut NameLock,
) {
    let sides: Map<&str, (usize, Side)> = naming
        .models
        .iter()
        .map(|(of, name)| (name.as_str(), *of))
        .collect();
    // Another schema of a type may have spoken for it before.
    let mut copies: Map<usize, Vec<SchemaId>> = Map::default();
    if recorded.has(LockEntry::Order) {
        for id in (0..subject.api.schemas.len()).map(SchemaId) {
            copies.entry(subject.folded.class(id)).or_default().push(id);
        }
    }
    for model in models {
        let Model::Struct(model) = model else {
            continue;
        };
        let asked = model.fields.iter().filter(|field| field.is_asked());
        if !model.sent || asked.count() < 2 {
            continue;
        }
        let Some(&(class, side)) = sides.get(model.name.as_str()) else {
            continue;
        };
        let known = |id: SchemaId| {
            let order = |place: &str| recorded.name(LockEntry::Order, place);
            let places = recorded.has(LockEntry::Order).then_some(&subject.places)?;
            places.find((id, side), order)
        };
        let speaker = subject.folded.representative(class);
        let mut copies = copies.get(&class).into_iter().flatten().copied();
        let order = known(speaker).or_else(|| copies.find_map(known));
        let key = |field: &Field| field.is_asked().then(|| key("", &field.wire));
        arrange(&mut model.fields, order, key);
        let place = || subject.places.of(speaker, side).into_owned();
        record(next, place, model.fields.iter().filter_map(key));
    }
}

/// Gives the parameters of a method the recorded order. Those of the path have that of the path.
pub fn of_parameters(parameters: &mut Vec<Argument>, operation: &Operation, recorded: &NameLock) {
    let order = recorded.name_at(LockEntry::Order, || of_operation(operation));
    arrange(parameters, order, parameter_key);
}

/// Records the order of the parameters of a method.
pub fn record_parameters(method: &Method, operation: &Operation, next: &mut NameLock) {
    let keys = method.parameters.iter().filter_map(parameter_key);
    record(next, || of_operation(operation), keys);
}

fn parameter_key(parameter: &Argument) -> Option<String> {
    let place = match parameter.place {
        _ if !parameter.is_asked() => return None,
        Travels::Path => return None,
        Travels::Query => "",
        Travels::Header => "header",
        Travels::Cookie => "cookie",
    };
    Some(key(place, &parameter.wire))
}

/// What is one word in a list of arguments.
fn key(place: &str, wire: &str) -> String {
    let key = word(&of_part(place, wire));
    match key.strip_prefix('/') {
        Some(name) if !name.is_empty() => name.to_owned(),
        Some(_) | None => key,
    }
}

/// A text as one word of a list in the lock, once it is escaped.
pub fn word(text: &str) -> String {
    text.replace(' ', "%20").replace('=', "%3D")
}

/// Sorts the items that have keys, by the place of these in the order, among themselves.
fn arrange<T>(items: &mut Vec<T>, order: Option<&str>, key: impl Fn(&T) -> Option<String>) {
    let Some(order) = order else {
        return;
    };
    let ranks: Map<&str, usize> = order.split(' ').zip(0..).collect();
    let rank = |item: &T| {
        Some(
            ranks
                .get(key(item)?.as_str())
                .copied()
                .unwrap_or(usize::MAX),
        )
    };
    let ranked: Vec<(usize, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((index, rank(item)?)))
        .collect();
    let mut sorted = ranked.clone();
    sorted.sort_by_key(|(_, rank)| *rank);
    let mut sources: Vec<usize> = (0..items.len()).collect();
    for ((slot, _), (source, _)) in ranked.into_iter().zip(sorted) {
        if let Some(index) = sources.get_mut(slot) {
            *index = source;
        }
    }
    let mut all: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let taken = sources.into_iter();
    items.extend(taken.filter_map(|source| all.get_mut(source)?.take()));
}

/// Records an order where there is one: of two or more.
fn record(next: &mut NameLock, place: impl FnOnce() -> String, keys: impl Iterator<Item = String>) {
    let keys: Vec<String> = keys.collect();
    if keys.len() > 1 {
        next.record(LockEntry::Order, place(), &keys.join(" "));
    }
}
