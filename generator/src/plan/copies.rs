//! The copies of a schema that fold into it, where it has no name of its own: its type says only what all of them do.

use crate::api::{Api, SchemaId};
use crate::maps::Map;

use super::fold::Folded;

/// Those of each schema that speaks for others, and says more than its shape. A component says of itself what the document
/// does, whatever folds into it.
#[derive(Debug, Default)]
pub struct Copies(Map<SchemaId, Vec<SchemaId>>);

impl Copies {
    /// Finds them.
    pub fn new(api: &Api, folded: &Folded) -> Self {
        let mut copies: Map<SchemaId, Vec<SchemaId>> = Map::default();
        for id in (0..api.schemas.len()).map(SchemaId) {
            let speaker = folded.representative(folded.class(id));
            let schema = api.schema(speaker);
            if id != speaker && !schema.origin.is_named() && !schema.docs.constraints.is_empty() {
                copies.entry(speaker).or_default().push(id);
            }
        }
        Self(copies)
    }

    /// Whether what a schema says of itself, all of its copies say too.
    pub fn all_say(&self, api: &Api, speaker: SchemaId, fact: &str) -> bool {
        let mut copies = self.0.get(&speaker).into_iter().flatten();
        copies.all(|id| {
            let mut facts = api.schema(*id).docs.constraints.iter();
            facts.any(|own| own == fact)
        })
    }
}
