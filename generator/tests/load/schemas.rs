//! Schemas of every version are raised to JSON Schema 2020-12.

use crate::{raised, read};

#[test]
fn nullable_in_every_spelling() {
    let cases = [
        (
            "{type: string, nullable: true}",
            r#"{"type":["string","null"]}"#,
        ),
        ("{type: string, nullable: false}", r#"{"type":"string"}"#),
        (
            "{type: string, nullable: true, enum: [a]}",
            r#"{"type":["string","null"],"enum":["a",null]}"#,
        ),
        (
            "{$ref: '#/components/schemas/B', nullable: true}",
            r##"{"anyOf":[{"$ref":"#/components/schemas/B"},{"type":"null"}]}"##,
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/B'}], nullable: true, description: D}",
            r##"{"description":"D","anyOf":[{"allOf":[{"$ref":"#/components/schemas/B"}]},{"type":"null"}]}"##,
        ),
        (
            "{oneOf: [{type: string}], nullable: true}",
            r#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#,
        ),
        (
            "{properties: {a: {x-nullable: true, type: string}}, nullable: true}",
            r#"{"properties":{"a":{"type":["string","null"]}},"type":["object","null"]}"#,
        ),
        ("{type: [string, 'null']}", r#"{"type":["string","null"]}"#),
    ];
    for (before, after) in cases {
        assert_eq!(raised("3.0.3", before), after);
        assert_eq!(raised("3.1.0", before), after);
    }
}

#[test]
fn schemas_go_up_to_2020_12() {
    let cases = [
        (
            "{minimum: 1, exclusiveMinimum: true}",
            r#"{"exclusiveMinimum":1}"#,
        ),
        ("{maximum: 1, exclusiveMaximum: false}", r#"{"maximum":1}"#),
        (
            "{items: [{type: string}], additionalItems: false}",
            r#"{"prefixItems":[{"type":"string"}],"items":false}"#,
        ),
        (
            "{dependencies: {a: [b], c: {type: string}}}",
            r#"{"dependentRequired":{"a":["b"]},"dependentSchemas":{"c":{"type":"string"}}}"#,
        ),
        (
            "{example: {nullable: true, minimum: 1, exclusiveMinimum: true}}",
            r#"{"example":{"nullable":true,"minimum":1,"exclusiveMinimum":true}}"#,
        ),
    ];
    for (before, after) in cases {
        assert_eq!(raised("3.0.3", before), after);
    }
}

#[test]
fn places_of_raised_schemas_are_those_of_the_text() {
    let (_, report) = read(&[(
        "spec.yaml",
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      nullable: true\n      allOf:\n        - {$ref: '#/nothing'}\n",
    )]);
    assert!(
        report
            .to_string()
            .contains("spec.yaml:9:12 (#/components/schemas/A/allOf/0/$ref)"),
        "{report}"
    );
}
