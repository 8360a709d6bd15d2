//! Numbers as the text writes them: parsers hand out 64-bit floats, which round.

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

/// The number beside a key of a YAML text as it is written there, where it was read as a float: `version: 1.10`.
pub(super) fn exact(node: Node, text: &str, key: &str, offset: Option<Offset>) -> Node {
    let Node::Number(rounded) = &node else {
        return node;
    };
    if !rounded.contains(['.', 'e']) {
        return node;
    }
    match written(text, key, offset) {
        Some(written) if same_value(rounded, written) => Node::Number(written.into()),
        _ => node,
    }
}

fn same_value(rounded: &str, written: &str) -> bool {
    is_json(written) && rounded.parse::<f64>() == written.parse::<f64>()
}

/// The word after a key.
fn written<'t>(text: &'t str, key: &str, offset: Option<Offset>) -> Option<&'t str> {
    let after = text.get(offset?.bytes() + key.len()..)?;
    let after = after.trim_start_matches(['"', '\'']).trim_start();
    let value = after.strip_prefix(':')?.trim_start();
    value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']'))
        .next()
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
