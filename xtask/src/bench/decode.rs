//! `cargo xtask bench decode`: how fast the generated models are read and written, as a multiple of serde's derive.

use clap::Args;

use super::package;
use crate::failure::Failure;

/// Compare how fast the generated models are decoded and encoded with how fast serde's derive is
///
/// In one process, in rounds in which each takes its turn: the generated models through serde_json and as the client reads
/// and writes them, the derive as it is usually written, and the derive with what the generated models can do (unknown
/// members and values kept, `null` told from what is missing, faults with their path), which reads and writes more than is
/// documented. Unions told apart by shape are compared without a limit: the derive's take no unknown arms. Several processes
/// measure one after the other, and the middle of what they say counts.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How often each takes its turn in each process
    #[arg(long, value_name = "TIMES", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// Runs the command.
///
/// # Errors
/// When the package can't be built, or the generated models are slower than they may be.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    package::run(
        "bench-decode",
        &[arguments.rounds],
        "the models were not compared, or the generated ones are too slow",
    )
}
