//! Timestamps: the text is kept, the instant is read on demand.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::{NotATimestamp, Timestamp};

fn instant(text: &str) -> Result<SystemTime, NotATimestamp> {
    Timestamp::from(text).instant()
}

fn after(seconds: u64, nanoseconds: u32) -> SystemTime {
    UNIX_EPOCH + Duration::new(seconds, nanoseconds)
}

#[test]
fn instants_are_read() {
    for (text, expected) in [
        ("1970-01-01T00:00:00Z", after(0, 0)),
        ("2009-07-06T20:30:00Z", after(1_246_912_200, 0)),
        ("2009-07-06t20:30:00z", after(1_246_912_200, 0)),
        ("2009-07-06 20:30:00.5Z", after(1_246_912_200, 500_000_000)),
        (
            "2009-07-06T22:30:00.123456789+02:00",
            after(1_246_912_200, 123_456_789),
        ),
        (
            "2009-07-06T15:00:00.1234567891-05:30",
            after(1_246_912_200, 123_456_789),
        ),
        ("2016-12-31T23:59:60Z", after(1_483_228_800, 0)),
        ("2000-02-29T00:00:00-00:00", after(951_782_400, 0)),
        (
            "1969-12-31T23:59:59.25Z",
            UNIX_EPOCH - Duration::from_millis(750),
        ),
        ("9999-12-31T23:59:59Z", after(253_402_300_799, 0)),
    ] {
        assert_eq!(instant(text), Ok(expected), "{text}");
    }
}

#[test]
fn other_texts_are_no_instants() {
    for text in [
        "",
        "yesterday",
        "2009-07-06",
        "2009-07-06T20:30:00",
        "2009-07-06T20:30Z",
        "2009-7-6T20:30:00Z",
        "2009-13-06T20:30:00Z",
        "2009-00-06T20:30:00Z",
        "2009-02-29T20:30:00Z",
        "1900-02-29T20:30:00Z",
        "2009-07-00T20:30:00Z",
        "2009-07-06T24:30:00Z",
        "2009-07-06T20:60:00Z",
        "2009-07-06T20:30:61Z",
        "2009-07-06T20:30:00.Z",
        "2009-07-06T20:30:00+0200",
        "2009-07-06T20:30:00+24:00",
        "2009-07-06T20:30:00Z ",
        "2009-07-06T20:30:00é",
        "２009-07-06T20:30:00Z",
    ] {
        assert_eq!(instant(text), Err(NotATimestamp), "{text}");
    }
}

#[test]
fn instants_are_written_and_read_again() {
    for instant in [
        after(0, 0),
        after(951_782_399, 999_999_999),
        after(951_868_800, 1_000),
        after(4_102_444_800, 0),
        UNIX_EPOCH - Duration::new(1, 1),
        UNIX_EPOCH - Duration::from_secs(62_167_219_200),
    ] {
        let timestamp = Timestamp::from(instant);
        assert_eq!(timestamp.instant(), Ok(instant), "{timestamp}");
    }
    assert_eq!(
        Timestamp::from(after(1_246_912_200, 120_000_000)).as_str(),
        "2009-07-06T20:30:00.12Z"
    );
    assert_eq!(
        Timestamp::from(after(300_000_000_000, 0)).as_str(),
        "9999-12-31T23:59:59.999999999Z"
    );
    for day in 0..200_000 {
        let instant = after(day * 86_400, 0);
        assert_eq!(Timestamp::from(instant).instant(), Ok(instant));
    }
}

#[test]
fn the_order_is_that_of_instants_then_of_texts() {
    let texts = [
        "no",
        "2009-07-06T21:00:00Z",
        "2009-07-06T22:30:00+01:00",
        "2009-07-06T23:00:00+01:00",
    ];
    let mut sorted: Vec<Timestamp> = texts
        .iter()
        .rev()
        .map(|text| Timestamp::from(*text))
        .collect();
    sorted.sort();
    let sorted: Vec<&str> = sorted.iter().map(Timestamp::as_str).collect();
    let expected = [texts[0], texts[1], texts[2], texts[3]];
    assert_eq!(sorted, [expected[0], expected[1], expected[2], expected[3]]);
    assert_ne!(
        Timestamp::from("2009-07-06T20:30:00Z"),
        Timestamp::from("2009-07-06T20:30:00.0Z")
    );
    assert_eq!(format!("{:?}", Timestamp::from("x".to_owned())), "\"x\"");
}

#[test]
fn a_timestamp_is_a_value_of_its_own_too() {
    let texts = r#"["2009-07-06T20:30:00.120+02:00","soon"]"#;
    let timestamps: Vec<Timestamp> = serde_json::from_str(texts).unwrap();
    assert_eq!(timestamps[1], Timestamp::from("soon"));
    assert_eq!(serde_json::to_string(&timestamps).unwrap(), texts);
    assert!(serde_json::from_str::<Timestamp>("1").is_err());
}
