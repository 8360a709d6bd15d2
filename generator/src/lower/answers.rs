//! What is known of nodes that lead to each other: answers to a question that goes so deep and no deeper. An answer holds
//! where nothing more, and nothing less, would be left out of it than if it were asked for anew; so it makes no difference
//! who asks first.

use crate::maps::Map;
use crate::node::{ByNode, Identity};

/// The answers to one question.
pub(super) struct Answers<T> {
    /// The greatest depth at which it is answered.
    limit: usize,
    /// Those that nothing was left out of, and how many levels below their node they went: they hold wherever so many are
    /// left.
    whole: ByNode<(T, usize)>,
    /// Those that went as deep as they may, by the depth at which they were asked for.
    cut: Map<(Identity, usize), T>,
    /// How often something was left out.
    cuts: usize,
    /// The greatest depth that the answer went to that is being found.
    deepest: usize,
}

/// A question that is being answered.
pub(super) struct Asked {
    node: Identity,
    depth: usize,
    /// What [`Answers::cuts`] was before.
    cuts: usize,
    /// What [`Answers::deepest`] was before: it is of the question that led to this one.
    deepest: usize,
}

impl<T: Clone> Answers<T> {
    /// None yet; none goes deeper than this.
    pub(super) fn down_to(limit: usize) -> Self {
        Self {
            limit,
            whole: ByNode::default(),
            cut: Map::default(),
            cuts: 0,
            deepest: 0,
        }
    }

    /// The answer for a node, asked for at this depth.
    pub(super) fn get(&mut self, node: Identity, depth: usize) -> Option<T> {
        if let Some((whole, levels)) = self.whole.get(&node)
            && depth + levels <= self.limit
        {
            self.deepest = self.deepest.max(depth + levels);
            return Some(whole.clone());
        }
        let cut = self.cut.get(&(node, depth))?;
        self.cuts += 1;
        Some(cut.clone())
    }

    /// Begins to answer.
    pub(super) fn ask(&mut self, node: Identity, depth: usize) -> Asked {
        Asked {
            node,
            depth,
            cuts: self.cuts,
            deepest: std::mem::replace(&mut self.deepest, depth),
        }
    }

    /// Keeps the answer.
    pub(super) fn insert(&mut self, asked: Asked, answer: T) {
        let Asked { node, depth, .. } = asked;
        if self.cuts == asked.cuts {
            self.whole.insert(node, (answer, self.deepest - depth));
        } else {
            self.cut.insert((node, depth), answer);
        }
        self.deepest = self.deepest.max(asked.deepest);
    }

    /// Something is left out, because it is too deep.
    pub(super) fn cut(&mut self) {
        self.cuts += 1;
    }
}
