//! The ledger accounts for every keyword of a document, and what it says of them is true.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/rustdoc.rs"]
mod rustdoc;
#[path = "support/said.rs"]
mod said;
mod support;
#[path = "support/walker.rs"]
mod walker;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use corpus::corpus;
use said::undocumented;
use serde_json::Value;
use specsmith::Output;
use specsmith::load::load;
use specsmith::lower::Fate;
use specsmith::report::Report;
use support::{Folder, for_each};
use walker::{Files, Occurrence, Walker};

/// Documents of the corpus that are not larger than this are tried.
const LARGEST: usize = 100_000;

/// The places of the text that the ledger accounts for, where a rewrite has not made them.
fn accounts(folder: &Folder, output: &Output) -> Vec<Occurrence> {
    let document = load(folder.entry, &folder.files, &mut Report::default()).unwrap();
    let places = output.ledger.occurrences().filter_map(|found| {
        let at = document.original(&found.object.key(found.keyword));
        // A whole file may stand for a list that a rewrite has taken apart.
        let (object, _) = at.pointer().rsplit_once('/')?;
        Some((format!("{}#{object}", at.file()), at.name()?.into_owned()))
    });
    places.collect()
}

/// The files of a document as JSON, if `serde_json` can hold their numbers and keys.
fn json(folder: &Folder) -> Option<Files> {
    let parsed = folder.files.iter().map(|(name, text)| {
        let json = serde_json::from_str(text).ok();
        let value = json.or_else(|| serde_yaml::from_str(text).ok())?;
        Some((name.clone(), value))
    });
    parsed.collect()
}

/// The object at a place that the walker or the ledger names.
fn object<'f>(files: &'f Files, at: &str) -> Option<&'f Value> {
    let (file, pointer) = at.split_once('#')?;
    files.get(file)?.pointer(pointer)
}

/// Keywords of 2.0 that the rewrites bring to objects of 3.x, which have accounts of their own.
const REWRITTEN: [&str; 12] = [
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "collectionFormat",
    "flow",
    "scopes",
    "tokenUrl",
    "authorizationUrl",
    "examples",
    "x-ms-paths",
];

/// Whether a rewrite of 2.0 has put a keyword elsewhere. Parameters of the body are the request body, and a list of nothing
/// else is gone.
fn is_rewritten(files: &Files, entry: &str, (at, keyword): &Occurrence) -> bool {
    let is_of_body = |parameter: &Value| {
        let target = parameter.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|text| object(files, &format!("{entry}{text}")));
        let place = target
            .unwrap_or(parameter)
            .get("in")
            .and_then(Value::as_str);
        matches!(place, Some("body" | "formData"))
    };
    let Some(holder) = object(files, at) else {
        return false;
    };
    let is_all_body = |list: &Value| match list {
        Value::Array(items) => items.iter().all(is_of_body),
        only => is_of_body(only),
    };
    files[entry].get("swagger").is_some()
        && match keyword.as_str() {
            "parameters" => is_all_body(&holder[keyword]),
            "in" | "name" | "required" => is_of_body(holder),
            keyword => REWRITTEN.contains(&keyword),
        }
}

/// Keywords of 3.0 that are brought to those of 2020-12 before they are read.
fn is_raised(files: &Files, (at, keyword): &Occurrence) -> bool {
    let beside = |key: &str| object(files, at).and_then(|object| object.get(key));
    let is_true = |key: &str| beside(key) == Some(&Value::Bool(true));
    match keyword.as_str() {
        "nullable" => true,
        "minimum" => is_true("exclusiveMinimum"),
        "maximum" => is_true("exclusiveMaximum"),
        "exclusiveMinimum" | "exclusiveMaximum" => beside(keyword).is_some_and(Value::is_boolean),
        "items" => beside(keyword).is_some_and(Value::is_array),
        _ => false,
    }
}

/// When it is right that a keyword has no account, or one where it does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exception {
    /// It is read as what a newer version has for it.
    Raised,
    /// It is brought to where a newer version has it.
    Rewritten,
    /// It is a list that stands elsewhere, and is copied.
    Copied,
    /// It is not understood, which is told at its place.
    Told,
    /// It stands inside of what is ignored, which is told.
    Ignored,
    /// A rewrite has made it.
    Made,
}

/// What the walker finds and the ledger has not, and the other way round, with the exceptions that were met.
fn differences(
    folder: &Folder,
    files: &Files,
    output: &Output,
) -> (Vec<String>, BTreeSet<Exception>) {
    let walked: BTreeSet<Occurrence> = Walker::keywords(files, folder.entry).into_iter().collect();
    let accounts: BTreeSet<Occurrence> = accounts(folder, output).into_iter().collect();
    let value = |(at, keyword): &Occurrence| object(files, at)?.get(keyword);
    let is_copied = |occurrence: &Occurrence| {
        let is_list = matches!(occurrence.1.as_str(), "oneOf" | "anyOf" | "allOf");
        is_list && value(occurrence).is_some_and(|value| value.get("$ref").is_some())
    };
    let told = output.report.diagnostics.iter();
    let told = told.filter_map(|diagnostic| diagnostic.at.as_ref());
    let told: BTreeSet<String> = told.map(ToString::to_string).collect();
    let ignored = output.report.diagnostics.iter();
    let ignored = ignored.filter(|diagnostic| diagnostic.problem.code() == "ignored-siblings");
    let ignored = ignored.filter_map(|diagnostic| diagnostic.at.as_ref());
    let ignored: Vec<String> = ignored.map(|at| format!("{at}/")).collect();
    let is_ignored = |at: &str| ignored.iter().any(|inside| at.starts_with(inside));
    let excuse = |occurrence: &Occurrence| match occurrence {
        it if is_raised(files, it) => Some(Exception::Raised),
        it if is_rewritten(files, folder.entry, it) => Some(Exception::Rewritten),
        it if is_copied(it) => Some(Exception::Copied),
        (at, _) if told.contains(at) => Some(Exception::Told),
        (at, _) if is_ignored(at) => Some(Exception::Ignored),
        _ => None,
    };
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    for missing in walked.difference(&accounts) {
        let (at, keyword) = missing;
        match excuse(missing) {
            Some(exception) => _ = met.insert(exception),
            None => wrong.push(format!("no account of `{keyword}` at {at}")),
        }
    }
    for invented in accounts.difference(&walked) {
        let (at, keyword) = invented;
        match value(invented) {
            None => _ = met.insert(Exception::Made),
            Some(_) => wrong.push(format!("nobody asked for `{keyword}` at {at}")),
        }
    }
    (wrong, met)
}

#[test]
fn every_keyword_has_one_account() {
    let folders = Folder::all("cases");
    let read = folders.iter().filter(|folder| json(folder).is_some());
    assert!(read.count() > 90, "the walker reads too few cases");
    let met = RefCell::new(BTreeSet::new());
    for_each(&folders, |case| {
        let Some(files) = json(case) else { return };
        let output = case.output();
        let (wrong, excused) = differences(case, &files, &output);
        met.borrow_mut().extend(excused);
        assert_eq!(wrong, [""; 0]);
        let (all, mut once) = (accounts(case, &output), BTreeSet::new());
        let twice = all.iter().find(|occurrence| !once.insert(*occurrence));
        assert_eq!(twice, None, "a keyword has two accounts");
    });
    // An exception that nothing needs could let everything through.
    let all = [
        Exception::Raised,
        Exception::Rewritten,
        Exception::Copied,
        Exception::Told,
        Exception::Ignored,
        Exception::Made,
    ];
    assert_eq!(met.into_inner(), BTreeSet::from(all));
}

#[test]
fn what_is_documented_is_in_the_rustdoc() {
    for_each(&Folder::all("cases"), |case| {
        // Choices leave operations out, with their docs.
        if case.files.contains_key("codegen.yaml") {
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
    let corpus = corpus();
    if corpus.is_empty() {
        return;
    }
    let (mut tried, mut wrong) = (0, Vec::new());
    let (mut keywords, mut unsupported, mut documented) = (0, 0, 0);
    let mut lost = Vec::new();
    for (name, path) in corpus {
        let folder = Folder::made(&name, std::fs::read_to_string(path).unwrap());
        let is_small = folder.files[folder.entry].len() < LARGEST;
        let Some(files) = json(&folder).filter(|_| is_small) else {
            continue;
        };
        let Ok(output) = folder.generate() else {
            continue;
        };
        tried += 1;
        let (mut found, _) = differences(&folder, &files, &output);
        // Copied to where they are referred to.
        found.retain(|words| !words.contains("#/components/mediaTypes/"));
        wrong.extend(found.into_iter().map(|words| format!("{name}: {words}")));
        let fates = output.ledger.occurrences().map(|found| found.fate);
        for fate in fates {
            keywords += 1;
            unsupported += usize::from(fate == Fate::Unsupported);
        }
        let (all, missing) = undocumented(&folder, &output);
        documented += all;
        lost.extend(missing.into_iter().map(|words| format!("{name}: {words}")));
    }
    println!(
        "{tried} documents, {keywords} keywords, {unsupported} unsupported, {documented} documented"
    );
    assert!(tried > 100, "only {tried} documents");
    assert_eq!(wrong, [""; 0]);
    // An event stream, or a test of callbacks, says of a small document more than of a real one.
    assert!(
        unsupported * 50 <= keywords,
        "{unsupported} of {keywords} are unsupported"
    );
    assert_eq!(lost, [""; 0], "documented, and not in the rustdoc");
}
