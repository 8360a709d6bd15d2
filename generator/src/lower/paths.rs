//! Templates of paths: the names in them, and what no path should have.

use std::borrow::Cow;

use crate::api::{Parameter, ParameterPlace, Piece, pieces, sent_path};
use crate::document::OperationEntry;
use crate::maps::{OrderedMap, OrderedSet, Set};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::schemas::Schemas;

/// So many paths are named; `--report` has the places of all operations.
const NAMED: usize = 3;

/// Tells of odd paths, of all of one kind at once: where one is odd, the way in which the document is made is.
pub(super) fn tell_odd(schemas: &mut Schemas<'_, '_>) {
    let mut kinds: OrderedMap<&str, (&Location, Vec<&str>)> = OrderedMap::default();
    for entry in schemas.document.operations() {
        let odd = oddity(&entry.path).map(|what| (what, &entry.at, &*entry.path));
        for (what, at, path) in odd.into_iter().chain(without_slash(entry)) {
            let (_, paths) = kinds.entry(what).or_insert((at, Vec::new()));
            if paths.last() != Some(&path) {
                paths.push(path);
            }
        }
    }
    for (what, (at, paths)) in kinds {
        let paths = paths_have(&paths);
        let what = what.to_owned();
        schemas.warn(at, LowerProblem::OddPath { paths, what });
    }
}

/// ``path `/a` has``, ``paths `/a`, `/b` have``.
fn paths_have(paths: &[&str]) -> String {
    let named: Vec<String> = paths
        .iter()
        .take(NAMED)
        .map(|path| format!("`{path}`"))
        .collect();
    let named = named.join(", ");
    match paths.len() {
        1 => format!("path {named} has"),
        ..=NAMED => format!("paths {named} have"),
        count => format!("paths {named} and {} more have", count - NAMED),
    }
}

/// What a path lacks that has no slash where it meets its server: its place, and the path as it is written.
fn without_slash(entry: &OperationEntry) -> Option<(&'static str, &Location, &str)> {
    let at = entry.items.first()?;
    let written = entry.path.strip_prefix('/')?;
    let is_it = at.name().is_some_and(|name| name == written);
    is_it.then_some(("no `/` at the beginning, where one is sent", at, written))
}

/// What a path has that no path should have (OpenAPI 3.1, 4.8.8.2, and 3.2, 4.8.2, "Path Templating").
fn oddity(path: &str) -> Option<&'static str> {
    let sent = sent_path(path);
    // What is no template is left out, and told then.
    let pieces = pieces(sent)?;
    if path.get(sent.len()..)?.starts_with('{') {
        return Some("a query in braces, of which only the parameters with `in: query` are sent");
    }
    let any_has = |character| pieces.iter().any(|piece| piece.has(character));
    match (any_has('?'), sent.len() < path.len()) {
        (true, false) => Some("a query, which is sent as it is"),
        (true, true) => {
            Some("a query, which is sent as it is, and a fragment, which is never sent")
        }
        (false, true) => Some("a fragment, which is never sent"),
        (false, false) if any_has('}') => Some("a `}` without its `{`, which is sent as it is"),
        (false, false) => pieces.iter().any(is_expression).then_some(
            "an expression in braces that is more than a name: it is taken for the parameter of that name, and a `/` in its value is sent as `%2F`",
        ),
    }
}

/// The path with names where expressions of other template languages stand, if the parameters are declared by those names.
pub(super) fn with_names<'p>(
    path: &'p str,
    all: impl Iterator<Item = &'p Parameter>,
) -> Cow<'p, str> {
    let sent = sent_path(path);
    let Some(pieces) = pieces(sent).filter(|pieces| pieces.iter().any(is_expression)) else {
        return Cow::Borrowed(path);
    };
    let of_path = all.filter(|parameter| parameter.place == ParameterPlace::Path);
    let declared: Set<&str> = of_path.map(|parameter| &*parameter.name).collect();
    let mut plain = String::with_capacity(path.len());
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => plain.push_str(literal),
            Piece::Name(expression) => {
                let name = name_in(expression);
                let is_meant = !declared.contains(expression) && declared.contains(name);
                plain.extend(["{", if is_meant { name } else { expression }, "}"]);
            }
        }
    }
    plain.push_str(path.get(sent.len()..).unwrap_or_default());
    Cow::Owned(plain)
}

fn is_expression(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Name(expression) if name_in(expression) != *expression)
}

/// The name in an expression: `{+name}` of RFC 6570 (3.2.3), `{name*}`, `{name+}` and `{*name}` of routers, `{name=*}` of Google's
/// and `{name:[0-9]+}` of JAX-RS.
fn name_in(expression: &str) -> &str {
    let named = expression.split(['=', ':']).next().unwrap_or_default();
    named.trim_matches(['+', '*', ' '])
}

/// The names between braces, each once, in order.
pub(super) fn template_names<'p>(pieces: &[Piece<'p>]) -> OrderedSet<&'p str> {
    let names = pieces.iter().filter_map(|piece| match piece {
        Piece::Name(name) => Some(*name),
        Piece::Literal(_) => None,
    });
    names.collect()
}

/// The names that the literal parts of a query give values to: what is declared as well is not sent once more.
pub(super) fn literal_keys<'p>(pieces: &[Piece<'p>]) -> OrderedSet<&'p str> {
    let mut keys = OrderedSet::default();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Literal(literal) = piece else {
            continue;
        };
        let pairs = literal.split(['?', '&']).skip(1);
        let mut pairs = pairs.filter_map(|pair| pair.split_once('=')).peekable();
        while let Some((key, value)) = pairs.next() {
            // Without a value, some documents only say which parameter there is.
            let goes_on = pairs.peek().is_none() && literal.ends_with('=');
            let is_template = goes_on && matches!(pieces.get(index + 1), Some(Piece::Name(_)));
            if !value.is_empty() || is_template {
                keys.insert(key);
            }
        }
    }
    keys
}
