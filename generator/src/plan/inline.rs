//! The names of schemas that have none, and the places that the lock knows them by: after where they stand.

use crate::api::{Api, Arm, Member, Origin, Role, SchemaId, Shape};
use crate::maps::{Map, Set};
use crate::pointer::push_segment;

use super::direction::Side;
use super::lock::{self, NameLock};
use super::names::{is_telling, singular, type_name};
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
        let origin = &subject.api.schema(id).origin;
        // What stands in a part of an `allOf` is a member of the whole.
        if let Origin::Within { owner, role } = origin
            && matches!(role, Role::Part(_))
            && id != start
        {
            id = *owner;
            continue;
        }
        let model = naming
            .models
            .get(&(subject.folded.class(id), Side::Received));
        if let Some(name) = model.filter(|_| id != start) {
            words.push(name.clone());
            break;
        }
        match origin {
            Origin::Within { owner, role } => {
                let arm = arm(subject, *owner, role, id);
                let arm = arm.or_else(|| subject.words.get(&id).copied());
                add(&mut words, role, arm.map(|arm| component_name(arm, lock)));
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
            Origin::Incoming { name, .. } => {
                words.extend([operation_part("request"), type_name(name)]);
                break;
            }
            Origin::Operation { operation, role } => {
                words.extend([
                    operation_part(role),
                    type_name(&subject.spoken.name(operation)),
                ]);
                break;
            }
        }
    }
    words.reverse();
    type_name(&words.join("_"))
}

/// The place of a schema in the name lock. Where the document has a list, such as parameters or arms, the place says what
/// stands there and not at which index, so that what is inserted before it does not take its name.
pub fn place(subject: &Subject<'_>, start: SchemaId) -> String {
    let mut steps = Vec::new();
    let mut place = String::new();
    let mut id = start;
    for _ in 0..subject.api.schemas.len() {
        let schema = subject.api.schema(id);
        match &schema.origin {
            Origin::Within { owner, role } => {
                steps.push((*owner, role, id));
                id = *owner;
            }
            Origin::Component { .. } | Origin::Shared { .. } | Origin::Incoming { .. } => {
                place = lock::place(&schema.at, subject.entry);
                break;
            }
            Origin::Operation { operation, role } => {
                place = lock::escape(&format!("{operation} {role}")).into_owned();
                break;
            }
        }
    }
    for (owner, role, id) in steps.into_iter().rev() {
        push_step(subject, owner, role, id, &mut place);
    }
    place
}

fn push_step(subject: &Subject<'_>, owner: SchemaId, role: &Role, id: SchemaId, to: &mut String) {
    let mut push = |segment: &str| push_segment(to, &lock::escape(segment));
    match role {
        Role::Member(name) => ["properties", name].into_iter().for_each(push),
        Role::Items => push("items"),
        Role::Prefix(index) => {
            push("prefixItems");
            push(&index.to_string());
        }
        Role::Additional => push("additionalProperties"),
        Role::Arm { index, .. } => {
            let name = arm(subject, owner, role, id);
            let name = name.map_or_else(|| outline(subject, id, *index), type_name);
            push("arm");
            push(&name);
        }
        Role::Part(index) => {
            push("allOf");
            push(&index.to_string());
        }
    }
}

/// What an arm without a name is known by: its members, else its index.
fn outline(subject: &Subject<'_>, id: SchemaId, index: usize) -> String {
    match &subject.api.schema(id).shape {
        Shape::Object(object) if !object.members.is_empty() => {
            let mut names: Vec<&str> = object
                .members
                .iter()
                .map(|member| member.name.as_str())
                .collect();
            names.sort_unstable();
            names.join("+")
        }
        _ => index.to_string(),
    }
}

/// Adds the word for a part; the items of `participants` are a `Participant`.
fn add(words: &mut Vec<String>, role: &Role, arm: Option<String>) {
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
        Role::Arm { index, .. } => arm.unwrap_or_else(|| format!("Variant{}", index + 1)),
    };
    words.push(word);
}

/// What an arm of a union is called: after its tag, its title, or what it refers to; `None` when it has none of them.
fn arm<'a>(
    subject: &Subject<'a>,
    owner: SchemaId,
    role: &'a Role,
    id: SchemaId,
) -> Option<&'a str> {
    let Role::Arm { name, index } = role else {
        return None;
    };
    let arms = arms(&subject.api.schema(owner).shape);
    // It stands where the document has it, unless arms before it are left out.
    let at = arms.get(*index).filter(|arm| arm.schema == id);
    let found = at.or_else(|| arms.iter().find(|arm| arm.schema == id));
    let tag = found.and_then(|arm| arm.tags.first());
    let telling = tag.filter(|tag| is_telling(tag));
    let title = title(subject.api, id);
    let word = telling.or(title).or(name.as_ref()).or(tag);
    word.map(String::as_str)
}

fn arms(shape: &Shape) -> &[Arm] {
    match shape {
        Shape::Union { arms, .. } => arms,
        _ => &[],
    }
}

/// What the body of an operation is called where something else has its name, which tells more than a number.
pub fn longer(subject: &Subject<'_>, id: SchemaId, side: Side, name: &str) -> Option<String> {
    let Origin::Operation { role, .. } = &subject.api.schema(id).origin else {
        return None;
    };
    let (kind, status) = role.split_once(' ').unwrap_or((role, ""));
    match (side, kind) {
        (Side::Received, "response") if status.starts_with('2') => Some(format!("{name}Body")),
        (Side::Received, "request") => {
            let stem = name.strip_suffix("Body").unwrap_or(name);
            Some(format!("{stem}RequestBody"))
        }
        (Side::Received | Side::Sent, _) => None,
    }
}

/// The title of a schema, where it can be a name.
fn title(api: &Api, id: SchemaId) -> Option<&String> {
    let is_name = |title: &&String| title.len() <= 40 && title.contains(char::is_alphanumeric);
    api.schema(id).docs.title.as_ref().filter(is_name)
}

/// What a variant is called where its arm has no name: the type of the arm may have one from another place.
pub fn variant_name(api: &Api, words: &Words<'_>, id: SchemaId) -> Option<String> {
    let word = words.get(&id).filter(|_| title(api, id).is_none());
    word.map(|word| type_name(word))
}

/// What arms that have no name say of themselves.
pub type Words<'a> = Map<SchemaId, &'a str>;

/// The words of all arms that have no name.
pub fn words(api: &Api) -> Words<'_> {
    let mut words = Words::default();
    for (union, schema) in api.schemas.iter().enumerate() {
        let has_no_name = |arm: &&Arm| match &api.schema(arm.schema).origin {
            Origin::Within { owner, role } => {
                owner.0 == union && matches!(role, Role::Arm { name: None, .. })
            }
            _ => false,
        };
        let arms = arms(&schema.shape);
        let nameless: Set<SchemaId> = arms.iter().filter(has_no_name).map(id_of).collect();
        if nameless.is_empty() {
            continue;
        }
        let different: Set<SchemaId> = arms.iter().map(id_of).collect();
        let mut counts: Map<&str, usize> = Map::default();
        for member in different.into_iter().flat_map(|id| members(api, id)) {
            *counts.entry(&member.name).or_default() += 1;
        }
        let told = |id| Some((id, told(api, id, &counts)?));
        words.extend(nameless.into_iter().filter_map(told));
    }
    words
}

fn id_of(arm: &Arm) -> SchemaId {
    arm.schema
}

/// What an arm that has no name says of itself: its only value, or the one member that it alone has to have, or can have;
/// `counts`: how many arms have each member.
fn told<'a>(api: &'a Api, id: SchemaId, counts: &Map<&str, usize>) -> Option<&'a str> {
    match &api.schema(id).shape {
        Shape::Enumeration(list) => match list.values.as_slice() {
            [only] => {
                let value = only.name.as_deref().or_else(|| only.value.as_str())?;
                (value.is_empty() || is_telling(value)).then_some(value)
            }
            _ => None,
        },
        Shape::Object(object) => {
            let own = object.members.iter();
            let own = own.filter(|member| counts.get(member.name.as_str()) == Some(&1));
            let own: Vec<&Member> = own.collect();
            let required: Vec<&Member> = own.iter().copied().filter(|it| it.required).collect();
            match (required.as_slice(), own.as_slice()) {
                ([only], _) | ([], [only]) => Some(&only.name),
                _ => None,
            }
        }
        _ => None,
    }
}

fn members(api: &Api, id: SchemaId) -> &[Member] {
    match &api.schema(id).shape {
        Shape::Object(object) => &object.members,
        _ => &[],
    }
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
