//! What the parts of a schema say of members that none of them declares.

use crate::document::SchemaNode;
use crate::node::Node;

/// What `additionalProperties` and its like say.
#[derive(Clone, Debug, Default)]
pub(super) enum Rest<'d> {
    /// Nothing.
    #[default]
    Unsaid,
    /// `true` or `{}`
    Any,
    /// `false`, whatever schemas other parts have.
    Forbidden(Vec<SchemaNode<'d>>),
    /// Schemas, all of which hold.
    Typed(Vec<SchemaNode<'d>>),
}

impl<'d> Rest<'d> {
    /// What this keyword says.
    pub(super) fn read(keyword: SchemaNode<'d>) -> Self {
        match keyword.node {
            Node::Bool(true) => Self::Any,
            Node::Bool(false) => Self::Forbidden(Vec::new()),
            Node::Mapping(map) if map.is_empty() => Self::Any,
            Node::Null
            | Node::Number(_)
            | Node::String(_)
            | Node::Sequence(_)
            | Node::Mapping(_) => Self::Typed(vec![keyword]),
        }
    }

    /// What both say. A part that forbids what it does not know itself would forbid the members of the other parts: documents
    /// mean the whole. What says more wins over what says less.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unsaid | Self::Any, new) => new,
            (old, Self::Unsaid | Self::Any) => old,
            (Self::Typed(old), Self::Typed(new)) => Self::Typed([old, new].concat()),
            (Self::Forbidden(old) | Self::Typed(old), Self::Forbidden(new) | Self::Typed(new)) => {
                Self::Forbidden([old, new].concat())
            }
        }
    }
}
