//! Accounts for what nothing of the crate is made from: what webhooks and callbacks say beside their bodies, objects that
//! nothing uses, and schemas that are only quoted.

use crate::document::{Document, SchemaNode};
use crate::node::{Mapping, Node};
use crate::pointer::Location;

use super::ledger::Fate::{self, Documented, Expressed, Ignored, Unsupported};
use super::part::REFERENCES;
use super::schemas::Schemas;

/// What kind of object stands somewhere, as far as other objects are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    PathItem,
    Operation,
    /// A Parameter, Header or Media Type Object.
    Value,
    Content,
    Response,
    Encoding,
    Schema,
}

/// How objects stand in a member.
#[derive(Clone, Copy, Debug)]
enum Inside {
    One,
    List,
    Map,
    /// A map of maps, as that of callbacks is.
    Maps,
}

use Inside::{List, Map, Maps, One};
use Kind::{Content, Encoding, Operation, PathItem, Response, Schema, Value};

/// Members with objects in them.
const MEMBERS: &[(Kind, &str, Inside, Kind)] = &[
    (PathItem, "parameters", List, Value),
    (PathItem, "additionalOperations", Map, Operation),
    (PathItem, "get", One, Operation),
    (PathItem, "put", One, Operation),
    (PathItem, "post", One, Operation),
    (PathItem, "delete", One, Operation),
    (PathItem, "options", One, Operation),
    (PathItem, "head", One, Operation),
    (PathItem, "patch", One, Operation),
    (PathItem, "trace", One, Operation),
    (PathItem, "query", One, Operation),
    (Operation, "parameters", List, Value),
    (Operation, "requestBody", One, Content),
    (Operation, "responses", Map, Response),
    (Operation, "callbacks", Maps, PathItem),
    (Content, "content", Map, Value),
    (Response, "content", Map, Value),
    (Response, "headers", Map, Value),
    (Value, "schema", One, Schema),
    (Value, "itemSchema", One, Schema),
    (Value, "content", Map, Value),
    (Value, "encoding", Map, Encoding),
    (Schema, "properties", Map, Schema),
    (Schema, "patternProperties", Map, Schema),
    (Schema, "additionalProperties", One, Schema),
    (Schema, "items", One, Schema),
    (Schema, "prefixItems", List, Schema),
    (Schema, "allOf", List, Schema),
    (Schema, "anyOf", List, Schema),
    (Schema, "oneOf", List, Schema),
];

/// Components that are only read where something refers to them.
const COMPONENTS: &[(&str, Kind)] = &[
    ("pathItems", PathItem),
    ("parameters", Value),
    ("headers", Value),
    ("requestBodies", Content),
    ("responses", Response),
];

/// An object that waits for its account.
type Open<'d> = (Location, &'d Node, Kind);

impl<'d> Schemas<'d, '_> {
    /// Accounts for them; everything that is read has its account already.
    pub(super) fn account_unread(&mut self, incoming: &[Location]) {
        let document = self.document;
        let root = document.root();
        for at in incoming {
            self.unread(at.clone(), PathItem, Unsupported);
        }
        // Paths without operations, and components that nothing refers to.
        let mut rest: Vec<(Kind, Location)> = Vec::new();
        rest.extend(
            paths(document, &root.key("paths"))
                .into_iter()
                .map(|at| (PathItem, at)),
        );
        for (name, kind) in COMPONENTS {
            let places = members(document, &document.components(name, name));
            rest.extend(places.into_iter().map(|at| (*kind, at)));
        }
        for (kind, at) in rest {
            if document.node(&at).is_some_and(|node| !self.is_read(node)) {
                self.unread(at, kind, Ignored);
            }
        }
    }

    /// Accounts for a parameter or header that is not the document's business.
    pub(super) fn account_ignored(&mut self, at: Location) {
        self.unread(at, Value, Ignored);
    }

    /// Accounts for a media type of which no model is made.
    pub(super) fn account_unsupported(&mut self, at: Location) {
        self.unread(at, Value, Unsupported);
    }

    /// Accounts for schemas that no value can reach.
    pub(super) fn account_unreachable(&mut self, places: &[SchemaNode<'d>]) {
        for place in places {
            self.unread(place.at.clone(), Schema, Ignored);
        }
    }

    /// Accounts for a schema that is quoted in the docs.
    pub(super) fn account_quoted(&mut self, at: Location) {
        self.unread(at, Schema, Documented);
    }

    /// Everything at a place gets the same fate, but for references to schemas: what they lead to is a model.
    fn unread(&mut self, at: Location, kind: Kind, fate: Fate) {
        let mut open: Vec<Open<'d>> = Vec::new();
        open.extend(self.document.node(&at).map(|node| (at, node, kind)));
        while let Some((at, node, kind)) = open.pop() {
            let Some(object) = node.as_mapping() else {
                continue;
            };
            // A Reference Object has no account, but a reference among the keywords of a schema has one.
            let is_reference = object.contains("$ref") && !matches!(kind, Schema | PathItem);
            let is_new = !is_reference && self.is_first(node);
            if is_new {
                self.ledger.open(&at);
            }
            for (key, value) in object.iter() {
                let is_followed = kind == Schema && REFERENCES.contains(&key);
                let fate = match key.starts_with("x-") {
                    true => Ignored,
                    false if is_followed => Expressed,
                    false => fate,
                };
                if is_new {
                    self.ledger.record(key, fate);
                }
                inside(&mut open, &at.key(key), key, value, kind);
            }
        }
    }
}

/// The objects in a member wait, too.
fn inside<'d>(open: &mut Vec<Open<'d>>, at: &Location, key: &str, value: &'d Node, owner: Kind) {
    let listed = MEMBERS
        .iter()
        .find(|(kind, name, _, _)| *kind == owner && *name == key)
        .map(|(_, _, inside, kind)| (*inside, *kind));
    match listed {
        None => {}
        Some((One, kind)) => open.push((at.clone(), value, kind)),
        Some((List, kind)) => {
            let items = value.as_sequence().unwrap_or_default().iter().enumerate();
            open.extend(items.map(|(index, node)| (at.index(index), node, kind)));
        }
        Some((Map, kind)) => {
            open.extend(named(at, value, kind));
        }
        Some((Maps, kind)) => {
            for (at, map, _) in named(at, value, Value) {
                open.extend(named(&at, map, kind));
            }
        }
    }
}

/// The members of a map. Those of responses and of callbacks, but not names that an author gives, leave `x-` to extensions.
fn named<'d>(at: &Location, map: &'d Node, kind: Kind) -> impl Iterator<Item = Open<'d>> {
    let members = map.as_mapping().into_iter().flat_map(Mapping::iter);
    let has_extensions = matches!(kind, Response | PathItem);
    let members = members.filter(move |(name, _)| !(has_extensions && name.starts_with("x-")));
    members.map(move |(name, node)| (at.key(name), node, kind))
}

/// The places of the members of an object.
fn members(document: &Document, at: &Location) -> Vec<Location> {
    let object = document.node(at).and_then(Node::as_mapping);
    let members = object.into_iter().flat_map(Mapping::iter);
    members.map(|(name, _)| at.key(name)).collect()
}

/// The same, extensions not among them.
fn paths(document: &Document, at: &Location) -> Vec<Location> {
    let is_path = |at: &Location| !at.name().is_some_and(|name| name.starts_with("x-"));
    members(document, at).into_iter().filter(is_path).collect()
}
