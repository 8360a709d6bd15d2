//! The crate of this repository, locked down: what `cargo xtask codegen` writes into `generated/`, in snapshots for review.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use support::{Folder, render};

#[test]
fn the_crate_is_what_the_snapshots_say() {
    let output = Folder::committed().output();
    for (name, path) in [
        ("models", "src/models.rs"),
        ("client", "src/client.rs"),
        ("manifest", "Cargo.toml"),
        ("api", "API.txt"),
    ] {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("conversations_v2_{name}"), output.tree.files[path]);
        });
    }
}

#[test]
fn the_document_has_no_fault() {
    let report = Folder::committed().output().report;
    assert!(report.diagnostics.is_empty(), "{}", render(&report));
}

#[test]
fn the_recorded_names_are_complete() {
    let committed = Folder::committed();
    let names = committed
        .files
        .get("names.lock")
        .expect("spec/names.lock is committed");
    assert_eq!(
        &committed.output().name_lock,
        names,
        "`cargo xtask codegen` mends this"
    );
}
