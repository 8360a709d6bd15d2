//! The instances of a schema: small and large, each arm, value and optional member, and what no document foresees.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::arms::{Built, Gap};
use super::builder::{Builder, Size, kind};
use super::coverage::Target;
use super::cycles::Cycles;
use super::facts::{Facts, list};
use super::scalars;
use super::schemas::Schemas;
use super::wrong;

/// No schema has more ways to choose its arms that are tried; those beyond are counted as missed.
const ARMS: usize = 400;

/// Whether the schema has to accept an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has to: it is built by the schema's own words.
    Foreseen,
    /// It need not: a server sent something newer than the document, and the crate has to keep it.
    Unforeseen,
    /// It is an example of the document, which may well be wrong.
    Example,
    /// It must not, because this member is of a wrong type.
    Wrong(Wrong),
}

/// A member whose value is of a wrong type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The member's name.
    pub member: String,
    /// No arm of a union may keep it as it is: decoding has to fail.
    pub must_fail: bool,
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
    /// What it is an instance of.
    pub targets: Vec<Target>,
}

/// What there is to try of one schema.
#[derive(Debug, Default)]
pub struct Instances {
    /// The instances, no two of them equal.
    pub all: Vec<Instance>,
    /// What could not be built.
    pub missed: Vec<String>,
    /// What no instance is, to the letter.
    pub contradicted: Vec<String>,
    /// What must have an instance.
    pub targets: Vec<Target>,
    /// How many ways to choose the arms were not tried.
    pub untried: usize,
    /// How many examples are of no type that the schema speaks of, which only allows them because it names none.
    pub misfits: usize,
}

/// All instances of the schema with this name.
pub fn of<'s>(
    schemas: &'s Schemas,
    builder: &Builder<'s>,
    cycles: &Cycles,
    name: &str,
) -> Instances {
    let mut maker = Maker {
        builder,
        made: Instances::default(),
        known: BTreeMap::new(),
    };
    // A place that only comes to be where parts are merged: what it holds is tried as a member of the whole.
    let Some(schema) = schemas.named(name) else {
        return maker.made;
    };
    maker.examples(schema);
    let (choices, untried) = arm_choices(builder, schema);
    maker.made.untried = untried;
    for (number, arms) in choices.into_iter().enumerate() {
        let facts = builder.facts(&[schema], &arms);
        // Arms that contradict each other, or what stands beside them, have no instance.
        if number > 0 && facts.contradict() {
            continue;
        }
        let (what, target) = match number {
            0 => (String::new(), Target::Model),
            _ => (format!("arms {arms:?}, "), Target::Arm(arms)),
        };
        maker.whole(&facts, &what, target);
        if number == 0 {
            maker.parts(&facts);
            maker.heirs(&facts);
        }
    }
    let cycle = cycles.through(name);
    if !cycle.is_empty() {
        let deep = builder.deep(schema, &cycle);
        for (what, value, standing) in deep.iter().map(wrong::at_the_end) {
            maker.add(what, Ok(value), standing);
        }
        maker.add("deep", deep, Standing::Foreseen);
    }
    maker.made
}

struct Maker<'b, 's> {
    builder: &'b Builder<'s>,
    made: Instances,
    /// The texts of the instances, with their positions.
    known: BTreeMap<String, usize>,
}

impl<'s> Maker<'_, 's> {
    fn add(&mut self, what: impl Into<String>, value: Built, standing: Standing) {
        self.put(what.into(), value, standing, None);
    }

    /// Adds a foreseen instance that has to be there.
    fn must(&mut self, what: String, value: Built, target: Target) {
        self.made.targets.push(target.clone());
        self.put(what, value, Standing::Foreseen, Some(target));
    }

    fn put(&mut self, what: String, value: Built, standing: Standing, target: Option<Target>) {
        let value = match value {
            Ok(value) => value,
            Err(Gap::Contradiction) => return self.made.contradicted.push(what),
            Err(Gap::Unfound) => return self.made.missed.push(what),
        };
        let next = self.made.all.len();
        let position = *self.known.entry(value.to_string()).or_insert(next);
        if let Some(known) = self.made.all.get_mut(position) {
            known.targets.extend(target);
        } else {
            self.made.all.push(Instance {
                what,
                value,
                standing,
                targets: target.into_iter().collect(),
            });
        }
    }

    fn examples(&mut self, schema: &'s Value) {
        let facts = self.builder.facts(&[schema], &[]);
        let spoken_of = kind(&facts).filter(|kind| ["object", "array"].contains(kind));
        let spoken_of = spoken_of.filter(|_| facts.types.is_none() && facts.choices.is_empty());
        let single = ["example", "default"]
            .into_iter()
            .filter_map(|key| schema.get(key));
        for (index, value) in single.chain(list(schema, "examples")).enumerate() {
            if spoken_of.is_some_and(|kind| kind != scalars::type_of(value)) {
                self.made.misfits += 1;
                continue;
            }
            self.add(
                format!("example {index}"),
                Ok(value.clone()),
                Standing::Example,
            );
        }
    }

    /// Values that exercise the schema as a whole.
    fn whole(&mut self, facts: &Facts<'s>, prefix: &str, target: Target) {
        let smallest = self.builder.build(facts, Size::Smallest);
        if let Some(name) = facts.forbidden() {
            let what = format!("{prefix}with `{name}`, which a part forbids");
            self.made.targets.push(target);
            self.made.contradicted.push(what.clone());
            self.add(what, smallest, Standing::Unforeseen);
            return;
        }
        let is_contradicted = smallest == Err(Gap::Contradiction);
        self.must(format!("{prefix}smallest"), smallest, target);
        let largest = self.builder.build(facts, Size::Largest);
        self.add(format!("{prefix}largest"), largest, Standing::Foreseen);
        if is_contradicted && let meant @ Ok(_) = self.builder.as_meant(facts) {
            let what = format!("{prefix}as it is meant");
            self.add(what, meant, Standing::Unforeseen);
        }
        let fits = |value: &&&Value| facts.allows(scalars::type_of(value));
        for value in facts.values.iter().flatten().filter(fits) {
            self.must(
                format!("{prefix}value {value}"),
                Ok((*value).clone()),
                Target::Value(value.to_string()),
            );
        }
        let types = facts.types.as_ref();
        if types.is_some_and(|types| types.contains("null")) && facts.values.is_none() {
            self.add(format!("{prefix}null"), Ok(Value::Null), Standing::Foreseen);
        }
    }

    /// Values that exercise each part of it.
    fn parts(&mut self, facts: &Facts<'s>) {
        match (&facts.values, kind(facts)) {
            (Some(values), _) => self.unknown_value(facts, values),
            (None, Some("object")) => self.members(facts),
            (None, Some("array")) => self.items(facts),
            (None, Some("string")) => {
                self.add("odd text", Ok(scalars::ODD.into()), Standing::Unforeseen)
            }
            (None, Some(kind @ ("integer" | "number"))) => {
                for value in scalars::edges(facts, kind) {
                    self.add(format!("edge {value}"), Ok(value), Standing::Unforeseen);
                }
            }
            (None, _) => {}
        }
    }

    /// Values that are an heir each, where the schema tells by a tag which.
    fn heirs(&mut self, facts: &Facts<'s>) {
        for (tag, heir) in self.builder.heirs(facts) {
            let value = heir.and_then(|heir| self.builder.build(&heir, Size::Smallest));
            self.must(format!("tag {tag:?}"), value, Target::Tag(tag.to_owned()));
        }
    }

    fn unknown_value(&mut self, facts: &Facts<'s>, values: &[&Value]) {
        let are = |is: fn(&Value) -> bool| {
            let some = values.iter().any(|value| !value.is_null());
            some && values.iter().all(|value| value.is_null() || is(value))
        };
        if are(Value::is_string) && facts.allows("string") {
            for text in ["a value of tomorrow", ""] {
                let what = format!("unknown value {text:?}");
                self.add(what, Ok(text.into()), Standing::Unforeseen);
            }
        }
        if are(Value::is_i64) && facts.allows("integer") {
            let value = json!(987_654_321_987_i64);
            self.add("unknown value", Ok(value), Standing::Unforeseen);
        }
    }

    fn items(&mut self, facts: &Facts<'s>) {
        // One that says what stands at each position has as many.
        let least = facts.count("minItems").unwrap_or(0);
        if !facts.prefix.is_empty() && least >= facts.prefix.len() {
            return;
        }
        if let Ok(Value::Array(mut items)) = self.builder.build(facts, Size::Largest) {
            items.truncate(1);
            self.add("one item", Ok(Value::Array(items)), Standing::Unforeseen);
            self.add("no item", Ok(json!([])), Standing::Unforeseen);
        }
    }

    fn members(&mut self, facts: &Facts<'s>) {
        let smallest = self.builder.build(facts, Size::Smallest);
        let is_contradicted = smallest.is_err() || facts.forbidden().is_some();
        let smallest = smallest.or_else(|_| self.builder.as_meant(facts));
        let Ok(Value::Object(smallest)) = smallest else {
            return;
        };
        let with = |name: &str, value: Value| {
            let mut object = smallest.clone();
            object.insert(name.to_owned(), value);
            Ok(Value::Object(object))
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
                let told = match is_contradicted {
                    true => None,
                    false => self.builder.told_by(facts, name),
                };
                let member = || self.builder.of_member(facts, name);
                let value = told.unwrap_or_else(|| with(name, member()?));
                let (what, target) = (format!("with `{name}`"), (*name).to_owned());
                if is_contradicted || facts.forbids(name) {
                    self.made.targets.push(Target::Member(target));
                    self.add(what, value, Standing::Unforeseen);
                } else {
                    self.must(what, value, Target::Member(target));
                }
                self.add(
                    format!("`{name}` null"),
                    with(name, Value::Null),
                    Standing::Unforeseen,
                );
            } else if member.allows("null") && member.types.is_some() && member.values.is_none() {
                let standing = match is_contradicted {
                    true => Standing::Unforeseen,
                    false => Standing::Foreseen,
                };
                self.add(format!("`{name}` null"), with(name, Value::Null), standing);
            }
            self.edges(&member, name, &with);
            self.wrong(facts, &member, name, &with);
        }
        self.odd_texts(facts, &smallest);
    }

    fn edges(&mut self, member: &Facts<'s>, name: &str, with: &impl Fn(&str, Value) -> Built) {
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

    fn wrong(
        &mut self,
        owner: &Facts<'s>,
        member: &Facts<'s>,
        name: &str,
        with: &impl Fn(&str, Value) -> Built,
    ) {
        for value in wrong::values(member) {
            let standing = Standing::Wrong(Wrong {
                member: name.to_owned(),
                must_fail: wrong::must_fail(owner, member),
            });
            let what = format!("`{name}` of a wrong type, {}", scalars::type_of(&value));
            self.add(what, with(name, value), standing);
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
        self.add("odd texts", Ok(Value::Object(object)), Standing::Unforeseen);
    }
}

/// The builder's own choice of arms, and every other arm of every choice, one at a time; then how many are left out.
fn arm_choices<'s>(builder: &Builder<'s>, schema: &'s Value) -> (Vec<Vec<usize>>, usize) {
    let (mut found, mut untried) = (vec![Vec::new()], 0);
    let mut next = 0;
    while let Some(made) = found.get(next).cloned() {
        next += 1;
        let facts = builder.facts(&[schema], &made);
        let mut others = facts.alternatives(made.len());
        let room = ARMS.saturating_sub(found.len());
        untried += others.len().saturating_sub(room);
        others.truncate(room);
        found.append(&mut others);
    }
    (found, untried)
}
