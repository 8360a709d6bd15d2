//! Runs a package that measures, so that the same source gives the same figures every time and in every folder.
//!
//! It is a package of its own, built for release, because the generated crate may not compile while it is generated. What it
//! prints is a line for each thing that it measured: a name, its numbers, and the limits of these; tabs stand between the
//! three, spaces between numbers and between limits (`>=1.0`, `<=1.05`, `-`).

use std::env;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use crate::failure::{Failure, words};
use crate::paths;
use crate::terminal::say;

/// How many processes measure; the middle of what they say counts. Where the system puts stack and heap of a process moves
/// its speed by several percent for as long as it runs: many short ones say more than a few long ones. An odd number has a
/// middle.
const PROCESSES: usize = 41;

/// Every function begins with a line of the cache. A loop of `serde_json` in which two thirds of all encoding are spent runs at
/// two speeds, 20 % apart, by where in such a line it lies: else the path of the folder and each edit elsewhere would decide.
const LAYOUT: &str = "-C llvm-args=-align-all-functions=6";

/// glibc gives freed memory back to the system or not, by what happens to lie above it; to ask for it again takes as long as a
/// fifth of all encoding. Other systems do not look at these.
const KEPT_MEMORY: [(&str, &str); 2] = [
    ("MALLOC_TRIM_THRESHOLD_", "1073741824"),
    ("MALLOC_MMAP_THRESHOLD_", "1073741824"),
];

/// Builds and runs the package of this name, and shows what it measured. `complaint`: what is wrong when it fails.
///
/// # Errors
/// When cargo can't be run, the package fails, or a limit is not kept.
pub fn run(name: &str, arguments: &[u32], complaint: &str) -> Result<(), Failure> {
    let failed = || Failure::new(format!("`{name}` failed: {complaint}"));
    let mut processes = Vec::new();
    for _ in 0..PROCESSES {
        let said = process(name, arguments)?.ok_or_else(failed)?;
        let lines: Option<Vec<_>> = said.lines().map(Line::parse).collect();
        processes.push(lines.ok_or_else(failed)?);
    }
    let (mut shown, mut is_kept) = (String::new(), true);
    for line in middles(&processes) {
        // Nothing that writes to a string fails.
        let _ = writeln!(shown, "{}", line.shown());
        is_kept &= line.is_kept();
    }
    say(&shown)?;
    match is_kept {
        true => Ok(()),
        false => Err(failed().hint("the lines above that end with `!` say which")),
    }
}

/// What one process printed; `None` when it failed.
fn process(name: &str, arguments: &[u32]) -> Result<Option<String>, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    let ended = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", name, "--"])
        .args(arguments.iter().map(u32::to_string))
        .current_dir(paths::workspace())
        .env("RUSTFLAGS", format!("{flags} {LAYOUT}"))
        .envs(KEPT_MEMORY)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("can't run `cargo`: {}", words(&error))))?;
    let said = String::from_utf8(ended.stdout).ok();
    Ok(said.filter(|_| ended.status.success()))
}

/// What was measured of one thing.
#[derive(Clone)]
struct Line {
    name: String,
    numbers: Vec<f64>,
    limits: Vec<String>,
}

impl Line {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let name = parts.next()?.to_owned();
        let numbers = parts.next().unwrap_or_default().split_whitespace();
        let limits = parts.next().unwrap_or_default().split_whitespace();
        Some(Self {
            name,
            numbers: numbers
                .map(|number| number.parse().ok())
                .collect::<Option<_>>()?,
            limits: limits.map(str::to_owned).collect(),
        })
    }

    fn is_kept(&self) -> bool {
        self.numbers
            .iter()
            .zip(&self.limits)
            .all(|(number, limit)| {
                let bound = |text: &str| text.parse::<f64>().ok();
                match (
                    limit.strip_prefix(">=").map(bound),
                    limit.strip_prefix("<=").map(bound),
                ) {
                    (Some(least), _) => least.is_some_and(|least| *number >= least),
                    (None, Some(most)) => most.is_some_and(|most| *number <= most),
                    (None, None) => true,
                }
            })
    }

    fn shown(&self) -> String {
        let mut shown = self.name.clone();
        for (index, number) in self.numbers.iter().enumerate() {
            let decimals = if *number < 10.0 { 3 } else { 1 };
            let _ = write!(shown, " {number:8.decimals$}");
            if let Some(limit) = self.limits.get(index).filter(|limit| *limit != "-") {
                let _ = write!(shown, " ({limit})");
            }
        }
        if !self.is_kept() {
            shown.push_str(" !");
        }
        shown
    }
}

/// The lines of the first process, with the middle of what all say.
fn middles(processes: &[Vec<Line>]) -> Vec<Line> {
    let mut lines = processes.first().cloned().unwrap_or_default();
    for (row, line) in lines.iter_mut().enumerate() {
        for (column, number) in line.numbers.iter_mut().enumerate() {
            let of = |process: &Vec<Line>| process.get(row)?.numbers.get(column).copied();
            let mut all: Vec<f64> = processes.iter().filter_map(of).collect();
            all.sort_by(f64::total_cmp);
            *number = all.get(all.len() / 2).copied().unwrap_or(f64::NAN);
        }
    }
    lines
}
