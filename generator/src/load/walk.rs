//! Goes through a document once: schemas are raised, references and names of schemas collected, unknown members told.

use super::check;
use super::grammar::{Kind, Members, Shape};
use super::misfit;
pub(super) use super::path::Path;
use crate::dialect::{self, Dialect, Move, Swagger};
use crate::maps::Map;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{LoadProblem, Report, nearest};

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// References, in order.
    pub(super) references: Vec<Reference>,
    /// Their texts, so that what says the same in the same file is followed once.
    texts: Map<String, Vec<(Shape, Weight)>>,
    /// Places that something can refer to, which need not be walked again.
    pub(super) named: Vec<(Location, Shape)>,
    /// How many schemas were walked.
    pub(super) schemas: usize,
    /// Schemas by `$id`.
    pub(super) ids: Vec<(String, Location)>,
    /// Schemas by anchor.
    pub(super) anchors: Vec<((Location, String), Location)>,
    /// What rewrites moved.
    pub(super) moved: Vec<Moved>,
}

impl Found {
    /// Whether no reference in this file says the same yet.
    fn is_new(&mut self, text: &str, shape: Shape, weight: Weight) -> bool {
        match self.texts.get_mut(text) {
            Some(known) if known.contains(&(shape, weight)) => return false,
            Some(known) => known.push((shape, weight)),
            None => drop(self.texts.insert(text.to_owned(), vec![(shape, weight)])),
        }
        true
    }

    /// Adds what was found later in the same file.
    pub(super) fn append(&mut self, later: Self) {
        let Self {
            references,
            texts: _,
            named,
            schemas,
            ids,
            anchors,
            moved,
        } = later;
        for reference in references {
            let Reference { shape, weight, .. } = reference;
            if !reference.is_absolute || self.is_new(&reference.text, shape, weight) {
                self.references.push(reference);
            }
        }
        self.named.extend(named);
        self.schemas += schemas;
        self.ids.extend(ids);
        self.anchors.extend(anchors);
        self.moved.extend(moved);
    }
}

/// Something that was moved while the node around it was rewritten.
#[derive(Debug)]
pub(super) struct Moved {
    /// The node that was rewritten.
    pub(super) node: Location,
    /// The place in the text.
    pub(super) from: Location,
    /// The place now.
    pub(super) to: Location,
}

/// A reference to something.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Where it stands.
    pub(super) at: Location,
    /// What it says.
    pub(super) text: String,
    /// What it should lead to.
    pub(super) shape: Shape,
    /// The same text leads to the same place wherever it stands in this file.
    is_absolute: bool,
    pub(super) weight: Weight,
}

/// Whether there has to be something at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    /// An error if not.
    Needed,
    /// A warning if not: it only explains something.
    Explaining,
    /// Whoever uses it tells.
    Maybe,
    /// An error if not; what is there is copied to here, because only there the specification has no reference.
    Copied,
}

/// Walks what has this shape at this place.
pub(super) fn walk(
    node: &mut Node,
    shape: Shape,
    (path, resource): (&Path<'_>, &Resource),
    (dialect, swagger): (Dialect, Option<&Swagger>),
    found: &mut Found,
    report: &mut Report,
) {
    Walk {
        dialect,
        swagger,
        found,
        report,
    }
    .member(node, shape, path, resource);
}

/// The schema resource that is walked: a file, or a schema with an `$id`.
pub(super) struct Resource {
    /// Where it begins.
    pub(super) root: Location,
    /// The URI that it gives itself; empty when it gives none.
    pub(super) base: String,
}

struct Walk<'a> {
    dialect: Dialect,
    swagger: Option<&'a Swagger>,
    found: &'a mut Found,
    report: &'a mut Report,
}

impl Walk<'_> {
    fn object(&mut self, node: &mut Node, kind: Kind, path: &Path<'_>, resource: &Resource) {
        let inner;
        let mut resource = resource;
        if kind == Kind::Schema {
            self.found.schemas += 1;
            self.raise(node, path);
            if let Some(id) = self.names(node, path, resource) {
                inner = id;
                resource = &inner;
            }
        }
        if let (Some(swagger), Node::Mapping(mapping)) = (self.swagger, &mut *node) {
            check::before_upgrade(swagger, mapping, kind, path, self.report);
            let moves = upgrade(swagger, mapping, kind);
            self.note_moves(&moves, path);
        }
        if let (Kind::OpenApi, Node::Mapping(mapping)) = (kind, &mut *node) {
            let moves = dialect::name_members(mapping, self.dialect);
            self.note_moves(&moves, path);
        }
        if matches!(kind, Kind::Parameter | Kind::Header) {
            dialect::add_schema(node);
        }
        let Node::Mapping(mapping) = node else {
            check::object(node, kind, path, self.report);
            return;
        };
        misfit::empty(mapping, kind, path, self.report);
        self.references(mapping, kind, path, resource);
        match kind.members() {
            Members::Named(kind) => {
                let members = mapping
                    .iter_mut()
                    .filter(|(key, _)| !key.starts_with("x-") && *key != "$ref");
                let (first, others): (Vec<_>, Vec<_>) =
                    members.partition(|(key, _)| *key == "default");
                for (key, member) in first.into_iter().chain(others) {
                    self.object(member, kind, &path.key(key), resource);
                }
            }
            Members::Listed(listed) => {
                let is_reference = is_reference(mapping);
                let is_known = |key: &str| listed.iter().any(|(name, _)| *name == key);
                let is_told = |key: &&str| !is_reference && !key.starts_with("x-");
                let told = mapping.iter().map(|(key, _)| key).filter(is_told);
                for key in told.filter(|key| !is_known(key)) {
                    self.unknown(key, kind, listed, path);
                }
                let objects = listed.iter().filter(|(_, shape)| *shape != Shape::Any);
                for &(key, shape) in objects {
                    if let Some(member) = mapping.get_mut(key) {
                        self.member(member, shape, &path.key(key), resource);
                    }
                }
            }
            Members::Keywords(shape_of) => {
                for (key, member) in mapping.iter_mut() {
                    self.member(member, shape_of(key), &path.key(key), resource);
                }
            }
        }
        check::object(node, kind, path, self.report);
    }

    /// Brings a schema, not those inside of it, to the form of the newest version.
    fn raise(&mut self, node: &mut Node, path: &Path<'_>) {
        if *node == Node::Null {
            // `name:` with nothing behind it says nothing about the value.
            *node = Node::Mapping(Mapping::default());
        }
        check::siblings(node, self.dialect, path, self.report);
        if let Some(moves) = dialect::raise(node, self.dialect) {
            self.note_moves(&moves, path);
        }
    }

    fn member(&mut self, node: &mut Node, shape: Shape, path: &Path<'_>, resource: &Resource) {
        match (shape, node) {
            (Shape::Any, _) | (_, Node::Null) => (),
            (Shape::One(kind), node) => self.object(node, kind, path, resource),
            (Shape::List(_) | Shape::Map(_), Node::Mapping(mapping)) if is_reference(mapping) => {
                self.reference(mapping, shape, Weight::Copied, path, resource);
            }
            (Shape::List(_), node @ Node::Mapping(_)) => {
                check::bracket(node, path, self.report);
                self.member(node, shape, path, resource);
            }
            (Shape::List(kind), Node::Sequence(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.object(item, kind, &path.index(index), resource);
                }
            }
            (Shape::Map(kind), Node::Mapping(mapping)) => {
                for (key, member) in mapping.iter_mut() {
                    let path = path.key(key);
                    if path.is_component() {
                        self.found.named.push((path.location(), Shape::One(kind)));
                    }
                    self.object(member, kind, &path, resource);
                }
            }
            (Shape::List(kind), node) => check::wrong(node, "an array", kind, path, self.report),
            (Shape::Map(kind), node) => check::wrong(node, "an object", kind, path, self.report),
        }
    }

    fn note_moves(&mut self, moves: &[Move], path: &Path<'_>) {
        if moves.is_empty() {
            return;
        }
        let at = path.location();
        for step in moves {
            let (from, to) = step.places(&at);
            let node = at.clone();
            self.found.moved.push(Moved { node, from, to });
        }
    }

    /// Notes the `$id` and the anchors of a schema; the resource that begins here, if one does.
    fn names(&mut self, node: &Node, path: &Path<'_>, resource: &Resource) -> Option<Resource> {
        let mapping = node.as_mapping().filter(|mapping| is_core(mapping))?;
        let text = |key| mapping.get(key).and_then(Node::as_str);
        let id = text("$id").filter(|id| !id.starts_with('#'));
        let inner = id.map(|id| {
            let base = crate::document::join(&resource.base, id);
            self.found.ids.push((base.clone(), path.location()));
            Resource {
                root: path.location(),
                base,
            }
        });
        let root = &inner.as_ref().unwrap_or(resource).root;
        for anchor in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            self.found
                .anchors
                .push(((root.clone(), anchor.to_owned()), path.location()));
        }
        inner
    }

    /// Notes the references of an object.
    fn references(&mut self, mapping: &Mapping, kind: Kind, path: &Path<'_>, resource: &Resource) {
        if is_reference(mapping) {
            let weight = match kind {
                _ if !kind.is_referable() => Weight::Copied,
                // What no response describes is kept as it comes.
                Kind::Response | Kind::Header => Weight::Explaining,
                _ if kind.is_explaining() || path.is_incoming() || path.is_shared() => {
                    Weight::Explaining
                }
                Kind::SecurityScheme => Weight::Maybe,
                _ => Weight::Needed,
            };
            self.reference(mapping, Shape::One(kind), weight, path, resource);
        }
        match kind {
            Kind::Schema if is_core(mapping) => {
                for key in ["$dynamicRef", "$recursiveRef"] {
                    if let Some(text) = mapping.get(key).and_then(Node::as_str) {
                        let shape = Shape::One(Kind::Schema);
                        self.note(text, shape, Weight::Needed, &path.key(key), resource);
                    }
                }
            }
            Kind::Discriminator => {
                let mapped = mapping.get("mapping").and_then(Node::as_mapping);
                for (key, node) in mapped.into_iter().flat_map(Mapping::iter) {
                    if let Some(text) = node.as_str().filter(|text| text.contains(['#', '/', '.']))
                    {
                        let shape = Shape::One(Kind::Schema);
                        let path = path.key("mapping");
                        self.note(text, shape, Weight::Maybe, &path.key(key), resource);
                    }
                }
            }
            _ => (),
        }
    }

    fn reference(
        &mut self,
        mapping: &Mapping,
        shape: Shape,
        weight: Weight,
        path: &Path<'_>,
        resource: &Resource,
    ) {
        if let Some(text) = mapping.get("$ref").and_then(Node::as_str) {
            self.note(text, shape, weight, &path.key("$ref"), resource);
        }
    }

    fn note(
        &mut self,
        text: &str,
        shape: Shape,
        weight: Weight,
        path: &Path<'_>,
        resource: &Resource,
    ) {
        // In one file the same text leads to the same place, but for schemas with an `$id`.
        let is_absolute = weight != Weight::Copied && resource.root.pointer().is_empty();
        if !is_absolute || self.found.is_new(text, shape, weight) {
            self.found.references.push(Reference {
                at: path.location(),
                text: text.to_owned(),
                shape,
                is_absolute,
                weight,
            });
        }
    }

    fn unknown(
        &mut self,
        key: &str,
        kind: Kind,
        listed: &[(&'static str, Shape)],
        path: &Path<'_>,
    ) {
        // What is left of a `collectionFormat` of 2.0 is told by its value.
        if self.swagger.is_some() && key == "collectionFormat" {
            return;
        }
        let advice = match nearest(key, listed.iter().map(|(name, _)| *name)) {
            Some(name) => format!("`{name}` has one"),
            None => "a member of your own begins with `x-`".to_owned(),
        };
        let object = kind.name().to_owned();
        let problem = LoadProblem::UnknownMember {
            member: key.to_owned(),
            object,
            advice,
        };
        self.report.warn(path.key(key).location(), problem);
    }
}

/// Brings an object of 2.0 to the form of 3.0.
fn upgrade(swagger: &Swagger, mapping: &mut Mapping, kind: Kind) -> Vec<Move> {
    match kind {
        Kind::OpenApi => return swagger.root(mapping),
        Kind::PathItem => return swagger.path_item(mapping),
        Kind::Operation => return swagger.operation(mapping),
        Kind::Response => return swagger.response(mapping),
        Kind::Parameter | Kind::Header => return Swagger::parameter(mapping),
        Kind::SecurityScheme => Swagger::security_scheme(mapping),
        _ => (),
    }
    Vec::new()
}

/// Whether a schema has a keyword that gives it a name, or refers to one: few have.
fn is_core(mapping: &Mapping) -> bool {
    mapping.iter().any(|(key, _)| key.starts_with('$'))
}

/// Whether this is a Reference Object, or has a `$ref` beside members of its own.
pub(super) fn is_reference(mapping: &Mapping) -> bool {
    matches!(mapping.get("$ref"), Some(Node::String(_)))
}
