//! Enums and unions: open, and linear in their work.

use std::cell::Cell;

use serde_json::{Value, json};

use super::json::message;
use crate::models::{
    Channel, ContentText, ContentTranscription, Message, MessageContent, MessageSubject, Priority,
};
use crate::runtime::{
    Decode, Encode, Extra, Fault, Number, Source, UnknownNumber, View, decode, empty, fields,
    numbers, tagged, untagged,
};

fn subject(value: Value) -> MessageSubject {
    decode(value.to_string().as_bytes()).unwrap()
}

#[test]
fn a_listed_value_is_never_an_unknown_one() {
    assert!(Channel::from("SMS") == Channel::Sms);
    let unknown = Channel::from("EMAIL".to_owned());
    assert_eq!(
        (unknown.as_str(), unknown.to_string()),
        ("EMAIL", "EMAIL".to_owned())
    );
    assert!(matches!(&unknown, Channel::Unrecognized(text) if text.as_str() == "EMAIL"));
    assert!(Priority::from(1) == Priority::High);
    assert_eq!(Priority::Low.as_i64(), Some(-1));
    let unknown: Priority = decode(b"1.5").unwrap();
    let Priority::Unrecognized(number) = &unknown else {
        panic!("1.5 is not listed");
    };
    assert_eq!((number.as_i64(), number.as_f64()), (None, Some(1.5)));
    assert_eq!(number.to_string(), "1.5");
    assert!(decode::<Priority>(b"1.0").unwrap() == Priority::High);
    // What an `i64` reads as an integer, an enum of them does too.
    let size = |text: &[u8]| decode::<Size>(text).unwrap();
    assert_eq!(decode::<i64>(b"1.152921504606846976e18").unwrap(), 1 << 60);
    assert!(matches!(size(b"1.152921504606846976e18"), Size::Huge));
    assert!(matches!(size(b"1e300"), Size::Unrecognized(number) if number.as_i64().is_none()));
}

#[test]
fn a_tag_chooses_the_arm() {
    let content = |value: Value| decode::<MessageContent>(value.to_string().as_bytes());
    let text = content(json!({"type": "TEXT", "text": "t"})).unwrap();
    assert!(matches!(text, MessageContent::Text(ContentText { text, .. }) if text == "t"));
    for tag in ["TRANSCRIPTION", "SUMMARY"] {
        let arm = content(json!({"type": tag})).unwrap();
        let MessageContent::Transcription(arm) = arm else {
            panic!("{tag} is a transcription");
        };
        let ContentTranscription { r#type, more, .. } = *arm;
        assert_eq!((r#type.as_str(), more.len()), (tag, 0));
    }
    for other in [json!({"type": "NEW"}), json!({"type": 5}), json!({})] {
        let kept = content(other.clone()).unwrap();
        assert!(matches!(kept, MessageContent::Unrecognized(kept) if kept == other));
    }
    let fault = content(json!({"type": "TEXT", "text": 5})).unwrap_err();
    assert_eq!(fault.to_string(), "text: expected a string, found a number");
    for other in [json!(null), json!("TEXT"), json!([]), json!(1.5)] {
        assert_eq!(content(other).unwrap_err().expected(), "an object");
    }
}

#[test]
fn the_shape_chooses_the_arm() {
    let address = subject(json!({"channel": "SMS", "address": "a", "owner": "x"}));
    assert!(matches!(address, MessageSubject::Address(_)));
    assert!(matches!(
        subject(json!({"owner": "x", "n": 5})),
        MessageSubject::Labels(_)
    ));
    assert!(matches!(
        subject(message(json!({}))),
        MessageSubject::Message(_)
    ));
    assert!(matches!(
        subject(json!(["SMS", 5])),
        MessageSubject::Several(_)
    ));
    assert!(matches!(subject(json!(5)), MessageSubject::Ticket(5)));
    assert!(matches!(subject(json!("new")), MessageSubject::Channel(_)));
    for other in [
        json!(true),
        json!(1.5),
        json!({"owner": 5}),
        json!({"n": "text"}),
    ] {
        let kept = subject(other.clone());
        assert!(matches!(kept, MessageSubject::Unrecognized(kept) if kept == other));
    }
}

#[test]
fn a_fault_tells_why_each_arm_failed() {
    let fault = decode::<MessageSubject>(b"null").unwrap_err();
    let text = fault.to_string();
    for arm in [
        "Address", "Labels", "Message", "Several", "Ticket", "Channel",
    ] {
        assert!(text.contains(&format!("not `{arm}`: ")), "{text}");
    }
}

#[test]
fn what_fails_deep_inside_is_kept_as_it_is() {
    // Deeper than an arm is looked at before it is chosen.
    let mut deep = json!({"id": 5});
    for _ in 0..5 {
        deep = message(json!({"replyTo": deep}));
    }
    let kept = subject(deep.clone());
    assert!(matches!(kept, MessageSubject::Unrecognized(kept) if kept == deep));
}

#[test]
fn nested_unions_take_linear_work() {
    // Each level costs the same.
    let steps = |open: &str, close: &str, depth: usize| {
        let text = format!("{}5{}", open.repeat(depth), close.repeat(depth));
        STEPS.set(0);
        let tree: Tree = decode(text.as_bytes()).unwrap();
        let sent: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&tree).unwrap(), sent);
        STEPS.get()
    };
    for (open, close) in [("[", "]"), ("[1,", ",2]"), (r#"{"step":1,"left":"#, "}")] {
        let [half, more, whole] = [50, 75, 100].map(|depth| steps(open, close, depth));
        assert!(half > 0, "{open}");
        assert_eq!(whole - more, more - half, "{open}");
        assert!(whole <= 3000, "{open}: {whole}");
    }
}

thread_local! {
    /// How often a number was read.
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// A number that counts how often it is read.
#[derive(Clone)]
struct Step(i64);

impl Encode for Step {
    fn view(&self) -> View<'_> {
        View::I64(self.0)
    }
}

impl Decode for Step {
    fn empty() -> Self {
        Self(0)
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        STEPS.set(STEPS.get() + 1);
        self.0.decode(source)
    }
}

/// A union of itself in every way.
enum Tree {
    Leaf(Step),
    List(Vec<Tree>),
    Node(Box<Branch>),
    Unrecognized(Value),
}

untagged!(Tree { Leaf(Step), List(Vec<Tree>), Node(Box<Branch>) ; Unrecognized });

/// What stands between two unions.
struct Branch {
    step: Step,
    left: Option<Box<Tree>>,
    extra: Extra,
}

fields!(Branch { step = "step", left = "left" });

#[test]
fn tagged_unions_nest() {
    let mut content = json!({"type": "TEXT", "text": "t"});
    for _ in 0..30 {
        content = json!({"type": "TRANSCRIPTION", "parts": [message(json!({"content": content}))]});
    }
    let document = message(json!({"content": content}));
    let decoded: Message = decode(document.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&decoded).unwrap(), document);
}

#[test]
fn numbers_keep_their_text_where_the_format_hands_it_on() {
    // Other features of `serde_json` decide whether it does.
    let keeps = serde_json::from_str::<Value>("1.10")
        .unwrap()
        .to_string()
        .len()
        == 4;
    let texts = [
        "1.10",
        "123456789012345678901234567890",
        "-0.00000000000000000000010",
    ];
    for text in texts.iter().filter(|_| keeps) {
        let number: Number = decode(text.as_bytes()).unwrap();
        assert_eq!(number.to_string(), *text);
        let document = format!(r#"{{"type":"NEW","price":{text}}}"#);
        let content: MessageContent = decode(document.as_bytes()).unwrap();
        assert!(serde_json::to_string(&content).unwrap().contains(text));
        assert!(decode::<f64>(text.as_bytes()).is_ok());
        assert!(decode::<String>(text.as_bytes()).is_err());
    }
    let number: Number = decode(b"18446744073709551615").unwrap();
    assert_eq!(number.as_u64(), Some(u64::MAX));
}

/// Told apart by numbers and truth values.
enum Signal {
    Stop(Box<Lamp>),
    Go(Box<Lamp>),
    Unrecognized(Value),
}

tagged!(Signal by "is" { Stop(Box<Lamp>) = "1" | "false", Go(Box<Lamp>) = "2" | "true" ; Unrecognized });

/// A signal's members: none that is declared.
struct Lamp {
    extra: Extra,
}

fields!(Lamp {});

#[test]
fn a_tag_may_be_a_number_or_a_truth_value() {
    let signal = |tag: &str| decode::<Signal>(format!(r#"{{"is":{tag}}}"#).as_bytes()).unwrap();
    for tag in ["1", "1.0", "false", r#""1""#] {
        assert!(matches!(signal(tag), Signal::Stop(_)), "{tag}");
    }
    for tag in ["2", "true"] {
        assert!(matches!(signal(tag), Signal::Go(_)), "{tag}");
    }
    for tag in ["3", "1.5", "null", "[1]", "12345678901234567890"] {
        assert!(matches!(signal(tag), Signal::Unrecognized(_)), "{tag}");
    }
}

#[test]
fn a_listed_number_is_a_better_fit() {
    let either = |number: i64| decode::<Either>(number.to_string().as_bytes()).unwrap();
    assert!(matches!(either(7), Either::Other(size) if size.as_i64() == Some(7)));
    assert!(matches!(either(1), Either::Priority(Priority::High)));
}

/// Two enums of numbers.
enum Either {
    Priority(Priority),
    Other(Size),
    Unrecognized(Value),
}

untagged!(Either { Priority(Priority), Other(Size) ; Unrecognized });

/// Seven, and 2⁶⁰.
#[derive(Clone)]
enum Size {
    Seven,
    Huge,
    Unrecognized(UnknownNumber),
}

numbers!(Size { Seven = 7, Huge = 1152921504606846976 ; Unrecognized });
