//! The client writes the very octets that `serde_json` writes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::message;
use crate::models::Message;
use crate::runtime::{Encode, Extra, ReadOnly, decode, empty, encode, fields};

fn written<T: Encode>(value: &T) -> String {
    String::from_utf8(encode(value, ReadOnly::Written).unwrap()).unwrap()
}

#[test]
fn texts_are_escaped_as_serde_json_does() {
    let ascii = (0..=0x7F).map(char::from);
    for special in ascii.chain(['é', '\u{2028}', '\u{FEFF}', '\u{1F600}']) {
        for before in 0..20 {
            for after in [0, 1, 7, 8, 9] {
                let (before, after) = ("a".repeat(before), "ü".repeat(after));
                for text in [
                    format!("{before}{special}{after}"),
                    format!("{special}{before}{special}{special}{after}{special}"),
                ] {
                    assert_eq!(
                        written(&text.as_str()),
                        serde_json::to_string(&text).unwrap()
                    );
                }
            }
        }
    }
}

#[test]
fn numbers_are_those_of_serde_json() {
    for integer in [0, 1, -1, i64::MIN, i64::MAX] {
        assert_eq!(written(&integer), integer.to_string());
    }
    assert_eq!(written(&u64::MAX), u64::MAX.to_string());
    for (whole, text) in [(5.0, "5"), (-1e15, "-1000000000000000")] {
        assert_eq!(written(&whole), text);
    }
    for float in [-0.0, 0.1, 1e16, -1e300, f64::MIN_POSITIVE] {
        assert_eq!(written(&float), serde_json::to_string(&float).unwrap());
    }
    let wide: Value = serde_json::from_str("[12345678901234567890, 1e300, -2.50]").unwrap();
    assert_eq!(written(&wide), wide.to_string());
}

/// A struct with names that are escaped, alone and beside others.
#[derive(Default)]
struct Odd {
    first: Option<bool>,
    second: String,
    third: Option<i64>,
    more: BTreeMap<String, Value>,
    extra: Extra,
}

fields!(Odd { first = "\"", second = "a\\\nb\u{0}", third = "é" ; ..more });

#[test]
fn names_are_escaped_as_serde_json_does() {
    let mut odd = Odd::default();
    for name in ["", "plain", "\"", "a\\\nb\u{0}", "\u{7F}é\r"] {
        odd.more.insert(name.to_owned(), json!(name));
        odd.extra.insert(format!("{name}{name}"), json!([name]));
        assert_eq!(written(&odd), serde_json::to_string(&odd).unwrap());
    }
    odd.first = Some(true);
    odd.third = Some(3);
    let text = written(&odd);
    assert!(
        text.starts_with(r#"{"\"":true,"a\\\nb\u0000":"","é":3,"#),
        "{text}"
    );
    assert_eq!(text, serde_json::to_string(&odd).unwrap());
    let again: Odd = decode(text.as_bytes()).unwrap();
    assert_eq!((again.first, again.third), (Some(true), Some(3)));
}

#[test]
fn what_is_empty_stays_empty() {
    assert_eq!(written(&Vec::<String>::new()), "[]");
    assert_eq!(
        written(&vec![Vec::<String>::new(), vec![String::new()]]),
        r#"[[],[""]]"#
    );
    assert_eq!(written(&BTreeMap::<String, i64>::new()), "{}");
    assert_eq!(written(&vec![None, Some(",".to_owned())]), r#"[null,","]"#);
    assert_eq!(written(&json!({"a": {}, "b": []})), r#"{"a":{},"b":[]}"#);
}

#[test]
fn a_fault_says_where() {
    let inner = message(json!({"metadata": {}, "position": [1, 2]}));
    let outer = message(json!({"content": {"type": "SUMMARY", "parts": [inner]}}));
    let mut message: Message = decode(outer.to_string().as_bytes()).unwrap();
    let crate::models::MessageContent::Transcription(content) = &mut message.content else {
        unreachable!("it is a summary")
    };
    let part = content.parts.iter_mut().flatten().next().unwrap();
    part.position = Some((0.0, f64::INFINITY));
    let fault = encode(&message, ReadOnly::Written).unwrap_err();
    assert_eq!(fault.path(), "content.parts[0].position[1]");
    assert_eq!(fault.found(), "a number that is not finite");
    let error = serde_json::to_string(&message).unwrap_err();
    assert_eq!(error.to_string(), fault.to_string());
    let map = BTreeMap::from([("Alice".to_owned(), f64::NAN)]);
    let fault = encode(&map, ReadOnly::Written).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "[*]: JSON can't hold a number that is not finite"
    );
}

#[test]
fn what_the_format_tells_is_handed_on() {
    /// Has no room.
    struct Full;

    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let error = serde_json::to_writer(Full, &Titled::default()).unwrap_err();
    assert_eq!(error.io_error_kind(), Some(std::io::ErrorKind::StorageFull));
}

#[test]
fn a_body_may_be_null() {
    assert_eq!(written(&None::<String>), "null");
    assert_eq!(written(&Some("a".to_owned())), r#""a""#);
}

/// As `Note`, with a member more that is declared.
#[derive(Default)]
struct Titled {
    title: Option<String>,
    extra: Extra,
}

fields!(Titled { title = "title" });

#[derive(Default)]
struct Note {
    extra: Extra,
}

fields!(Note {});

#[test]
fn unknown_members_that_another_struct_declares_are_not_written_by_it() {
    let note: Note = serde_json::from_str(r#"{"title":"a","more":1}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&note).unwrap(),
        r#"{"more":1,"title":"a"}"#
    );
    let mut titled: Titled = serde_json::from_str(r#"{"title":"b","others":2}"#).unwrap();
    assert_eq!(titled.title.as_deref(), Some("b"));
    titled.extra.insert("title", "c");
    let alone = r#"{"title":"b","others":2}"#;
    assert_eq!(serde_json::to_string(&titled).unwrap(), alone);
    titled.extra = note.extra;
    let moved = r#"{"title":"b","more":1}"#;
    assert_eq!(serde_json::to_string(&titled).unwrap(), moved);
    assert_eq!(written(&titled), moved);
}
