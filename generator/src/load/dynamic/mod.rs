//! Fills in what templates leave open. What a `$dynamicRef` in a schema leads to depends on the way to that schema: where a
//! way makes another schema of it than the one that is written, a copy stands in place of the reference, one for all ways
//! that make the same of it. So the stages after this one know of no ways.
//!
//! Anchors that are bound stay bound on the way (`scope`), so that there are only so many copies, however templates
//! instantiate each other and themselves; what is too much all the same is told, and stays open.

mod outermost;
mod reach;
mod scope;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::walk::Reference;
use super::{Item, text};
use crate::document::{Sources, descend_mut};
use crate::maps::{Map, Set};
use crate::node::{COPIES, Mapping, Node};
use crate::pointer::Location;
use crate::report::{LoadProblem, Report};

use reach::Reach;
use scope::{Lead, Scope, Scopes, Use, is_name};

/// Makes the copies, and notes where dynamic references lead that lead to no copy. `walked` is all that was walked.
pub(super) fn fill_in<'w>(
    sources: &mut Sources,
    references: &[Reference],
    walked: impl Iterator<Item = &'w Item>,
    report: &mut Report,
) {
    let mut places = references.iter().map(|reference| reference.at.pointer());
    if !places.any(|place| place.ends_with("/$dynamicRef")) {
        return;
    }
    let outermost = outermost::find(sources, walked);
    let mut plan = Plan::new(Scopes::of(sources, outermost));
    plan.make();
    let Plan {
        copies,
        leads,
        problems,
        ..
    } = plan;
    for (at, problem) in problems {
        report.warn(at, problem);
    }
    for copy in copies {
        put(sources, copy);
    }
    sources.leads = leads;
}

/// Puts a copy in place of its reference: a schema beside which nothing is said becomes the only part of that one.
fn put(sources: &mut Sources, copy: Copy) {
    let Copy {
        here,
        key,
        node,
        source,
    } = copy;
    let file = sources.files.get_mut(here.file());
    let schema = file.and_then(|file| descend_mut(&mut file.root, &here));
    let Some(schema) = schema.and_then(Node::as_mapping_mut) else {
        return;
    };
    let index = match schema.get_mut("allOf") {
        Some(Node::Sequence(parts)) if !parts.is_empty() => {
            parts.push(node);
            parts.len() - 1
        }
        _ => {
            schema.rename(key, "allOf");
            schema.set("allOf", Node::Sequence(vec![node]));
            let at = sources.text_place(&here).into_owned();
            let (from, to) = (at.key(key), at.key("allOf"));
            sources.note_move(at, from, to);
            0
        }
    };
    if let Some(source) = source {
        let place = here.key("allOf").index(index);
        sources.copies.insert(place, source);
    }
}

/// A schema, and what the anchors that it looks up stand for: what tells its copies from each other.
type Instance = (Location, Vec<(String, Option<Location>)>);

/// A schema in place of a reference.
struct Copy {
    /// The schema with the reference.
    here: Location,
    /// The keyword.
    key: &'static str,
    /// What stands there.
    node: Node,
    /// What it is a copy of.
    source: Option<Location>,
}

/// Where a copy is, for other references that lead to the same.
#[derive(Clone)]
struct Home {
    at: Location,
    /// Whether a schema is this copy and nothing else, and not only a part of another schema.
    is_whole: bool,
}

/// A schema whose references are to be followed.
struct Way {
    /// Where it is written.
    source: Location,
    /// Where it will stand.
    place: Location,
    /// What the anchors stand for there.
    scope: Scope,
    /// Whether it stands where it is written, so that its definitions count.
    is_written: bool,
}

struct Plan<'s> {
    scopes: Scopes<'s>,
    /// Where each schema stands that is made for a way.
    homes: BTreeMap<Instance, Home>,
    copies: Vec<Copy>,
    /// How many schemas there will be in an `allOf`.
    parts: Map<Location, usize>,
    /// Where references lead, by the places of their keywords.
    leads: BTreeMap<Location, Location>,
    problems: Vec<(Location, LoadProblem)>,
    ways: VecDeque<Way>,
    reach: Reach,
    /// Anchors with what they stand for, where that was followed to tell what is wrong with it.
    entered: Set<(String, Location)>,
    /// Nodes that may still be copied.
    budget: usize,
    /// Whether it was told that schemas stay open.
    has_stopped: bool,
}

impl<'s> Plan<'s> {
    fn new(scopes: Scopes<'s>) -> Self {
        Self {
            scopes,
            homes: BTreeMap::new(),
            copies: Vec::new(),
            parts: Map::default(),
            leads: BTreeMap::new(),
            problems: Vec::new(),
            ways: VecDeque::new(),
            reach: Reach::new(),
            entered: Set::default(),
            budget: COPIES,
            has_stopped: false,
        }
    }

    /// Follows all ways. Components come first, because what stands in one has a name, and what stands in other schemas
    /// before what stands in copies.
    fn make(&mut self) {
        let mut outermost: Vec<Location> = self.scopes.outermost().iter().cloned().collect();
        outermost.sort_by_key(|at| !at.pointer().starts_with("/components/schemas/"));
        let written = outermost.into_iter().map(|source| Way {
            scope: self.scopes.as_written(&source),
            place: source.clone(),
            source,
            is_written: true,
        });
        self.ways = written.collect();
        while let Some(way) = self.ways.pop_front() {
            let uses = self
                .scopes
                .uses(&way.source, way.scope.clone(), way.is_written);
            for used in uses {
                self.follow(&way, &used);
            }
        }
    }

    fn follow(&mut self, way: &Way, used: &Use<'_>) {
        let rest = used.at.inside(&way.source).unwrap_or_default();
        let here = way.place.below(rest);
        let (target, is_bound) = match self.scopes.lead(used) {
            None => return,
            Some(Lead::Fixed(target)) => (target, false),
            Some(Lead::Bound(name, target)) => {
                self.tell_shadowed(&name, &target, used);
                (target, true)
            }
            Some(Lead::Undecided) => {
                let problem = LoadProblem::DynamicReference {};
                self.problems.push((used.at.key(used.key), problem));
                self.put(&here, used, Node::Mapping(Mapping::default()), None);
                return;
            }
        };
        let scope = self.scopes.entered(&used.scope, &target);
        let keyword = here.key(used.key);
        let lead = match self.instance(used, &target, &scope) {
            None => is_bound.then_some(target),
            Some(instance) => match self.home(&instance, used) {
                None if self.specialise(&here, used, instance, scope) => None,
                None => is_bound.then_some(target),
                home => home,
            },
        };
        self.leads.extend(lead.map(|target| (keyword, target)));
    }

    /// Where a copy is already: a part of another schema serves only another part, so that what is a whole has a name.
    fn home(&self, instance: &Instance, used: &Use<'_>) -> Option<Location> {
        let home = self.homes.get(instance)?;
        let serves = home.is_whole || !self.is_whole(used);
        serves.then(|| home.at.clone())
    }

    /// Whether the schema of a reference is what that leads to, and nothing else.
    fn is_whole(&self, used: &Use<'_>) -> bool {
        let node = self.scopes.node(&used.at);
        node.is_some_and(|node| is_name(node, used.key))
    }

    /// Puts a copy in place of a reference; `false` where that is too much.
    fn specialise(
        &mut self,
        here: &Location,
        used: &Use<'_>,
        instance: Instance,
        scope: Scope,
    ) -> bool {
        let source = instance.0.clone();
        let Some(node) = self.scopes.node(&source) else {
            return false;
        };
        let (count, depth) = node.measure();
        let levels = here.segments().count() + 2;
        let budget = self.budget.checked_sub(count);
        let Some(budget) = budget.filter(|_| levels + depth <= text::DEPTH) else {
            let names = instance.1.into_iter().map(|(name, _)| name);
            self.stop(used, names.collect());
            return false;
        };
        self.budget = budget;
        let place = self.put(here, used, node.clone(), Some(source.clone()));
        let is_whole = self.is_whole(used);
        let at = if is_whole { here } else { &place }.clone();
        self.homes.insert(instance, Home { at, is_whole });
        self.ways.push_back(Way {
            source,
            place,
            scope,
            is_written: false,
        });
        true
    }

    /// Notes what stands in place of a reference, and says where.
    fn put(
        &mut self,
        here: &Location,
        used: &Use<'_>,
        node: Node,
        source: Option<Location>,
    ) -> Location {
        let written = self.scopes.node(&used.at);
        let listed = written.and_then(|node| node.get("allOf")?.as_sequence());
        let listed = listed.map_or(0, <[Node]>::len);
        let parts = self.parts.entry(here.clone()).or_insert(listed);
        let place = here.key("allOf").index(*parts);
        // Beside other parts the reference stays, and leads to this one.
        if *parts > 0 {
            self.leads.insert(here.key(used.key), place.clone());
        }
        *parts += 1;
        self.copies.push(Copy {
            here: here.clone(),
            key: used.key,
            node,
            source,
        });
        place
    }

    /// What tells a schema on this way from others; `None` where it is the schema that is written.
    fn instance(&mut self, used: &Use<'_>, target: &Location, scope: &Scope) -> Option<Instance> {
        let written = self.scopes.as_written(target);
        if *scope == written {
            return None;
        }
        let Some(uses) = self.reach.uses(&self.scopes, target, scope) else {
            self.stop(used, scope.keys().cloned().collect());
            return None;
        };
        let names: BTreeSet<String> = uses
            .iter()
            .filter_map(|used| match self.scopes.lead(used)? {
                Lead::Bound(name, _) => Some(name),
                Lead::Fixed(_) | Lead::Undecided => None,
            })
            .collect();
        let is_written = names
            .iter()
            .all(|name| scope.get(name) == written.get(name));
        let bound = names.into_iter().map(|name| {
            let place = scope.get(&name).cloned();
            (name, place)
        });
        (!is_written).then(|| (target.clone(), bound.collect()))
    }

    /// Tells of schemas inside of what an anchor stands for that fill in a template with the same anchor: it is bound there
    /// already, so that the template becomes one of itself.
    fn tell_shadowed(&mut self, name: &str, target: &Location, used: &Use<'_>) {
        if self.entered.insert((name.to_owned(), target.clone())) {
            let scope = self.scopes.entered(&used.scope, target);
            let inside = self.reach.uses(&self.scopes, target, &scope);
            let mut inside = inside.unwrap_or_default();
            inside.retain(|used| self.is_whole(used) && self.scopes.defines(&used.at, name));
            self.problems.extend(inside.into_iter().map(|used| {
                let name = name.to_owned();
                let problem = LoadProblem::ShadowedAnchor { name };
                (used.at.key("$defs"), problem)
            }));
        }
    }

    /// Tells, once, that schemas stay open from here on.
    fn stop(&mut self, used: &Use<'_>, names: Vec<String>) {
        if !std::mem::replace(&mut self.has_stopped, true) {
            let names = names.join("`, `");
            let at = used.at.key(used.key);
            self.problems
                .push((at, LoadProblem::DynamicAnchor { names }));
        }
    }
}
