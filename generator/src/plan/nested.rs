//! What a parameter can hold that its style can't: calls with that are refused, and codegen tells of it.

use crate::api::{Access, Additional, Api, Parameter, ParameterPlace, SchemaId, Shape, Style};

use super::content::resolved;

/// What of a parameter is refused, as far as its schema says it; `None`: nothing.
pub fn refused(api: &Api, parameter: &Parameter) -> Option<String> {
    if parameter.content.is_some() || parameter.style == Style::DeepObject {
        return None;
    }
    let explodes = parameter.explode
        && parameter.style == Style::Form
        && parameter.place == ParameterPlace::Query;
    let style = Flat { api, explodes };
    style.refused(parameter.schema.schema, OUTERMOST)
}

/// Unions in unions that are looked into.
const OUTERMOST: usize = 8;

/// A style that has no word for values in values.
struct Flat<'a> {
    api: &'a Api,
    /// Members may be lists.
    explodes: bool,
}

impl Flat<'_> {
    fn refused(&self, id: SchemaId, unions: usize) -> Option<String> {
        match resolved(self.api, id) {
            Shape::Array { items, .. } => {
                (!self.is_single(items.schema, unions)).then(|| "an item".to_owned())
            }
            Shape::Tuple { items } => {
                let mut items = items.iter();
                let is_nested = items.any(|item| !self.is_single(item.schema, unions));
                is_nested.then(|| "an item".to_owned())
            }
            Shape::Object(object) => {
                let mut members = object.members.iter();
                let is_refused = |id| !self.is_member(id, unions);
                let member = members.find(|member| {
                    member.access != Access::ReadOnly && is_refused(member.value.schema)
                });
                let named = member.map(|member| format!("the member `{}`", member.name));
                named.or_else(|| match object.additional {
                    Additional::Typed(used) if is_refused(used.schema) => {
                        Some("a member".to_owned())
                    }
                    Additional::Typed(_)
                    | Additional::Unsaid
                    | Additional::Forbidden
                    | Additional::Any => None,
                })
            }
            Shape::Union { arms, .. } if unions > 0 => {
                let mut arms = arms.iter();
                arms.find_map(|arm| self.refused(arm.schema, unions - 1))
            }
            Shape::Union { .. }
            | Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Same(_) => None,
        }
    }

    fn is_member(&self, id: SchemaId, unions: usize) -> bool {
        match resolved(self.api, id) {
            Shape::Array { items, .. } if self.explodes => self.is_single(items.schema, unions),
            _ => self.is_single(id, unions),
        }
    }

    /// Whether each value that is described is a text, as far as can be told.
    fn is_single(&self, id: SchemaId, unions: usize) -> bool {
        match resolved(self.api, id) {
            Shape::Array { .. } | Shape::Tuple { .. } | Shape::Object(_) => false,
            Shape::Union { arms, .. } => {
                let mut arms = arms.iter();
                unions == 0 || arms.all(|arm| self.is_single(arm.schema, unions - 1))
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_)
            | Shape::Enumeration(_)
            | Shape::Same(_) => true,
        }
    }
}
