//! Which schema each dynamic anchor stands for on a way through the document (JSON Schema 2020-12, core, 7.1 and 8.2.3.2).
//!
//! A `$dynamicRef` leads to the outermost schema of its name on the way to it. By the letter, that is the outermost schema
//! resource with such an anchor, and only a schema with an `$id`, or a file, is a resource; but few components have an `$id`,
//! and OpenAPI 3.1.1 speaks of the first anchor on the path ("Generic (Template) Data Structures"). So each schema that
//! stands in no other one counts as a resource as well, and definitions that give one name twice in a resource hold for the
//! schema that they stand in.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::document::Sources;
use crate::load::grammar::{self, Kind, Shape};
use crate::node::{Mapping, Node};
use crate::pointer::Location;

/// What the anchors on a way stand for: the schemas, by name.
pub(super) type Scope = BTreeMap<String, Location>;

/// Keywords that name another schema.
const REFERENCES: [&str; 2] = ["$ref", "$dynamicRef"];

/// Keywords with schemas that hold where something refers to them.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// What may stand in a schema beside a reference, and says nothing of values.
const ASIDE: [&str; 6] = [
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "description",
    "title",
];

/// Longer chains of schemas that only refer to the next one are not followed.
const CHAIN: usize = 32;

/// A reference, and what the anchors on the way to it stand for.
#[derive(Clone, Debug)]
pub(super) struct Use<'s> {
    /// The schema that it stands in.
    pub(super) at: Location,
    /// The keyword.
    pub(super) key: &'static str,
    /// What it says.
    text: &'s str,
    pub(super) scope: Rc<Scope>,
}

impl Use<'_> {
    /// Whether it may lead elsewhere on another way.
    pub(super) fn is_dynamic(&self) -> bool {
        self.key == "$dynamicRef"
    }
}

/// Where a reference leads.
#[derive(Clone, Debug)]
pub(super) enum Lead {
    /// To this schema, whatever the way.
    Fixed(Location),
    /// To what the anchor of this name stands for on the way.
    Bound(String, Location),
    /// To one of several, and nothing says to which.
    Undecided,
}

/// The dynamic anchors of a document.
#[derive(Debug)]
pub(super) struct Scopes<'s> {
    sources: &'s Sources,
    /// Schemas that stand in no other one.
    outermost: BTreeSet<Location>,
    /// The resources, each with the anchors whose names are given once in it.
    resources: BTreeMap<Location, Scope>,
    /// Which resources have an anchor of a name.
    holders: BTreeMap<String, BTreeSet<Location>>,
}

impl<'s> Scopes<'s> {
    /// Finds the anchors in these schemas, which stand in no other ones, and in those inside of them.
    pub(super) fn of(sources: &'s Sources, outermost: BTreeSet<Location>) -> Self {
        let mut anchors: BTreeMap<Location, BTreeMap<String, Vec<Location>>> = BTreeMap::new();
        let places = outermost.iter();
        let mut open: Vec<(Location, Location, &Node)> = places
            .filter_map(|at| Some((at.clone(), at.clone(), sources.node(at)?)))
            .collect();
        while let Some((at, around, node)) = open.pop() {
            let resource = if node.get("$id").is_some() {
                &at
            } else {
                &around
            };
            let known = anchors.entry(resource.clone()).or_default();
            if let Some(name) = node.get("$dynamicAnchor").and_then(Node::as_str) {
                known.entry(name.to_owned()).or_default().push(at.clone());
            }
            let inner = inside(&at, node, true).into_iter();
            open.extend(inner.map(|(place, node)| (place, resource.clone(), node)));
        }
        let mut scopes = Self {
            sources,
            outermost,
            resources: BTreeMap::new(),
            holders: BTreeMap::new(),
        };
        for (resource, names) in anchors {
            let mut alone = Scope::new();
            for (name, places) in names {
                let holders = scopes.holders.entry(name.clone()).or_default();
                holders.insert(resource.clone());
                if let [place] = places.as_slice() {
                    alone.insert(name, scopes.seen_through(place));
                }
            }
            scopes.resources.insert(resource, alone);
        }
        scopes
    }

    /// The node of a schema.
    pub(super) fn node(&self, at: &Location) -> Option<&'s Node> {
        self.sources.node(at)
    }

    /// The schemas that stand in no other one.
    pub(super) fn outermost(&self) -> &BTreeSet<Location> {
        &self.outermost
    }

    /// What the anchors stand for in a schema that is reached like this by a reference.
    pub(super) fn entered(&self, scope: &Scope, target: &Location) -> Scope {
        self.along(scope, target, |way| {
            way.iter().position(|at| self.resources.contains_key(at))
        })
    }

    /// What they stand for in a schema where it is written.
    pub(super) fn as_written(&self, target: &Location) -> Scope {
        self.along(&Scope::new(), target, |way| {
            way.iter().rposition(|at| self.outermost.contains(at))
        })
    }

    /// Goes to a schema, from what is found on the way out of it.
    fn along(
        &self,
        scope: &Scope,
        target: &Location,
        start: impl Fn(&[Location]) -> Option<usize>,
    ) -> Scope {
        let out: Vec<Location> =
            std::iter::successors(Some(target.clone()), Location::parent).collect();
        let first = start(&out).unwrap_or(0);
        let mut scope = scope.clone();
        for at in out.iter().take(first + 1).rev() {
            scope.extend(self.met(at, &scope));
        }
        scope
    }

    /// The anchors that are met first in the schema at this place.
    fn met(&self, at: &Location, known: &Scope) -> Scope {
        let mut met = self.resources.get(at).cloned().unwrap_or_default();
        for (name, place) in declared(at, self.node(at)) {
            met.entry(name).or_insert_with(|| self.seen_through(&place));
        }
        met.retain(|name, _| !known.contains_key(name));
        met
    }

    /// Whether the definitions of a schema give this anchor.
    pub(super) fn defines(&self, at: &Location, name: &str) -> bool {
        let declared = declared(at, self.node(at));
        declared
            .iter()
            .any(|(own, place)| own == name && place != at)
    }

    /// What a schema leads to that only refers to another one.
    fn seen_through(&self, place: &Location) -> Location {
        let mut place = place.clone();
        for _ in 0..CHAIN {
            let node = self.node(&place);
            let text = node.and_then(|node| node.get("$ref")?.as_str());
            let next = text
                .filter(|_| node.is_some_and(|node| says_no_more(node, "$ref", &ASIDE)))
                .and_then(|text| self.sources.resolve(&place.key("$ref"), text).ok());
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// The references in a schema that is reached like this: of its definitions only where they are asked for.
    pub(super) fn uses(&self, at: &Location, scope: Scope, definitions: bool) -> Vec<Use<'s>> {
        let mut uses = Vec::new();
        if let Some(node) = self.node(at) {
            self.gather(at, node, &Rc::new(scope), definitions, &mut uses);
        }
        uses
    }

    fn gather(
        &self,
        at: &Location,
        node: &'s Node,
        scope: &Rc<Scope>,
        definitions: bool,
        uses: &mut Vec<Use<'s>>,
    ) {
        for key in REFERENCES {
            if let Some(text) = node.get(key).and_then(Node::as_str) {
                uses.push(Use {
                    at: at.clone(),
                    key,
                    text,
                    scope: Rc::clone(scope),
                });
            }
        }
        for (place, inner) in inside(at, node, definitions) {
            let met = self.met(&place, scope);
            if met.is_empty() {
                self.gather(&place, inner, scope, definitions, uses);
            } else {
                let scope = Scope::clone(scope).into_iter().chain(met).collect();
                self.gather(&place, inner, &Rc::new(scope), definitions, uses);
            }
        }
    }

    /// Where a reference leads; `None` where that is nowhere, which is told elsewhere.
    pub(super) fn lead(&self, used: &Use<'_>) -> Option<Lead> {
        let fixed = self.sources.resolve(&used.at.key(used.key), used.text).ok();
        let anchor = used.text.split_once('#').filter(|(_, fragment)| {
            used.is_dynamic() && !fragment.is_empty() && !fragment.starts_with('/')
        });
        let Some((uri, name)) = anchor else {
            return fixed.map(Lead::Fixed);
        };
        let is_dynamic = |at: &Location| {
            let node = self.node(at);
            node.is_some_and(|node| node.get("$dynamicAnchor").and_then(Node::as_str) == Some(name))
        };
        // An `$anchor` of that name is what it says, in its own resource.
        let is_near =
            |at: &Location| !uri.is_empty() || self.resource(at) == self.resource(&used.at);
        if let Some(fixed) = fixed.clone().filter(|at| !is_dynamic(at) && is_near(at)) {
            return Some(Lead::Fixed(fixed));
        }
        if let Some(bound) = used.scope.get(name) {
            return Some(Lead::Bound(name.to_owned(), bound.clone()));
        }
        let is_alone = || self.holders.get(name).is_none_or(|all| all.len() < 2);
        match fixed {
            Some(fixed) if !uri.is_empty() || is_alone() => {
                Some(Lead::Bound(name.to_owned(), self.seen_through(&fixed)))
            }
            Some(_) => Some(Lead::Undecided),
            None => None,
        }
    }

    /// The innermost resource around a place.
    fn resource(&self, at: &Location) -> Option<Location> {
        let mut out = std::iter::successors(Some(at.clone()), Location::parent);
        out.find(|at| self.resources.contains_key(at))
    }
}

/// The anchors that a schema gives: to itself, and to its definitions.
fn declared(at: &Location, node: Option<&Node>) -> Vec<(String, Location)> {
    let Some(node) = node else {
        return Vec::new();
    };
    let name = |node: &Node| Some(node.get("$dynamicAnchor")?.as_str()?.to_owned());
    let mut declared = Vec::from_iter(name(node).map(|name| (name, at.clone())));
    for key in DEFINITIONS {
        let definitions = node.get(key).and_then(Node::as_mapping);
        for (inner, definition) in definitions.into_iter().flat_map(Mapping::iter) {
            let own = name(definition).filter(|_| definition.get("$id").is_none());
            declared.extend(own.map(|name| (name, at.key(key).key(inner))));
        }
    }
    declared
}

/// The schemas right inside a schema.
fn inside<'n>(at: &Location, node: &'n Node, definitions: bool) -> Vec<(Location, &'n Node)> {
    let mut schemas = Vec::new();
    for (key, node) in node.as_mapping().into_iter().flat_map(Mapping::iter) {
        if !definitions && DEFINITIONS.contains(&key) {
            continue;
        }
        match (grammar::keyword(key), node) {
            (Shape::One(Kind::Schema), node) => schemas.push((at.key(key), node)),
            (Shape::List(Kind::Schema), Node::Sequence(items)) => {
                let list = at.key(key);
                let items = items.iter().enumerate();
                schemas.extend(items.map(|(index, node)| (list.index(index), node)));
            }
            (Shape::Map(Kind::Schema), Node::Mapping(members)) => {
                let map = at.key(key);
                schemas.extend(members.iter().map(|(name, node)| (map.key(name), node)));
            }
            _ => (),
        }
    }
    schemas
}

/// Whether a schema says nothing of values beside what this keyword does.
fn says_no_more(node: &Node, keyword: &str, aside: &[&str]) -> bool {
    let mut members = node.as_mapping().into_iter().flat_map(Mapping::iter);
    members.all(|(key, _)| key == keyword || aside.contains(&key))
}

/// Whether a schema is what this reference of it leads to, under a name of its own.
pub(super) fn is_name(node: &Node, reference: &str) -> bool {
    let mut members = node.as_mapping().into_iter().flat_map(Mapping::iter);
    members.all(|(key, _)| {
        let is_text = ["default", "example", "examples", "externalDocs"].contains(&key);
        let says_nothing = ASIDE.contains(&key) || DEFINITIONS.contains(&key) || is_text;
        key == reference || says_nothing || key.starts_with("x-")
    })
}
