//! What is wrong with a document is told with its place and a hint.

use specsmith::pointer::Location;

use crate::read;

#[test]
fn duplicate_keys_are_told_with_their_line() {
    let text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a:\n  b: 1\n  c: 2\n  b: 3\n";
    let (document, report) = read(&[("spec.yaml", text)]);
    let at = Location::parse("spec.yaml#/x-a/b");
    let held = document.and_then(|document| document.node(&at)?.scalar_text());
    assert_eq!(held.as_deref(), Some("3"));
    assert_eq!(
        report.to_string(),
        "warning[duplicate-key]: the key `b` stands here twice; the last one holds\n  --> spec.yaml:7:3 (#/x-a)\n   \
         = hint: remove or rename one of the two\n"
    );
}

#[test]
fn dangling_references_have_a_place_and_advice() {
    let (_, report) = read(&[(
        "spec.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {type: string}\n    All:\n      items: {$ref: '#/components/schemas/Pat'}\n",
    )]);
    assert_eq!(
        report.to_string(),
        "warning[missing-schema]: the reference `#/components/schemas/Pat` leads to nothing; it is taken as any value\n  \
         --> spec.yaml:8:15 (#/components/schemas/All/items/$ref)\n   = hint: `#/components/schemas/Pet` is there\n"
    );
}

/// To look for what may be meant takes its time, so only the first get advice.
#[test]
fn many_dangling_references_are_told_quickly() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
            .to_owned();
    for index in 0..100 {
        text += &format!("    Thing{index}: {{$ref: '#/components/schemas/Thin{index}'}}\n");
    }
    let (_, report) = read(&[("spec.yaml", &text)]);
    let hints = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.problem.hint());
    let (advised, others): (Vec<_>, Vec<_>) = hints.partition(|hint| hint.ends_with("is there"));
    assert_eq!((advised.len(), others.len()), (20, 80), "{report}");
}
