//! The workspace in which one crate after the other is generated, compiled and tried: its dependencies are built once.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::budget;
use super::judged::Prepared;
use super::measure::{self, WRAPPER};
use super::prepare::{Answer, PACKAGE};
use super::process::{self, Finished};
use super::program;
use super::record::{Check, Failed, Record, Trips};
use crate::failure::Failure;
use crate::paths::in_workspace;
use crate::terminal::one_line;

/// How long a process may take.
const PATIENCE: Duration = Duration::from_secs(1800);

/// So many messages and failures of one document are kept.
const KEPT: usize = 200;

/// The workspace, and what is done in it.
#[derive(Debug)]
pub struct Workspace {
    path: PathBuf,
    program: PathBuf,
    sample: Option<u32>,
    runs: u32,
}

impl Workspace {
    /// A workspace in this folder, which need not be there yet. `program` is xtask itself, for its child processes.
    pub fn new(path: PathBuf, program: PathBuf, sample: Option<u32>, runs: u32) -> Self {
        Self {
            path,
            program,
            sample,
            runs,
        }
    }

    /// What a record depends on beside document and program.
    pub fn options(&self) -> String {
        format!("{:?} {}", self.sample, self.runs)
    }

    /// Generates, compiles and tries the crate of a document.
    ///
    /// # Errors
    /// When a process does not do what it should: its crash is a result, too.
    pub fn judge(&self, spec: &Path, record: &mut Record) -> Result<(), Failure> {
        let answer = self.generate(spec)?;
        record.generated = answer.generated;
        record.files = answer.files;
        let Some(prepared) = answer.prepared else {
            return Ok(());
        };
        let check = self.check(&record.name, &record.generated.features)?;
        let compiles = check.errors.is_empty();
        record.check = Some(check);
        if compiles {
            record.trips = Some(self.try_out(prepared)?);
        }
        Ok(())
    }

    /// Generates the crate and the program that tests it.
    ///
    /// # Errors
    /// When the child process does not answer.
    pub fn generate(&self, spec: &Path) -> Result<Answer, Failure> {
        self.lock()?;
        let mut command = Command::new(&self.program);
        command.arg("corpus-document").arg(spec).arg(&self.path);
        if let Some(sample) = self.sample {
            command.arg(format!("--sample={sample}"));
        }
        let finished = process::run(&mut command, PATIENCE)?;
        serde_json::from_str(&finished.output).map_err(|_| failed("generation", &finished))
    }

    /// The first versions of the dependencies are those of this repository: they are tested, and there without a network.
    fn lock(&self) -> Result<(), Failure> {
        let (ours, theirs) = (in_workspace("Cargo.lock"), self.path.join("Cargo.lock"));
        fs::create_dir_all(&self.path).map_err(|error| Failure::io("make", &self.path, &error))?;
        if !theirs.exists() {
            fs::copy(ours, &theirs).map_err(|error| Failure::io("write", &theirs, &error))?;
        }
        Ok(())
    }

    /// Compiles the library so often as was asked for if it has a budget, and, where nothing is wrong with it, once for tests,
    /// as the example program has it; this time with all models, which must have docs.
    fn check(&self, name: &str, features: &[String]) -> Result<Check, Failure> {
        let notes = self.path.join("cost.jsonl");
        fs::write(&notes, "").map_err(|error| Failure::io("write", &notes, &error))?;
        let mut finished = None;
        for _ in 0..budget::runs(name, self.runs) {
            self.touch()?;
            let mut command = self.cargo(&["check", "-p", PACKAGE, "--lib"]);
            command.env(WRAPPER, &notes);
            finished = Some(process::run(&mut command, PATIENCE)?);
        }
        let Some(finished) = finished else {
            return Ok(Check::default());
        };
        let (mut warnings, mut errors) = complaints(&finished);
        let cost = measure::noted(&fs::read_to_string(&notes).unwrap_or_default(), PACKAGE);
        if warnings.is_empty() && errors.is_empty() {
            let mut command = self.cargo(&["check", "-p", PACKAGE, "--lib", "--examples"]);
            command.args(["--features", "test-util"]);
            let features = features.iter();
            command.args(features.map(|feature| format!("--features={feature}")));
            command.env(measure::DOCS, "1");
            (warnings, errors) = complaints(&process::run(&mut command, PATIENCE)?);
        }
        Ok(Check {
            cost,
            warnings,
            errors,
        })
    }

    /// Files that are the same as those of the last document are not written again; Cargo must see a change all the same.
    fn touch(&self) -> Result<(), Failure> {
        let path = self.path.join(PACKAGE).join("src/lib.rs");
        let touched = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        touched.map_err(|error| Failure::io("touch", &path, &error))
    }

    /// Compiles and runs the program with all instances.
    ///
    /// # Errors
    /// When it does not compile, or can't be run.
    pub fn try_out(&self, prepared: Prepared) -> Result<Trips, Failure> {
        let mut trips = Trips {
            types: prepared.types,
            skipped: prepared.skipped,
            skipped_places: prepared.skipped_places,
            wrong_examples: prepared.wrong_examples,
            coverage: prepared.coverage,
            ambiguous: prepared.ambiguous,
            wrong_types: prepared.wrong_types,
            ..Trips::default()
        };
        let built = process::run(&mut self.cargo(&["build", "-p", program::NAME]), PATIENCE)?;
        if !built.status.success() {
            let (_, errors) = messages(&built.output);
            return Err(Failure::new(format!(
                "the round-trip program does not compile: {}",
                errors
                    .first()
                    .map_or(built.complaints.as_str(), String::as_str)
            )));
        }
        let table = self.path.join(program::INSTANCES);
        let lines =
            fs::read_to_string(&table).map_err(|error| Failure::io("read", &table, &error))?;
        let binary = self.path.join("target/debug").join(program::NAME);
        // Within the limits of the compiler: a decoder without end must not take all memory.
        let mut command = Command::new(&self.program);
        command
            .arg(binary)
            .arg(&table)
            .env(WRAPPER, self.path.join("cost.jsonl"));
        let finished = process::run(&mut command, PATIENCE)?;
        let mut results = finished.output.lines();
        for line in lines.lines() {
            match results.next() {
                Some("ok") => trips.passed += 1,
                Some(why) => fail(&mut trips, line, why),
                // The next instance would not have been tried.
                None => {
                    fail(&mut trips, line, "the program died");
                    break;
                }
            }
        }
        Ok(trips)
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(arguments)
            .args(["--quiet", "--jobs=1", "--message-format=json"])
            .current_dir(&self.path)
            .env("CARGO_TARGET_DIR", self.path.join("target"))
            .env("RUSTC_WORKSPACE_WRAPPER", &self.program)
            .env(WRAPPER, self.path.join("cost.jsonl"))
            .env_remove("RUSTFLAGS");
        command
    }
}

fn failed(what: &str, finished: &Finished) -> Failure {
    let words = one_line(&finished.complaints, 1000);
    Failure::new(format!("{what} ended with {}: {words}", finished.status))
}

fn fail(trips: &mut Trips, line: &str, why: &str) {
    let mut columns = line.splitn(5, '\t').skip(2);
    let mut column = || columns.next().unwrap_or_default();
    let (place, what, value) = (column(), column(), column());
    trips.failed.push(Failed {
        place: place.to_owned(),
        what: what.to_owned(),
        value: one_line(value, 400),
        why: one_line(why, 400),
    });
}

/// Warnings and errors of a run of Cargo, which may fail without any.
fn complaints(finished: &Finished) -> (Vec<String>, Vec<String>) {
    let (warnings, mut errors) = messages(&finished.output);
    if errors.is_empty() && !finished.status.success() {
        errors.push(one_line(&finished.complaints, 1000));
    }
    (warnings, errors)
}

/// The warnings and errors among Cargo's messages.
fn messages(output: &str) -> (Vec<String>, Vec<String>) {
    let (mut warnings, mut errors) = (Vec::new(), Vec::new());
    let messages = output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for message in messages.filter(|message| {
        message
            .get("reason")
            .is_some_and(|reason| reason == "compiler-message")
    }) {
        let at = |pointer: &str| {
            message
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let kept = match at("/message/level") {
            "warning" => &mut warnings,
            "error" => &mut errors,
            _ => continue,
        };
        if kept.len() < KEPT {
            kept.push(one_line(at("/message/rendered"), 400));
        }
    }
    (warnings, errors)
}
