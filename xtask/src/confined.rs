//! How a document of several files is read: from the folder of its entry, and from nowhere else.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use specsmith::files::Files;

use crate::failure::{Failure, words};

/// Largest file that is read, in bytes: twenty times the largest document that is known to us.
pub const MAX_FILE: u64 = 256 * 1024 * 1024;

/// The files in the folder of an entry document, and below it.
#[derive(Debug)]
pub struct Confined {
    root: PathBuf,
    entry: String,
    entry_path: PathBuf,
    read: RefCell<BTreeSet<String>>,
}

impl Confined {
    /// The files around an entry document. Where that is a symbolic link, they are those around what it leads to, and
    /// the document keeps the name of the link.
    ///
    /// # Errors
    /// When there is no such file, or its name is not text.
    pub fn around(entry: &Path) -> Result<Self, Failure> {
        let entry_path =
            fs::canonicalize(entry).map_err(|error| Failure::io("read", entry, &error))?;
        let name = entry.file_name().and_then(|name| name.to_str());
        let (Some(root), Some(name), true) = (entry_path.parent(), name, entry_path.is_file())
        else {
            return Err(Failure::new(format!("`{}` is not a file", entry.display()))
                .hint("give the file of an OpenAPI document, YAML or JSON, with a name in UTF-8"));
        };
        Ok(Self {
            root: root.to_owned(),
            entry: name.to_owned(),
            entry_path,
            read: RefCell::default(),
        })
    }

    /// The name of the entry document among these files.
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// The names of all files that were asked for, relative to the folder of the entry document.
    pub fn names(&self) -> BTreeSet<String> {
        self.read.borrow().clone()
    }

    /// Whether this file was read.
    pub fn have_read(&self, path: &Path) -> bool {
        let read = self.read.borrow();
        let mut paths = read.iter().filter_map(|name| self.locate(name).ok());
        paths.any(|read| read == path)
    }

    fn locate(&self, relative: &str) -> Result<PathBuf, String> {
        if relative == self.entry {
            return Ok(self.entry_path.clone());
        }
        let path =
            fs::canonicalize(self.root.join(inside(relative)?)).map_err(|error| words(&error))?;
        if path.starts_with(&self.root) {
            Ok(path)
        } else {
            Err(format!(
                "it is a symbolic link that leads out of the folder of `{}`",
                self.entry
            ))
        }
    }
}

impl Files for Confined {
    fn read(&self, relative: &str) -> Result<String, String> {
        self.read.borrow_mut().insert(relative.to_owned());
        text(&self.locate(relative)?)
    }
}

/// The path without `.` and `..`, if it does not lead out.
fn inside(relative: &str) -> Result<PathBuf, String> {
    if has_scheme(relative) {
        return Err(
            "it is not a file: nothing is read from the network; keep a copy beside the document"
                .to_owned(),
        );
    }
    if relative.contains(['\\', '\0']) {
        return Err("the parts of a path are separated by `/`".to_owned());
    }
    let mut path = PathBuf::new();
    for component in Path::new(relative).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => path.push(part),
            Component::ParentDir if path.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(
                    "it is outside of the folder of the document, and only files inside are read; \
                    put the entry document above all files that it refers to"
                        .to_owned(),
                );
            }
        }
    }
    Ok(path)
}

/// `https://…`, `file:…`, and `C:…`: none of them is a path relative to a folder.
fn has_scheme(text: &str) -> bool {
    text.split('/')
        .next()
        .is_some_and(|first| first.contains(':'))
}

/// The text of a file. What is not an ordinary file is not even opened: a pipe would wait for ever.
fn text(path: &Path) -> Result<String, String> {
    let about = fs::metadata(path).map_err(|error| words(&error))?;
    if about.is_dir() {
        return Err("it is a folder, not a file".to_owned());
    }
    if !about.is_file() {
        return Err("it is not an ordinary file".to_owned());
    }
    if about.len() > MAX_FILE {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| words(&error))?;
    let read = file
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| words(&error))?;
    // It may have grown since, and some files do not know how long they are.
    if read as u64 > MAX_FILE {
        return Err(too_large());
    }
    String::from_utf8(bytes)
        .map_err(|error| not_text(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn too_large() -> String {
    format!("it has more than {} MiB", MAX_FILE / 1024 / 1024)
}

fn not_text(bytes: &[u8], valid: usize) -> String {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "it is UTF-16: save it as UTF-8".to_owned();
    }
    let line = bytes
        .iter()
        .take(valid)
        .filter(|byte| **byte == b'\n')
        .count()
        + 1;
    format!("line {line} is not UTF-8: save the file as UTF-8")
}
