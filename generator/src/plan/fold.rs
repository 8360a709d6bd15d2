//! Which schemas are the same: equal shapes are one class, whatever their place, their texts or their examples.
//!
//! Rule: two schemas are equal when no client could tell them apart: same JSON, same Rust type, same redaction, same
//! direction, and the same of everything that they reach, recursion included (the coarsest partition that is stable
//! under refinement). Constraints and texts do not count: they are documentation.

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::Hash;

use crate::api::{Api, Arm, Origin, Role, Schema, SchemaId, Shape};
use crate::maps::{Map, OrderedSet, Set};
use crate::parallel;

use super::content::target;
use super::likeness;

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

    /// The same as the schema that it is.
    pub fn speaker<'a>(&self, api: &'a Api, class: usize) -> &'a Schema {
        api.schema(self.representative(class))
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.representatives.len()
    }
}

/// Finds the classes.
pub fn fold(api: &Api) -> Folded {
    let ((mut own, count), (targets, children)) = parallel::both(|| likenesses(api), || links(api));
    let mut class = refine(&own, &children);
    let parted = parted_by_tags(api, &targets, &class);
    if !parted.is_empty() {
        for (index, group) in parted {
            own[index] += group * count;
        }
        class = refine(&own, &children);
    }
    let class: Vec<usize> = targets.iter().map(|&index| class[index]).collect();
    finish(api, &class)
}

/// What each schema is apart from its children: the same number for those that are alike; and how many numbers there are.
fn likenesses(api: &Api) -> (Vec<usize>, usize) {
    let (mut keys, mut key) = (Map::default(), String::new());
    let alike = api.schemas.iter().map(|schema| {
        key.clear();
        likeness::push(schema, &mut key);
        intern(&mut keys, key.as_str())
    });
    (alike.collect(), keys.len())
}

/// What each schema is another name for, or itself; and its children, found so.
fn links(api: &Api) -> (Vec<usize>, Vec<Vec<usize>>) {
    let targets = (0..api.schemas.len()).map(|index| target(api, SchemaId(index)).0);
    let targets: Vec<usize> = targets.collect();
    let children = api.schemas.iter().map(|schema| {
        if let Shape::Union { arms, .. } = &schema.shape {
            let arms = likeness::by_tag(arms).into_iter();
            return arms.map(|arm| targets[arm.schema.0]).collect();
        }
        let members = likeness::by_name(schema.shape.members()).into_iter();
        let members = members.map(|member| member.value);
        let uses = schema.shape.others().chain(members);
        uses.map(|used| targets[used.schema.0]).collect()
    });
    let children = children.collect();
    (targets, children)
}

/// The arms of unions that one tag chooses, and that are equal to what is no arm, or has another tag, with a number for each
/// tag: `new` of such an arm gives the tag, which is no business of the others. Arms of several tags are given theirs by the
/// user, and so are the same as what is no arm.
fn parted_by_tags(api: &Api, targets: &[usize], class: &[usize]) -> Vec<(usize, usize)> {
    let mut arms: BTreeMap<usize, Option<Tagged<'_>>> = BTreeMap::new();
    for schema in &api.schemas {
        let Shape::Union { arms: own, tag } = &schema.shape else {
            continue;
        };
        for arm in own {
            let tagged = match (tag, arm.tags.as_slice()) {
                (Some(tag), [only]) if is_given(api, targets, arm, &tag.member) => {
                    Some((tag.member.as_str(), only.as_str()))
                }
                _ => None,
            };
            let known = arms.entry(targets[arm.schema.0]).or_insert(tagged);
            *known = known.filter(|known| tagged == Some(*known));
        }
    }
    let mut tags: Map<usize, OrderedSet<Tagged<'_>>> = Map::default();
    for (&index, &tagged) in &arms {
        tags.entry(class[index]).or_default().extend(tagged);
    }
    let is_own = |&index: &usize| targets[index] == index;
    let others = (0..targets.len()).filter(is_own);
    let others = others.filter(|index| !matches!(arms.get(index), Some(Some(_))));
    let mixed: Set<usize> = others.map(|index| class[index]).collect();
    let group = |(&index, tagged): (&usize, &Option<Tagged<'_>>)| {
        let tags = tags.get(&class[index])?;
        let group = tags.get_index_of(tagged.as_ref()?)?;
        let is_parted = tags.len() > 1 || mixed.contains(&class[index]);
        is_parted.then_some((index, group + 1))
    };
    arms.iter().filter_map(group).collect()
}

/// Whether an arm has a member for the tag, a text that its own schema does not make a constant.
fn is_given(api: &Api, targets: &[usize], arm: &Arm, tag: &str) -> bool {
    let Shape::Object(object) = &api.schemas[targets[arm.schema.0]].shape else {
        return false;
    };
    let mut members = object.members.iter();
    members.any(|member| {
        let shape = &api.schemas[targets[member.value.schema.0]].shape;
        let is_open = match shape {
            Shape::Text(_) => true,
            Shape::Enumeration(list) => list.values.len() > 1,
            _ => false,
        };
        member.name == tag && is_open
    })
}

/// A member, and the value of it that chooses an arm.
type Tagged<'a> = (&'a str, &'a str);

/// Rounds of refinement for schemas that reach a cycle. Real documents need a handful; what is still moving after them is
/// left unfolded, which is always right, so that no document can make this take long.
const ROUNDS: usize = 64;

/// The coarsest partition in which equal schemas have equal children.
fn refine(own: &[usize], children: &[Vec<usize>]) -> Vec<usize> {
    let mut classes = Map::default();
    let settled = settle(own, children, &mut classes);
    let fixed = classes.len();
    let mut class: Vec<usize> = (0..own.len())
        .map(|index| settled[index].unwrap_or(fixed + own[index]))
        .collect();
    let (mut count, mut key) = (0, Vec::new());
    for _ in 0..ROUNDS {
        let mut refined = Map::default();
        let next: Vec<usize> = (0..own.len())
            .map(|index| match settled[index] {
                Some(class) => class,
                None => {
                    key.clear();
                    key.push(own[index]);
                    key.extend(children[index].iter().map(|&child| class[child]));
                    fixed + intern(&mut refined, key.as_slice())
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
    classes: &mut Map<Vec<usize>, usize>,
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
    let mut key = Vec::new();
    while let Some(index) = ready.pop() {
        key.clear();
        key.push(own[index]);
        key.extend(children[index].iter().filter_map(|&child| settled[child]));
        settled[index] = Some(intern(classes, key.as_slice()));
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
    let mut numbers = vec![None; class.iter().max().map_or(0, |most| most + 1)];
    let mut speakers: Vec<Speaker<'_>> = Vec::new();
    let mut dense = Vec::with_capacity(class.len());
    for (index, &old) in class.iter().enumerate() {
        let number = *numbers[old].get_or_insert(speakers.len());
        let candidate = Speaker::new(api, SchemaId(index));
        match speakers.get_mut(number) {
            None => speakers.push(candidate),
            Some(current) if candidate.is_before(current) => *current = candidate,
            Some(_) => {}
        }
        dense.push(number);
    }
    Folded {
        class: dense,
        representatives: speakers.into_iter().map(|speaker| speaker.id).collect(),
    }
}

/// Who may speak for a class.
struct Speaker<'a> {
    api: &'a Api,
    id: SchemaId,
    /// A schema of its own speaks before one that is only a reference, then by where it stands, a component before an
    /// inline one.
    rank: (bool, Standing, bool),
    /// Made only for those of one rank, and once.
    path: OnceCell<(usize, String)>,
}

impl<'a> Speaker<'a> {
    fn new(api: &'a Api, id: SchemaId) -> Self {
        let schema = api.schema(id);
        let is_reference = matches!(schema.shape, Shape::Same(_));
        let is_unnamed = !schema.origin.is_well_named();
        Self {
            api,
            id,
            rank: (is_reference, standing(api, id), is_unnamed),
            path: OnceCell::new(),
        }
    }

    /// By rank, then the one that stands in fewer arms without a name, then that with the shorter path of names; so it does
    /// not matter in which order, or in how many files, the document has them.
    fn is_before(&self, other: &Self) -> bool {
        match self.rank.cmp(&other.rank) {
            Ordering::Less => true,
            Ordering::Equal => {
                let at = |speaker: &Self| &self.api.schema(speaker.id).at;
                (self.path(), at(self)) < (other.path(), at(other))
            }
            Ordering::Greater => false,
        }
    }

    fn path(&self) -> (usize, usize, &str) {
        let (nameless, path) = self.path.get_or_init(|| path(self.api, self.id));
        (*nameless, path.len(), path)
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

/// What a schema is, by the names that lead to it, and in how many arms it stands that have none.
fn path(api: &Api, start: SchemaId) -> (usize, String) {
    let (mut nameless, mut path) = (0, String::new());
    let mut id = start;
    for _ in 0..api.schemas.len() {
        let schema = api.schema(id);
        match &schema.origin {
            Origin::Within { owner, role } => {
                nameless += usize::from(is_unnamed(schema, role));
                id = *owner;
                match role {
                    Role::Member(name) => path.extend(["/", name]),
                    Role::Items => path.push_str("/items"),
                    Role::Additional => path.push_str("/values"),
                    Role::Prefix(index) | Role::Arm { index, .. } | Role::Part(index) => {
                        path.extend(["/", &index.to_string()]);
                    }
                }
            }
            Origin::Component { name }
            | Origin::Shared { name, .. }
            | Origin::Incoming { name, .. } => {
                path.extend(["/", name]);
                break;
            }
            Origin::Operation { operation, role } => {
                path.extend(["/", role, "/", operation]);
                break;
            }
        }
    }
    (nameless, path)
}

/// Whether a schema is an arm without a name, a title or an only value.
fn is_unnamed(schema: &Schema, role: &Role) -> bool {
    let is_value = matches!(&schema.shape, Shape::Enumeration(list) if list.values.len() == 1);
    matches!(role, Role::Arm { name: None, .. }) && schema.docs.title.is_none() && !is_value
}

/// The number of a key, which is copied only when it is new.
fn intern<K, Q>(keys: &mut Map<K, usize>, key: &Q) -> usize
where
    K: Borrow<Q> + Hash + Eq,
    Q: ToOwned<Owned = K> + Hash + Eq + ?Sized,
{
    if let Some(&known) = keys.get(key) {
        return known;
    }
    let next = keys.len();
    keys.insert(key.to_owned(), next);
    next
}
