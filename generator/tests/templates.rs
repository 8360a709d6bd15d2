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

/// What the runtime shows, one line an item: here a change that breaks programs is seen, whoever reviews it. The texts are
/// as rustfmt leaves them, so what stands where tells what it is.
#[test]
fn the_surface_of_the_runtime() {
    let root = RUNTIME
        .iter()
        .find(|(path, _)| *path == "mod.rs")
        .unwrap()
        .1;
    let shown = root.split_once("mod public {").unwrap().1;
    let shown = shown.split_once("\n}\n").unwrap().0;
    let shown: Vec<&str> = words(shown).collect();
    let texts = RUNTIME.iter().filter(|(path, _)| *path != "mod.rs");
    let mut lines: Vec<String> = texts.flat_map(|(_, text)| items(text, &shown)).collect();
    lines.sort();
    insta::assert_snapshot!("runtime_surface", lines.join("\n"));
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| word.starts_with(char::is_uppercase))
}

/// Public items of what is shown, variants of enums and functions of traits included.
fn items(text: &str, shown: &[&str]) -> Vec<String> {
    let mut within = "";
    let mut lines = text.lines();
    let mut items = Vec::new();
    while let Some(line) = lines.next() {
        let bare = line.trim();
        if !line.is_empty() && !line.starts_with([' ', '}', '/', '#']) {
            within = line.split('{').next().unwrap_or_default();
        }
        let is_member = line.strip_prefix("    ").is_some_and(|line| match () {
            () if within.starts_with("pub trait ") => line.starts_with("fn "),
            () if within.starts_with("pub enum ") => line.starts_with(char::is_uppercase),
            () => false,
        });
        // A macro that writes methods is for types that are shown.
        let is_shown =
            within.starts_with("macro_rules!") || words(within).any(|word| shown.contains(&word));
        if !is_shown || !bare.starts_with("pub ") && !is_member {
            continue;
        }
        let mut item = bare.to_owned();
        let is_open = |item: &str| item.matches('(').count() > item.matches(')').count();
        while is_open(&item) || !item.ends_with(['{', ';', ',', '}']) {
            let Some(next) = lines.next() else { break };
            item.push(' ');
            item.push_str(next.trim());
        }
        let item = item.trim_end_matches([' ', '{', ';', ',']);
        match bare.starts_with("pub ") && line.starts_with("pub ") {
            true => items.push(item.to_owned()),
            false => items.push(format!("{}: {item}", within.trim())),
        }
    }
    items
}
