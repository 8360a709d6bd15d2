//! How deep models stand in each other: the compiler looks no deeper than its recursion limit.

use crate::graph::components;
use crate::maps::Map;

use super::krate::{Model, RustType};

/// Up to here the compiler's own limit of 128 is enough, with what stands between two models.
const SHALLOW: usize = 48;

/// Types that stand between two models: an `Option`, a `Vec` and what it is made of.
const BETWEEN: usize = 8;

/// The limit that the crate needs; `None`: the compiler's own.
pub fn recursion_limit(models: &[Model]) -> Option<usize> {
    let depth = depth(models);
    (depth > SHALLOW).then(|| (depth * BETWEEN).next_power_of_two())
}

/// The most models that stand in each other; those of a circle are looked through once.
fn depth(models: &[Model]) -> usize {
    let numbers: Map<&str, usize> = models
        .iter()
        .enumerate()
        .map(|(number, model)| (model.name(), number))
        .collect();
    let inside = |model: &Model| -> Vec<usize> {
        let parts = model.types().into_iter().flat_map(RustType::parts);
        let number = |part: &RustType| match part {
            RustType::Model(name) => numbers.get(name.model.as_str()).copied(),
            _ => None,
        };
        parts.filter_map(number).collect()
    };
    let edges: Vec<Vec<usize>> = models.iter().map(inside).collect();
    let component = components(&edges);
    // What a component leads to has a smaller number.
    let mut order: Vec<usize> = (0..models.len()).collect();
    order.sort_by_key(|model| component[*model]);
    let mut depths = vec![0; models.len()];
    for circle in order.chunk_by(|left, right| component[*left] == component[*right]) {
        let below = circle.iter().flat_map(|model| &edges[*model]);
        let below = below.filter(|to| component[**to] != component[circle[0]]);
        let deepest = below.map(|to| depths[component[*to]]).max();
        depths[component[circle[0]]] = deepest.unwrap_or(0) + circle.len();
    }
    depths.into_iter().max().unwrap_or(0)
}
