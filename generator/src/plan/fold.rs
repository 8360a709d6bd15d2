//! Which schemas are the same: equal shapes are one class, whatever their place, their texts or their examples.
//!
//! Rule: two schemas are equal when no client could tell them apart: same JSON, same Rust type, same redaction, same
//! direction, and the same of everything that they reach, recursion included (the coarsest partition that is stable
//! under refinement). Constraints and texts do not count: they are documentation.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt::Write as _;

use crate::api::{Additional, Api, Origin, Role, Schema, SchemaId, Shape, TextFormat, Use};

/// The classes of equal schemas.
#[derive(Debug)]
pub struct Folded {
    class: Vec<usize>,
    representatives: Vec<SchemaId>,
}

impl Folded {
    /// The class of a schema.
    pub fn class(&self, id: SchemaId) -> usize {
        self.class[id.0]
    }

    /// The schema that speaks for a class: a component if there is one, and the body of a webhook or callback only if
    /// there is nothing else.
    pub fn representative(&self, class: usize) -> SchemaId {
        self.representatives[class]
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.representatives.len()
    }
}

/// Finds the classes.
pub fn fold(api: &Api) -> Folded {
    let targets: Vec<usize> = (0..api.schemas.len())
        .map(|index| target(api, index))
        .collect();
    let mut keys = HashMap::new();
    let own: Vec<usize> = api
        .schemas
        .iter()
        .map(|schema| intern(&mut keys, own_key(schema)))
        .collect();
    let children: Vec<Vec<usize>> = api
        .schemas
        .iter()
        .map(|schema| {
            uses(&schema.shape)
                .map(|used| targets[used.schema.0])
                .collect()
        })
        .collect();
    let class = refine(&own, &children);
    let class: Vec<usize> = targets.iter().map(|&index| class[index]).collect();
    finish(api, &class)
}

/// Rounds of refinement for schemas that reach a cycle. Real documents need a handful; what is still moving after them is
/// left unfolded, which is always right, so that no document can make this take long.
const ROUNDS: usize = 64;

/// The coarsest partition in which equal schemas have equal children.
fn refine(own: &[usize], children: &[Vec<usize>]) -> Vec<usize> {
    let mut classes = HashMap::new();
    let settled = settle(own, children, &mut classes);
    let fixed = classes.len();
    let mut class: Vec<usize> = (0..own.len())
        .map(|index| settled[index].unwrap_or(fixed + own[index]))
        .collect();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let mut refined = HashMap::new();
        let next: Vec<usize> = (0..own.len())
            .map(|index| match settled[index] {
                Some(class) => class,
                None => {
                    let children = children[index].iter().map(|&child| class[child]);
                    let key: Vec<usize> = std::iter::once(own[index]).chain(children).collect();
                    fixed + intern(&mut refined, key)
                }
            })
            .collect();
        class = next;
        if refined.len() == count {
            return class;
        }
        count = refined.len();
    }
    (0..own.len())
        .map(|index| settled[index].unwrap_or(fixed + index))
        .collect()
}

/// Classes of the schemas that reach no cycle: children before parents, one look at each.
fn settle(
    own: &[usize],
    children: &[Vec<usize>],
    classes: &mut HashMap<Vec<usize>, usize>,
) -> Vec<Option<usize>> {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); own.len()];
    for (parent, held) in children.iter().enumerate() {
        for &child in held {
            parents[child].push(parent);
        }
    }
    let mut missing: Vec<usize> = children.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..own.len())
        .filter(|&index| missing[index] == 0)
        .collect();
    let mut settled: Vec<Option<usize>> = vec![None; own.len()];
    while let Some(index) = ready.pop() {
        let held = children[index].iter().filter_map(|&child| settled[child]);
        let key: Vec<usize> = std::iter::once(own[index]).chain(held).collect();
        settled[index] = Some(intern(classes, key));
        for &parent in &parents[index] {
            missing[parent] -= 1;
            if missing[parent] == 0 {
                ready.push(parent);
            }
        }
    }
    settled
}

/// Numbers the classes in the order of their first schema and chooses who speaks for each.
fn finish(api: &Api, class: &[usize]) -> Folded {
    let mut numbers = HashMap::new();
    let mut representatives: Vec<SchemaId> = Vec::new();
    let mut dense = Vec::with_capacity(class.len());
    for (index, &old) in class.iter().enumerate() {
        let number = *numbers.entry(old).or_insert(representatives.len());
        if number == representatives.len() {
            representatives.push(SchemaId(index));
        } else if better(api, SchemaId(index), representatives[number]) {
            representatives[number] = SchemaId(index);
        }
        dense.push(number);
    }
    Folded {
        class: dense,
        representatives,
    }
}

/// A schema of its own speaks before one that is only a reference, then by where it stands ([`Standing`]), a component
/// before an inline one, then the one with the shorter path of names; so it does not matter in which order, or in how many
/// files, the document has them.
fn better(api: &Api, candidate: SchemaId, current: SchemaId) -> bool {
    let rank = |id: SchemaId| {
        let schema = api.schema(id);
        let is_reference = matches!(schema.shape, Shape::Same(_));
        (
            is_reference,
            standing(api, id),
            !schema.origin.is_well_named(),
        )
    };
    let path = |id| {
        let path = path(api, id);
        (path.len(), path)
    };
    match rank(candidate).cmp(&rank(current)) {
        Ordering::Less => true,
        Ordering::Equal => path(candidate) < path(current),
        Ordering::Greater => false,
    }
}

/// What the outermost schema around a schema is, those first that speak first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// A component, or what an operation sends or receives.
    Own,
    /// A component that nobody gave a name: a bundler added it.
    Added,
    /// The body of a webhook or callback: one more of them changes no other name.
    Incoming,
}

/// Whether a schema is, or stands in, the body of a webhook or callback.
pub fn is_incoming(api: &Api, id: SchemaId) -> bool {
    standing(api, id) == Standing::Incoming
}

fn standing(api: &Api, start: SchemaId) -> Standing {
    let mut origin = &api.schema(start).origin;
    for _ in 0..api.schemas.len() {
        match origin {
            Origin::Within { owner, .. } => origin = &api.schema(*owner).origin,
            Origin::Component { .. } if !origin.is_well_named() => return Standing::Added,
            Origin::Incoming { .. } => return Standing::Incoming,
            Origin::Component { .. } | Origin::Shared { .. } | Origin::Operation { .. } => break,
        }
    }
    Standing::Own
}

/// What a schema is, by the names that lead to it.
fn path(api: &Api, start: SchemaId) -> String {
    let mut path = String::new();
    let mut id = start;
    for _ in 0..api.schemas.len() {
        let _ = match &api.schema(id).origin {
            Origin::Within { owner, role } => {
                id = *owner;
                match role {
                    Role::Member(name) => write!(path, "/{name}"),
                    Role::Items => write!(path, "/items"),
                    Role::Additional => write!(path, "/values"),
                    Role::Prefix(index) | Role::Arm { index, .. } | Role::Part(index) => {
                        write!(path, "/{index}")
                    }
                }
            }
            Origin::Component { name }
            | Origin::Shared { name, .. }
            | Origin::Incoming { name, .. } => {
                let _ = write!(path, "/{name}");
                break;
            }
            Origin::Operation { operation, role } => {
                let _ = write!(path, "/{role}/{operation}");
                break;
            }
        };
    }
    path
}

fn intern<K: std::hash::Hash + Eq>(keys: &mut HashMap<K, usize>, key: K) -> usize {
    let next = keys.len();
    *keys.entry(key).or_insert(next)
}

/// Follows components that are only a reference; lower has made sure that every chain ends.
fn target(api: &Api, start: usize) -> usize {
    let mut index = start;
    for _ in 0..api.schemas.len() {
        match api.schemas[index].shape {
            Shape::Same(used) => index = used.schema.0,
            _ => return index,
        }
    }
    start
}

/// The uses in a shape, in a fixed order.
pub fn uses(shape: &Shape) -> impl Iterator<Item = Use> + '_ {
    let arm = |schema: SchemaId| Use {
        schema,
        nullable: false,
    };
    let (listed, members, arms): (Vec<Use>, _, _) = match shape {
        Shape::Array { items, .. } => (vec![*items], None, None),
        Shape::Tuple { items } => (items.clone(), None, None),
        Shape::Same(used) => (vec![*used], None, None),
        Shape::Object(object) => (
            match object.additional {
                Additional::Typed(used) => vec![used],
                Additional::Unsaid | Additional::Forbidden | Additional::Any => Vec::new(),
            },
            Some(object.members.iter()),
            None,
        ),
        Shape::Union { arms, .. } => (Vec::new(), None, Some(arms.iter())),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_) => (Vec::new(), None, None),
    };
    listed
        .into_iter()
        .chain(members.into_iter().flatten().map(|member| member.value))
        .chain(arms.into_iter().flatten().map(move |each| arm(each.schema)))
}

/// What a schema is, but for what it reaches.
fn own_key(schema: &Schema) -> String {
    let mut key = String::new();
    if schema.sensitive {
        key.push('!');
    }
    if schema.docs.deprecated {
        key.push('~');
    }
    write_shape(&mut key, &schema.shape);
    key
}

fn write_shape(key: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Any | Shape::Never | Shape::Null => write!(key, "any"),
        Shape::Boolean => write!(key, "bool"),
        Shape::Integer(bounds) => write!(key, "int {:?}", super::types::integer(bounds)),
        Shape::Number { .. } => write!(key, "num"),
        Shape::Text(TextFormat::DateTime) => write!(key, "time"),
        Shape::Text(TextFormat::Binary) => write!(key, "octets"),
        Shape::Text(_) => write!(key, "text"),
        // That others may come matters only where there is one value: it is then no constant.
        Shape::Enumeration(list) if list.open && list.values.len() == 1 => {
            write!(key, "open {:?}", list.values)
        }
        Shape::Enumeration(list) => list
            .values
            .iter()
            .try_for_each(|value| write!(key, "={:?}{:?}", value.value, value.name)),
        Shape::Array { items, .. } => write!(key, "array {}", items.nullable),
        Shape::Tuple { items } => write!(
            key,
            "tuple {:?}",
            items.iter().map(|item| item.nullable).collect::<Vec<_>>()
        ),
        Shape::Object(object) => write!(
            key,
            "object {}",
            match &object.additional {
                Additional::Unsaid | Additional::Any | Additional::Forbidden => "open",
                Additional::Typed(used) if used.nullable => "typed?",
                Additional::Typed(_) => "typed",
            }
        )
        .and_then(|()| {
            object.members.iter().try_for_each(|member| {
                write!(
                    key,
                    ",{:?} {} {} {:?} {} {}",
                    member.name,
                    member.required,
                    member.value.nullable,
                    member.access,
                    member.sensitive,
                    member.docs.deprecated
                )
            })
        }),
        Shape::Union { arms, tag } => {
            write!(key, "union {:?}", tag.as_ref().map(|tag| &tag.member)).and_then(|()| {
                arms.iter()
                    .try_for_each(|arm| write!(key, "|{:?}", arm.tags))
            })
        }
        Shape::Same(used) => write!(key, "same {}", used.nullable),
    };
}
