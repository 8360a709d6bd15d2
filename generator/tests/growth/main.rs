//! The work for a document grows as the document does: one of four times the size takes about four times the work, and not
//! sixteen times, as an algorithm does that looks at all pairs of something.
//!
//! What is allocated is the same in every run, so that is a test. Pairs that are only looked at allocate nothing and take
//! time, which depends on the machine and on who else uses it: `cargo xtask bench growth` measures that.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod documents;
#[path = "../support/mod.rs"]
mod support;

use std::alloc::System;
use std::fs;

use documents::CASES;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most that four times as much may come to; that of all pairs has 16. Tables double when they are full, so a few items
/// more may take twice the memory.
const MOST_MEMORY: f64 = 6.0;

/// The smallest document of a case. What it takes is the same for all: the runtime, the tables of the generator.
const SMALLEST: usize = 4;

/// The same for the time of the processor, which caches and neighbours change.
const MOST_TIME: f64 = 9.0;

/// What is quicker than this is measured too roughly, in seconds.
const LEAST_TIME: f64 = 0.1;

// One test: what is allocated meanwhile for others is no work of the case.
#[test]
fn memory_grows_as_the_document_does() {
    let mut quadratic = Vec::new();
    for (name, count, case) in CASES {
        let least = allocated(|| case(SMALLEST));
        // Small sizes are enough where nothing disturbs.
        let (small, large) = (
            allocated(|| case(count / 32)),
            allocated(|| case(count / 8)),
        );
        let growth = [
            (large.bytes - least.bytes) / (small.bytes - least.bytes),
            (large.pieces - least.pieces) / (small.pieces - least.pieces),
        ];
        println!("{name}: bytes and pieces {growth:.1?}");
        if growth.iter().any(|growth| *growth > MOST_MEMORY) {
            quadratic.push(format!("{name}: {growth:.1?}"));
        }
    }
    assert!(
        quadratic.is_empty(),
        "four times as much takes so many times the bytes and the pieces of memory:\n{}",
        quadratic.join("\n")
    );
}

/// What was allocated.
struct Allocated {
    bytes: f64,
    pieces: f64,
}

/// What the work allocates, all threads together.
fn allocated(work: impl FnOnce()) -> Allocated {
    let region = Region::new(ALLOCATOR);
    work();
    let change = region.change();
    Allocated {
        bytes: change.bytes_allocated as f64,
        pieces: (change.allocations + change.reallocations) as f64,
    }
}

#[test]
#[ignore = "it measures time: `cargo xtask bench growth`"]
fn time_grows_as_the_document_does() {
    let mut quadratic = Vec::new();
    for (name, count, case) in CASES {
        let growth = || seconds(|| case(count)) / seconds(|| case(count / 4)).max(LEAST_TIME);
        // Once may be bad luck, where others use the caches of the processor.
        let mut least = growth();
        for _ in 0..2 {
            if least > MOST_TIME {
                least = least.min(growth());
            }
        }
        println!("{name}: {least:.1}");
        if least > MOST_TIME {
            quadratic.push(format!("{name}: {least:.1}"));
        }
    }
    assert!(
        quadratic.is_empty(),
        "four times as much takes so many times as long:\n{}",
        quadratic.join("\n")
    );
}

/// How long the processor works for this process meanwhile.
fn seconds(work: impl FnOnce()) -> f64 {
    let ticks = || {
        ticks().unwrap_or_else(|| {
            panic!("`/proc/self/stat` does not tell the time: run this on Linux")
        })
    };
    let before = ticks();
    work();
    (ticks() - before) as f64 / 100.0
}

/// Hundredths of a second that this process has used, all threads together (`man proc_pid_stat`: `utime`).
fn ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(11)?.parse().ok()
}
