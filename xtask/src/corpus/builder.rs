//! Builds a value for a schema: the smallest, a large one, or a deep one.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::arms::{Built, DEEP, Gap, Key};
use super::cycles::mentions;
use super::facts::{Facts, Goal};
use super::height::Heights;
use super::scalars;
use super::schemas::Schemas;

/// Levels of a large value in which everything optional is there.
const LARGE: usize = 2;

/// Values inside a large value; from there on only what must be there is.
const PARTS: usize = 1500;

/// No value has more inside.
const MOST: usize = 50_000;

/// What kind of value is built.
#[derive(Clone, Copy, Debug)]
pub enum Size<'a> {
    /// Only what must be there.
    Smallest,
    /// Everything that may be there, for a few levels.
    Largest,
    /// What leads back to one of these schemas, time and again.
    Deep(&'a BTreeSet<String>),
}

/// Builds values.
pub struct Builder<'s> {
    pub(super) schemas: &'s Schemas,
    pub(super) heights: Heights,
    parts: Cell<usize>,
    /// What was tried in this value after something else had failed.
    pub(super) attempts: Cell<usize>,
    /// A part that contradicts itself is built as it is meant.
    pub(super) bends: Cell<bool>,
    /// Goals of which there is no value.
    pub(super) hopeless: RefCell<HashSet<Key>>,
    /// How a member with a goal says a tag, if it can.
    pub(super) tags: RefCell<HashMap<(Key, String), Option<Value>>>,
}

impl<'s> Builder<'s> {
    /// A builder for these schemas.
    pub fn new(schemas: &'s Schemas) -> Self {
        Self {
            schemas,
            heights: Heights::of(schemas),
            parts: Cell::new(0),
            attempts: Cell::new(0),
            bends: Cell::new(false),
            hopeless: RefCell::default(),
            tags: RefCell::default(),
        }
    }

    /// A value for these facts.
    ///
    /// # Errors
    /// When there is none, or none was found.
    pub fn build(&self, facts: &Facts<'s>, size: Size<'_>) -> Built {
        self.start();
        self.with_any_arms(facts, size, 0)
    }

    /// The smallest value for these facts, in which what contradicts itself is as it is meant.
    ///
    /// # Errors
    /// When nobody knows what is meant.
    pub fn as_meant(&self, facts: &Facts<'s>) -> Built {
        self.start();
        self.bends.set(true);
        let built = self.value(facts, Size::Smallest, 0);
        self.bends.set(false);
        built
    }

    /// A value that goes down through these schemas.
    ///
    /// # Errors
    /// When there is none, or none was found.
    pub fn deep(&self, schema: &'s Value, through: &BTreeSet<String>) -> Built {
        self.start();
        self.goal(&[schema], Size::Deep(through), 0)
    }

    /// A value for a member of what these facts are about.
    ///
    /// # Errors
    /// When there is none, or none was found.
    pub fn of_member(&self, facts: &Facts<'s>, name: &str) -> Built {
        self.start();
        self.member(facts, name, Size::Smallest, 0)
    }

    pub(super) fn start(&self) {
        self.parts.set(0);
        self.attempts.set(0);
    }

    pub(super) fn value(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        self.parts.set(self.parts.get() + 1);
        if self.parts.get() > MOST {
            return Err(Gap::Unfound);
        }
        let gap = match facts.exhausted {
            true => Gap::Contradiction,
            false => Gap::Unfound,
        };
        if facts.impossible {
            return Err(gap);
        }
        if let Some(values) = &facts.values {
            let fits = |value: &&&Value| facts.allows(scalars::type_of(value));
            let mut fitting = values.iter().filter(fits);
            let first = fitting.next().ok_or(gap)?;
            let other = first.is_null().then(|| fitting.next()).flatten();
            return Ok((*other.unwrap_or(first)).clone());
        }
        let mut kinds = kinds(facts).into_iter();
        let first = kinds.next().ok_or(gap)?;
        let built = self.of_kind(first, facts, size, depth);
        // An object that contradicts itself may still be null.
        kinds.fold(built, |built, kind| match built {
            Err(Gap::Contradiction) => self.of_kind(kind, facts, size, depth),
            built => built,
        })
    }

    fn of_kind(&self, kind: &str, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        match kind {
            "object" => self.object(facts, size, depth),
            "array" => self.array(facts, size, depth),
            "string" => Ok(scalars::text(facts).into()),
            "integer" => scalars::integer(facts).ok_or(Gap::Unfound),
            "number" => scalars::number(facts).ok_or(Gap::Unfound),
            "boolean" => Ok(Value::Bool(true)),
            _ => Ok(Value::Null),
        }
    }

    fn object(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        let has = |name: &str| {
            facts.required.contains(name) || facts.tags.contains_key(name) || self.adds(size, depth)
        };
        match self.as_any_heir(facts, has, size, depth) {
            // Without the member that tells which heir it is, where that may be missing, it is none.
            Some(Err(Gap::Contradiction)) if self.adds(size, depth) => {
                self.object(facts, Size::Smallest, depth)
            }
            Some(built) => built,
            None => self.members(facts, size, depth),
        }
    }

    fn members(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        // The whole is built as it is meant.
        let is_part = depth > 0 || facts.told.is_some();
        if is_part && !self.bends.get() && facts.forbidden().is_some() {
            return Err(Gap::Contradiction);
        }
        let mut object = Map::new();
        // A deep value is a chain: with two ways down in each object there would be no end of it.
        let way = self.way_down(facts, size, depth);
        let size_of = |name: &str| match size {
            Size::Deep(_) if way != Some(name) => Size::Smallest,
            size => size,
        };
        for name in facts.required.iter().copied() {
            let value = self.member(facts, name, size_of(name), depth)?;
            object.insert(name.to_owned(), value);
        }
        for name in facts.tags.keys() {
            if let Ok(value) = self.member(facts, name, Size::Smallest, depth) {
                object.insert((*name).to_owned(), value);
            }
        }
        let least = facts.count("minProperties").unwrap_or(0);
        let most = facts.count("maxProperties").unwrap_or(usize::MAX);
        for name in facts.properties.keys() {
            let wanted = object.len() < least || way == Some(name) || self.adds(size, depth);
            if wanted
                && object.len() < most
                && !object.contains_key(*name)
                && !facts.forbids(name)
                && let Ok(value) = self.member(facts, name, size_of(name), depth)
            {
                object.insert((*name).to_owned(), value);
            }
        }
        let extra = match size {
            Size::Largest if depth <= LARGE => 2,
            Size::Deep(targets) => {
                let leads = |schema: &&Value| mentions(schema, targets);
                usize::from(depth < DEEP && facts.additional.iter().any(leads))
            }
            _ => 0,
        };
        self.add_undeclared(facts, &mut object, least, extra, size, depth);
        Ok(Value::Object(object))
    }

    /// Members that no schema names, where they are described.
    fn add_undeclared(
        &self,
        facts: &Facts<'s>,
        object: &mut Map<String, Value>,
        least: usize,
        extra: usize,
        size: Size<'_>,
        depth: usize,
    ) {
        let described = facts.additional.iter().any(|schema| schema.is_object());
        let missing = least.saturating_sub(object.len());
        let most = facts
            .count("maxProperties")
            .unwrap_or(usize::MAX)
            .saturating_sub(object.len());
        let number = missing
            .max(if described { extra } else { 0 })
            .min(most)
            .min(16);
        let names = self.facts(&facts.names, &[]).values;
        for index in 0..number {
            let name = match &names {
                Some(names) => names
                    .get(index)
                    .and_then(|name| name.as_str())
                    .map(str::to_owned),
                None => Some(format!("undeclared {index}")),
            };
            let value = self.goal(&facts.additional, size, depth + 1).ok();
            object.extend(name.zip(value));
        }
    }

    fn member(&self, facts: &Facts<'s>, name: &str, size: Size<'_>, depth: usize) -> Built {
        let goal = facts.goal_of(name);
        let said = || facts.said.get(name).map(|tag| Value::from(*tag));
        let tag = facts.tags.get(name).map(|tag| (*tag).clone()).or_else(said);
        match tag.and_then(|tag| self.as_tag(goal, &tag)) {
            Some(tag) => Ok(tag),
            None => self.goal(goal, size, depth + 1),
        }
    }

    /// Whether optional members are wanted.
    fn adds(&self, size: Size<'_>, depth: usize) -> bool {
        match size {
            Size::Smallest | Size::Deep(_) => false,
            Size::Largest => depth < LARGE && self.parts.get() < PARTS,
        }
    }

    /// The member by which a deep value goes on, a required one if it can.
    fn way_down(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Option<&'s str> {
        let Size::Deep(targets) = size else {
            return None;
        };
        let leads = |goal: &Goal<'s>| goal.iter().any(|schema| mentions(schema, targets));
        let mut ways: Vec<&str> = facts
            .properties
            .iter()
            .filter(|(name, goal)| depth < DEEP && leads(goal) && !facts.forbids(name))
            .map(|(name, _)| *name)
            .collect();
        ways.sort_by_key(|name| !facts.required.contains(name));
        ways.first().copied()
    }

    fn array(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        let least = facts.count("minItems").unwrap_or(0);
        let most = facts.count("maxItems").unwrap_or(usize::MAX);
        let wanted = match size {
            Size::Smallest => 0,
            Size::Largest if depth > LARGE => 0,
            Size::Largest if facts.unique => facts.prefix.len().max(1),
            Size::Largest => facts.prefix.len().max(2),
            Size::Deep(targets) => usize::from(
                depth < DEEP && facts.items.iter().any(|schema| mentions(schema, targets)),
            ),
        };
        let mut items = Vec::new();
        for index in 0..wanted.clamp(least, most.max(least)).min(64) {
            let goal = facts.prefix.get(index).unwrap_or(&facts.items);
            let item = self.goal(goal, size, depth + 1);
            let item = item.map(|item| match facts.unique {
                true => scalars::unlike(item, index),
                false => item,
            });
            match item {
                Ok(item) if !facts.unique || !items.contains(&item) => items.push(item),
                Ok(_) if items.len() < least => return Err(Gap::Unfound),
                Err(gap) if items.len() < least => return Err(gap),
                Ok(_) | Err(_) => break,
            }
        }
        Ok(Value::Array(items))
    }
}

/// The JSON type to build, where several are allowed the one with most inside.
pub fn kind(facts: &Facts<'_>) -> Option<&'static str> {
    kinds(facts).first().copied()
}

/// The JSON types that it may have, those with most inside first.
fn kinds(facts: &Facts<'_>) -> Vec<&'static str> {
    let about_objects =
        !facts.properties.is_empty() || !facts.required.is_empty() || !facts.additional.is_empty();
    let about_arrays = !facts.items.is_empty() || !facts.prefix.is_empty();
    let mut all = vec![
        "object", "array", "string", "number", "integer", "boolean", "null",
    ];
    match &facts.types {
        Some(types) => {
            all.retain(|name| types.contains(name));
            all
        }
        None if about_objects => vec!["object"],
        None if about_arrays => vec!["array"],
        None => vec!["string"],
    }
}
