//! Why a command stops: what is wrong, and what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

use crate::paths;
use crate::terminal::printable;

/// Why a command stops. Its `Display` is what the user reads.
#[derive(Debug)]
pub struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure with nothing to add.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    /// The same failure, with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The operating system refused: `can't <what> <path>: <why>`.
    pub fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!(
            "can't {what} `{}`: {}",
            paths::shown(path),
            words(error)
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", printable(&self.message))?;
        match &self.hint {
            Some(hint) => write!(f, "\n   = hint: {}", printable(hint)),
            None => Ok(()),
        }
    }
}

/// The common reasons in our own words, without `(os error 2)`, and the same on every system.
pub fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::AlreadyExists => "it is there already, and is not a folder".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
