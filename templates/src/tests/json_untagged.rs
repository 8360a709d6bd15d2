//! Objects without the tag of their union.

use serde_json::Value;

use crate::runtime::{Extra, ReadOnly, decode, empty, encode, fields, tagged};

#[test]
fn without_a_tag_the_shape_tells_and_no_tag_is_written() {
    let deep = format!(r#"{{"step":1,"new":{}1{}}}"#, "[".repeat(9), "]".repeat(9));
    for text in [
        r#"{"step":1}"#,
        r#"{"kind":null,"step":1,"note":null}"#,
        r#"{"text":"t","to":1}"#,
        r#"{"kind":null,"text":"t"}"#,
        &deep,
    ] {
        let sent: Value = serde_json::from_str(text).unwrap();
        let (by_client, by_serde) = (decode(text.as_bytes()).unwrap(), serde_json::from_str(text));
        for read in [
            by_client,
            by_serde.unwrap(),
            serde_json::from_value(sent.clone()).unwrap(),
        ] {
            assert!(!matches!(&read, Piece::Unrecognized(_)), "{text}");
            assert_eq!(serde_json::to_value(&read).unwrap(), sent);
            let again = encode(&read, ReadOnly::LeftOut).unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&again).unwrap(), sent);
        }
    }
    // What is made is given its tag.
    let read = decode::<Piece>(br#"{"step":1}"#).unwrap();
    assert_ne!(read, Piece::Step(step(1)));
    assert!(matches!(read, Piece::Step(read) if read == step(1)));
    // Both arms fit.
    let both = br#"{"step":1,"text":"t"}"#;
    assert!(matches!(decode(both), Ok(Piece::Unrecognized(_))));
}

#[test]
fn what_was_not_there_is_remembered_for_the_type_that_was_read() {
    let Piece::Step(step) = decode(br#"{"step":1,"note":null,"new":2}"#).unwrap() else {
        panic!("not a step");
    };
    let again = encode(&Piece::Step(step.clone()), ReadOnly::LeftOut).unwrap();
    assert_eq!(again, br#"{"step":1,"note":null,"new":2}"#);

    let (text, note, extra) = ("t".to_owned(), None, step.extra);
    let moved = Piece::Sign(Sign {
        kind: None,
        text,
        note,
        extra,
    });
    let written = encode(&moved, ReadOnly::LeftOut).unwrap();
    let written: Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(
        written,
        serde_json::json!({"kind": "SIGN", "text": "t", "new": 2})
    );
}

/// One arm lacks the tag, another need not have it.
enum Piece {
    Step(Step),
    Sign(Sign),
    Unrecognized(Value),
}

tagged!(Piece writing "kind" { Step(Step) = "STEP", Sign(Sign) = "SIGN" | "LABEL" ; Unrecognized });

struct Sign {
    kind: Option<String>,
    text: String,
    note: Option<String>,
    extra: Extra,
}

fields!(Sign { kind = "kind", text = "text", note = "note" });

/// An arm that does not declare the tag.
struct Step {
    step: i64,
    note: Option<String>,
    extra: Extra,
}

fields!(Step { step = "step", note = "note" });

fn step(step: i64) -> Step {
    let (note, extra) = (None, Extra::new());
    Step { step, note, extra }
}
