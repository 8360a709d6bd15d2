//! The instances of a schema: small and large, each arm, value and optional member, and what no document foresees.

use serde_json::{Map, Value, json};

use super::builder::{Builder, Size, kind};
use super::cycles::Cycles;
use super::facts::{Facts, list};
use super::scalars;
use super::schemas::Schemas;

/// No schema has more ways to choose its arms that are tried.
const ARMS: usize = 64;

/// Whether the schema has to accept an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has to: it is built by the schema's own words.
    Foreseen,
    /// It need not: a server sent something newer than the document, and the crate has to keep it.
    Unforeseen,
    /// It is an example of the document, which may well be wrong.
    Example,
}

/// An instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// What is special about it.
    pub what: String,
    /// The value.
    pub value: Value,
    /// Whether the schema has to accept it.
    pub standing: Standing,
}

/// All instances of the schema with this name, and what could not be built.
pub fn of<'s>(
    schemas: &'s Schemas,
    builder: &Builder<'s>,
    cycles: &Cycles,
    name: &str,
) -> (Vec<Instance>, Vec<String>) {
    let mut maker = Maker {
        builder,
        instances: Vec::new(),
        missed: Vec::new(),
    };
    // A place that only comes to be where parts are merged: what it holds is tried as a member of the whole.
    let Some(schema) = schemas.named(name) else {
        return (Vec::new(), Vec::new());
    };
    maker.examples(schema);
    for (number, arms) in arm_choices(builder, schema).into_iter().enumerate() {
        let facts = builder.facts(&[schema], &arms);
        // Arms that contradict each other, or what stands beside them, have no instance.
        if number > 0 && facts.contradict() {
            continue;
        }
        let what = match number {
            0 => String::new(),
            _ => format!("arms {arms:?}, "),
        };
        maker.whole(&facts, &what);
        if number == 0 {
            maker.parts(&facts);
        }
    }
    let cycle = cycles.through(name);
    if !cycle.is_empty() {
        maker.add("deep", builder.deep(schema, &cycle), Standing::Foreseen);
    }
    (maker.instances, maker.missed)
}

struct Maker<'b, 's> {
    builder: &'b Builder<'s>,
    instances: Vec<Instance>,
    missed: Vec<String>,
}

impl<'s> Maker<'_, 's> {
    fn add(&mut self, what: impl Into<String>, value: Option<Value>, standing: Standing) {
        let what = what.into();
        match value {
            Some(value) => {
                if !self.instances.iter().any(|known| known.value == value) {
                    self.instances.push(Instance {
                        what,
                        value,
                        standing,
                    });
                }
            }
            None => self.missed.push(what),
        }
    }

    fn examples(&mut self, schema: &Value) {
        let single = ["example", "default"]
            .into_iter()
            .filter_map(|key| schema.get(key));
        for (index, value) in single.chain(list(schema, "examples")).enumerate() {
            self.add(
                format!("example {index}"),
                Some(value.clone()),
                Standing::Example,
            );
        }
    }

    /// Values that exercise the schema as a whole.
    fn whole(&mut self, facts: &Facts<'s>, prefix: &str) {
        let foreseen = Standing::Foreseen;
        self.add(
            format!("{prefix}smallest"),
            self.builder.build(facts, Size::Smallest),
            foreseen,
        );
        self.add(
            format!("{prefix}largest"),
            self.builder.build(facts, Size::Largest),
            foreseen,
        );
        for value in facts
            .values
            .iter()
            .flatten()
            .filter(|value| facts.allows(scalars::type_of(value)))
        {
            self.add(
                format!("{prefix}value {value}"),
                Some((*value).clone()),
                foreseen,
            );
        }
        let nullable = facts
            .types
            .as_ref()
            .is_some_and(|types| types.contains("null"));
        if nullable && facts.values.is_none() {
            self.add(format!("{prefix}null"), Some(Value::Null), foreseen);
        }
    }

    /// Values that exercise each part of it.
    fn parts(&mut self, facts: &Facts<'s>) {
        match (&facts.values, kind(facts)) {
            (Some(values), _) => self.unknown_value(values),
            (None, Some("object")) => self.members(facts),
            (None, Some("array")) => self.items(facts),
            (None, Some("string")) => {
                self.add("odd text", Some(scalars::ODD.into()), Standing::Unforeseen)
            }
            (None, Some(kind @ ("integer" | "number"))) => {
                for value in scalars::edges(facts, kind) {
                    self.add(format!("edge {value}"), Some(value), Standing::Unforeseen);
                }
            }
            (None, _) => {}
        }
    }

    fn unknown_value(&mut self, values: &[&Value]) {
        if values.iter().all(|value| value.is_null()) {
            return;
        }
        if values
            .iter()
            .all(|value| value.is_string() || value.is_null())
        {
            for text in ["a value of tomorrow", ""] {
                self.add(
                    format!("unknown value {text:?}"),
                    Some(text.into()),
                    Standing::Unforeseen,
                );
            }
        } else if values.iter().all(|value| value.is_i64() || value.is_null()) {
            self.add(
                "unknown value",
                Some(json!(987_654_321_987_i64)),
                Standing::Unforeseen,
            );
        }
    }

    fn items(&mut self, facts: &Facts<'s>) {
        if let Some(Value::Array(mut items)) = self.builder.build(facts, Size::Largest) {
            items.truncate(1);
            self.add("one item", Some(Value::Array(items)), Standing::Unforeseen);
            self.add("no item", Some(json!([])), Standing::Unforeseen);
        }
    }

    fn members(&mut self, facts: &Facts<'s>) {
        let Some(Value::Object(smallest)) = self.builder.build(facts, Size::Smallest) else {
            return;
        };
        let with = |name: &str, value: Value| {
            let mut object = smallest.clone();
            object.insert(name.to_owned(), value);
            Some(Value::Object(object))
        };
        // What a schema is for can only be as it says.
        if !facts.additional.iter().any(|schema| schema.is_object()) {
            self.add(
                "unknown member",
                with(
                    "a member of tomorrow",
                    json!({ "a": [1, null, 18_446_744_073_709_551_615_u64, "\u{1}"] }),
                ),
                Standing::Unforeseen,
            );
        }
        for (name, goal) in &facts.properties {
            let member = self.builder.facts(goal, &[]);
            if !facts.required.contains(name) {
                let value = self.builder.inner(goal);
                self.add(
                    format!("with `{name}`"),
                    value.and_then(|value| with(name, value)),
                    Standing::Foreseen,
                );
                self.add(
                    format!("`{name}` null"),
                    with(name, Value::Null),
                    Standing::Unforeseen,
                );
            } else if member.allows("null") && member.types.is_some() && member.values.is_none() {
                self.add(
                    format!("`{name}` null"),
                    with(name, Value::Null),
                    Standing::Foreseen,
                );
            }
            self.edges(&member, name, &with);
        }
        self.odd_texts(facts, &smallest);
    }

    fn edges(
        &mut self,
        member: &Facts<'s>,
        name: &str,
        with: &impl Fn(&str, Value) -> Option<Value>,
    ) {
        if let (None, Some(kind @ ("integer" | "number"))) = (&member.values, kind(member)) {
            for value in scalars::edges(member, kind) {
                self.add(
                    format!("`{name}` {value}"),
                    with(name, value),
                    Standing::Unforeseen,
                );
            }
        }
    }

    /// One instance in which every text of no fixed values is an odd one.
    fn odd_texts(&mut self, facts: &Facts<'s>, smallest: &Map<String, Value>) {
        let mut object = smallest.clone();
        for (name, goal) in &facts.properties {
            let member = self.builder.facts(goal, &[]);
            let plain = member.values.is_none() && !facts.tags.contains_key(name);
            if plain && member.types.is_some() && kind(&member) == Some("string") {
                object.insert((*name).to_owned(), scalars::ODD.into());
            }
        }
        self.add(
            "odd texts",
            Some(Value::Object(object)),
            Standing::Unforeseen,
        );
    }
}

/// The builder's own choice of arms, and every other arm of every choice, one at a time.
fn arm_choices<'s>(builder: &Builder<'s>, schema: &'s Value) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    let mut next = 0;
    while let Some(made) = found.get(next).cloned() {
        next += 1;
        let facts = builder.facts(&[schema], &made);
        let others = facts.alternatives(made.len());
        found.extend(others.into_iter().take(ARMS.saturating_sub(found.len())));
    }
    found
}
