//! Unions told apart by a member, wherever it stands.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::runtime::{
    Decode, Encode, Extra, Fault, ReadOnly, Source, View, decode, empty, encode, fields, tagged,
};

/// What comes of a union of events by both ways, which agree.
fn event(text: &str) -> Result<Event, String> {
    let by_client = decode::<Event>(text.as_bytes()).map_err(|fault| fault.to_string());
    let by_serde = serde_json::from_str::<Event>(text).map_err(|error| error.to_string());
    assert_eq!(by_client, by_serde);
    let value = serde_json::from_str::<Value>(text).map(serde_json::from_value::<Event>);
    if let (Ok(event), Ok(held)) = (&by_client, value) {
        assert_eq!(*event, held.unwrap());
    }
    by_client
}

#[test]
fn a_tag_may_stand_anywhere() {
    let members = [
        r#""kind": "STEP""#,
        r#""step": 1"#,
        r#""note": null"#,
        r#""new": {"a": [1, "\u00e9"], "b": null}"#,
        r#""text": "\"\n""#,
    ];
    for turn in 0..members.len() {
        let mut members = members;
        members.rotate_left(turn);
        let text = format!("{{{}}}", members.join(", "));
        let read = event(&text).unwrap();
        assert!(
            matches!(&read, Event::Step(step) if step.step == 1),
            "{text}"
        );
        let sent: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
}

#[test]
fn an_arm_may_be_a_union_or_a_map() {
    for text in [
        r#"{"kind": "DEEP", "type": "A", "step": 1}"#,
        r#"{"type": "A", "step": 1, "kind": "DEEP"}"#,
        r#"{"step": 1, "kind": "DEEP", "note": "n", "type": "A"}"#,
        r#"{"step": 1, "type": "A", "x": {}, "kind": "DEEP"}"#,
    ] {
        let read = event(text).unwrap();
        assert!(
            matches!(&read, Event::Deep(Inner::Step(step)) if step.step == 1),
            "{text}"
        );
        let sent: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
    for text in [
        r#"{"kind": "DEEP", "type": "B", "step": "x"}"#,
        r#"{"step": "x", "kind": "DEEP"}"#,
    ] {
        let sent: Value = serde_json::from_str(text).unwrap();
        let read = event(text).unwrap();
        assert!(matches!(&read, Event::Deep(Inner::Unrecognized(kept)) if *kept == sent));
    }
    for text in [
        r#"{"kind": "MAP", "a": "b"}"#,
        r#"{"a": "b", "kind": "MAP", "c": "d"}"#,
    ] {
        let sent: Value = serde_json::from_str(text).unwrap();
        let read = event(text).unwrap();
        assert!(matches!(&read, Event::Labels(_)));
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
}

#[test]
fn without_a_tag_that_is_known_all_is_kept() {
    for text in [
        r#"{"a": {"kind": "STEP"}, "b": 1}"#,
        r#"{"a": [], "kind": null, "step": "x"}"#,
        r#"{"kind": {"kind": "STEP"}, "step": "x"}"#,
        r#"{"step": "x", "kind": "NEW", "b": {"c": [null]}}"#,
    ] {
        let sent: Value = serde_json::from_str(text).unwrap();
        let read = event(text).unwrap();
        assert!(
            matches!(&read, Event::Unrecognized(kept) if *kept == sent),
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_with_an_arm_is_told_with_its_path() {
    let missing =
        "step: the member is missing (make it lenient: choice `lenient`, entry `Branch.step`)";
    for (text, fault) in [
        (r#"{"kind": "STEP"}"#, missing),
        (r#"{"note": "n", "kind": "STEP"}"#, missing),
        (
            r#"{"kind": "STEP", "step": "x"}"#,
            "step: expected an integer of 64 bits, found a string",
        ),
        (
            r#"{"step": "x", "kind": "STEP"}"#,
            "step: expected an integer of 64 bits, found a string",
        ),
        (
            r#"{"kind": "MAP", "a": 5}"#,
            "[*]: expected a string, found a number",
        ),
        (
            r#"{"a": 5, "kind": "MAP"}"#,
            "[*]: expected a string, found a number",
        ),
        // As in any struct.
        (
            r#"{"kind": "STEP", "step": 1, "step": 1}"#,
            "step: the member came twice",
        ),
        (
            r#"{"step": 1, "kind": "STEP", "step": 1}"#,
            "step: the member came twice",
        ),
        (
            r#"{"step": 1, "step": 1, "kind": "STEP"}"#,
            "step: the member came twice",
        ),
        (
            r#"{"kind": "STEP", "step": 1, "kind": "NEW"}"#,
            "[*]: the member came twice",
        ),
        (
            r#"{"kind": "NEW", "kind": "STEP", "step": 1}"#,
            "[*]: the member came twice",
        ),
    ] {
        assert_eq!(event(text).err().as_deref(), Some(fault), "{text}");
    }
    let deep = format!("{}1{}", "[".repeat(130), "]".repeat(130));
    for text in [
        format!(r#"{{"a": {deep}, "kind": "STEP"}}"#),
        format!(r#"{{"kind": "STEP", "a": {deep}}}"#),
    ] {
        let fault = decode::<Event>(text.as_bytes()).unwrap_err();
        assert!(fault.path().starts_with("a[0][0]"), "{}", fault.path());
        assert_eq!(fault.expected(), "at most 126 levels of arrays and objects");
    }
    for text in [
        r#"{"a": tru"#,
        r#"{"a" 1}"#,
        r#"{"kind": "STEP""#,
        r#"{"kind": "STEP", "a"}"#,
    ] {
        let fault = decode::<Event>(text.as_bytes()).unwrap_err();
        assert_eq!(fault.expected(), "well-formed JSON", "{text}");
    }
}

/// Events, one of which is told by another tag.
enum Event {
    Step(Branch),
    Deep(Inner),
    Labels(BTreeMap<String, String>),
    Unrecognized(Value),
}

tagged!(Event by "kind" {
    Step(Branch) = "STEP",
    Deep(Inner) = "DEEP",
    Labels(BTreeMap<String, String>) = "MAP" ;
    Unrecognized
});

/// What stands in an event.
enum Inner {
    Step(Box<Branch>),
    Unrecognized(Value),
}

tagged!(Inner by "type" { Step(Box<Branch>) = "A" ; Unrecognized });

/// An arm that does not declare the tag.
struct Branch {
    step: i64,
    note: Option<String>,
    extra: Extra,
}

fields!(Branch { step = "step", note = "note" });

#[test]
fn a_tag_is_written_where_an_arm_has_none() {
    let branch = || Branch {
        step: 1,
        note: None,
        extra: Extra::new(),
    };
    let label = |kind: Option<&str>| Label {
        kind: kind.map(str::to_owned),
        text: "t".to_owned(),
    };
    let mut deep = branch();
    deep.extra.insert("type", "A");
    for (sent, text) in [
        (Part::Step(branch()), r#"{"step":1,"kind":"STEP"}"#),
        (Part::Leap(branch()), r#"{"step":1,"kind":"LEAP"}"#),
        (Part::Label(label(None)), r#"{"kind":"LABEL","text":"t"}"#),
        // It has two, and this is the other one.
        (
            Part::Label(label(Some("SIGN"))),
            r#"{"kind":"SIGN","text":"t"}"#,
        ),
        (
            Part::Deep(Inner::Step(Box::new(deep))),
            r#"{"step":1,"kind":"DEEP","type":"A"}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&sent).unwrap(), text);
        assert_eq!(encode(&sent, ReadOnly::LeftOut).unwrap(), text.as_bytes());
        let read = decode::<Part>(text.as_bytes()).unwrap();
        assert!(matches!(
            (&sent, &read),
            (Part::Step(_), Part::Step(_))
                | (Part::Leap(_), Part::Leap(_))
                | (Part::Label(_), Part::Label(_))
                | (Part::Deep(_), Part::Deep(_))
        ));
        assert_eq!(sent, read);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
    // Two arms of one type are two values.
    assert_ne!(Part::Step(branch()), Part::Leap(branch()));
}

/// Two arms are of one type that lacks the tag, another need not have it and drops what it does not declare.
enum Part {
    Step(Branch),
    Leap(Branch),
    Label(Label),
    Deep(Inner),
    Unrecognized(Value),
}

tagged!(Part writing "kind" {
    Step(Branch) = "STEP",
    Leap(Branch) = "LEAP",
    Label(Label) = "LABEL" | "SIGN",
    Deep(Inner) = "DEEP",
    ; Unrecognized
});

struct Label {
    kind: Option<String>,
    text: String,
}

fields!(Label { kind = "kind", text = "text" ; closed });

#[test]
fn a_default_takes_all_other_objects() {
    for text in [
        r#"{"text":"t","to":1}"#,
        r#"{"kind":"NEW","text":"t"}"#,
        r#"{"kind":"LABEL","text":"t"}"#,
    ] {
        let read = decode::<Lenient>(text.as_bytes()).unwrap();
        assert!(matches!(&read, Lenient::Note(_)), "{text}");
        let sent: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
    let step = r#"{"step":1,"kind":"STEP"}"#;
    let read = decode::<Lenient>(step.as_bytes()).unwrap();
    assert!(matches!(&read, Lenient::Step(_)));
    assert_eq!(serde_json::to_string(&read).unwrap(), step);
    assert!(decode::<Lenient>(b"[]").is_err());
    assert!(decode::<Lenient>(b"{}").is_err());
}

enum Lenient {
    Step(Branch),
    Note(Note),
    Unrecognized(Value),
}

tagged!(Lenient writing "kind" { Step(Branch) = "STEP", Note(Note) = "LABEL" ; ..Note; Unrecognized });

struct Note {
    text: String,
    extra: Extra,
}

fields!(Note { text = "text" });

#[test]
fn unions_in_each_other_take_linear_work() {
    // Each level is held until its tag comes; a level more costs no more than the one before.
    for (open, close) in [
        (r#"{"kind":"NODE","inner":"#, "}"),
        (r#"{"inner":"#, r#","kind":"NODE"}"#),
    ] {
        let leaves = |depth: usize| {
            let text = format!("{}[1]{}", open.repeat(depth), close.repeat(depth));
            READ.set(0);
            let nest: Nest = decode(text.as_bytes()).unwrap();
            let sent: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_value(&nest).unwrap(), sent);
            READ.get()
        };
        assert_eq!((leaves(50), leaves(100)), (50, 100), "{open}");
    }
}

thread_local! {
    /// How often a value was read in a node.
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// A union in itself.
enum Nest {
    Node(Box<Node>),
    Unrecognized(Value),
}

tagged!(Nest by "kind" { Node(Box<Node>) = "NODE" ; Unrecognized });

struct Node {
    inner: Counted,
    extra: Extra,
}

fields!(Node { inner = "inner" });

/// A value that counts how often it is read: another node, or a list at the end.
#[derive(Clone)]
enum Counted {
    Nest(Nest),
    End(Vec<i64>),
}

impl Encode for Counted {
    fn view(&self) -> View<'_> {
        match self {
            Self::Nest(nest) => nest.view(),
            Self::End(list) => list.view(),
        }
    }
}

impl Decode for Counted {
    fn empty() -> Self {
        Self::End(Vec::new())
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        READ.set(READ.get() + 1);
        let (nest, list) = (Nest::empty(), Vec::new());
        match &source {
            Source::Array(_) => *self = Self::End(list),
            _ => *self = Self::Nest(nest),
        }
        match self {
            Self::Nest(nest) => nest.decode(source),
            Self::End(list) => list.decode(source),
        }
    }
}
