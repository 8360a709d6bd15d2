//! What `cargo xtask bench call` runs: `bench-call ROUNDS CALLS` measures the CPU of one call of the generated client beside
//! one that is written by hand, both in this process and on one connection each; `bench-call by-hand CALLS` and
//! `bench-call generated CALLS` make those calls and nothing else, for a profiler that counts instructions. What the
//! first prints is read by `xtask/src/bench/package.rs`.

mod by_hand;
#[path = "../../conversation/models.rs"]
mod models;
mod server;

use std::error::Error;
use std::num::NonZero;
use std::process::ExitCode;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use server::Server;

/// How much more CPU than the code by hand a call may take.
const LIMIT: f64 = 1.05;

const SID: &str = "conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [server::ARGUMENT] => server::serve().map_err(Into::into),
        ["by-hand", calls] => alone(calls, by_hand),
        ["generated", calls] => alone(calls, generated),
        [rounds, calls] => measure(rounds, calls),
        _ => Err("usage: bench-call ROUNDS|by-hand|generated CALLS".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A call by hand.
fn by_hand(
    server: &Server,
) -> Result<impl AsyncFn() -> Result<(), String> + use<>, Box<dyn Error>> {
    let client = by_hand::Client::new(&server.url(), "Basic U0sxOnNlY3JldA==")?;
    Ok(async move || {
        let called = client.fetch_conversation(SID).await;
        called.map(drop).map_err(|error| format!("{error:?}"))
    })
}

/// A call of the generated client.
fn generated(
    server: &Server,
) -> Result<impl AsyncFn() -> Result<(), String> + use<>, Box<dyn Error>> {
    let client = twilio_conversations::Client::builder()
        .base_url(server.url())
        .basic_auth("SK1", "secret")
        .build()?;
    Ok(async move || {
        let called = client.fetch_conversation(SID).await;
        called.map(drop).map_err(|error| error.to_string())
    })
}

/// A runtime on this thread.
fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// Makes the calls of one side.
fn alone<C: AsyncFn() -> Result<(), String>>(
    calls: &str,
    side: impl FnOnce(&Server) -> Result<C, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let server = Server::start()?;
    runtime()?.block_on(repeat(calls.parse()?, &side(&server)?))?;
    Ok(())
}

/// Measures in rounds, in each of which both take their turns, and prints how they compare.
fn measure(rounds: &str, calls: &str) -> Result<(), Box<dyn Error>> {
    let (rounds, calls): (NonZero<u32>, u32) = (rounds.parse()?, calls.parse()?);
    let runtime = runtime()?;
    stay_on_one_processor()?;
    let server = Server::start()?;
    let (by_hand, generated) = (by_hand(&server)?, generated(&server)?);
    // Connections, caches, and the clock of the processor.
    runtime.block_on(repeat(calls, &by_hand))?;
    runtime.block_on(repeat(calls, &generated))?;
    let (mut hand, mut ours) = (Vec::new(), Vec::new());
    for round in 0..rounds.get() {
        // Who begins changes, so that nobody always follows the other.
        if round % 2 == 0 {
            hand.push(runtime.block_on(repeat(calls, &by_hand))?);
            ours.push(runtime.block_on(repeat(calls, &generated))?);
        } else {
            ours.push(runtime.block_on(repeat(calls, &generated))?);
            hand.push(runtime.block_on(repeat(calls, &by_hand))?);
        }
    }
    // Compared within each round, while the machine is as fast for the one as for the other.
    let ratios = hand
        .iter()
        .zip(&ours)
        .map(|(hand, ours)| ours / hand)
        .collect();
    println!("CPU of one call in µs");
    println!("  by hand  \t{}", middle(hand));
    println!("  generated\t{}", middle(ours));
    println!("  ratio    \t{}\t<={LIMIT}", middle(ratios));
    Ok(())
}

fn middle(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// The CPU of one call, in microseconds, over so many of them.
async fn repeat(calls: u32, call: &impl AsyncFn() -> Result<(), String>) -> Result<f64, String> {
    let before = cpu()?;
    for _ in 0..calls {
        call().await?;
    }
    Ok((cpu()? - before).as_secs_f64() * 1e6 / f64::from(calls))
}

/// Keeps this process and the server that it starts on one processor. To wake the other one costs more than a call on a
/// virtual machine, and is counted or not as the scheduler pleases.
#[cfg(target_os = "linux")]
fn stay_on_one_processor() -> Result<(), Box<dyn Error>> {
    use nix::sched::{CpuSet, sched_getcpu, sched_setaffinity};
    let mut one = CpuSet::new();
    one.set(sched_getcpu()?)?;
    Ok(sched_setaffinity(nix::unistd::Pid::this(), &one)?)
}

/// Not possible on this system.
#[cfg(not(target_os = "linux"))]
fn stay_on_one_processor() -> Result<(), Box<dyn Error>> {
    Ok(())
}

/// CPU that this process has used until now, in the program and in the system.
#[cfg(unix)]
fn cpu() -> Result<Duration, String> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_SELF).map_err(|error| error.to_string())?;
    let (user, system) = (usage.user_time(), usage.system_time());
    let micros = (user.tv_sec() + system.tv_sec()) * 1_000_000 + user.tv_usec() + system.tv_usec();
    Ok(Duration::from_micros(micros.unsigned_abs()))
}

/// Not known on this system.
#[cfg(not(unix))]
fn cpu() -> Result<Duration, String> {
    Err("this system does not tell the CPU of a process".to_owned())
}
