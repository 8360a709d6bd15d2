//! What `cargo xtask bench decode` runs: `bench-decode ROUNDS` decodes and encodes lists as the generated models do, through
//! serde and as the client does it, and as serde's derive does; it prints what `xtask/src/bench/package.rs` reads.
#![allow(
    unexpected_cfgs,
    reason = "the features of the generated crate are off here"
)]

// The client's own way is no public part of the generated crate, and there are no unions in it.
#[allow(dead_code, reason = "no call is made")]
#[path = "../../../generated/src/client.rs"]
#[rustfmt::skip]
mod client;
#[path = "../../conversation/models.rs"]
mod derived;
mod measure;
#[path = "../../../generated/src/models.rs"]
#[rustfmt::skip]
mod models;
#[path = "../../../templates/src/runtime/mod.rs"]
mod runtime;
mod unions;

use std::num::NonZero;
use std::process::ExitCode;

use serde_json::{Value, json};

use derived::{bare, full};
use measure::{Case, Comparison, Limits, client, serde, serde_octets, serde_with_path};
use twilio_conversations::models::Conversation;
use unions::{derive, generated, keeping};

/// What one conversation looks like.
const CONVERSATION: &str = include_str!("../../conversation/example.json");

/// Least speed through serde as a multiple of the derive's.
const OF_BARE: Limits = [Some(0.85); 2];

/// Least speed through serde as a multiple of that of a derive which keeps as much.
///
/// What makes the two equal: every struct of the derive keeps unknown members, also those that are in others; every optional
/// member tells `null` from what is missing; every enum keeps unknown texts; the errors of reading and of writing have a path.
/// Neither passes on how many members an object has, because JSON does not ask. Only the generated models see to it that no
/// member is written twice whose name is declared and kept as well; the derive is not made to, because few who write one
/// would. Both write with the same function of `serde_json`, which takes two thirds of the time.
const OF_FULL: Limits = [Some(1.0); 2];

/// The same where only reading has a limit: of unions told apart by a member, and of a derive that does not follow the path,
/// as one may be written that reads and writes again when it failed (what the generated models do, where they write).
const DECODE_OF_FULL: Limits = [Some(1.0), None];

/// What is only shown.
const SHOWN: Limits = [None; 2];

/// Least speed of the client as a multiple of the derive's.
const CLIENT_OF_BARE: Limits = [Some(1.0); 2];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [rounds] => run(rounds),
        _ => Err("usage: bench-decode ROUNDS".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(rounds: &str) -> Result<(), String> {
    let rounds: NonZero<u32> = rounds.parse().map_err(|_| "ROUNDS is no number")?;
    cases()?.iter().try_for_each(|case| case.measure(rounds))
}

fn cases() -> Result<[Case; 4], String> {
    let example: Value = serde_json::from_str(CONVERSATION).map_err(|error| error.to_string())?;
    Ok([
        Case {
            name: "conversations as documented",
            value: example.clone(),
            contenders: &[
                ("generated", serde::<Conversation>),
                ("generated, the client", client::<models::Conversation>),
                ("derive", serde::<bare::Conversation>),
                ("derive from octets", serde_octets::<bare::Conversation>),
            ],
            comparisons: &[Comparison(0, 2, OF_BARE), Comparison(1, 3, CLIENT_OF_BARE)],
        },
        Case {
            name: "conversations with more than is documented",
            value: with_more(example),
            contenders: &[
                ("generated", serde::<Conversation>),
                ("generated, the client", client::<models::Conversation>),
                (
                    "derive that keeps as much",
                    serde_with_path::<full::Conversation>,
                ),
                ("the same, without paths", serde::<full::Conversation>),
            ],
            comparisons: &[
                Comparison(0, 2, OF_FULL),
                Comparison(0, 3, DECODE_OF_FULL),
                Comparison(1, 2, SHOWN),
            ],
        },
        Case {
            name: "unions told apart by a member",
            value: json!([
                {"type": "JOINED", "address": "+15550100", "role": "CUSTOMER"},
                {"type": "SAID", "text": "Where is my order?", "language": "en", "words": 4},
                {"type": "LEFT", "reason": "done"},
            ]),
            contenders: &[
                ("generated", serde::<Vec<generated::Event>>),
                ("generated, the client", client::<Vec<generated::Event>>),
                ("derive", serde::<Vec<derive::Event>>),
                (
                    "derive that keeps as much",
                    serde_with_path::<Vec<keeping::Event>>,
                ),
            ],
            comparisons: &[
                Comparison(0, 2, SHOWN),
                Comparison(1, 2, SHOWN),
                Comparison(0, 3, DECODE_OF_FULL),
            ],
        },
        Case {
            name: "unions told apart by shape, in each other",
            value: json!([nested(8)]),
            contenders: &[
                ("generated", serde::<Vec<generated::Subject>>),
                ("generated, the client", client::<Vec<generated::Subject>>),
                ("derive", serde::<Vec<derive::Subject>>),
            ],
            comparisons: &[Comparison(0, 2, SHOWN), Comparison(1, 2, SHOWN)],
        },
    ])
}

/// As a later version of the service may answer: two members that are not documented, a value, and a `null`.
fn with_more(mut conversation: Value) -> Value {
    conversation["topic"] = "Where is my order?".into();
    conversation["name"] = Value::Null;
    conversation["participants"][0]["type"] = "BOT".into();
    conversation["participants"][0]["attributes"] = json!({"vip": true});
    conversation
}

/// Subjects of each arm, in as many lists in each other.
fn nested(depth: usize) -> Value {
    let mut value = json!([]);
    for _ in 0..depth {
        let address = json!({"address": "+15550100", "role": "CUSTOMER"});
        let text = json!({"text": "Where is my order?", "language": "en", "words": 4});
        value = json!([address, text, 5, "SMS", value]);
    }
    value
}
