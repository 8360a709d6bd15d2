//! What tells a struct from the other arms of its unions: `new` gives it, so that no user has to, or gets it wrong.

use crate::api::{Api, Shape};
use crate::maps::Map;

use super::fold::Folded;

/// The value of a member, by class and member; `None`: it has several, in one union or in another.
pub type Tags<'a> = Map<(usize, &'a str), Option<&'a str>>;

/// The tags of all arms.
pub fn tags<'a>(api: &'a Api, folded: &Folded) -> Tags<'a> {
    let mut tags = Tags::default();
    for schema in &api.schemas {
        let Shape::Union {
            arms,
            tag: Some(tag),
        } = &schema.shape
        else {
            continue;
        };
        for arm in arms {
            let only = match arm.tags.as_slice() {
                [only] => Some(only.as_str()),
                _ => None,
            };
            let key = (folded.class(arm.schema), tag.member.as_str());
            let known = tags.entry(key).or_insert(only);
            *known = known.filter(|known| only == Some(*known));
        }
    }
    tags
}
