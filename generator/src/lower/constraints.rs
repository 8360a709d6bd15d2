//! What Rust types can't say about a value, as short sentences.

use crate::characters::fenced;
use crate::node::{Mapping, Node};

use super::kinds::{Kind, Kinds};
use super::origin::stem;
use super::scalar;
use super::schemas::is_anything;

/// A sentence, with the place of its keyword in the fixed order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sentence {
    order: usize,
    text: String,
    kind: Option<Kind>,
}

impl Sentence {
    /// A sentence that comes after those of all keywords.
    pub(super) fn last(text: String) -> Self {
        Self::of_any_kind(usize::MAX, text)
    }

    fn of_any_kind(order: usize, text: String) -> Self {
        let kind = None;
        Self { order, text, kind }
    }

    /// Whether it is said of values of this type, be it among others.
    pub(super) fn is_of(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|it| Kinds::NONE.with(kind).has(it))
    }

    /// Whether it is that of a keyword.
    pub(super) fn is_by(&self, key: &str) -> bool {
        constraint(key).is_some_and(|(order, _)| order == self.order)
    }

    /// The sentences in their order, each once.
    pub(super) fn sorted(mut sentences: Vec<Self>) -> Vec<String> {
        sentences.sort();
        sentences.dedup();
        sentences
            .into_iter()
            .map(|sentence| sentence.text)
            .collect()
    }
}

/// A keyword with a sentence: its place in the order of the sentences, and the type that it is for.
fn constraint(key: &str) -> Option<(usize, Option<Kind>)> {
    Some(match key {
        "format" => (0, None),
        "minLength" => (1, Some(Kind::String)),
        "maxLength" => (2, Some(Kind::String)),
        "pattern" => (3, Some(Kind::String)),
        "contentEncoding" => (4, Some(Kind::String)),
        "contentMediaType" => (5, Some(Kind::String)),
        "contentSchema" => (6, Some(Kind::String)),
        "minimum" => (7, Some(Kind::Integer)),
        "exclusiveMinimum" => (8, Some(Kind::Integer)),
        "maximum" => (9, Some(Kind::Integer)),
        "exclusiveMaximum" => (10, Some(Kind::Integer)),
        "multipleOf" => (11, Some(Kind::Integer)),
        "minItems" => (12, Some(Kind::Array)),
        "maxItems" => (13, Some(Kind::Array)),
        "uniqueItems" => (14, Some(Kind::Array)),
        "contains" => (15, Some(Kind::Array)),
        "minContains" => (16, Some(Kind::Array)),
        "maxContains" => (17, Some(Kind::Array)),
        "unevaluatedItems" => (18, Some(Kind::Array)),
        "minProperties" => (19, Some(Kind::Object)),
        "maxProperties" => (20, Some(Kind::Object)),
        "propertyNames" => (21, Some(Kind::Object)),
        "patternProperties" => (22, Some(Kind::Object)),
        "additionalProperties" | "unevaluatedProperties" => (23, Some(Kind::Object)),
        "dependentRequired" => (24, Some(Kind::Object)),
        "dependentSchemas" => (25, Some(Kind::Object)),
        "dependencies" => (26, Some(Kind::Object)),
        "not" => (27, None),
        "if" => (28, None),
        "discriminator" => (29, None),
        _ => return None,
    })
}

/// The place of sentences that come after those of the keywords.
const BEHIND: usize = 30;

/// The type that a keyword describes so plainly that documents leave `type` out. The others only restrict the values of their
/// type, and allow all values of other types (JSON Schema 2020-12, validation, 6). No `properties` at all describe nothing:
/// tools write that of values about which they know nothing.
pub(super) fn implied_kind(key: &str, value: &Node) -> Option<Kind> {
    let is_empty = || value.as_mapping().is_some_and(Mapping::is_empty);
    describes(key).filter(|_| key != "properties" || !is_empty())
}

/// The type that a keyword describes.
fn describes(key: &str) -> Option<Kind> {
    match key {
        "properties" | "required" | "additionalProperties" | "patternProperties" => {
            Some(Kind::Object)
        }
        "items" | "prefixItems" => Some(Kind::Array),
        _ => None,
    }
}

/// The type of value that a keyword is for; `None` for keywords that are for all.
pub(super) fn kind_of(key: &str) -> Option<Kind> {
    describes(key).or_else(|| constraint(key)?.1)
}

/// Keywords that may say nothing at all, as `minLength: 0` does, or that another keyword speaks for, as `if` for `then`.
pub(super) fn is_known(key: &str) -> bool {
    matches!(key, "then" | "else" | "default") || constraint(key).is_some()
}

/// The sentence of a keyword; `beside` are the keywords beside it.
pub(super) fn sentence(key: &str, value: &Node, beside: &Mapping) -> Option<Sentence> {
    let (order, kind) = constraint(key)?;
    let kind = kind.or_else(|| scalar::kind_of_format(value.as_str().filter(|_| key == "format")?));
    let text = match key {
        "format" => format!("format {}", fenced(value.as_str()?)),
        "minLength" => at("least", value, "character", "characters")?,
        "maxLength" => at("most", value, "character", "characters")?,
        "pattern" => format!("matches {}", fenced(value.as_str()?)),
        "contentEncoding" => format!("is encoded as {}", fenced(value.as_str()?)),
        "contentMediaType" => format!("its content is {}", fenced(value.as_str()?)),
        "contentSchema" => format!("its content satisfies {}", json(value)),
        "minimum" => format!("at least {}", number(value)?),
        "maximum" => format!("at most {}", number(value)?),
        "exclusiveMinimum" => format!("greater than {}", number(value)?),
        "exclusiveMaximum" => format!("less than {}", number(value)?),
        "multipleOf" => format!("a multiple of {}", number(value)?),
        "minItems" => at("least", value, "item", "items")?,
        "maxItems" => at("most", value, "item", "items")?,
        "uniqueItems" => value
            .as_bool()?
            .then(|| "no two items are equal".to_owned())?,
        "contains" => format!("some item satisfies {}", json(value)),
        // Without the other keyword they say nothing (JSON Schema 2020-12, validation, 6.4.4).
        "minContains" | "maxContains" if beside.get("contains").is_none() => None?,
        "minContains" => at("least", value, "such item", "such items")?,
        "maxContains" => at("most", value, "such item", "such items")?,
        // A schema for all other items leaves none of them.
        "unevaluatedItems" if beside.get("items").is_some_and(is_schema) => None?,
        "unevaluatedItems" => rest("items", value)?,
        "minProperties" => at("least", value, "member", "members")?,
        "maxProperties" => at("most", value, "member", "members")?,
        "propertyNames" if is_anything(value) => None?,
        "propertyNames" => format!("the names of its members satisfy {}", json(value)),
        "patternProperties" => patterns(value)?,
        "additionalProperties" | "unevaluatedProperties" => rest("members", value)?,
        "dependentRequired" | "dependencies" => dependent(value)?,
        "dependentSchemas" => format!(
            "where a member of this name is there, it satisfies {}",
            json(value)
        ),
        "not" if *value == Node::Bool(false) => None?,
        "not" => format!("does not satisfy {}", json(value)),
        "if" => condition(value, beside),
        _ => return None,
    };
    Some(Sentence { order, text, kind })
}

/// The sentence of a discriminator on a parent without alternatives.
pub(super) fn discriminator(value: &Node) -> Option<Sentence> {
    let member = value
        .get("propertyName")
        .and_then(Node::as_str)
        .or_else(|| value.as_str())?;
    let mapping = value.get("mapping").and_then(Node::as_mapping);
    let tags = mapping.into_iter().flat_map(Mapping::iter);
    let mut sentence = kinds(member, tags.map(|(tag, _)| tag));
    if let Some(other) = value.get("defaultMapping").and_then(Node::as_str) {
        let other = fenced(other.rsplit('/').next().unwrap_or(other));
        sentence
            .text
            .push_str(&format!("; any other value: {other}"));
    }
    Some(sentence)
}

/// The sentence of a member whose values tell which kind of schema it is.
pub(super) fn kinds<'t>(member: &str, tags: impl Iterator<Item = &'t str>) -> Sentence {
    let mut text = format!("the member {} tells which kind it is", fenced(member));
    let kinds: Vec<String> = tags.map(fenced).collect();
    if !kinds.is_empty() {
        text.push_str(": ");
        text.push_str(&kinds.join(", "));
    }
    Sentence::of_any_kind(BEHIND, text)
}

/// The sentence of items that are told apart by position.
pub(super) fn positions<'d>(items: impl Iterator<Item = &'d Node>, is_closed: bool) -> Sentence {
    let items: Vec<String> = items.map(json).collect();
    let end = if is_closed { "; no other items" } else { "" };
    let items = items.join(", ");
    let text = format!("its items satisfy, in this order, {items}{end}");
    Sentence::of_any_kind(BEHIND, text)
}

/// The sentence of a union whose alternatives only say which members must be there.
pub(super) fn alternatives(groups: &[Vec<&str>]) -> Sentence {
    let group = |names: &Vec<&str>| {
        names
            .iter()
            .map(|name| fenced(name))
            .collect::<Vec<_>>()
            .join(" and ")
    };
    let text = format!(
        "has {}",
        groups.iter().map(group).collect::<Vec<_>>().join(", or ")
    );
    Sentence::of_any_kind(BEHIND, text)
}

/// The sentence of alternatives that are not taken apart.
pub(super) fn satisfies_one(arms: &[Node]) -> Sentence {
    let arms: Vec<String> = arms.iter().map(json).collect();
    Sentence::of_any_kind(BEHIND, format!("satisfies {}", arms.join(" or ")))
}

/// The sentence of a list of values that no type says.
pub(super) fn one_of<'d>(values: impl Iterator<Item = &'d Node>) -> Sentence {
    let values: Vec<String> = values.map(json).collect();
    Sentence::last(match values.as_slice() {
        [] => "its list of values is empty".to_owned(),
        [only] => format!("always {only}"),
        several => format!("one of {}", several.join(", ")),
    })
}

fn at(end: &str, value: &Node, one: &str, many: &str) -> Option<String> {
    let count = number(value)?;
    // Documents also spell counts as `1.0`.
    let is_odd = count.contains(['.', 'e', 'E']);
    let plain = count.parse::<f64>().ok().filter(|_| is_odd);
    let plain = plain.map(|count| count.to_string());
    match (end, plain.as_deref().unwrap_or(count)) {
        ("least", "0") => None,
        (_, "1") => Some(format!("at {end} 1 {one}")),
        (_, count) => Some(format!("at {end} {count} {many}")),
    }
}

fn number(value: &Node) -> Option<&str> {
    match value {
        Node::Number(text) => Some(text),
        Node::Null | Node::Bool(_) | Node::String(_) | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}

/// A list of schemas is for the first items.
fn is_schema(value: &Node) -> bool {
    value.as_mapping().is_some() || value.as_bool().is_some()
}

fn rest(what: &str, value: &Node) -> Option<String> {
    match value {
        _ if is_anything(value) => None,
        Node::Bool(false) => Some(format!("no other {what}")),
        schema => Some(format!("other {what} satisfy {}", json(schema))),
    }
}

fn patterns(value: &Node) -> Option<String> {
    let patterns = value.as_mapping()?.iter();
    let patterns: Vec<String> = patterns
        .map(|(pattern, schema)| {
            let (pattern, schema) = (fenced(pattern), json(schema));
            format!("members whose name matches {pattern} satisfy {schema}")
        })
        .collect();
    (!patterns.is_empty()).then(|| patterns.join("; "))
}

fn dependent(value: &Node) -> Option<String> {
    let groups: Vec<String> = value
        .as_mapping()?
        .iter()
        .filter(|(_, needed)| !is_anything(needed) && needed.as_sequence() != Some(&[]))
        .map(|(name, needed)| match needed.as_sequence() {
            Some(names) => {
                let names: Vec<String> =
                    names.iter().filter_map(Node::as_str).map(fenced).collect();
                format!("with {} comes {}", fenced(name), names.join(", "))
            }
            None => format!("with {} it satisfies {}", fenced(name), json(needed)),
        })
        .collect();
    (!groups.is_empty()).then(|| groups.join("; "))
}

fn condition(value: &Node, beside: &Mapping) -> String {
    let mut text = format!("if it satisfies {}", json(value));
    for (key, word) in [("then", "then"), ("else", "else")] {
        if let Some(schema) = beside.get(key) {
            text.push_str(&format!(", {word} it satisfies {}", json(schema)));
        }
    }
    text
}

/// Longest schema that is quoted whole.
const QUOTED: usize = 240;

/// A schema as code, cut when it is long; one that is a reference by its name, which is the same in every file.
fn json(value: &Node) -> String {
    if let Some(name) = referenced(value) {
        return fenced(name);
    }
    let mut text = value.beginning_of_json(QUOTED * char::MAX.len_utf8());
    if let Some((end, _)) = text.char_indices().nth(QUOTED) {
        text.truncate(end);
        text.push('…');
    }
    fenced(&text)
}

/// The name of what a schema that is only a reference leads to.
fn referenced(value: &Node) -> Option<&str> {
    let mut members = value.as_mapping()?.iter();
    let (Some(("$ref", target)), None) = (members.next(), members.next()) else {
        return None;
    };
    let (file, fragment) = target
        .as_str()?
        .split_once('#')
        .unwrap_or((target.as_str()?, ""));
    let last = fragment.rsplit('/').next().filter(|name| !name.is_empty());
    Some(last.unwrap_or_else(|| stem(file))).filter(|name| !name.is_empty())
}
