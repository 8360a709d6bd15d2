//! Templates of paths (OpenAPI 3.1, 4.8.8.2), taken apart in one place: for what is sent, and for what is told of them.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What is sent as it is.
    Literal(&'a str),
    /// The name of a parameter, whose value stands in its place. After a `=`, the pattern of the segments that it spans.
    Name(&'a str),
}

impl Piece<'_> {
    /// Whether this is sent as it is, with the character in it.
    pub fn has(&self, character: char) -> bool {
        matches!(self, Self::Literal(literal) if literal.contains(character))
    }
}

/// The pieces of a template, literals and names in turn; `None`: a `{` has no `}` in its segment, and so it is none.
pub fn pieces(path: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}')?;
        let before = before_pattern(name);
        let is_wild =
            before.contains('/') || expression_name(name).is_empty() && name.contains('/');
        if name.contains('{') || is_wild {
            return None;
        }
        pieces.extend([Piece::Literal(literal), Piece::Name(name)]);
        rest = tail;
    }
    pieces.push(Piece::Literal(rest));
    Some(pieces)
}

/// The name in an expression: `{+name}` of RFC 6570 (3.2.3), `{name*}`, `{name+}`, `{*name}` and `{name?}` of routers, `{name=*}`
/// of Google's and `{name:[0-9]+}` of JAX-RS; it may be empty.
pub fn expression_name(expression: &str) -> &str {
    let name = before_pattern(expression).trim_matches(['+', '*', ' ']);
    name.strip_suffix('?').unwrap_or(name)
}

/// What an expression has before a pattern of segments, or a regular expression.
fn before_pattern(expression: &str) -> &str {
    expression.split(['=', ':']).next().unwrap_or_default()
}

/// What is sent of a path: never its fragment (RFC 3986, 3.5), by which some documents tell operations apart, and no query
/// in braces (RFC 6570, 3.2.8 and 3.2.9), whose names are parameters. A `#` in the name of a parameter begins no fragment.
pub fn sent_path(path: &str) -> &str {
    // Nearly all paths are sent as they are.
    if !path.bytes().any(|byte| matches!(byte, b'#' | b'?' | b'&')) {
        return path;
    }
    let fragment = find_outside(path, '#');
    let query = path.find("{?").or_else(|| path.find("{&"));
    let end = fragment.into_iter().chain(query).min();
    end.and_then(|at| path.get(..at)).unwrap_or(path)
}

/// Where the character stands first in a path that is not in braces, as one there is of an expression.
pub fn find_outside(path: &str, wanted: char) -> Option<usize> {
    let mut is_inside = false;
    path.find(|character| {
        is_inside = character == '{' || is_inside && character != '}';
        character == wanted && !is_inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_names_take_turns() {
        let taken = pieces("/a/{b}{c}?d={e}").unwrap_or_default();
        let told: Vec<String> = taken.iter().map(|piece| format!("{piece:?}")).collect();
        assert_eq!(
            told.join(" "),
            r#"Literal("/a/") Name("b") Literal("") Name("c") Literal("?d=") Name("e") Literal("")"#
        );
        assert_eq!(pieces("/a}b"), Some(vec![Piece::Literal("/a}b")]));
        assert_eq!(sent_path("/a/{b}{?c,d}"), "/a/{b}");
        assert_eq!(sent_path("/a?b=c{&d}#e"), "/a?b=c");
        for one in ["/{a=b/*}", "/{a:[b/]+}", "/{a:[=/]+}"] {
            assert_eq!(pieces(one).map(|pieces| pieces.len()), Some(3), "{one}");
        }
        for none in ["/{a", "/{a{b}}", "/{a/b}", "/{a/b=c}", "/{=a/*}"] {
            assert_eq!(pieces(none), None, "{none}");
        }
    }
}
