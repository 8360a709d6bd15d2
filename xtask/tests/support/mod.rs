//! A small crate made by hand, and the way of `codegen` from a tree to the disk.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests that use different parts of it"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith::print::Tree;
use tempfile::TempDir;
use xtask::drift::{self, Beside, Drift};
use xtask::failure::Failure;
use xtask::folder::{Folder, Strangers};
use xtask::{marker, write};

/// The first line of a marker.
pub(crate) const COMMENT: &str = "# written by codegen";

/// A folder for the output and the lock.
pub(crate) struct Place {
    pub(crate) root: TempDir,
    pub(crate) lock: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let root = TempDir::new().unwrap();
        let lock = root.path().join("names.lock");
        Self { root, lock }
    }

    /// The output folder; not there at first.
    pub(crate) fn out(&self) -> PathBuf {
        self.root.path().join("out")
    }

    /// Puts a file into the output folder, as a user would.
    pub(crate) fn put(&self, relative: &str, text: &str) {
        let path = self.out().join(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes a tree, with the lock `names`.
    pub(crate) fn write(&self, tree: &Tree, strangers: Strangers) -> Result<(), Failure> {
        self.with(tree, strangers, |drift, folder| {
            write::apply(drift, tree, folder)
        })?
    }

    /// What differs, as counts: missing, changed, stale, same.
    pub(crate) fn counts(&self, tree: &Tree) -> Result<[usize; 4], Failure> {
        self.with(tree, Strangers::Keep, |drift, _| {
            [
                drift.missing.len(),
                drift.changed.len(),
                drift.stale.len(),
                drift.same.len(),
            ]
        })
    }

    /// Compares a tree, and the lock `names`, with the disk.
    pub(crate) fn with<T>(
        &self,
        tree: &Tree,
        strangers: Strangers,
        then: impl FnOnce(&Drift<'_>, &Folder) -> T,
    ) -> Result<T, Failure> {
        let folder = Folder::open(&self.out(), strangers)?;
        let drift = drift::between(
            tree,
            &folder,
            Beside {
                path: &self.lock,
                text: "names",
            },
        )?;
        Ok(then(&drift, &folder))
    }

    /// Everything in the root: files with their texts, empty folders with a final `/`.
    pub(crate) fn contents(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        collect(self.root.path(), self.root.path(), &mut found);
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    let entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    if entries.is_empty() && folder != root {
        found.insert(
            format!("{}/", folder.strip_prefix(root).unwrap().display()),
            String::new(),
        );
    }
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, found);
        } else {
            let text = fs::read(&path).unwrap_or_default();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.insert(name, String::from_utf8_lossy(&text).into_owned());
        }
    }
}

/// A tree with these files and their marker.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    for (path, text) in files {
        tree.files
            .insert((*path).to_owned(), (*text).to_owned().into());
    }
    let marker = marker::listing(COMMENT, tree.files.keys().map(String::as_str));
    tree.files.insert(marker::NAME.to_owned(), marker.into());
    tree
}

/// A crate of three files in two folders.
pub(crate) fn small() -> Tree {
    tree(&[
        ("Cargo.toml", "[package]\n"),
        ("src/lib.rs", "one\n"),
        ("src/runtime/mod.rs", "two\n"),
    ])
}
