//! The names of schemas that have none: after where they stand.

use crate::api::{Api, Arm, Member, Origin, Role, SchemaId, Shape};
use crate::maps::{Map, Set};

use super::content::resolved;
use super::direction::Side;
use super::fold::Folded;
use super::lock::NameLock;
use super::names::{is_telling, parted, singular, type_name};
use super::naming::{Naming, Subject, component_name};
use super::plain;
use super::reserved;
use super::status::name_of;

/// The word for an item of an array, until the name of the array gives a better one.
const ITEM: &str = "Item";

/// The name of an inline schema: that of what it stands in, and its part in it. The walk goes outwards until it meets
/// something that has a name.
pub fn name(subject: &Subject<'_>, naming: &Naming, lock: &NameLock, start: SchemaId) -> String {
    if let Some(name) = subject.words.plain.get(&subject.folded.class(start)) {
        return name.clone();
    }
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
                let arm = arm(subject.api, *owner, role, id);
                let arm = arm.or_else(|| subject.words.arms.get(&id).copied());
                let arm = arm.or_else(|| alone(subject.api, *owner, role, id));
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

/// What an arm of a union is called: after its tag, its title, or what it refers to; `None` when it has none of them. Which
/// of several tags is the first one says nothing.
pub fn arm<'a>(api: &'a Api, owner: SchemaId, role: &'a Role, id: SchemaId) -> Option<&'a str> {
    let (tags, own) = said(api, owner, role, id);
    match (tags, own) {
        ([_, _, ..], Some(own)) => Some(own),
        _ => by_tag(tags, own),
    }
}

/// The same after the first of several tags.
pub fn by_first_tag<'a>(
    api: &'a Api,
    owner: SchemaId,
    role: &'a Role,
    id: SchemaId,
) -> Option<&'a str> {
    let (tags, own) = said(api, owner, role, id);
    by_tag(tags, own)
}

fn by_tag<'a>(tags: &'a [String], own: Option<&'a str>) -> Option<&'a str> {
    let tag = tags.first().map(String::as_str);
    tag.filter(|tag| is_telling(tag)).or(own).or(tag)
}

/// The tags of an arm, and its title or what it refers to.
fn said<'a>(
    api: &'a Api,
    owner: SchemaId,
    role: &'a Role,
    id: SchemaId,
) -> (&'a [String], Option<&'a str>) {
    let Role::Arm { name, index } = role else {
        return (&[], None);
    };
    let arms = api.schema(owner).shape.arms();
    // It stands where the document has it, unless arms before it are left out.
    let at = arms.get(*index).filter(|arm| arm.schema == id);
    let found = at.or_else(|| arms.iter().find(|arm| arm.schema == id));
    let tags = found.map_or(&[][..], |arm| &arm.tags);
    // Alternatives by type have all that the union says, its title as well.
    let is_own = |it: &&String| name.is_none() || title(api, owner) != Some(*it);
    let title = title(api, id).filter(is_own);
    (tags, title.or(name.as_ref()).map(String::as_str))
}

/// What a schema is called where something else has its name: a word more tells where it stands, which a number does not.
/// Of components, those have one that can't have their own name.
pub fn longer(subject: &Subject<'_>, id: SchemaId, side: Side, name: &str) -> Option<String> {
    let with = |ending| (!name.ends_with(ending)).then(|| format!("{name}{ending}"));
    match &subject.api.schema(id).origin {
        _ if side == Side::Sent => None,
        Origin::Operation { role, .. } => match role.split_once(' ').unwrap_or((role, "")) {
            ("response", status) if status.starts_with('2') => with("Body"),
            ("request", _) => {
                let stem = name.strip_suffix("Body").unwrap_or(name);
                Some(format!("{stem}RequestBody"))
            }
            _ => None,
        },
        Origin::Within { role, .. } => match role {
            Role::Member(_) => with("Field"),
            Role::Items => with(ITEM),
            Role::Arm { .. } => with("Variant"),
            Role::Additional | Role::Prefix(_) | Role::Part(_) => None,
        },
        Origin::Component { .. } if reserved::TYPES.contains(&name) => with("Model"),
        Origin::Component { name: text } => parted(text, name),
        Origin::Shared { .. } | Origin::Incoming { .. } => None,
    }
}

/// The title of a schema, where it can be a name.
fn title(api: &Api, id: SchemaId) -> Option<&String> {
    let is_name = |title: &&String| title.len() <= 40 && title.contains(char::is_alphanumeric);
    api.schema(id).docs.title.as_ref().filter(is_name)
}

/// What a variant is called where its arm has no name: the type of the arm may have one from another place.
pub fn variant_name(api: &Api, words: &Words<'_>, id: SchemaId) -> Option<String> {
    let word = words.arms.get(&id).filter(|_| title(api, id).is_none());
    word.map(|word| type_name(word))
}

/// What schemas that have no name say of themselves.
pub struct Words<'a> {
    /// The words of arms.
    arms: Map<SchemaId, &'a str>,
    /// The names of unions that stand in unrelated places.
    pub plain: plain::Names,
}

/// The words of all schemas that have no name.
pub fn words<'a>(api: &'a Api, folded: &Folded) -> Words<'a> {
    Words {
        arms: of_arms(api),
        plain: plain::names(api, folded),
    }
}

fn of_arms(api: &Api) -> Map<SchemaId, &str> {
    let mut words = Map::default();
    for (union, schema) in api.schemas.iter().enumerate() {
        let has_no_name = |arm: &&Arm| match &api.schema(arm.schema).origin {
            Origin::Within { owner, role } => {
                owner.0 == union && matches!(role, Role::Arm { name: None, .. })
            }
            Origin::Component { .. }
            | Origin::Shared { .. }
            | Origin::Operation { .. }
            | Origin::Incoming { .. } => false,
        };
        let arms = schema.shape.arms();
        let nameless: Set<SchemaId> = arms.iter().filter(has_no_name).map(id_of).collect();
        if nameless.is_empty() {
            continue;
        }
        let different: Set<SchemaId> = arms.iter().map(id_of).collect();
        let mut counts: Map<&str, usize> = Map::default();
        for member in different
            .into_iter()
            .flat_map(|id| api.schema(id).shape.members())
        {
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
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Union { .. }
        | Shape::Same(_) => None,
    }
}

/// What an arm that needs a name is called after its type, where no other arm is of that: its index says less, and moves.
fn alone(api: &Api, owner: SchemaId, role: &Role, id: SchemaId) -> Option<&'static str> {
    let is_arm = matches!(role, Role::Arm { .. });
    let needs_name = matches!(
        api.schema(id).shape,
        Shape::Enumeration(_) | Shape::Object(_) | Shape::Array { .. }
    );
    let word = plain(api, id).filter(|_| is_arm && needs_name)?;
    let arms = api.schema(owner).shape.arms().iter();
    let alike = arms.filter(|arm| plain(api, arm.schema) == Some(word));
    (alike.count() == 1).then_some(word)
}

/// What is called by its type among other types. It is all the same whether the values of a text or a number are listed.
fn plain(api: &Api, id: SchemaId) -> Option<&'static str> {
    match resolved(api, id) {
        Shape::Enumeration(list) => {
            let mut values = list.values.iter();
            let is_text = values.any(|value| value.value.as_str().is_some());
            Some(if is_text { "Text" } else { "Integer" })
        }
        Shape::Text(_) => Some("Text"),
        Shape::Integer(_) => Some("Integer"),
        Shape::Array { .. } | Shape::Tuple { .. } => Some("List"),
        Shape::Object(_) => Some("Object"),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Number { .. }
        | Shape::Union { .. }
        | Shape::Same(_) => None,
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
