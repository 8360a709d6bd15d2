//! Unions that are arms of each other: a value would be tried by one, then the other, and so on without an end.

use crate::api::{Docs, Origin, Role, Schema, SchemaId, Shape};
use crate::characters::fenced;

/// Where the search for circles is in a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    /// Not yet there.
    Ahead,
    /// Within it.
    Open,
    /// Through.
    Done,
}

/// Puts anything in the place of the arms that lead back to a union around them, and says so in the docs: what such an arm
/// alone would fit is kept as it is.
pub(super) fn open(table: &mut Vec<Schema>) {
    let mut visits = vec![Visit::Ahead; table.len()];
    for start in 0..table.len() {
        let is_new = visits[start] == Visit::Ahead;
        let mut path: Vec<(usize, usize)> = is_new.then_some((start, 0)).into_iter().collect();
        while let Some((union, arm)) = path.last_mut() {
            let union = *union;
            visits[union] = Visit::Open;
            let Some(next) = arm_of(table, union, *arm) else {
                visits[union] = Visit::Done;
                path.pop();
                continue;
            };
            match visits[next] {
                Visit::Done => *arm += 1,
                Visit::Open => {
                    leave_open(table, union, *arm, next);
                    visits.push(Visit::Done);
                }
                Visit::Ahead => {
                    *arm += 1;
                    path.push((next, 0));
                }
            }
        }
    }
}

/// What an arm of a union is, other names for schemas followed.
fn arm_of(table: &[Schema], union: usize, arm: usize) -> Option<usize> {
    let Shape::Union { arms, .. } = &table.get(union)?.shape else {
        return None;
    };
    let SchemaId(mut id) = arms.get(arm)?.schema;
    // No chain of names is longer than there are schemas.
    for _ in 0..table.len() {
        match table.get(id)?.shape {
            Shape::Same(used) => id = used.schema.0,
            _ => break,
        }
    }
    Some(id)
}

/// Anything in place of the arm.
fn leave_open(table: &mut Vec<Schema>, union: usize, arm: usize, target: usize) {
    let anything = SchemaId(table.len());
    let target = match &table[target].origin {
        Origin::Component { name } => name.clone(),
        _ => table[target].at.to_string(),
    };
    let schema = &mut table[union];
    let sentence = format!("or what {} may be", fenced(&target));
    schema.docs.constraints.push(sentence);
    if let Shape::Union { arms, .. } = &mut schema.shape {
        arms[arm].schema = anything;
    }
    let role = Role::Arm {
        index: arm,
        name: None,
    };
    let owner = SchemaId(union);
    let made = Schema {
        at: schema.at.clone(),
        made: true,
        origin: Origin::Within { owner, role },
        docs: Docs::default(),
        sensitive: schema.sensitive,
        shape: Shape::Any,
    };
    table.push(made);
}
