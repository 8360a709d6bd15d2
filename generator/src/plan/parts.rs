//! The names of what is inside a model: fields, variants, arms.
//!
//! Rule: the one that people chose, the recorded one, else what its text gives. Where several want the same name, the one
//! that is spelled like it has it, then the others in the order of their texts, with a word more or a number; and because a
//! later one of the same name could be before them, the names of all of these are recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use crate::api::{SchemaId, Shape};
use crate::parallel;

use super::direction::Side;
use super::lock::{LockEntry, NameLock};
use super::models::ModelContext;
use super::names::{Scope, parted};
use super::naming::{Naming, Subject};
use super::place::of_part;
use super::style::NameStyle;
use super::variants::variants;
use super::{enumeration, reserved, structs};

/// A part that wants a name.
pub struct Wanted {
    /// What it is on the wire; for an arm without a tag its type.
    pub wire: String,
    /// The name that it would have alone.
    pub name: String,
    /// The further tags of an arm, under each of which it may be recorded.
    pub others: Vec<String>,
    /// A name that tells more, where another part has that one.
    pub longer: Option<String>,
    /// It is called after its only tag, and would be called otherwise if it had two.
    pub after_tag: bool,
    /// People chose it.
    pub chosen: bool,
}

impl Wanted {
    /// Whether its own name may be another one day, even if no other part wants that.
    fn could_be_another(&self) -> bool {
        self.longer.is_some() || self.after_tag
    }
}

/// The names of parts, by model and wire name, where they are not those that the parts would have alone.
#[derive(Debug, Default)]
pub struct PartNames(BTreeMap<String, BTreeMap<String, String>>);

impl PartNames {
    /// The name of a part of this model.
    pub fn of(&self, model: &str, part: Wanted) -> String {
        let names = self.0.get(model);
        let name = names.and_then(|names| names.get(&part.wire));
        name.cloned().unwrap_or(part.name)
    }
}

/// Names the parts of all models, and records the names that could be another's one day.
pub fn name(
    subject: &Subject<'_>,
    context: &ModelContext<'_>,
    naming: &Naming,
    recorded: &NameLock,
    next: &mut NameLock,
) -> PartNames {
    let mut names = PartNames::default();
    let models: Vec<_> = naming.models.iter().collect();
    let found = parallel::map(&models, |((class, side), model)| {
        let id = context.folded.representative(*class);
        let parts = parts(context, id, *side, model)?;
        let is_plain = !recorded.has(LockEntry::Part) && parts.are_different();
        (!is_plain).then_some((id, *side, parts))
    });
    for ((_, model), found) in models.into_iter().zip(found) {
        let Some((id, side, parts)) = found else {
            continue;
        };
        let model_place = subject.places.of(id, side);
        let place = |part: &Wanted| of_part(&model_place, &part.wire);
        let known = |part: &Wanted| {
            let of_model = |model: &str| {
                let mut texts = iter::once(&part.wire).chain(&part.others);
                texts.find_map(|text| recorded.name(LockEntry::Part, &of_part(model, text)))
            };
            let places = recorded.has(LockEntry::Part).then_some(&subject.places)?;
            places.find((id, side), of_model)
        };
        let counts = count(&parts.wanted);
        let (given, contested) = resolve(&parts, &counts, &known);
        next.contested.extend(contested);
        for (part, name) in parts.wanted.into_iter().zip(given) {
            let could_be_another = counts[&part.name] > 1 || part.could_be_another();
            if !part.chosen && (could_be_another || known(&part).is_some()) {
                next.record(LockEntry::Part, place(&part), &name);
            }
            if name != part.name {
                let names = names.0.entry(model.clone()).or_default();
                names.insert(part.wire, name);
            }
        }
    }
    names
}

/// The parts of a model.
struct Parts {
    wanted: Vec<Wanted>,
    /// How their names are spelled: fields or variants.
    style: NameStyle,
    /// Names that none of them can have.
    taken: &'static [&'static str],
}

impl Parts {
    /// Whether each part can have the name that it would have alone, as in most models, and no later part can take it.
    fn are_different(&self) -> bool {
        if self.wanted.iter().any(Wanted::could_be_another) {
            return false;
        }
        let own = self.wanted.iter().map(|part| part.name.as_str());
        let mut names: Vec<&str> = own.chain(self.taken.iter().copied()).collect();
        names.sort_unstable();
        names.is_sorted_by(|one, next| one < next)
    }
}

fn parts(context: &ModelContext<'_>, id: SchemaId, side: Side, model: &str) -> Option<Parts> {
    let variants_of = |wanted| Parts {
        wanted,
        style: NameStyle::Type,
        taken: enumeration::TAKEN,
    };
    match &context.api.schema(id).shape {
        Shape::Object(object) => Some(Parts {
            wanted: structs::wanted(context, id, model, object),
            style: NameStyle::Value,
            taken: reserved::FIELDS,
        }),
        Shape::Enumeration(list) => {
            let wanted = enumeration::wanted(list, model, context.choices);
            Some(variants_of(wanted.collect()))
        }
        Shape::Union { arms, .. } => {
            let arms = variants(context, id, arms, side).map(|(_, _, wanted)| wanted);
            Some(variants_of(arms.collect()))
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Same(_) => None,
    }
}

/// How many want each name.
fn count(wanted: &[Wanted]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for part in wanted {
        *counts.entry(part.name.clone()).or_insert(0) += 1;
    }
    counts
}

fn resolve<'k>(
    parts: &Parts,
    counts: &BTreeMap<String, usize>,
    known: &dyn Fn(&Wanted) -> Option<&'k str>,
) -> (Vec<String>, BTreeSet<String>) {
    let mut scope = Scope::without(parts.taken.iter().copied());
    let mut names = vec![String::new(); parts.wanted.len()];
    let mut order: Vec<(usize, &Wanted)> = parts.wanted.iter().enumerate().collect();
    let rank = |part: &Wanted| match known(part) {
        _ if part.chosen => 0,
        Some(_) => 1,
        None if counts[&part.name] == 1 => 2,
        None if part.wire == part.name.trim_end_matches('_') => 3,
        None => 4,
    };
    order.sort_by_cached_key(|(_, part)| (rank(part), part.wire.len(), part.wire.clone()));
    for (index, part) in order {
        let wanted = known(part).filter(|_| !part.chosen).unwrap_or(&part.name);
        if part.chosen && scope.take_chosen(wanted) {
            wanted.clone_into(&mut names[index]);
            continue;
        }
        names[index] = match parts.style {
            NameStyle::Value => scope.claim_or(wanted, || format!("{wanted}_")),
            NameStyle::Type => scope.claim_or(wanted, || {
                let longer = part.longer.clone();
                let longer = longer.or_else(|| parted(&part.wire, wanted));
                longer.unwrap_or_else(|| wanted.to_owned())
            }),
        };
    }
    (names, scope.contested())
}
