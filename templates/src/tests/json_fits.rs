//! Which arm of a union a value becomes: the one that recognizes most of it, and another one where that fails.

use std::cell::Cell;

use serde_json::{Value, json};

use crate::runtime::{
    Decode, Encode, Extra, Fault, Source, UnknownText, View, decode, empty, fields, tagged, texts,
    untagged,
};

/// What was read is written as it was sent.
fn read<T: Decode + Encode>(value: &Value) -> T {
    let read: T = decode(value.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(Shown(&read)).unwrap(), *value);
    read
}

/// Any value, for serde.
struct Shown<'a, T>(&'a T);

impl<T: Encode> serde::Serialize for Shown<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::runtime::serialize(self.0, serializer)
    }
}

#[test]
fn an_inner_union_takes_only_what_fits_its_arms() {
    let either = |value: Value| read::<Either>(&value);
    assert!(matches!(
        either(json!("a")),
        Either::Scalar(Scalar::Text(_))
    ));
    assert!(matches!(
        either(json!(5)),
        Either::Scalar(Scalar::Integer(5))
    ));
    assert!(matches!(
        either(json!(true)),
        Either::Other(Other::Boolean(true))
    ));
    assert!(matches!(
        either(json!(["a"])),
        Either::Other(Other::List(_))
    ));
    assert!(matches!(
        either(json!({"t": "CAT"})),
        Either::Pet(Pet::Cat(_))
    ));
    assert!(matches!(
        either(json!({"t": "FISH"})),
        Either::Fish(Fish { t: Kind::Fish, .. })
    ));
}

/// A union of unions.
enum Either {
    Scalar(Scalar),
    Pet(Pet),
    Other(Other),
    Fish(Fish),
    Unrecognized(Value),
}

untagged!(Either { Scalar(Scalar), Pet(Pet), Other(Other), Fish(Fish) ; Unrecognized });

enum Scalar {
    Text(String),
    Integer(i64),
    Unrecognized(Value),
}

untagged!(Scalar { Text(String), Integer(i64) ; Unrecognized });

enum Other {
    Boolean(bool),
    List(Vec<String>),
    Unrecognized(Value),
}

untagged!(Other { Boolean(bool), List(Vec<String>) ; Unrecognized });

enum Pet {
    Cat(Box<Open>),
    Unrecognized(Value),
}

tagged!(Pet by "t" { Cat(Box<Open>) = "CAT" ; Unrecognized });

struct Open {
    extra: Extra,
}

fields!(Open {});

struct Fish {
    t: Kind,
    extra: Extra,
}

fields!(Fish { t = "t" });

enum Kind {
    Fish,
    Unrecognized(UnknownText),
}

texts!(Kind { Fish = "FISH" ; Unrecognized });

#[test]
fn an_inner_union_counts_what_its_arms_declare() {
    let group = |value: Value| read::<Group>(&value);
    assert!(matches!(
        group(json!({"h": "x"})),
        Group::Second(Second::H(_))
    ));
    assert!(matches!(
        group(json!({"b": "x"})),
        Group::First(First::B(_))
    ));
}

enum Group {
    First(First),
    Second(Second),
    Unrecognized(Value),
}

untagged!(Group { First(First), Second(Second) ; Unrecognized });

enum First {
    A(Box<A>),
    B(Box<Open>),
    Unrecognized(Value),
}

untagged!(First { A(Box<A>), B(Box<Open>) ; Unrecognized });

struct A {
    a: i64,
    extra: Extra,
}

fields!(A { a = "a" });

enum Second {
    H(Box<H>),
    Unrecognized(Value),
}

untagged!(Second { H(Box<H>) ; Unrecognized });

struct H {
    h: String,
    extra: Extra,
}

fields!(H { h = "h" });

#[test]
fn a_member_that_is_recognized_is_a_better_fit() {
    let members = |value: Value| read::<Members>(&value);
    assert!(matches!(members(json!({"v": true})), Members::Boolean(_)));
    assert!(matches!(members(json!({"v": "x"})), Members::Scalar(_)));
    // Neither: the first that may have it.
    assert!(matches!(members(json!({"v": [[]]})), Members::Scalar(_)));
}

enum Members {
    Scalar(Box<WithScalar>),
    Boolean(Box<WithBoolean>),
    Unrecognized(Value),
}

untagged!(Members { Scalar(Box<WithScalar>), Boolean(Box<WithBoolean>) ; Unrecognized });

struct WithScalar {
    v: Scalar,
    extra: Extra,
}

fields!(WithScalar { v = "v" });

struct WithBoolean {
    v: bool,
    extra: Extra,
}

fields!(WithBoolean { v = "v" });

#[test]
fn a_type_is_a_better_fit_than_any_json() {
    // A member that is `null` alone is any JSON, too.
    let next = |value: Value| read::<Next>(&value);
    assert!(matches!(next(json!({"next": "x"})), Next::Page(_)));
    assert!(matches!(next(json!({"next": null})), Next::Last(_)));
}

enum Next {
    Last(Box<Last>),
    Page(Box<Page>),
    Unrecognized(Value),
}

untagged!(Next { Last(Box<Last>), Page(Box<Page>) ; Unrecognized });

struct Last {
    next: Value,
    extra: Extra,
}

fields!(Last { next = "next" });

struct Page {
    next: String,
    extra: Extra,
}

fields!(Page { next = "next" });

#[test]
fn a_number_becomes_what_keeps_its_digits() {
    let amount = |text: &str| decode::<Amount>(text.as_bytes()).unwrap();
    for text in ["9007199254740993", "-9007199254740993"] {
        assert!(matches!(amount(text), Amount::Integer(_)), "{text}");
    }
    let text = "18446744073709551615";
    assert!(matches!(amount(text), Amount::Unsigned(u64::MAX)));
    for text in ["1.5", "1e300"] {
        assert!(matches!(amount(text), Amount::Number(_)), "{text}");
    }
    // With a feature of `serde_json` there are more digits than these.
    for text in ["18446744073709551617", "-9223372036854775809"] {
        let sent: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(amount(text)).unwrap(), sent, "{text}");
    }
    for text in ["9007199254740993", "18446744073709551615"] {
        let width = decode::<Width>(text.as_bytes()).unwrap();
        let sent: Value = serde_json::from_str(text).unwrap();
        assert!(matches!(&width, Width::Unrecognized(kept) if *kept == sent));
    }
    for text in ["9007199254740992", "1.5", "0.1"] {
        let width = decode::<Width>(text.as_bytes()).unwrap();
        assert!(matches!(width, Width::Number(_)), "{text}");
    }
}

enum Width {
    Number(f64),
    Text(String),
    Unrecognized(Value),
}

untagged!(Width { Number(f64), Text(String) ; Unrecognized });

enum Amount {
    Number(f64),
    Integer(i64),
    Unsigned(u64),
    Unrecognized(Value),
}

untagged!(Amount { Number(f64), Integer(i64), Unsigned(u64) ; Unrecognized });

#[test]
fn what_was_not_looked_at_may_choose_another_arm() {
    let mut list: Vec<Value> = (0..20).map(Value::from).collect();
    assert!(matches!(read(&json!(list)), Lists::Integers(_)));
    list.push(json!(1.5));
    assert!(matches!(read(&json!(list)), Lists::Numbers(_)));
    list.push(json!("x"));
    assert!(matches!(read(&json!(list)), Lists::Unrecognized(_)));
    // Each of many.
    list.pop();
    let many = vec![json!(list); 1000];
    let Nested::Many(lists) = read::<Nested>(&json!(many)) else {
        panic!("these are lists");
    };
    assert!(lists.iter().all(|list| matches!(list, Lists::Numbers(_))));
    let mut wide = vec![json!(1); 10_000];
    wide.push(json!(0.5));
    assert!(matches!(read(&json!(wide)), Lists::Numbers(_)));
}

enum Lists {
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Unrecognized(Value),
}

untagged!(Lists { Integers(Vec<i64>), Numbers(Vec<f64>) ; Unrecognized });

enum Nested {
    Text(String),
    Many(Vec<Lists>),
    Unrecognized(Value),
}

untagged!(Nested { Text(String), Many(Vec<Lists>) ; Unrecognized });

#[test]
fn arms_that_fail_within_each_other_take_linear_work() {
    // Every level fails in its first arms, behind the items that are looked at.
    let steps = |depth: usize| {
        let text = format!(
            "{}[]{}",
            "[".repeat(depth),
            format!("{},0.5]", ",1".repeat(14)).repeat(depth)
        );
        STEPS.set(0);
        let chain: Chain = decode(text.as_bytes()).unwrap();
        let sent: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&chain).unwrap(), sent);
        STEPS.get()
    };
    // An item costs so much at most, wherever it stands.
    for depth in [25, 50, 100] {
        let steps = steps(depth);
        assert!(steps > 0 && steps <= 200 * 16 * depth, "{depth}: {steps}");
    }
}

thread_local! {
    /// How often an integer was read.
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// An integer that counts how often it is read.
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

/// A list in a list. What its items are is told by the last one.
enum Chain {
    First(Vec<Link>),
    Second(Vec<Link>),
    Unrecognized(Value),
}

untagged!(Chain { First(Vec<Link>), Second(Vec<Link>) ; Unrecognized });

/// An integer or a chain: no fraction.
#[derive(Clone)]
enum Link {
    Step(Step),
    Chain(Box<Chain>),
}

impl Encode for Link {
    fn view(&self) -> View<'_> {
        match self {
            Self::Step(step) => step.view(),
            Self::Chain(chain) => chain.view(),
        }
    }
}

impl Decode for Link {
    fn empty() -> Self {
        Self::Step(Step::empty())
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        if let Source::Array(_) = &source {
            *self = Self::Chain(Box::new(Chain::empty()));
        }
        match self {
            Self::Step(step) => step.decode(source),
            Self::Chain(chain) => chain.decode(source),
        }
    }
}
