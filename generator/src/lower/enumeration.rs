//! Lists of values: `enum`, `const`, and unions that only list values.

use std::collections::HashSet;

use crate::api::{EnumValue, Enumeration, Shape};
use crate::node::Node;
use crate::report::LowerProblem;

use super::constraints::Sentence;
use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::schemas::Schemas;
use super::shape::one_of;

impl<'d> Schemas<'d, '_> {
    /// The shape of a schema with a list of values; `None` when there is none, or when it says nothing.
    pub(super) fn enumeration(&mut self, facts: &mut Facts<'d>, kinds: Kinds) -> Option<Shape> {
        let (at, listed) = facts.values.take()?;
        if !listed.is_empty() && listed.iter().all(|value| **value == Node::Null) {
            return Some(Shape::Null);
        }
        let values = values(&listed, kinds, facts.value_names, facts.value_texts);
        if values.is_empty() {
            self.warn(&at, LowerProblem::UselessEnum {});
            facts.sentences.push(Sentence::last(one_of(&listed)));
            return None;
        }
        let both = [Node::Bool(true), Node::Bool(false)];
        if both
            .iter()
            .all(|truth| values.iter().any(|value| value.value == *truth))
            && values.len() == 2
        {
            return Some(Shape::Boolean);
        }
        Some(Shape::Enumeration(Enumeration {
            values,
            open: false,
        }))
    }

    /// The shape of a union all of whose alternatives are texts or all of which are integers with a list of values; `None`
    /// for other unions. `anyOf: [enum, string]` is a list that may grow.
    pub(super) fn enumeration_of_arms(&mut self, arms: &mut [Facts<'d>]) -> Option<Shape> {
        let of = |kind| {
            arms.iter().all(|facts| {
                facts
                    .kinds_stated()
                    .is_some_and(|kinds| kinds == Kinds::NONE.with(kind))
            })
        };
        let is_text = of(Kind::String);
        let is_list = of(Kind::Integer) && arms.iter().all(|facts| facts.values.is_some());
        if !is_text && !is_list {
            return None;
        }
        let mut all = Vec::new();
        let mut open = false;
        for facts in arms {
            let Some((_, listed)) = facts.values.take() else {
                open = true;
                continue;
            };
            let kinds = facts.kinds_stated().unwrap_or(Kinds::ALL);
            let mut values = values(&listed, kinds, facts.value_names, facts.value_texts);
            if let [only] = values.as_mut_slice() {
                only.name = only.name.take().or_else(|| facts.docs.title.take());
                only.description = only
                    .description
                    .take()
                    .or_else(|| facts.docs.description.take());
            }
            all.extend(values);
        }
        let mut seen = HashSet::new();
        all.retain(|value| seen.insert(key(&value.value)));
        (!all.is_empty()).then_some(Shape::Enumeration(Enumeration { values: all, open }))
    }
}

/// The values but `null`, each once, brought to the schema's type.
fn values(
    listed: &[&Node],
    kinds: Kinds,
    names: Option<&Node>,
    texts: Option<&Node>,
) -> Vec<EnumValue> {
    let mut seen = HashSet::new();
    let values = listed.iter().enumerate().filter_map(|(index, value)| {
        let value = adapted(value, kinds)?;
        let label = |list| beside(list, index, &value);
        let (name, description) = (label(names), label(texts));
        seen.insert(key(&value)).then_some(EnumValue {
            value,
            name,
            description,
        })
    });
    values.collect()
}

/// The value as the schema's type has it: YAML reads `yes` and `1.0` as no texts, and some documents quote their numbers.
fn adapted(value: &Node, kinds: Kinds) -> Option<Node> {
    if *value == Node::Null {
        return None;
    }
    if kinds.has(Kind::of(value)) {
        return Some(value.clone());
    }
    match value {
        Node::Number(text) if kinds.has(Kind::String) => Some(Node::String(text.to_string())),
        Node::Bool(truth) if kinds.has(Kind::String) => Some(Node::String(truth.to_string())),
        Node::String(text) if kinds.has(Kind::Integer) && text.parse::<i64>().is_ok() => {
            Some(Node::Number(text.as_str().into()))
        }
        Node::String(text) if kinds.has(Kind::Boolean) => text.parse().ok().map(Node::Bool),
        _ => None,
    }
}

/// The label of a value: by position in a list, or by the value in an object.
fn beside(labels: Option<&Node>, index: usize, value: &Node) -> Option<String> {
    let label = match (labels?, value) {
        (Node::Sequence(list), _) => list.get(index)?,
        (Node::Mapping(map), Node::String(text)) => map.get(text)?,
        (Node::Mapping(map), Node::Number(text)) => map.get(text)?,
        _ => return None,
    };
    label
        .as_str()
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// What tells values apart.
fn key(value: &Node) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
