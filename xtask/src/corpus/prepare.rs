//! One document, in a process of its own: generates the crate and measures that, then builds the instances.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};
use specsmith::lower::Fate;
use specsmith::plan::{ALL_MODELS, Crate, Model};
use specsmith::pointer::Location;
use specsmith::report::{Report, Severity};
use specsmith::{Input, Output};

use super::judged::{self, Prepared};
use super::measure;
use super::program;
use super::record::Generated;
use crate::confined::Confined;
use crate::drift::{self, Beside};
use crate::failure::Failure;
use crate::folder::{Folder, Strangers};
use crate::terminal::say;
use crate::write;

/// The package name of every crate that is tested: one lock file then suits them all.
pub const PACKAGE: &str = "subject";

/// Most memory of this process, in GiB.
const MEMORY: u64 = 6;

/// What `cargo xtask corpus` asks of its child
#[derive(Args, Debug)]
pub struct Arguments {
    /// The document
    pub spec: PathBuf,
    /// The folder with the workspace of the crate and the program that tests it
    pub workspace: PathBuf,
    /// Try at most so many types
    #[arg(long)]
    pub sample: Option<usize>,
}

/// What the child answers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The files that the document consists of, relative to its folder.
    pub files: BTreeSet<String>,
    /// How the document was generated.
    pub generated: Generated,
    /// The instances, but those that the file has; `None`: there is no crate.
    pub prepared: Option<Prepared>,
}

/// Runs the child: JSON on standard output.
///
/// # Errors
/// When a file can't be read or written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    measure::limit_memory(MEMORY);
    let files = Confined::around(&arguments.spec)?;
    let input = Input {
        package_name: Some(PACKAGE),
        indexed: true,
        ..Input::new(files.entry(), &files)
    };
    let started = Instant::now();
    let result = specsmith::generate(&input);
    let seconds = started.elapsed().as_secs_f64();
    let memory = measure::of_this_process().map_or(0.0, |cost| cost.memory);
    let mut answer = Answer::default();
    answer.generated.seconds = seconds;
    answer.generated.memory = memory;
    answer.files = files.names();
    match result {
        Err(report) => tell(&report, &mut answer.generated),
        Ok(output) => {
            tell(&output.report, &mut answer.generated);
            count(&output, &mut answer.generated);
            check_second_run(&input, &output)?;
            save(&output, &arguments.workspace)?;
            let loaded = specsmith::load::load(files.entry(), &files, &mut Report::default());
            if let Some(document) = loaded {
                answer.generated.declared_operations = document.operations().len();
                let index = &output.krate.index;
                answer.generated.operations = program::operations(index, &document);
                let all = program::types(index, document.root());
                answer.generated.untried = untried(output.krate.all_models(), &all);
                let types = program::sampled(all, arguments.sample);
                program::write(&arguments.workspace, &types, &answer.generated.features)?;
                let (prepared, table) = judged::prepare(&document, &types);
                put(&arguments.workspace.join(program::INSTANCES), &table)?;
                answer.prepared = Some(prepared);
            }
        }
    }
    let text = serde_json::to_string(&answer).map_err(|error| Failure::new(error.to_string()))?;
    say(&text)
}

/// Fails if the crate is another one as soon as its names are recorded.
fn check_second_run(input: &Input<'_>, output: &Output) -> Result<(), Failure> {
    let again = specsmith::generate(&Input {
        name_lock: Some(("names.lock", &output.name_lock)),
        ..*input
    });
    let again = again.map_err(|_| Failure::new("the names that are recorded are not read"))?;
    let mut files = output.tree.files.iter();
    match files.find(|(path, text)| again.tree.files.get(*path) != Some(*text)) {
        Some((path, _)) => Err(Failure::new(format!(
            "a second run, with the names of the first, writes another {path}"
        ))),
        None if again.name_lock != output.name_lock => {
            Err(Failure::new("a second run gives other names"))
        }
        None => Ok(()),
    }
}

fn tell(report: &Report, generated: &mut Generated) {
    for diagnostic in &report.diagnostics {
        match diagnostic.severity {
            Severity::Error => generated.errors.push(diagnostic.to_string()),
            Severity::Warning => {
                let code = diagnostic.problem.code().to_owned();
                *generated.warnings.entry(code).or_default() += 1;
            }
        }
    }
}

fn count(output: &Output, generated: &mut Generated) {
    generated.models = output.krate.all_models().count();
    generated.features = features(&output.krate);
    for (path, text) in &output.tree.files {
        let lines = text.lines().count();
        match path.strip_prefix("src/") {
            Some(inside) if inside.starts_with("runtime/") => generated.runtime_lines += lines,
            Some(_) => generated.lines += lines,
            None => {}
        }
    }
    for occurrence in output.ledger.occurrences() {
        let index = match occurrence.fate {
            Fate::Expressed => 0,
            Fate::Documented => 1,
            Fate::Ignored => 2,
            Fate::Unsupported => 3,
        };
        if let Some(number) = generated.keywords.get_mut(index) {
            *number += 1;
        }
    }
}

/// The features that some models are behind.
fn features(krate: &Crate) -> Vec<String> {
    let feature = (krate.has_unused_models()).then(|| ALL_MODELS.to_owned());
    feature.into_iter().collect()
}

/// The models that no schema of the document stands for alone: they are tried inside of others, if at all.
fn untried<'a>(models: impl Iterator<Item = &'a Model>, types: &Types) -> Vec<String> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let names: BTreeSet<&str> = types
        .keys()
        .flat_map(|spelled| spelled.split(|character| !is_part(character)))
        .collect();
    let names = models
        .filter(|model| !matches!(model, Model::Alias(_)))
        .map(Model::name)
        .filter(|name| !names.contains(name));
    names.map(str::to_owned).collect()
}

/// Writes the crate as `codegen` does, so that a runtime file that is the same is not written again.
fn save(output: &Output, workspace: &Path) -> Result<(), Failure> {
    let folder = Folder::open(&workspace.join(PACKAGE), Strangers::Keep)?;
    let lock = workspace.join("names.lock");
    let beside = Beside {
        path: &lock,
        text: &output.name_lock,
    };
    let drift = drift::between(&output.tree, &folder, beside)?;
    write::apply(&drift, &output.tree, &folder)
}

/// Writes a file.
///
/// # Errors
/// When that can't be done.
pub fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}

/// The schemas of each Rust type.
pub type Types = BTreeMap<String, Vec<Location>>;
