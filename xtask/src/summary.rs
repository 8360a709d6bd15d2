//! What a good run says: what was made, and what was written.

use std::path::Path;

use specsmith::Output;
use specsmith::plan::ALL_MODELS;

use crate::codegen::{Inputs, TextFile};
use crate::drift::Drift;
use crate::folder::Folder;
use crate::paths::shown;
use crate::terminal::one_line;

/// Characters of a line; package names and paths fit.
const WIDTH: usize = 300;

/// The summary of a run that wrote.
pub fn text(output: &Output, drift: &Drift<'_>, folder: &Folder, inputs: &Inputs) -> String {
    let manifest = &output.krate.manifest;
    let lock = inputs.names.path.as_path();
    let written = drift
        .missing
        .iter()
        .map(|file| file.path.as_path())
        .chain(drift.changed.iter().map(|file| file.path.as_path()));
    let written: Vec<&Path> = written.collect();
    let in_folder = |paths: &[&Path]| paths.iter().filter(|path| **path != lock).count();
    let same: Vec<&Path> = drift.same.iter().map(AsRef::as_ref).collect();
    let lines = [
        format!(
            "{} {} from {}: {}, {}",
            manifest.name,
            manifest.version,
            shown(&inputs.spec),
            operations(output),
            models(output)
        ),
        format!(
            "{}: {} written, {} unchanged, {} removed",
            shown(folder.path()),
            count(in_folder(&written), "file"),
            in_folder(&same),
            drift.stale.len()
        ),
        of_lock(&inputs.names, written.contains(&lock)),
    ];
    lines.map(|line| one_line(&line, WIDTH)).join("\n")
}

fn of_lock(names: &TextFile, written: bool) -> String {
    let name = &names.name;
    match names.earlier().map(shown) {
        Some(earlier) => {
            format!(
                "{name}: written, with what {earlier} recorded, which this document does not need any more"
            )
        }
        None if written => format!("{name}: written"),
        None => format!("{name}: unchanged"),
    }
}

fn operations(output: &Output) -> String {
    let (made, declared) = (output.krate.methods.len(), output.api.operations.len());
    if made == declared {
        count(made, "operation")
    } else {
        format!(
            "{} for {}",
            count(made, "method"),
            count(declared, "operation")
        )
    }
}

fn models(output: &Output) -> String {
    let used = output.krate.models.len();
    match output.krate.unused_models.len() {
        0 => count(used, "model"),
        others => format!(
            "{}, {others} of them behind `{ALL_MODELS}`, as no operation uses them",
            count(used + others, "model")
        ),
    }
}

/// `1 file`, `2 files`.
pub fn count(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}
