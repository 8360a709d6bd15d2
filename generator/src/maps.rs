//! Maps by texts and places: what they hash is short, so the hasher is one that is quick to begin; like that of the standard
//! library, it can't be foreseen by whoever writes a document.

use foldhash::fast::RandomState;

/// A map whose order is no matter.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A set whose order is no matter.
pub(crate) type Set<T> = std::collections::HashSet<T, RandomState>;

/// A map in the order in which its entries were added.
pub(crate) type OrderedMap<K, V> = indexmap::IndexMap<K, V, RandomState>;

/// A set in the order in which its items were added.
pub(crate) type OrderedSet<T> = indexmap::IndexSet<T, RandomState>;
