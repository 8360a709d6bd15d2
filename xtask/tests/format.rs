//! `cargo fmt` leaves an emitted crate as it is: what it would change, `--check` would take back.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A document whose crate rustfmt would lay out otherwise.
const DOCUMENT: &str = r##"openapi: 3.0.3
info: { title: Tiny things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{ name: first, in: query, schema: { type: string } }]
      responses:
        "204": { description: There are some. }
"##;

/// Whether rustfmt finds nothing to do.
fn is_formatted(folder: &Path) -> bool {
    let mut command = Command::new(env!("CARGO"));
    command.args(["fmt", "--check"]).current_dir(folder);
    command.output().unwrap().status.success()
}

#[test]
fn rustfmt_keeps_off() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tiny.yaml"), DOCUMENT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["codegen", "--spec", "tiny.yaml", "--out", "out"]);
    command.arg("--standalone").current_dir(&folder);
    assert!(command.output().unwrap().status.success());
    let out = folder.path().join("out");
    assert!(is_formatted(&out));

    // Settings of the folder above, which are those of a workspace, change nothing.
    fs::write(folder.path().join("rustfmt.toml"), "max_width = 60\n").unwrap();
    assert!(is_formatted(&out));

    // Else this test would show nothing.
    fs::remove_file(out.join("rustfmt.toml")).unwrap();
    assert!(!is_formatted(&out));
}
