//! Small documents and what the lower stage makes of them: `tests/lower/<name>/{spec.yaml, api.snap}`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod render;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith::load::load;
use specsmith::lower::{Fate, Lowered, lower};
use specsmith::report::{LowerProblem, Report};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// All files of a case by name.
fn files(case: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(case).unwrap().map(Result::unwrap);
    let texts = entries.filter(|entry| entry.path().extension().is_some_and(|it| it != "snap"));
    texts
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn read(case: &Path) -> (Option<Lowered>, Report) {
    let mut report = Report::default();
    let document = load("spec.yaml", &files(case), &mut report);
    let lowered = document.map(|document| lower(&document, &mut report));
    (lowered, report)
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn snapshot(case: &Path, name: &str, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn documents() {
    for case in cases(&folder("lower")) {
        let (lowered, report) = read(&case);
        let lowered =
            lowered.unwrap_or_else(|| panic!("{}: {:?}", case.display(), report.diagnostics));
        snapshot(&case, "api", render::api(&lowered, &report));
    }
}

/// Each keyword of each schema has exactly one fate, whatever its schema is combined with.
#[test]
fn every_keyword_has_one_fate() {
    for case in cases(&folder("lower")) {
        let (lowered, _) = read(&case);
        let mut seen: BTreeMap<(String, String), Fate> = BTreeMap::new();
        for found in lowered.unwrap().ledger.occurrences() {
            let place = (found.object.to_string(), found.keyword.to_owned());
            assert_eq!(
                seen.insert(place.clone(), found.fate),
                None,
                "{place:?} in {}",
                case.display()
            );
        }
        assert!(!seen.is_empty());
    }
}

/// Each problem of this stage has a document that has it; none of them keeps the rest of a document from being read.
#[test]
fn faults() {
    for code in LowerProblem::CODES {
        let case = folder("faults").join(code);
        assert!(case.is_dir(), "{code} has no folder in tests/faults");
        let (lowered, report) = read(&case);
        let found: Vec<&str> = report
            .diagnostics
            .iter()
            .map(|found| found.problem.code())
            .collect();
        assert!(lowered.is_some(), "{code}: {found:?}");
        assert!(found.contains(code), "{code}: {found:?}");
    }
}
