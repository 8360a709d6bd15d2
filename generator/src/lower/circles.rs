//! Circles without an end: unions that are arms of each other, where a value would be tried by one, then the other, and so
//! on; and schemas that require themselves, of which no value can be made.

use std::collections::VecDeque;

use crate::api::{Arm, Docs, Member, Origin, Role, Schema, SchemaId, Shape, Tag, Use};
use crate::characters::fenced;
use crate::graph::components;
use crate::maps::Set;
use crate::report::{LowerProblem, Report};

/// More unions in one circle than this are not put into each other: only a hostile document has them.
const UNIONS: usize = 64;

/// The schema itself, other names for it followed.
fn named(table: &[Schema], SchemaId(mut id): SchemaId) -> usize {
    // No chain of names is longer than there are schemas.
    for _ in 0..table.len() {
        match table.get(id).map(|schema| &schema.shape) {
            Some(Shape::Same(used)) => id = used.schema.0,
            _ => break,
        }
    }
    id
}

/// Unions and their circles.
struct Circles {
    /// The unions that are arms of each union.
    inner: Vec<Vec<usize>>,
    /// The circle that each is in.
    of: Vec<usize>,
    /// How many are in each circle.
    sizes: Vec<usize>,
}

impl Circles {
    fn new(table: &[Schema]) -> Self {
        let is_union = |id: &usize| matches!(table[*id].shape, Shape::Union { .. });
        let targets = |schema| {
            let targets = arms(schema).iter().map(|arm| named(table, arm.schema));
            targets.filter(is_union).collect()
        };
        let inner: Vec<Vec<usize>> = table.iter().map(targets).collect();
        let of = components(&inner);
        let mut sizes = vec![0; table.len()];
        of.iter().for_each(|circle| sizes[*circle] += 1);
        Self { inner, of, sizes }
    }

    fn has(&self, from: usize, to: usize) -> bool {
        self.of.get(from) == self.of.get(to)
    }

    /// The unions that lead back to themselves.
    fn unions(&self) -> impl Iterator<Item = usize> + '_ {
        let leads_back = |union: &usize| self.inner[*union].iter().any(|to| self.has(*union, *to));
        (0..self.inner.len()).filter(leads_back)
    }
}

fn arms(schema: &Schema) -> &[Arm] {
    match &schema.shape {
        Shape::Union { arms, .. } => arms,
        _ => &[],
    }
}

fn tag(schema: &Schema) -> Option<&Tag> {
    match &schema.shape {
        Shape::Union { tag, .. } => tag.as_ref(),
        _ => None,
    }
}

/// Gives every union of a circle the arms of all that are told apart in the same way. A union with a tag that leads back to
/// others has anything in place of these, and the docs say so.
pub(super) fn open(table: &mut Vec<Schema>) {
    let circles = Circles::new(table);
    let small = |union: &usize| circles.sizes[circles.of[*union]] <= UNIONS;
    let merged: Vec<(usize, Vec<Arm>)> = circles
        .unions()
        .filter(small)
        .map(|union| (union, together(table, &circles, union)))
        .collect();
    for (union, all) in merged {
        if let Shape::Union { arms, .. } = &mut table[union].shape {
            *arms = all;
        }
    }
    for union in circles.unions() {
        if !small(&union) || tag(&table[union]).is_some() {
            leave_open(table, union, &circles);
        }
    }
}

/// The arms of a union and of those in its circle that are told apart as its own are.
fn together(table: &[Schema], circles: &Circles, start: usize) -> Vec<Arm> {
    let mut all: Vec<Arm> = Vec::new();
    let (mut seen, mut unions) = (Set::from_iter([start]), VecDeque::from([start]));
    while let Some(union) = unions.pop_front() {
        for arm in arms(&table[union]) {
            let target = named(table, arm.schema);
            if !seen.insert(target) {
                continue;
            }
            let is_union = circles.has(start, target);
            if is_union && tag(&table[target]) == tag(&table[start]) {
                unions.push_back(target);
            } else {
                all.push(arm.clone());
            }
        }
    }
    all
}

/// Anything in place of the arms that lead back.
fn leave_open(table: &mut Vec<Schema>, union: usize, circles: &Circles) {
    let back = |(index, arm): (usize, &Arm)| {
        let target = named(table, arm.schema);
        circles.has(union, target).then_some((index, target))
    };
    let back = arms(&table[union]).iter().enumerate().filter_map(back);
    for (index, target) in back.collect::<Vec<_>>() {
        let anything = SchemaId(table.len());
        let target = match &table[target].origin {
            Origin::Component { name } => name.clone(),
            _ => table[target].at.to_string(),
        };
        let schema = &mut table[union];
        let sentence = format!("or what {} may be", fenced(&target));
        schema.docs.constraints.push(sentence);
        if let Shape::Union { arms, .. } = &mut schema.shape {
            arms[index].schema = anything;
        }
        let role = Role::Arm { index, name: None };
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
}

/// Makes members optional that lead back to the schema that requires them, and tells of each: no value is valid otherwise,
/// and what servers send nevertheless ends somewhere.
pub(super) fn release(table: &mut [Schema], report: &mut Report) {
    let endless = endless(table);
    let inside = |id: &usize| endless[*id];
    let edges: Vec<Vec<usize>> = (0..table.len())
        .map(|id| match endless[id] {
            true => needed(table, &table[id].shape).filter(inside).collect(),
            false => Vec::new(),
        })
        .collect();
    if edges.iter().all(Vec::is_empty) {
        return;
    }
    let circles = components(&edges);
    let mut told = Set::default();
    for id in (0..table.len()).filter(|id| !edges[*id].is_empty()) {
        let leads_back = |member: &Member| {
            let target = needs(member).map(|target| named(table, target));
            target.is_some_and(|to| edges[id].contains(&to) && circles[to] == circles[id])
        };
        let Shape::Object(object) = &table[id].shape else {
            continue;
        };
        let back: Vec<bool> = object.members.iter().map(leads_back).collect();
        if let Shape::Object(object) = &mut table[id].shape {
            let members = object.members.iter_mut().zip(back);
            for (member, _) in members.filter(|(_, back)| *back) {
                member.required = false;
                if told.insert(member.at.clone()) {
                    let member_name = member.name.clone();
                    let problem = LowerProblem::RequiresItself {
                        member: member_name,
                    };
                    report.warn(member.at.clone(), problem);
                }
            }
        }
    }
}

/// Which schemas have no value that ends.
fn endless(table: &[Schema]) -> Vec<bool> {
    let mut endless = vec![true; table.len()];
    // What stands inside comes later in the table than what it stands in.
    let mut open: Vec<usize> = (0..table.len()).rev().collect();
    loop {
        let before = open.len();
        open.retain(|&id| {
            let shape = &table[id].shape;
            let mut needed = needed(table, shape);
            endless[id] = match shape {
                Shape::Union { .. } => needed.all(|arm| endless[arm]),
                _ => needed.any(|part| endless[part]),
            };
            endless[id]
        });
        if open.len() == before {
            return endless;
        }
    }
}

/// What a value has inside of it in any case; of a union, one of them.
fn needed<'t>(table: &'t [Schema], shape: &'t Shape) -> impl Iterator<Item = usize> + 't {
    let schema = |used: &Use| (!used.nullable).then_some(used.schema);
    let (members, items, arms): (&[Member], &[Use], &[Arm]) = match shape {
        Shape::Object(object) => (&object.members, &[], &[]),
        Shape::Tuple { items } => (&[], items, &[]),
        Shape::Same(used) => (&[], std::slice::from_ref(used), &[]),
        Shape::Union { arms, .. } => (&[], &[], arms),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Enumeration(_)
        | Shape::Array { .. } => (&[], &[], &[]),
    };
    members
        .iter()
        .filter_map(needs)
        .chain(items.iter().filter_map(schema))
        .chain(arms.iter().map(|arm| arm.schema))
        .map(|id| named(table, id))
}

/// What a member that is always there holds.
fn needs(member: &Member) -> Option<SchemaId> {
    (member.required && !member.value.nullable).then_some(member.value.schema)
}
