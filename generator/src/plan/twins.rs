//! Components that are other names for a model: what they say of its members that the model does not.

use crate::api::{Member, SchemaId, Shape};
use crate::label;
use crate::maps::Map;

use super::models::ModelContext;
use super::text;

/// The members of a schema of which it says something else than the one that speaks for its class.
pub fn said_otherwise<'a>(
    context: &'a ModelContext<'_>,
    id: SchemaId,
) -> impl Iterator<Item = &'a Member> {
    let members = |id| {
        if let Shape::Object(object) = &context.api.schema(id).shape {
            object.members.as_slice()
        } else {
            &[]
        }
    };
    let speaker = context.folded.representative(context.folded.class(id));
    let others: Map<&str, &Member> = members(speaker)
        .iter()
        .map(|member| (member.name.as_str(), member))
        .collect();
    members(id).iter().filter(move |own| {
        let other = others.get(own.name.as_str());
        other.is_some_and(|other| {
            own.docs != other.docs && said(context, own) != said(context, other)
        })
    })
}

/// What a component says of them, as a list; `model`: the one that it is another name for.
pub fn docs(context: &ModelContext<'_>, id: SchemaId, model: &str) -> Vec<String> {
    let members = said_otherwise(context, id).filter_map(|member| {
        let said = said(context, member);
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

fn said(context: &ModelContext<'_>, member: &Member) -> Vec<String> {
    text::said(context.rendered, &member.docs)
}
