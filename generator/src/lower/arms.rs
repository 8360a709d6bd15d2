//! Which alternatives of a union count: `null` is said elsewhere, and what stands beside the union rules others out.

use crate::document::SchemaNode;
use crate::node::Node;
use crate::pointer::Path;

use super::facts::UnionFact;
use super::kinds::Kinds;
use super::part::{LIMIT, Parts, Rank, UNIONS};
use super::schemas::Schemas;

impl<'d> Schemas<'d, '_> {
    /// Takes a union with a single alternative beside `null` for a part that holds.
    pub(super) fn settle(&mut self, mut parts: Parts<'d>) -> Parts<'d> {
        let mut index = 0;
        while let Some(part) = parts.list.get(index).cloned() {
            if parts.list.len() > LIMIT {
                self.too_many(&part.at, LIMIT);
                return Parts::default();
            }
            for keyword in UNIONS.into_iter().filter(|key| part.unions.has(key)) {
                let Some(arms) = part.map.get(keyword).and_then(Node::as_sequence) else {
                    continue;
                };
                let fact = UnionFact {
                    part: index,
                    keyword,
                    at: part.at.key(keyword),
                    arms,
                    discriminator: None,
                };
                let arms = self.arms_beside_null(&fact);
                if let [(arm, node)] = *self.possible(&fact, arms, parts.kinds_without(index)) {
                    let mut inner = self.flatten(&fact.place(arm, node));
                    let nearest = part.rank.max(Rank::Inline);
                    inner
                        .list
                        .iter_mut()
                        .for_each(|found| found.rank = found.rank.max(nearest));
                    parts.close(index, keyword);
                    parts = parts.and(inner);
                }
            }
            index += 1;
        }
        parts
    }

    /// The alternatives of a union but `null`, and those that no value satisfies.
    pub(super) fn arms_of(&mut self, fact: &UnionFact<'d>, beside: Kinds) -> Vec<SchemaNode<'d>> {
        let arms = self.arms_beside_null(fact);
        let arms = self.possible(fact, arms, beside).into_iter();
        arms.map(|(index, node)| fact.place(index, node)).collect()
    }

    /// The alternatives that can be where these are the types that the other parts allow. If none can, the document means
    /// something else, and all count. So it does where the type stands right beside the union: `type: object` is often there
    /// without a thought, and servers send all that is listed.
    fn possible(
        &mut self,
        fact: &UnionFact<'d>,
        arms: Vec<(usize, &'d Node)>,
        beside: Kinds,
    ) -> Vec<(usize, &'d Node)> {
        if beside == Kinds::ALL {
            return arms;
        }
        let is_possible = |arm: &(usize, &'d Node)| {
            let kinds = self.outline(&fact.place(arm.0, arm.1)).kinds;
            kinds.is_none_or(|kinds| kinds.and(beside) != Kinds::NONE)
        };
        let (possible, others): (Vec<_>, Vec<_>) = arms.into_iter().partition(is_possible);
        if possible.is_empty() {
            return others;
        }
        let places = others.into_iter();
        let places: Vec<_> = places.map(|(arm, node)| fact.place(arm, node)).collect();
        self.account_unreachable(&places);
        possible
    }

    /// The same, their places not spelled out.
    fn arms_beside_null(&mut self, fact: &UnionFact<'d>) -> Vec<(usize, &'d Node)> {
        let list = Path::Start(&fact.at);
        let (nulls, arms): (Vec<_>, Vec<_>) = fact
            .arms
            .iter()
            .enumerate()
            .filter(|(_, node)| **node != Node::Bool(false))
            .partition(|&(index, node)| self.is_null(fact.arms, &list.index(index), node));
        for (index, node) in nulls {
            self.account_schema(&fact.place(index, node));
        }
        arms
    }
}
