//! Accounts for the objects that are read, each the first time that it is met.

use crate::document::SchemaNode;
use crate::node::{Identity, Node};
use crate::pointer::Location;

use super::ledger::Fate;
use super::part::Part;
use super::schemas::Schemas;
use super::skeleton;

impl<'d> Schemas<'d, '_> {
    /// Whether an object was not accounted for before.
    pub(super) fn is_first(&mut self, node: &Node) -> bool {
        self.accounted.insert(Identity::of(node))
    }

    /// Accounts for a schema that is a reference and nothing else.
    pub(super) fn account_reference(&mut self, at: &Location, node: &Node, keyword: &str) {
        if self.is_first(node) {
            self.ledger.open(at);
            self.ledger.record(keyword, Fate::Expressed);
        }
    }

    /// Whether an object was accounted for.
    pub(super) fn is_read(&self, node: &Node) -> bool {
        self.accounted.contains(&Identity::of(node))
    }

    /// Accounts for a schema of which nothing more is to be known.
    pub(super) fn account_schema(&mut self, place: &SchemaNode<'d>) {
        self.facts_of(Part::own(place).as_slice());
    }

    /// Accounts for what is said on the way to another schema.
    pub(super) fn account_wrappers(&mut self, place: &SchemaNode<'d>) {
        if let Some((_, said)) = self.reference_only(place) {
            self.facts_of(&said);
        }
    }

    /// The node of an object around the schemas, accounted for the first time that it is met.
    pub(super) fn account(&mut self, at: &Location, known: skeleton::Table) -> Option<&'d Node> {
        let node = self.document.node(at)?;
        self.account_node(at, node, known);
        Some(node)
    }

    pub(super) fn account_node(&mut self, at: &Location, node: &Node, known: skeleton::Table) {
        if let (true, Some(object)) = (self.is_first(node), node.as_mapping()) {
            self.ledger.account(at, object, known);
        }
    }
}
