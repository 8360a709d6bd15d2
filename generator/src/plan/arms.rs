//! What the arms that stand in a union are known by, whatever is inserted before them or added to them.
//!
//! A new arm is known by its tag, its title, its members or its index. Since each of these can become another's, the lock
//! records what an arm was: by that it is found again, and keeps what it was known by, while others get what is free.

use std::collections::BTreeSet;

use crate::api::{Additional, Api, Origin, Role, SchemaId, Shape};
use crate::maps::{Map, OrderedMap, Set};
use crate::node::Node;

use super::content::resolved;
use super::inline::{arm, by_first_tag};
use super::names::type_name;
use super::order;
use super::place::{escape, of_part};

/// What an arm is known by.
#[derive(Clone, Debug)]
pub struct Label {
    /// As the last segment of a place, with its `/`.
    pub segment: String,
    /// The lock knows the arms of this union.
    pub is_recorded: bool,
}

/// The arms that stand in unions, with their parts in them, by union. The outer unions come first, as in the table.
pub fn by_union(api: &Api) -> OrderedMap<SchemaId, Vec<Own<'_>>> {
    let mut unions: OrderedMap<SchemaId, Vec<Own<'_>>> = OrderedMap::default();
    for id in (0..api.schemas.len()).map(SchemaId) {
        if let Origin::Within { owner, role } = &api.schema(id).origin
            && matches!(role, Role::Arm { .. })
        {
            unions.entry(*owner).or_default().push((id, role));
        }
    }
    unions
}

/// An arm that stands in a union, and its part in that.
pub type Own<'a> = (SchemaId, &'a Role);

/// What an arm was known by before labels were recorded.
pub fn before(api: &Api, union: SchemaId, role: &Role, id: SchemaId) -> String {
    let word = by_first_tag(api, union, role, id).map(type_name);
    of_part("", &word.unwrap_or_else(|| outline(api, id, role)))
}

/// The labels of the arms of a union: `known` are those of the lock, with what stands behind each.
pub fn label(
    api: &Api,
    union: SchemaId,
    own: &[Own<'_>],
    known: &[(&str, &str)],
) -> Vec<(SchemaId, Label)> {
    let mut labels = found(api, union, own, known);
    let mut taken: Set<String> = known.iter().map(|(label, _)| (*label).to_owned()).collect();
    let is_new = |at: &usize| labels[*at].is_none();
    let new: Vec<usize> = (0..own.len()).filter(is_new).collect();
    let word = |&at: &usize| arm(api, union, own[at].1, own[at].0).map(type_name);
    let words: Vec<Option<String>> = new.iter().map(word).collect();
    let mut counts: Map<&str, usize> = Map::default();
    for word in words.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut numbers: Map<String, usize> = Map::default();
    for (&at, word) in new.iter().zip(&words) {
        let (id, role) = own[at];
        let is_free = |word: &str| counts[word] == 1 && !taken.contains(&of_part("", word));
        let text = match word {
            Some(word) if is_free(word) => word.clone(),
            Some(word) => format!("{word} {}", outline(api, id, role)),
            None => outline(api, id, role),
        };
        let mut segment = of_part("", &text);
        while !taken.insert(segment.clone()) {
            let number = numbers.entry(text.clone()).or_insert(1);
            *number += 1;
            segment = of_part("", &format!("{text} {number}"));
        }
        labels[at] = Some(segment);
    }
    let is_recorded = !known.is_empty();
    let label = |segment| Label {
        segment,
        is_recorded,
    };
    let labels = own.iter().zip(labels);
    labels
        .filter_map(|((id, _), segment)| Some((*id, label(segment?))))
        .collect()
}

/// An arm as it is, or was.
struct Held<'t> {
    title: &'t str,
    words: BTreeSet<&'t str>,
}

impl<'t> Held<'t> {
    fn read(text: &'t str) -> Self {
        let (title, words) = text.split_once(' ').unwrap_or((text, ""));
        let words = words
            .split(' ')
            .filter(|word| !word.is_empty() && !word.starts_with(NUMBER));
        Self {
            title,
            words: words.collect(),
        }
    }

    /// How much of one arm is in the other, and how much is not, if one may have become the other: it is of its title, or
    /// has one of its values, or most of the members of the smaller one where there are no values.
    fn likeness(&self, other: &Self) -> Option<(usize, usize)> {
        let is_value = |word: &&&str| word.starts_with('"');
        let values = |held: &Self| held.words.iter().filter(is_value).count();
        let shared = || self.words.intersection(&other.words);
        let (count, values_shared) = (shared().count(), shared().filter(is_value).count());
        let is_like = match (self.title == other.title, self.title) {
            (false, _) => false,
            (true, NO_TITLE) if values(self) > 0 && values(other) > 0 => values_shared > 0,
            (true, NO_TITLE) => count * 2 > self.words.len().min(other.words.len()),
            (true, _) => true,
        };
        is_like.then_some((count, self.words.len() + other.words.len() - 2 * count))
    }
}

/// Most pairs of arms that are compared in a union, when neither is as it was: more are left alone.
const PAIRS: usize = 4096;

/// The recorded labels of arms that were there before: those that are as they were, those that have the label that they would
/// have anyway, then those that are most like one.
fn found(
    api: &Api,
    union: SchemaId,
    own: &[Own<'_>],
    known: &[(&str, &str)],
) -> Vec<Option<String>> {
    let mut search = Search {
        known,
        labels: vec![None; own.len()],
        used: Set::default(),
    };
    if !known.is_empty() {
        let texts = held(api, union, own);
        search.unchanged(&texts);
        search.called_so(api, union, own, &texts);
        search.most_alike(&texts);
    }
    search.labels
}

/// The recorded labels that arms are given back.
struct Search<'k> {
    /// Those of the lock, with what stands behind each.
    known: &'k [(&'k str, &'k str)],
    /// The label of each arm, as far as it is found.
    labels: Vec<Option<String>>,
    /// Which of the known ones are some arm's.
    used: Set<usize>,
}

impl Search<'_> {
    /// Gives a label to an arm that has none, if no other arm has it.
    fn give(&mut self, arm: usize, index: usize) {
        if self.labels[arm].is_none() && self.used.insert(index) {
            self.labels[arm] = Some(self.known[index].0.to_owned());
        }
    }

    /// Finds the arms that are as they were.
    fn unchanged(&mut self, texts: &[String]) {
        let known = self.known.iter().map(|(_, text)| *text);
        let same: Map<&str, usize> = known.zip(0..).collect();
        for (arm, text) in texts.iter().enumerate() {
            if let Some(&index) = same.get(text.as_str()) {
                self.give(arm, index);
            }
        }
    }

    /// Finds the arms that changed, but have the label that they would have anyway, if it was theirs.
    fn called_so(&mut self, api: &Api, union: SchemaId, own: &[Own<'_>], texts: &[String]) {
        let known = self.known.iter().map(|(label, _)| *label);
        let labels: Map<&str, usize> = known.zip(0..).collect();
        for (at, (id, role)) in own.iter().enumerate() {
            if self.labels[at].is_some() {
                continue;
            }
            let Some(word) = arm(api, union, role, *id) else {
                continue;
            };
            let Some(&index) = labels.get(of_part("", &type_name(word)).as_str()) else {
                continue;
            };
            let was = Held::read(self.known[index].1);
            if Held::read(&texts[at]).likeness(&was).is_some() {
                self.give(at, index);
            }
        }
    }

    /// Finds those of the others that are most like one.
    fn most_alike(&mut self, texts: &[String]) {
        let left = texts.iter().enumerate();
        let left = left.filter(|(arm, _)| self.labels[*arm].is_none());
        let left: Vec<_> = left.map(|(arm, text)| (arm, Held::read(text))).collect();
        let others = (0..self.known.len()).filter(|index| !self.used.contains(index));
        let others: Vec<_> = others
            .map(|index| (index, Held::read(self.known[index].1)))
            .collect();
        if left.len().saturating_mul(others.len()) > PAIRS {
            return;
        }
        let mut pairs = Vec::new();
        for (arm, now) in &left {
            let alike = others.iter().filter_map(|(index, was)| {
                let (shared, different) = now.likeness(was)?;
                Some((usize::MAX - shared, different, *arm, *index))
            });
            pairs.extend(alike);
        }
        pairs.sort_unstable();
        for (_, _, arm, index) in pairs {
            self.give(arm, index);
        }
    }
}

/// What stands for no title: no name of a type.
const NO_TITLE: &str = "-";

/// Most words of an arm: enough to find it again, and to be read.
const WORDS: usize = 24;

/// What the lock says of the arms of a union, each in its own words: those that hold the same are numbered in their order, so
/// that each is found again where nothing changed.
pub fn held(api: &Api, union: SchemaId, own: &[Own<'_>]) -> Vec<String> {
    let mut numbers: Map<String, usize> = Map::default();
    let text = |arm: &Own<'_>| {
        let text = text(api, union, *arm);
        let number = numbers.entry(text.clone()).or_default();
        *number += 1;
        match *number {
            1 => text,
            number => format!("{text} {NUMBER}{number}"),
        }
    };
    own.iter().map(text).collect()
}

/// What stands before the number of an arm that holds the same as one before it.
const NUMBER: char = '#';

/// The title of an arm, and what it holds, as words in an order that is none of the document's.
fn text(api: &Api, union: SchemaId, (id, role): Own<'_>) -> String {
    let name = match role {
        Role::Arm { name, .. } => name.as_ref(),
        _ => None,
    };
    let title = name.or(api.schema(id).docs.title.as_ref());
    let mut words = BTreeSet::new();
    let arms = api.schema(union).shape.arms().iter();
    for tag in arms
        .filter(|arm| arm.schema == id)
        .flat_map(|arm| &arm.tags)
    {
        words.insert(json(&Node::String(tag.clone())));
    }
    add(api, id, String::new(), DEEPEST, &mut words);
    words.remove("");
    let mut text = title.map_or_else(|| NO_TITLE.to_owned(), |title| type_name(title));
    for word in words.iter().take(WORDS) {
        text.push(' ');
        text.push_str(&order::word(&escape(word)));
    }
    if words.len() > WORDS {
        text.push_str(&format!(" {NUMBER}{:016x}", digest(&words)));
    }
    text
}

/// FNV-1a of all words: the same in every run and version.
fn digest(words: &BTreeSet<String>) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn json(value: &Node) -> String {
    let mut text = String::new();
    value.push_json(&mut text);
    text
}

/// Lists in lists that are looked into.
const DEEPEST: usize = 4;

/// Adds the words of what is held, with what says how it is held before each.
fn add(api: &Api, id: SchemaId, before: String, depth: usize, words: &mut BTreeSet<String>) {
    let (inner, mark) = match resolved(api, id) {
        Shape::Object(object) => {
            let names = object.members.iter();
            words.extend(names.map(|member| format!("{before}{}", member.name)));
            match object.additional {
                Additional::Typed(used) => (used.schema, "{}"),
                Additional::Unsaid | Additional::Forbidden | Additional::Any => return,
            }
        }
        Shape::Enumeration(list) => {
            let values = list.values.iter();
            words.extend(values.map(|it| json(&it.value)));
            return;
        }
        Shape::Union { arms, .. } => {
            let names = arms.iter().map(|arm| named(api, arm.schema));
            words.extend(names.map(|name| format!("{before}|{name}")));
            return;
        }
        Shape::Array { items, .. } => (items.schema, "[]"),
        Shape::Tuple { .. }
        | Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Same(_) => return,
    };
    let held = before + mark;
    let name = named(api, inner);
    words.insert(format!("{held}{name}"));
    if name.is_empty() && depth > 0 {
        add(api, inner, held, depth - 1, words);
    }
}

/// The name that a schema has of its own.
fn named(api: &Api, id: SchemaId) -> &str {
    api.schema(id).origin.component().unwrap_or_default()
}

/// Whether an arm, or something in it that has no name of its own, has a type of its own.
pub fn holds_name(api: &Api, start: SchemaId) -> bool {
    let mut id = start;
    for _ in 0..api.schemas.len() {
        let schema = api.schema(id);
        if !matches!(schema.origin, Origin::Within { .. }) {
            return false;
        }
        id = match &schema.shape {
            Shape::Enumeration(_) | Shape::Union { .. } | Shape::Tuple { .. } => return true,
            Shape::Object(object) if !object.members.is_empty() => return true,
            Shape::Object(object) => match &object.additional {
                Additional::Typed(used) => used.schema,
                Additional::Unsaid | Additional::Forbidden | Additional::Any => return false,
            },
            Shape::Array { items, .. } => items.schema,
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Same(_) => return false,
        };
    }
    false
}

/// What an arm without a title is known by: its members, else its index.
fn outline(api: &Api, id: SchemaId, role: &Role) -> String {
    match (&api.schema(id).shape, role) {
        (Shape::Object(object), _) if !object.members.is_empty() => {
            let members = object.members.iter();
            let mut names: Vec<&str> = members.map(|member| member.name.as_str()).collect();
            names.sort_unstable();
            names.join("+")
        }
        (_, Role::Arm { index, .. }) => index.to_string(),
        _ => String::new(),
    }
}
