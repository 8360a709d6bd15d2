//! What every schema and operation of the document became, for other tools and for `--show plan`.

use std::collections::BTreeMap;

use crate::api::{Api, Operation, SchemaId};

use super::Settings;
use super::direction::{Directions, Side};
use super::fold::Folded;
use super::place;
use super::types::Types;

/// Place → the Rust type or method, as a user writes it; nothing unless that is asked for.
pub fn index(
    api: &Api,
    types: &Types<'_>,
    directions: &Directions,
    folded: &Folded,
    kept: &[&Operation],
    names: &[String],
    settings: Settings<'_>,
) -> BTreeMap<String, String> {
    if !settings.indexed {
        return BTreeMap::new();
    }
    let entry = settings.entry;
    let live = |id: &SchemaId| directions.lives(folded.class(*id)) && !api.schema(*id).made;
    let schemas = (0..api.schemas.len()).map(SchemaId).filter(live);
    let schemas = schemas.map(|id| {
        let ty = types.plain(id, Side::Received).to_string();
        (place::at(&api.schema(id).at, entry), ty)
    });
    let operations = kept.iter().zip(names);
    let operations = operations
        .map(|(operation, name)| (place::of_operation(operation), format!("Client::{name}")));
    schemas.chain(operations).collect()
}
