//! How a document of several files is read: the caller's business, so that this library touches no file system.

use std::collections::BTreeMap;

/// Reads the files that a document refers to, by path relative to the folder of the entry document (`/` between parts).
///
/// Implementations confine themselves to that folder; the network is never asked.
pub trait Files {
    /// The text of a file.
    ///
    /// # Errors
    /// Why it can't be read, in words for the user.
    fn read(&self, relative: &str) -> Result<String, String>;
}

/// Files in memory, for tests and for documents that come from elsewhere.
impl Files for BTreeMap<String, String> {
    fn read(&self, relative: &str) -> Result<String, String> {
        self.get(relative)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}
