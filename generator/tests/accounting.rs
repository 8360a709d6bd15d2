//! The ledger accounts for every keyword of a document, and what it says of them is true.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/rustdoc.rs"]
mod rustdoc;
mod support;
#[path = "support/walker.rs"]
mod walker;

use std::collections::BTreeSet;
use std::path::Path;

use rustdoc::{Rustdoc, words};
use serde_json::Value;
use specsmith::Output;
use specsmith::load::load;
use specsmith::lower::Fate;
use specsmith::report::Report;
use support::{Folder, for_each};
use walker::{Occurrence, Walker};

/// Documents of the corpus that are not larger than this are tried.
const LARGEST: usize = 100_000;

/// What is known to be lost: the docs of a parameter that another one replaces, and of an alternative that is any value.
const LOST: [&str; 2] = [
    "description of /paths/~1users~1{userId}~1files~1{path}~1v{revision}/parameters/1: Replaced below.",
    "minLength of /components/schemas/Thing/properties/either/anyOf/1: at least 3",
];

/// The places of the text that the ledger accounts for, where a rewrite has not made them.
fn accounts(folder: &Folder, output: &Output) -> Vec<Occurrence> {
    let document = load(folder.entry, &folder.files, &mut Report::default()).unwrap();
    let places = output.ledger.occurrences().map(|found| {
        let at = document.original(&found.object.key(found.keyword));
        let (object, _) = at.pointer().rsplit_once('/').unwrap();
        (object.to_owned(), at.name().unwrap().into_owned())
    });
    places.collect()
}

/// The document as JSON, if it is one file of OpenAPI 3 whose numbers `serde_json` can hold: the walker knows no other.
fn json(folder: &Folder) -> Option<Value> {
    let text = &folder.files[folder.entry];
    let value: Value = serde_json::from_str(text)
        .ok()
        .or_else(|| serde_yaml::from_str(text).ok())?;
    let is_one_file = !text.contains(".yaml") && !text.contains(".json");
    (value.get("openapi").is_some() && is_one_file).then_some(value)
}

/// Keywords of 3.0 that are brought to those of 2020-12 before they are read.
fn is_raised(document: &Value, (at, keyword): &Occurrence) -> bool {
    let beside = |key: &str| document.pointer(at).and_then(|object| object.get(key));
    let is_true = |key: &str| beside(key) == Some(&Value::Bool(true));
    match keyword.as_str() {
        "nullable" => true,
        "minimum" => is_true("exclusiveMinimum"),
        "maximum" => is_true("exclusiveMaximum"),
        "exclusiveMinimum" | "exclusiveMaximum" => beside(keyword).is_some_and(Value::is_boolean),
        _ => false,
    }
}

/// What the walker finds and the ledger has not, and the other way round.
fn differences(folder: &Folder, document: &Value, output: &Output) -> Vec<String> {
    let walked: BTreeSet<Occurrence> = Walker::keywords(document).into_iter().collect();
    let accounts: BTreeSet<Occurrence> = accounts(folder, output).into_iter().collect();
    let missing = walked.difference(&accounts);
    let missing = missing.filter(|occurrence| !is_raised(document, occurrence));
    let stands = |(at, keyword): &&Occurrence| {
        let object = document.pointer(at);
        object.is_some_and(|object| object.get(keyword).is_some())
    };
    let invented = accounts.difference(&walked).filter(stands);
    let missing = missing.map(|(at, keyword)| format!("no account of `{keyword}` at {at}"));
    let invented = invented.map(|(at, keyword)| format!("nobody asked for `{keyword}` at {at}"));
    missing.chain(invented).collect()
}

#[test]
fn every_keyword_has_one_account() {
    let folders = Folder::all("cases");
    let read = folders.iter().filter(|folder| json(folder).is_some());
    assert!(read.count() > 60, "the walker reads too few cases");
    for_each(&folders, |case| {
        let Some(document) = json(case) else { return };
        let output = case.output();
        assert_eq!(differences(case, &document, &output), [""; 0]);
        let (all, mut once) = (accounts(case, &output), BTreeSet::new());
        let twice = all.iter().find(|occurrence| !once.insert(*occurrence));
        assert_eq!(twice, None, "a keyword has two accounts");
    });
}

/// What is documented, and how much of it rustdoc does not have.
fn undocumented(folder: &Folder, output: &Output) -> (usize, Vec<String>) {
    let document = load(folder.entry, &folder.files, &mut Report::default()).unwrap();
    let docs = Rustdoc::of(output);
    let (mut all, mut lost) = (0, Vec::new());
    let occurrences = output.ledger.occurrences();
    for found in occurrences.filter(|found| found.fate == Fate::Documented) {
        let value = document.node(&found.object.key(found.keyword)).unwrap();
        let item = rustdoc::item(found.object);
        let Some(words) = words(found.keyword, value) else {
            continue;
        };
        all += 1;
        let what = format!("{} of {}: {words}", found.keyword, found.object.pointer());
        if !docs.say(item.as_deref(), &words) && !LOST.contains(&what.as_str()) {
            lost.push(what);
        }
    }
    (all, lost)
}

#[test]
fn what_is_documented_is_in_the_rustdoc() {
    for_each(&Folder::all("cases"), |case| {
        // Choices leave operations out, with their docs.
        if case.files.contains_key("codegen.yaml") || json(case).is_none() {
            return;
        }
        let (_, lost) = undocumented(case, &case.output());
        assert_eq!(lost, [""; 0]);
    });
}

#[test]
fn the_readme_lists_what_is_unsupported() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let (_, list) = readme.split_once("Unsupported are ").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let listed: BTreeSet<&str> = list.split('`').skip(1).step_by(2).collect();
    let document = include_str!("support/unsupported.yaml");
    let output = Folder::made("unsupported", document.to_owned()).output();
    let occurrences = output.ledger.occurrences();
    let unsupported = occurrences.filter(|found| found.fate == Fate::Unsupported);
    let outside = unsupported.filter(|found| {
        let mut segments = found.object.segments();
        !segments.any(|segment| segment == "callbacks" || segment == "webhooks")
    });
    let found: BTreeSet<&str> = outside.map(|found| found.keyword).collect();
    assert_eq!(found, listed);
}

#[test]
fn the_corpus_is_accounted_for() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(manifest) = std::fs::read_to_string(corpus.join("MANIFEST.tsv")) else {
        println!("SKIPPED: there is no corpus in {}", corpus.display());
        return;
    };
    let names = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let (mut tried, mut wrong) = (0, Vec::new());
    let (mut keywords, mut unsupported, mut documented, mut lost) = (0, 0, 0, 0);
    for name in names {
        let text = std::fs::read_to_string(corpus.join(name)).unwrap();
        let folder = Folder::made(name, text);
        let is_small = folder.files[folder.entry].len() < LARGEST;
        let Some(document) = json(&folder).filter(|_| is_small) else {
            continue;
        };
        let Ok(output) = folder.generate() else {
            continue;
        };
        tried += 1;
        let mut found = differences(&folder, &document, &output);
        // Copied to where they are referred to.
        found.retain(|words| !words.contains(" at /components/mediaTypes/"));
        wrong.extend(found.into_iter().map(|words| format!("{name}: {words}")));
        let fates = output.ledger.occurrences().map(|found| found.fate);
        for fate in fates {
            keywords += 1;
            unsupported += usize::from(fate == Fate::Unsupported);
        }
        let (all, missing) = undocumented(&folder, &output);
        documented += all;
        lost += missing.len();
        if std::env::var_os("SPECSMITH_SHOW").is_some() {
            missing.iter().for_each(|words| println!("{name}: {words}"));
        }
    }
    println!(
        "{tried} documents, {keywords} keywords, {unsupported} unsupported, {documented} documented, {lost} not found"
    );
    assert!(tried > 100, "only {tried} documents");
    assert_eq!(wrong, [""; 0]);
    // An event stream, or a test of callbacks, says of a small document more than of a real one.
    assert!(
        unsupported * 50 <= keywords,
        "{unsupported} of {keywords} are unsupported"
    );
    assert!(
        lost * 66 <= documented,
        "{lost} of {documented} are not in rustdoc"
    );
}
