//! The names of schemas that have none: after where they stand.

use crate::api::{Origin, Role, SchemaId, Shape};

use super::direction::Side;
use super::lock::NameLock;
use super::names::{singular, type_name};
use super::naming::{Naming, Subject, component_name};
use super::status::name_of;

/// The word for an item of an array, until the name of the array gives a better one.
const ITEM: &str = "Item";

/// The name of an inline schema: that of what it stands in, and its part in it. The walk goes outwards until it meets
/// something that has a name.
pub fn name(subject: &Subject<'_>, naming: &Naming, lock: &NameLock, start: SchemaId) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut id = start;
    for _ in 0..subject.api.schemas.len() {
        let model = naming
            .models
            .get(&(subject.folded.class(id), Side::Received));
        if let Some(name) = model.filter(|_| id != start) {
            words.push(name.clone());
            break;
        }
        match &subject.api.schema(id).origin {
            Origin::Within { owner, role } => {
                add(&mut words, role, &arm(subject, *owner, id));
                id = *owner;
            }
            Origin::Component { name } => {
                words.push(component_name(name, lock));
                break;
            }
            Origin::Shared { kind, name } => {
                words.extend([type_name(kind), type_name(name)]);
                break;
            }
            Origin::Operation { operation, role } => {
                words.extend([operation_part(role), type_name(operation)]);
                break;
            }
        }
    }
    words.reverse();
    type_name(&words.concat())
}

/// Adds the word for a part; the items of `participants` are a `Participant`.
fn add(words: &mut Vec<String>, role: &Role, arm: &str) {
    let word = match role {
        Role::Member(name) => {
            let one = singular(name).filter(|_| words.last().is_some_and(|word| word == ITEM));
            if one.is_some() {
                words.pop();
            }
            type_name(one.as_ref().unwrap_or(name))
        }
        Role::Items => ITEM.to_owned(),
        Role::Prefix(index) => format!("{ITEM}{}", index + 1),
        Role::Additional => "Value".to_owned(),
        Role::Part(index) => format!("Part{}", index + 1),
        Role::Arm(index) if arm.is_empty() => format!("Variant{}", index + 1),
        Role::Arm(_) => arm.to_owned(),
    };
    words.push(word);
}

/// What an arm of a union is called: after its tag, else its title; empty when it has neither.
fn arm(subject: &Subject<'_>, owner: SchemaId, id: SchemaId) -> String {
    let tag = match &subject.api.schema(owner).shape {
        Shape::Union { arms, .. } => arms
            .iter()
            .find(|arm| arm.schema == id)
            .and_then(|arm| arm.tags.first()),
        _ => None,
    };
    let is_name = |title: &&String| title.len() <= 40 && title.contains(char::is_alphanumeric);
    let title = subject.api.schema(id).docs.title.as_ref().filter(is_name);
    tag.or(title)
        .map(|text| type_name(text))
        .unwrap_or_default()
}

/// `response 200` → `Response`, `response 404` → `NotFoundBody`, `response default` → `DefaultBody`, `request` → `Body`,
/// `parameter status` → `Status`.
fn operation_part(role: &str) -> String {
    match role.split_once(' ').unwrap_or((role, "")) {
        ("response", status) if status.starts_with('2') => "Response".to_owned(),
        ("response", status) => format!("{}Body", name_of(status)),
        ("request", _) => "Body".to_owned(),
        (_, name) => type_name(name),
    }
}
