//! The program as a user runs it: exit codes, messages, and where they go.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn codegen(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("codegen")
        .args(arguments)
        .current_dir(folder)
        .env("CI", "true")
        .env("LC_ALL", "de_DE.UTF-8");
    command.output().unwrap()
}

/// It fails with this code and these words on standard error, with nothing on standard output and nothing written.
#[track_caller]
fn fails(folder: &Path, arguments: &[&str], code: i32, words: &[&str]) {
    let before = fs::read_dir(folder).unwrap().count();
    let output = codegen(folder, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(message.contains("error: "), "{message}");
    for words in words {
        assert!(message.contains(words), "{words}: {message}");
    }
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(fs::read_dir(folder).unwrap().count(), before);
}

#[test]
fn wrong_usage_is_2() {
    let folder = TempDir::new().unwrap();
    for (arguments, words) in [
        (&["--nonsense"][..], "--nonsense"),
        (&["surplus"], "surplus"),
        (&["--spec", "a.yaml"], "--out <DIR>|--show <STAGE>"),
        (&["--spec", "a.yaml", "--out", ""], "--out <DIR>"),
        (&["--show", "tokens"], "[possible values: api, plan]"),
        (&["--show", "api", "--check"], "cannot be used with"),
        (&["--show", "api", "--out", "x"], "cannot be used with"),
        (&["--name", "../x"], "a package name has"),
    ] {
        fails(folder.path(), arguments, 2, &[words]);
    }
}

#[test]
fn help_teaches() {
    let folder = TempDir::new().unwrap();
    let output = codegen(folder.path(), &["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Examples:",
        "Exit code:",
        "JSON of --show:",
        "--standalone",
        "spec/names.lock",
        ".specsmith",
    ] {
        assert!(help.contains(words), "{words}");
    }
}

#[test]
fn a_document_that_is_not_there_is_1() {
    let folder = TempDir::new().unwrap();
    let words = ["can't read `none.yaml`: there is no such file or folder"];
    fails(
        folder.path(),
        &["--spec", "none.yaml", "--out", "out"],
        1,
        &words,
    );
}

#[test]
fn choices_that_are_not_there_are_1() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), "openapi: 3.0.3").unwrap();
    let arguments = [
        "--spec",
        "api.yaml",
        "--out",
        "out",
        "--choices",
        "none.yaml",
    ];
    fails(
        folder.path(),
        &arguments,
        1,
        &["can't read `none.yaml`: there is no such file or folder"],
    );
}

#[test]
fn a_folder_that_is_not_ours_is_1_with_and_without_check() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), "openapi: 3.0.3").unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/mine"), "mine").unwrap();
    let words = ["`out` has files in it", "--force"];
    fails(
        folder.path(),
        &["--spec", "api.yaml", "--out", "out"],
        1,
        &words,
    );
    fails(
        folder.path(),
        &["--spec", "api.yaml", "--out", "out", "--check"],
        1,
        &words,
    );
}

#[test]
fn the_report_does_not_overwrite_an_input() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), "openapi: 3.0.3").unwrap();
    let arguments = [
        "--spec",
        "api.yaml",
        "--out",
        "out",
        "--report",
        "./api.yaml",
    ];
    fails(
        folder.path(),
        &arguments,
        1,
        &["the report would overwrite"],
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("api.yaml")).unwrap(),
        "openapi: 3.0.3"
    );
}
