//! The typed mock transport and the test clock: no socket, no tokio, no waiting.

use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::json;

use super::http_bare::block_on;
use crate::client::{FetchThingError, ReadNotesError, StartThingAnswer};
use crate::models::{CreateThing, Problem, Thing};
use crate::runtime::public::{
    Backoff, Body, Error, Exchange, Interceptor, MockTransport, TransportErrorKind, Unexpected,
};
use crate::runtime::{Operation, decode, errors};

fn thing(id: &str) -> Thing {
    decode(
        json!({"id": id, "name": "Lamp", "new": 1})
            .to_string()
            .as_bytes(),
    )
    .unwrap()
}

fn problem(code: i64) -> Problem {
    decode(json!({"code": code}).to_string().as_bytes()).unwrap()
}

#[test]
fn a_model_comes_back_as_it_was_given() {
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    mock.on(client.fetch_thing("t1")).returns(thing("t1"));
    mock.on(client.fetch_thing("t2")).returns(thing("t2"));
    for id in ["t1", "t2", "t1"] {
        let response = block_on(client.fetch_thing(id).send()).unwrap();
        assert_eq!(
            (response.status().as_u16(), response.body()),
            (200, &thing(id))
        );
    }
    mock.on(client.delete_thing("t1")).returns(());
    assert_eq!(
        block_on(client.delete_thing("t1").send()).unwrap().status(),
        204
    );
    mock.on(client.start_thing("t1"))
        .returns(StartThingAnswer::NoContent);
    let answer = block_on(client.start_thing("t1").send()).unwrap();
    assert_eq!(answer.status(), 204);
    mock.on(client.start_thing("t1"))
        .returns(StartThingAnswer::Ok(thing("t1")));
    let answer = block_on(client.start_thing("t1")).unwrap();
    assert!(matches!(answer, StartThingAnswer::Ok(thing) if thing.id == "t1"));
    let sids = ["t1".to_owned()];
    mock.on(client.read_notes(&sids, "a"))
        .returns("a text".to_owned());
    assert_eq!(block_on(client.read_notes(&sids, "a")).unwrap(), "a text");
    let picture = Bytes::from_static(b"\x89PNG");
    mock.on(client.replace_picture("t1", picture.clone()))
        .returns(picture.clone());
    assert_eq!(
        block_on(client.replace_picture("t1", picture.clone())).unwrap(),
        picture
    );
}

#[test]
fn a_success_has_the_status_that_the_document_says() {
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    let create = || client.create_thing(CreateThing::new("Lamp"));
    mock.on(create()).returns(thing("t"));
    assert_eq!(block_on(create().send()).unwrap().status(), 201);
}

#[test]
fn errors_are_typed_and_retries_take_no_time() {
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    let error = |error| {
        mock.on(client.fetch_thing("t")).fails(error);
        block_on(client.fetch_thing("t")).unwrap_err()
    };
    let is = error(FetchThingError::NotFound(problem(7)));
    assert!(is.is_not_found() && is.attempts() == 1);
    assert!(
        matches!(is.api(), Some(FetchThingError::NotFound(problem)) if problem.code == Some(7))
    );
    let is = error(FetchThingError::ServerError(problem(8)));
    assert!(is.is_status(500) && is.attempts() == 3, "{is:?}");
    assert!(error(FetchThingError::TooManyRequests).is_too_many_requests());
    let is = error(FetchThingError::BadGateway("down".to_owned()));
    assert!(matches!(is.api(), Some(FetchThingError::BadGateway(text)) if text == "down"));
    let sids = ["t".to_owned()];
    mock.on(client.read_notes(&sids, "a"))
        .fails(ReadNotesError::InternalServerError("down".to_owned()));
    assert!(
        block_on(client.read_notes(&sids, "a"))
            .unwrap_err()
            .is_server_error()
    );
    let start = Instant::now();
    let busy = http::Response::builder()
        .status(429)
        .header("retry-after", "45")
        .body("")
        .unwrap();
    let call = mock.on(client.fetch_thing("t")).responds(busy);
    call.breaks(TransportErrorKind::Connect).returns(thing("t"));
    let policy = Backoff::default()
        .first(Duration::from_secs(8))
        .longest(Duration::from_secs(8));
    let patient = mock.builder().retry_policy(policy).build().unwrap();
    let before = mock.clock().elapsed();
    let response = block_on(patient.fetch_thing("t").send()).unwrap();
    let passed = mock.clock().elapsed() - before;
    assert_eq!((response.attempts(), response.elapsed()), (3, passed));
    assert!(
        passed >= Duration::from_secs(45) && passed <= Duration::from_secs(61),
        "{passed:?}"
    );
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn delays_meet_limits_on_the_test_clock() {
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    let second = Duration::from_secs(1);
    let call = mock
        .on(client.fetch_thing("t"))
        .after(29 * second)
        .returns(thing("t"));
    let response = block_on(client.fetch_thing("t").send()).unwrap();
    assert_eq!((response.attempts(), response.elapsed()), (1, 29 * second));
    call.after(31 * second)
        .returns(thing("t"))
        .after(2 * second)
        .returns(thing("t"));
    block_on(client.fetch_thing("t")).unwrap();
    let response = block_on(client.fetch_thing("t").send()).unwrap();
    assert_eq!(response.attempts(), 2);
    assert!(response.elapsed() >= 32 * second && response.elapsed() <= 33 * second);
    let error = block_on(client.fetch_thing("t").timeout(second)).unwrap_err();
    assert!(error.is_timeout() && error.elapsed() == second, "{error:?}");
}

#[test]
fn what_was_sent_is_kept() {
    let mock = MockTransport::new();
    let client = mock
        .builder()
        .base_url("http://localhost/base")
        .api_key("k")
        .api_key_query("q")
        .build()
        .unwrap();
    let list = || client.list_things("a b&c").page_size(5).x_trace("x");
    mock.on(list()).json(200, &json!({"things": []}));
    block_on(list()).unwrap();
    mock.on(client.create_thing(CreateThing::new("Lamp")))
        .returns(thing("t"));
    block_on(
        client
            .create_thing(CreateThing::new("Lamp"))
            .idempotency_key("i"),
    )
    .unwrap();
    let sent = mock.sent();
    let [listed, created] = sent.as_slice() else {
        unreachable!("{} requests", sent.len())
    };
    assert_eq!(
        (listed.operation(), listed.method().as_str()),
        ("ListThings", "GET")
    );
    assert_eq!(listed.path(), "/base/v2/Things");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        listed.query(),
        [pair("account", "a b&c"), pair("pageSize", "5")]
    );
    assert_eq!(
        (listed.header("x-trace"), listed.body()),
        (Some("x"), &b""[..])
    );
    assert_eq!(created.json().unwrap(), json!({"name": "Lamp"}));
    assert_eq!(created.headers()["idempotency-key"], "i");
    assert_eq!(
        (created.header("x-api-key"), created.raw_query()),
        (Some("k"), "api_key=q")
    );
}

/// What a panic says.
fn panic_of(test: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(test).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn a_call_that_is_not_expected_says_what_is() {
    let panic = panic_of(|| {
        let mock = MockTransport::new();
        let client = mock.builder().build().unwrap();
        mock.on(client.fetch_thing("t1")).returns(thing("t1"));
        let _ = mock.on(client.list_things("a").page_size(1));
        mock.on(client.delete_thing("t"))
            .with_any_arguments()
            .returns(());
        block_on(client.delete_thing("other")).unwrap();
        let _ = block_on(client.fetch_thing("t2"));
    });
    for part in [
        "GET /api/v2/Things/t2 (FetchThing) was not expected",
        "FetchThing: GET /v2/Things/t1, body of 0 bytes",
        "ListThings: GET /v2/Things?account=a&pageSize=1, body",
        "DeleteThing: DELETE /v2/Things/{Sid}, any arguments",
    ] {
        assert!(panic.contains(part), "{part}: {panic}");
    }
    let panic = panic_of(|| {
        let mock = MockTransport::new();
        let client = mock.builder().build().unwrap();
        mock.on(client.list_things("a").page_size(1))
            .returns(decode(br#"{"things":[]}"#).unwrap());
        let _ = block_on(client.list_things("a").page_size(10));
    });
    assert!(
        panic.contains("pageSize=10 (ListThings) was not expected"),
        "{panic}"
    );
    let panic = panic_of(|| {
        let mock = MockTransport::new();
        let _ = mock.on(mock.builder().build().unwrap().fetch_thing(""));
    });
    assert!(
        panic.ends_with("expected: FetchThing: the segment `{Sid}` of the path would be empty"),
        "{panic}"
    );
    let panic = panic_of(|| {
        let mock = MockTransport::new();
        let client = mock.builder().build().unwrap();
        let _ = mock.on(client.fetch_thing(&"t".repeat(100_000)));
    });
    assert!(panic.contains("expected: FetchThing: "), "{panic}");
}

#[test]
fn a_mock_shows_no_content() {
    let mock = MockTransport::new();
    let client = mock.builder().bearer_auth("LEAK").build().unwrap();
    let answers = mock
        .on(client.list_things("LEAK"))
        .json(200, &json!({"things": []}));
    block_on(client.list_things("LEAK")).unwrap();
    assert_eq!(mock.sent()[0].header("authorization"), Some("Bearer LEAK"));
    let shown = format!("{mock:?} {answers:?} {:?} {:?}", mock.sent(), mock.clock());
    assert!(!shown.contains("LEAK"), "{shown}");
}

/// Refuses a second attempt.
struct Once;

impl Interceptor for Once {
    fn request(
        &self,
        exchange: &Exchange,
        _: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        match exchange.attempt {
            1 => Ok(()),
            _ => Err("once is enough".into()),
        }
    }
}

#[test]
fn a_request_that_cannot_be_made_tells_of_the_attempts_before_it() {
    let mock = MockTransport::new();
    let client = mock.builder().interceptor(Once).build().unwrap();
    mock.on(client.fetch_thing("t")).json(503, &json!({}));
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error}");
    assert_eq!((error.attempts(), mock.sent().len()), (1, 1));
    assert!(error.elapsed() > Duration::ZERO);
}

#[test]
fn an_error_of_a_media_type_comes_back_as_that() {
    #[non_exhaustive]
    enum ApartError {
        Listed(Problem),
        Default(Problem),
        Unexpected(Unexpected),
    }
    errors!(ApartError {
        404 "application/problem+json|application/vnd.x+json" => Listed(Problem),
        404 => Default(Problem),
    });
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    let call = || client.call::<(), ApartError>(&Operation::JSON, &[]);
    mock.on(call()).fails(ApartError::Listed(problem(1)));
    let error = block_on(call()).unwrap_err();
    assert!(matches!(error.api(), Some(ApartError::Listed(it)) if it.code == Some(1)));
    mock.on(call()).fails(ApartError::Default(problem(2)));
    let error = block_on(call()).unwrap_err();
    assert!(matches!(error.api(), Some(ApartError::Default(it)) if it.code == Some(2)));
}
