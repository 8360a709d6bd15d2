//! What is told about single objects while a document is walked, because nobody later would see it.

use super::grammar::Kind;
use super::walk::Path;
use crate::node::Node;
use crate::report::{LoadProblem, Report};

/// Looks at one object.
pub(super) fn object(node: &Node, kind: Kind, path: &Path<'_>, report: &mut Report) {
    match (kind, node) {
        (_, Node::Mapping(_) | Node::Null) | (Kind::Schema, Node::Bool(_)) => (),
        (kind, node) => wrong(node, &format!("a {}", kind.name()), path, report),
    }
}

/// Tells that something is of the wrong type.
pub(super) fn wrong(node: &Node, expected: &str, path: &Path<'_>, report: &mut Report) {
    let found = node.type_name().to_owned();
    report.error(
        path.location(),
        LoadProblem::WrongType {
            found,
            expected: expected.to_owned(),
        },
    );
}
