//! The output folder: whether it is ours to write into, and which of its files are.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{marker, paths, relative};

/// What happens to files that codegen did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strangers {
    /// They stay: a folder full of them is refused, and so is a tree that has a path of theirs.
    Keep,
    /// Those whose path is in the tree are overwritten; all others stay.
    Overwrite,
}

/// A folder that may be written into.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    owned: BTreeSet<String>,
    strangers: Strangers,
}

impl Folder {
    /// Looks at the folder, which need not be there yet.
    ///
    /// # Errors
    /// When it is a file or a symbolic link, can't be read, has a marker that is none, or has files but no marker and
    /// strangers are to be kept.
    pub fn open(path: &Path, strangers: Strangers) -> Result<Self, Failure> {
        // Without a final `/`, behind which a symbolic link would not show.
        let path: PathBuf = path.components().collect();
        let owned = match kind(&path)? {
            Kind::Absent => BTreeSet::new(),
            Kind::Folder => owned(&path, strangers)?,
            Kind::File => {
                return Err(Failure::new(format!(
                    "the output folder `{}` is a file",
                    paths::shown(&path)
                ))
                .hint("give a folder, which may be a new one"));
            }
            Kind::Link => {
                return Err(Failure::new(format!(
                    "the output folder `{}` is a symbolic link",
                    paths::shown(&path)
                ))
                .hint("give the folder that it leads to"));
            }
        };
        Ok(Self {
            path,
            owned,
            strangers,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The paths that the last run wrote, the marker among them; empty in a new folder.
    pub fn owned(&self) -> &BTreeSet<String> {
        &self.owned
    }

    /// Whether a file at this path may be replaced.
    pub fn may_replace(&self, relative: &str) -> bool {
        self.strangers == Strangers::Overwrite || self.owned.contains(relative)
    }

    /// Where a file of the folder stands on the disk.
    pub fn join(&self, relative: &str) -> PathBuf {
        self.path.join(relative)
    }

    /// Whether there is a file at this path.
    ///
    /// # Errors
    /// When the path leads out of the folder or through a symbolic link, or when there is a folder in its place or a
    /// file in the place of one of its folders.
    pub fn has(&self, relative: &str) -> Result<bool, Failure> {
        relative::check(relative).map_err(|why| {
            Failure::new(format!("the generator made the path `{relative}`: {why}"))
                .hint("this is a fault of specsmith: please report it")
        })?;
        let mut above: Vec<&str> = relative::folders(relative).collect();
        above.reverse();
        for folder in above {
            match kind(&self.join(folder))? {
                Kind::Absent => return Ok(false),
                Kind::Folder => {}
                Kind::File => {
                    return Err(self.in_the_way(folder, "a file where a folder is needed"));
                }
                Kind::Link => {
                    return Err(
                        self.in_the_way(folder, "a symbolic link, which codegen never makes")
                    );
                }
            }
        }
        match kind(&self.join(relative))? {
            Kind::Absent => Ok(false),
            Kind::File => Ok(true),
            Kind::Folder => Err(self.in_the_way(relative, "a folder where a file is needed")),
            Kind::Link => {
                Err(self.in_the_way(relative, "a symbolic link, which codegen never makes"))
            }
        }
    }

    fn in_the_way(&self, relative: &str, what: &str) -> Failure {
        Failure::new(format!(
            "`{}` is {what}",
            paths::shown(&self.join(relative))
        ))
        .hint("nothing was written; move it away and run the command again")
    }
}

enum Kind {
    Absent,
    File,
    Folder,
    Link,
}

fn kind(path: &Path) -> Result<Kind, Failure> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Ok(Kind::Link),
        Ok(found) if found.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::File),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kind::Absent),
        Err(error) => Err(Failure::io("look at", path, &error)),
    }
}

fn owned(folder: &Path, strangers: Strangers) -> Result<BTreeSet<String>, Failure> {
    let path = folder.join(marker::NAME);
    match kind(&path)? {
        Kind::File => {
            let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
            marker::parse(&text).map_err(|why| {
                Failure::new(format!("`{}` is not a marker of codegen: {why}", paths::shown(&path)))
                    .hint("restore it, or give another folder")
            })
        }
        Kind::Absent if strangers == Strangers::Overwrite || is_empty(folder)? => Ok(BTreeSet::new()),
        Kind::Absent => Err(Failure::new(format!(
            "`{}` has files in it, and codegen did not write them: there is no marker `{}`",
            paths::shown(folder),
            marker::NAME
        ))
        .hint("give a new or empty folder, or pass --force: it overwrites the files that the crate has too, and leaves all others alone")),
        Kind::Folder | Kind::Link => {
            Err(Failure::new(format!("`{}` is not a file", paths::shown(&path))).hint("move it away, or give another folder"))
        }
    }
}

fn is_empty(folder: &Path) -> Result<bool, Failure> {
    let mut entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    Ok(entries.next().is_none())
}
