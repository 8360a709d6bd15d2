//! Joins the schemas that the skeleton uses to those of the components: both are met at the same time, each in a table of its
//! own.

use std::collections::VecDeque;

use crate::api::{Operation, Origin, Schema, SchemaId, Shape, Use};
use crate::maps::Set;
use crate::node::Nodes;
use crate::pointer::Location;
use crate::report::Report;

use super::Account;
use super::ledger::Ledger;
use super::schemas::{Content, Schemas};

/// What a table knows that is to be joined to another one. Nothing of it is read yet.
pub(super) struct Entries<'d> {
    table: Vec<Schema>,
    queue: VecDeque<(SchemaId, Content<'d>)>,
    ledger: Ledger,
    accounted: Nodes,
    untold: Set<Location>,
}

/// The numbers of schemas in the table that they were joined to, by those that they had before.
pub(super) struct Numbers(Vec<SchemaId>);

impl Numbers {
    /// The number of a schema.
    pub(super) fn of(&self, schema: SchemaId) -> SchemaId {
        self.0.get(schema.0).copied().unwrap_or(schema)
    }

    /// Gives what operations use its number.
    pub(super) fn renumber(&self, operations: &mut [Operation]) {
        for used in operations.iter_mut().flat_map(Operation::uses_mut) {
            used.schema = self.of(used.schema);
        }
    }

    /// The origin of a schema whose owner was entered before it.
    fn origin(&self, origin: Origin) -> Origin {
        match origin {
            Origin::Within { owner, role } => Origin::Within {
                owner: self.of(owner),
                role,
            },
            Origin::Component { .. }
            | Origin::Shared { .. }
            | Origin::Operation { .. }
            | Origin::Incoming { .. } => origin,
        }
    }
}

impl<'d> Schemas<'d, '_> {
    /// Another table of the same document.
    pub(super) fn another<'o>(&self, report: &'o mut Report) -> Schemas<'d, 'o> {
        let mut other = Schemas::new(self.document, report);
        other.bare_heirs.clone_from(&self.bare_heirs);
        other
    }

    /// What was entered, to be joined to another table.
    pub(super) fn into_entries(self) -> Entries<'d> {
        Entries {
            table: self.table,
            queue: self.queue,
            ledger: self.ledger,
            accounted: self.accounted,
            untold: self.untold,
        }
    }

    /// Takes over what was entered elsewhere, in the order in which it was entered there; its account comes first.
    pub(super) fn join(&mut self, entries: Entries<'d>) -> Numbers {
        let Entries {
            table,
            mut queue,
            ledger,
            accounted,
            untold,
        } = entries;
        let known = self.accounted.len() + accounted.len();
        self.accounted.extend(accounted);
        let later = std::mem::replace(&mut self.ledger, ledger);
        self.ledger.append(later, self.accounted.len() < known);
        self.untold.extend(untold);
        let mut numbers = Numbers(Vec::with_capacity(table.len()));
        for (index, schema) in table.into_iter().enumerate() {
            let waits = queue.front().is_some_and(|(id, _)| id.0 == index);
            let content = waits.then(|| queue.pop_front()).flatten();
            let content = content.map(|(_, content)| content);
            let id = self.take_over(schema, content, &numbers);
            numbers.0.push(id);
        }
        numbers
    }

    /// The table and the account, once everything is read: what one operation has no use for may be another's.
    pub(super) fn finish(self, operations: &[Operation]) -> (Vec<Schema>, Account) {
        let (ledger, mut untold) = (self.ledger, self.untold);
        let used = operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        used.for_each(|parameter| {
            untold.remove(&parameter.at);
        });
        (self.table, Account { ledger, untold })
    }

    /// One of them; `content`: it is not read yet.
    fn take_over(
        &mut self,
        schema: Schema,
        content: Option<Content<'d>>,
        numbers: &Numbers,
    ) -> SchemaId {
        let origin = numbers.origin(schema.origin);
        match content {
            Some(Content::Place(place)) => self.place(&place, |_| origin),
            Some(Content::Parts(parts, only)) => self.combine(parts, only, schema.at, origin),
            None => {
                let shape = match schema.shape {
                    Shape::Same(used) => Shape::Same(Use {
                        schema: numbers.of(used.schema),
                        ..used
                    }),
                    // What else the skeleton makes up leads nowhere.
                    shape @ (Shape::Any
                    | Shape::Never
                    | Shape::Null
                    | Shape::Boolean(_)
                    | Shape::Integer(_)
                    | Shape::Number { .. }
                    | Shape::Text(_)
                    | Shape::Enumeration(_)
                    | Shape::Array { .. }
                    | Shape::Tuple { .. }
                    | Shape::Object(_)
                    | Shape::Union { .. }) => shape,
                };
                self.made_up(schema.at, origin, shape)
            }
        }
    }
}
