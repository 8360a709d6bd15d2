//! The document's example and variants of it, as a server may send them: each must come through the models unchanged.
//!
//! Also part of the crate that `tests/programs` builds with other features of `serde_json`.

use serde_json::Value;

/// What there is to check; `example` is the answer that the document gives as its example.
pub fn all(example: &str) -> Vec<(&'static str, String)> {
    let of = |from: &str, to: &str| {
        assert!(example.contains(from), "the example has no {from}");
        example.replacen(from, to, 1)
    };
    let member = |text: &str| of("\"accountId\"", &format!("{text}, \"accountId\""));
    let channel_settings = |text: &str| {
        of(
            "\"channelSettings\": {}",
            &format!("\"channelSettings\": {text}"),
        )
    };
    vec![
        ("as it is printed", example.to_owned()),
        ("a new channel", of("\"SMS\"", "\"EMAIL\"")),
        ("a new status", of("\"ACTIVE\"", "\"ARCHIVED\"")),
        ("a new method of a callback", of("\"POST\"", "\"PUT\"")),
        ("no name but null", of("\"Miss Christine Morgan\"", "null")),
        ("no name", of("\"name\": \"Miss Christine Morgan\",", "")),
        (
            "an unknown member",
            member(r#""metadata": {"a": "b", "c": null}"#),
        ),
        ("an unknown null", member(r#""metadata": null"#)),
        (
            "another timestamp",
            of(
                "2009-07-06T20:30:00Z",
                "2009-07-06T20:30:00.123456789+02:00",
            ),
        ),
        (
            "a timestamp that is none",
            of("2009-07-06T20:30:00Z", "yesterday"),
        ),
        ("an empty timestamp", of("2009-07-06T20:30:00Z", "")),
        (
            "a participant's name that is null",
            of("\"name\": \"name\"", "\"name\": null"),
        ),
        (
            "a participant without a name",
            of("\"name\": \"name\",", ""),
        ),
        (
            "a service that breaks its pattern",
            of("IS00000000000000000000000000000000", "XX-1"),
        ),
        (
            "an unknown member in an address",
            of(
                "\"channel\":",
                "\"label\": [1, {\"x\": null}], \"channel\":",
            ),
        ),
        ("the type UNKNOWN", of("\"CUSTOMER\"", "\"UNKNOWN\"")),
        ("an unknown type", of("\"CUSTOMER\"", "\"Unknown\"")),
        ("an empty type", of("\"CUSTOMER\"", "\"\"")),
        ("an empty channel", of("\"SMS\"", "\"\"")),
        ("a channel in other letters", of("\"SMS\"", "\"sms\"")),
        ("every optional member null", every_optional_null()),
        (
            "empty arrays",
            of("[\n      \"intelligenceConfigurationIds\"\n    ]", "[]"),
        ),
        (
            "deep settings",
            channel_settings(r#"{"a": {"b": [{"c": [[], {}, [null, true, false, 0.5, -1]]}]}}"#),
        ),
        (
            "the largest and the smallest integer",
            channel_settings(
                r#"{"u": 18446744073709551615, "i": -9223372036854775808, "f": 1.5e300, "z": 0.0}"#,
            ),
        ),
        (
            "an integer of 20 digits that no 64 bits hold",
            channel_settings(r#"{"n": [99999999999999999999, -99999999999999999999]}"#),
        ),
        (
            "numbers as members",
            member(r#""n": [18446744073709551615, -9223372036854775808, 1e-7, 12345678901234567]"#),
        ),
        (
            "every kind of escape",
            of(
                "\"Miss Christine Morgan\"",
                r#""\"\\\/\b\f\n\r\t\u0000\u001f\u00e9\u2028\ud83d\ude00 é😀""#,
            ),
        ),
        (
            "escapes in names",
            member(r#""a\"\\\n\u0001\ud83d\ude00": 1, "": 2, " ": 3"#),
        ),
        (
            "members with odd names",
            member(r#""$serde_json::private::number": "5", "extra": 1, "__proto__": {}, "id2": 2"#),
        ),
        (
            "nothing but what is required",
            r#"{"id":"","accountId":"","configurationId":""}"#.to_owned(),
        ),
        ("another order", reversed(example)),
    ]
}

/// A conversation whose optional members are all null.
fn every_optional_null() -> String {
    let names = [
        "status",
        "name",
        "createdAt",
        "updatedAt",
        "configuration",
        "participants",
    ];
    let nulls: String = names
        .iter()
        .map(|name| format!(", \"{name}\": null"))
        .collect();
    format!(r#"{{"id":"C1","accountId":"AC1","configurationId":"CF1"{nulls}}}"#)
}

/// The same members, the last one first.
fn reversed(example: &str) -> String {
    let Ok(Value::Object(members)) = serde_json::from_str(example) else {
        panic!("the example is no object")
    };
    let mut lines: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{name:?}: {value}"))
        .collect();
    lines.reverse();
    format!("{{{}}}", lines.join(","))
}

/// Fails unless both texts are the same JSON: objects as sets of members, numbers by value.
pub fn assert_same(name: &str, sent: &str, back: &str) {
    let value = |text: &str| -> Value {
        let value = serde_json::from_str(text);
        value.unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
    };
    assert_eq!(value(back), value(sent), "{name}");
}
