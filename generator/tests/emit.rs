//! What is emitted for plans written by hand: the files as they are, and that no text of a document can break them.

#[path = "emit/fetch.rs"]
mod fetch;
#[path = "emit/parts.rs"]
mod parts;
#[path = "emit/things.rs"]
mod things;

use specsmith::emit::emit;
use specsmith::plan::Crate;
use specsmith::print::{Tree, print};

fn tree(krate: &Crate) -> Tree {
    print(emit(krate))
}

/// The files that the plan gives rise to, in one text.
fn shown(tree: &Tree) -> String {
    let own = tree
        .files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"));
    own.map(|(path, text)| format!("===== {path}\n{text}"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_fetch_endpoint() {
    insta::assert_snapshot!(shown(&tree(&fetch::conversations())));
}

#[test]
fn one_of_everything() {
    insta::assert_snapshot!(shown(&tree(&things::things())));
}

#[test]
fn nothing_at_all() {
    insta::assert_snapshot!(shown(&tree(&parts::empty("nothing"))));
}
