//! Open enums: a variant for each listed value, and one for all others.

use crate::api::{EnumValue, Enumeration};
use crate::node::Node;

use super::choices::Choices;
use super::krate::Variant;
use super::markdown::rustdoc;
use super::names::{Scope, type_name};
use super::text::code;
use super::types::small_integer;

/// The variant that keeps what is not listed. A listed value of this name is called otherwise, so that adding one to the
/// document renames nothing.
pub const UNRECOGNIZED: &str = "Unrecognized";

/// The variants of an enum of texts, and the name of the one for others.
pub fn texts(list: &Enumeration, owner: &str, choices: &Choices) -> (Vec<Variant<String>>, String) {
    let values = list.values.iter().filter_map(|value| match &value.value {
        Node::String(text) => Some((value, text.clone())),
        _ => None,
    });
    variants(values, owner, choices, |text| text.clone())
}

/// The variants of an enum of integers, and the name of the one for others.
pub fn numbers(list: &Enumeration, owner: &str, choices: &Choices) -> (Vec<Variant<i64>>, String) {
    let values = list
        .values
        .iter()
        .filter_map(|value| Some((value, small_integer(&value.value)?)));
    variants(values, owner, choices, i64::to_string)
}

fn variants<'v, T>(
    values: impl Iterator<Item = (&'v EnumValue, T)>,
    owner: &str,
    choices: &Choices,
    spelled: fn(&T) -> String,
) -> (Vec<Variant<T>>, String) {
    let mut scope = Scope::without([UNRECOGNIZED]);
    let variants = values
        .map(|(value, wire)| {
            let text = spelled(&wire);
            let chosen = choices
                .renamed(&format!("{owner}.{text}"))
                .map(str::to_owned);
            let wanted =
                chosen.unwrap_or_else(|| type_name(value.name.as_deref().unwrap_or(&text)));
            Variant {
                name: scope.claim(&wanted),
                docs: docs(&text, value.description.as_deref()),
                wire,
            }
        })
        .collect();
    (variants, UNRECOGNIZED.to_owned())
}

fn docs(text: &str, description: Option<&str>) -> Vec<String> {
    let value = if text.is_empty() {
        "The empty text".to_owned()
    } else {
        code(text)
    };
    let mut lines = description.map(rustdoc).unwrap_or_default();
    match lines.first_mut() {
        Some(first) => *first = format!("{value}: {first}"),
        None => lines.push(format!("{value}.")),
    }
    lines
}
