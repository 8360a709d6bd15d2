//! What is reached from a schema: references, and whether a dynamic one is among them.

use super::scope::{Lead, Scope, Scopes, Use};
use crate::maps::{Map, Set};
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

    /// Whether no dynamic reference is reached from a schema, so that it is the same on all ways.
    pub(super) fn is_closed(&mut self, scopes: &Scopes<'_>, target: &Location) -> bool {
        let mut passed = Set::default();
        let mut open = vec![target.clone()];
        while let Some(at) = open.pop() {
            let known = self.closed.get(&at).copied();
            if known == Some(true) || !passed.insert(at.clone()) {
                continue;
            }
            let uses = scopes.uses(&at, Scope::new(), false);
            if known == Some(false) || uses.iter().any(Use::is_dynamic) {
                self.closed.insert(target.clone(), false);
                return false;
            }
            let leads = uses.iter().filter_map(|used| scopes.lead(used));
            open.extend(leads.filter_map(|lead| match lead {
                Lead::Fixed(target) => Some(target),
                Lead::Bound(..) | Lead::Undecided => None,
            }));
        }
        self.closed.extend(passed.into_iter().map(|at| (at, true)));
        true
    }
}
