//! `cargo xtask corpus`: generates, compiles and tries the crate of every document of a corpus.
//!
//! | module | answers |
//! |---|---|
//! | [`documents`] | which documents there are |
//! | [`prepare`] | in a child process: what one document becomes, and what that costs |
//! | [`schemas`], [`facts`], [`heirs`], [`height`], [`cycles`] | what its schemas say, read without the generator's stages after `load` |
//! | [`builder`], [`parents`], [`scalars`], [`instances`], [`wrong`] | which instances there are |
//! | [`judges`], [`judged`], [`coverage`] | whether they are right as samples, and whether there are enough |
//! | [`program`], [`runner`] | the program that decodes and encodes them |
//! | [`compile`], [`measure`] | what Cargo says, and what `rustc` costs |
//! | [`record`], [`state`], [`table`], [`budget`] | what came out, kept and shown |
//!
//! The generator's stages after `load` share no code with what builds and judges instances, so that one can find a mistake of
//! the other.

pub mod arms;
pub mod budget;
pub mod builder;
pub mod compile;
pub mod coverage;
pub mod cycles;
pub mod documents;
pub mod facts;
pub mod height;
pub mod heirs;
pub mod idioms;
pub mod instances;
pub mod judged;
pub mod judges;
pub mod known;
pub mod measure;
pub mod parents;
pub mod prepare;
pub mod process;
pub mod program;
pub mod record;
pub mod runner;
pub mod scalars;
pub mod schemas;
pub mod state;
pub mod table;
pub mod wrong;

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use self::compile::Workspace;
use self::documents::Entry;
use self::record::Record;
use self::state::State;
use crate::failure::Failure;
use crate::paths::{in_workspace, this_program};
use crate::terminal::{complain, say};

/// Generate, compile and try the crate of every document of a corpus
///
/// A line for each document as soon as it is done. A run that was interrupted goes on where it was; a document is done anew
/// when it, this program or an option has changed.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Folder with OpenAPI documents, and a MANIFEST.tsv that names them if some files are only parts of others
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub corpus: PathBuf,

    /// Only documents whose path in the folder contains this
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,

    /// Try at most so many types of each document, spread evenly
    #[arg(long, value_name = "TYPES", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,

    /// Compile each crate that has a budget so often, and show the cheapest
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// Do all documents anew
    #[arg(long)]
    pub fresh: bool,

    /// Write everything that was found to this file, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report: Option<PathBuf>,

    /// Write the table to this file, as Markdown with date and version
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub table: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When any document falls short, and when files can't be read or written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let entries = documents::find(&arguments.corpus, arguments.filter.as_deref())?;
    let home = in_workspace("target/corpus");
    let mut state = State::open(&home.join("state.jsonl"), arguments.fresh)?;
    let workspace = Workspace::new(
        home.join("workspace"),
        this_program()?,
        arguments.sample,
        arguments.runs,
    );
    let mut records = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let progress = format!("{}/{}", number + 1, entries.len());
        let record = one(entry, &workspace, &mut state, &progress)?;
        say(&table::line(&record, &progress))?;
        records.push(record);
    }
    finish(arguments, &records)
}

/// One document: from the state, or done now.
fn one(
    entry: &Entry,
    workspace: &Workspace,
    state: &mut State,
    progress: &str,
) -> Result<Record, Failure> {
    let options = workspace.options();
    if let Some(record) = state.get(entry, &options)? {
        return Ok(record.clone());
    }
    complain(&format!("{progress} {} …", entry.name));
    let mut record = Record {
        name: entry.name.clone(),
        ..Record::default()
    };
    if let Err(failure) = workspace.judge(&entry.path, &mut record) {
        record.trouble = Some(failure.to_string());
    }
    record.fingerprint = state.fingerprint(entry, &record.files, &options)?;
    state.keep(&record)?;
    Ok(record)
}

fn finish(arguments: &Arguments, records: &[Record]) -> Result<(), Failure> {
    say(&table::details(records))?;
    say(&budget::table(records, arguments.runs))?;
    say(&table::total(records))?;
    if let Some(path) = &arguments.report {
        let text = serde_json::to_string_pretty(records)
            .map_err(|error| Failure::new(format!("can't write JSON: {error}")))?;
        save(path, &(text + "\n"))?;
    }
    if let Some(path) = &arguments.table {
        save(
            path,
            &table::markdown(records, arguments.sample, arguments.runs),
        )?;
    }
    if record::falls_short(records) {
        return Err(Failure::new("some documents fall short")
            .hint("their lines say SHORT, and what is wrong with each stands above the total"));
    }
    Ok(())
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}
