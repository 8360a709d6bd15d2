//! What operations are called: by their ids, without the path and the method that FastAPI puts behind the name of each.

use std::borrow::Cow;

use crate::api::{Api, Operation};
use crate::maps::Map;

use super::names::value_name;

/// The ids that say more than a name, with the name in them.
#[derive(Debug, Default)]
pub struct Spoken<'a> {
    names: Map<&'a str, &'a str>,
}

impl<'a> Spoken<'a> {
    /// Reads the ids of a document. Nothing is left out where most of them are otherwise, as one may end so by chance, nor
    /// of an id that could not be told from another one then.
    pub fn of(api: &'a Api) -> Self {
        let ids = api.operations.iter();
        let ids = ids.filter_map(|operation| Some((operation.id.as_deref()?, operation)));
        let ids: Vec<(&str, Option<&str>)> = ids
            .map(|(id, operation)| (id, own_part(id, operation)))
            .collect();
        let long = ids.iter().filter(|(_, name)| name.is_some()).count();
        if long * 2 <= ids.len() {
            return Self::default();
        }
        let mut uses: Map<String, usize> = Map::default();
        for (id, name) in &ids {
            *uses.entry(value_name(name.unwrap_or(id))).or_default() += 1;
        }
        let is_single = |name: &&str| uses.get(&value_name(name)) == Some(&1);
        let names = ids.iter();
        let names = names.filter_map(|(id, name)| Some((*id, name.filter(is_single)?)));
        Self {
            names: names.collect(),
        }
    }

    /// The words to name an operation by, or what belongs to it; behind a space is which of its representations is meant.
    pub fn name<'t>(&self, operation: &'t str) -> Cow<'t, str> {
        let (id, rest) = operation.split_at(operation.find(' ').unwrap_or(operation.len()));
        match self.names.get(id) {
            Some(name) => Cow::Owned(format!("{name}{rest}")),
            None => Cow::Borrowed(operation),
        }
    }
}

/// `read_item` of `read_item_items__item_id__get`, for `GET /items/{item_id}`.
fn own_part<'a>(id: &'a str, operation: &Operation) -> Option<&'a str> {
    let method = operation.method.to_ascii_lowercase();
    let rest = id.strip_suffix(&*method)?.strip_suffix('_')?;
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let path = operation.path.replace(|character| !is_word(character), "_");
    rest.strip_suffix(&*path).filter(|name| !name.is_empty())
}
