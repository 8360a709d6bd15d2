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
fn the_report_overwrites_neither_an_input_nor_the_crate() {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let entry = "openapi: 3.0.3\ninfo: { title: Parts, version: '1' }\npaths: { /a: { $ref: part.yaml } }\n";
    let part = "get: { responses: { '204': { description: None. } } }\n";
    put("api.yaml", entry);
    put("part.yaml", part);
    put("api.names.lock", "");
    for (report, words) in [
        ("./api.yaml", "the report would overwrite `api.yaml`"),
        ("part.yaml", "the report would overwrite `part.yaml`"),
        (
            "api.yaml.names.lock",
            "the report would overwrite `api.yaml.names.lock`",
        ),
        (
            "api.names.lock",
            "the report would overwrite `api.names.lock`",
        ),
        ("out/src/lib.rs", "the report would be a file of the crate"),
    ] {
        let arguments = ["--spec", "api.yaml", "--out", "out", "--report", report];
        fails(folder.path(), &arguments, 1, &[words]);
    }
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("api.yaml"), entry);
    assert_eq!(text("part.yaml"), part);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn each_document_has_a_lock_of_its_own_and_reads_that_of_earlier_versions() {
    let folder = TempDir::new().unwrap();
    let document = r#"{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": {},
        "components": { "schemas": { "Pet": { "type": "object", "properties": { "a": {} } } } } }"#;
    let lock = |name: &str| folder.path().join(name);
    fs::write(
        lock("api.names.lock"),
        "type #/components/schemas/Pet = Old\n",
    )
    .unwrap();
    for spec in ["api.yaml", "api.json"] {
        fs::write(folder.path().join(spec), document).unwrap();
        let output = codegen(folder.path(), &["--spec", spec, "--out", &spec[4..]]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let names = fs::read_to_string(lock(&format!("{spec}.names.lock"))).unwrap();
        assert!(names.contains("= Old"), "{names}");
    }
    fs::write(lock("api.names.lock"), "this is not read any more").unwrap();
    let check = ["--spec", "api.yaml", "--out", "yaml", "--check"];
    assert_eq!(codegen(folder.path(), &check).status.code(), Some(0));
    fs::remove_file(lock("api.yaml.names.lock")).unwrap();
    let output = codegen(folder.path(), &check);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("api.names.lock:1"), "{message}");
}
