//! Unions of plain values, such as `Integer | Text`, that stand in places of different names: none of these names speaks for
//! the others, so that the type is called after what it holds.

use crate::api::{Api, Arm, Origin, Role, SchemaId, Shape, TextFormat};
use crate::maps::{Map, Set};

use super::content::resolved;
use super::fold::Folded;

/// The names, by class.
pub type Names = Map<usize, String>;

/// The names of all such classes that no component speaks for.
pub fn names(api: &Api, folded: &Folded) -> Names {
    let mut places: Map<usize, (String, Set<&str>)> = Map::default();
    for (index, schema) in api.schemas.iter().enumerate() {
        let class = folded.class(SchemaId(index));
        let speaker = folded.speaker(api, class);
        if let Shape::Union { arms, tag: None } = &schema.shape
            && !speaker.origin.is_well_named()
            && let Some(name) = held(api, arms)
        {
            let (_, places) = places.entry(class).or_insert((name, Set::default()));
            places.insert(place(api, SchemaId(index)));
        }
    }
    let shared = places
        .into_iter()
        .filter(|(_, (_, places))| places.len() > 1);
    shared.map(|(class, (name, _))| (class, name)).collect()
}

/// What a union holds, if all of it is plain and nothing has a name of its own.
fn held(api: &Api, arms: &[Arm]) -> Option<String> {
    let mut words: Vec<&str> = Vec::with_capacity(arms.len());
    for arm in arms {
        let word = match resolved(api, arm.schema) {
            // A file, or a moment.
            Shape::Text(TextFormat::Binary | TextFormat::DateTime) => return None,
            Shape::Text(_) => "Text",
            Shape::Integer(_) => "Integer",
            Shape::Number { .. } => "Number",
            Shape::Boolean(_) => "Boolean",
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Enumeration(_)
            | Shape::Object(_)
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Union { .. }
            | Shape::Same(_) => return None,
        };
        let is_titled = api.schema(arm.schema).docs.title.is_some();
        if is_titled || words.contains(&word) {
            return None;
        }
        words.push(word);
    }
    (words.len() > 1).then(|| words.join("Or"))
}

/// What the place of a schema is called.
fn place(api: &Api, start: SchemaId) -> &str {
    let mut id = start;
    for _ in 0..api.schemas.len() {
        match &api.schema(id).origin {
            Origin::Within { owner, role } => {
                if let Role::Member(name) = role {
                    return name;
                }
                id = *owner;
            }
            Origin::Component { name }
            | Origin::Shared { name, .. }
            | Origin::Incoming { name, .. } => return name,
            Origin::Operation { role, .. } => return role,
        }
    }
    ""
}
