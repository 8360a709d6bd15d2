//! A document in one file and the same in several give the same crate to the byte: a bundler is no author. What can differ is
//! what a bundler writes anew: the texts of numbers, and the number of a name in a sentence that falls back on it.

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
    assert!(several["src/models.rs"].contains("pub struct Size2"));
    assert!(several.keys().eq(bundled.keys()));
    // The marker lists the files of the document.
    for (path, text) in bundled.iter().filter(|(path, _)| *path != ".specsmith") {
        assert_eq!(&several[path], text, "{path}");
    }
}
