//! Faults: where, what, never a value.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::{EXAMPLE, message};
use crate::models::{Conversation, Labels, Message, MessageChange};
use crate::runtime::{Decode, Fault, ReadOnly, decode, encode};

fn fault_of<T: Decode>(text: &str) -> Fault {
    match decode::<T>(text.as_bytes()) {
        Ok(_) => panic!("decodes: {text}"),
        Err(fault) => fault,
    }
}

fn message_fault(members: Value) -> Fault {
    fault_of::<Message>(&message(members).to_string())
}

#[test]
fn a_wrong_type_is_named_with_its_path() {
    let text = EXAMPLE.replace(r#""channel": "SMS""#, r#""channel": 5"#);
    let fault = fault_of::<Conversation>(&text);
    assert_eq!(fault.path(), "participants[0].addresses[0].channel");
    assert_eq!((fault.expected(), fault.found()), ("a string", "a number"));
    let text = "participants[0].addresses[0].channel: expected a string, found a number";
    assert_eq!(fault.to_string(), text);
    assert_eq!(fault.hint(), None);
}

#[test]
fn every_json_type_is_told_apart() {
    for (value, found) in [
        (json!(null), "null"),
        (json!(true), "a boolean"),
        (json!(-1), "a number"),
        (json!(1.5), "a number"),
        (json!(1e300), "a number"),
        (json!([1]), "an array"),
        (json!({"a": 1}), "an object"),
    ] {
        let fault = message_fault(json!({"id": value}));
        assert_eq!((fault.path(), fault.found()), ("id".to_owned(), found));
    }
    let fault = message_fault(json!({"size": "5"}));
    assert_eq!(
        (fault.expected(), fault.found()),
        ("an integer of 64 bits without a sign", "a string")
    );
    assert_eq!(message_fault(json!({"metadata": 1.5})).found(), "a number");
    assert_eq!(message_fault(json!({"replyTo": 1.5})).found(), "a number");
    assert_eq!(message_fault(json!({"content": 1.5})).found(), "a number");
    assert_eq!(
        fault_of::<Message>("1.5").to_string(),
        "expected an object, found a number"
    );
}

#[test]
fn numbers_out_of_range_are_faults() {
    for (member, value) in [
        ("size", json!(-1)),
        ("size", json!(1e30)),
        ("size", json!(1.5)),
        ("score", json!("1")),
        ("priority", json!("1")),
    ] {
        let fault = message_fault(json!({member: value}));
        assert_eq!(fault.path(), member, "{fault}");
    }
    let change = fault_of::<MessageChange>(r#"{"size": 9223372036854775808}"#);
    assert_eq!(
        change.to_string(),
        "size: expected an integer of 64 bits, found a number out of range"
    );
    assert!(decode::<i64>(b"9223372036854775807").is_ok());
    assert!(decode::<i64>(b"9223372036854775808").is_err());
    assert!(decode::<u64>(b"18446744073709551616").is_err());
    assert_eq!(decode::<i64>(b"5.0").unwrap(), 5);
    assert_eq!(decode::<i64>(b"1e3").unwrap(), 1000);
    // Every number of 64 bits above 2⁵³ is an integer.
    assert_eq!(decode::<i64>(b"1e18").unwrap(), 10_i64.pow(18));
    assert!(decode::<i64>(b"1e19").is_err());
    assert_eq!(decode::<u64>(b"1e19").unwrap(), 10_u64.pow(19));
}

#[test]
fn what_rust_does_not_hold_is_not_called_malformed() {
    let number = ("a number beyond 64 bits", "what Rust can hold");
    let half = ("a string with half a surrogate pair", "what Rust can hold");
    let malformed = ("something else", "well-formed JSON");
    for (value, (found, expected)) in [
        ("1e999", number),
        ("-1e999", number),
        (r#""\ud800""#, half),
        (r#""\ud83d.""#, half),
        (r#""\ud800\n""#, half),
        ("NaN", malformed),
        ("01", malformed),
    ] {
        let fault = fault_of::<MessageChange>(&format!(r#"{{"unknown":{value}}}"#));
        assert_eq!(
            (fault.found(), fault.expected()),
            (found, expected),
            "{value}"
        );
        assert!(fault.position().is_some(), "{fault}");
    }
    let fault = fault_of::<MessageChange>(r#"{"size":1e999}"#);
    assert_eq!(
        fault.to_string(),
        "size: a number beyond 64 bits at line 1, column 14"
    );
}

#[test]
fn a_missing_member_is_named_and_its_choice() {
    let fault = fault_of::<Conversation>(&EXAMPLE.replace(r#""channel": "SMS","#, ""));
    assert_eq!(fault.path(), "participants[0].addresses[0].channel");
    let hint = "make it lenient: choice `lenient`, entry `Address.channel`";
    assert_eq!(fault.hint().unwrap(), hint);
    let text = format!("participants[0].addresses[0].channel: the member is missing ({hint})");
    assert_eq!(fault.to_string(), text);
    let null = fault_of::<Conversation>(&EXAMPLE.replace(r#""SMS""#, "null"));
    assert_eq!(null.hint().unwrap(), hint);
    let nullable = json!({"id": "", "content": {}, "size": 0, "payload": 0});
    assert_eq!(fault_of::<Message>(&nullable.to_string()).path(), "note");
}

#[test]
fn a_member_that_comes_twice_is_a_fault() {
    let text = r#"{"note": "a", "size": 1, "note": "a"}"#;
    assert_eq!(
        fault_of::<MessageChange>(text).to_string(),
        "note: the member came twice"
    );
    assert!(serde_json::from_str::<MessageChange>(text).is_err());
}

/// What occurs twice, as it is sent back: the last of the two.
fn last<T: Decode + serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> Value {
    let by_client = encode(&decode::<T>(text.as_bytes()).unwrap(), ReadOnly::Written).unwrap();
    let by_serde = serde_json::to_vec(&serde_json::from_str::<T>(text).unwrap()).unwrap();
    assert_eq!(by_client, by_serde);
    let expected: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&by_serde).unwrap(),
        expected
    );
    expected
}

#[test]
fn of_what_is_not_declared_the_last_one_holds() {
    let text = EXAMPLE.replacen('{', r#"{"new": {"a": 1}, "new": [{"a": 1, "a": 2}], "#, 1);
    assert_eq!(last::<Conversation>(&text)["new"], json!([{"a": 2}]));
    assert_eq!(
        last::<Labels>(r#"{"a": 1, "b": 3, "a": 2}"#),
        json!({"a": 2, "b": 3})
    );
    let members = r#"{"metadata": {"a": "b"}, "payload": 0, "#;
    let text = message(json!({})).to_string().replacen('{', members, 1);
    let text = text.replace(r#""a":"#, r#""a": "c", "a":"#);
    let text = text.replace(r#""payload":null"#, r#""new":{"x":[],"x":{}}"#);
    assert_eq!(last::<Message>(&text)["new"], json!({"x": {}}));
    let lists: BTreeMap<String, Vec<i64>> = decode(br#"{"a": [1], "a": [2]}"#).unwrap();
    assert_eq!(lists["a"], [2]);
}

#[test]
fn names_that_are_content_are_not_displayed() {
    let fault = message_fault(json!({"metadata": {"Alice": 5}}));
    assert_eq!(fault.path(), "metadata.Alice");
    assert_eq!(
        fault.to_string(),
        "metadata[*]: expected a string, found a number"
    );
    let fault = fault_of::<Labels>(r#"{"Alice": "Bob"}"#);
    assert_eq!(
        format!("{fault:?}"),
        "Fault([*]: expected an integer of 64 bits, found a string)"
    );
    let error = serde_json::from_str::<Labels>(r#"{"Alice": "Bob"}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "[*]: expected an integer of 64 bits, found a string"
    );
}

#[test]
fn broken_text_is_named_by_its_place_only() {
    for (text, position) in [
        ("", (1, 0)),
        ("{", (1, 1)),
        ("{\n  \"id\": secret}", (2, 8)),
        ("{\"id\": \"secret", (1, 14)),
        ("{} secret", (1, 4)),
        ("{\"id\": \"\u{1}\"}", (1, 9)),
    ] {
        let fault = fault_of::<MessageChange>(text);
        assert_eq!(fault.position(), Some(position), "{text:?}");
        assert!(!fault.to_string().contains("secret"), "{fault}");
        assert_eq!(fault.expected(), "well-formed JSON");
    }
    // What is no UTF-8 is named by the place where it begins.
    for (octets, position) in [
        (b"\"\xff\"".as_slice(), Some((1, 1))),
        (b"\"a\xc3\"", Some((1, 2))),
        (b"\xff", Some((1, 0))),
        (b"\"a\"\xff", None),
    ] {
        let fault = decode::<String>(octets).unwrap_err();
        assert_eq!(fault.expected(), "well-formed JSON");
        assert_eq!(fault.position(), position, "{octets:?}");
    }
    assert!(decode::<String>(b"\xef\xbb\xbf\"text\"").is_ok());
}

#[test]
fn deep_nesting_is_a_fault_in_every_format() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = |depth: usize| format!("{}0{}", open.repeat(depth), close.repeat(depth));
        assert!(decode::<Value>(nested(126).as_bytes()).is_ok());
        for depth in [127, 128, 1000, 1_000_000] {
            assert!(decode::<Value>(nested(depth).as_bytes()).is_err());
        }
        let member = format!(r#"{{"x": {}, "note": "n"}}"#, nested(1_000_000));
        assert!(decode::<MessageChange>(member.as_bytes()).is_err());
        assert!(decode::<Conversation>(member.as_bytes()).is_err());
    }
    // CBOR: arrays of one item, nested 200 times.
    let mut octets = vec![0x81; 200];
    octets.push(0);
    let error = ciborium::from_reader::<Nested, _>(octets.as_slice()).unwrap_err();
    assert!(error.to_string().contains("nested too deeply"), "{error}");
}

/// Any value, read by the runtime.
#[derive(Debug)]
struct Nested;

impl<'de> serde::Deserialize<'de> for Nested {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::runtime::deserialize::<Value, D>(deserializer).map(|_| Self)
    }
}

#[test]
fn recursion_ends() {
    let mut text = message(json!({})).to_string();
    for _ in 0..1000 {
        text = message(json!({}))
            .to_string()
            .replacen('{', &format!("{{\"replyTo\":{text},"), 1);
    }
    let fault = fault_of::<Message>(&text);
    assert!(fault.to_string().contains("nested too deeply"), "{fault}");
}
