//! The files of a document: nodes by place, references by text.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::source::Source;
use super::uri::{self, confined};
use super::{Document, SchemaNode};
use crate::node::{Node, Offset};
use crate::pointer::{Location, segments};
use crate::report::{LoadProblem, Texts, nearest};

/// All files of a document, and the names that schemas give themselves.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: BTreeMap<Arc<str>, Source>,
    /// Files that can't be read, and why.
    pub(crate) unread: BTreeMap<String, LoadProblem>,
    /// How many schemas there are.
    pub(crate) schemas: usize,
    /// Schemas (and documents) by `$id` and `$self`, as absolute as the document makes them.
    pub(crate) ids: BTreeMap<String, Location>,
    /// Schemas by `$anchor` and `$dynamicAnchor`: the resource (file or schema with an `$id`), and the name.
    pub(crate) anchors: BTreeMap<(Location, String), Location>,
    /// Schemas of other files that something refers to, in the order of their first use.
    pub(crate) referenced: Vec<Location>,
    /// Places that exist only after a rewrite.
    moved: BTreeMap<Location, Moved>,
    /// Copies, because what stands there refers where the specification has no reference, with what they were made from.
    pub(crate) copies: BTreeMap<Location, Location>,
    /// Where references lead that lead elsewhere than their text says, by the places of their keywords.
    pub(crate) leads: BTreeMap<Location, Location>,
    /// `moved` the other way round.
    moved_to: BTreeMap<Location, Location>,
    /// How many references were told with advice.
    advised: AtomicUsize,
}

/// Where something was before a node around it was rewritten.
#[derive(Debug)]
struct Moved {
    from: Location,
    /// The node that was rewritten. What is inside of it was rewritten later, what is around it before.
    node: Location,
}

/// Why a reference leads nowhere.
#[derive(Clone, Debug)]
pub(crate) enum Unresolved {
    /// There is nothing.
    Dangling,
    /// It goes where nothing is read.
    Unreachable(LoadProblem),
}

/// References that lead nowhere get advice, but only so many: to look for what may be meant takes its time.
const ADVISED: usize = 20;

impl Document {
    /// How many schemas there are, those that are references among them.
    pub(crate) fn count_schemas(&self) -> usize {
        self.sources.schemas
    }

    /// The schemas of other files that something refers to, in the order of their first use, what they use before them.
    pub fn referenced_schemas(&self) -> impl Iterator<Item = SchemaNode<'_>> {
        let places = self.sources.referenced.iter().cloned();
        places.filter_map(|at| self.sources.stands(at))
    }
}

impl Sources {
    /// The node at a place.
    pub(crate) fn node(&self, at: &Location) -> Option<&Node> {
        let root = &self.files.get(at.file())?.root;
        descend(root, at.pointer())
    }

    /// Notes that something was moved while the node around it was rewritten.
    pub(crate) fn note_move(&mut self, node: Location, from: Location, to: Location) {
        self.moved_to.insert(from.clone(), to.clone());
        self.moved.insert(to, Moved { from, node });
    }

    /// Where a reference that stands at `from` leads.
    pub(crate) fn resolve(&self, from: &Location, reference: &str) -> Result<Location, Unresolved> {
        self.find(from, reference).map(|found| found.at)
    }

    /// What a reference that stands at `from` means.
    pub(crate) fn find(
        &self,
        from: &Location,
        reference: &str,
    ) -> Result<SchemaNode<'_>, Unresolved> {
        if let Some(target) = self.leads.get(from) {
            return self.stands(target.clone()).ok_or(Unresolved::Dangling);
        }
        let place = self.text_place(from);
        let from = &*place;
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (resource, base) = self.resource(from);
        let target = if uri.is_empty() && fragment.is_empty() && self.is_whole(&resource) {
            self.recursive(from)
        } else if uri.is_empty() {
            // In a schema with an `$id`, `#` is that schema; many documents mean the file all the same.
            let inner = self.fragment(&resource, fragment);
            let whole = || self.fragment(&from.with_pointer(""), fragment);
            inner.or_else(whole)
        } else if let Some(root) = self
            .ids
            .get(&uri::join(&base, uri))
            .or_else(|| self.ids.get(uri))
        {
            self.fragment(root, fragment)
        } else {
            let file = confined(from.file(), uri, reference).map_err(Unresolved::Unreachable)?;
            if let Some(problem) = self.unread.get(&file) {
                return Err(Unresolved::Unreachable(problem.clone()));
            }
            self.fragment(&Location::root(file), fragment)
        };
        target.ok_or(Unresolved::Dangling)
    }

    /// The file that a reference names, whether it can be read or not; `None` for one inside its own file or to an `$id`.
    pub(crate) fn file_of(&self, from: &Location, reference: &str) -> Option<String> {
        let uri = reference.split('#').next().unwrap_or_default();
        let (_, base) = self.resource(from);
        if uri.is_empty()
            || self.ids.contains_key(&uri::join(&base, uri))
            || self.ids.contains_key(uri)
        {
            return None;
        }
        confined(from.file(), uri, reference).ok()
    }

    /// Whether a resource is an OpenAPI document: no schema, though `#` leads there.
    fn is_whole(&self, resource: &Location) -> bool {
        let root = self
            .node(resource)
            .filter(|_| resource.pointer().is_empty());
        root.is_some_and(|root| root.get("openapi").or(root.get("swagger")).is_some())
    }

    /// What `#` means in an OpenAPI document, as `$recursiveRef` of JSON Schema 2019-09 (core, 8.2.4.2) has it: the nearest
    /// schema with `$recursiveAnchor: true`, or the component around.
    fn recursive(&self, from: &Location) -> Option<SchemaNode<'_>> {
        let around = || ancestors(from).filter_map(|(at, _)| self.stands(at));
        let is_anchor = |place: &SchemaNode<'_>| {
            let said = place.node.get("$recursiveAnchor");
            said.and_then(Node::as_bool) == Some(true)
        };
        let is_component = |place: &SchemaNode<'_>| {
            let list = place.at.parent();
            list.is_some_and(|list| {
                matches!(list.pointer(), "/components/schemas" | "/definitions")
            })
        };
        let anchored = around().find(is_anchor);
        anchored.or_else(|| around().find(is_component))
    }

    /// What stands at a place.
    fn stands(&self, at: Location) -> Option<SchemaNode<'_>> {
        self.node(&at).map(|node| SchemaNode { at, node })
    }

    /// What is in a resource, by pointer or anchor.
    fn fragment(&self, root: &Location, fragment: &str) -> Option<SchemaNode<'_>> {
        let fragment = uri::decode(fragment);
        if fragment.is_empty() || fragment.starts_with('/') {
            let is_whole = fragment == "/";
            // To some, `#/` is all of the file.
            let whole = || self.stands(root.clone()).filter(|_| is_whole);
            return self.pointed(root, &fragment).or_else(whole);
        }
        // And some leave out the slash of `#/definitions/Thing`.
        let pointer = format!("/{fragment}");
        let anchor = self.anchors.get(&(root.clone(), fragment.into_owned()));
        let anchored = anchor.and_then(|at| self.stands(at.clone()));
        anchored.or_else(|| self.pointed(root, &pointer))
    }

    /// What a pointer leads to from here.
    fn pointed(&self, root: &Location, pointer: &str) -> Option<SchemaNode<'_>> {
        let target = root.below(pointer);
        match self.node(&target) {
            Some(node) => Some(SchemaNode { at: target, node }),
            None => self.after_moves(&target),
        }
    }

    /// What is at a place of the text after the moves of raising, which go from the outside in.
    fn after_moves(&self, place: &Location) -> Option<SchemaNode<'_>> {
        // At most one rewrite of each node around it; a member of a path item may go into its operations before.
        let rewrites = place.segments().count() + 1;
        let mut place = place.clone();
        for _ in 0..rewrites {
            let moved = self.moved_places(&place);
            let found = moved.iter().find_map(|to| self.stands(to.clone()));
            if found.is_some() {
                return found;
            }
            place = moved.into_iter().next()?;
        }
        None
    }

    /// Where one move puts a place: the moves of the nodes around it, the outermost first.
    fn moved_places(&self, place: &Location) -> Vec<Location> {
        let pointer = place.pointer();
        let ends = pointer
            .match_indices('/')
            .map(|(end, _)| end)
            .chain([pointer.len()]);
        let places = ends.filter_map(|end| {
            let (head, rest) = pointer.split_at_checked(end)?;
            let to = self.moved_to.get(&place.with_pointer(head))?;
            Some(to.below(rest))
        });
        places.filter(|to| to != place).collect()
    }

    /// Where a place was before the last rewrite that moved it, and the node that was rewritten then; with `before`, of
    /// the rewrites that came before the one of that node.
    fn step_back(
        &self,
        place: &Location,
        before: Option<&Location>,
    ) -> Option<(Location, &Location)> {
        ancestors(place).find_map(|(head, rest)| {
            let Moved { from, node } = self.moved.get(&head)?;
            let is_earlier = before.is_none_or(|rewritten| {
                ancestors(rewritten)
                    .skip(1)
                    .any(|(around, _)| around == *node)
            });
            let from = is_earlier.then(|| from.below(rest))?;
            Some((from, node))
        })
    }

    /// The schema resource around a place (the innermost with an `$id`, or the file), and its base URI.
    pub(crate) fn resource(&self, from: &Location) -> (Location, String) {
        let mut resource = from.with_pointer("");
        let mut base = String::new();
        if self.ids.is_empty() {
            return (resource, base);
        }
        if let Some(name) = self.self_of(&resource) {
            base = name;
        }
        let mut place = resource.clone();
        for segment in from.segments() {
            place = place.key(&segment);
            let id = self
                .node(&place)
                .and_then(|node| node.get("$id"))
                .and_then(Node::as_str);
            if let Some(id) = id.filter(|id| self.ids.get(&uri::join(&base, id)) == Some(&place)) {
                base = uri::join(&base, id);
                resource = place.clone();
            }
        }
        (resource, base)
    }

    /// The URI that a file gives itself.
    fn self_of(&self, root: &Location) -> Option<String> {
        let node = self.node(root)?;
        let name = node.get("$self").or_else(|| node.get("$id"))?;
        name.as_str().map(str::to_owned)
    }

    /// Why a reference that stands at `from` leads nowhere, for whoever reports it.
    pub(crate) fn explain(&self, from: &Location, reference: &str, why: Unresolved) -> LoadProblem {
        if let Unresolved::Unreachable(problem) = why {
            return problem;
        }
        let is_advised = self.advised.fetch_add(1, Ordering::Relaxed) < ADVISED;
        let from = self.text_place(from);
        let advice = is_advised.then(|| self.advice(&from, reference)).flatten();
        LoadProblem::DanglingReference {
            reference: reference.to_owned(),
            advice: advice
                .unwrap_or_else(|| "correct the reference, or add what it names".to_owned()),
        }
    }

    fn advice(&self, from: &Location, reference: &str) -> Option<String> {
        let (uri, fragment) = reference.split_once('#')?;
        let file = if uri.is_empty() {
            from.file().to_owned()
        } else {
            confined(from.file(), uri, reference).ok()?
        };
        let mut node = &self.files.get(&*file)?.root;
        let target = Location::root(file).with_pointer(&uri::decode(fragment));
        let mut whole = String::new();
        for segment in target.segments() {
            match child(node, &segment) {
                Some(next) => node = next,
                None => {
                    let names = node.as_mapping()?.iter().map(|(name, _)| name);
                    let name = nearest(&segment, names)?;
                    return Some(format!("`{uri}#{whole}/{name}` is there"));
                }
            }
            whole = Location::root("")
                .with_pointer(&whole)
                .key(&segment)
                .pointer()
                .to_owned();
        }
        None
    }

    /// Where a place stands in its text: its own key, or the nearest one around it.
    fn offset(&self, at: &Location) -> Option<Offset> {
        let mut node = &self.files.get(at.file())?.root;
        let mut best = node.as_mapping().and_then(|mapping| mapping.first_offset());
        for segment in at.segments() {
            let Some(next) = child(node, &segment) else {
                break;
            };
            best = match node {
                Node::Mapping(mapping) => mapping.offset(&segment).or(best),
                _ => next
                    .as_mapping()
                    .and_then(|mapping| mapping.first_offset())
                    .or(best),
            };
            node = next;
        }
        best
    }

    /// Line and column of a byte of a file, from 1; columns count characters.
    pub(crate) fn line_of_byte(&self, file: &str, offset: Offset) -> Option<(usize, usize)> {
        self.files.get(file)?.line(offset)
    }
}

impl Texts for Sources {
    fn line(&self, at: &Location) -> Option<(usize, usize)> {
        let place = self.text_place(at);
        self.line_of_byte(place.file(), self.offset(&place)?)
    }

    fn original(&self, at: &Location) -> Location {
        let mut place = self.text_place(at).into_owned();
        let mut rewritten = None;
        while let Some((before, node)) = self.step_back(&place, rewritten) {
            place = before;
            rewritten = Some(node);
        }
        place
    }
}

/// A place and all that is around it, from the inside out, each with the rest of the pointer.
pub(super) fn ancestors(place: &Location) -> impl Iterator<Item = (Location, &str)> {
    let pointer = place.pointer();
    let inner = pointer.rmatch_indices('/').map(|(end, _)| end);
    let ends = std::iter::once(pointer.len()).chain(inner);
    ends.filter_map(move |end| {
        let (head, rest) = pointer.split_at_checked(end)?;
        Some((place.with_pointer(head), rest))
    })
}

/// The node that a pointer leads to.
pub(crate) fn descend<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
    segments(pointer).try_fold(root, |node, segment| child(node, &segment))
}

/// The node that a pointer leads to, to change.
pub(crate) fn descend_mut<'n>(root: &'n mut Node, at: &Location) -> Option<&'n mut Node> {
    let mut node = root;
    for segment in at.segments() {
        node = match node {
            Node::Mapping(mapping) => mapping.get_mut(&segment)?,
            Node::Sequence(items) => items.get_mut(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}

fn child<'n>(node: &'n Node, segment: &str) -> Option<&'n Node> {
    match node {
        Node::Mapping(mapping) => mapping.get(segment),
        Node::Sequence(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}
