//! Tries arms of unions, one choice at a time, until they give a value.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::builder::{Builder, Size};
use super::cycles::mentions;
use super::facts::Facts;
use super::height::ENDLESS;

/// Levels that a deep value goes down before it is ended as fast as it can be; the runtime stops at 126.
pub const DEEP: usize = 40;

/// No value is deeper.
const DEEPEST: usize = 90;

/// So many ways to choose arms are tried until one has no contradiction, and as many again because of what is further inside.
pub const ATTEMPTS: usize = 200;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// There can be none: every arm, every type and every heir contradicts itself.
    Contradiction,
    /// None was found, and nobody knows whether there is one.
    Unfound,
}

/// A value, or why there is none.
pub type Built = Result<Value, Gap>;

/// A goal as a key: the places of its schemas, which stay where they are.
pub type Key = Vec<*const Value>;

/// The key of a goal.
pub fn key_of(goal: &[&Value]) -> Key {
    goal.iter()
        .map(|schema| std::ptr::from_ref(*schema))
        .collect()
}

impl<'s> Builder<'s> {
    /// The facts about a goal, with these arms for its first choices and the builder's own for the others: those that end
    /// soonest, unless they contradict each other.
    pub fn facts(&self, goal: &[&'s Value], arms: &[usize]) -> Facts<'s> {
        self.settle(goal, arms, |arms| self.lowest(arms))
    }

    /// Tries other arms until they do not contradict each other.
    fn settle(
        &self,
        goal: &[&'s Value],
        arms: &[usize],
        best: impl Fn(&[Value]) -> usize,
    ) -> Facts<'s> {
        let gather = |made: &[usize]| {
            let mut facts = Facts::gather(self.schemas, goal, |number, all| {
                made.get(number).copied().unwrap_or_else(|| best(all))
            });
            facts.asked = arms.len();
            facts
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

    /// A value for a goal: to the letter if there is one.
    pub(super) fn goal(&self, goal: &[&'s Value], size: Size<'_>, depth: usize) -> Built {
        if depth > DEEPEST {
            let is_endless = |schema: &&Value| self.heights.height(schema) >= ENDLESS;
            return Err(match goal.iter().any(is_endless) {
                true => Gap::Contradiction,
                false => Gap::Unfound,
            });
        }
        let key = key_of(goal);
        let is_known = self.hopeless.borrow().contains(&key);
        let settled = || self.settle(goal, &[], |arms| self.best(arms, size, depth));
        if !is_known {
            let bends = self.bends.replace(false);
            let built = self.with_any_arms(&settled(), size, depth);
            self.bends.set(bends);
            if built != Err(Gap::Contradiction) {
                return built;
            }
            self.hopeless.borrow_mut().insert(key);
        }
        match self.bends.get() {
            true => self.value(&settled(), size, depth),
            false => Err(Gap::Contradiction),
        }
    }

    /// A value for these facts or, where a part further inside contradicts itself, for other arms where none was asked for.
    pub(super) fn with_any_arms(&self, facts: &Facts<'s>, size: Size<'_>, depth: usize) -> Built {
        let first = self.value(facts, size, depth);
        if first != Err(Gap::Contradiction) || facts.exhausted {
            return first;
        }
        let mut gap = Gap::Contradiction;
        let mut open = VecDeque::from(facts.alternatives(facts.asked));
        while let Some(arms) = open.pop_front() {
            if !self.may_try_again() {
                return Err(Gap::Unfound);
            }
            let mut other = self.settle(&facts.goal, &arms, |arms| self.best(arms, size, depth));
            other.tell(facts.told);
            if other.exhausted {
                continue;
            }
            match self.value(&other, size, depth) {
                Ok(value) => return Ok(value),
                Err(Gap::Contradiction) => open.extend(other.alternatives(arms.len())),
                Err(Gap::Unfound) => gap = Gap::Unfound,
            }
        }
        Err(gap)
    }

    /// Counts what is tried after something else has failed, inside of which as much may be tried again.
    pub(super) fn may_try_again(&self) -> bool {
        self.attempts.set(self.attempts.get() + 1);
        self.attempts.get() <= ATTEMPTS
    }

    /// The arm that leads on where a deep value is wanted, else the lowest.
    fn best(&self, arms: &[Value], size: Size<'_>, depth: usize) -> usize {
        let leading = match size {
            Size::Deep(targets) if depth < DEEP => {
                arms.iter().position(|arm| mentions(arm, targets))
            }
            _ => None,
        };
        leading.unwrap_or_else(|| self.lowest(arms))
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
}

fn is_null(arm: &Value) -> bool {
    arm.get("type") == Some(&json!("null"))
}
