//! A document in one file and the same in several give the same crate, but for the order of its models: there is no order
//! of files. What can differ beside that is what a bundler changes: the numbers that it gives to files of one name, and
//! what it takes along for extensions, which nothing else refers to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use support::Folder;

#[test]
fn bundled_or_in_several_files_is_the_same() {
    let bundled = include_str!("several_files/bundled.yaml").to_owned();
    let bundled = Folder::made("bundled", bundled).output().tree.files;
    let folders = Folder::all("several_files");
    let [folder] = folders.as_slice() else {
        panic!("there is one document in several files");
    };
    let several = folder.output().tree.files;
    assert!(several.keys().eq(bundled.keys()));
    for (path, text) in &bundled {
        match path.as_str() {
            // It names the files of the document.
            ".specsmith" => {}
            "src/models.rs" | "src/examples.rs" => {
                assert_eq!(blocks(&several[path]), blocks(text), "{path}")
            }
            _ => assert_eq!(&several[path], text, "{path}"),
        }
    }
}

/// The items of a file, sorted.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks: Vec<&str> = text.split("\n\n").map(str::trim).collect();
    blocks.sort_unstable();
    blocks
}
