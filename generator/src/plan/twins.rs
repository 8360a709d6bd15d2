//! Components that are other names for a model: what they say of its members that the model does not.

use crate::api::{Api, Member, SchemaId, Shape};
use crate::label;

use super::fold::Folded;
use super::text;

/// The members of a schema of which it says something else than the one that speaks for its class.
pub fn said_otherwise<'a>(
    api: &'a Api,
    folded: &Folded,
    id: SchemaId,
) -> impl Iterator<Item = &'a Member> {
    let members = |id| {
        if let Shape::Object(object) = &api.schema(id).shape {
            object.members.as_slice()
        } else {
            &[]
        }
    };
    let both = members(id)
        .iter()
        .zip(members(folded.representative(folded.class(id))));
    let differing = both.filter(|(own, other)| {
        own.docs != other.docs && text::said(&own.docs) != text::said(&other.docs)
    });
    differing.map(|(own, _)| own)
}

/// What a component says of them, as a list; `model`: the one that it is another name for.
pub fn docs(api: &Api, folded: &Folded, id: SchemaId, model: &str) -> Vec<String> {
    let members = said_otherwise(api, folded, id).filter_map(|member| {
        let said = text::said(&member.docs);
        let label = text::code(&member.name);
        (!said.is_empty()).then(|| label::item(&label::labelled(&label, said)))
    });
    let mut members = members.flatten().peekable();
    if members.peek().is_none() {
        return Vec::new();
    }
    let lead = format!("Of the members of [`{model}`] the document says here:");
    [String::new(), lead, String::new()]
        .into_iter()
        .chain(members)
        .collect()
}
