//! What names are known by in the lock: the place of a thing in the document.
//!
//! Most places are pointers. What an operation holds is known by the operation's id and its part in it, and what stands in a
//! list by what it is, not by its index: so that what moves, or is inserted before it, takes no name. No two things have one
//! place.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter;
use std::sync::OnceLock;

use crate::api::{Api, MediaType, Operation, Origin, ParameterPlace, Role, SchemaId, Shape};
use crate::characters::are_all;
use crate::maps::{Map, OrderedSet, Set};
use crate::pointer::{Location, push_segment, unescape};

use super::arms::{self, Label};
use super::direction::Side;
use super::lock::{LockEntry, NameLock};

/// What stands before the label of an arm.
const ARM: &str = "/arm";

const MORE_OPERATIONS: &str = "additionalOperations";

/// How the lock writes a place: the file is left out where it is the entry document.
pub fn at(at: &Location, entry: &str) -> String {
    let file = if at.file() == entry { "" } else { at.file() };
    [&escape(file), "#", &escape(at.pointer())].concat()
}

/// Where an operation is called, which differs from where it is declared when paths share a path item.
pub fn of_operation(operation: &Operation) -> String {
    let mut segments = operation.at.pointer().rsplit('/');
    match (segments.next(), segments.next()) {
        (Some(method), Some(MORE_OPERATIONS)) => {
            in_path(operation, &[MORE_OPERATIONS, &unescape(method)])
        }
        _ => of_method(operation),
    }
}

/// The same without `additionalOperations`, as the lock once wrote all operations.
pub fn of_method(operation: &Operation) -> String {
    in_path(operation, &[&operation.method.to_lowercase()])
}

fn in_path(operation: &Operation, method: &[&str]) -> String {
    const PATHS: &str = "#/paths";
    let length = PATHS.len() + operation.path.len() + MORE_OPERATIONS.len();
    let mut place = String::with_capacity(length);
    place.push_str(PATHS);
    for key in [&*operation.path].iter().chain(method) {
        push_segment(&mut place, &escape(key));
    }
    place
}

/// The place of a part of what stands at a place: a member, a value, an arm.
pub fn of_part(owner: &str, key: &str) -> String {
    let mut place = String::with_capacity(owner.len() + key.len() + 1);
    place.push_str(owner);
    push_segment(&mut place, &escape(key));
    place
}

/// A text without what would break a line, or the line's form: percent-encoded, as in a URI fragment.
pub fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'%' | b'#');
    if are_all(text, is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || matches!(character, '%' | '#') || !character.is_ascii() {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(escaped, "%{byte:02X}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// The places of all schemas that may have a name.
#[derive(Debug)]
pub struct Places<'a> {
    api: &'a Api,
    entry: &'a str,
    /// What tells a schema apart from others in the same part of an operation.
    apart: Map<SchemaId, &'a str>,
    /// What the arms that stand in unions are known by.
    labels: Map<SchemaId, Label>,
    texts: OrderedSet<String>,
    /// Which of the texts is whose.
    index: Map<SchemaId, usize>,
    /// The places of an earlier version that several schemas had: found when a name is looked for there.
    shared: OnceLock<Set<String>>,
}

/// How a place is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// With what tells it apart, where there is something.
    Now,
    /// Without that, as earlier versions did.
    Before,
}

impl<'a> Places<'a> {
    /// Finds them; arms are known by what they were known by before.
    pub fn new(api: &'a Api, entry: &'a str, recorded: &NameLock) -> Self {
        let mut places = Self {
            api,
            entry,
            apart: apart(api),
            labels: Map::default(),
            texts: OrderedSet::default(),
            index: Map::default(),
            shared: OnceLock::new(),
        };
        for (union, own) in arms::by_union(api) {
            let known = match recorded.has(LockEntry::Arm) {
                true => {
                    recorded.inside(LockEntry::Arm, &(places.spell(union, Spelling::Now) + ARM))
                }
                false => Vec::new(),
            };
            places.labels.extend(arms::label(api, union, &own, &known));
        }
        let ids = (0..api.schemas.len()).map(SchemaId);
        let mut others = Vec::new();
        for id in ids.filter(|id| may_have_name(api, *id)) {
            let text = places.spell(id, Spelling::Now);
            if places.texts.contains(&text) {
                others.push((id, text));
            } else {
                let (index, _) = places.texts.insert_full(text);
                places.index.insert(id, index);
            }
        }
        // Copies of one schema, which nothing but their order tells apart.
        let mut numbers: Map<String, usize> = Map::default();
        for (id, text) in others {
            let number = numbers.entry(text.clone()).or_insert(1);
            let numbered = iter::repeat_with(|| {
                *number += 1;
                places.texts.insert_full(format!("{text} {number}"))
            });
            let added = numbered
                .filter(|(_, is_new)| *is_new)
                .map(|(index, _)| index);
            places.index.extend(added.take(1).map(|index| (id, index)));
        }
        places
    }

    /// The place of a model.
    pub fn of(&self, id: SchemaId, side: Side) -> Cow<'_, str> {
        let index = self.index.get(&id);
        let text = index.and_then(|index| self.texts.get_index(*index));
        let text = text.map_or_else(|| self.spell(id, Spelling::Now).into(), Cow::from);
        sided(text, side)
    }

    /// What is known of a model, by its place, or by the one that it had in an earlier version, if nothing has that now. What
    /// stands at a place that several had is that of any of them.
    pub fn find<T>(
        &self,
        (id, side): (SchemaId, Side),
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        known(&self.of(id, side)).or_else(|| {
            let before = self.spell(id, Spelling::Before);
            let found = known(&sided(before.as_str().into(), side))?;
            let is_own = !self.texts.contains(&before) && !self.shared().contains(&before);
            is_own.then_some(found)
        })
    }

    fn shared(&self) -> &Set<String> {
        self.shared.get_or_init(|| {
            let (mut all, mut shared) = (Set::default(), Set::default());
            for &id in self.index.keys() {
                let text = self.spell(id, Spelling::Before);
                if all.contains(&text) {
                    shared.insert(text);
                } else {
                    all.insert(text);
                }
            }
            shared
        })
    }

    /// What the lock says of arms, so that they are known by the same from now on, whatever becomes of them.
    pub fn of_arms(
        &self,
        lives: impl Fn(SchemaId) -> bool,
    ) -> impl Iterator<Item = (String, String)> {
        let own = arms::by_union(self.api).into_iter();
        let own = own.filter(move |(union, _)| lives(*union));
        own.flat_map(move |(union, arms)| {
            let held = arms::held(self.api, union, &arms);
            let named = arms.into_iter().zip(held);
            let named = named.filter(|((id, _), _)| arms::holds_name(self.api, *id));
            named.map(|((id, _), held)| (self.spell(id, Spelling::Now), held))
        })
    }

    fn spell(&self, start: SchemaId, spelling: Spelling) -> String {
        let mut steps = Vec::new();
        let mut place = String::new();
        let mut id = start;
        for _ in 0..self.api.schemas.len() {
            let schema = self.api.schema(id);
            match &schema.origin {
                Origin::Within { owner, role } => {
                    steps.push((*owner, role, id));
                    id = *owner;
                }
                Origin::Component { .. } | Origin::Shared { .. } | Origin::Incoming { .. } => {
                    place = at(&schema.at, self.entry);
                    break;
                }
                Origin::Operation { operation, role } => {
                    let text = self.told_apart(id, format!("{operation} {role}"), spelling);
                    place = escape(&text).into_owned();
                    break;
                }
            }
        }
        for (owner, role, id) in steps.into_iter().rev() {
            self.push_step((owner, role, id), spelling, &mut place);
        }
        place
    }

    fn push_step(
        &self,
        (owner, role, id): (SchemaId, &Role, SchemaId),
        spelling: Spelling,
        to: &mut String,
    ) {
        let mut push = |segment: &str| push_segment(to, &escape(segment));
        match role {
            Role::Member(name) => ["properties", name].into_iter().for_each(push),
            Role::Items => push("items"),
            Role::Prefix(index) => {
                push("prefixItems");
                push(&index.to_string());
            }
            Role::Additional => match pattern(&self.api.schema(id).at) {
                Some(pattern) if spelling != Spelling::Before => {
                    ["patternProperties", &pattern].into_iter().for_each(push);
                }
                Some(_) | None => push("additionalProperties"),
            },
            Role::Arm { .. } => {
                let known = self.labels.get(&id);
                let known = known.filter(|it| spelling == Spelling::Now || it.is_recorded);
                let segment = match known {
                    Some(label) => Cow::from(&label.segment),
                    None => arms::before(self.api, owner, role, id).into(),
                };
                to.extend([ARM, &segment]);
            }
            Role::Part(index) => {
                push("allOf");
                push(&index.to_string());
            }
        }
    }

    fn told_apart(&self, id: SchemaId, mut text: String, spelling: Spelling) -> String {
        if let Some(apart) = self.apart.get(&id).filter(|_| spelling != Spelling::Before) {
            text.extend([" ", apart]);
        }
        text
    }
}

fn sided(text: Cow<'_, str>, side: Side) -> Cow<'_, str> {
    match side {
        Side::Received => text,
        Side::Sent => Cow::Owned(format!("{text} (sent)")),
    }
}

fn may_have_name(api: &Api, id: SchemaId) -> bool {
    let schema = api.schema(id);
    let is_model = matches!(
        schema.shape,
        Shape::Object(_) | Shape::Enumeration(_) | Shape::Union { .. }
    );
    is_model || schema.origin.is_named()
}

/// The pattern of the members that a schema is for.
fn pattern(at: &Location) -> Option<String> {
    let around = at.parent()?;
    let is_pattern = around.name().as_deref() == Some("patternProperties");
    at.name().filter(|_| is_pattern).map(Cow::into_owned)
}

/// What tells schemas apart whose part in an operation has one name: of parameters the place, of bodies the media type. What
/// most have is not said: the query, JSON.
fn apart(api: &Api) -> Map<SchemaId, &str> {
    let mut apart = Map::default();
    for operation in &api.operations {
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|it| it.place != ParameterPlace::Query) {
            apart.insert(parameter.schema.schema, parameter.place.word());
        }
        let bodies = operation.body.iter().map(|body| &body.content);
        let answers = operation.responses.iter().map(|response| &response.content);
        let unlike = |media: &&MediaType| media.media_type != "application/json";
        for media in bodies.chain(answers).flatten().filter(unlike) {
            let id = media.schema.map(|used| used.schema);
            apart.extend(id.map(|id| (id, media.media_type.as_str())));
        }
    }
    apart.retain(|id, _| matches!(api.schema(*id).origin, Origin::Operation { .. }));
    apart
}
