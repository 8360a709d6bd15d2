//! What `cargo xtask bench decode` runs: `bench-decode ROUNDS` decodes and encodes one list of conversations as the generated
//! models do, as serde's derive does, and as it does when it keeps as much and knows the path of a fault.

#[path = "../../conversation/models.rs"]
mod models;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;

use models::{bare, full};

/// What one conversation looks like.
const CONVERSATION: &str = include_str!("../../conversation/example.json");

/// Conversations in the list: more than a cache holds, and soon done.
const LENGTH: usize = 200;

/// Least speed as a multiple of the derive's.
const OF_BARE: f64 = 0.85;

/// Least speed as a multiple of that of a derive which keeps as much.
const OF_FULL: f64 = 1.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = match arguments.as_slice() {
        [rounds] => rounds.parse().map_err(|_| "ROUNDS is no number".to_owned()),
        _ => Err("usage: bench-decode ROUNDS".to_owned()),
    };
    match rounds.and_then(measure) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One of those that are compared: how it decodes the text and encodes what that gave, and how long that took.
type Contender = fn(&str) -> Result<[Duration; 2], String>;

fn contenders() -> [(&'static str, Contender); 3] {
    [
        ("generated", |text| {
            turn::<twilio_conversations::models::Conversation>(text, |text| {
                serde_json::from_str(text).map_err(|error| error.to_string())
            })
        }),
        ("derive", |text| {
            turn::<bare::Conversation>(text, |text| {
                serde_json::from_str(text).map_err(|error| error.to_string())
            })
        }),
        ("derive that keeps as much", |text| {
            turn::<full::Conversation>(text, |text| {
                let mut deserializer = serde_json::Deserializer::from_str(text);
                serde_path_to_error::deserialize(&mut deserializer)
                    .map_err(|error| error.to_string())
            })
        }),
    ]
}

fn turn<T: Serialize + DeserializeOwned>(
    text: &str,
    decode: impl Fn(&str) -> Result<Vec<T>, String>,
) -> Result<[Duration; 2], String> {
    let started = Instant::now();
    let list = black_box(decode(black_box(text))?);
    let decoded = started.elapsed();
    let started = Instant::now();
    let encoded = serde_json::to_vec(black_box(&list)).map_err(|error| error.to_string())?;
    let taken = [decoded, started.elapsed()];
    black_box(encoded);
    Ok(taken)
}

/// Measures in rounds, in each of which all take their turns, and compares the least times.
fn measure(rounds: u32) -> Result<(), String> {
    let conversation: serde_json::Value =
        serde_json::from_str(CONVERSATION).map_err(|error| error.to_string())?;
    let text = serde_json::Value::from(vec![conversation; LENGTH]).to_string();
    let contenders = contenders();
    let mut least = [[Duration::MAX; 2]; 3];
    for _ in 0..rounds {
        for ((_, contender), least) in contenders.iter().zip(&mut least) {
            for (least, taken) in least.iter_mut().zip(contender(&text)?) {
                *least = taken.min(*least);
            }
        }
    }
    let speed = |taken: Duration| text.len() as f64 / taken.as_secs_f64() / 1e6;
    println!(
        "MB/s, the best of {rounds} rounds over {} bytes: decode, encode",
        text.len()
    );
    for ((name, _), [decode, encode]) in contenders.iter().zip(least) {
        println!("  {name:<26} {:6.0} {:6.0}", speed(decode), speed(encode));
    }
    let [ours, bare, full] = least;
    let mut slow = Vec::new();
    for (name, others, limit) in [
        ("derive", bare, OF_BARE),
        ("derive that keeps as much", full, OF_FULL),
    ] {
        let [decode, encode] = [0, 1].map(|index| speed(ours[index]) / speed(others[index]));
        println!("  generated / {name}: {decode:.2} {encode:.2} (at least {limit})");
        for (what, ratio) in [("decodes", decode), ("encodes", encode)] {
            if ratio < limit {
                slow.push(format!("{what} at {ratio:.2} of the speed of {name}"));
            }
        }
    }
    match slow.is_empty() {
        true => Ok(()),
        false => Err(format!("the generated crate {}", slow.join(", "))),
    }
}
