//! `cargo xtask bench decode`: how fast the generated models are read and written, as a multiple of serde's derive.

use std::env;
use std::process::Command;

use clap::Args;

use crate::failure::{Failure, words};

/// Compare how fast the generated models are decoded and encoded with how fast serde's derive is
///
/// All through serde_json and in one process, in rounds in which each takes its turn: the generated models, the derive as it
/// is usually written, and the derive with what the generated models can do (unknown members and values kept, faults with
/// their path). What is compared is a package of its own, built for release: the generated crate may not compile while it is
/// generated.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How often each takes its turn
    #[arg(long, value_name = "TIMES", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// Runs the command.
///
/// # Errors
/// When the package can't be built, or the generated models are slower than they may be.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ended = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "bench-decode",
            "--",
        ])
        .arg(arguments.rounds.to_string())
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .status()
        .map_err(|error| Failure::new(format!("can't run `cargo`: {}", words(&error))))?;
    if ended.success() {
        return Ok(());
    }
    Err(Failure::new(
        "the models were not compared, or the generated ones are too slow",
    ))
}
