//! Schemas of every version are raised to JSON Schema 2020-12.

use specsmith::pointer::Location;

use crate::{loaded, raised, read};

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

/// Rewrites of one schema are not a chain: what one of them moved is not what another one moved to.
#[test]
fn places_go_back_over_each_rewrite_once() {
    let text = "
openapi: 3.0.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Tuple:
      items: [{type: string}]
      additionalItems: {type: integer}
    Wrapped:
      nullable: true
      allOf: [{$ref: '#/components/schemas/Tuple'}]
      anyOf: [{properties: {x: {type: string}}}]
    Both:
      nullable: true
      allOf: [{$ref: '#/components/schemas/Tuple'}]
      items: [{type: string}]
      additionalItems: {type: integer}
";
    let document = loaded(text);
    let original = |pointer: &str| {
        let at = Location::parse(&format!("spec.yaml#/components/schemas/{pointer}"));
        assert!(document.node(&at).is_some(), "{pointer}");
        let original = document.original(&at);
        let inner = original.pointer().strip_prefix("/components/schemas/");
        inner.unwrap().to_owned()
    };
    assert_eq!(original("Tuple/prefixItems/0/type"), "Tuple/items/0/type");
    assert_eq!(original("Tuple/items/type"), "Tuple/additionalItems/type");
    assert_eq!(
        original("Wrapped/anyOf/0/anyOf/0/properties/x"),
        "Wrapped/anyOf/0/properties/x"
    );
    assert_eq!(
        original("Both/anyOf/0/prefixItems/0/type"),
        "Both/items/0/type"
    );
    assert_eq!(
        original("Both/anyOf/0/items/type"),
        "Both/additionalItems/type"
    );
}
