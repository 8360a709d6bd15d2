//! Values of a wrong type: for members that say which types they have, and at the far end of a deep value.

use serde_json::{Value, json};

use super::facts::Facts;
use super::instances::{Standing, Wrong};
use super::scalars::type_of;

/// Levels of a wrong container: what looks into it before it looks at its type must not go too far.
const LEVELS: usize = 60;

/// A container and a scalar that the member's schema does not allow; none where it allows everything.
pub fn values(member: &Facts<'_>) -> Vec<Value> {
    let kinds: Option<Vec<&str>> = match (&member.values, &member.types) {
        (Some(values), _) => Some(values.iter().map(|value| type_of(value)).collect()),
        (None, Some(types)) => Some(types.iter().copied().collect()),
        (None, None) => None,
    };
    let allows = |name: &str| {
        kinds.as_ref().is_none_or(|kinds| {
            kinds.contains(&name) || (name == "integer" && kinds.contains(&"number"))
        })
    };
    let candidates: [&[&str]; 2] = [&["object", "array"], &["boolean", "string", "integer"]];
    let chosen = candidates.map(|names| names.iter().find(|name| !allows(name)));
    chosen
        .into_iter()
        .flatten()
        .map(|name| value(name))
        .collect()
}

fn value(name: &str) -> Value {
    let nested = || (0..LEVELS).fold(json!([]), |inner, _| json!([inner]));
    match name {
        "object" => json!({ "wrong": nested() }),
        "array" => nested(),
        "boolean" => json!(true),
        "string" => json!("wrong"),
        _ => json!(7),
    }
}

/// Whether a value of a wrong type has to be refused: there is one type, no union that may keep what fits no arm, and no side
/// on which the member is unknown.
pub fn must_fail(owner: &Facts<'_>, member: &Facts<'_>) -> bool {
    let has_choice = |facts: &Facts<'_>| !facts.choices.is_empty() || facts.discriminated;
    let has_choice = has_choice(owner) || has_choice(member);
    let open = has_choice || member.values.is_some() || member.one_sided;
    let types = member.types.iter().flatten();
    !open && types.filter(|name| **name != "null").count() == 1
}

/// A deep value, with a wrong type where it is deepest.
pub fn at_the_end(deep: &Value) -> (String, Value, Standing) {
    let mut value = deep.clone();
    spoil(&mut value);
    let wrong = Wrong {
        member: String::new(),
        must_fail: false,
    };
    let what = "deep, of a wrong type at the end";
    (what.to_owned(), value, Standing::Wrong(wrong))
}

fn spoil(value: &mut Value) {
    let wrong = if value.is_string() {
        json!(7)
    } else {
        json!("wrong")
    };
    let parts: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    let deepest = parts.into_iter().max_by_key(|part| levels(part));
    match deepest {
        Some(part) => spoil(part),
        None => *value = wrong,
    }
}

fn levels(value: &Value) -> usize {
    let below = match value {
        Value::Array(items) => items.iter().map(levels).max(),
        Value::Object(members) => members.values().map(levels).max(),
        _ => return 0,
    };
    below.unwrap_or(0) + 1
}
