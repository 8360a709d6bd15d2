//! Paths that have what no path should have.

use crate::api::{pieces, sent_path};
use crate::document::OperationEntry;
use crate::maps::OrderedMap;
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::expression::is_odd;
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
        return Some("a query in braces, whose names are taken for parameters with `in: query`");
    }
    let any_has = |character| pieces.iter().any(|piece| piece.has(character));
    match (any_has('?'), sent.len() < path.len()) {
        (true, false) => Some("a query, which is sent as it is"),
        (true, true) => {
            Some("a query, which is sent as it is, and a fragment, which is never sent")
        }
        (false, true) => Some("a fragment, which is never sent"),
        (false, false) if any_has('}') => Some("a `}` without its `{`, which is sent as it is"),
        (false, false) => pieces.iter().any(is_odd).then_some(
            "an expression in braces that is more than a name: it is taken for the parameter of that name, and a `/` in its value is sent as `%2F`",
        ),
    }
}
