//! Emitted crates, built: no warning from rustc, clippy or rustdoc, and every example compiles. Ignored because it takes
//! minutes: `cargo test -p specsmith --test emitted -- --ignored`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "emit/fetch.rs"]
mod fetch;
#[path = "emit/hostile.rs"]
mod hostile;
#[path = "emit/parts.rs"]
mod parts;
#[path = "emit/things.rs"]
mod things;
#[path = "emit/things_client.rs"]
mod things_client;

use std::path::{Path, PathBuf};
use std::process::Command;

use specsmith::emit::emit;
use specsmith::plan::Crate;
use specsmith::print::print;

/// Where crates are written, with one target folder for all of them.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted")
}

fn write(krate: &Crate) -> PathBuf {
    let root = folder().join(&krate.manifest.name);
    let _ = std::fs::remove_dir_all(&root);
    for (path, text) in print(emit(krate)).files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn cargo(root: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(arguments)
        .env(
            "CARGO_TARGET_DIR",
            std::env::var_os("EMITTED_TARGET_DIR")
                .unwrap_or_else(|| folder().join("target").into()),
        )
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()
        .unwrap();
    assert!(
        status.success(),
        "cargo {arguments:?} in {}",
        root.display()
    );
}

/// Keys in place of a password, and no server in the document.
fn keys() -> Crate {
    let mut krate = things::things();
    krate.manifest.name = "keys-client".to_owned();
    krate.service.base_url = None;
    krate.service.security = vec![vec![2, 3]];
    krate.readme.first_call = Some(1);
    krate.from_env = vec![specsmith::plan::FromEnv {
        credential: 1,
        variables: parts::strings(&["KEYS_TOKEN"]),
        holds: specsmith::plan::EnvValues::Credential,
    }];
    krate
}

fn build(krate: &Crate) {
    let root = write(krate);
    cargo(&root, &["clippy", "--all-targets", "--", "-D", "warnings"]);
    cargo(
        &root,
        &["clippy", "--no-default-features", "--", "-D", "warnings"],
    );
    cargo(
        &root,
        &[
            "clippy",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    );
    cargo(&root, &["doc", "--no-deps", "--all-features"]);
    cargo(&root, &["test"]);
}

#[test]
#[ignore = "builds a crate"]
fn the_fetch_endpoint() {
    build(&fetch::conversations());
}

#[test]
#[ignore = "builds a crate"]
fn one_of_everything() {
    build(&things::things());
}

#[test]
#[ignore = "builds a crate"]
fn keys_and_no_server() {
    build(&keys());
}

/// Compiles, lints of rustc that deny hidden marks of direction included; `wire` names are all the same here, which warns.
#[test]
#[ignore = "builds a crate"]
fn hostile_texts() {
    let mut krate = fetch::conversations();
    krate.manifest.name = "hostile-client".to_owned();
    let mut krate = hostile::spoil(krate);
    krate.manifest.license = None;
    krate.manifest.repository = None;
    krate.manifest.keywords = Vec::new();
    let root = write(&krate);
    cargo(&root, &["check", "--all-targets"]);
}

#[test]
#[ignore = "builds a crate"]
fn nothing_at_all() {
    build(&parts::empty("nothing"));
}

#[test]
#[ignore = "writes crates, and leaves the building to you"]
fn written() {
    for krate in [
        fetch::conversations(),
        things::things(),
        keys(),
        parts::empty("nothing"),
    ] {
        println!("{}", write(&krate).display());
    }
}
