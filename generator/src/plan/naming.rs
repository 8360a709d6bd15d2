//! Which model has which name: recorded names first, then components, then what stands inside something else.

use std::collections::BTreeMap;

use crate::api::{Api, Origin, Role, SchemaId, Shape};
use crate::pointer::Location;

use super::choices::Choices;
use super::direction::{Directions, Side};
use super::fold::Folded;
use super::lock::{Kind as Place, NameLock, place};
use super::names::{Scope, singular, type_name};
use super::reserved;
use super::types::Kind;

/// The names of all models.
#[derive(Debug, Default)]
pub struct Naming {
    /// Names by class and side.
    pub models: BTreeMap<(usize, Side), String>,
    /// Names of components that are another name for a type: not the first of their class, or without a type of their own.
    pub aliases: BTreeMap<SchemaId, String>,
}

/// What naming looks at.
pub struct Subject<'a> {
    /// The model.
    pub api: &'a Api,
    /// Its classes.
    pub folded: &'a Folded,
    /// What each class is.
    pub kinds: &'a [Kind],
    /// Which way each travels.
    pub directions: &'a Directions,
    /// The human choices.
    pub choices: &'a Choices,
    /// Name of the entry document, which places leave out.
    pub entry: &'a str,
}

/// Gives every model its name, and records it.
pub fn name(subject: &Subject<'_>, lock: &mut NameLock) -> Naming {
    if lock.strip().is_none() {
        lock.set_strip(&common_prefix(subject.api));
    }
    let mut scope = Scope::without(reserved::TYPES.iter().copied());
    let mut naming = Naming::default();
    let wanted = wanted(subject);
    for &(id, side) in &wanted {
        let recorded = lock
            .name(Place::Type, &lock_place(subject, id, side))
            .map(str::to_owned);
        if let Some(name) = recorded {
            if !taken(&naming, subject, id, side) && scope.take(&name) {
                give(&mut naming, subject, id, side, name);
            }
        }
    }
    for &(id, side) in &wanted {
        if !taken(&naming, subject, id, side) {
            let candidate = candidate(subject, &naming, lock, id, side);
            let name = scope.claim(&candidate);
            give(&mut naming, subject, id, side, name);
        }
        if let Some(name) = given(&naming, subject, id, side).map(str::to_owned) {
            lock.record(Place::Type, lock_place(subject, id, side), &name);
        }
    }
    naming
}

/// What needs a name, in the order in which names are given: components before what stands inside something, the
/// outer before the inner.
fn wanted(subject: &Subject<'_>) -> Vec<(SchemaId, Side)> {
    let live = |id: &SchemaId| subject.directions.lives(subject.folded.class(*id));
    let is_component =
        |id: &SchemaId| matches!(subject.api.schema(*id).origin, Origin::Component { .. });
    let is_model = |id: &SchemaId| subject.kinds[subject.folded.class(*id)].is_model();
    let ids = || (0..subject.api.schemas.len()).map(SchemaId).filter(live);
    let components = ids().filter(is_component);
    let inner = ids().filter(|id| !is_component(id) && is_model(id));
    let mut wanted = Vec::new();
    for id in components.chain(inner) {
        wanted.push((id, Side::Received));
        if is_model(&id) && subject.directions.is_split(subject.folded.class(id)) {
            wanted.push((id, Side::Sent));
        }
    }
    wanted
}

/// Whether a schema is its class's model, or another name for it.
fn is_alias(subject: &Subject<'_>, id: SchemaId) -> bool {
    let class = subject.folded.class(id);
    let component = matches!(subject.api.schema(id).origin, Origin::Component { .. });
    component && (!subject.kinds[class].is_model() || subject.folded.representative(class) != id)
}

fn given<'n>(
    naming: &'n Naming,
    subject: &Subject<'_>,
    id: SchemaId,
    side: Side,
) -> Option<&'n str> {
    if is_alias(subject, id) && side == Side::Received {
        naming.aliases.get(&id).map(String::as_str)
    } else {
        naming
            .models
            .get(&(subject.folded.class(id), side))
            .map(String::as_str)
    }
}

fn taken(naming: &Naming, subject: &Subject<'_>, id: SchemaId, side: Side) -> bool {
    given(naming, subject, id, side).is_some()
}

fn give(naming: &mut Naming, subject: &Subject<'_>, id: SchemaId, side: Side, name: String) {
    if is_alias(subject, id) && side == Side::Received {
        naming.aliases.insert(id, name);
    } else {
        naming.models.insert((subject.folded.class(id), side), name);
    }
}

fn lock_place(subject: &Subject<'_>, id: SchemaId, side: Side) -> String {
    let text = place(&subject.api.schema(id).at, subject.entry);
    match side {
        Side::Received => text,
        Side::Sent => format!("{text} (sent)"),
    }
}

/// The name that a schema would like to have.
fn candidate(
    subject: &Subject<'_>,
    naming: &Naming,
    lock: &NameLock,
    id: SchemaId,
    side: Side,
) -> String {
    let class = subject.folded.class(id);
    if side == Side::Sent {
        let received = naming
            .models
            .get(&(class, Side::Received))
            .map_or("", String::as_str);
        return format!("{received}Request");
    }
    let schema = subject.api.schema(id);
    if let Some(name) = chosen(subject, &schema.at, &schema.origin, lock) {
        return name;
    }
    match &schema.origin {
        Origin::Component { name } => component_name(name, lock),
        _ => words(subject, naming, lock, id),
    }
}

fn chosen(
    subject: &Subject<'_>,
    at: &Location,
    origin: &Origin,
    lock: &NameLock,
) -> Option<String> {
    let by_name = match origin {
        Origin::Component { name } => subject
            .choices
            .renamed(name)
            .or_else(|| subject.choices.renamed(&component_name(name, lock))),
        _ => None,
    };
    by_name
        .or_else(|| subject.choices.renamed(&place(at, subject.entry)))
        .map(str::to_owned)
}

/// The name of a component: its own, without the prefix that all of them have.
pub fn component_name(name: &str, lock: &NameLock) -> String {
    let prefix = lock.strip().unwrap_or_default();
    let stem = name
        .strip_prefix(prefix)
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name);
    type_name(stem)
}

/// The name of an inline schema: that of what it stands in, and its part in it. The walk goes outwards until it meets
/// something that has a name.
fn words(subject: &Subject<'_>, naming: &Naming, lock: &NameLock, id: SchemaId) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut current = id;
    for _ in 0..subject.api.schemas.len() {
        let schema = subject.api.schema(current);
        if current != id {
            let name = given(naming, subject, current, Side::Received).or_else(|| {
                naming
                    .models
                    .get(&(subject.folded.class(current), Side::Received))
                    .map(String::as_str)
            });
            if let Some(name) = name {
                parts.push(name.to_owned());
                break;
            }
        }
        match &schema.origin {
            Origin::Within { owner, role } => {
                push_role(subject, &mut parts, *owner, role, id, current);
                current = *owner;
            }
            Origin::Component { name } => {
                parts.push(component_name(name, lock));
                break;
            }
            Origin::Shared { kind, name } => {
                parts.push(type_name(kind));
                parts.push(type_name(name));
                break;
            }
            Origin::Operation { operation, role } => {
                parts.push(operation_part(role));
                parts.push(type_name(operation));
                break;
            }
        }
    }
    parts.reverse();
    type_name(&parts.concat())
}

/// Adds the word for a part; the items of `participants` are a `Participant`.
fn push_role(
    subject: &Subject<'_>,
    parts: &mut Vec<String>,
    owner: SchemaId,
    role: &Role,
    id: SchemaId,
    current: SchemaId,
) {
    match role {
        Role::Member(name) => {
            let word = match parts.last().map(String::as_str) {
                Some("Item") => {
                    let one = singular(name);
                    if one.is_some() {
                        parts.pop();
                    }
                    one.unwrap_or_else(|| name.clone())
                }
                _ => name.clone(),
            };
            parts.push(type_name(&word));
        }
        Role::Items => parts.push("Item".to_owned()),
        Role::Prefix(index) => parts.push(format!("Item{}", index + 1)),
        Role::Additional => parts.push("Value".to_owned()),
        Role::Part(index) => parts.push(format!("Part{}", index + 1)),
        Role::Arm(index) => parts.push(arm_word(
            subject,
            owner,
            *index,
            if current == id { id } else { current },
        )),
    }
}

/// The word for an arm: its tag, else its title, else its place.
fn arm_word(subject: &Subject<'_>, owner: SchemaId, index: usize, arm: SchemaId) -> String {
    if let Shape::Union { arms, .. } = &subject.api.schema(owner).shape {
        if let Some(tag) = arms
            .iter()
            .find(|each| each.schema == arm)
            .and_then(|each| each.tags.first())
        {
            return type_name(tag);
        }
    }
    match &subject.api.schema(arm).docs.title {
        Some(title) if title.len() <= 40 && title.chars().any(char::is_alphanumeric) => {
            type_name(title)
        }
        _ => format!("Variant{}", index + 1),
    }
}

/// `response 200` → `Response`, `response 404` → `NotFoundBody`, `request` → `Body`, `parameter status` → `Status`.
fn operation_part(role: &str) -> String {
    let (kind, rest) = role.split_once(' ').unwrap_or((role, ""));
    match kind {
        "response" if rest.starts_with('2') || rest == "default" => "Response".to_owned(),
        "response" => format!("{}Body", super::status::name_of(rest)),
        "request" => "Body".to_owned(),
        _ => type_name(rest),
    }
}

/// The dotted prefix that all dotted component names share, when there are at least two of them.
fn common_prefix(api: &Api) -> String {
    let mut dotted = api
        .schemas
        .iter()
        .filter_map(|schema| match &schema.origin {
            Origin::Component { name } => name.rsplit_once('.').map(|(path, _)| path),
            _ => None,
        });
    let Some(first) = dotted.next() else {
        return String::new();
    };
    let mut shared: Vec<&str> = first.split('.').collect();
    let mut count = 1_usize;
    for path in dotted {
        count += 1;
        let common = shared
            .iter()
            .zip(path.split('.'))
            .take_while(|(mine, theirs)| **mine == *theirs)
            .count();
        shared.truncate(common);
    }
    if count < 2 || shared.is_empty() {
        String::new()
    } else {
        format!("{}.", shared.join("."))
    }
}
