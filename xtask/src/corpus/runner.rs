//! Decodes instances into their types, encodes them again, and compares. `cargo xtask corpus` compiles this file with the
//! crate that is tested; it needs `serde` and `serde_json`.

use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Number, Value};

/// What stands for a type: decodes a text and encodes the value.
pub type Trip = fn(&str) -> Result<String, String>;

/// Decodes a text into `T`, and encodes a copy of it.
///
/// # Errors
/// When that can't be done, and when the copy is not equal to what it was made of.
pub fn trip<T: DeserializeOwned + Serialize + Clone + PartialEq>(
    text: &str,
) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| format!("decode: {error}"))?;
    let copy = value.clone();
    if copy != value {
        return Err("copy: it is not equal".to_owned());
    }
    drop(value);
    serde_json::to_string(&copy).map_err(|error| format!("encode: {error}"))
}

/// Runs every line of the file that the first argument names: the number of a type, what is expected, place, what is special,
/// and JSON, with tabs between them. Writes a line for each as soon as it is done: `ok`, or what went wrong.
///
/// Expected is nothing, where the value has to come back; `!name`, where decoding has to fail at this member; `?name`, where
/// it may.
///
/// # Errors
/// When the file can't be read, or the results can't be written.
pub fn run(trips: &[Trip]) -> std::io::Result<()> {
    std::panic::set_hook(Box::new(|_| ()));
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let mut output = std::io::stdout().lock();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let line = line?;
        let mut columns = line.splitn(5, '\t');
        let mut column = || columns.next().unwrap_or_default();
        let (number, expected, text) = (column(), column(), columns.nth(2).unwrap_or_default());
        let trip = number
            .parse()
            .ok()
            .and_then(|number: usize| trips.get(number));
        let result = match trip {
            Some(trip) => judge(*trip, expected, text),
            None => Err("no such type".to_owned()),
        };
        let words = result.err().unwrap_or_else(|| "ok".to_owned());
        writeln!(output, "{}", words.replace(['\n', '\r'], " "))?;
        output.flush()?;
    }
    Ok(())
}

fn judge(trip: Trip, expected: &str, text: &str) -> Result<(), String> {
    let encoded = catch_unwind(AssertUnwindSafe(|| trip(text))).map_err(|_| "panic".to_owned())?;
    let encoded = match (expected.split_at_checked(1), encoded) {
        (Some((_, member)), Err(words)) if names(&words, member) => return Ok(()),
        (Some(("!", _)), Ok(_)) => return Err("a wrong type was accepted".to_owned()),
        (_, encoded) => encoded?,
    };
    let read = |text: &str| {
        serde_json::from_str::<Value>(text).map_err(|error| format!("not JSON: {error}"))
    };
    match difference(&read(text)?, &read(&encoded)?, "") {
        None => Ok(()),
        Some(words) => Err(words),
    }
}

/// Whether the words about a failed decoding have this member in their path. In a union's they have it once for each arm.
fn names(words: &str, member: &str) -> bool {
    let Some(path) = words.strip_prefix("decode: ") else {
        return false;
    };
    member.is_empty()
        || path.match_indices(member).any(|(start, _)| {
            let (before, after) = (&path[..start], &path[start + member.len()..]);
            (before.is_empty() || before.ends_with([' ', '.']))
                && after.starts_with([':', '.', '['])
        })
}

/// Where and how a value differs from what was sent: objects as sets of members, numbers by value.
pub fn difference(sent: &Value, encoded: &Value, at: &str) -> Option<String> {
    match (sent, encoded) {
        (Value::Number(one), Value::Number(other)) if same(one, other) => None,
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, &format!("{at}/{index}")))
        }
        (Value::Object(one), Value::Object(other)) => {
            let lost = one.iter().find_map(|(key, value)| match other.get(key) {
                Some(encoded) => difference(value, encoded, &format!("{at}/{key}")),
                None => Some(format!("lost: {at}/{key}")),
            });
            let mut keys = other.keys();
            lost.or_else(|| {
                keys.find(|key| !one.contains_key(*key))
                    .map(|key| format!("invented: {at}/{key}"))
            })
        }
        (one, other) if one == other => None,
        (one, other) => Some(format!("changed: {at}: {} to {}", short(one), short(other))),
    }
}

/// Whether two numbers have the same value: `5` and `5.0` have.
fn same(one: &Number, other: &Number) -> bool {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

fn whole(number: &Number) -> Option<i128> {
    let fits = |value: &f64| value.fract() == 0.0 && value.abs() < 1e38;
    let exact = number
        .as_i64()
        .map(i128::from)
        .or(number.as_u64().map(i128::from));
    exact.or_else(|| number.as_f64().filter(fits).map(|value| value as i128))
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}
