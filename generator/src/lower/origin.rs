//! What a schema can be named after, read from its place; for schemas that are reached by a reference.

use std::borrow::Cow;

use crate::api::{Origin, Role, Schema, SchemaId};
use crate::document::{METHODS, SchemaNode};
use crate::node::Node;
use crate::pointer::{Location, unescape};

use super::schemas::Schemas;

impl<'d> Schemas<'d, '_> {
    /// What the schema at this place can be named after.
    pub(super) fn origin_of(&mut self, place: &SchemaNode<'d>) -> Origin {
        if let Some(("/components/schemas", name)) = place.at.pointer().rsplit_once('/') {
            let name = unescape(name).into_owned();
            return Origin::Component { name };
        }
        let segments: Vec<Cow<'_, str>> = place.at.segments().collect();
        let names: Vec<&str> = segments.iter().map(|segment| &**segment).collect();
        match names.as_slice() {
            [] => Origin::Component {
                name: stem(place.at.file()).to_owned(),
            },
            ["definitions" | "$defs", name] if !is_parameter(place.node) => Origin::Component {
                name: (*name).to_owned(),
            },
            ["components", kind, name, .., "schema"] if *kind != "schemas" => Origin::Shared {
                kind: singular(kind).to_owned(),
                name: (*name).to_owned(),
            },
            [
                "paths",
                path,
                "additionalOperations",
                method,
                rest @ ..,
                "schema",
            ]
            | ["paths", path, method, rest @ .., "schema"] => {
                let operation = self.operation_name(&place.at, path, method);
                Origin::Operation {
                    operation,
                    role: role_in_operation(rest),
                }
            }
            [.., owner, name] => self.within(place, owner, name),
            [name] => Origin::Component {
                name: (*name).to_owned(),
            },
        }
    }

    /// The origin of a schema that stands in a part of its owner: a member of a named part is named after that part,
    /// whichever of those that have the part is read first.
    pub(super) fn origin_in(&mut self, owner: SchemaId, role: Role, at: &Location) -> Origin {
        if let (Role::Member(_), Some(part)) = (&role, part_of(at.pointer()))
            && is_named(part)
            && !self.stands_at(owner, at.file(), part)
        {
            let at = at.with_pointer(part);
            if let Some(node) = self.document.node(&at) {
                let owner = self.id_of(&SchemaNode { at, node });
                return Origin::Within { owner, role };
            }
        }
        Origin::Within { owner, role }
    }

    /// Whether a schema is the one that is written out at this place.
    fn stands_at(&self, schema: SchemaId, file: &str, pointer: &str) -> bool {
        let stands = |known: &Schema| {
            !known.made && known.at.pointer() == pointer && known.at.file() == file
        };
        self.table.get(schema.0).is_some_and(stands)
    }

    /// A schema inside another one, or a name that its author chose.
    fn within(&mut self, place: &SchemaNode<'d>, keyword: &str, name: &str) -> Origin {
        let index = || name.parse::<usize>().ok();
        let (role, up) = match (keyword, name) {
            ("$defs" | "definitions", _) if is_parameter(place.node) => {
                (Role::Member(name.to_owned()), 2)
            }
            ("properties", _) => (Role::Member(name.to_owned()), 2),
            ("allOf", _) => (index().map_or(Role::Additional, Role::Part), 2),
            ("oneOf" | "anyOf", _) => (
                index().map_or(Role::Additional, |index| Role::Arm { index, name: None }),
                2,
            ),
            ("prefixItems", _) => (index().map_or(Role::Additional, Role::Prefix), 2),
            ("patternProperties", _) => (Role::Additional, 2),
            (_, "items") => (Role::Items, 1),
            (_, "additionalProperties" | "unevaluatedProperties") => (Role::Additional, 1),
            _ => {
                return Origin::Component {
                    name: name.to_owned(),
                };
            }
        };
        let owner = std::iter::successors(Some(place.at.clone()), Location::parent).nth(up);
        let owner = owner.and_then(|at| {
            let node = self.document.node(&at)?;
            Some(SchemaNode { at, node })
        });
        match owner {
            Some(owner) => Origin::Within {
                owner: self.id_of(&owner),
                role,
            },
            None => Origin::Component {
                name: name.to_owned(),
            },
        }
    }

    /// The name of the operation that an object stands in.
    pub(super) fn operation_around(&self, at: &Location) -> Option<String> {
        let mut segments = at.segments();
        let (root, path, method) = (segments.next()?, segments.next()?, segments.next()?);
        let is_method = root == "paths" && METHODS.contains(&&*method);
        is_method.then(|| self.operation_name(at, &path, &method))
    }

    fn operation_name(&self, at: &Location, path: &str, method: &str) -> String {
        let item = Location::root(at.file()).key("paths").key(path);
        let places = [
            item.key(method),
            item.key("additionalOperations").key(method),
        ];
        let id = places
            .iter()
            .filter_map(|operation| self.document.node(operation))
            .find_map(|node| node.get("operationId")?.as_str());
        id.map_or_else(|| format!("{method} {path}"), str::to_owned)
    }
}

/// Whether a definition is what a template leaves open, or fills it in: each of them has one of the same name.
fn is_parameter(definition: &Node) -> bool {
    definition.get("$dynamicAnchor").is_some()
}

/// Where the schema stands that a member belongs to, by the pointer of the member: parts of an `allOf` belong to the whole.
fn part_of(member: &str) -> Option<&str> {
    let (properties, _) = member.rsplit_once('/')?;
    let mut part = properties.strip_suffix("/properties")?;
    while let Some((all, _)) = part.rsplit_once('/')
        && let Some(whole) = all.strip_suffix("/allOf")
    {
        part = whole;
    }
    Some(part)
}

/// Whether a schema at this pointer has a name that its author chose, wherever it is used.
pub(super) fn is_named(pointer: &str) -> bool {
    match pointer.rsplit_once('/') {
        None | Some(("" | "/components/schemas", _)) => true,
        Some((around, _)) => around.ends_with("/definitions") || around.ends_with("/$defs"),
    }
}

/// `response 200`, `request`, `parameter 0`.
fn role_in_operation(rest: &[&str]) -> String {
    match rest {
        ["responses", status, "headers", name, ..] => format!("header {name} {status}"),
        ["responses", status, ..] => format!("response {status}"),
        ["parameters", index, ..] => format!("parameter {index}"),
        _ => "request".to_owned(),
    }
}

/// `responses` → `response`, `requestBodies` → `requestBody`.
fn singular(kind: &str) -> &str {
    match kind {
        "requestBodies" => "requestBody",
        "responses" => "response",
        "parameters" => "parameter",
        "headers" => "header",
        other => other,
    }
}

/// Name of a file without folders and extension.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}
