//! Mends a drift, so that a failure on the way leaves the old crate whole, or a folder that the next run mends.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use specsmith::print::Tree;
use tempfile::NamedTempFile;

use crate::drift::Drift;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::marker;

/// Writes what is missing or changed, then removes what is stale. Files that are the same are not touched.
///
/// # Errors
/// When a file can't be written or removed. Up to the first renaming nothing has changed on the disk. From there on the
/// marker lists the files of the old *and* the new crate, so that running the command again mends the folder.
pub fn apply(drift: &Drift<'_>, tree: &Tree, folder: &Folder) -> Result<(), Failure> {
    let marker = folder.join(marker::NAME);
    let mut made = MadeFolders::default();
    let mut first = Vec::new();
    if let Some(claim) = claim(tree, folder) {
        first.push(stage(&marker, &claim, &mut made)?);
    }
    let mut last = Vec::new();
    for (path, text) in texts(drift) {
        let file = stage(path, text, &mut made)?;
        if path == marker {
            last.push(file)
        } else {
            first.push(file)
        }
    }
    made.keep();
    commit(first, last, drift, folder).map_err(|failure| {
        failure.hint("some files are new and some old: mend the cause and run the same command again, which writes the rest")
    })
}

fn texts<'d>(drift: &'d Drift<'_>) -> impl Iterator<Item = (&'d Path, &'d str)> {
    let missing = drift
        .missing
        .iter()
        .map(|file| (file.path.as_path(), file.text));
    missing.chain(
        drift
            .changed
            .iter()
            .map(|file| (file.path.as_path(), file.new)),
    )
}

/// The marker for the time in between: everything of the old crate and of the new one is ours. `None`: they are the same.
fn claim(tree: &Tree, folder: &Folder) -> Option<String> {
    let old: BTreeSet<&str> = folder.owned().iter().map(String::as_str).collect();
    let new: BTreeSet<&str> = tree.files.keys().map(String::as_str).collect();
    let model = tree.files.get(marker::NAME).filter(|_| old != new)?;
    Some(marker::listing(model, old.union(&new).copied()))
}

/// A text on the disk that does not have its name yet; it goes away when it is dropped.
struct Staged<'p> {
    file: NamedTempFile,
    path: &'p Path,
}

fn stage<'p>(path: &'p Path, text: &str, made: &mut MadeFolders) -> Result<Staged<'p>, Failure> {
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    made.create(folder).map_err(|error| {
        Failure::io("make the folder", folder, &error).hint("nothing was written")
    })?;
    let write = || -> io::Result<NamedTempFile> {
        let mut file = temporary(folder)?;
        file.write_all(text.as_bytes())?;
        Ok(file)
    };
    let file =
        write().map_err(|error| Failure::io("write", path, &error).hint("nothing was written"))?;
    Ok(Staged { file, path })
}

/// With the permissions of an ordinary new file; by default a temporary one is for its owner only.
#[cfg(unix)]
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new()
        .prefix(".specsmith-")
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".specsmith-")
        .tempfile_in(folder)
}

fn commit(
    first: Vec<Staged<'_>>,
    last: Vec<Staged<'_>>,
    drift: &Drift<'_>,
    folder: &Folder,
) -> Result<(), Failure> {
    first.into_iter().try_for_each(rename)?;
    for path in &drift.stale {
        fs::remove_file(path).map_err(|error| Failure::io("remove", path, &error))?;
    }
    for path in &drift.stale {
        remove_empty_folders(path, folder.path());
    }
    last.into_iter().try_for_each(rename)
}

fn rename(staged: Staged<'_>) -> Result<(), Failure> {
    match staged.file.persist(staged.path) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::io("write", staged.path, &error.error)),
    }
}

/// Removes the folders between a removed file and the output folder that are empty now. One that can't be removed stays:
/// it does no harm.
fn remove_empty_folders(file: &Path, top: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != top) {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// The folders that were made for files which may not come; removed again when dropped, unless kept.
#[derive(Default)]
struct MadeFolders {
    paths: Vec<PathBuf>,
}

impl MadeFolders {
    fn create(&mut self, folder: &Path) -> io::Result<()> {
        let absent = folder
            .ancestors()
            .filter(|path| !path.as_os_str().is_empty())
            .take_while(|path| !path.exists());
        let mut absent: Vec<&Path> = absent.collect();
        absent.reverse();
        for path in absent {
            fs::create_dir(path)?;
            self.paths.push(path.to_owned());
        }
        // Says so when what is there is not a folder.
        fs::create_dir_all(folder)
    }

    fn keep(&mut self) {
        self.paths.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for path in self.paths.iter().rev() {
            // A folder that is not empty has become someone else's in the meantime.
            let _ = fs::remove_dir(path);
        }
    }
}
