//! References between files, by pointer, `$id` and anchor.

use openapiv3::{ParameterSchemaOrContent, ReferenceOr};
use specsmith::pointer::Location;

use crate::{json, loaded, read};

#[test]
fn files_are_confined_and_mixed() {
    let (document, report) = read(&[
        (
            "api/spec.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    $ref: 'paths/a%20b.json'\n  /b:\n    $ref: 'paths/all.yaml#/~1b'\ncomponents:\n  schemas:\n    Whole: {$ref: schemas/whole.yaml}\n",
        ),
        (
            "api/paths/a b.json",
            r#"{"get": {"parameters": [{"$ref": "../../shared.yaml#/limit"}], "responses": {"200": {"description": "", "content": {"$ref": "all.yaml#/content"}}}}}"#,
        ),
        (
            "api/paths/all.yaml",
            "/b: {post: {responses: {'204': {description: None}}}}\ncontent: {application/json: {schema: {$ref: ../schemas/whole.yaml}}}\n",
        ),
        ("api/schemas/whole.yaml", "type: string\nnullable: true\n"),
        (
            "shared.yaml",
            "limit: {name: limit, in: query, schema: {type: integer, nullable: true}}\n",
        ),
    ]);
    assert!(report.diagnostics.is_empty(), "{report}");
    let document = document.unwrap();
    let methods: Vec<_> = document
        .operations()
        .iter()
        .map(|entry| format!("{} {} {}", entry.method, entry.path, entry.at))
        .collect();
    assert_eq!(
        methods,
        [
            "GET /a api/paths/a b.json#/get",
            "POST /b api/paths/all.yaml#/~1b/post"
        ]
    );
    let operation = document.operation(&document.operations()[0].at).unwrap();
    let parameter = document.parameter(&operation.parameters[0]).unwrap();
    assert_eq!(parameter.at.to_string(), "shared.yaml#/limit");
    let ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) =
        &parameter.value.parameter_data_ref().format
    else {
        panic!("no schema")
    };
    assert_eq!(
        json(&document.schema(reference).unwrap()),
        r#"{"type":["integer","null"]}"#
    );
    let response = document
        .response(&operation.responses.responses[0])
        .unwrap()
        .value;
    let Some(ReferenceOr::Reference { reference }) = &response.content["application/json"].schema
    else {
        panic!("no schema")
    };
    let schema = document.schema(reference).unwrap();
    let followed = document
        .follow(
            &schema.at,
            schema.node.get("$ref").unwrap().as_str().unwrap(),
        )
        .unwrap();
    assert_eq!(followed.at.to_string(), "api/schemas/whole.yaml#");
    assert_eq!(json(&followed), r#"{"type":["string","null"]}"#);
}

#[test]
fn references_by_id_and_anchor() {
    let document = loaded(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      $id: https://example.com/a.json\n      $defs:\n        Inner: {$anchor: inner, type: string}\n      properties:\n        one: {$ref: '#inner'}\n        two: {$ref: '#/$defs/Inner'}\n        three: {$ref: '#/components/schemas/B'}\n    B:\n      $dynamicAnchor: node\n      properties:\n        one: {$ref: 'https://example.com/a.json#/$defs/Inner'}\n        two: {$dynamicRef: '#node'}\n",
    );
    let a = Location::parse("spec.yaml#/components/schemas/A/properties/one");
    let inner = "spec.yaml#/components/schemas/A/$defs/Inner";
    assert_eq!(document.follow(&a, "#inner").unwrap().at.to_string(), inner);
    assert_eq!(
        document.follow(&a, "#/$defs/Inner").unwrap().at.to_string(),
        inner
    );
    assert_eq!(
        document
            .follow(&a, "#/components/schemas/B")
            .unwrap()
            .at
            .to_string(),
        "spec.yaml#/components/schemas/B"
    );
    let b = Location::parse("spec.yaml#/components/schemas/B/properties/one");
    assert_eq!(
        document
            .follow(&b, "https://example.com/a.json#inner")
            .unwrap()
            .at
            .to_string(),
        inner
    );
    assert_eq!(
        document.follow(&b, "#node").unwrap().at.to_string(),
        "spec.yaml#/components/schemas/B"
    );
}

/// What a document calls itself is where its relative `$id`s start, and what others can call it by.
#[test]
fn a_document_has_the_name_that_it_gives_itself() {
    let (document, report) = read(&[
        (
            "spec.yaml",
            "openapi: 3.2.0\n$self: https://a.example/api/openapi\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {$id: models/a, $defs: {b: {$anchor: b, type: string}}, $ref: '#b'}\n    B: {$ref: models/a#b}\n    C: {$ref: other.yaml}\n",
        ),
        (
            "other.yaml",
            "$ref: 'https://a.example/api/openapi#/components/schemas/B'\n",
        ),
    ]);
    assert!(report.diagnostics.is_empty(), "{report}");
    let document = document.unwrap();
    let follow = |at: &str, reference: &str| {
        let at = Location::parse(at);
        document.follow(&at, reference).unwrap().at.to_string()
    };
    let b = "spec.yaml#/components/schemas/A/$defs/b";
    assert_eq!(follow("spec.yaml#/components/schemas/A", "#b"), b);
    assert_eq!(follow("spec.yaml#/components/schemas/B", "models/a#b"), b);
    assert_eq!(
        follow(
            "other.yaml",
            "https://a.example/api/openapi#/components/schemas/B"
        ),
        "spec.yaml#/components/schemas/B"
    );
}

#[test]
fn maps_by_reference_are_copied_but_not_without_end() {
    let content = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get: {responses: {$ref: '#/x-responses'}}
x-responses: {'200': {description: Ok, content: {$ref: '#/x-content'}}}
x-content: {application/json: {schema: {type: string, nullable: true}}}
";
    let document = loaded(content);
    let operation = document.operation(&document.operations()[0].at).unwrap();
    let response = document
        .response(&operation.responses.responses[0])
        .unwrap();
    let Some(ReferenceOr::Reference { reference }) =
        &response.value.content["application/json"].schema
    else {
        panic!("no schema")
    };
    let schema = document.schema(reference).unwrap();
    assert_eq!(json(&schema), r#"{"type":["string","null"]}"#);
    let pointer = "/x-content/application~1json/schema";
    assert_eq!(document.original(&schema.at).pointer(), pointer);
    assert_eq!(document.line(&schema.at), Some((8, 32)));

    let circle = content.replace(
        "{application/json: {schema: {type: string, nullable: true}}}",
        "{$ref: '#/x-content'}",
    );
    let (document, report) = read(&[("spec.yaml", &circle)]);
    assert!(document.is_none());
    assert_eq!(report.diagnostics[0].problem.code(), "circular-reference");
}

/// Whatever the order is in which the references are found, no copy has one in it.
#[test]
fn copies_inside_of_copies_are_made_first() {
    let content = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /r:
    get: {responses: {$ref: '#/x-responses'}}
  /b:
    get: {responses: {'200': {description: Ok, content: {$ref: '#/x-content'}}}}
x-responses: {'200': {description: Ok, content: {$ref: '#/x-content'}}}
x-content: {application/json: {$ref: '#/x-media'}}
x-media: {schema: {type: string}}
";
    let document = loaded(content);
    for entry in document.operations() {
        let operation = document.operation(&entry.at).unwrap();
        let response = document
            .response(&operation.responses.responses[0])
            .unwrap();
        let media_type = &response.value.content["application/json"];
        let Some(ReferenceOr::Reference { reference }) = &media_type.schema else {
            panic!("no schema in {}", entry.path)
        };
        let schema = document.schema(reference).unwrap();
        assert_eq!(json(&schema), r#"{"type":"string"}"#);
        let original = document.original(&schema.at);
        assert_eq!(original.pointer(), "/x-media/schema");
    }
}

#[test]
fn a_copy_of_what_it_stands_in_is_told() {
    let (_, report) = read(&[(
        "spec.yaml",
        "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  requestBodies:\n    B: {content: {a/b: {encoding: {$ref: '#/x-0'}}}}\nx-0: {a: {encoding: {$ref: '#/x-0'}}}\n",
    )]);
    let told: Vec<_> = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.problem.code())
        .collect();
    assert_eq!(told, ["circular-reference"], "{report}");
}

#[test]
fn copies_of_copies_stop() {
    let mut text = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  requestBodies:\n    B: {content: {a/b: {encoding: {$ref: '#/x-0'}}}}\n".to_owned();
    for index in 0..2_000 {
        let next = index + 1;
        text += &format!(
            "x-{index}: {{a: {{encoding: {{$ref: '#/x-{next}'}}}}, b: {{encoding: {{$ref: '#/x-{next}'}}}}}}\n"
        );
    }
    text += "x-2000: {}\n";
    let (document, report) = read(&[("spec.yaml", &text)]);
    assert!(document.is_none());
    let code = report.diagnostics[0].problem.code();
    assert!(["too-deep", "too-many-copies"].contains(&code), "{report}");
}
