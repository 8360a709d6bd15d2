//! Which fields are boxed.
//!
//! Rule: every direct edge (a field or an arm that holds a model without a `Vec` or map between them) inside a strongly
//! connected component of such edges is boxed. So adding a member never boxes an older one outside of a new cycle.

use std::collections::BTreeMap;

use super::krate::{Model, RustType};

/// Boxes what must be boxed.
pub fn apply(models: &mut [Model]) {
    let numbers: BTreeMap<String, usize> = models
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
    numbers: &'t BTreeMap<String, usize>,
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

fn direct(model: &Model, numbers: &BTreeMap<String, usize>) -> Vec<usize> {
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

/// The strongly connected component of every node (Tarjan's algorithm, with a stack of its own: the graph is an input).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let (mut path, mut counter, mut found) = (Vec::new(), 0, 0);
    for root in 0..edges.len() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = counter;
                low[node] = counter;
                counter += 1;
                path.push(node);
            }
            if let Some(&next) = edges[node].get(edge) {
                work.push((node, edge + 1));
                if index[next] == UNSEEN {
                    work.push((next, 0));
                } else if component[next] == UNSEEN {
                    low[node] = low[node].min(index[next]);
                }
                continue;
            }
            if low[node] == index[node] {
                while let Some(member) = path.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn cycles_are_components() {
        let component = components(&[vec![1], vec![2], vec![0, 3], vec![], vec![4]]);
        assert_eq!(component[0], component[1]);
        assert_eq!(component[1], component[2]);
        assert_ne!(component[2], component[3]);
        assert_ne!(component[3], component[4]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..100_000)
            .map(|node| {
                if node < 99_999 {
                    vec![node + 1]
                } else {
                    vec![0]
                }
            })
            .collect();
        let component = components(&edges);
        assert!(component.iter().all(|&each| each == component[0]));
    }
}
