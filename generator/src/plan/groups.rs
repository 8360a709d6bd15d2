//! What the document says of the tags by which operations are grouped.

use std::collections::BTreeSet;

use crate::api::{Api, Operation};

use super::krate::{Group, Method};
use super::markdown::Rendered;
use super::names::value_name;

/// The group of an operation: its first tag that says something.
pub fn group(operation: &Operation) -> Option<String> {
    let mut tags = operation.tags.iter();
    let tag = tags.find(|tag| is_name(tag))?;
    Some(value_name(tag))
}

fn is_name(tag: &str) -> bool {
    !tag.trim().is_empty()
}

/// The groups of the methods, in the order of the tags. Where nothing is said of any of them, there are none: a heading alone
/// would only repeat what the paths say.
pub fn groups(api: &Api, rendered: &Rendered<'_>, methods: &[Method]) -> Vec<Group> {
    let groups = methods.iter().filter_map(|method| method.group.as_ref());
    let mut left: BTreeSet<&String> = groups.collect();
    let tags = api.tags.iter().filter(|tag| is_name(&tag.name));
    let groups = tags.filter_map(|tag| {
        let name = value_name(&tag.name);
        let description = tag.description.as_deref();
        left.remove(&name).then(|| Group {
            name,
            title: tag.name.clone(),
            docs: description.map_or_else(Vec::new, |text| rendered.rustdoc(text)),
        })
    });
    let groups: Vec<Group> = groups.collect();
    match groups.iter().all(|group| group.docs.is_empty()) {
        true => Vec::new(),
        false => groups,
    }
}
