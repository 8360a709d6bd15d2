//! What is told about single objects while a document is walked, because nobody later would see it.

use super::grammar::Kind;
use super::walk::{Path, is_reference};
use crate::dialect::{COLLECTION_FORMATS, Dialect, METHODS, Swagger};
use crate::document::is_structure;
use crate::node::{Mapping, Node};
use crate::report::{LoadProblem, Report};

/// Looks at one object.
pub(super) fn object(node: &Node, kind: Kind, path: &Path<'_>, report: &mut Report) {
    match (kind, node) {
        // What is no schema is told by the reader of keywords, which knows what to take it for.
        (Kind::Schema, _) => (),
        (_, Node::Mapping(mapping)) if is_reference(mapping) => (),
        (Kind::OpenApi, Node::Mapping(mapping)) => needed(mapping, "info", kind, path, report),
        (Kind::Info, Node::Mapping(mapping)) => {
            needed(mapping, "title", kind, path, report);
            needed(mapping, "version", kind, path, report);
        }
        (Kind::Operation, Node::Mapping(mapping)) => {
            needed(mapping, "responses", kind, path, report);
        }
        (Kind::Parameter, Node::Mapping(mapping)) => {
            let known = match mapping.get("in").and_then(Node::as_str) {
                Some("path") => PATH_STYLES,
                Some("header") => &["simple"],
                Some("cookie") => &["form", "cookie"],
                _ => QUERY_STYLES,
            };
            styles(mapping, known, path, report);
        }
        (Kind::Encoding, Node::Mapping(mapping)) => {
            styles(mapping, QUERY_STYLES, path, report);
        }
        (Kind::Tag, Node::String(_)) => (),
        (_, Node::Mapping(_) | Node::Null) => (),
        (kind, node) => {
            let article = if kind.name().starts_with(['E', 'I', 'O']) {
                "an"
            } else {
                "a"
            };
            wrong(
                node,
                &format!("{article} {}", kind.name()),
                kind,
                path,
                report,
            );
        }
    }
}

/// Before 3.1, what stands beside a `$ref` is ignored (OpenAPI 3.0, 4.8.23). Words for people and bounds do no harm, and
/// are meant.
pub(super) fn siblings(node: &mut Node, dialect: Dialect, path: &Path<'_>, report: &mut Report) {
    let Some(mapping) = node.as_mapping_mut().filter(|map| is_reference(map)) else {
        return;
    };
    if dialect > Dialect::V30 || !mapping.iter().any(|(key, _)| is_structure(key)) {
        return;
    }
    let ignored = mapping.split_off(is_structure);
    let keywords: Vec<String> = ignored.iter().map(|(key, _)| format!("`{key}`")).collect();
    let keywords = keywords.join(", ");
    report.warn(path.location(), LoadProblem::IgnoredSiblings { keywords });
}

const PATH_STYLES: &[&str] = &["simple", "label", "matrix"];
const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

/// Tells that something is of the wrong type.
pub(super) fn wrong(node: &Node, expected: &str, kind: Kind, path: &Path<'_>, report: &mut Report) {
    let problem = wrong_type(node, expected);
    // A path item that is no object has no operation, and whoever asks for a scheme that is none is told.
    let is_dispensable = matches!(kind, Kind::PathItem | Kind::SecurityScheme);
    if is_dispensable || kind.is_explaining() || path.is_incoming() || path.is_shared() {
        report.warn(path.location(), problem);
    } else {
        report.error(path.location(), problem);
    }
}

/// The brackets around the only item of a list are missing: what is meant is clear.
pub(super) fn bracket(node: &mut Node, path: &Path<'_>, report: &mut Report) {
    report.warn(path.location(), wrong_type(node, "an array"));
    let item = std::mem::replace(node, Node::Null);
    let is_empty = item.as_mapping().is_some_and(Mapping::is_empty);
    *node = Node::Sequence(if is_empty { Vec::new() } else { vec![item] });
}

/// Mends what would be rewritten wrongly in an object of 2.0.
pub(super) fn before_upgrade(
    swagger: &Swagger,
    mapping: &mut Mapping,
    kind: Kind,
    path: &Path<'_>,
    report: &mut Report,
) {
    match kind {
        Kind::OpenApi => base_path(mapping, path, report),
        Kind::PathItem => bracket_parameters(swagger, mapping, path, report),
        _ => (),
    }
}

/// Without its slash, a base path would become part of the host: requests would go to another one.
fn base_path(root: &mut Mapping, path: &Path<'_>, report: &mut Report) {
    let said = root.get("basePath").and_then(Node::scalar_text);
    let is_odd =
        |base: &&String| !base.is_empty() && !base.starts_with('/') && !base.contains("://");
    let Some(base) = said.as_ref().filter(is_odd) else {
        return;
    };
    let base = format!("/{base}");
    root.set("basePath", Node::String(base.clone()));
    // What the base path becomes.
    let at = path.key("servers").location();
    report.warn(at, LoadProblem::OddBasePath { base });
}

/// What is rewritten in a path item are lists of parameters, which have to be lists by then.
fn bracket_parameters(swagger: &Swagger, item: &mut Mapping, path: &Path<'_>, report: &mut Report) {
    bracket_member(swagger, item, path, report);
    for method in METHODS {
        if let Some(Node::Mapping(operation)) = item.get_mut(method) {
            bracket_member(swagger, operation, &path.key(method), report);
        }
    }
}

fn bracket_member(swagger: &Swagger, holder: &mut Mapping, path: &Path<'_>, report: &mut Report) {
    if let Some(node) = holder.get_mut("parameters")
        && let Some(item) = node.as_mapping()
        && (!is_reference(item) || swagger.is_parameter(node))
    {
        bracket(node, &path.key("parameters"), report);
    }
}

pub(super) fn wrong_type(node: &Node, expected: &str) -> LoadProblem {
    LoadProblem::WrongType {
        found: node.type_name().to_owned(),
        expected: expected.to_owned(),
    }
}

/// A member that has to be there, though a crate can be made without.
fn needed(mapping: &Mapping, member: &str, kind: Kind, path: &Path<'_>, report: &mut Report) {
    if mapping.get(member).is_none_or(|node| *node == Node::Null) {
        let object = kind.name().to_owned();
        let member = member.to_owned();
        report.warn(
            path.location(),
            LoadProblem::MissingMember { member, object },
        );
    }
}

/// Tells of a style that no client knows how to write.
fn styles(mapping: &Mapping, known: &[&str], path: &Path<'_>, report: &mut Report) {
    // What stands for `style` in 2.0 has words of its own.
    let formats = match known.contains(&"form") {
        true => COLLECTION_FORMATS,
        false => &["csv"],
    };
    for (member, known) in [("style", known), ("collectionFormat", formats)] {
        let style = mapping.get(member).and_then(Node::as_str);
        if let Some(style) = style.filter(|style| !known.contains(style)) {
            let problem = LoadProblem::UnknownValue {
                value: style.to_owned(),
                member: member.to_owned(),
                known: known.join(", "),
            };
            report.warn(path.key(member).location(), problem);
        }
    }
}
