//! The files of a document: nodes by place, references by text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::uri;
use crate::node::{Node, Offset};
use crate::pointer::Location;
use crate::report::{LoadProblem, Texts, nearest};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Source {
    /// What it says, without a byte order mark.
    text: String,
    /// The same as nodes, raised.
    pub(crate) root: Node,
    /// Where its lines begin, once somebody asks.
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    pub(crate) fn new(text: String, root: Node) -> Self {
        Self {
            text,
            root,
            lines: OnceLock::new(),
        }
    }

    /// Line and column of a byte, from 1; columns count characters.
    fn line(&self, offset: Offset) -> Option<(usize, usize)> {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            let starts = ends.map_while(|(end, _)| u32::try_from(end + 1).ok());
            [0].into_iter().chain(starts).collect()
        });
        let line = lines.partition_point(|&start| start as usize <= offset.bytes());
        let start = *lines.get(line.checked_sub(1)?)? as usize;
        let before = self.text.get(start..offset.bytes())?;
        Some((line, before.chars().count() + 1))
    }
}

/// All files of a document, and the names that schemas give themselves.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: BTreeMap<Arc<str>, Source>,
    /// Files that can't be read, and why.
    pub(crate) unread: BTreeMap<String, LoadProblem>,
    /// Schemas (and documents) by `$id` and `$self`, as absolute as the document makes them.
    pub(crate) ids: BTreeMap<String, Location>,
    /// Schemas by `$anchor` and `$dynamicAnchor`: the resource (file or schema with an `$id`), and the name.
    pub(crate) anchors: BTreeMap<(Location, String), Location>,
    /// Places that exist only after raising, with the places that they had in the text.
    pub(crate) moved: BTreeMap<Location, Location>,
    /// Copies, because what stands there refers where the specification has no reference, with what they were made from.
    pub(crate) copies: BTreeMap<Location, Location>,
    /// `moved` the other way round.
    pub(crate) moved_to: BTreeMap<Location, Location>,
}

impl Sources {
    /// The node at a place.
    pub(crate) fn node(&self, at: &Location) -> Option<&Node> {
        let root = &self.files.get(at.file())?.root;
        descend(root, at.pointer())
    }

    /// Notes that a schema was moved while it was raised.
    pub(crate) fn note_move(&mut self, from: Location, to: Location) {
        self.moved_to.insert(from.clone(), to.clone());
        self.moved.insert(to, from);
    }

    /// What a reference that stands at `from` means.
    pub(crate) fn resolve(
        &self,
        from: &Location,
        reference: &str,
    ) -> Result<Location, LoadProblem> {
        let place = self.text_place(from);
        let from = &*place;
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (resource, base) = self.resource(from);
        let target = if uri.is_empty() {
            // In a schema with an `$id`, `#` is that schema; many documents mean the file all the same.
            let inner = self.fragment(&resource, fragment);
            let whole = || self.fragment(&Location::root(from.file()), fragment);
            inner.or_else(whole)
        } else if let Some(root) = self
            .ids
            .get(&uri::join(&base, uri))
            .or_else(|| self.ids.get(uri))
        {
            self.fragment(root, fragment)
        } else {
            let file = confined(from.file(), uri, reference)?;
            if let Some(problem) = self.unread.get(&file) {
                return Err(problem.clone());
            }
            self.fragment(&Location::root(file), fragment)
        };
        target.ok_or_else(|| self.dangling(from, reference))
    }

    /// Where a reference stands in the text: a copy is relative to what it was copied from.
    fn text_place<'p>(&self, from: &'p Location) -> Cow<'p, Location> {
        if self.copies.is_empty() {
            Cow::Borrowed(from)
        } else {
            Cow::Owned(self.original(from))
        }
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

    /// A place in a resource, by pointer or anchor.
    fn fragment(&self, root: &Location, fragment: &str) -> Option<Location> {
        let fragment = uri::decode(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchors.get(&(root.clone(), fragment)).cloned();
        }
        let target = root.with_pointer(format!("{}{fragment}", root.pointer()));
        if self.node(&target).is_some() {
            return Some(target);
        }
        self.after_moves(&target)
    }

    /// A place of the text after the moves of raising.
    fn after_moves(&self, place: &Location) -> Option<Location> {
        let pointer = place.pointer();
        let ends = pointer
            .match_indices('/')
            .map(|(end, _)| end)
            .chain([pointer.len()]);
        let candidates = ends.filter_map(|end| {
            let (head, rest) = pointer.split_at_checked(end)?;
            let to = self.moved_to.get(&place.with_pointer(head))?;
            Some(place.with_pointer(format!("{}{rest}", to.pointer())))
        });
        candidates
            .filter(|candidate| candidate != place)
            .find(|candidate| self.node(candidate).is_some())
    }

    fn step_back(&self, place: &Location) -> Option<Location> {
        let mut head = place.pointer();
        loop {
            let known = place.with_pointer(head);
            if let Some(from) = self.moved.get(&known).or_else(|| self.copies.get(&known)) {
                let rest = place.pointer().get(head.len()..)?;
                return Some(from.with_pointer(format!("{}{rest}", from.pointer())));
            }
            head = head.get(..head.rfind('/')?)?;
        }
    }

    /// The schema resource around a place (the innermost with an `$id`, or the file), and its base URI.
    fn resource(&self, from: &Location) -> (Location, String) {
        let mut resource = Location::root(from.file());
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

    fn self_of(&self, root: &Location) -> Option<String> {
        let node = self.node(root)?;
        let name = node.get("$self").or_else(|| node.get("$id"))?;
        name.as_str().map(str::to_owned)
    }

    /// Why there is nothing at a reference, as far as can be seen.
    fn dangling(&self, from: &Location, reference: &str) -> LoadProblem {
        LoadProblem::DanglingReference {
            reference: reference.to_owned(),
            advice: self
                .advice(from, reference)
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
        let target = Location::root(file).with_pointer(uri::decode(fragment));
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
                .with_pointer(whole)
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
        let mut place = at.clone();
        if self.moved.is_empty() && self.copies.is_empty() {
            return place;
        }
        // Each step goes back over one rewrite; a copy of a copy may be in the way, but not without end.
        for _ in 0..64 {
            match self.step_back(&place) {
                Some(before) => place = before,
                None => break,
            }
        }
        place
    }
}

/// The file, relative to the folder of the entry document, that `uri` names in `from`.
fn confined(from: &str, uri: &str, reference: &str) -> Result<String, LoadProblem> {
    let leaves = || LoadProblem::ReferenceLeavesFolder {
        reference: reference.to_owned(),
    };
    match uri::scheme(uri) {
        Some(scheme) if scheme.len() > 1 && !scheme.eq_ignore_ascii_case("file") => {
            return Err(LoadProblem::RemoteReference {
                reference: reference.to_owned(),
            });
        }
        Some(_) => return Err(leaves()),
        None if uri.starts_with("//") => {
            return Err(LoadProblem::RemoteReference {
                reference: reference.to_owned(),
            });
        }
        None => (),
    }
    let uri = uri::decode(uri.split('?').next().unwrap_or_default());
    if uri.starts_with('/') || uri.contains(['\\', '\0']) {
        return Err(leaves());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in uri.split('/') {
        match part {
            "" | "." => (),
            ".." => {
                parts.pop().ok_or_else(leaves)?;
            }
            name => parts.push(name),
        }
    }
    Ok(parts.join("/"))
}

/// The node that a pointer leads to.
pub(crate) fn descend<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
    let mut node = root;
    for segment in pointer.split('/').skip(1) {
        node = if segment.contains('~') {
            child(node, &segment.replace("~1", "/").replace("~0", "~"))?
        } else {
            child(node, segment)?
        };
    }
    Some(node)
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
