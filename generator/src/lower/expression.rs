//! What stands in the braces of a template: a name, or an expression of another template language than OpenAPI's.

use std::borrow::Cow;

use crate::api::{Piece, expression_name, sent_path};

/// Whether there is more in the braces than a name, and than a server and a client need to agree on.
pub(super) fn is_odd(piece: &Piece<'_>) -> bool {
    let Piece::Name(expression) = piece else {
        return false;
    };
    let is_segment = || equals(expression).is_some_and(|pattern| pattern == "*");
    name_in(expression) != *expression && pattern_in(expression).is_none() && !is_segment()
}

/// The name in an expression. Where there is none, the expression is one.
pub(super) fn name_in(expression: &str) -> &str {
    match expression_name(expression) {
        "" => expression,
        name => name,
    }
}

/// What stands behind the `=` of Google's templates: one behind a `:` is of a regular expression.
fn equals(expression: &str) -> Option<&str> {
    let (name, pattern) = expression.split_once('=')?;
    (!name.contains(':')).then_some(pattern)
}

/// The segments of the path that a value spans, as `google/api/http.proto` writes them: `shelves/*`, and `**` for any, as
/// in `{+name}` of RFC 6570 (3.2.3) and in `{name+}` and `{*name}` of routers. `None`: it is within one.
pub(super) fn pattern_in(expression: &str) -> Option<Cow<'_, str>> {
    let Some(pattern) = equals(expression) else {
        let name = expression.split(':').next().unwrap_or_default();
        let spans = name.starts_with(['+', '*']) || name.ends_with('+');
        return spans.then_some(Cow::Borrowed("**"));
    };
    if !pattern.contains('/') && pattern != "**" {
        return None;
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut segments = Vec::new();
    for segment in pattern.split('/') {
        // What is no pattern is held to nothing but its number of segments.
        segments.push(match segment {
            "**" => segment,
            _ if !segment.is_empty() && segment.bytes().all(is_plain) => segment,
            _ => "*",
        });
        // It stands for all that are left.
        if segment == "**" {
            break;
        }
    }
    Some(Cow::Owned(segments.join("/")))
}

/// The expressions between the commas of `{?page,size}{&sort*}`, where a path ends with that.
pub(super) fn query_in_braces(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path.get(sent_path(path).len()..).unwrap_or_default();
    let groups = std::iter::from_fn(move || {
        let group = rest.strip_prefix("{?").or(rest.strip_prefix("{&"))?;
        let (names, after) = group.split_once('}')?;
        rest = after;
        Some(names)
    });
    let names = groups.flat_map(|names| names.split(',')).map(str::trim);
    names.filter(|name| !name.is_empty())
}
