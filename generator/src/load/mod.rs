//! Reads a document: its text into nodes, its dialect up to one form, its references to other files.

mod anchor;
mod aside;
mod check;
mod copy;
mod duplicates;
mod dynamic;
mod grammar;
mod misfit;
mod number;
mod path;
mod syntax;
mod text;
mod walk;
mod whole;

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::{Dialect, Swagger};
use crate::document::{Document, Source, Sources, Unresolved, descend_mut};
use crate::files::Files;
use crate::maps::{Map, Set};
use crate::node::{COPIES, Node};
use crate::pointer::Location;
use crate::report::{LoadProblem, Report};

pub(crate) use aside::beside;
use grammar::{Kind, Shape};
use walk::{Found, Moved, Path, Reference, Resource, Weight};

/// Reads a document from its entry file and the files that it refers to, each once.
///
/// `None` when the report has an error then.
pub fn load(entry: &str, files: &dyn Files, report: &mut Report) -> Option<Document> {
    let entry = normal(entry);
    let root = Location::root(entry.as_str());
    let mut loader = Loader {
        files,
        report,
        sources: Sources::default(),
        dialect: Dialect::V31,
        swagger: None,
        seen: Set::default(),
        queue: Vec::new(),
    };
    let reached = loader.reach_all(&root);
    let Loader {
        sources, dialect, ..
    } = loader;
    if reached.is_none() {
        report.locate(&sources);
        return None;
    }
    let document = Document::new(root, dialect, sources, report);
    report.locate(&document);
    (!report.has_errors()).then_some(document)
}

/// `./spec.yaml` and `spec.yaml` are one file.
fn normal(entry: &str) -> String {
    let parts: Vec<&str> = entry.split('/').filter(|part| *part != ".").collect();
    parts.join("/")
}

/// Something to walk.
type Item = (Location, Shape);

/// Which of all references each walk found.
type Walks = Map<Item, Range<usize>>;

struct Loader<'a> {
    files: &'a dyn Files,
    report: &'a mut Report,
    sources: Sources,
    dialect: Dialect,
    /// What the objects of version 2.0 take from their root.
    swagger: Option<Swagger>,
    /// What was walked, or will be.
    seen: Set<Item>,
    queue: Vec<Item>,
}

impl Loader<'_> {
    /// Reads and walks everything; `None` when there is no document.
    fn reach_all(&mut self, root: &Location) -> Option<()> {
        self.read(root.file(), root)?;
        self.dialect = self.version(root)?;
        self.swagger = self.swagger(root);
        self.queue.push((root.clone(), Shape::One(Kind::OpenApi)));
        self.run(root);
        Some(())
    }

    /// Walks everything that can be reached.
    fn run(&mut self, root: &Location) {
        let mut references = Vec::new();
        let mut walks = Walks::default();
        while let Some((place, shape)) = self.queue.pop() {
            let first = references.len();
            self.enter(&place, shape, &mut references);
            walks.insert((place, shape), first..references.len());
        }
        if self.swagger.as_ref().is_some_and(Swagger::is_exhausted) {
            let limit = COPIES;
            let at = root.clone();
            return self.report.error(at, LoadProblem::TooManyCopies { limit });
        }
        // Only now all `$id`s and anchors are known.
        self.tell_unresolved(&references);
        self.note_schemas(root, &references, &walks);
        copy::copy_all(&mut self.sources, &references, self.report);
        dynamic::fill_in(&mut self.sources, &references, walks.keys(), self.report);
    }

    /// Walks what has this shape at this place, and notes what was found there.
    fn enter(&mut self, place: &Location, shape: Shape, references: &mut Vec<Reference>) {
        let found = self.walk(place, shape);
        for Moved { node, from, to } in found.moved {
            self.sources.note_move(node, from, to);
        }
        self.sources.schemas += found.schemas;
        self.sources.ids.extend(found.ids);
        self.sources.anchors.extend(found.anchors);
        self.seen.extend(found.named);
        for reference in found.references {
            let holder = reference.at.parent();
            match holder.filter(|_| self.is_item(&reference)) {
                // The brackets go around the reference: others may refer to the item as what it is.
                Some(list) => {
                    let source = self.sources.files.get_mut(list.file());
                    if let Some(node) = source.and_then(|it| descend_mut(&mut it.root, &list)) {
                        check::bracket(node, &Path::Start(&list), self.report);
                    }
                    self.enter(&list, reference.shape, references);
                }
                None => {
                    self.reach(&reference);
                    references.push(reference);
                }
            }
        }
    }

    /// Whether a reference that should lead to a list leads to one item without brackets.
    fn is_item(&mut self, reference: &Reference) -> bool {
        let (mut at, mut text) = (reference.at.clone(), reference.text.clone());
        let mut passed = Set::default();
        while matches!(reference.shape, Shape::List(_)) && passed.insert(at.clone()) {
            let Some(target) = self.open(&at, &text) else {
                return false;
            };
            let Some(Node::Mapping(item)) = self.sources.node(&target) else {
                return false;
            };
            let Some(next) = item.get("$ref").and_then(Node::as_str) else {
                return true;
            };
            text = next.to_owned();
            at = target.key("$ref");
        }
        false
    }

    /// Notes the schemas of other files that something refers to, in the order in which bundlers make components of them:
    /// by their first use, and behind what they use themselves. So the order of files is no matter.
    fn note_schemas(&mut self, root: &Location, references: &[Reference], walks: &Walks) {
        let walk = |item: &Item| walks.get(item).cloned().unwrap_or_default();
        let whole = (root.clone(), Shape::One(Kind::OpenApi));
        let mut open = vec![(walk(&whole), whole)];
        let mut entered = Set::default();
        while let Some((walked, _)) = open.last_mut() {
            if let Some(reference) = walked.next() {
                let next = references.get(reference).and_then(|reference| {
                    let target = self.sources.resolve(&reference.at, &reference.text).ok()?;
                    Some((target, reference.shape))
                });
                if let Some(next) = next.filter(|next| entered.insert(next.clone())) {
                    open.push((walk(&next), next));
                }
            } else if let Some((_, (place, shape))) = open.pop()
                && shape == Shape::One(Kind::Schema)
                && place.file() != root.file()
            {
                self.sources.referenced.push(place);
            }
        }
    }

    fn tell_unresolved(&mut self, references: &[Reference]) {
        let mut told = Set::default();
        let mut ends = Set::default();
        for reference in references {
            let Reference {
                at, text, weight, ..
            } = reference;
            if *weight == Weight::Maybe {
                continue;
            }
            if let Err(why) = self.end_of(reference, &mut ends)
                && told.insert((at.file(), text))
            {
                if reference.shape == Shape::One(Kind::Schema) {
                    self.report.add(self.sources.explain_schema(at, text, why));
                    continue;
                }
                let problem = self.sources.explain(at, text, why);
                // Only what hangs on it is left out, by whoever asks for it.
                let is_part = matches!(reference.shape, Shape::One(kind) if kind.is_part());
                let leaves = matches!(problem, LoadProblem::ReferenceLeavesFolder { .. });
                match weight {
                    Weight::Explaining => self.report.warn(at.clone(), problem),
                    _ if is_part && !leaves => self.report.warn(at.clone(), problem),
                    _ => self.report.error(at.clone(), problem),
                }
            }
        }
    }

    /// Follows a reference until there is none; `ends` are places from which that is known to end. Only the first step to
    /// a schema is taken: there `$ref` is a keyword beside others, for whoever reads those.
    fn end_of(&self, reference: &Reference, ends: &mut Set<Location>) -> Result<(), Unresolved> {
        let mut target = self.sources.resolve(&reference.at, &reference.text)?;
        if reference.shape == Shape::One(Kind::Schema) {
            return Ok(());
        }
        let mut passed = Set::default();
        while !ends.contains(&target) {
            let next = self.sources.node(&target).and_then(|node| node.get("$ref"));
            let Some(next) = next.and_then(Node::as_str) else {
                break;
            };
            // A reference that leads nowhere is told where it stands.
            let Ok(next) = self.sources.resolve(&target.key("$ref"), next) else {
                break;
            };
            if !passed.insert(std::mem::replace(&mut target, next)) {
                let reference = reference.text.clone();
                let circle = LoadProblem::CircularReference { reference };
                return Err(Unresolved::Unreachable(circle));
            }
        }
        ends.extend(passed);
        ends.insert(target);
        Ok(())
    }

    fn walk(&mut self, place: &Location, shape: Shape) -> Found {
        let mut found = Found::default();
        let around = place.parent().unwrap_or_else(|| place.clone());
        let (root, base) = self.sources.resource(&around);
        let resource = Resource { root, base };
        if let Some(source) = self.sources.files.get_mut(place.file())
            && let Some(node) = descend_mut(&mut source.root, place)
        {
            let at = (&Path::Start(place), &resource);
            let swagger = self.swagger.as_ref();
            if shape == Shape::One(Kind::OpenApi) && swagger.is_none() {
                whole::walk_whole(node, at, self.dialect, &mut found, self.report);
            } else {
                let version = (self.dialect, swagger);
                walk::walk(node, shape, at, version, &mut found, self.report);
            }
        }
        found
    }

    /// Puts what a reference names into the queue, its file read.
    fn reach(&mut self, reference: &Reference) {
        if let Some(target) = self.open(&reference.at, &reference.text) {
            let item = (target, reference.shape);
            if !self.seen.contains(&item) {
                self.seen.insert(item.clone());
                self.queue.push(item);
            }
        }
    }

    /// The place that a reference names, its file read.
    fn open(&mut self, at: &Location, text: &str) -> Option<Location> {
        if let Some(file) = self.sources.file_of(at, text) {
            self.read_once(&file);
            anchor::find(&mut self.sources, &file, text);
        }
        self.sources.resolve(at, text).ok()
    }

    fn read_once(&mut self, file: &str) {
        if self.sources.files.contains_key(file) || self.sources.unread.contains_key(file) {
            return;
        }
        let reason = match self.files.read(file) {
            Ok(text) => match self.parse(file, text) {
                Some(()) => return,
                None => "what is wrong with its text is told there".to_owned(),
            },
            Err(reason) => reason,
        };
        let problem = LoadProblem::UnreadableFile {
            file: file.to_owned(),
            reason,
        };
        self.sources.unread.insert(file.to_owned(), problem);
    }

    fn read(&mut self, file: &str, at: &Location) -> Option<()> {
        match self.files.read(file) {
            Ok(text) => self.parse(file, text),
            Err(reason) => {
                let problem = LoadProblem::UnreadableFile {
                    file: file.to_owned(),
                    reason,
                };
                self.report.error(at.clone(), problem);
                None
            }
        }
    }

    fn parse(&mut self, file: &str, mut text: String) -> Option<()> {
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let at = Location::root(file);
        let parsed = match text::parse(file, &text) {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.report.error_at(at, fault.place, fault.problem);
                return None;
            }
        };
        if let Some(fault) = parsed.misread {
            let at = at.clone();
            self.report.warn_at(at, fault.place, fault.problem);
        }
        if let Some(name) = parsed.root.get("$self").and_then(Node::as_str) {
            self.sources.ids.insert(name.to_owned(), at.clone());
        }
        self.sources
            .files
            .insert(Arc::from(file), Source::new(text, parsed.root));
        if !parsed.duplicates.is_empty() {
            duplicates::tell(parsed.duplicates, &at, &self.sources, self.report);
        }
        Some(())
    }

    /// The dialect that the entry document says it is written in.
    fn version(&mut self, root: &Location) -> Option<Dialect> {
        let node = self.sources.node(root)?;
        let Some(mapping) = node.as_mapping() else {
            let found = node.type_name().to_owned();
            self.report
                .error(root.clone(), LoadProblem::NotOpenapi { found });
            return None;
        };
        let key = ["openapi", "swagger"]
            .into_iter()
            .find(|key| mapping.contains(key));
        let Some(key) = key else {
            let found = "an object with neither `openapi` nor `swagger`".to_owned();
            self.report
                .error(root.clone(), LoadProblem::NotOpenapi { found });
            return None;
        };
        let version = mapping
            .get(key)
            .and_then(Node::scalar_text)
            .unwrap_or_default();
        let dialect = Dialect::of(key, &version);
        if dialect.is_none() {
            self.report
                .error(root.key(key), LoadProblem::UnsupportedVersion { version });
        }
        dialect
    }

    /// What version 2.0 says once for the whole document.
    fn swagger(&mut self, root: &Location) -> Option<Swagger> {
        let node = (self.dialect == Dialect::V20).then(|| self.sources.node(root))??;
        let named = Swagger::parameter_references(node);
        let named: Vec<String> = named.into_iter().map(str::to_owned).collect();
        for text in &named {
            self.open(root, text);
        }
        let mut swagger = Swagger::new(self.sources.node(root)?);
        for text in named {
            if let Ok(at) = self.sources.resolve(root, &text)
                && let Some(node) = self.sources.node(&at)
            {
                swagger.share(text, node);
            }
        }
        Some(swagger)
    }
}
