//! `cargo xtask bench growth`: whether generation takes four times as long for a document of four times the size.

use std::env;
use std::process::Command;

use clap::Args;

use crate::failure::{Failure, words};
use crate::paths;

/// Measure how the time of the processor grows with the size of a document
///
/// One document for each kind of thing of which there may be many, in two sizes, of which one has four times as much as the
/// other: about four times the time is right, and more than nine times fails. It takes some minutes, and needs Linux. That
/// memory grows no faster is a test (`cargo test -p specsmith --test growth`), as it is the same in every run.
#[derive(Args, Debug)]
pub struct Arguments {}

/// Runs the command.
///
/// # Errors
/// When cargo can't be run, or the time of a document grows faster than the document does.
pub fn run(Arguments {}: &Arguments) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["test", "--quiet", "--package", "specsmith"])
        .args(["--test", "growth", "--", "--ignored", "--nocapture"])
        .current_dir(paths::workspace())
        .status()
        .map_err(|error| Failure::new(format!("can't run `cargo`: {}", words(&error))))?;
    match status.success() {
        true => Ok(()),
        false => Err(
            Failure::new("the time was not measured, or grows faster than a document")
                .hint("the lines above say for which documents"),
        ),
    }
}
