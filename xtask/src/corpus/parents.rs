//! As which of its heirs a value of a parent is built.

use serde_json::{Map, Value};

use super::builder::Builder;
use super::facts::Facts;
use super::height::ENDLESS;

impl<'s> Builder<'s> {
    /// The facts of the heir that a value is as soon as it has the member that tells which: its parent alone says too little.
    pub fn heir(&self, facts: &Facts<'s>, has: impl Fn(&str) -> bool) -> Option<Facts<'s>> {
        let mut parents = facts.heirs.iter();
        let (member, heirs) = parents.find(|(member, _)| has(member))?;
        if facts.said.contains_key(member) {
            return None;
        }
        let wanted = facts.tags.get(member).and_then(|tag| tag.as_str());
        let mut tags = match wanted {
            Some(tag) => vec![tag],
            None => self.listed(facts, member)?,
        };
        let name = |tag: &str| heirs.get(tag).and_then(Value::as_str);
        let height = |tag: &str| name(tag).map_or(0, |name| self.heights.named(name));
        tags.sort_by_key(|tag| height(tag) >= ENDLESS);
        tags.into_iter()
            .find_map(|tag| self.as_heir(facts, (member, heirs), tag))
    }

    /// The facts of each heir that a value may be, by its tag; a tag that is listed may be no heir's.
    pub fn heirs(&self, facts: &Facts<'s>) -> Vec<(&'s str, Facts<'s>)> {
        let parent = facts.heirs.first();
        let Some((member, heirs)) = parent.filter(|(member, _)| !facts.said.contains_key(member))
        else {
            return Vec::new();
        };
        let tags = self
            .listed(facts, member)
            .unwrap_or_else(|| heirs.keys().map(String::as_str).collect());
        let tags = tags.into_iter();
        tags.filter_map(|tag| Some((tag, self.as_heir(facts, (member, heirs), tag)?)))
            .collect()
    }

    /// The texts that a member may be, where they are listed.
    fn listed(&self, facts: &Facts<'s>, member: &str) -> Option<Vec<&'s str>> {
        let values = self.facts(facts.properties.get(member)?, &[]).values?;
        Some(values.into_iter().filter_map(Value::as_str).collect())
    }

    fn as_heir(
        &self,
        facts: &Facts<'s>,
        (member, heirs): (&'s str, &Map<String, Value>),
        tag: &'s str,
    ) -> Option<Facts<'s>> {
        let name = heirs.get(tag).and_then(Value::as_str);
        let heir = name.and_then(|name| self.schemas.named(name));
        let mut goal = facts.goal.clone();
        goal.extend(heir.filter(|heir| !facts.has(heir)));
        let arms: Vec<usize> = facts.choices.iter().map(|choice| choice.taken).collect();
        let mut facts = self.facts(&goal, &arms);
        facts.said.insert(member, tag);
        facts.required.insert(member);
        Some(facts).filter(|facts| !facts.contradict())
    }
}
