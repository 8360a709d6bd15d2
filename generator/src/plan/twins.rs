//! Components that are other names for a model: what they say of its members that the model does not.

use crate::api::{Member, SchemaId, Shape};
use crate::label;
use crate::maps::Map;

use super::models::Source;
use super::text;

/// The members of a schema of which it says something else than the one that speaks for its class.
pub fn said_otherwise<'a>(
    source: &'a Source<'_>,
    id: SchemaId,
) -> impl Iterator<Item = &'a Member> {
    let members = |id| {
        if let Shape::Object(object) = &source.api.schema(id).shape {
            object.members.as_slice()
        } else {
            &[]
        }
    };
    let speaker = source.folded.representative(source.folded.class(id));
    let others: Map<&str, &Member> = members(speaker)
        .iter()
        .map(|member| (member.name.as_str(), member))
        .collect();
    members(id).iter().filter(move |own| {
        let other = others.get(own.name.as_str());
        other
            .is_some_and(|other| own.docs != other.docs && said(source, own) != said(source, other))
    })
}

/// What a component says of them, as a list; `model`: the one that it is another name for.
pub fn docs(source: &Source<'_>, id: SchemaId, model: &str) -> Vec<String> {
    let members = said_otherwise(source, id).filter_map(|member| {
        let said = said(source, member);
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

fn said(source: &Source<'_>, member: &Member) -> Vec<String> {
    text::said(source.rendered, &member.docs)
}
