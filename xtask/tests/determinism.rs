//! The same input gives the same bytes: at another time, in another folder, under another locale, time zone and user.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A place that is as different from another one as the tests can make it.
struct Surroundings {
    folder: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

const SURROUNDINGS: [Surroundings; 4] = [
    Surroundings {
        folder: "here",
        environment: &[],
    },
    Surroundings {
        folder: "here again",
        environment: &[("RUST_BACKTRACE", "full"), ("CI", "true")],
    },
    Surroundings {
        folder: "deep/er/and deeper/ş",
        environment: &[
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Asia/Kathmandu"),
        ],
    },
    Surroundings {
        folder: "x",
        environment: &[
            ("LC_ALL", "C"),
            ("TZ", "America/St_Johns"),
            ("USER", "somebody"),
            ("HOME", "/nowhere"),
            ("TERM", "dumb"),
        ],
    },
];

/// Documents of this repository: the committed one, and those that have most in them.
const DOCUMENTS: [&str; 3] = [
    "spec/conversations_v2.yaml",
    "generator/tests/programs/conversations/spec.yaml",
    "generator/tests/faults/hostile-text/spec.yaml",
];

#[test]
fn the_same_bytes_wherever_and_whenever() {
    for document in DOCUMENTS {
        let document = workspace().join(document);
        let root = TempDir::new().unwrap();
        let all: Vec<_> = SURROUNDINGS
            .iter()
            .map(|around| (around, run(&document, root.path(), around)))
            .collect();
        let (_, first) = &all[0];
        assert!(
            first.contains_key("out/src/lib.rs") && first.contains_key("names.lock"),
            "{:?}",
            first.keys()
        );
        for (around, files) in &all {
            let differ: Vec<_> = first
                .iter()
                .filter(|(path, bytes)| files.get(*path) != Some(bytes))
                .collect();
            assert!(
                differ.is_empty(),
                "{}: {:?}",
                around.folder,
                differ.iter().map(|(path, _)| path).collect::<Vec<_>>()
            );
            assert_eq!(files.len(), first.len(), "{}", around.folder);
        }
    }
}

#[test]
fn no_file_names_the_machine() {
    let root = TempDir::new().unwrap();
    let files = run(
        &workspace().join(DOCUMENTS[0]),
        root.path(),
        &SURROUNDINGS[2],
    );
    let home = std::env::var("HOME").unwrap_or_else(|_| "/home/".to_owned());
    for place in [
        root.path().display().to_string(),
        workspace().display().to_string(),
        home,
    ] {
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            assert!(
                place.len() < 2 || !text.contains(&place),
                "{path} names {place}"
            );
        }
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Everything that `codegen` writes in these surroundings, by path.
fn run(document: &Path, root: &Path, around: &Surroundings) -> BTreeMap<String, Vec<u8>> {
    let folder = root.join(around.folder);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(document, folder.join("spec.yaml")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args([
            "codegen",
            "--spec",
            "spec.yaml",
            "--out",
            "out",
            "--names",
            "names.lock",
            "--name",
            "the-same",
        ])
        .current_dir(&folder)
        .envs(around.environment.iter().copied())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut files = BTreeMap::new();
    collect(&folder, &folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
