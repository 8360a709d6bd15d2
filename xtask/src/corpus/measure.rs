//! What a process cost: user CPU and peak memory, as the operating system counts them.

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

/// With this variable set to a file, xtask is the wrapper that Cargo calls in place of `rustc`.
pub const WRAPPER: &str = "SPECSMITH_CORPUS_COST";

/// With this variable set too, the wrapper has `rustc` warn of what has no docs. An emitted crate does not ask for that itself:
/// it takes every user's compiler a hundredth of its time, to tell what is known here.
pub const DOCS: &str = "SPECSMITH_CORPUS_DOCS";

/// Most memory of the compiler, in GiB of addresses, of which it uses about half.
const COMPILER: u64 = 16;

/// What a process cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// User CPU in seconds.
    pub cpu: f64,
    /// Peak memory in MiB.
    pub memory: f64,
}

/// A line of the wrapper's file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The crate that was compiled.
    name: String,
    /// What that cost.
    cost: Cost,
}

/// Runs `rustc` in Cargo's name and notes what it cost, when Cargo called this program as its wrapper. The figures are those
/// of `rustc` alone: this process has no other child.
pub fn as_wrapper() -> Option<ExitCode> {
    let notes = env::var_os(WRAPPER)?;
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    limit_memory(COMPILER);
    let docs = env::var_os(DOCS).map(|_| OsString::from("-Wmissing_docs"));
    let arguments: Vec<OsString> = arguments.chain(docs).collect();
    let status = Command::new(rustc).args(&arguments).status().ok()?;
    let mut names = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .skip(1);
    if let (Some(name), Some(cost)) = (names.next(), of_children()) {
        note(Path::new(&notes), &name.to_string_lossy(), cost);
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// A measurement that can't be written is missing in the table; the compilation must not fail for it.
fn note(path: &Path, name: &str, cost: Cost) {
    let entry = Entry {
        name: name.to_owned(),
        cost,
    };
    if let (Ok(mut file), Ok(line)) = (
        OpenOptions::new().create(true).append(true).open(path),
        serde_json::to_string(&entry),
    ) {
        let _ = writeln!(file, "{line}");
    }
}

/// What the wrapper noted about a crate; with several notes, the cheapest.
pub fn noted(text: &str, name: &str) -> Option<Cost> {
    let entries = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Entry>(line).ok());
    entries
        .filter(|entry| entry.name == name)
        .map(|entry| entry.cost)
        .min_by(|one, other| one.cpu.total_cmp(&other.cpu))
}

/// From here on this process and its children can't take more memory than this: one that would is ended, not the machine.
#[cfg(unix)]
pub fn limit_memory(gibibytes: u64) {
    use nix::sys::resource::{Resource, setrlimit};
    let bytes = gibibytes << 30;
    // Where the system knows no such limit, there is none.
    let _ = setrlimit(Resource::RLIMIT_AS, bytes, bytes);
}

/// There is no limit on this system.
#[cfg(not(unix))]
pub fn limit_memory(_: u64) {}

/// What the finished children of this process cost.
#[cfg(unix)]
pub fn of_children() -> Option<Cost> {
    usage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
}

/// What this process cost until now.
#[cfg(unix)]
pub fn of_this_process() -> Option<Cost> {
    usage(nix::sys::resource::UsageWho::RUSAGE_SELF)
}

#[cfg(unix)]
fn usage(who: nix::sys::resource::UsageWho) -> Option<Cost> {
    let usage = nix::sys::resource::getrusage(who).ok()?;
    let time = usage.user_time();
    // Linux counts kibibytes, Apple's systems count bytes.
    let unit = if cfg!(target_vendor = "apple") {
        1024.0 * 1024.0
    } else {
        1024.0
    };
    Some(Cost {
        cpu: time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6,
        memory: usage.max_rss() as f64 / unit,
    })
}

/// Not known on this system.
#[cfg(not(unix))]
pub fn of_children() -> Option<Cost> {
    None
}

/// Not known on this system.
#[cfg(not(unix))]
pub fn of_this_process() -> Option<Cost> {
    None
}
