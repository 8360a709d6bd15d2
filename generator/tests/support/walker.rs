//! Every keyword of a document, listed by a walk of its own over the text: what the ledger has to account for. It shares no
//! code and no table with the generator.

use std::collections::BTreeSet;

use serde_json::Value;

/// What kind of object stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Root,
    PathItem,
    Operation,
    Parameter,
    Header,
    Body,
    Media,
    Encoding,
    Response,
    Scheme,
    Schema,
}

/// How the objects in a member are arranged.
#[derive(Clone, Copy)]
enum Inside {
    One,
    List,
    Map,
    /// A map of maps, as that of callbacks is.
    Maps,
}

use Inside::{List, Map, Maps, One};
use Kind::{
    Body, Encoding, Header, Media, Operation, Parameter, PathItem, Response, Root, Schema, Scheme,
};

/// Which members hold which objects. Objects that are read as a whole (Info, Server, Tag, Example, Link, …) count with the
/// member that holds them, and so do schemas that become a sentence (`not`, `if`, …).
const INSIDE: &[(Kind, &str, Inside, Kind)] = &[
    (Root, "paths", Map, PathItem),
    (Root, "webhooks", Map, PathItem),
    (Root, "x-webhooks", Map, PathItem),
    (Root, "definitions", Map, Schema),
    (PathItem, "parameters", List, Parameter),
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
    (Operation, "parameters", List, Parameter),
    (Operation, "requestBody", One, Body),
    (Operation, "responses", Map, Response),
    (Operation, "callbacks", Maps, PathItem),
    (Parameter, "schema", One, Schema),
    (Parameter, "content", Map, Media),
    (Header, "schema", One, Schema),
    (Header, "content", Map, Media),
    (Body, "content", Map, Media),
    (Response, "content", Map, Media),
    (Response, "headers", Map, Header),
    (Response, "schema", One, Schema),
    (Media, "schema", One, Schema),
    (Media, "itemSchema", One, Schema),
    (Media, "encoding", Map, Encoding),
    (Schema, "properties", Map, Schema),
    (Schema, "patternProperties", Map, Schema),
    (Schema, "additionalProperties", One, Schema),
    (Schema, "items", One, Schema),
    (Schema, "prefixItems", List, Schema),
    (Schema, "allOf", List, Schema),
    (Schema, "anyOf", List, Schema),
    (Schema, "oneOf", List, Schema),
];

/// The components, but for those that are read as a whole.
const COMPONENTS: &[(&str, Kind)] = &[
    ("schemas", Schema),
    ("securitySchemes", Scheme),
    ("parameters", Parameter),
    ("headers", Header),
    ("requestBodies", Body),
    ("responses", Response),
    ("pathItems", PathItem),
];

/// A keyword: the pointer of its object, and its name.
pub(crate) type Occurrence = (String, String);

/// Walks a document of one file.
pub(crate) struct Walker<'v> {
    document: &'v Value,
    open: Vec<(String, &'v Value, Kind)>,
    seen: BTreeSet<String>,
    found: BTreeSet<Occurrence>,
}

impl<'v> Walker<'v> {
    /// All keywords.
    pub(crate) fn keywords(document: &'v Value) -> BTreeSet<Occurrence> {
        let mut walker = Self {
            document,
            open: Vec::new(),
            seen: BTreeSet::new(),
            found: BTreeSet::new(),
        };
        walker.push(String::new(), document, Root);
        for (name, kind) in COMPONENTS {
            if let Some(objects) = document.pointer(&format!("/components/{name}")) {
                walker.push_all(format!("/components/{name}"), objects, Map, *kind);
            }
        }
        while let Some((at, object, kind)) = walker.open.pop() {
            walker.object(&at, object, kind);
        }
        walker.found
    }

    /// What a reference leads to, and its pointer.
    fn target(&self, reference: &'v Value) -> Option<(String, &'v Value)> {
        let pointer = decoded(reference.get("$ref")?.as_str()?.strip_prefix('#')?);
        let target = self.document.pointer(&pointer)?;
        Some((pointer, target))
    }

    fn push(&mut self, at: String, value: &'v Value, kind: Kind) {
        if self.seen.insert(at.clone()) {
            self.open.push((at, value, kind));
        }
    }

    fn push_all(&mut self, at: String, value: &'v Value, inside: Inside, kind: Kind) {
        match (inside, value) {
            (One, value) => self.push(at, value, kind),
            (List, Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.push(format!("{at}/{index}"), item, kind);
                }
            }
            (Map | Maps, Value::Object(members)) => {
                for (name, member) in members {
                    // Among paths, callbacks and responses there may be extensions; elsewhere, any name is a name.
                    if matches!(kind, PathItem | Response) && name.starts_with("x-") {
                        continue;
                    }
                    let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                    match inside {
                        Maps => {
                            let (at, member) = self.target(member).unwrap_or((at, member));
                            self.push_all(at, member, Map, kind);
                        }
                        _ => self.push(at, member, kind),
                    }
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, at: &str, object: &'v Value, kind: Kind) {
        let Some(members) = object.as_object() else {
            return;
        };
        // A Reference Object stands for what it leads to; of a schema, it is a keyword.
        if members.get("$ref").is_some_and(Value::is_string) {
            if let Some((pointer, target)) = self.target(object) {
                self.push(pointer, target, kind);
            }
            if kind != Schema && kind != PathItem {
                return;
            }
        }
        for (key, value) in members {
            self.found.insert((at.to_owned(), key.clone()));
            // What a vendor says in an extension of this name is no map of path items.
            let is_map = |value: &Value| {
                value
                    .as_object()?
                    .values()
                    .all(Value::is_object)
                    .then_some(())
            };
            if key == "x-webhooks" && is_map(value).is_none() {
                continue;
            }
            let inside = INSIDE
                .iter()
                .find(|(owner, name, _, _)| *owner == kind && name == key);
            if let Some((_, _, inside, kind)) = inside {
                self.push_all(format!("{at}/{key}"), value, *inside, *kind);
            }
        }
    }
}

/// A fragment without percent-encoding of braces, the only one that pointers of real documents have.
fn decoded(fragment: &str) -> String {
    fragment.replace("%7B", "{").replace("%7D", "}")
}
