//! What the document says for people, and no item of the crate has: the docs of what is left out, or folds into something
//! that says something else.

use std::collections::HashSet;

use crate::api::{Docs, Operation, Origin, Role, Schema, SchemaId, Shape};
use crate::pointer::Location;

use super::auth::Credentials;
use super::models::Source;
use super::naming::Naming;
use super::text;
use super::twins;
use super::types;

/// Places whose docs are not told.
#[derive(Debug, Default)]
pub struct Untold {
    /// Schemas: what they and the parts of their `allOf` say, and not what their members say.
    schemas: HashSet<Location>,
    /// Everything here, and inside.
    whole: HashSet<Location>,
}

/// What it is found in.
#[derive(Clone, Copy)]
struct Told<'a> {
    source: &'a Source<'a>,
    naming: &'a Naming,
}

impl Untold {
    /// Whether what stands in this object is not told.
    pub fn covers(&self, object: &Location) -> bool {
        let mut at = Some(object.clone());
        let mut is_own = true;
        while let Some(place) = at {
            if self.whole.contains(&place) || (is_own && self.schemas.contains(&place)) {
                return true;
            }
            let last = place.pointer().rsplit('/').next().unwrap_or_default();
            is_own &= last == "allOf" || last.bytes().all(|byte| byte.is_ascii_digit());
            at = place.parent();
        }
        false
    }

    /// Finds them.
    pub(super) fn find(
        source: &Source<'_>,
        naming: &Naming,
        credentials: &Credentials,
        kept: &[&Operation],
    ) -> Self {
        let mut untold = Self::default();
        let called: HashSet<&Location> = kept.iter().map(|operation| &operation.at).collect();
        let operations = source.api.operations.iter().map(|operation| &operation.at);
        untold
            .whole
            .extend(operations.filter(|at| !called.contains(at)).cloned());
        let sent = kept.iter().filter_map(|operation| operation.body.as_ref());
        let sent: HashSet<&Location> = sent.map(|body| &body.at).collect();
        let bodies = source.api.operations.iter();
        let bodies = bodies.filter_map(|operation| operation.body.as_ref());
        let unsent = bodies.filter(|body| !sent.contains(&body.at));
        untold.whole.extend(unsent.map(|body| body.at.clone()));
        let schemes = source.api.schemes.iter().enumerate();
        let without = schemes.filter(|(index, _)| !credentials.has(*index));
        untold
            .whole
            .extend(without.map(|(_, scheme)| scheme.at.clone()));
        let told = Told { source, naming };
        for id in (0..source.api.schemas.len()).map(SchemaId) {
            if source.directions.lives(source.folded.class(id)) {
                untold.schema(told, id);
            }
        }
        untold
    }

    /// Of a copy that folds into another schema, what that one says otherwise. A component that does keeps its name and its
    /// docs, and what is said of a member or an alternative is told there.
    fn schema(&mut self, told: Told<'_>, id: SchemaId) {
        let class = told.source.folded.class(id);
        let (schema, speaker) = (
            told.source.api.schema(id),
            told.source.folded.representative(class),
        );
        self.alternatives(told, schema, class);
        let speaker = told.source.api.schema(speaker);
        if !told.source.kinds[class].is_model() || schema.at == speaker.at {
            return;
        }
        let is_told = told.naming.aliases.contains_key(&id)
            || matches!(
                schema.origin,
                Origin::Within {
                    role: Role::Member(_) | Role::Arm { .. },
                    ..
                }
            );
        if !is_told && !say_the_same(schema, speaker) {
            self.schemas.insert(schema.at.clone());
        }
        // An alias tells them.
        if !told.naming.aliases.contains_key(&id) {
            let lost = twins::said_otherwise(told.source.api, told.source.folded, id);
            self.whole.extend(lost.map(|member| member.at.clone()));
        }
        if let (Shape::Union { arms, .. }, Shape::Union { arms: others, .. }) =
            (&schema.shape, &speaker.shape)
        {
            for (arm, other) in arms.iter().zip(others) {
                let (arm, other) = (
                    told.source.api.schema(arm.schema),
                    told.source.api.schema(other.schema),
                );
                if !say_the_same(arm, other) {
                    self.schemas.insert(arm.at.clone());
                }
            }
        }
    }

    /// Alternatives that are one type, or all of which are any value, are no variants.
    fn alternatives(&mut self, told: Told<'_>, schema: &Schema, class: usize) {
        let Shape::Union { arms, .. } = &schema.shape else {
            return;
        };
        let is_model = told.source.kinds[class].is_model();
        let variants: HashSet<SchemaId> =
            types::distinct(told.source.api, told.source.folded, arms)
                .filter(|_| is_model)
                .map(|arm| arm.schema)
                .collect();
        for arm in arms.iter().filter(|arm| !variants.contains(&arm.schema)) {
            let arm = told.source.api.schema(arm.schema);
            if matches!(arm.origin, Origin::Within { .. }) {
                self.schemas.insert(arm.at.clone());
            }
        }
    }
}

/// Whether the docs of two schemas are read as the same. Most that are have the same text.
fn say_the_same(one: &Schema, other: &Schema) -> bool {
    (one.sensitive == other.sensitive && one.docs == other.docs)
        || says(&one.docs, one.sensitive) == says(&other.docs, other.sensitive)
}

/// Docs as they are read.
fn says(docs: &Docs, sensitive: bool) -> Vec<String> {
    text::lines(docs, sensitive, String::new)
}
