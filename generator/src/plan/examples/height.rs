//! How many values stand in each other in the smallest value of a class: what only holds itself has none.

use crate::api::{Api, Shape, Use};

use super::super::fold::Folded;

/// Rounds until nothing changes; what is nested deeper than this gets no example.
const ROUNDS: usize = 64;

/// The height of each class; `None`: no value of it ends.
pub(super) fn heights(api: &Api, folded: &Folded) -> Vec<Option<usize>> {
    let mut heights = vec![None; folded.len()];
    for _ in 0..ROUNDS {
        let mut settled = true;
        // Most often, what is inside comes later in the document.
        for class in (0..folded.len()).rev() {
            if heights[class].is_none() {
                heights[class] = height(api, folded, class, &heights);
                settled &= heights[class].is_none();
            }
        }
        if settled {
            break;
        }
    }
    heights
}

fn height(api: &Api, folded: &Folded, class: usize, heights: &[Option<usize>]) -> Option<usize> {
    let of = |used: &Use| match used.nullable {
        true => Some(0),
        false => heights[folded.class(used.schema)],
    };
    match &api.schema(folded.representative(class)).shape {
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_)
        | Shape::Array { .. } => Some(0),
        Shape::Tuple { items } => items
            .iter()
            .try_fold(1, |highest: usize, item| Some(highest.max(of(item)? + 1))),
        Shape::Same(used) => of(used),
        Shape::Object(object) => object
            .members
            .iter()
            .filter(|member| member.required)
            .try_fold(1, |highest: usize, member| {
                Some(highest.max(of(&member.value)? + 1))
            }),
        Shape::Union { arms, .. } => arms
            .iter()
            .filter_map(|arm| heights[folded.class(arm.schema)])
            .min()
            .map(|lowest| lowest + 1),
    }
}
