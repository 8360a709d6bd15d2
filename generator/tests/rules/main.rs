//! The rules of the house that the compiler does not check: who may know what, and how long a file or a function may be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::paths_in;

/// Most lines of a hand-written file.
const FILE_LINES: usize = 400;
/// Most lines of a function.
const FUNCTION_LINES: usize = 70;

/// Who may name a crate, or a module of std: modules of the generator, with everything below them.
const FOREIGN: &[(&str, &[&str])] = &[
    ("openapiv3", &["document", "lower"]),
    ("serde_yaml", &["load", "plan::choices"]),
    ("heck", &["plan::names"]),
    ("quote", &["emit"]),
    ("proc_macro2", &["emit", "print"]),
    ("syn", &["emit", "print"]),
    ("prettyplease", &["print"]),
    ("pulldown_cmark", &["plan::markdown"]),
    ("deunicode", &["plan::words"]),
    ("semver", &["plan::package"]),
    (
        "specsmith_templates",
        &["emit", "plan::package", "plan::service", "templates"],
    ),
    ("serde_json", &["node", "load", "document"]),
    ("indexmap", &["maps", "document", "lower", "plan"]),
    ("foldhash", &["maps"]),
    ("rayon", &["parallel"]),
    // With a hasher that suits what it hashes.
    ("std::collections::HashMap", &["maps", "node::identity"]),
    ("std::collections::HashSet", &["maps", "node::identity"]),
    // The library is a function from text to text.
    ("std::env", &[]),
    ("std::fs", &[]),
    ("std::net", &[]),
    ("std::process", &[]),
    ("std::thread", &[]),
    ("std::time", &[]),
];

/// What a module of the generator may know of the others, besides itself. One that is not listed is a helper: all may know
/// it, and it knows none of these.
const STAGES: &[(&str, &[&str])] = &[
    ("pointer", &[]),
    ("files", &[]),
    ("node", &[]),
    ("json", &["node"]),
    ("report", &["pointer"]),
    ("dialect", &["node", "pointer"]),
    ("document", &["dialect", "node", "pointer", "report"]),
    (
        "load",
        &["dialect", "document", "files", "node", "pointer", "report"],
    ),
    ("api", &["node", "pointer"]),
    ("lower", &["api", "document", "node", "pointer", "report"]),
    ("plan", &["api", "json", "node", "pointer", "report"]),
    ("emit", &["plan", "templates"]),
    ("print", &["emit"]),
    ("templates", &["plan"]),
];

#[test]
fn each_module_knows_only_what_it_may() {
    let mut faults = Vec::new();
    for file in rust_files(&root().join("generator/src")) {
        let module = module_of(&file);
        for path in paths_in(&file, &module) {
            if let Some(fault) = fault_of(&module, &path) {
                faults.push(format!("{}: {fault}", shown(&file)));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A permission that nobody uses is an invitation.
#[test]
fn what_a_module_may_it_does() {
    let files = rust_files(&root().join("generator/src")).into_iter();
    let known: Vec<(String, String)> = files
        .flat_map(|file| {
            let module = module_of(&file);
            let paths = paths_in(&file, &module).into_iter();
            paths.map(move |path| (module.clone(), path))
        })
        .collect();
    let does = |user: &str, name: &str| {
        let mut known = known.iter();
        known.any(|(module, path)| is_below(module, user) && is_below(path, name))
    };
    let mut idle = Vec::new();
    for (name, users) in FOREIGN {
        let users = users.iter().filter(|user| !does(user, name));
        idle.extend(users.map(|user| format!("`{user}` does not use `{name}`")));
    }
    for (user, stages) in STAGES {
        let stages = stages.iter();
        let stages = stages.filter(|stage| !does(user, &format!("crate::{stage}")));
        idle.extend(stages.map(|stage| format!("`{user}` does not use `{stage}`")));
    }
    assert!(idle.is_empty(), "\n{}", idle.join("\n"));
}

/// All may derive with serde; for each other dependency it is said who may know it.
#[test]
fn each_dependency_has_its_users() {
    let manifest: toml::Table = text(&root().join("generator/Cargo.toml")).parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap().keys();
    let names = dependencies.map(|name| name.replace('-', "_"));
    let free: Vec<String> = names
        .filter(|name| name != "serde" && FOREIGN.iter().all(|(known, _)| known != name))
        .collect();
    assert!(free.is_empty(), "who may know {free:?}?");
}

#[test]
fn each_file_says_what_it_is_for() {
    let silent: Vec<String> = hand_written()
        .iter()
        .filter(|file| !text(file).starts_with("//! "))
        .map(|file| shown(file))
        .collect();
    assert!(
        silent.is_empty(),
        "the first line is no `//!` sentence:\n{}",
        silent.join("\n")
    );
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = hand_written()
        .iter()
        .map(|file| (file, text(file).lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(file, lines)| format!("{}: {lines} lines", shown(file)))
        .collect();
    assert!(
        long.is_empty(),
        "more than {FILE_LINES} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn no_function_is_too_long() {
    let mut long = Vec::new();
    for file in hand_written() {
        for (line, length) in functions(&text(&file)) {
            if length > FUNCTION_LINES {
                long.push(format!("{}:{line}: {length} lines", shown(&file)));
            }
        }
    }
    assert!(
        long.is_empty(),
        "more than {FUNCTION_LINES} lines:\n{}",
        long.join("\n")
    );
}

/// What is wrong with naming `path` (from the crate's root, or of another crate) in `module`.
fn fault_of(module: &str, path: &str) -> Option<String> {
    if let Some(inner) = path.strip_prefix("crate::") {
        let from = module.split("::").next().unwrap_or_default();
        let to = inner.split("::").next().unwrap_or_default();
        // The root brings the stages together; what is no stage is a helper of any, and knows none.
        if from.is_empty() {
            return None;
        }
        let stage = STAGES.iter().find(|(name, _)| *name == from);
        let known = stage.map_or(&[] as &[&str], |(_, known)| known);
        let is_stage = STAGES.iter().any(|(name, _)| *name == to);
        let decides = inner
            .strip_prefix("plan::")
            .is_some_and(|rest| rest.starts_with(char::is_lowercase));
        if from == "emit" && decides {
            return Some("`emit` reads the plan, not how it is made".to_owned());
        }
        return (is_stage && from != to && !known.contains(&to))
            .then(|| format!("`{from}` must not know `{to}`"));
    }
    let (name, users) = FOREIGN.iter().find(|(name, _)| is_below(path, name))?;
    let allowed = users.iter().any(|user| is_below(module, user));
    (!allowed).then(|| format!("`{name}` is not for `{module}`"))
}

fn is_below(path: &str, ancestor: &str) -> bool {
    path.strip_prefix(ancestor)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// First line and length of each function in formatted code: it ends at the brace in the column where it begins.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let before = trimmed.split("fn ").next().unwrap_or_default();
        let is_function = trimmed.contains("fn ")
            && before.split_whitespace().all(|word| {
                matches!(word, "const" | "async" | "unsafe") || word.starts_with("pub")
            });
        // The signature may go on for lines; a declaration ends it with a semicolon.
        let signature_ends = lines
            .iter()
            .skip(index)
            .find(|line| line.ends_with(['{', '}', ';']));
        if is_function && signature_ends.is_some_and(|line| line.ends_with('{')) {
            let indent = line.len() - trimmed.len();
            let end = lines
                .iter()
                .skip(index)
                .position(|line| line.trim_end() == format!("{}}}", " ".repeat(indent)));
            found.push((
                index + 1,
                end.map_or(lines.len() - index, |length| length + 1),
            ));
        }
    }
    found
}

/// `generator/src/plan/names.rs` is `plan::names`, `lib.rs` is the root.
fn module_of(file: &Path) -> String {
    let inner = file
        .strip_prefix(root().join("generator/src"))
        .unwrap()
        .with_extension("");
    let parts: Vec<&str> = inner.iter().map(|part| part.to_str().unwrap()).collect();
    parts
        .into_iter()
        .filter(|part| !matches!(*part, "mod" | "lib"))
        .collect::<Vec<_>>()
        .join("::")
}

fn hand_written() -> Vec<PathBuf> {
    let packages = ["generator", "templates", "xtask"];
    let files: Vec<PathBuf> = packages
        .iter()
        .flat_map(|package| rust_files(&root().join(package)))
        .collect();
    assert!(
        files.len() > packages.len(),
        "the sources are not where this test looks for them"
    );
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap().display().to_string()
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// The map in the crate's docs names files that are there.
#[test]
fn the_map_names_what_is_there() {
    let source = root().join("generator/src");
    let map = text(&source.join("lib.rs"));
    let rows: Vec<&str> = map
        .lines()
        .filter(|line| line.starts_with("//! | a"))
        .collect();
    let named: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .filter(|name| name.contains('/') && name.ends_with(".rs"))
        .collect();
    assert!(
        named.len() > 10,
        "the map is not where this test looks for it"
    );
    for name in named {
        assert!(source.join(name).exists(), "there is no {name}");
    }
}
