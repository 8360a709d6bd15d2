//! Circles without an end: unions that are arms of each other, where a value would be tried by one, then the other, and so
//! on; and schemas that require themselves, of which no value can be made.

use std::collections::VecDeque;

use crate::api::{Arm, Docs, Member, Origin, Role, Schema, SchemaId, Shape, Tag, Use};
use crate::characters::fenced;
use crate::graph::components;
use crate::maps::{OrderedMap, Set};
use crate::pointer::Location;
use crate::report::LowerProblem;

/// More unions in one circle than this are not put into each other: only a hostile document has them.
const UNIONS: usize = 64;

/// Tells of what is wrong at a place; what is copied is wrong once.
pub(super) type Warn<'w> = &'w mut dyn FnMut(&Location, LowerProblem);

/// Lets components that are other names for another lead to what has no other name: whoever follows a chain of them would
/// else take all of its steps, for each of them. What is only another name for itself can be anything.
pub(super) fn shorten(table: &mut [Schema], warn: Warn<'_>) {
    let mut seen = vec![usize::MAX; table.len()];
    for start in 0..table.len() {
        let mut chain = Vec::new();
        let mut id = start;
        while let Some(next) = other_name(table, id) {
            if std::mem::replace(&mut seen[id], start) == start {
                table[id].shape = Shape::Any;
                warn(&table[id].at, LowerProblem::CircularSchema {});
                break;
            }
            chain.push(id);
            id = next;
        }
        for name in chain.into_iter().filter(|name| *name != id) {
            let schema = &mut table[name];
            if let (Origin::Component { .. }, Shape::Same(used)) =
                (&schema.origin, &mut schema.shape)
            {
                used.schema = SchemaId(id);
            }
        }
    }
}

/// What a schema is another name for.
fn other_name(table: &[Schema], id: usize) -> Option<usize> {
    let Shape::Same(used) = table.get(id)?.shape else {
        return None;
    };
    Some(used.schema.0)
}

/// The schema itself, other names for it followed: they end, see [`shorten`].
fn named(table: &[Schema], SchemaId(id): SchemaId) -> usize {
    let names = std::iter::successors(Some(id), |id| other_name(table, *id));
    names.last().unwrap_or(id)
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
    let Shape::Union { arms, .. } = &schema.shape else {
        return &[];
    };
    arms
}

fn tag(schema: &Schema) -> Option<&Tag> {
    let Shape::Union { tag, .. } = &schema.shape else {
        return None;
    };
    tag.as_ref()
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
    let mut all: OrderedMap<usize, Arm> = OrderedMap::default();
    let (mut seen, mut unions) = (Set::from_iter([start]), VecDeque::from([start]));
    while let Some(union) = unions.pop_front() {
        for arm in arms(&table[union]) {
            let target = named(table, arm.schema);
            let is_union = circles.has(start, target);
            if !is_union || tag(&table[target]) != tag(&table[start]) {
                // Each union may choose it by other tags.
                let tags = Vec::new();
                let known = all.entry(target).or_insert(Arm {
                    schema: arm.schema,
                    tags,
                });
                let more = arm.tags.iter().filter(|tag| !known.tags.contains(tag));
                let more: Vec<String> = more.cloned().collect();
                known.tags.extend(more);
            } else if seen.insert(target) {
                unions.push_back(target);
            }
        }
    }
    all.into_values().collect()
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
            Origin::Within { .. }
            | Origin::Shared { .. }
            | Origin::Operation { .. }
            | Origin::Incoming { .. } => table[target].at.to_string(),
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
pub(super) fn release(table: &mut [Schema], warn: Warn<'_>) {
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
                let name = member.name.clone();
                warn(&member.at, LowerProblem::RequiresItself { member: name });
            }
        }
    }
}

/// Which schemas have no value that ends.
fn endless(table: &[Schema]) -> Vec<bool> {
    let mut endless = vec![true; table.len()];
    let is_union = |id: usize| matches!(table[id].shape, Shape::Union { .. });
    // What stands inside comes later in the table than what it stands in: most schemas have an end at the first look.
    let mut open = Vec::new();
    for id in (0..table.len()).rev() {
        let mut needed = needed(table, &table[id].shape);
        endless[id] = match is_union(id) {
            true => needed.all(|arm| endless[arm]),
            false => needed.any(|part| endless[part]),
        };
        open.extend(endless[id].then_some(id));
    }
    if open.is_empty() {
        return endless;
    }
    // How many of those that each needs must have an end before it has one; and which ones need it.
    let mut missing = vec![0; table.len()];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); table.len()];
    let mut ended = Vec::new();
    for &id in &open {
        let all = needed(table, &table[id].shape);
        let (open, others): (Vec<usize>, Vec<usize>) = all.partition(|need| endless[*need]);
        open.iter().for_each(|need| users[*need].push(id));
        missing[id] = match is_union(id) {
            true => usize::from(others.is_empty()),
            false => open.len(),
        };
        ended.extend((missing[id] == 0).then_some(id));
    }
    while let Some(id) = ended.pop() {
        endless[id] = false;
        for &user in &users[id] {
            // A union has had an end before.
            if missing[user] > 0 {
                missing[user] -= 1;
                ended.extend((missing[user] == 0).then_some(user));
            }
        }
    }
    endless
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
        | Shape::Boolean(_)
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
