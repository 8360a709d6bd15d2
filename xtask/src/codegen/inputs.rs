//! The files that one run of `codegen` is about.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Arguments;
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
    /// Its text; `None`: it is not there.
    pub text: Option<String>,
}

impl TextFile {
    /// Its name and its text, if it is there.
    pub fn named(&self) -> Option<(&str, &str)> {
        Some((&self.name, self.text.as_deref()?))
    }

    fn read(path: PathBuf) -> Result<Self, Failure> {
        let text = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Failure::io("read", &path, &error)),
        };
        Ok(Self {
            name: paths::shown(&path),
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
    /// When the choices that were asked for are not there, and when a file can't be read or would be written over by the
    /// report.
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
        let names = TextFile::read(behind_link(names)?)?;
        let out = arguments
            .out
            .clone()
            .unwrap_or_else(|| in_workspace("generated"));
        let inputs = Self {
            spec,
            choices,
            names,
            out,
        };
        arguments
            .report
            .as_deref()
            .map_or(Ok(()), |report| inputs.keep_from(report))?;
        Ok(inputs)
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

    fn keep_from(&self, report: &Path) -> Result<(), Failure> {
        let Ok(report) = fs::canonicalize(report) else {
            return Ok(());
        };
        let choices = self.choices.as_ref().map(|file| file.path.as_path());
        let inputs = [
            Some(self.spec.as_path()),
            choices,
            Some(self.names.path.as_path()),
        ];
        if inputs
            .into_iter()
            .flatten()
            .filter_map(|path| fs::canonicalize(path).ok())
            .any(|path| path == report)
        {
            return Err(Failure::new(format!(
                "the report would overwrite `{}`",
                paths::shown(&report)
            ))
            .hint("give another file with --report"));
        }
        Ok(())
    }
}
