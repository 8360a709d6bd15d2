//! What the keywords of a schema say, all of its parts together: the one place that knows every keyword.

use crate::api::Docs;
use crate::document::SchemaNode;
use crate::maps::OrderedMap;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::constraints::{self, Sentence};
use super::docs;
use super::inheritance::Parent;
use super::kinds::{Kind, Kinds};
use super::ledger::{Fate, Ledger};
use super::part::{Part, Rank, UNIONS};
use super::rest::Rest;
use super::scalar::{self, Limits};
use super::schemas::is_anything;
use super::values::{self, Values};

/// A `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct UnionFact<'d> {
    /// Which part says it: index into the parts.
    pub(super) part: usize,
    /// By which keyword.
    pub(super) keyword: &'d str,
    /// Where the list stands.
    pub(super) at: Location,
    /// The alternatives.
    pub(super) arms: &'d [Node],
    /// The Discriminator Object beside it.
    pub(super) discriminator: Option<&'d Mapping>,
}

/// What the keywords of a schema say.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    /// The types that all parts allow.
    pub(super) kinds: Kinds,
    /// Some part has `type`.
    pub(super) typed: bool,
    /// No part evaluates members that it does not declare.
    pub(super) leaves_others: bool,
    /// A keyword that describes this type is there, in case that no part has `type`.
    pub(super) hint: Option<Kind>,
    /// `format`
    pub(super) format: Option<&'d str>,
    /// `contentEncoding`
    pub(super) encoding: Option<&'d str>,
    /// `contentMediaType`
    pub(super) media_type: Option<&'d str>,
    /// `enum` and `const`: the values that all parts allow.
    pub(super) values: Option<Values<'d>>,
    /// Bounds of numbers, and of how many items there are.
    pub(super) limits: Limits,
    /// `items` of all parts.
    pub(super) items: Vec<SchemaNode<'d>>,
    /// `prefixItems`: what the parts say of each.
    pub(super) prefix: Vec<Vec<SchemaNode<'d>>>,
    /// `uniqueItems`
    pub(super) unique: bool,
    /// `properties` with all declarations of each.
    pub(super) members: OrderedMap<&'d str, Vec<SchemaNode<'d>>>,
    /// `required`, with the place of each name.
    pub(super) required: OrderedMap<&'d str, Location>,
    /// `additionalProperties`
    pub(super) rest: Rest<'d>,
    /// `patternProperties`
    pub(super) patterns: Vec<(&'d str, SchemaNode<'d>)>,
    /// `oneOf` and `anyOf`
    pub(super) unions: Vec<UnionFact<'d>>,
    /// `discriminator` without a union beside it.
    pub(super) parent: Option<Parent<'d>>,
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
            leaves_others: true,
            hint: None,
            format: None,
            encoding: None,
            media_type: None,
            values: None,
            limits: Limits::default(),
            items: Vec::new(),
            prefix: Vec::new(),
            unique: false,
            members: OrderedMap::default(),
            required: OrderedMap::default(),
            rest: Rest::Unsaid,
            patterns: Vec::new(),
            unions: Vec::new(),
            parent: None,
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
        if let Some(values) = &self.values {
            let kinds = values.listed.iter().map(|listed| Kind::of(listed.value));
            return Some(kinds.fold(Kinds::NONE, Kinds::with).without(Kind::Null));
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
            self.sensitive |= docs::is_sensitive(key, value);
            let fate = match constraints::kind_of(key) {
                // Nothing, or nothing of the right type.
                _ if *value == Node::Null && !values::LITERALS.contains(&key) => Fate::Ignored,
                Some(kind) if kinds.is_some_and(|kinds| !kinds.has(kind)) => Fate::Ignored,
                _ => {
                    self.hint = self.hint.or_else(|| constraints::implied_kind(key, value));
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
            "$ref" | "$dynamicRef" | "$recursiveRef" | "allOf" | "type" => {}
            "$id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor" | "$defs" | "definitions" => {
            }
            "$schema" | "$vocabulary" | "$comment" | "id" => return Fate::Ignored,
            "oneOf" | "anyOf" => self.union(index, part, key, value),
            "discriminator" => return self.discriminator(index, part, value),
            "format" => self.format = self.agreed(self.format, part, key, value),
            "contentEncoding" => self.encoding = self.agreed(self.encoding, part, key, value),
            "contentMediaType" => self.media_type = self.agreed(self.media_type, part, key, value),
            "enum" => self.allow(part, key, value.as_sequence().unwrap_or_default()),
            "const" => self.allow(part, key, std::slice::from_ref(value)),
            // Read with the list that they stand beside.
            _ if values::NAMES.contains(&key) || values::TEXTS.contains(&key) => {}
            values::BOTH if value.get("values").is_some() => {}
            "items" => self.items.push(child(part, key, value)),
            "prefixItems" => self.prefix(part, key, value),
            "uniqueItems" => self.unique |= value.as_bool() == Some(true),
            "properties" => self.properties(part, key, value),
            "required" => return self.require(part, key, value),
            "additionalProperties" => self.rest(part, key, value),
            "unevaluatedProperties" if self.leaves_others && value.as_mapping().is_some() => {
                self.rest(part, key, value);
            }
            "patternProperties" => self.patterns(part, key, value),
            // A matter of the member that the schema is the value of, or of the schema that it inherits from.
            "readOnly" | "writeOnly" | "x-twilio" | "x-ms-secret" | super::tag::HEIR => {}
            "deprecated" => {
                let is_said = value.as_bool() == Some(true);
                self.docs.deprecated |= part.rank != Rank::Referenced && is_said;
            }
            _ => return self.said(part, key, value),
        }
        self.also_documented(part, key, value)
    }

    /// Keywords that are text for people, and those that are not known.
    fn said(&mut self, part: &Part<'d>, key: &'d str, value: &'d Node) -> Fate {
        self.limits.take(key, value);
        if key == "not" && is_anything(value) {
            self.never = true;
            return Fate::Expressed;
        }
        if let Some(sentence) = constraints::sentence(key, value, part.map) {
            self.sentences.push(sentence);
            return Fate::Documented;
        }
        if let Some(fate) = docs::annotate(&mut self.docs, part, key, value) {
            return fate;
        }
        match key {
            _ if constraints::is_known(key) => Fate::Ignored,
            _ if key.starts_with("x-") => Fate::Ignored,
            _ => Fate::Unsupported,
        }
    }

    /// Some keywords are expressed and worth a sentence as well; of others, the type does not show what they say.
    fn also_documented(&mut self, part: &Part<'d>, key: &str, value: &Node) -> Fate {
        let is_shown = match key {
            "contentEncoding" | "contentMediaType" | "patternProperties" | "uniqueItems" => true,
            "format" if !scalar::is_shown(value, self.kinds, part.map) => false,
            "additionalProperties" if *value == Node::Bool(false) => false,
            _ => return Fate::Expressed,
        };
        let sentence = constraints::sentence(key, value, &Mapping::default());
        let fate = match sentence {
            _ if is_shown => Fate::Expressed,
            Some(_) => Fate::Documented,
            None => Fate::Ignored,
        };
        self.sentences.extend(sentence);
        fate
    }

    fn union(&mut self, index: usize, part: &Part<'d>, key: &'d str, value: &'d Node) {
        if let (true, Some(arms)) = (part.unions.has(key), value.as_sequence()) {
            let discriminator = part.map.get("discriminator").and_then(Node::as_mapping);
            self.unions.push(UnionFact {
                part: index,
                keyword: key,
                at: part.at.key(key),
                arms,
                discriminator,
            });
        }
    }

    /// Beside a union it is expressed; on a parent that has none it may name the heirs, and is a sentence.
    fn discriminator(&mut self, index: usize, part: &Part<'d>, value: &'d Node) -> Fate {
        if UNIONS.iter().any(|key| part.map.get(key).is_some()) {
            return Fate::Expressed;
        }
        if let (Rank::Own | Rank::Inline, Some(discriminator)) = (part.rank, value.as_mapping()) {
            self.parent = Some(Parent {
                part: index,
                at: part.at.key("discriminator"),
                discriminator,
            });
        }
        if part.rank != Rank::Referenced {
            self.sentences.extend(constraints::discriminator(value));
        }
        Fate::Documented
    }

    /// Keeps the values that all parts allow.
    fn allow(&mut self, part: &Part<'d>, key: &str, nodes: &'d [Node]) {
        let at = part.at.key(key);
        let odd = Values::oddity(nodes, part.map).map(|problem| (at.clone(), problem));
        self.problems.extend(odd.filter(|_| key == "enum"));
        let values = Values::read(at, nodes, part.map);
        let Some(known) = &mut self.values else {
            self.values = Some(values);
            return;
        };
        if let Err(at) = known.narrow(values) {
            self.contradiction(at, "no value is in all of the lists of values");
        }
    }

    fn contradiction(&mut self, at: Location, what: &str) {
        let what = what.to_owned();
        let problem = LowerProblem::Contradiction { what };
        self.problems.push((at, problem));
    }

    /// A text that all parts have to agree about; the first holds.
    fn agreed(
        &mut self,
        known: Option<&'d str>,
        part: &Part<'d>,
        key: &str,
        value: &'d Node,
    ) -> Option<&'d str> {
        let other = value.as_str();
        if let (Some(known), Some(other)) = (known, other)
            && known != other
        {
            let what = format!("`{key}` is `{known}`, which holds, and `{other}`");
            self.contradiction(part.at.key(key), &what);
        }
        known.or(other)
    }

    fn prefix(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        let items = value.as_sequence().unwrap_or_default();
        if self.prefix.len() < items.len() {
            self.prefix.resize_with(items.len(), Vec::new);
        }
        for (index, (all, node)) in self.prefix.iter_mut().zip(items).enumerate() {
            let at = at.index(index);
            all.push(SchemaNode { at, node });
        }
    }

    fn properties(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        let Some(members) = value.as_mapping() else {
            return;
        };
        self.members.reserve(members.len());
        for (name, node) in members.iter() {
            let at = at.key(name);
            let declarations = self.members.entry(name).or_default();
            declarations.push(SchemaNode { at, node });
        }
    }

    fn require(&mut self, part: &Part<'d>, key: &str, value: &'d Node) -> Fate {
        let Some(names) = value.as_sequence() else {
            return Fate::Ignored;
        };
        self.required.reserve(names.len());
        let at = part.at.key(key);
        for (index, name) in names.iter().enumerate() {
            let name = name.as_str();
            if let Some(name) = name.filter(|name| !self.required.contains_key(name)) {
                self.required.insert(name, at.index(index));
            }
        }
        Fate::Expressed
    }

    fn rest(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let rest = Rest::read(child(part, key, value));
        self.rest = std::mem::take(&mut self.rest).and(rest);
    }

    fn patterns(&mut self, part: &Part<'d>, key: &str, value: &'d Node) {
        let at = part.at.key(key);
        let patterns = value.as_mapping().into_iter().flat_map(Mapping::iter);
        self.patterns.extend(patterns.map(|(pattern, node)| {
            let at = at.key(pattern);
            (pattern, SchemaNode { at, node })
        }));
    }
}

/// The schema that is the value of a keyword.
fn child<'d>(part: &Part<'d>, key: &str, node: &'d Node) -> SchemaNode<'d> {
    let at = part.at.key(key);
    SchemaNode { at, node }
}
