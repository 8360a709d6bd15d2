//! What the document says for people, and no item of the crate has: the docs of what is left out, or folds into something
//! that says something else.

use crate::api::{Operation, Origin, Role, Schema, SchemaId, Shape};
use crate::maps::{Map, Set};
use crate::pointer::{Location, around};

use super::auth::Credentials;
use super::covered::is_sendable;
use super::models::ModelContext;
use super::naming::Naming;
use super::text;
use super::twins;
use super::types;

/// Places whose docs are not told.
#[derive(Debug, Default)]
pub struct Untold {
    /// Schemas: what they and the parts of their `allOf` say, and not what their members say.
    schemas: Places,
    /// Everything here, and inside.
    whole: Places,
}

/// Pointers by their files: what is around a place is asked for without spelling it out.
#[derive(Debug, Default)]
struct Places(Map<String, Set<String>>);

impl Places {
    fn insert(&mut self, at: &Location) {
        let pointers = self.0.entry(at.file().to_owned()).or_default();
        pointers.insert(at.pointer().to_owned());
    }

    /// Whether a pointer into this file is among them.
    fn contain<'p>(&'p self, file: &str) -> impl Fn(&str) -> bool + 'p {
        let pointers = self.0.get(file);
        move |pointer| pointers.is_some_and(|pointers| pointers.contains(pointer))
    }
}

impl<'a> Extend<&'a Location> for Places {
    fn extend<I: IntoIterator<Item = &'a Location>>(&mut self, places: I) {
        places.into_iter().for_each(|at| self.insert(at));
    }
}

/// Whether a segment leads to a part of a schema, which is not a schema inside of it: `allOf`, and the index there.
fn is_part(segment: &str) -> bool {
    segment == "allOf" || segment.bytes().all(|byte| byte.is_ascii_digit())
}

/// What it is found in.
#[derive(Clone, Copy)]
struct Told<'a> {
    context: &'a ModelContext<'a>,
    naming: &'a Naming,
}

impl Untold {
    /// Whether what stands in this object is not told.
    pub fn covers(&self, object: &Location) -> bool {
        let (file, pointer) = (object.file(), object.pointer());
        let (is_whole, is_schema) = (self.whole.contain(file), self.schemas.contain(file));
        let mut is_own = true;
        around(pointer).any(|(pointer, inner)| {
            is_own &= inner.is_none_or(is_part);
            is_whole(pointer) || (is_own && is_schema(pointer))
        })
    }

    /// Finds them.
    pub(super) fn find(
        context: &ModelContext<'_>,
        naming: &Naming,
        credentials: &Credentials,
        kept: &[&Operation],
    ) -> Self {
        let mut untold = Self::default();
        let called: Set<&Location> = kept.iter().map(|operation| &operation.at).collect();
        let operations = context.api.operations.iter().map(|operation| &operation.at);
        untold
            .whole
            .extend(operations.filter(|at| !called.contains(at)));
        let sent = kept.iter().filter_map(|operation| operation.body.as_ref());
        let sent: Set<&Location> = sent.map(|body| &body.at).collect();
        let bodies = context.api.operations.iter();
        let bodies = bodies.filter_map(|operation| operation.body.as_ref());
        let unsent = bodies.filter(|body| !sent.contains(&body.at));
        untold.whole.extend(unsent.map(|body| &body.at));
        let parameters = kept.iter().flat_map(|operation| &operation.parameters);
        let unsent = parameters.filter(|parameter| !is_sendable(parameter));
        untold.whole.extend(unsent.map(|parameter| &parameter.at));
        let schemes = context.api.schemes.iter().enumerate();
        let without = schemes.filter(|(index, _)| !credentials.has(*index));
        untold.whole.extend(without.map(|(_, scheme)| &scheme.at));
        let told = Told { context, naming };
        for id in (0..context.api.schemas.len()).map(SchemaId) {
            match context.directions.lives(context.folded.class(id)) {
                true => untold.schema(told, id),
                false => untold.dead(context.api.schema(id)),
            }
        }
        untold
    }

    /// What is no model has no members: what is said of itself is told where it stands.
    fn dead(&mut self, schema: &Schema) {
        if let Shape::Object(object) = &schema.shape {
            let members = object.members.iter();
            self.whole.extend(members.map(|member| &member.at));
        }
    }

    /// Of a copy that folds into another schema, what that one says otherwise. A component that does keeps its name and its
    /// docs, and what is said of a member or an alternative is told there.
    fn schema(&mut self, told: Told<'_>, id: SchemaId) {
        let class = told.context.folded.class(id);
        let (schema, speaker) = (
            told.context.api.schema(id),
            told.context.folded.representative(class),
        );
        self.alternatives(told, schema, class);
        let speaker = told.context.api.schema(speaker);
        if !told.context.kinds[class].is_model() {
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
        if schema.at == speaker.at {
            let mut facts = schema.docs.constraints.iter();
            let all_say = |fact: &String| told.context.copies.all_say(told.context.api, id, fact);
            if !is_told && !facts.all(all_say) {
                self.schemas.insert(&schema.at);
            }
            return;
        }
        if !is_told && !say_the_same(told, schema, speaker) {
            self.schemas.insert(&schema.at);
        }
        // An alias tells them.
        if !told.naming.aliases.contains_key(&id) {
            let lost = twins::said_otherwise(told.context, id);
            self.whole.extend(lost.map(|member| &member.at));
        }
        if let (Shape::Union { arms, .. }, Shape::Union { arms: others, .. }) =
            (&schema.shape, &speaker.shape)
        {
            for (arm, other) in arms.iter().zip(others) {
                let (arm, other) = (
                    told.context.api.schema(arm.schema),
                    told.context.api.schema(other.schema),
                );
                if !say_the_same(told, arm, other) {
                    self.schemas.insert(&arm.at);
                }
            }
        }
    }

    /// Alternatives that are one type, or all of which are any value, are no variants.
    fn alternatives(&mut self, told: Told<'_>, schema: &Schema, class: usize) {
        let Shape::Union { arms, .. } = &schema.shape else {
            return;
        };
        let is_model = told.context.kinds[class].is_model();
        let variants: Set<SchemaId> = types::distinct(told.context.api, told.context.folded, arms)
            .filter(|_| is_model)
            .map(|arm| arm.schema)
            .collect();
        for arm in arms.iter().filter(|arm| !variants.contains(&arm.schema)) {
            let arm = told.context.api.schema(arm.schema);
            if matches!(arm.origin, Origin::Within { .. }) {
                self.schemas.insert(&arm.at);
            }
        }
    }
}

/// Whether the docs of two schemas are read as the same. Most that are have the same text.
fn say_the_same(told: Told<'_>, one: &Schema, other: &Schema) -> bool {
    (one.sensitive == other.sensitive && one.docs == other.docs)
        || says(told, one) == says(told, other)
}

/// Docs as they are read.
fn says(told: Told<'_>, schema: &Schema) -> Vec<String> {
    let rendered = told.context.rendered;
    text::lines(rendered, &schema.docs, schema.sensitive, String::new)
}
