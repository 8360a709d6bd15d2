//! Numbers as the text writes them: parsers hand out 64-bit floats, which round.

use std::cell::OnceCell;

use crate::maps::Map;
use crate::node::{Node, Offset};

/// The first number in a JSON text that a parser hands out as a float, as it is written, and the text behind it.
pub(super) fn float(mut text: &str) -> Option<(&str, &str)> {
    loop {
        let start = text.find(|character: char| matches!(character, '"' | '-' | '0'..='9'))?;
        let found = text.get(start..)?;
        if let Some(string) = found.strip_prefix('"') {
            text = after_string(string)?;
            continue;
        }
        let end = found
            .find(|c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'))
            .unwrap_or(found.len());
        let (number, rest) = found.split_at_checked(end)?;
        if is_float(number) {
            return Some((number, rest));
        }
        text = rest;
    }
}

/// The text after the string that has been entered.
fn after_string(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let end = rest.find(['"', '\\'])?;
        if rest.as_bytes().get(end) == Some(&b'"') {
            return rest.get(end + 1..);
        }
        // An escaped character may be wider than a byte only in a wrong text, which was refused before.
        rest = rest.get(end + 2..)?;
    }
}

/// Whether a parser makes a float of this JSON number.
fn is_float(number: &str) -> bool {
    number == "-0" || (number.parse::<u64>().is_err() && number.parse::<i64>().is_err())
}

/// The JSON spelling of a float.
pub(super) fn spelling(value: f64) -> String {
    // `{:?}` is the shortest spelling that reads back equal, and valid JSON for what is finite.
    format!("{value:?}")
}

/// The YAML spelling of what JSON can't say.
pub(super) fn infinite(value: f64) -> &'static str {
    if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    }
}

/// The number beside a key of a YAML text, or those of a list there, as they are written, where they were read as floats:
/// `version: 1.10`.
pub(super) fn exact(mut node: Node, text: &Yaml<'_>, key: &str, offset: Option<Offset>) -> Node {
    let (numbers, most) = match &mut node {
        Node::Number(_) => (std::slice::from_mut(&mut node), 1),
        Node::Sequence(items) => {
            let most = items.len().saturating_mul(WORDS);
            (items.as_mut_slice(), most)
        }
        _ => return node,
    };
    let mut numbers = numbers.iter_mut().filter_map(rounded).peekable();
    if numbers.peek().is_none() {
        return node;
    }
    let mut words = text.written(key, offset).take(most);
    for number in numbers {
        let value = number.parse::<f64>();
        let Some(word) = words.find(|word| word.parse() == value) else {
            break;
        };
        if is_json(word) {
            *number = word.into();
        }
    }
    node
}

/// Words of a text that an item of a list has at most, with what stands between it and the next one.
const WORDS: usize = 8;

/// A number that was read as a float.
fn rounded(node: &mut Node) -> Option<&mut Box<str>> {
    match node {
        Node::Number(text) if text.contains(['.', 'e']) => Some(text),
        _ => None,
    }
}

/// A YAML text, of which what has a name is looked up.
pub(super) struct Yaml<'t> {
    text: &'t str,
    /// Where each name is given, in order.
    anchors: OnceCell<Map<&'t str, Vec<usize>>>,
}

impl<'t> Yaml<'t> {
    /// Of this text.
    pub(super) fn new(text: &'t str) -> Self {
        let anchors = OnceCell::new();
        Self { text, anchors }
    }

    /// The words after a key, or where the name that stands there was given.
    fn written(
        &self,
        key: &str,
        offset: Option<Offset>,
    ) -> impl Iterator<Item = &'t str> + use<'t> {
        let start = offset.map(|offset| offset.bytes() + key.len());
        let after = start.and_then(|start| self.text.get(start..));
        let after = after.unwrap_or_default();
        let after = after.trim_start_matches(['"', '\'']).trim_start();
        let value = after.strip_prefix(':').unwrap_or_default();
        let named = value.trim_start().strip_prefix('*').map(|alias| {
            let name = words(alias).next().unwrap_or_default();
            self.named(name, start.unwrap_or_default())
        });
        let lines = named.unwrap_or(value).lines();
        lines.flat_map(|line| words(line.split(" #").next().unwrap_or_default()))
    }

    /// The text from where a name was last given before this place.
    fn named(&self, name: &str, before: usize) -> &'t str {
        let anchors = self.anchors.get_or_init(|| {
            let mut anchors: Map<&str, Vec<usize>> = Map::default();
            for (at, _) in self.text.match_indices('&') {
                let name = words(&self.text[at + 1..]).next().unwrap_or_default();
                anchors.entry(name).or_default().push(at);
            }
            anchors
        });
        let places = anchors.get(name).map_or(&[][..], Vec::as_slice);
        let earlier = places.partition_point(|at| *at < before);
        let last = earlier.checked_sub(1).and_then(|last| places.get(last));
        last.map_or("", |at| &self.text[*at..])
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | '}' | ']'));
    words.filter(|word| !word.is_empty())
}

/// Whether this is how JSON spells a number: YAML also knows `+1.`, `.5` and the like.
fn is_json(number: &str) -> bool {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (mantissa, exponent) = unsigned
        .split_once(['e', 'E'])
        .map_or((unsigned, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}
