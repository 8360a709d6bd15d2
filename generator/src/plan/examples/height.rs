//! How many values stand in each other in the smallest value of a class: what only holds itself has none.

use crate::api::{Api, Arm, Shape, Use};

use super::super::content::resolved;
use super::super::fold::Folded;

/// The greatest height: what is nested deeper has no example.
const HIGHEST: usize = 64;

/// The height of each class; `None`: no value of it ends, or not soon enough.
pub(super) fn heights(api: &Api, folded: &Folded) -> Vec<Option<usize>> {
    let mut heights = vec![None; folded.len()];
    // Level by level, for the heights to be the least ones whatever the order of the document.
    for level in 0..=HIGHEST {
        for class in 0..folded.len() {
            if heights[class].is_none() {
                let height = height(api, folded, class, &heights);
                heights[class] = height.filter(|height| *height <= level);
            }
        }
    }
    heights
}

/// The arms whose values the type of a union holds. `null` is none: where it may stand, the type around it says so.
pub(super) fn typed<'a>(api: &'a Api, arms: &'a [Arm]) -> impl Iterator<Item = &'a Arm> {
    arms.iter()
        .filter(|arm| !matches!(resolved(api, arm.schema), Shape::Null))
}

fn height(api: &Api, folded: &Folded, class: usize, heights: &[Option<usize>]) -> Option<usize> {
    let of = |used: &Use| match used.nullable {
        true => Some(0),
        false => heights[folded.class(used.schema)],
    };
    match &folded.speaker(api, class).shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean(_)
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_)
        | Shape::Array { .. } => Some(0),
        Shape::Tuple { items } => items
            .iter()
            .try_fold(1, |highest: usize, item| Some(highest.max(of(item)? + 1))),
        Shape::Same(used) => of(used).map(|height| height + 1),
        Shape::Object(object) => object
            .members
            .iter()
            .filter(|member| member.required)
            .try_fold(1, |highest: usize, member| {
                Some(highest.max(of(&member.value)? + 1))
            }),
        Shape::Union { arms, .. } => typed(api, arms)
            .filter_map(|arm| heights[folded.class(arm.schema)])
            .min()
            .map(|lowest| lowest + 1),
    }
}
