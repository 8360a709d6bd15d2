//! Which model has which name: recorded names first, then components, then what stands inside something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Origin, SchemaId};
use crate::maps::Set;

use super::choices::Choices;
use super::direction::{Directions, Side};
use super::fold::{self, Folded};
use super::inline;
use super::lock::{LockEntry, NameLock};
use super::markdown::Rendered;
use super::names::{self, Scope, type_name, with_ending};
use super::place::{self, Places};
use super::reserved;
use super::spoken::Spoken;
use super::style::NameStyle;
use super::text;
use super::types::TypeKind;

/// The names of all models.
#[derive(Debug, Default)]
pub struct Naming {
    /// Names by class and side.
    pub models: BTreeMap<(usize, Side), String>,
    /// Names of components that are another name for a type: they do not speak for their class, or have no type of their
    /// own. Of files of one name that say the same, one is there, and each that has a recorded or chosen name. And names
    /// that were recorded for what has no name of its own, before there was another schema that says the same.
    pub aliases: BTreeMap<SchemaId, String>,
}

/// What naming looks at.
pub struct Subject<'a> {
    /// The model.
    pub api: &'a Api,
    /// What its operations are called.
    pub spoken: &'a Spoken<'a>,
    /// Its classes.
    pub folded: &'a Folded,
    /// What each class is.
    pub kinds: &'a [TypeKind],
    /// Which way each travels.
    pub directions: &'a Directions,
    /// The human choices.
    pub choices: &'a Choices,
    /// What the lock knows schemas by.
    pub places: &'a Places<'a>,
    /// Name of the entry document, which places leave out.
    pub entry: &'a str,
    /// What descriptions come to.
    pub rendered: &'a Rendered<'a>,
    /// What schemas that have no name say of themselves.
    pub words: &'a inline::Words<'a>,
}

/// What needs a name.
struct Wanted {
    id: SchemaId,
    side: Side,
    /// Its place in the name lock.
    place: String,
}

/// Gives every model its name: the one that people chose, the recorded one, or a new one, in this order; and records it.
pub fn name(subject: &Subject<'_>, recorded: &NameLock, next: &mut NameLock) -> Naming {
    next.set_strip(
        recorded
            .strip()
            .map_or_else(|| common_prefix(subject.api), str::to_owned),
    );
    let mut scope = Scope::without(reserved::TYPES.iter().copied());
    let mut naming = Naming::default();
    let chosen = |wanted: &Wanted| match wanted.side {
        Side::Received => chosen(subject, wanted.id, next),
        Side::Sent => None,
    };
    let recorded = |id, side| {
        let known = recorded.has(LockEntry::Type).then_some(&subject.places)?;
        let name = known.find((id, side), |place| recorded.name(LockEntry::Type, place));
        name.map(str::to_owned)
    };
    let known = |wanted: &Wanted| recorded(wanted.id, wanted.side);
    // A name that people chose by the component's name is for the first of that name.
    let has_name = |id| {
        let at = place::at(&subject.api.schema(id).at, subject.entry);
        subject.choices.renamed(&at, NameStyle::Type).is_some()
            || recorded(id, Side::Received).is_some()
    };
    let wanted = wanted(subject, &has_name);
    let parted = parted(subject, &wanted, &known);
    // Of what was one type, and is no more, that keeps the name whose own it is.
    let own = |naming: &Naming, wanted: &Wanted| {
        let name = known(wanted).filter(|name| parted.contains(name))?;
        (candidate(subject, naming, next, wanted) == name).then_some(name)
    };
    let still = |naming: &Naming, one: &Wanted| {
        let name = known(one)?;
        let keeps = component(subject, one)
            .is_none_or(|component| candidate(subject, naming, next, &component) == name);
        keeps.then_some(name)
    };
    let sources: [(&NameSource<'_>, Take); 3] = [
        (&|_, one| chosen(one), Scope::take_chosen),
        (&own, Scope::take),
        (&still, Scope::take),
    ];
    for (source, take) in sources {
        for one in &wanted {
            if !taken(&naming, subject, one)
                && let Some(name) = source(&naming, one).filter(|name| take(&mut scope, name))
            {
                give(&mut naming, subject, one, name);
            }
        }
    }
    for one in &wanted {
        if !taken(&naming, subject, one) {
            let name = claim(&mut scope, subject, &naming, next, one);
            give(&mut naming, subject, one, name);
        }
    }
    keep_aliases(subject, &wanted, &known, &mut scope, &mut naming);
    next.contested.extend(scope.contested());
    let named = wanted.into_iter().filter_map(|one| {
        let name = given(&naming, subject, &one)?.to_owned();
        Some((one.place, name))
    });
    next.record_all(LockEntry::Type, named);
    let lives = |id| subject.directions.lives(subject.folded.class(id));
    for (place, held) in subject.places.of_arms(lives) {
        next.record(LockEntry::Arm, place, &held);
    }
    naming
}

/// Keeps recorded names of what has no type of its own any more, since another schema says the same.
fn keep_aliases(
    subject: &Subject<'_>,
    wanted: &[Wanted],
    known: &dyn Fn(&Wanted) -> Option<String>,
    scope: &mut Scope,
    naming: &mut Naming,
) {
    for one in wanted.iter().filter(|one| one.side == Side::Received) {
        let name = known(one).filter(|name| given(naming, subject, one) != Some(name));
        if let Some(name) = name.filter(|name| scope.take(name)) {
            naming.aliases.insert(one.id, name);
        }
    }
}

/// Takes the name that a schema would like to have, or one like it: with a word more, before it has a number.
fn claim(
    scope: &mut Scope,
    subject: &Subject<'_>,
    naming: &Naming,
    lock: &NameLock,
    one: &Wanted,
) -> String {
    let name = candidate(subject, naming, lock, one);
    let longer = inline::longer(subject, one.id, one.side, &name);
    scope.claim_first(&[&name, longer.as_ref().unwrap_or(&name)])
}

/// Where a name comes from, with those that are given already in view.
type NameSource<'s> = dyn Fn(&Naming, &Wanted) -> Option<String> + 's;

/// How a name is taken; `false`: something else has it.
type Take = fn(&mut Scope, &str) -> bool;

/// The recorded names of several types that were one.
fn parted(
    subject: &Subject<'_>,
    wanted: &[Wanted],
    known: &dyn Fn(&Wanted) -> Option<String>,
) -> BTreeSet<String> {
    let mut classes = BTreeMap::new();
    let mut parted = BTreeSet::new();
    for one in wanted {
        if let Some(name) = known(one) {
            let class = subject.folded.class(one.id);
            if *classes.entry(name.clone()).or_insert(class) != class {
                parted.insert(name);
            }
        }
    }
    parted
}

/// What needs a name, in the order in which names are given: components before what stands inside something, the
/// outer before the inner, and what the server sends on its own last; what has a name already, `has_name` knows.
fn wanted(subject: &Subject<'_>, has_name: &dyn Fn(SchemaId) -> bool) -> Vec<Wanted> {
    let live = |id: &SchemaId| subject.directions.lives(subject.folded.class(*id));
    let is_component = |id: &SchemaId| subject.api.schema(*id).origin.is_well_named();
    let is_model = |id: &SchemaId| subject.kinds[subject.folded.class(*id)].is_model();
    let ids = || (0..subject.api.schemas.len()).map(SchemaId).filter(live);
    // Who speaks for a class names it, whatever stands before it in the document.
    let speaks = |id: &SchemaId| subject.folded.representative(subject.folded.class(*id)) == *id;
    let (first, twins): (Vec<SchemaId>, Vec<SchemaId>) =
        ids().filter(is_component).partition(speaks);
    // Most have none of their name, and need not tell what they say.
    let called = |id: &SchemaId| (name_of(subject.api, *id), subject.folded.class(*id));
    let names: Set<_> = twins.iter().map(called).collect();
    let speaking = first.iter().filter(|id| names.contains(&called(id)));
    let mut said: BTreeSet<_> = speaking.map(|id| saying(subject, *id)).collect();
    // Files of one name that say the same are one component, as they are for a bundler; but no name is taken away.
    let others = twins
        .into_iter()
        .filter(|id: &SchemaId| said.insert(saying(subject, *id)) || has_name(*id));
    let mut components: Vec<SchemaId> = first.iter().copied().chain(others).collect();
    // `1.0` has another name to take beside `10`, whichever stands first.
    components
        .sort_unstable_by_key(|id| (names::has_parted_numbers(name_of(subject.api, *id).1), *id));
    let needs_name = |id: &SchemaId| is_model(id) || is_alias(subject, *id);
    let inner = || ids().filter(|id| !is_component(id) && needs_name(id));
    let others = inner().filter(|id| !speaks(id));
    let mut wanted = Vec::new();
    for id in components
        .into_iter()
        .chain(inner().filter(speaks))
        .chain(others)
    {
        wanted.push((id, Side::Received));
        if is_model(&id) && subject.directions.is_split(subject.folded.class(id)) {
            wanted.push((id, Side::Sent));
        }
    }
    // A new webhook or callback takes no name that something else had.
    wanted.sort_by_cached_key(|(id, _)| fold::is_incoming(subject.api, *id));
    let placed = wanted.into_iter().map(|(id, side)| Wanted {
        place: subject.places.of(id, side).into_owned(),
        id,
        side,
    });
    placed.collect()
}

/// What a component says, as it will be read, that another of its name may say as well.
fn saying<'a>(subject: &Subject<'a>, id: SchemaId) -> ((&'a str, &'a str), usize, Vec<String>) {
    let schema = subject.api.schema(id);
    let docs = text::lines(
        subject.rendered,
        &schema.docs,
        schema.sensitive,
        String::new,
    );
    (name_of(subject.api, id), subject.folded.class(id), docs)
}

/// The name of a component, and what it is if it is none.
fn name_of(api: &Api, id: SchemaId) -> (&str, &str) {
    match &api.schema(id).origin {
        Origin::Component { name } => ("", name),
        Origin::Incoming { kind, name } => (kind, name),
        Origin::Within { .. } | Origin::Shared { .. } | Origin::Operation { .. } => ("", ""),
    }
}

/// Whether a schema is another name for a type, and not its class's model. A number is no name that a model had as well.
fn is_alias(subject: &Subject<'_>, id: SchemaId) -> bool {
    let class = subject.folded.class(id);
    let origin = &subject.api.schema(id).origin;
    if subject.kinds[class].is_model() {
        origin.is_well_named() && subject.folded.representative(class) != id
    } else {
        origin.is_named()
    }
}

/// The component that speaks for what has no name of its own, as it is received.
fn component(subject: &Subject<'_>, wanted: &Wanted) -> Option<Wanted> {
    let class = subject.folded.class(wanted.id);
    let id = subject.folded.representative(class);
    let is_named = |id| subject.api.schema(id).origin.is_well_named();
    let is_component = subject.kinds[class].is_model() && wanted.side == Side::Received;
    (is_component && is_named(id) && !is_named(wanted.id)).then(|| Wanted {
        id,
        side: Side::Received,
        place: String::new(),
    })
}

fn given<'n>(naming: &'n Naming, subject: &Subject<'_>, wanted: &Wanted) -> Option<&'n str> {
    let &Wanted { id, side, .. } = wanted;
    let alias = naming.aliases.get(&id).filter(|_| side == Side::Received);
    if alias.is_some() || is_alias(subject, id) && side == Side::Received {
        alias.map(String::as_str)
    } else {
        naming
            .models
            .get(&(subject.folded.class(id), side))
            .map(String::as_str)
    }
}

fn taken(naming: &Naming, subject: &Subject<'_>, wanted: &Wanted) -> bool {
    given(naming, subject, wanted).is_some()
}

fn give(naming: &mut Naming, subject: &Subject<'_>, wanted: &Wanted, name: String) {
    let &Wanted { id, side, .. } = wanted;
    if is_alias(subject, id) && side == Side::Received {
        naming.aliases.insert(id, name);
    } else {
        naming.models.insert((subject.folded.class(id), side), name);
    }
}

/// The name that a schema would like to have.
fn candidate(subject: &Subject<'_>, naming: &Naming, lock: &NameLock, wanted: &Wanted) -> String {
    let &Wanted { id, side, .. } = wanted;
    let class = subject.folded.class(id);
    if side == Side::Sent {
        let received = naming
            .models
            .get(&(class, Side::Received))
            .map_or("", String::as_str);
        return with_ending(received, "Request");
    }
    match &subject.api.schema(id).origin {
        Origin::Component { name } => component_name(name, lock),
        Origin::Within { .. }
        | Origin::Shared { .. }
        | Origin::Operation { .. }
        | Origin::Incoming { .. } => inline::name(subject, naming, lock, id),
    }
}

/// The name that people chose: by the component's name, the name it would have, or its place.
fn chosen(subject: &Subject<'_>, id: SchemaId, lock: &NameLock) -> Option<String> {
    subject.choices.renames().next()?;
    let schema = subject.api.schema(id);
    let renamed = |key: &str| {
        subject
            .choices
            .renamed(key, NameStyle::Type)
            .map(str::to_owned)
    };
    let by_name = |name| renamed(name).or_else(|| renamed(&component_name(name, lock)));
    let by_name = schema.origin.component().and_then(by_name);
    by_name.or_else(|| renamed(&place::at(&schema.at, subject.entry)))
}

/// The name of a component: its own, without the prefix that all of them have.
pub fn component_name(name: &str, lock: &NameLock) -> String {
    let prefix = lock.strip().unwrap_or_default();
    let stem = name
        .strip_prefix(prefix)
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name);
    type_name(stem)
}

/// The dotted prefix that all dotted component names share, when there are at least two of them.
fn common_prefix(api: &Api) -> String {
    let components = api.schemas.iter().filter_map(|it| it.origin.component());
    let mut dotted = components.filter_map(|name| Some(name.rsplit_once('.')?.0));
    let Some(first) = dotted.next() else {
        return String::new();
    };
    let mut shared: Vec<&str> = first.split('.').collect();
    let mut count = 1_usize;
    for path in dotted {
        count += 1;
        let common = shared
            .iter()
            .zip(path.split('.'))
            .take_while(|(mine, theirs)| **mine == *theirs)
            .count();
        shared.truncate(common);
    }
    if count < 2 || shared.is_empty() {
        String::new()
    } else {
        format!("{}.", shared.join("."))
    }
}
