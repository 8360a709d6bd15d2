//! What the keywords of a schema say, all of its parts together: the one place that knows every keyword.

use indexmap::IndexMap;

use crate::api::Docs;
use crate::document::SchemaNode;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::constraints::{self, Sentence};
use super::kinds::{Kind, Kinds};
use super::ledger::{Fate, Ledger};
use super::part::{Part, Rank, Unions};
use super::schemas::is_anything;

/// A `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct UnionFact<'d> {
    /// Which part says it: index into the parts.
    pub(super) part: usize,
    /// Where the list stands.
    pub(super) at: Location,
    /// The alternatives.
    pub(super) arms: &'d [Node],
    /// The Discriminator Object beside it.
    pub(super) discriminator: Option<&'d Mapping>,
}

/// What `additionalProperties` and its like say.
#[derive(Clone, Debug, Default)]
pub(super) enum Rest<'d> {
    /// Nothing.
    #[default]
    Unsaid,
    /// `true` or `{}`
    Any,
    /// `false`
    Forbidden,
    /// A schema.
    Typed(SchemaNode<'d>),
}

/// What the keywords of a schema say.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    /// The types that all parts allow.
    pub(super) kinds: Kinds,
    /// Some part has `type`.
    pub(super) typed: bool,
    /// A keyword of this type is there, in case that no part has `type`.
    pub(super) hint: Option<Kind>,
    /// `format`
    pub(super) format: Option<&'d str>,
    /// `contentEncoding`
    pub(super) encoding: Option<&'d str>,
    /// `contentMediaType`
    pub(super) media_type: Option<&'d str>,
    /// `enum` and `const`: the values that all parts allow, with the place of the list.
    pub(super) values: Option<(Location, Vec<&'d Node>)>,
    /// `x-enum-varnames` and its like.
    pub(super) value_names: Option<&'d Node>,
    /// `x-enum-descriptions` and its like.
    pub(super) value_texts: Option<&'d Node>,
    /// Bounds of numbers: keyword and value.
    pub(super) bounds: Vec<(&'d str, &'d str)>,
    /// `items`
    pub(super) items: Option<SchemaNode<'d>>,
    /// `prefixItems`
    pub(super) prefix: Vec<SchemaNode<'d>>,
    /// `uniqueItems`
    pub(super) unique: bool,
    /// `properties` with all declarations of each.
    pub(super) members: IndexMap<&'d str, Vec<SchemaNode<'d>>>,
    /// `required`, with the place of each name.
    pub(super) required: IndexMap<&'d str, Location>,
    /// `additionalProperties`
    pub(super) rest: Rest<'d>,
    /// `patternProperties`
    pub(super) patterns: Vec<(&'d str, SchemaNode<'d>)>,
    /// `oneOf` and `anyOf`
    pub(super) unions: Vec<UnionFact<'d>>,
    /// No value satisfies all parts.
    pub(super) never: bool,
    /// Secret or personal.
    pub(super) sensitive: bool,
    /// What is said for people; the constraints are in [`Facts::sentences`].
    pub(super) docs: Docs,
    /// Constraints as text.
    pub(super) sentences: Vec<Sentence>,
    /// What is wrong.
    pub(super) problems: Vec<(Location, LowerProblem)>,
}

impl<'d> Facts<'d> {
    /// Nothing said yet.
    pub(super) fn new() -> Self {
        Self {
            kinds: Kinds::ALL,
            typed: false,
            hint: None,
            format: None,
            encoding: None,
            media_type: None,
            values: None,
            value_names: None,
            value_texts: None,
            bounds: Vec::new(),
            items: None,
            prefix: Vec::new(),
            unique: false,
            members: IndexMap::new(),
            required: IndexMap::new(),
            rest: Rest::Unsaid,
            patterns: Vec::new(),
            unions: Vec::new(),
            never: false,
            sensitive: false,
            docs: Docs::default(),
            sentences: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The types, where the keywords tell them.
    pub(super) fn kinds_stated(&self) -> Option<Kinds> {
        if self.typed {
            return Some(self.kinds.without(Kind::Null));
        }
        if let Some((_, values)) = &self.values {
            return Some(
                values
                    .iter()
                    .fold(Kinds::NONE, |kinds, value| kinds.with(Kind::of(value)))
                    .without(Kind::Null),
            );
        }
        self.hint.map(|kind| Kinds::NONE.with(kind))
    }

    /// Adds what a part says. With a ledger, every keyword gets its fate there.
    pub(super) fn absorb(
        &mut self,
        index: usize,
        part: &Part<'d>,
        mut ledger: Option<&mut Ledger>,
    ) {
        self.sensitive |= is_sensitive(part.map);
        let kinds = part.map.get("type").map(|node| {
            let (kinds, unknown) = Kinds::read(node);
            let problems = unknown
                .into_iter()
                .map(|name| LowerProblem::UnknownType { name });
            self.problems
                .extend(problems.map(|problem| (part.at.key("type"), problem)));
            kinds
        });
        if let Some(kinds) = kinds {
            self.typed = true;
            self.kinds = self.kinds.and(kinds);
        }
        if let Some(ledger) = ledger.as_deref_mut() {
            ledger.open(&part.at);
        }
        for (key, value) in part.map.iter() {
            let fate = match constraints::kind_of(key) {
                Some(kind) if kinds.is_some_and(|kinds| !kinds.has(kind)) => Fate::Ignored,
                kind => {
                    self.hint = self.hint.or(kind);
                    self.keyword(index, part, key, value)
                }
            };
            if let Some(ledger) = ledger.as_deref_mut() {
                ledger.record(key, fate);
            }
        }
    }

    /// The one table of keywords.
    fn keyword(&mut self, index: usize, part: &Part<'d>, key: &'d str, value: &'d Node) -> Fate {
        match key {
            "$ref" | "$dynamicRef" | "$recursiveRef" | "allOf" | "type" | "nullable"
            | "x-nullable" => {}
            "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$defs" | "definitions" => {
            }
            "$schema" | "$vocabulary" | "$comment" | "id" => return Fate::Ignored,
            "oneOf" | "anyOf" => self.union(index, part, key, value),
            "discriminator" => return self.discriminator(part, value),
            "format" => self.format = self.format.or(value.as_str()),
            "contentEncoding" => self.encoding = self.encoding.or(value.as_str()),
            "contentMediaType" => self.media_type = self.media_type.or(value.as_str()),
            "enum" => self.allow(
                part,
                key,
                value.as_sequence().unwrap_or_default().iter().collect(),
            ),
            "const" => self.allow(part, key, vec![value]),
            "x-enum-varnames" | "x-enumNames" | "x-enum-names" => self.value_names = Some(value),
            "x-enum-descriptions" | "x-enumDescriptions" => self.value_texts = Some(value),
            "items" => self.items = self.items.take().or(Some(child(part, key, value))),
            "prefixItems" => self.prefix(part, key, value),
            "uniqueItems" => self.unique |= value.as_bool() == Some(true),
            "properties" => self.properties(part, key, value),
            "required" => return self.require(part, key, value),
            "additionalProperties" => self.rest(part, key, value),
            "patternProperties" => self.patterns(part, key, value),
            // A matter of the member that the schema is the value of.
            "readOnly" | "writeOnly" => {}
            "deprecated" => {
                self.docs.deprecated |=
                    part.rank != Rank::Referenced && value.as_bool() == Some(true)
            }
            "x-twilio" => {}
            _ => return self.said(part, key, value),
        }
        self.also_documented(key, value)
    }

    /// Keywords that are text for people, and those that are not known.
    fn said(&mut self, part: &Part<'d>, key: &'d str, value: &'d Node) -> Fate {
        if let (
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum",
            Node::Number(text),
        ) = (key, value)
        {
            self.bounds.push((key, text));
        }
        if key == "not" && is_anything(value) {
            self.never = true;
            return Fate::Expressed;
        }
        if let Some(sentence) = constraints::sentence(key, value, part.map) {
            self.sentences.push(sentence);
            return Fate::Documented;
        }
        if super::docs::annotate(&mut self.docs, part, key, value) {
            return Fate::Documented;
        }
        match key {
            _ if constraints::is_known(key) => Fate::Ignored,
            _ if key.starts_with("x-") => Fate::Ignored,
            _ => Fate::Unsupported,
        }
    }

    /// Some keywords are expressed and worth a sentence as well.
    fn also_documented(&mut self, key: &str, value: &Node) -> Fate {
        if let "contentEncoding" | "contentMediaType" | "patternProperties" | "uniqueItems" = key {
            self.sentences
                .extend(constraints::sentence(key, value, &Mapping::default()));
        }
        Fate::Expressed
    }

    fn union(&mut self, index: usize, part: &Part<'d>, key: &str, value: &'d Node) {
        if let (Unions::Open, Some(arms)) = (part.unions, value.as_sequence()) {
            let discriminator = part.map.get("discriminator").and_then(Node::as_mapping);
            self.unions.push(UnionFact {
                part: index,
                at: part.at.key(key),
                arms,
                discriminator,
            });
        }
    }

    /// Beside a union it is expressed; on a parent that has none it is a sentence.
    fn discriminator(&mut self, part: &Part<'d>, value: &'d Node) -> Fate {
        if part
            .map
            .get("oneOf")
            .or_else(|| part.map.get("anyOf"))
            .is_some()
        {
            return Fate::Expressed;
        }
        self.sentences.extend(constraints::discriminator(value));
        Fate::Documented
    }

    /// Keeps the values that all parts allow.
    fn allow(&mut self, part: &Part<'d>, key: &str, values: Vec<&'d Node>) {
        self.values = match self.values.take() {
            None => Some((part.at.key(key), values)),
            Some((at, mut kept)) => {
                kept.retain(|value| values.contains(value));
                if kept.is_empty() {
                    let what = "no value is in all of the lists of values".to_owned();
                    self.problems
                        .push((part.at.key(key), LowerProblem::Contradiction { what }));
                    kept = values;
                }
                Some((at, kept))
            }
        };
    }

    fn prefix(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        let items = value.as_sequence().unwrap_or_default().iter().enumerate();
        if self.prefix.is_empty() {
            self.prefix = items
                .map(|(index, node)| SchemaNode {
                    at: at.index(index),
                    node,
                })
                .collect();
        }
    }

    fn properties(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        for (name, node) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
            self.members.entry(name).or_default().push(SchemaNode {
                at: at.key(name),
                node,
            });
        }
    }

    fn require(&mut self, part: &Part<'d>, key: &str, value: &'d Node) -> Fate {
        let Some(names) = value.as_sequence() else {
            return Fate::Ignored;
        };
        for (index, name) in names.iter().enumerate() {
            if let Some(name) = name
                .as_str()
                .filter(|name| !self.required.contains_key(name))
            {
                self.required.insert(name, part.at.key(key).index(index));
            }
        }
        Fate::Expressed
    }

    fn rest(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let rest = match value {
            Node::Bool(true) => Rest::Any,
            Node::Bool(false) => Rest::Forbidden,
            Node::Mapping(map) if map.is_empty() => Rest::Any,
            _ => Rest::Typed(child(part, key, value)),
        };
        // A part that forbids what it does not know itself would forbid the members of the other parts: documents mean
        // the whole. What says more wins over what says less.
        self.rest = match (std::mem::take(&mut self.rest), rest) {
            (Rest::Unsaid | Rest::Any, new) => new,
            (old, Rest::Unsaid | Rest::Any) => old,
            (Rest::Forbidden, _) | (_, Rest::Forbidden) => Rest::Forbidden,
            (Rest::Typed(old), Rest::Typed(_)) => Rest::Typed(old),
        };
    }

    fn patterns(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        let patterns = value.as_mapping().into_iter().flat_map(Mapping::iter);
        self.patterns.extend(patterns.map(|(pattern, node)| {
            (
                pattern,
                SchemaNode {
                    at: at.key(pattern),
                    node,
                },
            )
        }));
    }
}

/// The schema that is the value of a keyword.
fn child<'d>(part: &Part<'d>, key: &str, node: &'d Node) -> SchemaNode<'d> {
    SchemaNode {
        at: part.at.key(key),
        node,
    }
}

/// `format: password`, or `x-twilio: {pii: {handling: sensitive}}`.
pub(super) fn is_sensitive(map: &Mapping) -> bool {
    let text = |node: Option<&'_ Node>, text| node.and_then(Node::as_str) == Some(text);
    let pii = map
        .get("x-twilio")
        .and_then(|extension| extension.get("pii"));
    text(map.get("format"), "password")
        || text(pii.and_then(|pii| pii.get("handling")), "sensitive")
}
