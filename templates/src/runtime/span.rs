//! Values that span segments of a path, as `google/api/http.proto` has them: `/v1/{name=shelves/*}`.

use std::ops::Range;

use super::base_url::is_dots;
use super::draft::Draft;
use super::error::RequestError;
use super::path::{check, encode_literal, value};
use super::{AnyEncode, Operation, Place};

/// Writes the path of an operation whose template has patterns.
pub(crate) fn expand_spans(
    operation: &Operation,
    arguments: &[&dyn AnyEncode],
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let mut spans = Vec::new();
    let mut rest = operation.path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (expression, tail) = tail.split_once('}').unwrap_or((tail, ""));
        encode_literal(literal, &mut draft.path);
        let start = draft.path.len();
        match expression.split_once('=') {
            Some((name, pattern)) if !is_name(operation, expression) => {
                value(operation, arguments, name, draft)?;
                spans.push((name, pattern, start..draft.path.len()));
            }
            _ => value(operation, arguments, expression, draft)?,
        }
        rest = tail;
    }
    encode_literal(rest, &mut draft.path);
    check(operation.path, &mut segments(operation.path), &draft.path)?;
    // The last one first: the others stay where they are.
    for (name, pattern, range) in spans.into_iter().rev() {
        span(pattern, range, &mut draft.path)
            .map_err(|what| RequestError::parameter(name, &what))?;
    }
    Ok(())
}

/// Whether all of an expression is the name of a parameter.
fn is_name(operation: &Operation, expression: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|parameter| parameter.place == Place::Path && parameter.name == expression)
}

/// Parts a value at its slashes. All else in it stays encoded, as `google/api/http.proto` says of what spans segments: a `:`
/// could be the verb of another operation. Gives what is wrong with it.
///
/// Segments that it makes empty are another route (`/v1/a//books`), but for those at the end of a path that takes anything
/// there: names in a store of objects may end with `/`.
fn span(pattern: &str, range: Range<usize>, path: &mut String) -> Result<(), String> {
    let written = path.get(range.clone()).unwrap_or_default();
    let value = written.replace("%2F", "/");
    if !follows(pattern, &value) {
        return Err(format!("is not of the form `{pattern}`"));
    }
    let (start, end) = (range.start, range.start + value.len());
    path.replace_range(range, &value);
    let (before, after) = (path.get(..start), path.get(end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let takes_any = pattern == "**" && (after.is_empty() || after.starts_with('?'));
    let first = before.rfind('/').map_or(0, |slash| slash + 1);
    let last = after.find(['/', '?']).map_or(path.len(), |rest| end + rest);
    let segments = path.get(first..last).unwrap_or_default().split('/');
    let is_wrong = |(index, segment): (usize, &str)| {
        segment.is_empty() && (index == 0 || !takes_any) || is_dots(segment.as_bytes())
    };
    if value.is_empty() || segments.enumerate().any(is_wrong) {
        return Err("has a segment that is empty, `.` or `..`".to_owned());
    }
    Ok(())
}

/// Whether segments are those of a pattern: `*` is any one, `**` all that are left.
fn follows(pattern: &str, value: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), value.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == "*" || wanted == given => {}
            _ => return false,
        }
    }
}

/// The segments of a template, before its query: a `/` in braces is of a pattern.
fn segments(template: &str) -> impl Iterator<Item = &[u8]> {
    let path = template.split_once('?').map_or(template, |(path, _)| path);
    let mut is_in_braces = false;
    path.as_bytes().split(move |byte| {
        is_in_braces = *byte == b'{' || is_in_braces && *byte != b'}';
        *byte == b'/' && !is_in_braces
    })
}
