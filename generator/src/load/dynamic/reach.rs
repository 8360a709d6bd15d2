//! What is reached from a schema: references, and whether a dynamic one is among them.

use super::scope::{Lead, Scope, Scopes, Use};
use crate::maps::{Map, OrderedSet, Set};
use crate::pointer::Location;

/// More references than this are not followed: only a hostile document has them.
const EFFORT: usize = 200_000;

/// What is known already.
pub(super) struct Reach {
    /// Whether schemas reach no dynamic reference, as far as it was asked.
    closed: Map<Location, bool>,
    /// References that may still be followed.
    effort: usize,
}

impl Reach {
    /// Nothing known.
    pub(super) fn new() -> Self {
        Self {
            closed: Map::default(),
            effort: EFFORT,
        }
    }

    /// The references on the ways from a schema to dynamic ones, these among them; `None` where it takes too much to find
    /// out.
    pub(super) fn uses<'s>(
        &mut self,
        scopes: &Scopes<'s>,
        target: &Location,
        scope: &Scope,
    ) -> Option<Vec<Use<'s>>> {
        let mut uses = Vec::new();
        let mut seen = Set::default();
        let mut open = vec![(target.clone(), scope.clone())];
        while let Some((at, scope)) = open.pop() {
            if self.is_closed(scopes, &at) || !seen.insert((at.clone(), scope.clone())) {
                continue;
            }
            let found = scopes.uses(&at, scope, false);
            self.effort = self.effort.checked_sub(found.len())?;
            for used in &found {
                if let Some(Lead::Fixed(target) | Lead::Bound(_, target)) = scopes.lead(used) {
                    let scope = scopes.entered(&used.scope, &target);
                    open.push((target, scope));
                }
            }
            uses.extend(found);
        }
        Some(uses)
    }

    /// Whether no dynamic reference is reached from a schema, so that it is the same on all ways. Of all that is reached, the
    /// same is found out at once, and no schema is looked at again.
    pub(super) fn is_closed(&mut self, scopes: &Scopes<'_>, target: &Location) -> bool {
        if let Some(known) = self.closed.get(target) {
            return *known;
        }
        let mut reached = OrderedSet::from_iter([target.clone()]);
        // Those that lead to each.
        let mut leading: Vec<Vec<usize>> = vec![Vec::new()];
        let mut open = Vec::new();
        let mut next = 0;
        while let Some(at) = reached.get_index(next) {
            let uses = scopes.uses(at, Scope::new(), false);
            let mut is_open = uses.iter().any(Use::is_dynamic);
            for lead in uses.iter().filter_map(|used| scopes.lead(used)) {
                let Lead::Fixed(target) = lead else {
                    continue;
                };
                match self.closed.get(&target) {
                    Some(is_closed) => is_open |= !is_closed,
                    None => {
                        let (index, _) = reached.insert_full(target);
                        leading.resize_with(reached.len(), Vec::new);
                        leading[index].push(next);
                    }
                }
            }
            open.extend(is_open.then_some(next));
            next += 1;
        }
        let mut closed = vec![true; reached.len()];
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut closed[index], false) {
                open.append(&mut leading[index]);
            }
        }
        let is_closed = closed[0];
        self.closed.extend(reached.into_iter().zip(closed));
        is_closed
    }
}
