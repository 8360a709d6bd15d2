//! `cargo xtask`: the table of its commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rayon::ThreadPoolBuilder;
use xtask::{bench, codegen, corpus, terminal};

/// A generation makes many small things: the allocator of the system took a third of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The commands of this repository
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Codegen(codegen::Arguments),
    Corpus(corpus::Arguments),
    Bench(bench::Arguments),
    /// One document of `corpus`, in a process of its own.
    #[command(hide = true)]
    CorpusDocument(corpus::prepare::Arguments),
}

/// 0: fine; 1: a wrong document, or files that differ; 2: wrong usage, which clap reports.
fn main() -> ExitCode {
    if let Some(code) = corpus::measure::as_wrapper() {
        return code;
    }
    let arguments = Xtask::parse();
    // This thread works as well, where it would else wait for others: what it makes and takes apart stays with it. A second
    // pool can't come of it, and whoever made one has chosen.
    drop(ThreadPoolBuilder::new().use_current_thread().build_global());
    let result = match arguments.command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::CorpusDocument(arguments) => corpus::prepare::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}
