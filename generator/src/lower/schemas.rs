//! The table of schemas: each place of the document gets one entry, before its content is read; contents wait in a queue,
//! so that neither circles nor depth of the document are a matter of this program's stack.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::api::{Docs, Origin, Schema, SchemaId, Shape, Use};
use crate::document::{Document, SchemaNode};
use crate::maps::{Map, Set};
use crate::node::{ByNode, Identity, Node, Nodes};
use crate::pointer::Location;
use crate::report::{Diagnostic, LowerProblem, Report, Severity};

use super::answers::Answers;
use super::constraints::Sentence;
use super::content::SharedObjects;
use super::docs::{Borrow, keep};
use super::facts::Facts;
use super::inheritance::Listed;
use super::kinds::Kind;
use super::ledger::Ledger;
use super::nullable::{self, Nulls};
use super::origin::is_named;
use super::outline::{self, Outline};
use super::part::{Part, Parts, Unions};

/// More schemas than this are not made up by combining others.
const COMBINATIONS: usize = 20_000;

/// What a combined schema is made from: its parts, and which of its types it is.
type Combination = (Vec<(Identity, Unions)>, Option<u8>);

/// The table while it is being made, and what is needed for it.
pub(super) struct Schemas<'d, 'r> {
    pub(super) document: &'d Document,
    pub(super) report: &'r mut Report,
    pub(super) ledger: Ledger,
    pub(super) table: Vec<Schema>,
    /// What each place says about `null`, as far as it was asked.
    pub(super) nulls: Answers<Nulls>,
    /// Members that say what their schema says, once that is read: owner, index of the member, and how much.
    pub(super) borrowed: Vec<(SchemaId, usize, Borrow)>,
    /// What is known of schemas before they are read.
    pub(super) outlines: Answers<Arc<Outline<'d>>>,
    /// What each reference leads to.
    pub(super) targets: ByNode<Option<SchemaNode<'d>>>,
    /// What references of these texts lead to, where that does not depend on where they stand.
    pub(super) named: Map<&'d str, SchemaNode<'d>>,
    /// Objects around the schemas.
    pub(super) shared: SharedObjects,
    /// Schemas of members that are required without being declared, by the place of their name in `required`.
    pub(super) undeclared: Map<Location, SchemaId>,
    /// Places where something is said that nothing in the model tells.
    pub(super) untold: Set<Location>,
    /// Security schemes of which it was told that they travel in the same header.
    pub(super) rivals: Set<Vec<usize>>,
    /// The components that have a schema in their `allOf`, once they are asked for.
    pub(super) heirs: Option<ByNode<Vec<SchemaNode<'d>>>>,
    /// What schemas list that others inherit from, as far as it was asked, with the tags that they give.
    pub(super) listed: ByNode<Arc<Listed<'d>>>,
    /// The components that only say which schema they inherit from.
    pub(super) bare_heirs: Nodes,
    ids: ByNode<SchemaId>,
    combined: Map<Combination, SchemaId>,
    pub(super) queue: VecDeque<(SchemaId, Content<'d>)>,
    /// The objects whose keywords are accounted for.
    pub(super) accounted: Nodes,
    /// Whether the chain of references that begins at a place reaches a schema, as far as it was asked.
    grounded: ByNode<bool>,
    /// Whether more schemas were to be combined than is reasonable.
    pub(super) has_too_many: bool,
}

/// What a schema is made from.
pub(super) enum Content<'d> {
    /// A place of the document.
    Place(SchemaNode<'d>),
    /// Parts that stand together nowhere in the document, or one type of several.
    Parts(Parts<'d>, Option<Kind>),
}

/// A schema in use, with what is said about it at the place of use.
pub(super) struct Entered<'d> {
    /// Which schema.
    pub(super) used: Use,
    /// What is said beside the reference; `None`: there is no reference, the schema itself stands here.
    pub(super) beside: Option<Beside>,
    /// What the reference leads to.
    pub(super) target: Option<&'d Node>,
}

/// What is said beside a reference.
#[derive(Default)]
pub(super) struct Beside {
    /// For people.
    pub(super) docs: Docs,
    /// Secret or personal.
    pub(super) sensitive: bool,
}

impl<'d, 'r> Schemas<'d, 'r> {
    /// An empty table.
    pub(super) fn new(document: &'d Document, report: &'r mut Report) -> Self {
        // They are large, and should not have to move.
        let schemas = document.count_schemas();
        let accounted = Nodes::with_capacity_and_hasher(schemas, Default::default());
        Self {
            document,
            report,
            ledger: Ledger::default(),
            table: Vec::with_capacity(schemas),
            nulls: Answers::down_to(nullable::DEPTH),
            borrowed: Vec::new(),
            outlines: Answers::down_to(outline::DEPTH),
            targets: ByNode::default(),
            named: Map::default(),
            shared: SharedObjects::default(),
            undeclared: Map::default(),
            untold: Set::default(),
            rivals: Set::default(),
            heirs: None,
            listed: ByNode::default(),
            bare_heirs: Nodes::default(),
            ids: ByNode::default(),
            combined: Map::default(),
            queue: VecDeque::new(),
            accounted,
            grounded: ByNode::default(),
            has_too_many: false,
        }
    }

    /// Enters all component schemas, so that they come first, and those that have a name in other files.
    pub(super) fn enter_components(&mut self) {
        self.find_bare_heirs();
        for (name, place) in self.document.component_schemas() {
            self.place(&place, |_| Origin::Component { name });
        }
        let document = self.document;
        for place in document.referenced_schemas() {
            if is_named(place.at.pointer()) {
                self.id_of(&place);
            }
        }
    }

    /// Reads the contents of all schemas that were entered, and of those that they enter.
    pub(super) fn read(&mut self) {
        while let Some((id, content)) = self.queue.pop_front() {
            match content {
                Content::Place(place) => self.read_place(id, place),
                Content::Parts(parts, only) => self.read_parts(id, parts, only),
            }
        }
    }

    /// Gives docs to those that have none of their own, once all are read.
    pub(super) fn lend(&mut self) {
        self.lend_docs_of_content();
        for (owner, index, borrow) in std::mem::take(&mut self.borrowed) {
            self.lend_docs(owner, index, borrow);
        }
    }

    /// The schema that stands here, or that is referred to here.
    pub(super) fn enter(&mut self, place: &SchemaNode<'d>, origin: Origin) -> Entered<'d> {
        let nullable = self.is_nullable(place);
        match self.reference_only(place) {
            None => {
                let schema = self.place(place, |_| origin);
                Entered {
                    used: Use { schema, nullable },
                    beside: None,
                    target: None,
                }
            }
            Some((target, said)) => {
                let beside = self.beside(&said);
                let used = Use {
                    schema: self.id_of(&target),
                    nullable,
                };
                Entered {
                    used,
                    beside: Some(beside),
                    target: Some(target.node),
                }
            }
        }
    }

    /// The entry of the schema that a reference leads to.
    pub(super) fn id_of(&mut self, target: &SchemaNode<'d>) -> SchemaId {
        self.place(target, |schemas| schemas.origin_of(target))
    }

    pub(super) fn place(
        &mut self,
        place: &SchemaNode<'d>,
        origin: impl FnOnce(&mut Self) -> Origin,
    ) -> SchemaId {
        let identity = Identity::of(place.node);
        if let Some(id) = self.ids.get(&identity) {
            return *id;
        }
        let origin = origin(self);
        let id = self.allot(place.at.clone(), origin);
        let made = self.document.is_copy(&place.at);
        if let Some(schema) = self.table.get_mut(id.0) {
            schema.made = made;
        }
        self.ids.insert(identity, id);
        self.queue.push_back((id, Content::Place(place.clone())));
        id
    }

    /// A new entry whose content is still to be read, or given with [`Schemas::fill`].
    pub(super) fn allot(&mut self, at: Location, origin: Origin) -> SchemaId {
        let id = SchemaId(self.table.len());
        self.table.push(Schema {
            at,
            made: true,
            origin,
            docs: Docs::default(),
            sensitive: false,
            shape: Shape::Any,
        });
        id
    }

    /// The entry of a schema that is made of parts, or of one type (`only`) of a schema with several. The same parts give
    /// the same entry, so that recursion through combined schemas ends.
    pub(super) fn combine(
        &mut self,
        parts: Parts<'d>,
        only: Option<Kind>,
        at: Location,
        origin: Origin,
    ) -> SchemaId {
        let key = (
            parts.list.iter().map(Part::key).collect(),
            only.map(|kind| kind as u8),
        );
        if let Some(id) = self.combined.get(&key) {
            return *id;
        }
        let id = self.allot(at.clone(), origin);
        if self.combined.len() >= COMBINATIONS {
            self.too_many(&at, COMBINATIONS);
            return id;
        }
        self.combined.insert(key, id);
        self.queue.push_back((id, Content::Parts(parts, only)));
        id
    }

    fn read_place(&mut self, id: SchemaId, place: SchemaNode<'d>) {
        let other = self.reference_only(&place);
        match other.or_else(|| self.childless(&place)) {
            Some((target, said)) => {
                let beside = self.beside(&said);
                let shape = if self.is_grounded(&place) {
                    Shape::Same(Use {
                        schema: self.id_of(&target),
                        nullable: false,
                    })
                } else {
                    self.error(&place.at, LowerProblem::CircularSchema {});
                    Shape::Any
                };
                self.fill(id, beside.docs, beside.sensitive, shape);
            }
            None => {
                let parts = self.flatten(&place);
                if parts.list.len() > 1 {
                    let key = (parts.list.iter().map(Part::key).collect(), None);
                    self.combined.entry(key).or_insert(id);
                }
                self.read_parts(id, parts, None);
            }
        }
    }

    fn read_parts(&mut self, id: SchemaId, parts: Parts<'d>, only: Option<Kind>) {
        let parts = self.settle(parts);
        let mut facts = self.facts_of(&parts.list);
        facts.never |= parts.never;
        let mut docs = std::mem::take(&mut facts.docs);
        if let Some(kind) = only {
            keep(&mut docs, kind);
            facts.sentences.retain(|sentence| sentence.is_of(kind));
        }
        let sensitive = facts.sensitive;
        let shape = self.shape(id, parts, &mut facts, only);
        docs.constraints = Sentence::sorted(std::mem::take(&mut facts.sentences));
        self.fill(id, docs, sensitive, shape);
    }

    fn fill(&mut self, id: SchemaId, docs: Docs, sensitive: bool, shape: Shape) {
        if let Some(schema) = self.table.get_mut(id.0) {
            schema.docs = docs;
            schema.sensitive = sensitive;
            schema.shape = shape;
        }
    }

    /// What the parts say. Every keyword is accounted for the first time that its object is read.
    pub(super) fn facts_of(&mut self, parts: &[Part<'d>]) -> Facts<'d> {
        let mut facts = Facts::new();
        facts.leaves_others = !parts.iter().any(Part::evaluates_others);
        for (index, part) in parts.iter().enumerate() {
            let first = self.accounted.insert(Identity::of(part.node));
            facts.absorb(index, part, first.then_some(&mut self.ledger));
        }
        facts.tell_misfits(parts);
        for (at, problem) in std::mem::take(&mut facts.problems) {
            self.warn(&at, problem);
        }
        facts
    }

    /// A schema that stands nowhere in the document.
    pub(super) fn made_up(&mut self, at: Location, origin: Origin, shape: Shape) -> SchemaId {
        let id = self.allot(at, origin);
        self.fill(id, Docs::default(), false, shape);
        id
    }

    fn beside(&mut self, said: &[Part<'d>]) -> Beside {
        // Most references stand alone.
        if let [Part { at, node, map, .. }] = said
            && map.len() == 1
            && let Some((keyword, _)) = map.iter().next()
        {
            self.account_reference(at, node, keyword);
            return Beside::default();
        }
        let facts = self.facts_of(said);
        let mut docs = facts.docs;
        docs.constraints = Sentence::sorted(facts.sentences);
        Beside {
            docs,
            sensitive: facts.sensitive,
        }
    }

    /// Whether the chain of references that begins here ends at a schema.
    fn is_grounded(&mut self, place: &SchemaNode<'d>) -> bool {
        let mut walked = Nodes::default();
        let mut place = place.clone();
        let is_grounded = loop {
            let identity = Identity::of(place.node);
            if let Some(known) = self.grounded.get(&identity) {
                break *known;
            }
            if !walked.insert(identity) {
                break false;
            }
            match self.reference_only(&place) {
                Some((target, _)) => place = target,
                None => break true,
            }
        };
        self.grounded
            .extend(walked.into_iter().map(|identity| (identity, is_grounded)));
        is_grounded
    }

    /// Reports an error.
    pub(super) fn error(&mut self, at: &Location, problem: LowerProblem) {
        self.report.error(self.document.written(at), problem);
    }

    /// Reports a warning; what is copied is wrong once.
    pub(super) fn warn(&mut self, at: &Location, problem: LowerProblem) {
        self.report.warn(self.document.written(at), problem);
    }

    /// Tells why something is left out without which the crate is right.
    pub(super) fn tell_left_out(&mut self, diagnostic: Diagnostic) {
        self.report.warn(diagnostic.at, diagnostic.problem);
    }

    /// Passes on what the document found.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.report.error(diagnostic.at, diagnostic.problem),
            Severity::Warning => self.report.warn(diagnostic.at, diagnostic.problem),
        }
    }
}

/// Whether a node is a schema that allows everything.
pub(super) fn is_anything(node: &Node) -> bool {
    match node {
        Node::Bool(allowed) => *allowed,
        Node::Mapping(map) => map.is_empty(),
        Node::Null | Node::Number(_) | Node::String(_) | Node::Sequence(_) => false,
    }
}
