//! `cargo xtask bench generate`: the time of a generation, as a multiple of parsing the same text into `openapiv3`.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueHint};
use openapiv3::OpenAPI;
use serde::de::DeserializeOwned;
use specsmith::Input;
use specsmith::files::Files;

use crate::confined::Confined;
use crate::corpus::documents::{self, Entry};
use crate::failure::Failure;
use crate::terminal::{complain, say};

/// How much longer than parsing a generation may take.
const LIMIT: f64 = 4.0;

/// Compare the time of generation with that of parsing the document into `openapiv3`
///
/// Everything happens in one process, one after the other, from a text in memory. Run it with a release build:
/// `cargo run --release -p xtask -- bench generate DIR`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Folder with OpenAPI documents
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    corpus: PathBuf,

    /// Only documents whose path in the folder contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,

    /// How often each is done
    #[arg(long, value_name = "TIMES", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// The least and the middle one of some times.
#[derive(Clone, Copy, Debug)]
struct Times {
    least: Duration,
    middle: Duration,
}

impl Times {
    fn of(runs: u32, mut work: impl FnMut()) -> Self {
        let mut times: Vec<Duration> = (0..runs)
            .map(|_| {
                let started = Instant::now();
                work();
                started.elapsed()
            })
            .collect();
        times.sort();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        Self {
            least: at(0),
            middle: at(times.len() / 2),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When a document can't be read, or takes more than four times as long to generate as to parse.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if cfg!(debug_assertions) {
        complain("warning: this is a debug build, whose figures say nothing about a release build");
    }
    say(
        "document (parsed into): parse least/middle ms, generate least/middle ms, ratio of the least",
    )?;
    let mut slow = Vec::new();
    for entry in documents::find(&arguments.corpus, arguments.filter.as_deref())? {
        if let Some(ratio) = document(&entry, arguments.runs)?
            && ratio > LIMIT
        {
            slow.push(format!("{} ({ratio:.1})", entry.name));
        }
    }
    if slow.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} documents take more than {LIMIT} times as long to generate as to parse: {}",
        slow.len(),
        slow.join(", ")
    )))
}

/// The ratio of one document; `None` where there is no crate.
fn document(entry: &Entry, runs: u32) -> Result<Option<f64>, Failure> {
    let files = Confined::around(&entry.path)?;
    let text = files
        .read(files.entry())
        .map_err(|words| Failure::new(format!("can't read `{}`: {words}", entry.name)))?;
    let memory = BTreeMap::from([(files.entry().to_owned(), text.clone())]);
    // `openapiv3` knows version 3.0 only; other documents are parsed into plain values.
    let (parse, into): (fn(&str, &str) -> bool, _) = match parse::<OpenAPI>(&entry.name, &text) {
        true => (parse::<OpenAPI>, "openapiv3"),
        false => (parse::<serde_json::Value>, "values"),
    };
    if specsmith::generate(&Input::new(files.entry(), &memory)).is_err() {
        say(&format!(
            "{}: there is no crate from this file alone",
            entry.name
        ))?;
        return Ok(None);
    }
    let parsing = Times::of(runs, || {
        black_box(parse(&entry.name, &text));
    });
    let generating = Times::of(runs, || {
        drop(black_box(specsmith::generate(&Input::new(
            files.entry(),
            &memory,
        ))));
    });
    let ratio = generating.least.as_secs_f64() / parsing.least.as_secs_f64().max(1e-9);
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    say(&format!(
        "{} ({into}): {:.1}/{:.1}, {:.1}/{:.1}, {ratio:.1}",
        entry.name,
        milliseconds(parsing.least),
        milliseconds(parsing.middle),
        milliseconds(generating.least),
        milliseconds(generating.middle)
    ))?;
    Ok(Some(ratio))
}

/// Parses by the parser of the format; whether that went well.
fn parse<T: DeserializeOwned>(name: &str, text: &str) -> bool {
    if name.ends_with(".json") {
        serde_json::from_str::<T>(text).is_ok()
    } else {
        serde_yaml::from_str::<T>(text).is_ok()
    }
}
