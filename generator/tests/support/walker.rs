//! Every keyword of a document, listed by a walk of its own over its files: what the ledger has to account for. It shares no
//! code and no table with the generator.

use std::collections::{BTreeMap, BTreeSet};

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
    (Root, "x-ms-paths", Map, PathItem),
    (Root, "definitions", Map, Schema),
    (Root, "parameters", Map, Parameter),
    (Root, "responses", Map, Response),
    (Root, "securityDefinitions", Map, Scheme),
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
    (Parameter, "items", One, Schema),
    (Parameter, "content", Map, Media),
    (Header, "schema", One, Schema),
    (Header, "items", One, Schema),
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
    (Schema, "unevaluatedProperties", One, Schema),
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

/// A keyword: the file and pointer of its object, and its name.
pub(crate) type Occurrence = (String, String);

/// The files of a document, by name.
pub(crate) type Files = BTreeMap<String, Value>;

/// Walks a document from its entry, and wherever references lead.
pub(crate) struct Walker<'v> {
    files: &'v Files,
    open: Vec<(String, &'v Value, Kind)>,
    seen: BTreeSet<String>,
    found: BTreeSet<Occurrence>,
}

impl<'v> Walker<'v> {
    /// All keywords.
    pub(crate) fn keywords(files: &'v Files, entry: &str) -> BTreeSet<Occurrence> {
        let mut walker = Self {
            files,
            open: Vec::new(),
            seen: BTreeSet::new(),
            found: BTreeSet::new(),
        };
        let document = &files[entry];
        walker.push(format!("{entry}#"), document, Root);
        for (name, kind) in COMPONENTS {
            if let Some(objects) = document.pointer(&format!("/components/{name}")) {
                let at = format!("{entry}#/components/{name}");
                walker.push_all(at, objects, Map, *kind);
            }
        }
        while let Some((at, object, kind)) = walker.open.pop() {
            walker.object(&at, object, kind);
        }
        walker.found
    }

    /// What the reference in an object leads to, and its place.
    fn target(&self, from: &str, object: &'v Value) -> Option<(String, &'v Value)> {
        let reference = object.get("$ref")?.as_str()?;
        let (file, _) = from.split_once('#')?;
        let (name, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if name.is_empty() {
            file.to_owned()
        } else {
            beside(file, &decoded(name))
        };
        let mut pointer = decoded(pointer);
        let whole = self.files.get(&file)?;
        if !pointer.is_empty() && !pointer.starts_with('/') {
            pointer = anchored(whole, &pointer)?;
        }
        let target = whole.pointer(&pointer)?;
        Some((format!("{file}#{pointer}"), target))
    }

    fn push(&mut self, at: String, value: &'v Value, kind: Kind) {
        if self.seen.insert(at.clone()) {
            self.open.push((at, value, kind));
        }
    }

    /// What a template leaves open, or fills in: some definitions are only another name for a schema.
    fn push_parameters(&mut self, at: &str, definitions: &'v Value) {
        for (name, definition) in definitions.as_object().into_iter().flatten() {
            let members = definition.as_object().into_iter().flatten();
            let mut others = members.filter(|(key, _)| *key != "$dynamicAnchor" && *key != "$ref");
            let at = format!("{at}/$defs/{name}");
            if definition.get("$dynamicAnchor").is_none() {
                continue;
            } else if definition.get("$ref").is_none() || others.next().is_some() {
                self.push(at, definition, Schema);
            } else if let Some((at, target)) = self.target(&at, definition) {
                self.push(at, target, Schema);
            }
        }
    }

    fn push_all(&mut self, at: String, value: &'v Value, inside: Inside, kind: Kind) {
        // A list or map may stand elsewhere, too.
        let (at, value) = match self.target(&at, value) {
            Some(elsewhere) if matches!(inside, List) => elsewhere,
            _ => (at, value),
        };
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
                            let (at, member) = self.target(&at, member).unwrap_or((at, member));
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
            if let Some((pointer, target)) = self.target(at, object) {
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
            if (kind, key.as_str()) == (Schema, "$defs") {
                self.push_parameters(at, value);
            }
            let inside = INSIDE
                .iter()
                .find(|(owner, name, _, _)| *owner == kind && name == key);
            // Beside alternatives it is a sentence.
            let is_quoted = key == "unevaluatedProperties"
                && ["oneOf", "anyOf", "if"]
                    .iter()
                    .any(|key| members.contains_key(*key));
            if let Some((_, _, inside, kind)) = inside.filter(|_| !is_quoted) {
                self.push_all(format!("{at}/{key}"), value, *inside, *kind);
            }
        }
    }
}

/// A relative name of a file, from where it is written.
fn beside(file: &str, name: &str) -> String {
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for step in name.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// A text without percent-encoding.
fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).unwrap()
}

/// The pointer to the schema of an anchor in a file, but for other schemas with a name of their own.
fn anchored(value: &Value, name: &str) -> Option<String> {
    if value.get("$anchor").is_some_and(|anchor| anchor == name) {
        return Some(String::new());
    }
    let inner = value.as_object()?.iter();
    let inner = inner.filter(|(_, member)| member.get("$id").is_none());
    let mut found = inner.filter_map(|(key, member)| Some((key, anchored(member, name)?)));
    found.next().map(|(key, rest)| format!("/{key}{rest}"))
}
