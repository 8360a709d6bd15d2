//! `cargo xtask bench call`: the CPU of one call of the generated client, as a multiple of one that is written by hand.

use clap::Args;

use super::package;
use crate::failure::Failure;

/// Compare the CPU of one call of the generated client with that of the same call written by hand
///
/// Both are in one process and call a server in another one, on this machine; both keep their connection. Several processes
/// measure one after the other, and the middle of what they say counts.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How often both take their turns in each process
    #[arg(long, value_name = "TIMES", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,

    /// Calls in a turn
    #[arg(long, value_name = "CALLS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    calls: u32,
}

/// Runs the command.
///
/// # Errors
/// When the package can't be built, or a call of the generated client takes more than it may.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    package::run(
        "bench-call",
        &[arguments.rounds, arguments.calls],
        "the calls were not compared, or that of the generated client takes too long",
    )
}
