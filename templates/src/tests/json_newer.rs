//! Which arm of a union a value becomes that is newer than the document.

use serde_json::{Value, json};

use crate::runtime::{
    Extra, ReadOnly, UnknownText, decode, empty, encode, fields, tagged, texts, untagged,
};

#[test]
fn what_is_new_to_all_arms_tells_nothing() {
    let rule = |value: Value| decode::<Rule>(value.to_string().as_bytes()).unwrap();
    // The arm that declares the members is the better one, whatever is new in them, and however often.
    for kind in ["FISH", "BIRD"] {
        let who = vec![json!({"t": kind, "by": {"t": kind}}); 3];
        let review = json!({"id": 1, "who": who, "pet": {"t": kind}});
        assert!(matches!(rule(review), Rule::Review(_)), "{kind}");
    }
    // What another arm lists still tells, whatever else is there.
    assert!(matches!(
        rule(json!({"id": 1, "t": "FISH", "a": 1, "b": 2})),
        Rule::Kinds(_)
    ));
    assert!(matches!(
        rule(json!({"id": 1, "t": "BIRD", "a": 1, "b": 2})),
        Rule::Birds(_)
    ));
}

/// With `arbitrary_precision` the text stays: that is tried in a program of its own.
#[test]
fn a_number_beyond_64_bits_is_the_nearest_one() {
    let text = r#"{"id":1,"minutes":2,"new":[18446744073709551615,36893488147419103233]}"#;
    let again = encode(&decode::<Wait>(text.as_bytes()).unwrap(), ReadOnly::Written).unwrap();
    let nearest = text.replace("36893488147419103233", "3.6893488147419103e+19");
    assert_eq!(String::from_utf8(again).unwrap(), nearest);
}

enum Rule {
    Wait(Box<Wait>),
    Review(Box<Review>),
    Birds(Box<Birds>),
    Kinds(Box<Kinds>),
    Unrecognized(Value),
}

untagged!(Rule {
    Wait(Box<Wait>),
    Review(Box<Review>),
    Birds(Box<Birds>),
    Kinds(Box<Kinds>) ;
    Unrecognized
});

struct Wait {
    id: i64,
    minutes: Option<i64>,
    extra: Extra,
}

fields!(Wait { id = "id", minutes = "minutes" });

struct Review {
    id: i64,
    who: Vec<Reviewer>,
    pet: Pet,
    extra: Extra,
}

fields!(Review { id = "id", who = "who", pet = "pet" });

struct Reviewer {
    t: Kind,
    by: Option<Box<Reviewer>>,
    extra: Extra,
}

fields!(Reviewer { t = "t", by = "by" });

struct Birds {
    id: i64,
    t: Bird,
    a: Option<i64>,
    b: Option<i64>,
    extra: Extra,
}

fields!(Birds { id = "id", t = "t", a = "a", b = "b" });

enum Bird {
    Bird,
    Unrecognized(UnknownText),
}

texts!(Bird { Bird = "BIRD" ; Unrecognized });

struct Kinds {
    id: i64,
    t: Kind,
    extra: Extra,
}

fields!(Kinds { id = "id", t = "t" });

enum Pet {
    Cat(Box<Open>),
    Unrecognized(Value),
}

tagged!(Pet by "t" { Cat(Box<Open>) = "CAT" ; Unrecognized });

struct Open {
    extra: Extra,
}

fields!(Open {});

enum Kind {
    Fish,
    Unrecognized(UnknownText),
}

texts!(Kind { Fish = "FISH" ; Unrecognized });
