//! Small named rewrites that bring every dialect to one form.

mod schema;
mod swagger2;

use crate::node::{Mapping, Node};
use crate::pointer::Location;

pub(crate) use schema::{add_schema, raise};
pub(crate) use swagger2::{COLLECTION_FORMATS, Swagger};

/// The members of a Path Item Object that are operations.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The version of OpenAPI that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// OpenAPI 2.0, once Swagger.
    V20,
    /// OpenAPI 3.0.x
    V30,
    /// OpenAPI 3.1.x
    V31,
    /// OpenAPI 3.2.x
    V32,
}

impl Dialect {
    /// What `openapi: …` or `swagger: …` says.
    pub(crate) fn of(key: &str, version: &str) -> Option<Self> {
        let mut parts = version.trim().split('.');
        // YAML takes an unquoted `2.0` for a number, and so do those who write `2`.
        match (key, parts.next()?, parts.next().unwrap_or("0")) {
            ("swagger", "2", "0") => Some(Self::V20),
            ("openapi", "3", "0") => Some(Self::V30),
            ("openapi", "3", "1") => Some(Self::V31),
            ("openapi", "3", "2") => Some(Self::V32),
            _ => None,
        }
    }
}

/// What stands in extensions of the root that is a part of the document.
pub(crate) fn name_members(root: &mut Mapping, dialect: Dialect) -> Vec<Move> {
    let mut moves = name_webhooks(root, dialect);
    moves.extend(add_paths(root));
    moves
}

/// Paths with queries, by which they differ, are no paths to some tools: they stand in an extension that is defined for that.
pub(crate) const MORE_PATHS: &str = "x-ms-paths";

/// Moves what stands in [`MORE_PATHS`] to `paths`, but for what is there already.
fn add_paths(root: &mut Mapping) -> Vec<Move> {
    let holds_map = |root: &Mapping, key| root.get(key).is_some_and(|it| it.as_mapping().is_some());
    if !holds_map(root, MORE_PATHS) {
        return Vec::new();
    }
    if !root.contains("paths") {
        root.rename(MORE_PATHS, "paths");
        return vec![Move::new(&[MORE_PATHS], &["paths"])];
    }
    if root.get("paths") == Some(&Node::Null) {
        root.set("paths", Node::Mapping(Mapping::default()));
    }
    if !holds_map(root, "paths") {
        return Vec::new();
    }
    let Some(Node::Mapping(mut more)) = root.remove(MORE_PATHS) else {
        return Vec::new();
    };
    let Some(Node::Mapping(paths)) = root.get_mut("paths") else {
        return Vec::new();
    };
    let new = more.split_off(|path| !path.starts_with("x-") && !paths.contains(path));
    let place = |(path, _)| Move::new(&[MORE_PATHS, path], &["paths", path]);
    let moves = new.iter().map(place).collect();
    paths.merge(new);
    if !more.is_empty() {
        root.set(MORE_PATHS, Node::Mapping(more));
    }
    moves
}

/// What 3.1 calls `webhooks` stands in `x-webhooks` where an older document has it.
fn name_webhooks(root: &mut Mapping, dialect: Dialect) -> Vec<Move> {
    let is_old = matches!(dialect, Dialect::V20 | Dialect::V30) && !root.contains("webhooks");
    let is_map = |node: &Node| node.as_mapping().is_some_and(is_map_of_path_items);
    if !is_old || !root.get("x-webhooks").is_some_and(is_map) {
        return Vec::new();
    }
    root.rename("x-webhooks", "webhooks");
    vec![Move::new(&["x-webhooks"], &["webhooks"])]
}

/// Whether this looks like path items by name: in an extension a vendor may say anything else.
fn is_map_of_path_items(map: &Mapping) -> bool {
    let is_operation = |node: &Node| node.as_mapping().is_some();
    let is_item = |item: &Node| {
        item.get("$ref").is_some_and(|it| it.as_str().is_some())
            || METHODS
                .iter()
                .any(|it| item.get(it).is_some_and(is_operation))
    };
    map.iter().all(|(_, item)| is_item(item))
}

/// How a rewrite moved what stands inside a node: pointers from that node, in the text and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    from: String,
    to: String,
}

impl Move {
    /// From one pointer to another, each given by its segments.
    fn new(from: &[&str], to: &[&str]) -> Self {
        let spell = |segments: &[&str]| {
            let root = Location::root("");
            let place = segments.iter().fold(root, |place, key| place.key(key));
            place.pointer().to_owned()
        };
        Self {
            from: spell(from),
            to: spell(to),
        }
    }

    /// The same, seen from further out.
    fn under(self, outer: &[&str]) -> Self {
        let outer = Self::new(outer, &[]).from;
        Self {
            from: format!("{outer}{}", self.from),
            to: format!("{outer}{}", self.to),
        }
    }

    /// The same, after a later rewrite of the node put all of it elsewhere.
    fn then(self, later: &Self) -> Self {
        Self {
            from: self.from,
            to: format!("{}{}", later.to, self.to),
        }
    }

    /// The place in the text and now, of a node that stands at `at`.
    pub(crate) fn places(&self, at: &Location) -> (Location, Location) {
        let inside = |tail: &str| at.below(tail);
        (inside(&self.from), inside(&self.to))
    }
}
