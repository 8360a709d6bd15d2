//! The files that one run of `codegen` is about.

use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::Arguments;
use crate::confined::Confined;
use crate::failure::Failure;
use crate::paths::{self, in_workspace};

/// The files and folders of a run.
#[derive(Debug)]
pub struct Inputs {
    /// The entry document.
    pub spec: PathBuf,
    /// The human choices, if there are any.
    pub choices: Option<TextFile>,
    /// The name lock, which need not be there yet.
    pub names: TextFile,
    /// The output folder.
    pub out: PathBuf,
}

/// A file beside the document, read already.
#[derive(Debug)]
pub struct TextFile {
    /// Where it is or belongs.
    pub path: PathBuf,
    /// What messages call it.
    pub name: String,
    /// The file that its text is from, which is another one where earlier versions had it.
    pub read: PathBuf,
    /// Its text; `None`: it is not there.
    pub text: Option<String>,
}

impl TextFile {
    /// What messages about its text call it, and its text, if it is there.
    pub fn named(&self) -> Option<(String, &str)> {
        Some((paths::shown(&self.read), self.text.as_deref()?))
    }

    /// The file that the text is from, if it is not this one.
    pub fn earlier(&self) -> Option<&Path> {
        (self.text.is_some() && self.read != self.path).then_some(&self.read)
    }

    fn read(path: PathBuf) -> Result<Self, Failure> {
        let text = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::io("read", &path, &error)),
        };
        Ok(Self {
            name: paths::shown(&path),
            read: path.clone(),
            path,
            text,
        })
    }
}

/// What a symbolic link leads to: a lock behind one is written where it is, and the link stays.
fn behind_link(path: PathBuf) -> Result<PathBuf, Failure> {
    if path.is_symlink() {
        fs::canonicalize(&path).map_err(|error| Failure::io("follow", &path, &error))
    } else {
        Ok(path)
    }
}

impl Inputs {
    /// The files that the arguments mean.
    ///
    /// # Errors
    /// When the choices that were asked for are not there, and when a file can't be read.
    pub fn of(arguments: &Arguments) -> Result<Self, Failure> {
        let (spec, choices, names) = match &arguments.spec {
            Some(spec) => (spec.clone(), None, paths::lock_beside(spec)),
            None => (
                in_workspace("spec/conversations_v2.yaml"),
                Some(in_workspace("spec/codegen.yaml")),
                in_workspace("spec/names.lock"),
            ),
        };
        let choices = arguments
            .choices
            .clone()
            .or(choices)
            .map(TextFile::read)
            .transpose()?;
        if let (Some(path), Some(TextFile { text: None, .. })) = (&arguments.choices, &choices) {
            return Err(Failure::io("read", path, &io::ErrorKind::NotFound.into()));
        }
        let names = arguments.names.clone().unwrap_or(names);
        let mut names = TextFile::read(behind_link(names)?)?;
        let beside = arguments.spec.as_ref().filter(|_| !arguments.relock);
        if let (None, None, Some(spec)) = (&names.text, &arguments.names, beside) {
            names = TextFile {
                path: names.path,
                name: names.name,
                ..TextFile::read(paths::earlier_lock_beside(spec))?
            };
        }
        let out = arguments
            .out
            .clone()
            .unwrap_or_else(|| in_workspace("generated"));
        Ok(Self {
            spec,
            choices,
            names,
            out,
        })
    }

    /// `--relock` does not read the old lock, so a file that is none could be written over.
    ///
    /// # Errors
    /// When there is another kind of file where the name lock belongs.
    pub fn keep_strange_lock(&self, new: &str) -> Result<(), Failure> {
        match self.names.text.as_deref() {
            Some(old) if !old.is_empty() && old.lines().next() != new.lines().next() => {
                Err(Failure::new(format!(
                    "`{}` does not begin like a name lock",
                    self.names.name
                ))
                .hint("give another file with --names, or remove this one"))
            }
            _ => Ok(()),
        }
    }

    /// A report belongs neither where something was read nor into the crate, where it would be taken for a file of it.
    ///
    /// # Errors
    /// When it would be written there.
    pub fn keep_from(&self, report: &Path, read: &Confined) -> Result<(), Failure> {
        let report = real(report);
        let choices = self.choices.as_ref().map(|file| file.path.as_path());
        let mut inputs = choices
            .into_iter()
            .chain([self.names.path.as_path(), &self.names.read]);
        let what = if read.have_read(&report) || inputs.any(|path| real(path) == report) {
            "overwrite"
        } else if report.starts_with(real(&self.out)) {
            "be a file of the crate:"
        } else {
            return Ok(());
        };
        Err(Failure::new(format!(
            "the report would {what} `{}`",
            paths::shown(&report)
        ))
        .hint("give another file with --report"))
    }
}

/// The path without symbolic links, also that of a file that is not there yet.
fn real(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut folders = path.ancestors();
    let known = folders.find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    match known.and_then(|(folder, real)| Some(real.join(path.strip_prefix(folder).ok()?))) {
        Some(real) => real.components().collect(),
        None => path,
    }
}
