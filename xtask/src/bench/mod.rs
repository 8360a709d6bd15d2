//! `cargo xtask bench`: how fast things are, side by side with what they are compared to.

pub mod call;
pub mod decode;
pub mod generate;
pub mod growth;
mod package;

use clap::{Args, Subcommand};

use crate::failure::Failure;

/// Measure how fast things are
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What is measured.
#[derive(Subcommand, Debug)]
enum What {
    Call(call::Arguments),
    Decode(decode::Arguments),
    Generate(generate::Arguments),
    Growth(growth::Arguments),
}

/// Runs the command.
///
/// # Errors
/// When a file can't be read, or a limit is not kept.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Call(arguments) => call::run(arguments),
        What::Decode(arguments) => decode::run(arguments),
        What::Generate(arguments) => generate::run(arguments),
        What::Growth(arguments) => growth::run(arguments),
    }
}
