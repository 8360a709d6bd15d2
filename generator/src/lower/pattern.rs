//! Values that span segments of the path: whether a parameter has such, and what is told of them.

use crate::api::{Example, Parameter, Style};
use crate::document::SchemaNode;
use crate::node::Node;
use crate::report::LowerProblem;

use super::content::Owner;
use super::facts::Facts;
use super::kinds::Kind;
use super::schemas::Schemas;

/// The pattern of any segments at all, of which one is one.
const ANY: &str = "**";

/// Whether values of the parameter may be of the form of a pattern: as it is a text, a number or a list, for one, is not. That
/// none is, and that it is sent as one segment, is told.
pub(super) fn fits(
    schemas: &mut Schemas<'_, '_>,
    (owner, path): (&Owner<'_>, &str),
    parameter: &Parameter,
    pattern: &str,
) -> bool {
    let is_as_it_is = parameter.style == Style::Simple && parameter.content.is_none();
    let may_be_text = |facts: Facts<'_>| {
        let kinds = facts.kinds_stated();
        kinds.is_none_or(|kinds| kinds.has(Kind::String))
    };
    if pattern == ANY || is_as_it_is && facts(schemas, parameter).is_none_or(may_be_text) {
        return true;
    }
    let what = format!(
        "the pattern `{pattern}`, which no value of `{}` follows: it is sent as one segment",
        parameter.name
    );
    let paths = format!("path `{path}` has");
    schemas.warn(&owner.at, LowerProblem::OddPath { paths, what });
    false
}

/// Says what values of a pattern are like, by an example where the document has none: no other text can be sent.
pub(super) fn tell(schemas: &mut Schemas<'_, '_>, pattern: &str, parameter: &mut Parameter) {
    let constraints = &mut parameter.docs.constraints;
    if pattern == ANY {
        return constraints.push("a `/` in it parts segments of the path".to_owned());
    }
    constraints.push(format!(
        "of the form `{pattern}`, where `*` is a segment of the path"
    ));
    let facts = facts(schemas, parameter);
    let examples = &mut parameter.docs.examples;
    let is_any_text = |facts: Facts<'_>| {
        facts.values.is_none() && facts.unions.is_empty() && facts.docs.examples.is_empty()
    };
    if examples.is_empty() && facts.is_none_or(is_any_text) {
        let value = pattern.replace(ANY, "*").replace('*', "1");
        examples.push(Example {
            at: parameter.at.clone(),
            name: None,
            summary: None,
            value: Node::String(value),
        });
    }
}

/// What the schema of a parameter says, references followed; `None`: it has none.
fn facts<'d>(schemas: &mut Schemas<'d, '_>, parameter: &Parameter) -> Option<Facts<'d>> {
    let node = schemas.document.node(&parameter.at)?.get("schema")?;
    let at = parameter.at.key("schema");
    let place = schemas.target_of(&SchemaNode { at, node });
    let parts = schemas.flatten(&place);
    Some(schemas.facts_of(&parts.list))
}
