//! What is wrong with a document is told with its place and a hint.

use crate::read;

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
