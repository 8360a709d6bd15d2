//! Measures contenders in rounds, in each of which all take their turns.

use std::hint::black_box;
use std::num::NonZero;
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
    /// Lets all take their turns, and prints how fast they are.
    ///
    /// Two are compared within each round, while the machine is as fast for the one as for the other, and the middle of these
    /// ratios counts: the least time of each would be that of another moment.
    pub fn measure(&self, rounds: NonZero<u32>) -> Result<(), String> {
        let list = Value::from(vec![self.value.clone(); LENGTH]);
        let text = list.to_string();
        self.check(&text, &list)?;
        let mut turns = vec![Vec::new(); self.contenders.len()];
        for round in 0..rounds.get() {
            let mut order: Vec<usize> = (0..turns.len()).collect();
            // So that nobody always follows the same other.
            if round % 2 == 1 {
                order.reverse();
            }
            for index in order {
                let (_, taken) = (self.contenders[index].1)(&text)?;
                turns[index].push(taken.map(|taken| taken.as_secs_f64()));
            }
        }
        println!("{}: MB/s of decoding and of encoding", self.name);
        for ((name, _), turns) in self.contenders.iter().zip(&turns) {
            let [decode, encode] = middles(turns.iter().copied());
            let speed = |seconds: f64| text.len() as f64 / seconds / 1e6;
            println!("  {name:<26}\t{} {}", speed(decode), speed(encode));
        }
        for Comparison(one, other, limits) in self.comparisons {
            let both = turns[*one].iter().zip(&turns[*other]);
            let [decode, encode] =
                middles(both.map(|(one, other)| [0, 1].map(|what| other[what] / one[what])));
            let names = format!(
                "{} / {}",
                self.contenders[*one].0, self.contenders[*other].0
            );
            let limits = limits.map(|limit| limit.map_or("-".to_owned(), |it| format!(">={it}")));
            println!("  {names}\t{decode} {encode}\t{}", limits.join(" "));
        }
        Ok(())
    }

    /// Fails if a contender does not give the same JSON back.
    fn check(&self, text: &str, list: &Value) -> Result<(), String> {
        for (name, contender) in self.contenders {
            let (encoded, _) = contender(text)?;
            if serde_json::from_slice::<Value>(&encoded).ok().as_ref() != Some(list) {
                return Err(format!("{}: {name} gives other JSON back", self.name));
            }
        }
        Ok(())
    }
}

/// The middle of the first numbers, and that of the second ones.
fn middles(pairs: impl Iterator<Item = [f64; 2]>) -> [f64; 2] {
    let pairs: Vec<_> = pairs.collect();
    [0, 1].map(|what| {
        let mut numbers: Vec<f64> = pairs.iter().map(|pair| pair[what]).collect();
        numbers.sort_by(f64::total_cmp);
        numbers[numbers.len() / 2]
    })
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

/// Through serde, with the path to what can't be read or written.
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
        |list| {
            let mut encoded = Vec::with_capacity(128);
            let mut serializer = serde_json::Serializer::new(&mut encoded);
            let mut track = serde_path_to_error::Track::new();
            let tracked = serde_path_to_error::Serializer::new(&mut serializer, &mut track);
            match list.serialize(tracked) {
                Ok(()) => Ok(encoded),
                Err(error) => Err(format!("{}: {error}", track.path())),
            }
        },
    )
}

/// As the client reads answers and writes bodies.
pub fn client<T: Encode + Decode>(text: &str) -> Result<(Vec<u8>, [Duration; 2]), String> {
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
