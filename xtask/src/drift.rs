//! What differs between the files that should be there and those that are: `write` mends it, `check` shows it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith::print::Tree;

use crate::failure::Failure;
use crate::folder::Folder;
use crate::{marker, paths, relative};

/// How many paths a message names.
const NAMED: usize = 5;

/// What differs between a tree with its name lock and the disk; the paths are those on the disk, sorted.
#[derive(Debug, Default)]
pub struct Drift<'t> {
    /// Files that are not there.
    pub missing: Vec<Missing<'t>>,
    /// Files with another text.
    pub changed: Vec<Changed<'t>>,
    /// Files that the last run wrote and that the tree does not have.
    pub stale: Vec<PathBuf>,
    /// Files that are as they should be.
    pub same: Vec<PathBuf>,
}

/// A file that is not there.
#[derive(Debug)]
pub struct Missing<'t> {
    /// Where it belongs.
    pub path: PathBuf,
    /// Its text.
    pub text: &'t str,
}

/// A file with another text.
#[derive(Debug)]
pub struct Changed<'t> {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it now.
    pub old: Vec<u8>,
    /// What should be in it.
    pub new: &'t str,
}

/// A file outside the folder that is written together with it: the name lock.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'t> {
    /// Where it is or belongs.
    pub path: &'t Path,
    /// Its text.
    pub text: &'t str,
}

impl Drift<'_> {
    /// Whether nothing differs.
    pub fn is_none(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.stale.is_empty()
    }
}

/// Compares a tree, and the name lock, with what is on the disk. Nothing is written.
///
/// # Errors
/// When the tree is not one that can be written safely (see [`Folder::has`]), when a file that codegen did not write
/// would be overwritten, and when a file can't be read.
pub fn between<'t>(
    tree: &'t Tree,
    folder: &Folder,
    lock: Beside<'t>,
) -> Result<Drift<'t>, Failure> {
    consistent(tree)?;
    let mut drift = Drift::default();
    let mut strangers = Vec::new();
    for (relative, text) in &tree.files {
        let path = folder.join(relative);
        if path == lock.path {
            return Err(Failure::new(format!(
                "`{}` would be both a file of the crate and the name lock",
                paths::shown(&path)
            ))
            .hint("give another file with --names"));
        }
        let old = if folder.has(relative)? {
            Some(read(&path)?)
        } else {
            None
        };
        let differs = old.as_ref().is_some_and(|old| old != text.as_bytes());
        if differs && !folder.may_replace(relative) {
            strangers.push(path);
        } else {
            drift.sort(path, old, text);
        }
    }
    if !strangers.is_empty() {
        return Err(would_overwrite(&strangers));
    }
    drift.sort(lock.path.to_owned(), read_if_there(lock.path)?, lock.text);
    for relative in folder
        .owned()
        .iter()
        .filter(|path| !tree.files.contains_key(*path))
    {
        if folder.has(relative)? {
            drift.stale.push(folder.join(relative));
        }
    }
    Ok(drift)
}

impl<'t> Drift<'t> {
    fn sort(&mut self, path: PathBuf, old: Option<Vec<u8>>, text: &'t str) {
        match old {
            None => self.missing.push(Missing { path, text }),
            Some(old) if old == text.as_bytes() => self.same.push(path),
            Some(old) => self.changed.push(Changed {
                path,
                old,
                new: text,
            }),
        }
    }
}

/// What the next run may replace and remove is what the marker of this one says, so the two must agree.
fn consistent(tree: &Tree) -> Result<(), Failure> {
    let fault =
        |what: String| Failure::new(what).hint("this is a fault of specsmith: please report it");
    let Some(text) = tree.files.get(marker::NAME) else {
        return Err(fault(format!(
            "the generator made no marker `{}`",
            marker::NAME
        )));
    };
    let listed = marker::parse(text)
        .map_err(|why| fault(format!("the generator made a wrong marker: {why}")))?;
    let made: BTreeSet<String> = tree.files.keys().cloned().collect();
    if let Some(path) = listed.symmetric_difference(&made).next() {
        return Err(fault(format!(
            "the marker and the files of the crate do not agree on `{path}`"
        )));
    }
    match made
        .iter()
        .flat_map(|path| relative::folders(path))
        .find(|folder| made.contains(*folder))
    {
        Some(path) => Err(fault(format!(
            "the generator made `{path}` both a file and a folder"
        ))),
        None => Ok(()),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::io("read", path, &error))
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", path, &error)),
    }
}

fn would_overwrite(strangers: &[PathBuf]) -> Failure {
    let mut names: Vec<String> = strangers
        .iter()
        .take(NAMED)
        .map(|path| format!("`{}`", paths::shown(path)))
        .collect();
    if strangers.len() > NAMED {
        names.push(format!("and {} more", strangers.len() - NAMED));
    }
    Failure::new(format!("codegen did not write {}, and would overwrite it", names.join(", ")))
        .hint("move it away, or pass --force: it overwrites the files that the crate has too, and leaves all others alone")
}
