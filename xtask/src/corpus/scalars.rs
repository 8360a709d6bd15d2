//! Texts and numbers within their limits.

use serde_json::{Number, Value, json};

use super::facts::Facts;

/// A text with every kind of escape.
pub const ODD: &str = "\u{0}\t\n\"\\/\u{7f}é\u{2028}😀";

/// The JSON type of a value.
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number)
            if number.is_f64() && number.as_f64().is_some_and(|value| value.fract() != 0.0) =>
        {
            "number"
        }
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A text of the right format and length.
pub fn text(facts: &Facts<'_>) -> String {
    let text = match facts.format.unwrap_or_default() {
        "date-time" => "2009-07-06T20:30:00Z",
        "date" => "2009-07-06",
        "time" => "20:30:00Z",
        "duration" => "PT1H",
        "email" | "idn-email" => "someone@example.com",
        "uri" | "url" | "iri" | "uri-reference" => "https://example.com/a?b=c",
        "hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uuid" => "2f1d3a4c-0000-4000-8000-0123456789ab",
        "byte" => "aGVsbG8=",
        "int64" | "uint64" | "decimal" => "12345678901234567",
        _ => "text",
    };
    let least = facts.count("minLength").unwrap_or(0).min(4096);
    let most = facts.count("maxLength").unwrap_or(usize::MAX);
    let fill = std::iter::repeat_n('x', least.saturating_sub(text.chars().count()));
    text.chars().chain(fill).take(most).collect()
}

/// An integer within the limits.
pub fn integer(facts: &Facts<'_>) -> Option<Value> {
    let (least, most) = bounds(facts);
    let least = least.map_or(i128::MIN, |least| least.ceil() as i128);
    let most = most.map_or(i128::MAX, |most| most.floor() as i128);
    let step = facts
        .limit("multipleOf")
        .map_or(1, |step| step.ceil() as i128)
        .max(1);
    let wanted = 1.clamp(least.min(most), most);
    let wanted = step.checked_mul(wanted.checked_add(step - 1)?.div_euclid(step))?;
    whole(wanted)
}

/// A whole number as JSON.
pub fn whole(value: i128) -> Option<Value> {
    let small = i64::try_from(value).map(Number::from);
    let number = small.or_else(|_| u64::try_from(value).map(Number::from));
    number
        .ok()
        .or_else(|| Number::from_f64(value as f64))
        .map(Value::Number)
}

/// A number within the limits.
pub fn number(facts: &Facts<'_>) -> Option<Value> {
    if let Some(step) = facts.limit("multipleOf") {
        let (least, _) = bounds(facts);
        let count = (least.unwrap_or(step) / step).ceil();
        return Some(json!(count * step));
    }
    let value = match bounds(facts) {
        (Some(least), Some(most)) => (least + most) / 2.0,
        (Some(least), None) => least.max(1.0) + 0.5,
        (None, Some(most)) => most.min(1.0) - 0.5,
        (None, None) => 1.5,
    };
    Number::from_f64(value).map(Value::Number)
}

/// Both limits, those that are exclusive moved by one.
fn bounds(facts: &Facts<'_>) -> (Option<f64>, Option<f64>) {
    let tighter =
        |one: Option<f64>, other: Option<f64>, pick: fn(f64, f64) -> f64| match (one, other) {
            (Some(one), Some(other)) => Some(pick(one, other)),
            (one, other) => one.or(other),
        };
    let above = facts.limit("exclusiveMinimum").map(|limit| limit + 1.0);
    let below = facts.limit("exclusiveMaximum").map(|limit| limit - 1.0);
    (
        tighter(facts.limit("minimum"), above, f64::max),
        tighter(facts.limit("maximum"), below, f64::min),
    )
}

/// Numbers at the edges of what the format can hold, and of the limits.
pub fn edges(facts: &Facts<'_>, kind: &str) -> Vec<Value> {
    if kind == "number" {
        return vec![
            json!(0.1),
            json!(-1e-7),
            json!(1e300),
            json!(3),
            json!(5e-324),
        ];
    }
    let (least, most) = match facts.format {
        Some("int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("uint32") => (0, i128::from(u32::MAX)),
        Some("uint64") => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let mut edges: Vec<Value> = [least, most, 0].into_iter().filter_map(whole).collect();
    edges.push(json!(5.0));
    for limit in ["minimum", "maximum"] {
        edges.extend(facts.whole_limit(limit).and_then(whole));
    }
    edges
}

/// The item at a position of an array, made unlike those before it where that is easy.
pub fn unlike(mut item: Value, index: usize) -> Value {
    if index > 0 {
        vary(&mut item, index);
    }
    item
}

/// Changes a number, a text, or the first of them inside; whether there was one.
fn vary(value: &mut Value, index: usize) -> bool {
    match value {
        Value::Number(number) => {
            let other = number.as_i64().zip(i64::try_from(index).ok());
            let other = other.and_then(|(number, index)| number.checked_add(index));
            other.is_some_and(|other| {
                *value = other.into();
                true
            })
        }
        Value::String(text) => {
            text.push_str(&index.to_string());
            true
        }
        Value::Array(items) => items.iter_mut().any(|item| vary(item, index)),
        Value::Object(members) => members.values_mut().any(|member| vary(member, index)),
        Value::Null | Value::Bool(_) => false,
    }
}
