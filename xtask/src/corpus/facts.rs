//! What a value has to satisfy, gathered from everything that is said about it at once: `$ref`, `allOf`, chosen arms.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::scalars::type_of;
use super::schemas::{HEIRS, NAME, REFERENCE, Schemas, TAGS};

/// Schemas that one value has to satisfy, all of them.
pub type Goal<'s> = Vec<&'s Value>;

/// A place where one of several arms has to be chosen.
#[derive(Debug)]
pub struct Choice {
    /// How many arms there are.
    pub arms: usize,
    /// The arm that was taken.
    pub taken: usize,
}

/// A schema with heirs.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'s> {
    /// The member that tells which heir a value is.
    pub member: &'s str,
    /// The names of the heirs, by the values of that member.
    pub heirs: &'s Map<String, Value>,
    /// The first of its values for each heir, by the heir's name.
    tags: &'s Map<String, Value>,
}

/// What is known about a value.
#[derive(Debug, Default)]
pub struct Facts<'s> {
    /// Nothing can satisfy it.
    pub impossible: bool,
    /// JSON types that it may have; `None`: any.
    pub types: Option<BTreeSet<&'s str>>,
    /// Values that it may have; `None`: any.
    pub values: Option<Vec<&'s Value>>,
    /// Declared members.
    pub properties: BTreeMap<&'s str, Goal<'s>>,
    /// Members that must be there.
    pub required: BTreeSet<&'s str>,
    /// What undeclared members have to satisfy.
    pub additional: Goal<'s>,
    /// Schemas that say what members are which they do not declare, if they allow any.
    closed: Vec<&'s Value>,
    /// Declared members that one of those does not allow.
    contested: BTreeSet<&'s str>,
    /// What the names of all members have to satisfy.
    pub names: Goal<'s>,
    /// What the items after those of `prefix` have to satisfy.
    pub items: Goal<'s>,
    /// What the first items have to satisfy.
    pub prefix: Vec<Goal<'s>>,
    /// The greatest of each lower limit, the least of each upper one.
    limits: BTreeMap<&'s str, &'s Value>,
    /// No two items may be equal.
    pub unique: bool,
    /// `readOnly` or `writeOnly`: on one of the two sides it is a member like any unknown one.
    pub one_sided: bool,
    /// It says which schema holds by the value of a member, beside a union or for its heirs.
    pub discriminated: bool,
    /// The `format`.
    pub format: Option<&'s str>,
    /// Texts that the discriminator wants in a member, for the arms that were taken.
    pub tags: BTreeMap<&'s str, &'s Value>,
    /// The parents that it is, or may be an heir of.
    pub heirs: Vec<Parent<'s>>,
    /// Texts that a member has where it is there: the value is that heir.
    pub said: BTreeMap<&'s str, &'s str>,
    /// The member that tells which heir it is, and the tag there, where one was chosen.
    pub told: Option<(&'s str, &'s str)>,
    /// How many of its first arms somebody else has chosen.
    pub asked: usize,
    /// It contradicts itself, whichever arms are chosen.
    pub exhausted: bool,
    /// The schemas that were gathered.
    seen: Vec<&'s Value>,
    /// What it was gathered for.
    pub goal: Goal<'s>,
    /// The arms that were taken, in the order in which they were met.
    pub choices: Vec<Choice>,
}

impl<'s> Facts<'s> {
    /// Gathers the facts. `pick` chooses an arm, by the number of the choice and its arms.
    pub fn gather(
        schemas: &'s Schemas,
        goal: &[&'s Value],
        pick: impl FnMut(usize, &'s [Value]) -> usize,
    ) -> Self {
        let mut facts = Self::collect(schemas, goal, pick);
        facts.name_heirs();
        facts.hear_the_closed(schemas);
        facts
    }

    fn collect(
        schemas: &'s Schemas,
        goal: &[&'s Value],
        mut pick: impl FnMut(usize, &'s [Value]) -> usize,
    ) -> Self {
        let mut facts = Self {
            goal: goal.to_vec(),
            ..Self::default()
        };
        let mut open: Vec<&Value> = goal.iter().rev().copied().collect();
        while let Some(schema) = open.pop() {
            // A schema that comes back to itself through `allOf` says nothing new.
            if facts.has(schema) {
                continue;
            }
            facts.seen.push(schema);
            facts.impossible |= *schema == Value::Bool(false);
            facts.absorb(schema);
            if is_closed(schema) {
                facts.closed.push(schema);
            }
            let referenced = schema.get(REFERENCE).and_then(Value::as_str);
            open.extend(referenced.and_then(|name| schemas.named(name)));
            open.extend(list(schema, "allOf").iter().rev());
            let arms = list(schema, "anyOf");
            if arms.is_empty() {
                continue;
            }
            let taken = pick(facts.choices.len(), arms);
            if let Some(arm) = arms.get(taken) {
                facts.tag(schema, arm);
                open.push(arm);
            }
            facts.choices.push(Choice {
                arms: arms.len(),
                taken,
            });
        }
        facts
    }

    /// What one schema says of undeclared members holds for those that only another one declares.
    fn hear_the_closed(&mut self, schemas: &'s Schemas) {
        for schema in &self.closed {
            let said = schema.get("additionalProperties");
            let Some(said) = said.filter(|it| it.is_object()) else {
                continue;
            };
            let undeclared = |name: &&'s str| !declares(schema, name);
            for (name, goal) in self
                .properties
                .iter_mut()
                .filter(|(name, _)| undeclared(name))
            {
                goal.push(said);
                let both = Self::collect(schemas, goal, |_, _| 0);
                if both.choices.is_empty() && both.contradict() {
                    goal.pop();
                    self.contested.insert(name);
                }
            }
        }
    }

    /// Whether this schema is among those that it was gathered from.
    pub fn has(&self, schema: &Value) -> bool {
        self.seen.iter().any(|seen| std::ptr::eq(*seen, schema))
    }

    /// What is gathered from an heir has the tag of that heir: of several, that of the one which inherits from the others.
    fn name_heirs(&mut self) {
        for schema in &self.seen {
            let Some(name) = schema.get(NAME).and_then(Value::as_str) else {
                continue;
            };
            for parent in &self.heirs {
                if let Some(tag) = parent.tags.get(name).and_then(Value::as_str) {
                    self.said.entry(parent.member).or_insert(tag);
                }
            }
        }
    }

    /// It is the heir that this member tells by this tag.
    pub fn tell(&mut self, told: Option<(&'s str, &'s str)>) {
        self.told = told;
        self.said.extend(told);
        self.required.extend(told.map(|(member, _)| member));
    }

    /// What a member has to satisfy.
    pub fn goal_of(&self, name: &str) -> &Goal<'s> {
        self.properties.get(name).unwrap_or(&self.additional)
    }

    fn absorb(&mut self, schema: &'s Value) {
        let Some(members) = schema.as_object() else {
            return;
        };
        for (key, value) in members {
            match key.as_str() {
                "type" => self.narrow_types(value),
                "enum" => self.narrow_values(value.as_array().into_iter().flatten().collect()),
                "const" => self.narrow_values(vec![value]),
                "properties" => {
                    for (name, schema) in value.as_object().into_iter().flatten() {
                        self.properties.entry(name).or_default().push(schema);
                    }
                }
                "required" => {
                    let names = value.as_array().into_iter().flatten();
                    self.required.extend(names.filter_map(Value::as_str));
                }
                "additionalProperties" | "unevaluatedProperties" => self.additional.push(value),
                "propertyNames" => self.names.push(value),
                "items" => self.items.push(value),
                "prefixItems" => {
                    for (index, schema) in value.as_array().into_iter().flatten().enumerate() {
                        if self.prefix.len() <= index {
                            self.prefix.push(Goal::new());
                        }
                        if let Some(goal) = self.prefix.get_mut(index) {
                            goal.push(schema);
                        }
                    }
                }
                "uniqueItems" => self.unique |= *value == Value::Bool(true),
                "readOnly" | "writeOnly" => self.one_sided |= *value == Value::Bool(true),
                "discriminator" => self.note_heirs(value),
                "format" => self.format = value.as_str(),
                _ => self.narrow_limit(key, value),
            }
        }
    }

    fn note_heirs(&mut self, discriminator: &'s Value) {
        self.discriminated = true;
        let object = |key| discriminator.get(key).and_then(Value::as_object);
        let member = discriminator.get("propertyName").and_then(Value::as_str);
        if let (Some(member), Some(heirs), Some(tags)) = (member, object(HEIRS), object(TAGS)) {
            self.heirs.push(Parent {
                member,
                heirs,
                tags,
            });
        }
    }

    fn narrow_types(&mut self, value: &'s Value) {
        let named: BTreeSet<&str> = match value {
            Value::String(name) => BTreeSet::from([name.as_str()]),
            names => names
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect(),
        };
        self.types = Some(match self.types.take() {
            None => named,
            Some(types) => both(&types, &named),
        });
    }

    fn narrow_values(&mut self, values: Vec<&'s Value>) {
        self.values = Some(match self.values.take() {
            None => values,
            Some(known) => known
                .into_iter()
                .filter(|value| values.contains(value))
                .collect(),
        });
    }

    fn narrow_limit(&mut self, key: &'s str, value: &'s Value) {
        let (Some(new), old) = (value.as_f64(), self.limit(key)) else {
            return;
        };
        let tighter = match old {
            None => true,
            Some(old) if key.starts_with("max") || key == "exclusiveMaximum" => new < old,
            Some(old) => new > old,
        };
        if tighter {
            self.limits.insert(key, value);
        }
    }

    /// Every other arm of every choice from this one on, one at a time: the arms up to and with it.
    pub fn alternatives(&self, from: usize) -> Vec<Vec<usize>> {
        let taken: Vec<usize> = self.choices.iter().map(|choice| choice.taken).collect();
        let mut found = Vec::new();
        for (number, choice) in self.choices.iter().enumerate().skip(from) {
            for arm in (0..choice.arms).filter(|arm| *arm != choice.taken) {
                found.push(taken.iter().take(number).copied().chain([arm]).collect());
            }
        }
        found
    }

    /// Whether what is known contradicts itself, as the arm of one choice may contradict that of another.
    pub fn contradict(&self) -> bool {
        let fits = |value: &&Value| self.allows(type_of(value));
        let no_value = self
            .values
            .as_ref()
            .is_some_and(|values| !values.iter().copied().any(|value| fits(&value)));
        let no_type = self.types.as_ref().is_some_and(BTreeSet::is_empty);
        self.impossible || no_value || no_type
    }

    /// Whether one of the schemas allows no member of this name, whatever the others say.
    pub fn forbids(&self, name: &str) -> bool {
        let mut closed = self.closed.iter();
        self.contested.contains(name)
            || closed.any(|schema| allows_no_others(schema) && !declares(schema, name))
    }

    /// The member that one schema requires, or tells itself by, and another one forbids: to the letter, no object has that.
    pub fn forbidden(&self) -> Option<&'s str> {
        let mut wanted = self.required.iter().chain(self.tags.keys());
        wanted.find(|name| self.forbids(name)).copied()
    }

    /// A numeric keyword with no fraction: exactly, where a double is not.
    pub fn whole_limit(&self, key: &str) -> Option<i128> {
        let limit = self.limits.get(key)?;
        let exact = limit.as_i64().map(i128::from);
        let exact = exact.or_else(|| limit.as_u64().map(i128::from));
        let double = limit.as_f64().filter(|limit| limit.fract() == 0.0);
        #[expect(clippy::cast_possible_truncation, reason = "it is whole")]
        exact.or_else(|| double.map(|limit| limit as i128))
    }

    /// A numeric keyword.
    pub fn limit(&self, key: &str) -> Option<f64> {
        self.limits.get(key)?.as_f64()
    }

    /// A numeric keyword about a count.
    pub fn count(&self, key: &str) -> Option<usize> {
        let value = self.limits.get(key)?.as_u64()?;
        usize::try_from(value).ok()
    }

    /// Whether a value of this type is allowed; every integer is a number.
    pub fn allows(&self, name: &str) -> bool {
        self.types.as_ref().is_none_or(|types| {
            types.contains(name) || (name == "integer" && types.contains("number"))
        })
    }

    fn tag(&mut self, schema: &'s Value, arm: &'s Value) {
        let discriminator = schema.get("discriminator");
        let property = discriminator
            .and_then(|object| object.get("propertyName"))
            .and_then(Value::as_str);
        let tags = discriminator.and_then(|object| object.get(TAGS));
        let target = arm.get(REFERENCE).and_then(Value::as_str);
        if let (Some(property), Some(tags), Some(target)) = (property, tags, target)
            && let Some(tag) = tags.get(target)
        {
            self.tags.entry(property).or_insert(tag);
        }
    }
}

/// Whether a schema says what its undeclared members are.
fn is_closed(schema: &Value) -> bool {
    let said = schema.get("additionalProperties");
    said.is_some_and(|it| *it != Value::Bool(true)) && schema.get("patternProperties").is_none()
}

fn allows_no_others(schema: &Value) -> bool {
    schema.get("additionalProperties") == Some(&Value::Bool(false))
}

fn declares(schema: &Value, name: &str) -> bool {
    let members = schema.get("properties");
    members.is_some_and(|members| members.get(name).is_some())
}

/// The types in both sets, where an integer is a number.
fn both<'s>(one: &BTreeSet<&'s str>, other: &BTreeSet<&'s str>) -> BTreeSet<&'s str> {
    let within = |name: &&&'s str, set: &BTreeSet<&'s str>| {
        set.contains(**name) || (**name == "integer" && set.contains("number"))
    };
    let of_one = one.iter().filter(|name| within(name, other));
    let of_other = other.iter().filter(|name| within(name, one));
    of_one.chain(of_other).copied().collect()
}

/// The schemas in a list keyword.
pub fn list<'s>(schema: &'s Value, keyword: &str) -> &'s [Value] {
    schema
        .get(keyword)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
