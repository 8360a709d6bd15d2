//! Which fields are boxed.
//!
//! Rule: every direct edge (a field or an arm that holds a model without a `Vec` or map between them) inside a strongly
//! connected component of such edges is boxed. So adding a member never boxes an older one outside of a new cycle.

use crate::graph::components;
use crate::maps::Map;

use super::krate::{Model, RustType};

/// Boxes what must be boxed.
pub fn apply(models: &mut [Model]) {
    let numbers: Map<String, usize> = models
        .iter()
        .enumerate()
        .map(|(number, model)| (model.name().to_owned(), number))
        .collect();
    let edges: Vec<Vec<usize>> = models.iter().map(|model| direct(model, &numbers)).collect();
    let component = components(&edges);
    for (from, model) in models.iter_mut().enumerate() {
        let is_inside = |to: usize| {
            component[to] == component[from] && (to != from || edges[from].contains(&from))
        };
        if !edges[from].iter().copied().any(is_inside) {
            continue;
        }
        for ty in held(model) {
            if targets(ty, &numbers).any(is_inside) {
                ty.box_models();
            }
        }
    }
}

/// The models that a type holds directly.
fn targets<'t>(
    ty: &'t RustType,
    numbers: &'t Map<String, usize>,
) -> impl Iterator<Item = usize> + 't {
    let number = |name| numbers.get(name).copied();
    ty.direct_models().into_iter().filter_map(number)
}

/// The types that a model holds.
fn held(model: &mut Model) -> Vec<&mut RustType> {
    match model {
        Model::Struct(model) => model.fields.iter_mut().map(|field| &mut field.ty).collect(),
        Model::Union(model) => model.arms.iter_mut().map(|arm| &mut arm.ty).collect(),
        Model::TextEnum(_) | Model::NumberEnum(_) | Model::Alias(_) => Vec::new(),
    }
}

fn direct(model: &Model, numbers: &Map<String, usize>) -> Vec<usize> {
    let of = |ty| targets(ty, numbers);
    match model {
        Model::Struct(model) => {
            let types = model.fields.iter().map(|field| &field.ty);
            types.flat_map(of).collect()
        }
        Model::Union(model) => model.arms.iter().flat_map(|arm| of(&arm.ty)).collect(),
        Model::TextEnum(_) | Model::NumberEnum(_) | Model::Alias(_) => Vec::new(),
    }
}
