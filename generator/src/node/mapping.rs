//! Objects of a document: their members in order, each key once, looked up fast.

use std::cmp::Ordering;

use super::Node;
use crate::maps::Map;

/// Objects with more members than this have an index.
const SMALL: usize = 12;

/// An object: its members in the order of the document, each key once.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
    /// Where in `entries` the keys are, in the order of their hashes, and equal ones in that of the keys; empty where a look
    /// through all of them is as fast.
    index: Box<[Slot]>,
}

/// Where a key is. Hashes are compared first: texts lie far away, and many begin alike.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    position: u32,
}

/// A member of an object.
#[derive(Clone, Debug)]
struct Entry {
    key: Box<str>,
    /// Byte of the text at which the key stands, for messages.
    offset: Option<Offset>,
    node: Node,
}

/// A place in a text, in bytes; one more than it is, so that `Option` costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Offset(std::num::NonZeroU32);

impl Offset {
    /// `None` beyond 4 GiB.
    pub(crate) fn new(bytes: usize) -> Option<Self> {
        u32::try_from(bytes)
            .ok()?
            .checked_add(1)
            .and_then(std::num::NonZeroU32::new)
            .map(Self)
    }

    /// Bytes from the beginning of the text.
    pub(crate) fn bytes(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Mapping {
    /// The member `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let position = self.position(key)?;
        self.entries.get(position).map(|entry| &entry.node)
    }

    /// All members, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Node)> {
        self.entries.iter().map(|entry| (&*entry.key, &entry.node))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether there is a member `key`.
    pub(crate) fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// The member `key`, to change.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let position = self.position(key)?;
        self.entries.get_mut(position).map(|entry| &mut entry.node)
    }

    /// All members, in order, the values to change.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.entries
            .iter_mut()
            .map(|entry| (&*entry.key, &mut entry.node))
    }

    /// All members, in order, with the places of their keys in the text.
    pub(crate) fn iter_with_offsets(&self) -> impl Iterator<Item = (&str, Option<Offset>, &Node)> {
        let entries = self.entries.iter();
        entries.map(|entry| (&*entry.key, entry.offset, &entry.node))
    }

    /// Where the key of a member stands in the text.
    pub(crate) fn offset(&self, key: &str) -> Option<Offset> {
        self.entries.get(self.position(key)?)?.offset
    }

    /// Where the first of the members stands in the text.
    pub(crate) fn first_offset(&self) -> Option<Offset> {
        self.entries.first()?.offset
    }

    /// Gives `key` this value: in the place of the present one, or as the last member.
    pub(crate) fn set(&mut self, key: &str, node: Node) {
        match self.get_mut(key) {
            Some(present) => *present = node,
            None => {
                self.entries.push(Entry {
                    key: key.into(),
                    offset: None,
                    node,
                });
                self.index_last(key);
            }
        }
    }

    /// As [`Mapping::set_at`] for each of these: the index is made once.
    pub(crate) fn set_all(
        &mut self,
        members: impl IntoIterator<Item = (Box<str>, Option<Offset>, Node)>,
    ) {
        let mut entries = std::mem::take(self).entries;
        let positions = entries.iter().map(|entry| entry.key.clone()).zip(0..);
        let mut positions: Map<Box<str>, usize> = positions.collect();
        for (key, offset, node) in members {
            match positions.get(&key).and_then(|at| entries.get_mut(*at)) {
                Some(present) => {
                    present.offset = offset.or(present.offset);
                    present.node = node;
                }
                None => {
                    positions.insert(key.clone(), entries.len());
                    entries.push(Entry { key, offset, node });
                }
            }
        }
        self.entries = entries;
        self.build_index();
    }

    /// Puts a new last member into the index.
    fn index_last(&mut self, key: &str) {
        let last = u32::try_from(self.entries.len().saturating_sub(1));
        let (Ok(last), false) = (last, self.index.is_empty()) else {
            return self.build_index();
        };
        let slot = Slot {
            hash: hash(key),
            position: last,
        };
        let before = |other: &Slot| self.compare(other, (slot.hash, key)) == Ordering::Less;
        let found = self.index.partition_point(before);
        let mut index = std::mem::take(&mut self.index).into_vec();
        index.insert(found, slot);
        self.index = index.into_boxed_slice();
    }

    /// The same for what is made from a thing that stands at `offset`.
    pub(crate) fn set_at(&mut self, key: &str, node: Node, offset: Option<Offset>) {
        self.set(key, node);
        if let Some(position) = self.position(key)
            && let Some(entry) = self.entries.get_mut(position)
        {
            entry.offset = offset;
        }
    }

    /// Takes a member out.
    pub(crate) fn remove(&mut self, key: &str) -> Option<Node> {
        let position = self.position(key)?;
        let entry = self.entries.remove(position);
        self.build_index();
        Some(entry.node)
    }

    /// Gives a member another key, in its place; whatever had that key is replaced.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if !self.contains(from) {
            return;
        }
        self.remove(to);
        if let Some(position) = self.position(from)
            && let Some(entry) = self.entries.get_mut(position)
        {
            entry.key = to.into();
        }
        self.build_index();
    }

    /// Takes out the members whose key is chosen, in order, with their places.
    pub(crate) fn split_off(&mut self, chosen: impl Fn(&str) -> bool) -> Self {
        let (taken, kept) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|entry| chosen(&entry.key));
        self.entries = kept;
        self.build_index();
        let mut taken = Self {
            entries: taken,
            index: Box::default(),
        };
        taken.build_index();
        taken
    }

    /// Adds the members of `other` whose keys are not here.
    pub(crate) fn merge(&mut self, other: Self) {
        let mut added = other.entries;
        added.retain(|entry| !self.contains(&entry.key));
        self.entries.append(&mut added);
        self.build_index();
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|entry| &*entry.key == key);
        }
        let wanted = (hash(key), key);
        let found = self
            .index
            .binary_search_by(|slot| self.compare(slot, wanted))
            .ok()?;
        self.index.get(found).map(|slot| slot.position as usize)
    }

    /// How a key in the index stands to another one.
    fn compare(&self, slot: &Slot, (hash, key): (u32, &str)) -> Ordering {
        let by_hash = slot.hash.cmp(&hash);
        by_hash.then_with(|| self.key_at(slot.position).cmp(key))
    }

    fn key_at(&self, position: u32) -> &str {
        self.entries
            .get(position as usize)
            .map_or("", |entry| &entry.key)
    }

    fn build_index(&mut self) {
        if self.entries.len() <= SMALL {
            self.index = Box::default();
            return;
        }
        if u32::try_from(self.entries.len()).is_err() {
            return;
        }
        let slot = |(position, entry): (u32, &Entry)| Slot {
            hash: hash(&entry.key),
            position,
        };
        let mut index: Vec<Slot> = (0..).zip(&self.entries).map(slot).collect();
        // Stable, so that of two equal keys the first stays first.
        index.sort_by(|one, other| self.compare(one, (other.hash, self.key_at(other.position))));
        self.index = index.into_boxed_slice();
    }
}

/// A hash of a key: what it says need not be kept from anyone, because equal hashes only cost a comparison of the keys.
fn hash(key: &str) -> u32 {
    let (words, rest) = key.as_bytes().as_chunks();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let rest = rest.iter().map(|byte| u64::from(*byte));
    let mix =
        |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The upper half depends on all of the bits.
    (words.chain(rest).fold(0, mix) >> 32) as u32
}

/// A member whose key an earlier one has.
pub(crate) struct Late {
    pub(crate) key: Box<str>,
    /// Where the key stands.
    pub(crate) offset: Option<Offset>,
    pub(crate) node: Node,
}

/// Collects the members of objects as they are read, those of the innermost one behind those of the ones around it, so that
/// each object takes memory once; and notices keys that stand twice in one.
#[derive(Debug, Default)]
pub(crate) struct Members {
    entries: Vec<Entry>,
}

impl Members {
    /// How many there are: where those of an object will begin that begins now.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn push(&mut self, key: Box<str>, offset: Option<Offset>, node: Node) {
        self.entries.push(Entry { key, offset, node });
    }

    /// Takes out the object whose members begin here, without the later ones of members with equal keys; and those.
    pub(crate) fn finish(&mut self, first: usize) -> (Mapping, Vec<Late>) {
        let mut mapping = Mapping {
            entries: self.entries.drain(first..).collect(),
            index: Box::default(),
        };
        mapping.build_index();
        let positions = mapping.duplicates();
        if positions.is_empty() {
            return (mapping, Vec::new());
        }
        let mut late = Vec::new();
        let entries = std::mem::take(&mut mapping.entries).into_iter().enumerate();
        for (position, entry) in entries {
            if positions.binary_search(&position).is_ok() {
                let Entry { key, offset, node } = entry;
                late.push(Late { key, offset, node });
            } else {
                mapping.entries.push(entry);
            }
        }
        mapping.build_index();
        mapping.entries.shrink_to_fit();
        (mapping, late)
    }
}

impl Mapping {
    /// Positions of members whose key an earlier one has, in order.
    fn duplicates(&self) -> Vec<usize> {
        let mut late: Vec<usize> = if self.index.is_empty() {
            let has_earlier = |&position: &usize| {
                let mut before = self.entries.iter().take(position);
                self.entries
                    .get(position)
                    .is_some_and(|entry| before.any(|other| other.key == entry.key))
            };
            (1..self.entries.len()).filter(has_earlier).collect()
        } else {
            let pairs = self.index.iter().zip(self.index.iter().skip(1));
            pairs
                .filter(|(one, next)| self.key_at(one.position) == self.key_at(next.position))
                .map(|(_, next)| next.position as usize)
                .collect()
        };
        late.sort_unstable();
        late
    }
}

impl PartialEq for Mapping {
    /// Equal keys and values in the same order, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<(String, Node)> for Mapping {
    /// Of members with equal keys the first is kept.
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(entries: I) -> Self {
        let mut members = Members::default();
        for (key, node) in entries {
            members.push(key.into_boxed_str(), None, node);
        }
        members.finish(0).0
    }
}

#[cfg(test)]
mod tests {
    use super::{Mapping, Node};

    #[test]
    fn members_that_are_set_one_by_one_or_all_at_once_are_found() {
        let mut mapping = Mapping::default();
        let keys: Vec<String> = (0..100)
            .map(|index| (index * 37 % 100).to_string())
            .collect();
        for key in &keys {
            mapping.set(key, Node::String(key.clone()));
        }
        mapping.set("42", Node::Null);
        assert!(mapping.iter().map(|(key, _)| key).eq(&keys));
        let members = keys
            .iter()
            .map(|key| (key.as_str().into(), None, Node::String(key.clone())));
        let mut at_once = Mapping::default();
        at_once.set_all(members.chain([("42".into(), None, Node::Null)]));
        assert_eq!(at_once, mapping);
        assert_eq!(mapping.get("42"), Some(&Node::Null));
        assert_eq!(mapping.get("99"), Some(&Node::String("99".to_owned())));
        assert_eq!(mapping.get("100"), None);
        assert_eq!(mapping.remove("7"), Some(Node::String("7".to_owned())));
        assert_eq!((mapping.get("7"), mapping.len()), (None, 99));
    }
}
