//! Does pieces of work side by side, on all processors, with the results in the order of the pieces.
//!
//! The threads are rayon's, which stay: to start one takes as long as half a millisecond of work, and its memory is new.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// What the work makes of each item, in their order.
pub(crate) fn map<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync + Send) -> Vec<T> {
    items.par_iter().with_max_len(1).map(work).collect()
}

/// Does the work where its pieces are done: to hand each of them over takes longer than many of them.
pub(crate) fn within<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::join(work, || ()).0
}

/// What both come to.
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}
