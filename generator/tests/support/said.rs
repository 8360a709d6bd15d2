//! Whether rustdoc says, at the item that a part of the document became, what the ledger calls documented.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use specsmith::Output;
use specsmith::load::load;
use specsmith::lower::Fate;
use specsmith::node::Node;
use specsmith::pointer::Location;
use specsmith::report::Report;

use crate::rustdoc::{Rustdoc, bare};
use crate::support::Folder;

/// A crate, and what its parts are made from.
struct Made<'o> {
    docs: Rustdoc,
    /// The Rust types and methods, by their places.
    index: &'o BTreeMap<String, String>,
    /// The names of components, aliases among them, by their places.
    names: BTreeMap<&'o str, &'o str>,
    entry: &'static str,
}

/// How much is documented, and what of it rustdoc does not have.
pub(crate) fn undocumented(folder: &Folder, output: &Output) -> (usize, Vec<String>) {
    let document = load(folder.entry, &folder.files, &mut Report::default()).unwrap();
    let names = output.name_lock.lines();
    let names = names.filter_map(|line| line.strip_prefix("type ")?.rsplit_once(" = "));
    let made = Made {
        docs: Rustdoc::of(output),
        index: &output.krate.index,
        names: names.collect(),
        entry: folder.entry,
    };
    let (mut all, mut lost) = (0, Vec::new());
    let occurrences = output.ledger.occurrences();
    for found in occurrences.filter(|found| found.fate == Fate::Documented) {
        let value = document.node(&found.object.key(found.keyword)).unwrap();
        let Some(words) = words(found.keyword, value) else {
            continue;
        };
        // Of several parts with a title, one speaks; where another has a description, none does.
        let in_part = found.object.pointer().rsplit('/').nth(1) == Some("allOf");
        if found.keyword == "title" && in_part {
            continue;
        }
        all += 1;
        let docs = made.docs_of(found.object);
        // A schema that another part overrules is quoted.
        let is_said = [words.clone(), quoted(found.keyword, value)];
        if !is_said.iter().any(|words| docs.contains(&bare(words))) {
            let at = found.object.pointer();
            lost.push(format!("{} of {at}: {words}", found.keyword));
        }
    }
    (all, lost)
}

impl Made<'_> {
    /// The docs of the item that an object of the document became: of the innermost one around it that is an item.
    fn docs_of(&self, at: &Location) -> String {
        let file = if at.file() == self.entry {
            ""
        } else {
            at.file()
        };
        let segments: Vec<String> = at.pointer().split('/').map(escaped).collect();
        let place = |count: usize| format!("{}#{}", escaped(file), segments[..count].join("/"));
        // What the server sends on its own is told at the models of its bodies.
        let names = segments.iter().rposition(|name| name == "callbacks");
        let webhook = (segments.get(1).is_some_and(|name| name == "webhooks")).then_some(1);
        let incoming = names
            .map(|index| index + 3)
            .or(webhook.map(|index| index + 2));
        for count in (1..=segments.len()).rev() {
            if incoming.is_some_and(|end| count <= end) {
                let docs = self.models_below(&format!("{}/", place(count)));
                // The path item may be written elsewhere.
                return if docs.is_empty() {
                    self.docs.all().to_owned()
                } else {
                    docs
                };
            }
            let docs = self.item(&place(count), &segments[count..]);
            let member = match &segments[..count] {
                [.., properties, name] if properties == "properties" => {
                    // What a part or an alternative declares is a member of the whole.
                    let mut owner = count - 2;
                    while ["allOf", "oneOf", "anyOf"].contains(&segments[owner - 2].as_str()) {
                        owner -= 2;
                    }
                    self.member(&place(owner), name)
                }
                [.., union, _] if union == "oneOf" || union == "anyOf" => {
                    // An alternative may be one with what stands beside the union, at no place of its own.
                    let fields = segments[count..]
                        .iter()
                        .map(|name| self.docs.fields(&unescaped(name)));
                    self.item(&place(count - 2), &segments[count - 2..])
                        .map(|docs| docs + &fields.collect::<String>())
                }
                _ => None,
            };
            if docs.is_some() || member.is_some() {
                return docs.unwrap_or_default() + &member.unwrap_or_default();
            }
        }
        let segments: Vec<&str> = segments.iter().skip(1).map(String::as_str).collect();
        match segments.as_slice() {
            ["paths", path, ..] => self.operations(&format!("#/paths/{path}/")),
            [
                "components",
                "parameters" | "headers" | "responses" | "requestBodies",
                ..,
            ]
            | ["parameters" | "responses", ..] => self.operations(""),
            _ => self.docs.all().to_owned(),
        }
    }

    /// The names of the types that stand for a place.
    fn types(&self, place: &str) -> Vec<&str> {
        let alias = self.names.get(place).copied();
        let known = self.index.get(place).map_or("", String::as_str);
        // A list or map of a type is not that type.
        let known = known.strip_prefix("models::");
        let types = alias.into_iter().chain(known);
        types.filter(|name| self.docs.own(name).is_some()).collect()
    }

    /// The docs of what stands for a place; `inner` leads from there to what is looked for.
    fn item(&self, place: &str, inner: &[String]) -> Option<String> {
        let name = self.index.get(place).map(String::as_str);
        if let Some(method) = name.and_then(|name| name.strip_prefix("Client::")) {
            return Some(self.docs.operation(&format!("Client.{method}")));
        }
        let types = self.types(place);
        let of_type = |name: &str| match inner {
            [] => self.docs.own(name).unwrap_or_default().to_owned(),
            _ => self.docs.whole(name),
        };
        let docs: Vec<String> = types.into_iter().map(of_type).collect();
        (!docs.is_empty()).then(|| docs.concat())
    }

    /// The docs of the field of a type; of a union, those of the fields of its heirs.
    fn member(&self, owner: &str, name: &str) -> Option<String> {
        let name = unescaped(name);
        let types = self.types(owner);
        let fields = types.iter().flat_map(|ty| {
            let sent = format!("{ty}Request");
            [self.docs.field(ty, &name), self.docs.field(&sent, &name)]
        });
        let fields: Vec<String> = fields.flatten().collect();
        match fields.is_empty() {
            true if types.is_empty() => None,
            true => Some(self.docs.fields(&name)),
            false => Some(fields.concat()),
        }
    }

    /// The docs of all operations whose places begin so.
    fn operations(&self, start: &str) -> String {
        let all = self.index.iter();
        let all = all.filter(|(place, _)| place.starts_with(start));
        let methods = all.filter_map(|(_, name)| name.strip_prefix("Client::"));
        let docs = methods.map(|method| self.docs.operation(&format!("Client.{method}")));
        docs.collect()
    }

    /// The docs of all models whose places begin so.
    fn models_below(&self, start: &str) -> String {
        let places = self.names.keys().copied();
        let places = places.chain(self.index.keys().map(String::as_str));
        let places: BTreeSet<&str> = places.filter(|place| place.starts_with(start)).collect();
        let types = places.into_iter().flat_map(|place| self.types(place));
        types.map(|name| self.docs.whole(name)).collect()
    }
}

/// A name as it is, of the way that it is written in a place.
fn unescaped(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        let code: Option<String> =
            (byte == b'%').then(|| rest.by_ref().take(2).map(char::from).collect());
        bytes.push(code.map_or(byte, |code| u8::from_str_radix(&code, 16).unwrap()));
    }
    let name = String::from_utf8(bytes).unwrap();
    name.replace("~1", "/").replace("~0", "~")
}

/// As the lock of names writes what would break its lines.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(character, ' '..='~') && !matches!(character, '%' | '#') {
            escaped.push(character);
            continue;
        }
        for byte in character.to_string().bytes() {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// What rustdoc has to say for a keyword, in the words of this test; nothing for keywords that are told in many ways.
fn words(keyword: &str, value: &Node) -> Option<String> {
    let text = match value {
        Node::String(text) => text.clone(),
        Node::Number(text) => text.to_string(),
        other => serde_json::to_string(other).unwrap(),
    };
    let limit = |words: &str| Some(format!("{words} {text}"));
    let count = |words: &str| {
        let whole = text.strip_suffix(".0").unwrap_or(&text);
        Some(format!("{words} {whole}"))
    };
    match keyword {
        "minimum" => limit("at least"),
        "maximum" => limit("at most"),
        "minLength" | "minItems" | "minProperties" | "minContains" => count("at least"),
        "maxLength" | "maxItems" | "maxProperties" | "maxContains" => count("at most"),
        "exclusiveMinimum" => limit("greater than"),
        "exclusiveMaximum" => limit("less than"),
        "multipleOf" => limit("a multiple of"),
        "format" => limit("format"),
        "additionalProperties" | "unevaluatedProperties" => {
            (*value == Node::Bool(false)).then(|| "no other members".to_owned())
        }
        "pattern" | "openIdConnectUrl" | "example" => Some(text),
        // Long ones are cut, and lines become one.
        "default" => {
            let line = text.lines().next().unwrap_or_default();
            Some(line.chars().take(60).collect())
        }
        "externalDocs" => Some(value.get("url")?.as_str()?.to_owned()),
        "description" | "summary" | "title" => Some(beginning(&text)),
        "examples" => match value {
            Node::Sequence(items) => words("example", items.first()?),
            named => {
                let (_, example) = named.as_mapping()?.iter().next()?;
                words("example", example.get("value").unwrap_or(example))
            }
        },
        "contentEncoding" => limit("is encoded as"),
        "contentMediaType" => limit("its content is"),
        "uniqueItems" => Some("no two items are equal".to_owned()),
        "contains" => Some("some item satisfies".to_owned()),
        "propertyNames" => Some("the names of its members satisfy".to_owned()),
        "not" => Some("does not satisfy".to_owned()),
        "if" => Some("if it satisfies".to_owned()),
        "unevaluatedItems" if *value == Node::Bool(false) => Some("no other items".to_owned()),
        "unevaluatedItems" => Some("other items satisfy".to_owned()),
        "properties" => Some("\"properties\":{".to_owned()),
        "contentSchema" => Some("its content satisfies".to_owned()),
        "patternProperties" => Some("members whose name matches".to_owned()),
        "dependentRequired" | "dependencies" => Some("with".to_owned()),
        "dependentSchemas" => Some("where a member of this name is there".to_owned()),
        "discriminator" => {
            let name = value.get("propertyName").unwrap_or(value);
            Some(name.as_str()?.to_owned())
        }
        // Told in words that follow from what else is there.
        "allOf" | "anyOf" | "const" | "deprecated" | "enum" | "flows" | "items" | "oneOf"
        | "prefixItems" | "required" | "responses" | "type" => None,
        other => panic!("this test has no words for `{other}`, which is documented"),
    }
}

/// A keyword as it stands in JSON.
fn quoted(keyword: &str, value: &Node) -> String {
    format!("{}:{}", Value::from(keyword), value.to_value())
}

/// The first words, up to anything that may be markup.
fn beginning(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || " ,.'".contains(character);
    let start = text.trim_start_matches(|character: char| !character.is_alphanumeric());
    let plain = start
        .split(|character| !is_plain(character))
        .next()
        .unwrap_or_default();
    let words: Vec<&str> = plain.split_whitespace().take(5).collect();
    words.join(" ")
}
