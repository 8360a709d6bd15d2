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

/// Documents of fewer bytes count in the sum only: what every crate has, its runtime and its manifest, takes longer than
/// their parsing.
const SMALLEST: usize = 100_000;

/// Compare the time of generation with that of parsing the document into `openapiv3`
///
/// Everything happens in one process, from a text in memory, a parsing and a generation in turns. Run it with a release build:
/// `cargo run --release -p xtask -- bench generate DIR`.
///
/// A generation may take four times as long as the parsing: each of a document of at least 100,000 bytes, and the sum of
/// all. Smaller documents count in the sum only, because a part of the work is the same for all crates. So does none that
/// `openapiv3` can't read, which is of another version than 3.0: it is parsed into plain values, which is less work than
/// the limit is about, and its ratio is shown for what it is.
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
    /// The times of two pieces of work that are done in turns, so that whatever slows the machine down slows both.
    fn in_turns(runs: u32, mut one: impl FnMut(), mut other: impl FnMut()) -> (Self, Self) {
        let timed = |work: &mut dyn FnMut()| {
            let started = Instant::now();
            work();
            started.elapsed()
        };
        let pairs = (0..runs).map(|_| (timed(&mut one), timed(&mut other)));
        let (one, other) = pairs.unzip();
        (Self::of(one), Self::of(other))
    }

    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        Self {
            least: at(0),
            middle: at(times.len() / 2),
        }
    }
}

/// What was measured of a document.
struct Measured {
    name: String,
    bytes: usize,
    /// Parsed into `openapiv3`, not into plain values.
    is_typed: bool,
    parse: Duration,
    generate: Duration,
}

impl Measured {
    fn is_slow(&self) -> bool {
        self.is_typed && self.bytes >= SMALLEST && ratio(self.generate, self.parse) > LIMIT
    }
}

fn ratio(generate: Duration, parse: Duration) -> f64 {
    generate.as_secs_f64() / parse.as_secs_f64().max(1e-9)
}

/// Runs the command.
///
/// # Errors
/// When a document can't be read, or takes more than four times as long to generate as to parse, or all of them do.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if cfg!(debug_assertions) {
        complain("warning: this is a debug build, whose figures say nothing about a release build");
    }
    say(
        "document (parsed into): parse least/middle ms, generate least/middle ms, ratio of the least",
    )?;
    let mut measured = Vec::new();
    for entry in documents::find(&arguments.corpus, arguments.filter.as_deref())? {
        measured.extend(document(&entry, arguments.runs)?);
    }
    let (typed, plain): (Vec<Measured>, _) = measured.into_iter().partition(|it| it.is_typed);
    let sum = sum("openapiv3", &typed)?;
    self::sum("values", &plain)?;
    let slow = typed.iter().filter(|it| it.is_slow());
    let mut slow: Vec<String> = slow
        .map(|it| format!("{} ({:.1})", it.name, ratio(it.generate, it.parse)))
        .collect();
    slow.extend(
        sum.filter(|sum| *sum > LIMIT)
            .map(|sum| format!("the sum ({sum:.1})")),
    );
    if slow.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "more than {LIMIT} times as long to generate as to parse: {}",
        slow.join(", ")
    )))
}

/// Shows the sums of documents that were parsed into the same, and gives their ratio.
fn sum(into: &str, measured: &[Measured]) -> Result<Option<f64>, Failure> {
    if measured.is_empty() {
        return Ok(None);
    }
    let parse: Duration = measured.iter().map(|it| it.parse).sum();
    let generate: Duration = measured.iter().map(|it| it.generate).sum();
    let ratio = ratio(generate, parse);
    say(&format!(
        "sum of {} ({into}): {:.1}, {:.1}, {ratio:.1}",
        measured.len(),
        milliseconds(parse),
        milliseconds(generate)
    ))?;
    Ok(Some(ratio))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Measures one document; `None` where there is no crate.
fn document(entry: &Entry, runs: u32) -> Result<Option<Measured>, Failure> {
    let files = Confined::around(&entry.path)?;
    let text = files
        .read(files.entry())
        .map_err(|words| Failure::new(format!("can't read `{}`: {words}", entry.name)))?;
    let memory = BTreeMap::from([(files.entry().to_owned(), text.clone())]);
    // `openapiv3` knows version 3.0 only.
    let is_typed = parse::<OpenAPI>(&entry.name, &text);
    let (parse, into): (fn(&str, &str) -> bool, _) = if is_typed {
        (parse::<OpenAPI>, "openapiv3")
    } else {
        (parse::<serde_json::Value>, "values")
    };
    if specsmith::generate(&Input::new(files.entry(), &memory)).is_err() {
        say(&format!(
            "{}: there is no crate from this file alone",
            entry.name
        ))?;
        return Ok(None);
    }
    let parsing = || {
        black_box(parse(&entry.name, &text));
    };
    let generating = || {
        let input = Input::new(files.entry(), &memory);
        drop(black_box(specsmith::generate(&input)));
    };
    let (parsing, generating) = Times::in_turns(runs, parsing, generating);
    say(&format!(
        "{} ({into}): {:.1}/{:.1}, {:.1}/{:.1}, {:.1}",
        entry.name,
        milliseconds(parsing.least),
        milliseconds(parsing.middle),
        milliseconds(generating.least),
        milliseconds(generating.middle),
        ratio(generating.least, parsing.least)
    ))?;
    Ok(Some(Measured {
        name: entry.name.clone(),
        bytes: text.len(),
        is_typed,
        parse: parsing.least,
        generate: generating.least,
    }))
}

/// Parses by the parser of the format; whether that went well.
fn parse<T: DeserializeOwned>(name: &str, text: &str) -> bool {
    if name.ends_with(".json") {
        serde_json::from_str::<T>(text).is_ok()
    } else {
        serde_yaml::from_str::<T>(text).is_ok()
    }
}
