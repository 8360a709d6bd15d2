//! Lists of values: `enum`, `const`, and unions that only list values.

use crate::api::{EnumValue, Enumeration, Origin, Role, SchemaId, Shape, Use};
use crate::characters::fenced;
use crate::maps::Set;
use crate::node::Node;
use crate::report::LowerProblem;

use super::constraints::one_of;
use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::part::Parts;
use super::schemas::Schemas;
use super::values::Values;

/// Up to here every integer is one of the doubles.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl<'d> Schemas<'d, '_> {
    /// The shape of a schema with a list of values; `None` when there is none, or when it says nothing. With `only`, the
    /// schema is this one of the types of its values.
    pub(super) fn enumeration(
        &mut self,
        id: SchemaId,
        parts: &Parts<'d>,
        facts: &mut Facts<'d>,
        kinds: Kinds,
        only: Option<Kind>,
    ) -> Option<Shape> {
        let mut known = facts.values.take()?;
        if only.is_some() {
            known.listed.retain(|it| kinds.has(Kind::of(it.value)));
            // Told where the whole list stands.
            if known.listed.is_empty() {
                return None;
            }
        }
        if known.are_null() {
            facts.sentences.push(one_of(std::iter::once(&Node::Null)));
            return Some(Shape::Null);
        }
        let values = self.values(&known, kinds);
        let all = || one_of(known.listed.iter().map(|listed| listed.value));
        if values.is_empty() {
            if let Some(shape) = self.enumeration_of_items(id, &known, facts) {
                return Some(shape);
            }
            self.warn(&known.at, LowerProblem::UselessEnum {});
            facts.sentences.push(all());
            return None;
        }
        let present = values.iter().map(|value| Kind::of(&value.value));
        match present.fold(Kinds::NONE, Kinds::with).listed().as_slice() {
            [Kind::String | Kind::Integer] if values.iter().all(is_name_or_number) => {
                let open = false;
                Some(Shape::Enumeration(Enumeration { values, open }))
            }
            [Kind::Boolean] if values.len() == 2 => Some(Shape::Boolean(None)),
            [kind] => {
                facts.sentences.push(all());
                facts
                    .limits
                    .list(known.listed.iter().map(|listed| listed.value));
                Some(match values.as_slice() {
                    [only] if *kind == Kind::Boolean => Shape::Boolean(truth(&only.value)),
                    _ => self.shape_of_kind(id, parts, facts, *kind),
                })
            }
            several => {
                let shape = self.union_of_kinds(id, parts, facts, several);
                let is_told = shape != Shape::Any;
                facts.sentences.extend((!is_told).then(all));
                Some(shape)
            }
        }
    }

    /// The shape of an array that lists what only its items can be.
    fn enumeration_of_items(
        &mut self,
        id: SchemaId,
        known: &Values<'d>,
        facts: &mut Facts<'d>,
    ) -> Option<Shape> {
        let [place] = facts.items.as_slice() else {
            return None;
        };
        let is_array = facts.kinds_stated() == Some(Kinds::NONE.with(Kind::Array));
        let plain = place.node.as_mapping().filter(|map| map.len() == 1);
        let (kinds, _) = Kinds::read(plain.filter(|_| is_array)?.get("type")?);
        let values = self.values(known, kinds);
        if values.is_empty() || !values.iter().all(is_name_or_number) {
            return None;
        }
        self.warn(&known.at, LowerProblem::EnumOfItems {});
        let place = facts.items.pop()?;
        self.account_schema(&place);
        let role = Role::Items;
        let origin = Origin::Within { owner: id, role };
        let list = Enumeration {
            values,
            open: false,
        };
        let schema = self.made_up(place.at.key("enum"), origin, Shape::Enumeration(list));
        let nullable = kinds.has(Kind::Null);
        let items = Use { schema, nullable };
        let unique = facts.unique;
        Some(Shape::Array { items, unique })
    }

    /// The shape of a union all of whose alternatives are texts or all of which are integers with a list of values; `None`
    /// for other unions. `anyOf: [enum, string]` is a list that may grow.
    pub(super) fn enumeration_of_arms(&mut self, arms: &mut [Facts<'d>]) -> Option<Shape> {
        let of = |all: Kinds| {
            arms.iter().all(|facts| {
                facts
                    .kinds_stated()
                    .is_some_and(|kinds| kinds != Kinds::NONE && kinds.and(all) == kinds)
            })
        };
        let is_text = of(Kinds::NONE.with(Kind::String));
        let is_list = of(Kinds::NONE.with(Kind::Number)) && arms.iter().all(Facts::lists_integers);
        if !is_text && !is_list {
            return None;
        }
        let mut all = Vec::new();
        let mut open = false;
        for facts in arms {
            let kinds = facts.kinds_stated().unwrap_or(Kinds::ALL);
            let Some(known) = facts.values.take() else {
                open = true;
                continue;
            };
            let mut values = self.values(&known, kinds);
            if let [only] = values.as_mut_slice() {
                let (title, said) = (facts.docs.title.take(), facts.docs.description.take());
                let texts = [title.as_deref(), said.as_deref()];
                let texts: Vec<&str> = texts.into_iter().flatten().collect();
                let texts = Some(texts.join("\n\n")).filter(|texts| !texts.is_empty());
                only.description = only.description.take().or(texts);
                only.name = only.name.take().or(title);
            }
            all.extend(values);
        }
        let mut seen = Set::default();
        all.retain(|value| seen.insert(key(&value.value)));
        (!all.is_empty() && all.iter().all(is_name_or_number))
            .then_some(Shape::Enumeration(Enumeration { values: all, open }))
    }

    /// The values but `null`, each once, brought to the schema's type; those that are of another type are told, unless all
    /// of them are.
    fn values(&mut self, known: &Values<'d>, kinds: Kinds) -> Vec<EnumValue> {
        let mut seen = Set::default();
        let mut misfits = Vec::new();
        let mut values = Vec::with_capacity(known.listed.len());
        for listed in &known.listed {
            match adapted(listed.value, kinds) {
                Some(value) if seen.insert(key(&value)) => values.push(EnumValue {
                    value,
                    name: listed.name.map(str::to_owned),
                    description: listed.text.map(str::to_owned),
                }),
                None if *listed.value != Node::Null => misfits.push(fenced(&key(listed.value))),
                Some(_) | None => {}
            }
        }
        if !values.is_empty() && !misfits.is_empty() {
            let values = misfits.join(", ");
            self.warn(&known.at, LowerProblem::MisfitValues { values });
        }
        values
    }
}

impl Facts<'_> {
    /// Whether all that is allowed is one of some integers, or `null`.
    pub(super) fn lists_integers(&self) -> bool {
        let is_it = |value: &Node| matches!(Kind::of(value), Kind::Integer | Kind::Null);
        let mut values = self.values.iter();
        values.any(|known| known.listed.iter().all(|listed| is_it(listed.value)))
    }

    /// A number that lists nothing but texts is these texts: what a program calls its values, which are numbers there and
    /// texts on the wire.
    pub(super) fn take_texts(&mut self) {
        let Some(known) = self.values.as_ref().filter(|_| self.typed) else {
            return;
        };
        let is_plain = |kind: &Kind| matches!(kind, Kind::Boolean | Kind::Integer | Kind::Number);
        let is_text = |value: &Node| match value {
            Node::Null => true,
            Node::String(_) => adapted(value, self.kinds).is_none(),
            Node::Bool(_) | Node::Number(_) | Node::Sequence(_) | Node::Mapping(_) => false,
        };
        let kinds = self.kinds.without(Kind::Null);
        let are_texts = known.listed.iter().all(|listed| is_text(listed.value));
        if !are_texts || known.are_null() || known.listed.is_empty() {
            return;
        }
        if kinds == Kinds::NONE || !kinds.listed().iter().all(is_plain) {
            return;
        }
        let problem = (known.at.clone(), LowerProblem::EnumOfTexts {});
        self.problems.push(problem);
        let texts = Kinds::NONE.with(Kind::String);
        self.kinds = match self.kinds.has(Kind::Null) {
            true => texts.with(Kind::Null),
            false => texts,
        };
    }
}

/// The value as the schema's type has it: YAML reads `yes` and `1.0` as no texts, and some documents quote their numbers.
fn adapted(value: &Node, kinds: Kinds) -> Option<Node> {
    if *value == Node::Null {
        return None;
    }
    if kinds.has(Kind::of(value)) {
        let plain = match value {
            Node::Number(text) => plain(text),
            Node::Null | Node::Bool(_) | Node::String(_) | Node::Sequence(_) | Node::Mapping(_) => {
                None
            }
        };
        return Some(plain.unwrap_or_else(|| value.clone()));
    }
    match value {
        Node::Number(text) if kinds.has(Kind::String) => Some(Node::String(text.to_string())),
        Node::Bool(truth) if kinds.has(Kind::String) => Some(Node::String(truth.to_string())),
        Node::String(text) if kinds.has(Kind::Integer) && text.parse::<i64>().is_ok() => {
            plain(text)
        }
        Node::String(text) if kinds.has(Kind::Boolean) => text.parse().ok().map(Node::Bool),
        Node::Null
        | Node::Bool(_)
        | Node::Number(_)
        | Node::String(_)
        | Node::Sequence(_)
        | Node::Mapping(_) => None,
    }
}

fn truth(value: &Node) -> Option<bool> {
    match value {
        Node::Bool(truth) => Some(*truth),
        Node::Null | Node::Number(_) | Node::String(_) | Node::Sequence(_) | Node::Mapping(_) => {
            None
        }
    }
}

/// Whether a value can be one of an enum: a text, or an integer of 64 bits.
fn is_name_or_number(value: &EnumValue) -> bool {
    match &value.value {
        Node::String(_) => true,
        Node::Number(text) => text.parse::<i64>().is_ok(),
        Node::Null | Node::Bool(_) | Node::Sequence(_) | Node::Mapping(_) => false,
    }
}

/// An integer as it is spelled without a sign or zeros that say nothing, a point or an exponent; `None`: beyond what is exact.
fn plain(text: &str) -> Option<Node> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(Node::Number(number.to_string().into()));
    }
    let number: f64 = text.parse().ok()?;
    let is_exact = number.fract() == 0.0 && number.abs() < EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is exact")]
    is_exact.then(|| Node::Number((number as i64).to_string().into()))
}

/// What tells values apart.
fn key(value: &Node) -> String {
    value.to_json()
}
