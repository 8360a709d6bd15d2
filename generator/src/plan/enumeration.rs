//! Open enums: a variant for each listed value, and one for all others.

use crate::api::{EnumValue, Enumeration};
use crate::label::labelled;
use crate::node::Node;

use super::choices::Choices;
use super::integer::small_integer;
use super::krate::{OpenEnum, Variant};
use super::markdown::rustdoc;
use super::names::type_name;
use super::parts::{PartNames, Wanted};
use super::style::NameStyle;
use super::text::code;

/// The variant that keeps what is not listed. A listed value of this name is called otherwise, so that adding one to the
/// document renames nothing.
pub const UNRECOGNIZED: &str = "Unrecognized";

/// Names that no variant can have.
pub const TAKEN: &[&str] = &[UNRECOGNIZED];

/// The enum with these variants.
pub fn open<T>(
    name: String,
    docs: Vec<String>,
    deprecated: bool,
    variants: Vec<Variant<T>>,
) -> OpenEnum<T> {
    OpenEnum {
        name,
        docs,
        deprecated,
        variants,
        unrecognized: UNRECOGNIZED.to_owned(),
    }
}

/// The text of the only value that there can be.
pub fn only(list: &Enumeration) -> Option<String> {
    match list.values.as_slice() {
        [only] if !list.open => only.value.scalar_text(),
        _ => None,
    }
}

/// The variants of an enum of texts.
pub fn texts(
    list: &Enumeration,
    owner: &str,
    choices: &Choices,
    parts: &PartNames,
) -> Vec<Variant<String>> {
    variants(list, owner, (choices, parts), |value| match value {
        Node::String(text) => Some(text.clone()),
        _ => None,
    })
}

/// The variants of an enum of integers.
pub fn numbers(
    list: &Enumeration,
    owner: &str,
    choices: &Choices,
    parts: &PartNames,
) -> Vec<Variant<i64>> {
    variants(list, owner, (choices, parts), small_integer)
}

fn variants<T>(
    list: &Enumeration,
    owner: &str,
    (choices, parts): (&Choices, &PartNames),
    wire: fn(&Node) -> Option<T>,
) -> Vec<Variant<T>> {
    let named = list.values.iter().zip(wanted(list, owner, choices));
    let variant = |(value, part): (&EnumValue, Wanted)| {
        Some(Variant {
            wire: wire(&value.value)?,
            docs: docs(&part.wire, value.description.as_deref()),
            name: parts.of(owner, part),
        })
    };
    named.filter_map(variant).collect()
}

/// The name of the variant for the value that is written so; a text comes before the number that reads like it.
pub fn name_of(
    list: &Enumeration,
    owner: &str,
    (choices, parts): (&Choices, &PartNames),
    wire: &str,
) -> Option<String> {
    let is_text =
        |value: &&EnumValue| matches!(&value.value, Node::String(text) if **text == *wire);
    let is_number = |value: &&EnumValue| {
        small_integer(&value.value).is_some_and(|number| number.to_string() == wire)
    };
    let mut values = list.values.iter();
    let text = values.clone().find(is_text);
    let value = text.or_else(|| values.find(is_number))?;
    Some(parts.of(owner, wanted_for(value, owner, choices)))
}

/// The names that the variants would have.
pub fn wanted<'v>(
    list: &'v Enumeration,
    owner: &'v str,
    choices: &'v Choices,
) -> impl Iterator<Item = Wanted> + 'v {
    let values = list.values.iter();
    values.map(move |value| wanted_for(value, owner, choices))
}

fn wanted_for(value: &EnumValue, owner: &str, choices: &Choices) -> Wanted {
    let wire = value.value.scalar_text().unwrap_or_default();
    let key = choices.names_members().then(|| format!("{owner}.{wire}"));
    let chosen = key.and_then(|key| choices.renamed(&key, NameStyle::Type));
    let own = value.name.as_deref().unwrap_or(&wire);
    Wanted {
        name: chosen.map_or_else(|| type_name(own), str::to_owned),
        others: Vec::new(),
        longer: None,
        after_tag: false,
        chosen: chosen.is_some(),
        wire,
    }
}

fn docs(text: &str, description: Option<&str>) -> Vec<String> {
    let value = if text.is_empty() {
        "The empty string".to_owned()
    } else {
        code(text)
    };
    labelled(&value, description.map(rustdoc).unwrap_or_default())
}
