//! Paths that have what no path should have.

use crate::api::{pieces, sent_path};
use crate::maps::OrderedMap;
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::schemas::Schemas;

/// So many paths are named; `--report` has the places of all operations.
const NAMED: usize = 3;

/// Tells of odd paths, of all of one kind at once: where one is odd, the way in which the document is made is.
pub(super) fn tell_odd(schemas: &mut Schemas<'_, '_>) {
    let mut kinds: OrderedMap<&str, (&Location, Vec<&str>)> = OrderedMap::default();
    for entry in schemas.document.operations() {
        if let Some(what) = oddity(&entry.path) {
            let (_, paths) = kinds.entry(what).or_insert((&entry.at, Vec::new()));
            if paths.last() != Some(&&*entry.path) {
                paths.push(&entry.path);
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

/// What a path has that no path should have (OpenAPI 3.1, 4.8.8.2, and 3.2, 4.8.2, "Path Templating").
fn oddity(path: &str) -> Option<&'static str> {
    let sent = sent_path(path);
    // What is no template is left out, and told then.
    let pieces = pieces(sent)?;
    let any_has = |character| pieces.iter().any(|piece| piece.has(character));
    match (any_has('?'), sent.len() < path.len()) {
        (true, false) => Some("a query, which is sent as it is"),
        (true, true) => {
            Some("a query, which is sent as it is, and a fragment, which is never sent")
        }
        (false, true) => Some("a fragment, which is never sent"),
        (false, false) => any_has('}').then_some("a `}` without its `{`, which is sent as it is"),
    }
}
