//! What is wrong with a document is told with its place and a hint.

use std::path::Path;

use specsmith::load::load;
use specsmith::report::{LoadProblem, Report};

use crate::{Folder, read};

#[test]
fn each_problem_has_a_fault() {
    let faults = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    for code in LoadProblem::CODES {
        let mut report = Report::default();
        load("spec.yaml", &Folder(faults.join(code)), &mut report);
        let found = report
            .diagnostics
            .iter()
            .find(|diagnostic| diagnostic.problem.code() == *code);
        let found = found.unwrap_or_else(|| panic!("{code}: {report}"));
        assert!(
            found.at.is_some() && !found.problem.hint().is_empty(),
            "{report}"
        );
        let whole_file = ["too-large", "not-openapi"].contains(code);
        assert!(
            found.line.is_some_and(|line| line > 1) || whole_file || *code == "unsupported-version",
            "{report}"
        );
    }
}

#[test]
fn duplicate_keys_are_told_with_their_line() {
    let text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a:\n  b: 1\n  c: 2\n  b: 3\n";
    let (document, report) = read(&[("spec.yaml", text)]);
    assert!(document.is_none());
    assert_eq!(
        report.to_string(),
        "error[duplicate-key]: the key `b` stands here twice\n  --> spec.yaml:7:3 (#/x-a)\n   \
         = hint: remove or rename one of the two: a reader would silently drop one\n"
    );
}

#[test]
fn dangling_references_have_a_place_and_advice() {
    let (document, report) = read(&[(
        "spec.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {type: string}\n    All:\n      items: {$ref: '#/components/schemas/Pat'}\n",
    )]);
    assert!(document.is_none());
    assert_eq!(
        report.to_string(),
        "error[dangling-reference]: there is nothing at `#/components/schemas/Pat`\n  \
         --> spec.yaml:8:15 (#/components/schemas/All/items/$ref)\n   = hint: `#/components/schemas/Pet` is there\n"
    );
}
