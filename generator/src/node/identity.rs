//! Nodes of a document told from each other, wherever they stand.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::Node;

/// Identity of a node of the document: a node stands at one place, and places cost more to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity(usize);

impl Identity {
    /// The identity of this node.
    pub(crate) fn of(node: &Node) -> Self {
        Self(std::ptr::from_ref(node).addr())
    }
}

/// Hashes identities: addresses are as good as random, but for their lowest bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, value: u64) {
        // A multiplication by the golden ratio spreads the bits, as in Knuth's "Sorting and Searching", 6.4.
        self.0 = (self.0 ^ value)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}

/// A map by the identity of nodes.
pub(crate) type ByNode<T> = HashMap<Identity, T, BuildHasherDefault<AddressHasher>>;

/// A set of nodes.
pub(crate) type Nodes = HashSet<Identity, BuildHasherDefault<AddressHasher>>;
