//! Measures contenders in rounds, in each of which all take their turns, and compares the least times.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::runtime::{self, Decode, Encode, ReadOnly};

/// Values in the list: more than the first cache holds, and soon done.
const LENGTH: usize = 200;

/// What is decoded and encoded, and by whom.
pub struct Case {
    /// What it is.
    pub name: &'static str,
    /// One of the values in the list.
    pub value: Value,
    /// Who takes turns.
    pub contenders: &'static [(&'static str, Contender)],
    /// Who is compared.
    pub comparisons: &'static [Comparison],
}

/// Indices of two contenders, and the least speed of the first as a multiple of that of the second.
pub struct Comparison(pub usize, pub usize, pub Limits);

/// Limits of decoding and of encoding, where there are any.
pub type Limits = [Option<f64>; 2];

/// Decodes the text and encodes what that gave: the result, and how long both took.
type Contender = fn(&str) -> Result<(Vec<u8>, [Duration; 2]), String>;

impl Case {
    /// Prints how fast all are, and gives what is too slow.
    pub fn measure(&self, rounds: u32) -> Result<Vec<String>, String> {
        let list = Value::from(vec![self.value.clone(); LENGTH]);
        let text = list.to_string();
        let mut least = vec![[Duration::MAX; 2]; self.contenders.len()];
        for round in 0..rounds {
            for ((name, contender), least) in self.contenders.iter().zip(&mut least) {
                let (encoded, taken) = contender(&text)?;
                for (least, taken) in least.iter_mut().zip(taken) {
                    *least = taken.min(*least);
                }
                let is_kept =
                    || serde_json::from_slice::<Value>(&encoded).ok().as_ref() == Some(&list);
                if round == 0 && !is_kept() {
                    return Err(format!("{}: {name} gives other JSON back", self.name));
                }
            }
        }
        println!(
            "{}: MB/s, the best of {rounds} rounds over {} bytes: decode, encode",
            self.name,
            text.len()
        );
        let speed = |taken: Duration| text.len() as f64 / taken.as_secs_f64() / 1e6;
        let speeds: Vec<_> = least.into_iter().map(|taken| taken.map(speed)).collect();
        for ((name, _), [decode, encode]) in self.contenders.iter().zip(&speeds) {
            println!("  {name:<26} {decode:6.0} {encode:6.0}");
        }
        Ok(self.compare(&speeds))
    }

    fn compare(&self, speeds: &[[f64; 2]]) -> Vec<String> {
        let mut slow = Vec::new();
        for Comparison(first, second, limits) in self.comparisons {
            let names = format!(
                "{} / {}",
                self.contenders[*first].0, self.contenders[*second].0
            );
            let ratios = [0, 1].map(|index| speeds[*first][index] / speeds[*second][index]);
            let mut shown = Vec::new();
            for ((what, ratio), limit) in ["decode", "encode"].iter().zip(ratios).zip(limits) {
                let least = limit.map(|limit| format!(" (at least {limit})"));
                shown.push(format!("{ratio:.2}{}", least.unwrap_or_default()));
                if limit.is_some_and(|limit| ratio < limit) {
                    slow.push(format!("{what} of {names} is {ratio:.2}"));
                }
            }
            println!("  {names}: {}", shown.join(", "));
        }
        slow
    }
}

/// Through serde and `serde_json`.
pub fn serde<T: Serialize + DeserializeOwned>(
    text: &str,
) -> Result<(Vec<u8>, [Duration; 2]), String> {
    turn(
        text,
        |text| serde_json::from_str::<Vec<T>>(text).map_err(|error| error.to_string()),
        |list| serde_json::to_vec(list).map_err(|error| error.to_string()),
    )
}

/// From octets, as a client has them.
pub fn serde_octets<T: Serialize + DeserializeOwned>(
    text: &str,
) -> Result<(Vec<u8>, [Duration; 2]), String> {
    turn(
        text,
        |text| serde_json::from_slice::<Vec<T>>(text.as_bytes()).map_err(|error| error.to_string()),
        |list| serde_json::to_vec(list).map_err(|error| error.to_string()),
    )
}

/// Through serde, with the path to what can't be read.
pub fn serde_with_path<T: Serialize + DeserializeOwned>(
    text: &str,
) -> Result<(Vec<u8>, [Duration; 2]), String> {
    turn(
        text,
        |text| {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            serde_path_to_error::deserialize::<_, Vec<T>>(&mut deserializer)
                .map_err(|error| error.to_string())
        },
        |list| serde_json::to_vec(list).map_err(|error| error.to_string()),
    )
}

/// As the client reads answers and writes bodies.
pub fn client<T: Decode + Encode>(text: &str) -> Result<(Vec<u8>, [Duration; 2]), String> {
    turn(
        text,
        |text| runtime::decode::<Vec<T>>(text.as_bytes()).map_err(|fault| fault.to_string()),
        |list| runtime::encode(list, ReadOnly::LeftOut).map_err(|fault| fault.to_string()),
    )
}

fn turn<T>(
    text: &str,
    decode: impl Fn(&str) -> Result<T, String>,
    encode: impl Fn(&T) -> Result<Vec<u8>, String>,
) -> Result<(Vec<u8>, [Duration; 2]), String> {
    let started = Instant::now();
    let list = black_box(decode(black_box(text))?);
    let decoded = started.elapsed();
    let started = Instant::now();
    let encoded = black_box(encode(black_box(&list))?);
    Ok((encoded, [decoded, started.elapsed()]))
}
