//! What is known of nodes that lead to each other: answers to a question that goes so deep and no deeper. Those that are cut
//! off hold only at their depth, so that in circles it makes no difference who asks first.

use crate::maps::Map;
use crate::node::{ByNode, Identity};

/// The answers to one question.
pub(super) struct Answers<T> {
    /// Those that nothing was left out of: they hold wherever they are asked for.
    whole: ByNode<T>,
    /// Those that went as deep as they may, by the depth at which they were asked for.
    cut: Map<(Identity, usize), T>,
    /// How often something was left out.
    cuts: usize,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self {
            whole: ByNode::default(),
            cut: Map::default(),
            cuts: 0,
        }
    }
}

impl<T: Clone> Answers<T> {
    /// The answer for a node, asked for at this depth.
    pub(super) fn get(&mut self, node: Identity, depth: usize) -> Option<T> {
        if let Some(whole) = self.whole.get(&node) {
            return Some(whole.clone());
        }
        let cut = self.cut.get(&(node, depth))?;
        self.cuts += 1;
        Some(cut.clone())
    }

    /// Keeps the answer for a node; `before` is what [`Answers::cuts`] was when it was asked for.
    pub(super) fn insert(&mut self, node: Identity, depth: usize, answer: T, before: usize) {
        if self.cuts == before {
            self.whole.insert(node, answer);
        } else {
            self.cut.insert((node, depth), answer);
        }
    }

    /// Something is left out, because it is too deep.
    pub(super) fn cut(&mut self) {
        self.cuts += 1;
    }

    /// How often something was left out.
    pub(super) fn cuts(&self) -> usize {
        self.cuts
    }
}
