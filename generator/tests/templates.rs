//! The list of the runtime's files is the folder.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use specsmith_templates::RUNTIME;

#[test]
fn every_file_of_the_runtime_is_listed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates/src/runtime");
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<String> = names.collect();
    found.sort_unstable();
    let listed: Vec<&str> = RUNTIME.iter().map(|(path, _)| *path).collect();
    assert_eq!(
        listed, found,
        "the list in templates/src/lib.rs, sorted by name, is not what the folder has"
    );
}
