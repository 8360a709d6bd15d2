//! The schemas of a document as one JSON Schema that stands alone: what instances are built from and judged by.
//!
//! Read from the loaded document, where they are JSON Schema 2020-12 already; nothing here knows what the later stages of
//! the generator make of them.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};
use specsmith::document::Document;
use specsmith::node::{Mapping, Node};
use specsmith::pointer::Location;

use super::heirs::{self, Heirs};
use super::idioms::{say_int_or_string, say_integer, say_null};

/// What stands for `$ref` here: the name of a schema.
pub const REFERENCE: &str = "reference";

/// Stands beside an `anyOf` that is a `oneOf` in the document.
pub const STRICT: &str = "strict";

/// In a `discriminator` that stands beside no union: which schema each value names.
pub const HEIRS: &str = "heirs";

/// In a `discriminator`: the value that names each schema.
pub const TAGS: &str = "tags";

/// Stands in each schema that has a name: that name.
pub const NAME: &str = "name";

/// Keywords with a schema inside.
const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords with a list of schemas inside.
const LIST: &[&str] = &["allOf", "prefixItems"];

/// Keywords with the arms of a union.
const ARMS: &[&str] = &["oneOf", "anyOf"];

/// Keywords with named schemas inside.
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// Keywords with a number.
const NUMBER: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
];

/// Keywords with a schema's own examples, of which a validator knows nothing.
const EXAMPLE: &[&str] = &["example", "default"];

/// Keywords of a union that are not true of its arms.
const ANNOTATIONS: &[&str] = &["example", "examples", "default", "discriminator"];

/// The schemas that can be reached from some places.
#[derive(Debug)]
pub struct Schemas {
    /// `{"$defs": {"0": …}}`; every reference in it is `#/$defs/<number>`.
    root: Value,
    numbers: BTreeMap<Location, usize>,
}

impl Schemas {
    /// Collects the schemas at these places, and those that they refer to.
    pub fn collect(document: &Document, places: &[Location]) -> Self {
        let mut collector = Collector {
            document,
            heirs: Heirs::of(document),
            numbers: BTreeMap::new(),
            queue: Vec::new(),
        };
        for place in places {
            collector.number(place);
        }
        let mut definitions = Map::new();
        while let Some((place, number)) = collector.queue.pop() {
            // What a reference can't reach, or no place is of, has no schema: no instance is built of it.
            if let Some(mut schema) = collector.place(&place) {
                if let Some(members) = schema.as_object_mut() {
                    members.insert(NAME.to_owned(), name(number).into());
                }
                definitions.insert(number.to_string(), schema);
            }
        }
        Self {
            root: json!({ "$defs": definitions }),
            numbers: collector.numbers,
        }
    }

    /// The name of a place for [`Schemas::named`] and the validators.
    pub fn name(&self, place: &Location) -> Option<String> {
        self.numbers.get(place).map(|number| name(*number))
    }

    /// What a reference here names.
    pub fn named(&self, name: &str) -> Option<&Value> {
        let number = name.strip_prefix("#/$defs/")?;
        self.root.get("$defs")?.get(number)
    }

    /// All schemas with a name.
    pub fn all(&self) -> impl Iterator<Item = (String, &Value)> {
        let definitions = self.root.get("$defs").and_then(Value::as_object);
        definitions
            .into_iter()
            .flatten()
            .map(|(number, schema)| (format!("#/$defs/{number}"), schema))
    }
}

struct Collector<'d> {
    document: &'d Document,
    heirs: Heirs,
    numbers: BTreeMap<Location, usize>,
    queue: Vec<(Location, usize)>,
}

impl Collector<'_> {
    fn number(&mut self, place: &Location) -> usize {
        if let Some(number) = self.numbers.get(place) {
            return *number;
        }
        let number = self.numbers.len();
        self.numbers.insert(place.clone(), number);
        self.queue.push((place.clone(), number));
        number
    }

    /// The name of what a reference leads to; one that leads nowhere is left out, as the generator reports it.
    fn reference(&mut self, from: &Location, text: &str) -> Option<String> {
        let target = self.document.follow(from, text).ok()?.at;
        Some(name(self.number(&target)))
    }

    /// The schema at a place. An arm of a union has to satisfy what stands beside the union, too.
    fn place(&mut self, place: &Location) -> Option<Value> {
        let own = self.schema(self.document.node(place)?, place);
        let Some(owner) = owner(place) else {
            return Some(own);
        };
        let mut beside = self.schema(self.document.node(&owner)?, &owner);
        let mut whole = Map::new();
        if let Some(members) = beside.as_object_mut() {
            members.remove("anyOf");
            members.remove(STRICT);
            members.retain(|key, _| !ANNOTATIONS.contains(&key.as_str()));
            // These are about what neither of the two says, so that they have to stand above both.
            for key in ["unevaluatedItems", "unevaluatedProperties"] {
                whole.extend(members.remove(key).map(|value| (key.to_owned(), value)));
            }
        }
        whole.insert("allOf".to_owned(), json!([beside, own]));
        Some(Value::Object(whole))
    }

    /// One schema. Documents are at most 128 levels deep, so recursion is safe.
    fn schema(&mut self, node: &Node, at: &Location) -> Value {
        let Some(mapping) = node.as_mapping() else {
            return Value::Bool(node.as_bool().unwrap_or(true));
        };
        let mut schema = Map::new();
        for (key, node) in mapping.iter() {
            let at = at.key(key);
            let value = match key {
                "$ref" | "$dynamicRef" | "$recursiveRef" => {
                    let name = node.as_str().and_then(|text| self.reference(&at, text));
                    if let Some(name) = name {
                        schema.insert(REFERENCE.to_owned(), Value::String(name));
                    }
                    continue;
                }
                "oneOf" | "anyOf" => continue,
                "discriminator" => self.discriminator(mapping, node, &at),
                key if ONE.contains(&key) => Some(self.schema(node, &at)),
                key if LIST.contains(&key) => self.list(node, &at),
                key if NAMED.contains(&key) => self.named(node, &at),
                key => plain(key, node),
            };
            if let Some(value) = value {
                schema.insert(key.to_owned(), value);
            }
        }
        self.unions(mapping, at, &mut schema);
        say_integer(&mut schema);
        say_int_or_string(mapping, &mut schema);
        Value::Object(schema)
    }

    /// Every union is an `anyOf`: documents say `oneOf` where arms overlap, too, and servers send what fits several.
    fn unions(&mut self, mapping: &Mapping, at: &Location, schema: &mut Map<String, Value>) {
        for keyword in ARMS {
            let arms = mapping.get(keyword);
            let Some(mut arms) = arms.and_then(|arms| self.list(arms, &at.key(keyword))) else {
                continue;
            };
            say_null(&mut arms);
            let mut union = Map::from_iter([("anyOf".to_owned(), arms)]);
            if *keyword == "oneOf" {
                union.insert(STRICT.to_owned(), Value::Bool(true));
            }
            if !schema.contains_key("anyOf") {
                schema.append(&mut union);
                continue;
            }
            let parts = schema.entry("allOf").or_insert_with(|| json!([]));
            if let Some(parts) = parts.as_array_mut() {
                parts.push(Value::Object(union));
            }
        }
    }

    fn list(&mut self, node: &Node, at: &Location) -> Option<Value> {
        let items = node.as_sequence()?.iter().enumerate();
        Some(
            items
                .map(|(index, node)| self.schema(node, &at.index(index)))
                .collect(),
        )
    }

    fn named(&mut self, node: &Node, at: &Location) -> Option<Value> {
        let members = node.as_mapping()?.iter();
        let schemas = members.map(|(key, node)| (key.to_owned(), self.schema(node, &at.key(key))));
        Some(Value::Object(schemas.collect()))
    }

    /// Beside a union `{"propertyName": …, "tags": {"#/$defs/3": "cat"}}`, the tag by which each arm is chosen; else
    /// `{"propertyName": …, "heirs": {"cat": "#/$defs/3"}, "tags": {"#/$defs/3": "cat"}}`, which heir each tag names, and
    /// the first tag of each heir.
    fn discriminator(&mut self, owner: &Mapping, node: &Node, at: &Location) -> Option<Value> {
        let property = node.get("propertyName")?.as_str()?;
        let arms: Vec<&Node> = ARMS
            .iter()
            .filter_map(|arms| owner.get(arms)?.as_sequence())
            .flatten()
            .collect();
        let mapped = heirs::mapped(node).filter_map(|(tag, target)| {
            let name = self
                .reference(at, target)
                .or_else(|| self.component(at, target));
            Some((tag.to_owned(), name?))
        });
        let mapped: Vec<(String, String)> = mapped.collect();
        if arms.is_empty() {
            let heirs = self.heirs(mapped, &at.parent()?, property);
            let mut tags = Map::new();
            for (tag, name) in heirs.iter().rev() {
                tags.extend(
                    name.as_str()
                        .map(|name| (name.to_owned(), tag.as_str().into())),
                );
            }
            return Some(json!({ "propertyName": property, HEIRS: heirs, TAGS: tags }));
        }
        let mut tags = Map::new();
        for (tag, name) in mapped {
            tags.entry(name).or_insert_with(|| tag.into());
        }
        for text in arms.into_iter().filter_map(|arm| arm.get("$ref")?.as_str()) {
            if let Some(name) = self.reference(at, text) {
                let implied = text.rsplit('/').next().unwrap_or(text);
                tags.entry(name).or_insert_with(|| implied.into());
            }
        }
        Some(json!({ "propertyName": property, TAGS: tags }))
    }

    /// Which heir each tag names: those of the mapping, then those that it does not name.
    fn heirs(
        &mut self,
        mapped: Vec<(String, String)>,
        parent: &Location,
        property: &str,
    ) -> Map<String, Value> {
        let mut heirs = Map::new();
        for (tag, name) in mapped {
            heirs.insert(tag, name.into());
        }
        let named: HashSet<Value> = heirs.values().cloned().collect();
        for (tag, heir) in self.heirs.of_parent(self.document, parent, property) {
            let name = Value::from(name(self.number(&heir)));
            if !named.contains(&name) {
                heirs.entry(tag).or_insert(name);
            }
        }
        heirs
    }

    fn component(&mut self, at: &Location, name: &str) -> Option<String> {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        self.reference(at, &format!("#/components/schemas/{escaped}"))
    }
}

fn name(number: usize) -> String {
    format!("#/$defs/{number}")
}

/// The schema with the union that has an arm at this place.
fn owner(place: &Location) -> Option<Location> {
    let union = place.parent()?;
    let keyword = union.name()?;
    union.parent().filter(|_| ARMS.contains(&&*keyword))
}

/// A keyword without a schema inside. `pattern` is left out: no Rust type depends on it, and texts that match are not to be
/// had for every one.
fn plain(key: &str, node: &Node) -> Option<Value> {
    let mut value = node.to_value();
    // A name that comes twice is one too many for a validator, and for nobody else.
    if let ("required" | "type", Value::Array(items)) = (key, &mut value) {
        let mut seen = HashSet::new();
        items.retain(|item| seen.insert(item.clone()));
    }
    let texts = |value: &Value| {
        let items = value.as_array();
        items.is_some_and(|items| items.iter().all(Value::is_string))
    };
    let fits = match key {
        "type" => value.is_string() || texts(&value),
        "required" => texts(&value),
        "enum" | "examples" => value.is_array(),
        "uniqueItems" | "readOnly" | "writeOnly" => value.is_boolean(),
        "format" => value.is_string(),
        "dependentRequired" => value.is_object(),
        "const" => true,
        key if EXAMPLE.contains(&key) => true,
        key if NUMBER.contains(&key) => value.is_number(),
        _ => false,
    };
    fits.then_some(value)
}
