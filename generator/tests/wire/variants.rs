//! The document's example and variants of it, as a server may send them: each must come through the models unchanged.
//!
//! Also part of the crate that `tests/programs` builds with other features of `serde_json`.

use serde_json::Value;

/// What a variant is called, and its text.
pub type Variant = (&'static str, String);

/// All there is to check; `example` is the answer that the document gives as its example.
pub fn all(example: &str) -> Vec<Variant> {
    let texts = [printed, values, members, numbers, shapes];
    texts.iter().flat_map(|texts| texts(example)).collect()
}

/// The example with one text in place of another.
fn with(example: &str, from: &str, to: &str) -> String {
    assert!(example.contains(from), "the example has no {from}");
    example.replacen(from, to, 1)
}

/// The example with other settings of channels.
fn channel_settings(example: &str, settings: &str) -> String {
    with(
        example,
        "\"channelSettings\": {}",
        &format!("\"channelSettings\": {settings}"),
    )
}

/// The example with another member in it.
fn member(example: &str, text: &str) -> String {
    with(example, "\"accountId\"", &format!("{text}, \"accountId\""))
}

/// As it is, and with a value that is not in the document.
fn printed(example: &str) -> Vec<Variant> {
    let of = |from, to| with(example, from, to);
    vec![
        ("as it is printed", example.to_owned()),
        ("a new channel", of("\"SMS\"", "\"EMAIL\"")),
        ("a new status", of("\"ACTIVE\"", "\"ARCHIVED\"")),
        ("a new method of a callback", of("\"POST\"", "\"PUT\"")),
        ("the type UNKNOWN", of("\"CUSTOMER\"", "\"UNKNOWN\"")),
        ("an unknown type", of("\"CUSTOMER\"", "\"Unknown\"")),
        ("an empty type", of("\"CUSTOMER\"", "\"\"")),
        ("an empty channel", of("\"SMS\"", "\"\"")),
        ("a channel in other letters", of("\"SMS\"", "\"sms\"")),
    ]
}

/// Texts that another client would check or rewrite.
fn values(example: &str) -> Vec<Variant> {
    const NAME: &str = "\"Miss Christine Morgan\"";
    const TIME: &str = "2009-07-06T20:30:00Z";
    const SERVICE: &str = "IS00000000000000000000000000000000";
    let escapes = r#""\"\\\/\b\f\n\r\t\u0000\u001f\u00e9\u2028\ud83d\ude00 é😀""#;
    let of = |from, to| with(example, from, to);
    vec![
        ("no name but null", of(NAME, "null")),
        ("no name", of("\"name\": \"Miss Christine Morgan\",", "")),
        ("every kind of escape", of(NAME, escapes)),
        (
            "another timestamp",
            of(TIME, "2009-07-06T20:30:00.123456789+02:00"),
        ),
        ("a timestamp that is none", of(TIME, "yesterday")),
        ("an empty timestamp", of(TIME, "")),
        ("a service that breaks its pattern", of(SERVICE, "XX-1")),
        ("a URL that is none", of("https://www.example.com", "::")),
        (
            "a participant's name that is null",
            of("\"name\": \"name\"", "\"name\": null"),
        ),
        (
            "a participant without a name",
            of("\"name\": \"name\",", ""),
        ),
    ]
}

/// Members that the document does not know.
fn members(example: &str) -> Vec<Variant> {
    let unknown = |text| member(example, text);
    let label = "\"label\": [1, {\"x\": null}], \"channel\":";
    let deep = r#"{"a": {"b": [{"c": [[], {}, [null, true, false, 0.5, -1]]}]}}"#;
    vec![
        (
            "an unknown member",
            unknown(r#""metadata": {"a": "b", "c": null}"#),
        ),
        ("an unknown null", unknown(r#""metadata": null"#)),
        (
            "an unknown member in an address",
            with(example, "\"channel\":", label),
        ),
        (
            "escapes in names",
            unknown(r#""a\"\\\n\u0001\ud83d\ude00": 1, "": 2, " ": 3"#),
        ),
        (
            "odd names",
            unknown(r#""extra": 1, "__proto__": {}, "id2": 2, "r#type": 3"#),
        ),
        ("deep settings", channel_settings(example, deep)),
    ]
}

/// Numbers of all lengths.
fn numbers(example: &str) -> Vec<Variant> {
    let settings = |text| channel_settings(example, text);
    vec![
        (
            "the largest and the smallest integer",
            settings(r#"{"u": 18446744073709551615, "i": -9223372036854775808}"#),
        ),
        (
            "20 digits that no 64 bits hold",
            settings(r#"{"n": [99999999999999999999, -99999999999999999999]}"#),
        ),
        (
            "floats",
            settings(r#"{"n": [0.0, 1.5e300, 1e-7, 0.1, -2.5, 1e16]}"#),
        ),
        (
            "numbers as unknown members",
            member(example, r#""n": [18446744073709551615, 12345678901234567]"#),
        ),
    ]
}

/// Objects with less in them, or in another order.
fn shapes(example: &str) -> Vec<Variant> {
    let ids = "[\n      \"intelligenceConfigurationIds\"\n    ]";
    let optional = [
        "status",
        "name",
        "createdAt",
        "updatedAt",
        "configuration",
        "participants",
    ];
    let nulls: String = optional
        .iter()
        .map(|name| format!(",\"{name}\":null"))
        .collect();
    vec![
        ("an empty array", with(example, ids, "[]")),
        ("another order", reversed(example)),
        (
            "nothing but what is required",
            r#"{"id":"","accountId":"","configurationId":""}"#.to_owned(),
        ),
        (
            "every optional member null",
            format!(r#"{{"id":"C1","accountId":"AC1","configurationId":"CF1"{nulls}}}"#),
        ),
    ]
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
