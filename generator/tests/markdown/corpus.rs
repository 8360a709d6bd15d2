//! Real descriptions, and made ones: what comes out is silent in every tool, and stable.

use crate::corpus_of::corpus;
use crate::soup::soup;
use serde_yaml::Value;
use specsmith::plan::markdown::{one_line, rustdoc};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many texts go into one scratch crate.
const CHUNK: usize = 10_000;

/// Larger documents, in bytes, are not read.
const LARGEST: u64 = 100_000;

/// How many texts are made.
const MADE: usize = 2_000;

/// The texts of one document.
fn texts_of(file: &Path) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    // A document that is no YAML is of no use here.
    let Ok(document) = serde_yaml::from_str(&fs::read_to_string(file).unwrap()) else {
        return texts;
    };
    let mut values: Vec<Value> = vec![document];
    while let Some(value) = values.pop() {
        match value {
            Value::Sequence(items) => values.extend(items),
            Value::Mapping(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        (Some("description" | "summary" | "title"), Value::String(text)) => {
                            texts.insert(text);
                        }
                        (_, value) => values.push(value),
                    }
                }
            }
            _ => {}
        }
    }
    texts
}

/// Texts of small documents, each once: the same things are said in large ones, and more often.
fn texts() -> Vec<String> {
    let is_small = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() < LARGEST);
    let paths = corpus().into_iter().map(|(_, path)| path);
    let texts: BTreeSet<String> = paths
        .filter(is_small)
        .flat_map(|path| texts_of(&path))
        .collect();
    texts.into_iter().collect()
}

#[test]
fn every_tool_is_silent() {
    let texts = [texts(), soup(MADE)].concat();
    for (index, chunk) in texts.chunks(CHUNK).enumerate() {
        let folder = tempfile::tempdir().unwrap();
        write_crate(folder.path(), chunk);
        let tools: [&[&str]; 4] = [
            &["check"],
            &["clippy", "--", "-D", "warnings"],
            &["doc"],
            &["test", "--doc"],
        ];
        for tool in tools {
            let output = Command::new(env!("CARGO"))
                .args(tool)
                .current_dir(folder.path())
                .env("RUSTFLAGS", "-D warnings")
                .env("RUSTDOCFLAGS", "-D warnings")
                .output()
                .unwrap();
            let (out, err) = (
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            );
            assert!(
                output.status.success(),
                "{tool:?} in chunk {index}: {out}\n{err}"
            );
            assert!(!err.contains("warning"), "{tool:?} in chunk {index}: {err}");
            assert!(
                !tool.contains(&"test") || out.contains("running 0 tests"),
                "{out}"
            );
        }
        println!("{} texts: silent", (index * CHUNK) + chunk.len());
    }
}

/// A crate with one item for each text.
fn write_crate(folder: &Path, texts: &[String]) {
    let manifest =
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut code =
        "//! Texts.\n#![deny(rustdoc::all, text_direction_codepoint_in_comment)]\n".to_owned();
    for (index, text) in texts.iter().enumerate() {
        writeln!(code, "/// A field.\npub struct S{index} {{").unwrap();
        for line in rustdoc(text) {
            assert_eq!(line.trim_end(), line, "no space at the end, in {text:?}");
            let space = if line.is_empty() { "" } else { " " };
            writeln!(code, "    ///{space}{line}").unwrap();
        }
        writeln!(code, "    pub field: (),\n}}").unwrap();
        let summary = one_line(text);
        assert!(!summary.contains('\n'), "{text:?}");
    }
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), code).unwrap();
}

#[test]
fn the_result_is_stable() {
    let texts = texts();
    let mut unstable = Vec::new();
    for text in &texts {
        let once = rustdoc(text).join("\n");
        let twice = rustdoc(&once).join("\n");
        if once != twice {
            unstable.push((text, once, twice));
        }
    }
    println!("{} of {} texts are not stable", unstable.len(), texts.len());
    for (text, once, twice) in unstable.iter().take(20) {
        let differs = once
            .lines()
            .zip(twice.lines())
            .find(|(one, two)| one != two);
        println!(
            "{differs:#?} in {:?}\n",
            text.chars().take(300).collect::<String>()
        );
    }
    assert!(unstable.len() * 1000 <= texts.len());
}
