//! What earlier runs found out, so that an interrupted run goes on where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::documents::Entry;
use super::record::Record;
use crate::failure::Failure;
use crate::paths::this_program;

/// The records of earlier runs, a line of JSON each; later lines stand for earlier ones of the same document.
#[derive(Debug)]
pub struct State {
    path: PathBuf,
    records: BTreeMap<String, Record>,
    program: u64,
}

impl State {
    /// Reads the state, or begins a new one.
    ///
    /// # Errors
    /// When the folder can't be made, or the old state can't be removed.
    pub fn open(path: &Path, fresh: bool) -> Result<Self, Failure> {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
        let text = if fresh {
            fs::write(path, "").map_err(|error| Failure::io("write", path, &error))?;
            String::new()
        } else {
            fs::read_to_string(path).unwrap_or_default()
        };
        // A line that was cut off by the interruption is no record.
        let records = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Record>(line).ok());
        Ok(Self {
            path: path.to_owned(),
            records: records
                .map(|record| (record.name.clone(), record))
                .collect(),
            program: program()?,
        })
    }

    /// Of what a record is true: this program, the options, and the texts of the document and of its other files.
    ///
    /// # Errors
    /// When the document can't be read.
    pub fn fingerprint(
        &self,
        entry: &Entry,
        files: &BTreeSet<String>,
        options: &str,
    ) -> Result<u64, Failure> {
        let text =
            fs::read(&entry.path).map_err(|error| Failure::io("read", &entry.path, &error))?;
        let mut hasher = DefaultHasher::new();
        (self.program, options, text).hash(&mut hasher);
        let folder = entry.path.parent().unwrap_or(&entry.path);
        for file in files {
            // One that is gone is a change, too.
            (file, fs::read(folder.join(file)).ok()).hash(&mut hasher);
        }
        Ok(hasher.finish())
    }

    /// The record of a document, if it is still true.
    ///
    /// # Errors
    /// When the document can't be read.
    pub fn get(&self, entry: &Entry, options: &str) -> Result<Option<&Record>, Failure> {
        let Some(record) = self.records.get(&entry.name) else {
            return Ok(None);
        };
        let fingerprint = self.fingerprint(entry, &record.files, options)?;
        Ok((record.fingerprint == fingerprint).then_some(record))
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep(&mut self, record: &Record) -> Result<(), Failure> {
        let line =
            serde_json::to_string(record).map_err(|error| Failure::new(error.to_string()))?;
        let mut file = File::options();
        let written = file
            .create(true)
            .append(true)
            .open(&self.path)
            .and_then(|mut file| writeln!(file, "{line}"));
        written.map_err(|error| Failure::io("write", &self.path, &error))
    }
}

/// The bytes of this program: the generator is in them.
fn program() -> Result<u64, Failure> {
    let path = this_program()?;
    let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Ok(hasher.finish())
}
