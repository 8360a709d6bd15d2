//! How well the arms of a union fit a value, judged by the outer four levels of it: the kinds of values, the required
//! members, and the values of enums. So the work for a union is bounded by its arms and the members of the value.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::Value;

use super::buffered::{items, scalar};
use super::json::scalar_text;
use super::{
    Arms, Decode, Entries, Fault, Items, JsonObject, Keyed, List, Rest, Segment, Slots, Source,
    View,
};

/// Levels of arrays and objects that are looked at.
const LEVELS: usize = 4;

/// Items of an array that are looked at: as many as a tuple has, and one more.
const ITEMS: usize = 13;

/// Ways through unions in each other that are looked at for one arm.
const WAYS: usize = 64;

/// What was found out about an arm. Values are known by where they are.
#[derive(Default)]
struct Found {
    /// Minus the values that fit no arm of a union, and the integers that lose digits, where another type keeps them.
    recognized: isize,
    /// Minus the texts and numbers that an enum does not list, where another type does.
    listed: isize,
    /// The members that the type declares.
    declared: isize,
    /// Minus the values that are taken as any JSON.
    typed: isize,
    known: Vec<*const Value>,
    /// The values that fit no arm of a union, and the integers that lose digits.
    unrecognized: Vec<*const Value>,
    /// The texts and numbers that an enum does not list.
    unlisted: Vec<*const Value>,
    /// Something was not looked at.
    partly: bool,
}

impl Found {
    /// How well the type fits, in the order of weight; the greatest is the best.
    fn fit(&self) -> (isize, isize, isize, isize) {
        (self.recognized, self.listed, self.declared, self.typed)
    }

    /// Notes what the slot holds of this value.
    fn note(&mut self, slot: &dyn Decode, value: &Value) {
        let values = match slot.any_view() {
            View::UnlistedJson(_) => &mut self.unrecognized,
            View::F64(float) if is_rounded(float, value) => &mut self.unrecognized,
            View::Unlisted(_) | View::UnlistedNumber(_) => &mut self.unlisted,
            View::Json(_) if !value.is_null() => {
                self.typed -= 1;
                &mut self.known
            }
            _ => &mut self.known,
        };
        values.push(value);
    }

    fn add(&mut self, other: &Self) {
        self.declared += other.declared;
        self.typed += other.typed;
        self.known.extend_from_slice(&other.known);
        self.unrecognized.extend_from_slice(&other.unrecognized);
        self.unlisted.extend_from_slice(&other.unlisted);
        self.partly |= other.partly;
    }
}

/// Counts what an arm does not know where another one does. A value that is new to all arms that declare it tells nothing:
/// or each one that a server adds to an enum would make the arm that has the enum a poor fit.
fn weigh(choices: &mut [Choice]) {
    let is_all_known = |found: &Found| found.unrecognized.is_empty() && found.unlisted.is_empty();
    if choices.len() < 2 || choices.iter().all(|choice| is_all_known(&choice.found)) {
        return;
    }
    let mut known = HashSet::new();
    for choice in &*choices {
        known.extend(&choice.found.known);
    }
    for Choice { found, .. } in choices {
        found.recognized = missed(&found.unrecognized, &known);
        found.listed = missed(&found.unlisted, &known);
    }
}

/// Minus those of the values that are known.
fn missed(values: &[*const Value], known: &HashSet<*const Value>) -> isize {
    let mut missed = 0;
    for value in values {
        missed -= isize::from(known.contains(value));
    }
    missed
}

/// Whether it is an integer, which lost digits as this.
fn is_rounded(float: f64, value: &Value) -> bool {
    let integer = match value.as_i64() {
        Some(integer) => Ok(i128::from(integer)),
        // More than 64 bits have a text, if anything has.
        None => value.to_string().parse(),
    };
    integer.is_ok_and(|integer| integer != float as i128)
}

/// An arm that fits.
pub(super) struct Choice {
    /// Its index.
    pub(super) arm: usize,
    found: Found,
}

impl Choice {
    /// Whether all of the value was looked at, so that it surely fits.
    pub(super) fn is_sure(&self) -> bool {
        !self.found.partly
    }
}

/// The arms that fit the value, the best one first.
///
/// # Errors
/// Why none fits a `null`, which is no value that is worth keeping.
pub(super) fn choices(arms: &mut dyn Arms, value: &Value) -> Result<Vec<Choice>, Fault> {
    // Most often the outermost level tells, and the others need not be looked at.
    let outermost = Reach { levels: 1, ways: 1 };
    let mut others = Vec::new();
    let all = 0..arms.count();
    let mut choices = ranked(arms, all, value, outermost, &mut others);
    if choices.len() > 1 && !choices.iter().all(Choice::is_sure) {
        let reach = Reach {
            levels: LEVELS,
            ways: WAYS,
        };
        choices.sort_by_key(|choice| choice.arm);
        let fitting = choices.iter().map(|choice| choice.arm);
        choices = ranked(arms, fitting, value, reach, &mut others);
    }
    if choices.is_empty() && value.is_null() {
        let fault = Fault::mismatch("one of several types", "null");
        return Err(fault.with_alternatives(others));
    }
    drop_doubts(arms, &mut choices);
    Ok(choices)
}

/// What has no tag, in a union by a tag, is of the arm that fits best, if one does: not of several that fit as well as each
/// other, and not of one that does not know it.
fn drop_doubts(arms: &dyn Arms, choices: &mut Vec<Choice>) {
    let [Choice { found: best, .. }, others @ ..] = &choices[..] else {
        return;
    };
    let is_unknown = !best.unrecognized.is_empty() || best.declared == 0;
    let is_tie = matches!(others, [next, ..] if next.found.fit() == best.fit());
    if arms.tag().is_some() && (is_unknown || is_tie) {
        choices.clear();
    }
}

fn ranked(
    arms: &mut dyn Arms,
    indices: impl Iterator<Item = usize>,
    value: &Value,
    reach: Reach,
    others: &mut Vec<(&'static str, Fault)>,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    for arm in indices {
        let Some((name, slot)) = arms.arm(arm) else {
            continue;
        };
        let mut found = Found::default();
        match look(slot, value, reach, &mut found) {
            // It is kept as it was sent.
            Ok(()) if matches!(slot.any_view(), View::F64(float) if is_rounded(float, value)) => {
                let fault = Fault::mismatch("a number of 64 bits", "an integer of more digits");
                others.push((name, fault));
            }
            Ok(()) => choices.push(Choice { arm, found }),
            Err(fault) => others.push((name, fault)),
        }
    }
    weigh(&mut choices);
    choices.sort_by_key(|choice| Reverse(choice.found.fit()));
    choices
}

/// How much is looked at.
#[derive(Clone, Copy)]
struct Reach {
    levels: usize,
    ways: usize,
}

fn look(
    slot: &mut dyn Decode,
    json: &Value,
    mut reach: Reach,
    found: &mut Found,
) -> Result<(), Fault> {
    match json {
        Value::Array(_) | Value::Object(_) if reach.levels == 0 => {
            found.partly = true;
            return Ok(());
        }
        Value::Array(value) => {
            reach.levels -= 1;
            let found = &mut *found;
            slot.decode(Source::Array(&mut Glance {
                value,
                json,
                reach,
                found,
            }))
        }
        Value::Object(value) => {
            reach.levels -= 1;
            let found = &mut *found;
            slot.decode(Source::Object(&mut Glance {
                value,
                json,
                reach,
                found,
            }))
        }
        _ => scalar(slot, json),
    }?;
    found.note(slot, json);
    Ok(())
}

/// A source that shows only what the outer levels hold.
struct Glance<'a, T> {
    value: &'a T,
    json: &'a Value,
    reach: Reach,
    found: &'a mut Found,
}

impl<T> Glance<'_, T> {
    /// Looks at the arms of a union in the union. Each gets its part of the ways, or the work would be multiplied by
    /// their number wherever one union is in another.
    fn union(&mut self, arms: &mut dyn Arms) {
        // The level of this value is the same for the inner union.
        let levels = self.reach.levels + 1;
        let ways = self.reach.ways / arms.count().max(1);
        if ways == 0 {
            self.found.partly = true;
            arms.arm(0);
            return;
        }
        let all = 0..arms.count();
        let reach = Reach { levels, ways };
        let mut choices = ranked(arms, all, self.json, reach, &mut Vec::new());
        drop_doubts(arms, &mut choices);
        match choices.first() {
            Some(best) => {
                self.found.add(&best.found);
                arms.arm(best.arm);
            }
            None => {
                arms.other();
            }
        }
    }
}

impl Items for Glance<'_, Vec<Value>> {
    fn fill(&mut self, list: &mut dyn List) -> Result<(), Fault> {
        self.found.partly |= self.value.len() > ITEMS;
        items(self.value.iter().take(ITEMS), list, |slot, item| {
            look(slot, item, self.reach, self.found)
        })
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(None)
    }

    fn choose(&mut self, arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        self.union(arms);
        Some(Ok(()))
    }
}

impl Entries for Glance<'_, JsonObject> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        for (index, name) in slots.members().iter().enumerate() {
            let Some(value) = self.value.get(*name) else {
                continue;
            };
            slots.seen.insert(index);
            self.found.declared += 1;
            let result = match slots.get(index) {
                Some(slot) => look(slot, value, self.reach, self.found),
                None => Ok(()),
            };
            result.map_err(|fault| slots.at(index, fault))?;
        }
        let members = slots.members();
        if let Rest::Typed(map, _) = &mut slots.rest {
            self.keyed(*map, members)?;
        }
        Ok(())
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        self.keyed(map, &[])
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        Ok(None)
    }

    fn choose(&mut self, arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        self.union(arms);
        Some(Ok(()))
    }

    fn glimpse(&self, name: &str) -> Option<Cow<'_, str>> {
        scalar_text(self.value.get(name)?)
    }

    fn chosen_by(&mut self, name: &str) {
        if let Some(tag) = self.value.get(name) {
            self.found.known.push(tag);
        }
    }
}

impl Glance<'_, JsonObject> {
    /// Looks at the members that are not declared.
    fn keyed(&mut self, map: &mut dyn Keyed, declared: &[&str]) -> Result<(), Fault> {
        for (name, value) in self.value {
            if !declared.contains(&name.as_str()) {
                look(map.slot(name), value, self.reach, self.found)
                    .map_err(|fault| fault.under(Segment::Key(name.clone())))?;
            }
        }
        Ok(())
    }
}
