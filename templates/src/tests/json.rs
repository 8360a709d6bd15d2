//! Round trips: what is decoded and encoded again is the same JSON.

use serde_json::{Value, json};

use crate::models::{Conversation, Message, MessageChange, MessageSubject};
use crate::runtime::{Decode, Patch, ReadOnly, decode, encode};

/// The example response of the documentation page.
pub(super) const EXAMPLE: &str = r#"{
    "accountId": "ZGkrHSypTsudrGkmdpJJ",
    "configuration": {
        "displayName": "My Support Config",
        "description": "description",
        "conversationGroupingType": "GROUP_BY_PROFILE",
        "memoryStoreId": "memoryStoreId",
        "channelSettings": {},
        "statusCallbacks": [{"url": "https://www.example.com", "method": "POST"}],
        "intelligenceConfigurationIds": ["intelligenceConfigurationIds"],
        "memoryExtractionEnabled": false,
        "conversationsV1Bridge": {"serviceId": "IS00000000000000000000000000000000"}
    },
    "configurationId": "configurationId",
    "createdAt": "2009-07-06T20:30:00Z",
    "id": "id",
    "name": "Miss Christine Morgan",
    "participants": [{
        "id": "id",
        "conversationId": "conversationId",
        "accountId": "accountId",
        "name": "name",
        "type": "CUSTOMER",
        "profileId": "profileId",
        "addresses": [{"channel": "SMS", "address": "address", "channelId": "channelId"}],
        "createdAt": "2009-07-06T20:30:00Z",
        "updatedAt": "2009-07-06T20:30:00Z"
    }],
    "status": "ACTIVE",
    "updatedAt": "2009-07-06T20:30:00Z"
}"#;

/// The same JSON after decoding and encoding, by the client's way and by serde's, and of a copy.
fn assert_kept<T>(document: &Value)
where
    T: Decode + Clone + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    let text = document.to_string();
    let value: T = decode(text.as_bytes()).unwrap();
    let bytes = encode(&value, ReadOnly::Written).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), *document);

    let value: T = serde_json::from_str(&text).unwrap();
    let text = serde_json::to_string(&value).unwrap();
    assert_eq!(text.as_bytes(), bytes);

    let value: T = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *document);

    let mut octets = Vec::new();
    ciborium::into_writer(&value, &mut octets).unwrap();
    let value: T = ciborium::from_reader(octets.as_slice()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), *document);

    let copy = value.clone();
    assert!(copy == value);
    drop(value);
    assert_eq!(serde_json::to_value(&copy).unwrap(), *document);
}

#[test]
fn a_copy_has_nothing_of_what_it_was_made_of() {
    let text = json!({
        "id": "M1", "content": {"type": "TEXT", "text": "a"}, "note": "n", "size": 1, "payload": [1],
        "metadata": {"a": "b"}, "replyTo": {"id": "M0", "content": {"type": "FAX"}, "note": null, "size": 0, "payload": {}},
        "subject": {"owner": null, "until": "2024-01-31T12:00:00Z", "days": 3}, "new": true,
    });
    let mut message: Message = serde_json::from_value(text.clone()).unwrap();
    let copy = message.clone();
    message.note = None;
    message.payload = Value::Null;
    message.metadata.as_mut().unwrap().clear();
    message.reply_to.as_mut().unwrap().id.push('!');
    message.extra.insert("new", false);
    if let Some(MessageSubject::Labels(labels)) = &mut message.subject {
        labels.additional_properties.clear();
    }
    assert!(message != copy);
    assert_eq!(serde_json::to_value(&copy).unwrap(), text);
}

fn example() -> Value {
    serde_json::from_str(EXAMPLE).unwrap()
}

/// The example with this value at this place.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = example();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    parent
        .as_object_mut()
        .unwrap()
        .insert(name.to_owned(), value);
    document
}

#[test]
fn the_example_is_kept() {
    assert_kept::<Conversation>(&example());
}

#[test]
fn unknown_values_of_enums_are_kept() {
    assert_kept::<Conversation>(&with("/participants/0/addresses/0/channel", json!("EMAIL")));
    assert_kept::<Conversation>(&with("/status", json!("ARCHIVED")));
    assert_kept::<Conversation>(&with(
        "/configuration/statusCallbacks/0/method",
        json!("PUT"),
    ));
    assert_kept::<Conversation>(&with("/status", json!("")));
    assert_kept::<Conversation>(&with("/participants/0/type", json!("UNKNOWN")));
    assert_kept::<Conversation>(&with("/participants/0/type", json!("Unrecognized")));
}

#[test]
fn null_and_absent_are_kept_apart() {
    assert_kept::<Conversation>(&with("/name", Value::Null));
    assert_kept::<Conversation>(&with("/participants/0/name", Value::Null));
    assert_kept::<Conversation>(&with("/configuration", Value::Null));
    let mut document = example();
    document.as_object_mut().unwrap().remove("name");
    assert_kept::<Conversation>(&document);
}

#[test]
fn unknown_members_are_kept() {
    let deep = json!({"a": [1, -1, 2.5, 1e300, null, {"b": 18_446_744_073_709_551_615_u64}]});
    assert_kept::<Conversation>(&with("/metadata", deep.clone()));
    assert_kept::<Conversation>(&with("/participants/0/addresses/0/more", deep.clone()));
    assert_kept::<Conversation>(&with("/configuration/channelSettings/voice", deep));
    let wide: Value = serde_json::from_str(r#"{"x": 12345678901234567890}"#).unwrap();
    assert_kept::<Conversation>(&with("/configuration/channelSettings", wide));
}

#[test]
fn texts_are_kept() {
    let timestamp = json!("2009-07-06T20:30:00.123456789+02:00");
    assert_kept::<Conversation>(&with("/createdAt", timestamp));
    assert_kept::<Conversation>(&with("/createdAt", json!("yesterday")));
    let bridge = "/configuration/conversationsV1Bridge/serviceId";
    assert_kept::<Conversation>(&with(bridge, json!("IS-not-by-the-pattern")));
    let escapes = "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}\u{2028}\u{1F600}é\u{feff}";
    assert_kept::<Conversation>(&with("/name", json!(escapes)));
    assert_kept::<Conversation>(&with(&format!("/{}", "odd\"\n\u{1F600}"), json!(escapes)));
    let escaped = EXAMPLE.replace("Miss", r"\u004diss \ud83d\ude00 \/");
    let conversation: Conversation = decode(escaped.as_bytes()).unwrap();
    assert_eq!(
        conversation.name.unwrap(),
        "Miss \u{1F600} / Christine Morgan"
    );
}

/// A message with these members more.
pub(super) fn message(members: Value) -> Value {
    let mut message = json!({
        "id": "m", "content": {"type": "TEXT", "text": "t"}, "note": null, "size": 0, "payload": null
    });
    let Value::Object(members) = members else {
        unreachable!("members are an object")
    };
    message.as_object_mut().unwrap().extend(members);
    message
}

#[test]
fn every_kind_of_member_is_kept() {
    for members in [
        json!({}),
        json!({"note": "n", "token": "s", "priority": 1, "score": 0.1, "context": null}),
        json!({"priority": 77, "position": [1.5, -2], "price": 12.5, "size": u64::MAX}),
        json!({"priority": 1.5, "price": i64::MIN, "score": 16_777_216}),
        json!({"metadata": {}, "payload": {"a": [1]}, "context": {"b": false}}),
        json!({"metadata": {"é": "ü", "a": ""}, "replyTo": message(json!({"note": "x"}))}),
        json!({"position": [-0.0, 1e300]}),
        json!({"content": {"type": "SUMMARY", "parts": [message(json!({}))], "x": 1, "extra": null}}),
        json!({"content": {"type": "VIDEO", "url": "u"}}),
        json!({"content": {"no": "tag"}}),
        json!({"subject": {"channel": "SMS", "address": "a", "more": 1}}),
        json!({"subject": {"owner": null, "a": 1, "b": -2}}),
        json!({"subject": [5, "SMS", "new", {"channel": "X", "address": "a"}, [], null, true]}),
        json!({"subject": message(json!({"subject": 7}))}),
        json!({"subject": true}),
        json!({"subject": 1.5}),
    ] {
        assert_kept::<Message>(&message(members));
    }
}

#[test]
fn whole_numbers_are_written_without_a_fraction() {
    let document = message(json!({"position": [5.0, -0.0], "score": 0.1, "size": 5.0}));
    let message: Message = decode(document.to_string().as_bytes()).unwrap();
    let text = serde_json::to_string(&message).unwrap();
    assert!(text.contains(r#""position":[5,-0.0]"#), "{text}");
    assert!(text.contains(r#""score":0.1"#), "{text}");
    assert!(text.contains(r#""size":5,"#), "{text}");
}

#[test]
fn numbers_that_json_has_not_are_not_written() {
    let mut message: Message = decode(message(json!({})).to_string().as_bytes()).unwrap();
    message.position = Some((f64::NAN, 0.0));
    let fault = encode(&message, ReadOnly::Written).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "position[0]: JSON can't hold a number that is not finite"
    );
    assert!(serde_json::to_string(&message).is_err());
}

#[test]
fn requests_leave_out_what_is_only_received() {
    let document = message(json!({"token": "secret", "replyTo": message(json!({"token": null}))}));
    let message: Message = decode(document.to_string().as_bytes()).unwrap();
    let text = String::from_utf8(encode(&message, ReadOnly::LeftOut).unwrap()).unwrap();
    assert!(!text.contains("token"), "{text}");
    let text = String::from_utf8(encode(&message, ReadOnly::Written).unwrap()).unwrap();
    assert_eq!(text.matches("token").count(), 2, "{text}");
}

#[test]
fn declared_members_win_over_unknown_ones() {
    let mut message: Message = decode(message(json!({})).to_string().as_bytes()).unwrap();
    message.extra.insert("id", "other");
    message.extra.insert("token", "other");
    message.extra.insert("mine", 1);
    let written = serde_json::to_value(&message).unwrap();
    assert_eq!(written["id"], "m");
    assert_eq!(written.get("token"), None);
    assert_eq!(written["mine"], 1);
}

#[test]
fn a_set_member_is_no_longer_null() {
    let document = with("/name", Value::Null);
    let mut conversation: Conversation = serde_json::from_value(document).unwrap();
    conversation.name = Some("n".to_owned());
    assert_eq!(serde_json::to_value(&conversation).unwrap()["name"], "n");
}

#[test]
fn a_change_leaves_clears_or_sets() {
    let change: MessageChange = serde_json::from_value(json!({"note": null, "new": 1})).unwrap();
    assert_eq!(change.note, Patch::Clear);
    assert!(change.channels == Patch::Leave);
    assert_eq!(
        serde_json::to_value(&change).unwrap(),
        json!({"note": null})
    );
    let change = MessageChange {
        note: "n".to_owned().into(),
        channels: Patch::Set(vec!["SMS".into(), "NEW".into()]),
        size: None,
    };
    let document = json!({"note": "n", "channels": ["SMS", "NEW"]});
    assert_eq!(serde_json::to_value(&change).unwrap(), document);
    assert_eq!(
        format!("{change:?}"),
        r#"MessageChange { note: Set("n"), channels: Set(["SMS", "NEW"]), size: None }"#
    );
}

#[test]
fn what_is_boxed_is_set_by_its_value() {
    fn parent(parent: impl Into<Patch<Box<u8>>>) -> Patch<Box<u8>> {
        parent.into()
    }
    let one = Patch::Set(Box::new(1));
    assert_eq!(parent(1), one);
    assert_eq!(parent(Box::new(1)), one);
    assert_eq!(parent(one.clone()), one);
    assert_eq!(parent(Patch::Clear), Patch::Clear);
}

#[test]
fn numbers_are_what_the_text_says() {
    // Marsaglia's xorshift: the same numbers in each run.
    let mut state: u64 = 88_172_645_463_325_252;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..10_000 {
        let double = f64::from_bits(random());
        let degrees = (random() >> 11) as f64 / (1_u64 << 53) as f64 * 180.0;
        for double in [double, degrees].into_iter().filter(|d| d.is_finite()) {
            let text = format!("{double:?}");
            let read: f64 = decode(text.as_bytes()).unwrap();
            assert_eq!(read.to_bits(), double.to_bits(), "{text}");
            let any: Value = decode(text.as_bytes()).unwrap();
            assert_eq!(
                any.as_f64().map(f64::to_bits),
                Some(double.to_bits()),
                "{text}"
            );
        }
        // Above 2⁵³ a number with a point is the nearest double.
        let integer = i64::try_from(random() >> (11 + random() % 40)).unwrap();
        for end in ["", ".0", ".00", "e0", "0e-1"] {
            let text = format!("{integer}{end}");
            assert_eq!(decode::<i64>(text.as_bytes()).unwrap(), integer, "{text}");
        }
    }
}

#[test]
fn an_object_that_looks_like_a_number_of_serde_json_is_an_object() {
    let name = "$serde_json::private::Number";
    let document =
        message(json!({ "metadata": { name: "12" }, name: "12", "x": { name: "12", "y": 1 } }));
    assert_kept::<Message>(&document);
}

#[test]
fn unknown_members_are_iterated() {
    let text = message(json!({"b": 1, "a": [2]})).to_string();
    let message: Message = decode(text.as_bytes()).unwrap();
    let mut names = Vec::new();
    for (name, value) in &message.extra {
        names.push(format!("{name}={value}"));
    }
    names.sort();
    assert_eq!(names, ["a=[2]", "b=1"]);
    assert_eq!(message.extra.into_iter().count(), 2);
    assert_eq!(crate::runtime::Extra::new().into_iter().count(), 0);
}
