//! Builds a value for a schema: the smallest, a large one, or a deep one.

use std::cell::Cell;
use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::cycles::mentions;
use super::facts::{Facts, Goal};
use super::height::{ENDLESS, Heights};
use super::scalars;
use super::schemas::Schemas;

/// Levels that a deep value goes down before it is ended as fast as it can be; the runtime stops at 126.
const DEEP: usize = 40;

/// No value is deeper.
const DEEPEST: usize = 90;

/// Levels of a large value in which everything optional is there.
const LARGE: usize = 2;

/// Values inside a large value; from there on only what must be there is.
const PARTS: usize = 1500;

/// No value has more inside.
const MOST: usize = 50_000;

/// So many ways to choose arms are tried until one has no contradiction.
const ATTEMPTS: usize = 200;

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
    contradicted: Cell<bool>,
}

impl<'s> Builder<'s> {
    /// A builder for these schemas.
    pub fn new(schemas: &'s Schemas) -> Self {
        Self {
            schemas,
            heights: Heights::of(schemas),
            parts: Cell::new(0),
            contradicted: Cell::new(false),
        }
    }

    /// The facts about a goal, with these arms for its first choices and the builder's own for the others: those that end
    /// soonest, unless they contradict each other.
    pub fn facts(&self, goal: &[&'s Value], arms: &[usize]) -> Facts<'s> {
        self.settle(goal, arms, |arms| self.lowest(arms))
    }

    /// Tries other arms, one choice at a time, until they do not contradict each other.
    fn settle(
        &self,
        goal: &[&'s Value],
        arms: &[usize],
        best: impl Fn(&[Value]) -> usize,
    ) -> Facts<'s> {
        let gather = |arms: &[usize]| {
            Facts::gather(self.schemas, goal, |number, all| match arms.get(number) {
                Some(arm) => *arm,
                None => best(all),
            })
        };
        let is_hopeless = |facts: &Facts<'_>| facts.contradict() || facts.forbidden().is_some();
        let mut first = gather(arms);
        if !is_hopeless(&first) {
            return first;
        }
        let mut tried = vec![arms.to_vec()];
        let mut next = 0;
        while let Some(made) = tried.get(next).cloned() {
            next += 1;
            let facts = gather(&made);
            if !is_hopeless(&facts) {
                return facts;
            }
            let new = facts.alternatives(made.len());
            tried.extend(new.into_iter().take(ATTEMPTS.saturating_sub(tried.len())));
        }
        first.exhausted = tried.len() < ATTEMPTS;
        first
    }

    /// A value for these facts.
    pub fn build(&self, facts: &Facts<'s>, size: Size<'_>) -> Option<Value> {
        self.start();
        self.value(facts, size, 0)
    }

    /// A value that goes down through these schemas.
    pub fn deep(&self, schema: &'s Value, through: &BTreeSet<String>) -> Option<Value> {
        self.start();
        self.goal(&[schema], Size::Deep(through), 0)
    }

    /// A value for a member of what these facts are about.
    pub fn of_member(&self, facts: &Facts<'s>, name: &str) -> Option<Value> {
        self.start();
        self.member(facts, name, Size::Smallest, 0)
    }

    /// Whether the last value could not be built because a part of it contradicts itself.
    pub fn met_contradiction(&self) -> bool {
        self.contradicted.get()
    }

    fn start(&self) {
        self.parts.set(0);
        self.contradicted.set(false);
    }

    /// The arm that ends soonest, but null only where there is nothing else.
    fn lowest(&self, arms: &[Value]) -> usize {
        let rank = |arm: &Value| {
            let height = self.heights.height(arm);
            (height >= ENDLESS, is_null(arm), height)
        };
        let ranked = arms.iter().enumerate().min_by_key(|(_, arm)| rank(arm));
        ranked.map_or(0, |(index, _)| index)
    }

    fn goal(&self, goal: &[&'s Value], size: Size<'_>, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            let is_endless = |schema: &&Value| self.heights.height(schema) >= ENDLESS;
            self.contradicted.set(goal.iter().any(is_endless));
            return None;
        }
        let facts = self.settle(goal, &[], |arms| match size {
            Size::Deep(targets) if depth < DEEP => arms
                .iter()
                .position(|arm| mentions(arm, targets))
                .unwrap_or_else(|| self.lowest(arms)),
            _ => self.lowest(arms),
        });
        self.value(&facts, size, depth)
    }

    fn value(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Option<Value> {
        self.parts.set(self.parts.get() + 1);
        if facts.exhausted {
            self.contradicted.set(true);
        }
        if facts.impossible || self.parts.get() > MOST {
            return None;
        }
        if let Some(values) = &facts.values {
            let mut fitting = values
                .iter()
                .filter(|value| facts.allows(scalars::type_of(value)));
            let first = fitting.next()?;
            let chosen = if first.is_null() {
                fitting.next().unwrap_or(first)
            } else {
                first
            };
            return Some((*chosen).clone());
        }
        match kind(facts)? {
            "object" => self.object(facts, size, depth),
            "array" => self.array(facts, size, depth),
            "string" => Some(scalars::text(facts).into()),
            "integer" => scalars::integer(facts),
            "number" => scalars::number(facts),
            "boolean" => Some(Value::Bool(true)),
            _ => Some(Value::Null),
        }
    }

    fn object(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Option<Value> {
        let heir = self.heir(facts, |name| {
            facts.required.contains(name) || facts.tags.contains_key(name) || self.adds(size, depth)
        });
        let facts = heir.as_ref().unwrap_or(facts);
        // The whole is built as it is meant.
        if depth > 0 && facts.forbidden().is_some() {
            self.contradicted.set(true);
            return None;
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
            if let Some(value) = self.member(facts, name, Size::Smallest, depth) {
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
                && let Some(value) = self.member(facts, name, size_of(name), depth)
            {
                object.insert((*name).to_owned(), value);
            }
        }
        let extra = match size {
            Size::Largest if depth <= LARGE => 2,
            Size::Deep(targets)
                if depth < DEEP
                    && facts
                        .additional
                        .iter()
                        .any(|schema| mentions(schema, targets)) =>
            {
                1
            }
            _ => 0,
        };
        self.add_undeclared(facts, &mut object, least, extra, size, depth);
        Some(Value::Object(object))
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
            let value = self.goal(&facts.additional, size, depth + 1);
            object.extend(name.zip(value));
        }
    }

    fn member(&self, facts: &Facts<'s>, name: &str, size: Size<'_>, depth: usize) -> Option<Value> {
        let nothing = Goal::new();
        let goal = facts
            .properties
            .get(name)
            .unwrap_or(if facts.additional.is_empty() {
                &nothing
            } else {
                &facts.additional
            });
        let wanted = facts.tags.get(name).map(|tag| (*tag).clone());
        let said = || facts.said.get(name).map(|tag| Value::from(*tag));
        if let Some(tag) = wanted.or_else(said) {
            let member = self.facts(goal, &[]);
            let is_listed = member.values.as_ref().is_none_or(|it| it.contains(&&tag));
            if is_listed && member.allows(scalars::type_of(&tag)) {
                return Some(tag);
            }
        }
        self.goal(goal, size, depth + 1)
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

    fn array(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Option<Value> {
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
            match item.filter(|item| !facts.unique || !items.contains(item)) {
                Some(item) => items.push(item),
                None if items.len() < least => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }
}

/// The JSON type to build, where several are allowed the one with most inside.
pub fn kind(facts: &Facts<'_>) -> Option<&'static str> {
    let about_objects =
        !facts.properties.is_empty() || !facts.required.is_empty() || !facts.additional.is_empty();
    let about_arrays = !facts.items.is_empty() || !facts.prefix.is_empty();
    match &facts.types {
        Some(_) => [
            "object", "array", "string", "number", "integer", "boolean", "null",
        ]
        .into_iter()
        .find(|name| {
            facts
                .types
                .as_ref()
                .is_some_and(|types| types.contains(name))
        }),
        None if about_objects => Some("object"),
        None if about_arrays => Some("array"),
        None => Some("string"),
    }
}

fn is_null(arm: &Value) -> bool {
    arm.get("type") == Some(&json!("null"))
}
