//! JSON and YAML texts: numbers, keys, merges, nesting.

use openapiv3::StatusCode;
use specsmith::document::Document;
use specsmith::node::Node;
use specsmith::pointer::Location;
use specsmith::report::{LoadProblem, Problem};

use crate::{loaded, read};

/// The texts of the numbers at `x-numbers`.
fn numbers(document: &Document) -> Vec<String> {
    let numbers = document.node(&Location::parse("spec.yaml#/x-numbers"));
    let items = numbers.unwrap().as_sequence().unwrap().iter();
    items.map(|node| node.scalar_text().unwrap()).collect()
}

#[test]
fn numbers_are_exact() {
    let yaml =
        "[-9223372036854776000, 340282366920938463463374607431768211455, 1e3, .5, 0x1F, .inf]";
    let document = loaded(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: 1.10}}\npaths: {{}}\nx-numbers: {yaml}\n"
    ));
    assert_eq!(document.head().info.version, "1.10");
    assert_eq!(
        numbers(&document),
        [
            "-9223372036854776000",
            "340282366920938463463374607431768211455",
            "1e3",
            "0.5",
            "31",
            ".inf"
        ]
    );
    let json = r#"{"openapi": "3.1.0", "info": {"title": "T \"1.5\\", "version": "1"}, "paths": {},
        "x-numbers": [12345678901234567890123, 0.1000000000000000000001, -1, 1E400e, 5]}"#;
    let json = json.replace("1E400e", "1E300");
    let document = loaded(&json);
    assert_eq!(
        numbers(&document),
        [
            "12345678901234567890123",
            "0.1000000000000000000001",
            "-1",
            "1E300",
            "5"
        ]
    );
}

#[test]
fn keys_are_texts_and_merges_are_made() {
    let document = loaded(
        "\u{feff}openapi: 3.0.3\r\ninfo: {title: T, version: '1'}\r\npaths:\r\n  /a:\r\n    get:\r\n      responses:\r\n        200: &ok {description: Ok}\r\n        4xx: {<<: *ok, x-b: 1}\r\n        default: !tagged {description: D}\r\nx-keys: {true: 1, null: 2, 1.0: 3}\r\n",
    );
    let operation = document.operation(&document.operations()[0].at).unwrap();
    let statuses: Vec<_> = operation.responses.responses.keys().cloned().collect();
    assert_eq!(statuses, [StatusCode::Code(200), StatusCode::Range(4)]);
    let range = document
        .response(&operation.responses.responses[1])
        .unwrap();
    assert_eq!(range.value.description, "Ok");
    assert_eq!(range.node.get("x-b"), Some(&Node::Number("1".into())));
    assert!(operation.responses.default.is_some());
    let keys = document
        .node(&Location::parse("spec.yaml#/x-keys"))
        .unwrap();
    let keys: Vec<_> = keys
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(keys, ["true", "null", "1.0"]);
}

#[test]
fn deep_and_large_texts_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("- ", ""), ("a:\n", "")] {
        for prefix in ["", "openapi: 3.1.0\nx-a: "] {
            let text = format!("{prefix}{}1{}", open.repeat(10_000), close.repeat(10_000));
            let (document, report) = read(&[("spec.yaml", &text)]);
            assert!(document.is_none() && report.has_errors(), "{open}");
        }
    }
    let (_, report) = read(&[("spec.yaml", &"[".repeat(10_000))]);
    assert_eq!(
        *report.diagnostics[0].problem,
        Problem::Load(LoadProblem::TooDeep { limit: 120 })
    );
}
