//! Real descriptions, tens of thousands: what comes out is silent in every tool, stable, and fast.
//!
//! Ignored by default. `SPECSMITH_CORPUS` names a folder of documents with a `MANIFEST.tsv`, whose first column is their paths:
//! `SPECSMITH_CORPUS=… cargo test --release -p specsmith --test markdown -- --ignored --nocapture`

use crate::soup::soup;
use serde_yaml::Value;
use specsmith::plan::markdown::{one_line, rustdoc};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How many texts go into one scratch crate.
const CHUNK: usize = 10_000;

/// The folder of documents, if there is one.
fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("SPECSMITH_CORPUS")?);
    folder.join("MANIFEST.tsv").exists().then_some(folder)
}

/// The texts of one document.
fn texts_of(file: &Path) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    // A document that is no YAML is of no use here.
    let Ok(document) = serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()) else {
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

/// All texts, each once.
fn texts() -> Vec<String> {
    let Some(corpus) = corpus() else {
        return Vec::new();
    };
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let paths = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let texts: BTreeSet<String> = paths
        .flat_map(|path| texts_of(&corpus.join(path)))
        .collect();
    assert!(!texts.is_empty());
    texts.into_iter().collect()
}

#[test]
#[ignore = "runs cargo"]
fn every_tool_is_silent() {
    let texts = [texts(), soup(CHUNK)].concat();
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
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
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
    std::fs::create_dir(folder.join("src")).unwrap();
    std::fs::write(folder.join("src/lib.rs"), code).unwrap();
}

#[test]
#[ignore = "needs a corpus"]
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

#[test]
#[ignore = "needs a corpus"]
fn the_largest_document_takes_no_time() {
    let Some(corpus) = corpus() else { return };
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let paths = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    for path in paths {
        let texts = texts_of(&corpus.join(path));
        let size: usize = texts.iter().map(String::len).sum();
        let start = Instant::now();
        let lines: usize = texts.iter().map(|text| rustdoc(text).len()).sum();
        let elapsed = start.elapsed();
        if size > 500_000 {
            println!(
                "{path}: {} texts, {size} bytes, {lines} lines: {elapsed:?}",
                texts.len()
            );
        }
        assert!(elapsed < Duration::from_secs(1), "{path}: {elapsed:?}");
    }
}
