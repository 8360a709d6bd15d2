//! As which of its heirs a value of a parent is built.

use std::collections::VecDeque;

use serde_json::Value;

use super::arms::{ATTEMPTS, Built, Gap, key_of};
use super::builder::{Builder, Size};
use super::facts::{Facts, Parent};
use super::height::ENDLESS;
use super::scalars::type_of;

impl<'s> Builder<'s> {
    /// A value that is an heir, as soon as it has the member that tells which: its parent alone says too little.
    pub(super) fn as_any_heir(
        &self,
        facts: &Facts<'s>,
        has: impl Fn(&str) -> bool,
        size: Size<'_>,
        depth: usize,
    ) -> Option<Built> {
        let mut parents = facts.heirs.iter();
        let parent = *parents.find(|it| has(it.member) && !facts.said.contains_key(it.member))?;
        let tags = self.wanted(facts, parent);
        if tags.is_empty() {
            return None;
        }
        let mut all = Gap::Contradiction;
        let is_endless = |tag: &str| self.height_of(parent, tag) >= ENDLESS;
        let ending = tags.iter().filter(|tag| !is_endless(tag));
        let endless = tags.iter().filter(|tag| is_endless(tag));
        for (number, tag) in ending.chain(endless).enumerate() {
            if number > 0 && !self.may_try_again() {
                return Some(Err(Gap::Unfound));
            }
            let heir = self.as_heir(facts, parent, tag);
            match heir.and_then(|heir| self.with_any_arms(&heir, size, depth)) {
                Ok(value) => return Some(Ok(value)),
                Err(Gap::Contradiction) => {}
                Err(Gap::Unfound) => all = Gap::Unfound,
            }
        }
        Some(Err(all))
    }

    /// The smallest value with a member that tells which heir it is; `None`: it tells nothing.
    pub fn told_by(&self, facts: &Facts<'s>, name: &str) -> Option<Built> {
        self.start();
        self.as_any_heir(facts, |told| told == name, Size::Smallest, 0)
    }

    /// The facts of each heir that a value may be, by its tag; a tag that is listed may be no heir's.
    pub fn heirs(&self, facts: &Facts<'s>) -> Vec<(&'s str, Result<Facts<'s>, Gap>)> {
        let parent = facts.heirs.first();
        let Some(parent) = parent.filter(|it| !facts.said.contains_key(it.member)) else {
            return Vec::new();
        };
        let all = || parent.heirs.keys().map(String::as_str).collect();
        let tags = self.listed(facts, *parent).unwrap_or_else(all);
        let tags = tags.into_iter();
        tags.map(|tag| (tag, self.as_heir(facts, *parent, tag)))
            .collect()
    }

    /// The tags that the value may have: the one that a union wants, those that are listed, else that of the heir which the
    /// value would be by chance.
    fn wanted(&self, facts: &Facts<'s>, parent: Parent<'s>) -> Vec<&'s str> {
        if let Some(tag) = facts.tags.get(parent.member) {
            return tag.as_str().into_iter().collect();
        }
        self.listed(facts, parent).unwrap_or_else(|| {
            let chance = self.goal(facts.goal_of(parent.member), Size::Smallest, 0);
            let tag = chance.ok().and_then(|value| tag_of(parent, &value));
            tag.into_iter().collect()
        })
    }

    /// The tags that a member may be, where its values are listed.
    fn listed(&self, facts: &Facts<'s>, parent: Parent<'s>) -> Option<Vec<&'s str>> {
        let values = self
            .facts(facts.properties.get(parent.member)?, &[])
            .values?;
        let tags = values.into_iter();
        Some(
            tags.filter_map(|value| value.as_str().or_else(|| tag_of(parent, value)))
                .collect(),
        )
    }

    fn height_of(&self, parent: Parent<'s>, tag: &str) -> usize {
        let name = parent.heirs.get(tag).and_then(Value::as_str);
        name.map_or(0, |name| self.heights.named(name))
    }

    fn as_heir(
        &self,
        facts: &Facts<'s>,
        parent: Parent<'s>,
        tag: &'s str,
    ) -> Result<Facts<'s>, Gap> {
        let name = parent.heirs.get(tag).and_then(Value::as_str);
        let heir = name.and_then(|name| self.schemas.named(name));
        let mut goal = facts.goal.clone();
        goal.extend(heir.filter(|heir| !facts.has(heir)));
        let arms: Vec<usize> = facts.choices.iter().map(|choice| choice.taken).collect();
        let mut facts = self.facts(&goal, &arms);
        facts.asked = facts.asked.min(arms.len());
        facts.tell(Some((parent.member, tag)));
        let is_said = self
            .as_tag(facts.goal_of(parent.member), &tag.into())
            .is_some();
        match () {
            () if facts.contradict() && !facts.exhausted => Err(Gap::Unfound),
            () if facts.contradict() || !is_said => Err(Gap::Contradiction),
            () => Ok(facts),
        }
    }

    /// A tag as the value of a member that can be it, as a text or as an integer.
    pub(super) fn as_tag(&self, goal: &[&'s Value], tag: &Value) -> Option<Value> {
        let key = (key_of(goal), tag.to_string());
        if let Some(known) = self.tags.borrow().get(&key) {
            return known.clone();
        }
        let found = self.spelled(goal, tag);
        self.tags.borrow_mut().insert(key, found.clone());
        found
    }

    fn spelled(&self, goal: &[&'s Value], tag: &Value) -> Option<Value> {
        let number = tag.as_str().and_then(|text| text.parse::<i64>().ok());
        let number = number.filter(|number| tag.as_str() == Some(&number.to_string()));
        let mut open = VecDeque::from([Vec::new()]);
        for _ in 0..ATTEMPTS {
            let arms = open.pop_front()?;
            let member = self.facts(goal, &arms);
            let is_listed = |tag: &Value| member.values.as_ref().is_none_or(|it| it.contains(&tag));
            let fits = |tag: &Value| is_listed(tag) && member.allows(type_of(tag));
            let mut spellings = [tag.clone()].into_iter().chain(number.map(Value::from));
            if let Some(tag) = spellings.find(fits) {
                return Some(tag);
            }
            open.extend(member.alternatives(arms.len()));
        }
        None
    }
}

/// The tag of an heir that a value is, as a text or as an integer.
fn tag_of<'s>(parent: Parent<'s>, value: &Value) -> Option<&'s str> {
    let text = super::heirs::tag(value)?;
    let (tag, _) = parent.heirs.get_key_value(&*text)?;
    Some(tag)
}
