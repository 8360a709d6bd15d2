//! Which classes hold what `Debug` must not show.
//!
//! Rule: what the document marks, and every array, map, alias and union that holds such a thing without a struct between
//! them: a struct hides its own members, and shows the rest.

use crate::api::{Api, Shape};

use super::fold::Folded;

/// Whether each class is one.
pub fn sensitive(api: &Api, folded: &Folded) -> Vec<bool> {
    let shape = |class: usize| &folded.speaker(api, class).shape;
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); folded.len()];
    for class in 0..folded.len() {
        if !is_struct(shape(class)) {
            for used in shape(class).uses() {
                holders[folded.class(used.schema)].push(class);
            }
        }
    }
    let marked = |class: usize| folded.speaker(api, class).sensitive;
    let mut sensitive: Vec<bool> = (0..folded.len()).map(marked).collect();
    let mut waiting: Vec<usize> = (0..folded.len())
        .filter(|&class| sensitive[class])
        .collect();
    while let Some(class) = waiting.pop() {
        for &holder in &holders[class] {
            if !std::mem::replace(&mut sensitive[holder], true) {
                waiting.push(holder);
            }
        }
    }
    sensitive
}

fn is_struct(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(object) if !object.members.is_empty())
}
