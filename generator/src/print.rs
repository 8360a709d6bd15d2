//! Turns tokens into text: one item after the other, and the table lines that prettyplease does not know.

use std::collections::BTreeMap;

/// The files of a crate: path relative to its folder (`/` between parts) → text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Each file once, in the order of the paths.
    pub files: BTreeMap<String, String>,
}
