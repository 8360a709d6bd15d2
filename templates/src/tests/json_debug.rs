//! `Debug` shows neither secrets nor personal data, unless it is asked to; equality.

use serde_json::{Value, json};

use super::json::{EXAMPLE, message};
use crate::models::{Conversation, Labels, Message, Problem};
use crate::runtime::{Extra, Number, Patch, ReadOnly, Reveal, decode, encode};

#[test]
fn personal_data_is_hidden() {
    let conversation: Conversation = decode(EXAMPLE.as_bytes()).unwrap();
    let shown = format!("{conversation:?}");
    assert!(shown.contains("name: Some(<redacted>)"), "{shown}");
    assert!(shown.contains("address: <redacted>"), "{shown}");
    assert!(shown.contains(r#"type: Some("CUSTOMER")"#), "{shown}");
    assert!(shown.contains("channel_settings: Some({})"), "{shown}");
    assert!(!shown.contains("Morgan"), "{shown}");
    let revealed = format!("{:?}", conversation.reveal());
    assert!(
        revealed.contains(r#"name: Some("Miss Christine Morgan")"#),
        "{revealed}"
    );
    let mut conversation = conversation;
    conversation.name = None;
    assert!(format!("{conversation:?}").contains("name: None"));
}

#[test]
fn free_members_are_shown_by_name() {
    let document = message(json!({
        "token": "secret", "metadata": {"who": "secret"}, "payload": {"what": "secret"},
        "context": "secret", "else": "secret", "content": {"type": "NEW", "x": "secret"},
        "position": [1, 2.5], "price": 5
    }));
    let message: Message = decode(document.to_string().as_bytes()).unwrap();
    let shown = format!("{message:?}");
    assert!(!shown.contains("secret"), "{shown}");
    for part in [
        "token: Some(<redacted>)",
        "metadata: Some(<map of 1>)",
        r#"payload: {"what"}"#,
        "context: Some(<string>)",
        r#"extra: {"else"}"#,
        r#"content: {"type", "x"}"#,
        "position: Some([1.0, 2.5])",
        "price: Some(5)",
        "reply_to: None",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let revealed = format!("{:#?}", message.reveal());
    assert_eq!(revealed.matches("secret").count(), 6, "{revealed}");
}

#[test]
fn names_in_a_map_are_content() {
    let labels: Labels = decode(br#"{"who": 5}"#).unwrap();
    let shown = r#"Labels { owner: None, until: None, additional_properties: <map of 1> }"#;
    assert_eq!(format!("{labels:?}"), shown);
    assert!(format!("{:?}", labels.reveal()).contains(r#"{"who": 5}"#));
}

#[test]
fn equality_is_that_of_what_was_sent() {
    let decoded = |text: &str| decode::<Message>(text.as_bytes()).unwrap();
    let base = message(json!({"subject": [1, "SMS"], "metadata": {"a": "b"}}));
    let left = decoded(&base.to_string());
    assert_eq!(left, left.clone());
    for (member, value) in [
        ("note", json!("n")),
        ("size", json!(1)),
        ("position", json!([1, 2])),
        ("metadata", json!({"a": "c"})),
        ("metadata", json!({"b": "b"})),
        ("subject", json!([1, "RCS"])),
        ("subject", json!([1])),
        ("subject", json!(1)),
        ("context", json!(null)),
        ("new", json!(1)),
        ("payload", json!(1)),
        ("content", json!({"type": "TEXT", "text": "u"})),
        ("price", json!(1)),
    ] {
        let mut other = base.clone();
        other[member] = value;
        assert_ne!(left, decoded(&other.to_string()), "{member}");
    }
}

#[test]
fn a_null_counts_in_a_struct_that_writes_it_again() {
    let decoded = |document: &Value| decode::<Message>(document.to_string().as_bytes()).unwrap();
    let without = message(json!({}));
    let mut with_null = without.clone();
    with_null["token"] = json!(null);
    let (mut without, mut with_null) = (decoded(&without), decoded(&with_null));
    assert_ne!(without, with_null);
    assert_eq!(without.extra, with_null.extra, "there is nothing in either");
    (without.token, with_null.token) = (Some("t".to_owned()), Some("t".to_owned()));
    assert_eq!(without, with_null, "both write the value");
    (without.token, with_null.token) = (None, None);
    assert_ne!(without, with_null, "the null is written again");
    // What was null in another struct is written by none.
    let other = EXAMPLE.replace(r#""ACTIVE""#, r#"null, "new": 1"#);
    let other = decode::<Conversation>(other.as_bytes()).unwrap().extra;
    with_null.extra = Extra::new();
    for (name, value) in &other {
        with_null.extra.insert(name, value.clone());
    }
    without.extra = other;
    let written = |value| encode(value, ReadOnly::Written).unwrap();
    assert_eq!(written(&without), written(&with_null));
    assert_eq!(without, with_null);
}

#[test]
fn extra_is_a_map() {
    let mut extra = Extra::new();
    assert!(extra.is_empty());
    assert_eq!(extra.insert("a", 1), None);
    assert_eq!(extra.insert("a", "x"), Some(json!(1)));
    assert_eq!((extra.len(), extra.get("a")), (1, Some(&json!("x"))));
    assert_eq!(extra.iter().collect::<Vec<_>>(), [("a", &json!("x"))]);
    assert_eq!(format!("{extra:?}"), r#"{"a"}"#);
    assert_eq!(extra.remove("a"), Some(json!("x")));
    assert_eq!(extra, Extra::default());
}

#[test]
fn small_values_have_what_users_need() {
    let number: Number = "12.5".parse().unwrap();
    assert_eq!(
        (number.as_f64(), number.as_i64(), number.as_u64()),
        (Some(12.5), None, None)
    );
    assert_eq!(Number::from_f64(f64::NAN), None);
    assert_eq!(
        Number::from(5_u64).to_string(),
        Number::from(5_i64).to_string()
    );
    assert!("x".parse::<Number>().is_err());
    assert_eq!(Patch::Set(5).value(), Some(&5));
    assert_eq!(Patch::<i64>::default().value(), None);
    let problem: Problem = decode(br#"{"code": 20404.0, "status": 404}"#).unwrap();
    assert_eq!((problem.code, problem.status), (Some(20_404), Some(404)));
}
