//! Which calls a mock takes for the ones that it was told of.

use serde_json::json;

use super::http_bare::block_on;
use crate::client::{ListThings, ListThingsError};
use crate::models::{CreateThing, ThingPage};
use crate::runtime::public::{Client, Error, MockTransport};

fn mock() -> (MockTransport, Client) {
    let mock = MockTransport::new();
    let builder = mock.builder().api_key("LEAK").api_key_query("LEAK");
    (mock, builder.build().unwrap())
}

/// Whether the one call is expected, and the other one is taken for it.
fn is_taken(expected: fn(ListThings) -> ListThings, made: fn(ListThings) -> ListThings) -> bool {
    let (mock, client) = mock();
    let list = || client.list_things("a");
    mock.on(expected(list())).json(200, &json!({"things": []}));
    block_on(expected(list())).unwrap();
    let call = || -> Result<ThingPage, Error<ListThingsError>> { block_on(made(list())) };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).is_ok()
}

#[test]
fn a_call_is_taken_by_all_that_it_says() {
    assert!(is_taken(|it| it.page_size(1), |it| it.page_size(1)));
    assert!(is_taken(
        |it| it,
        |it| it.header("x-other", "not described")
    ));
    for made in [
        |it: ListThings| it.page_size(1),
        |it: ListThings| it.x_trace("x"),
        |it: ListThings| it.session("s"),
    ] {
        assert!(!is_taken(|it| it, made) && !is_taken(made, |it| it));
    }
    assert!(!is_taken(
        |it| it.page_size(1),
        |it| it.page_size(1).callback("c")
    ));
    assert!(!is_taken(|it| it.x_trace("x"), |it| it.x_trace("y")));
    assert!(!is_taken(|it| it.session("s"), |it| it.session("t")));
}

#[test]
fn a_key_that_is_made_is_any() {
    let (mock, client) = mock();
    let create = || client.create_thing(CreateThing::new("Lamp"));
    mock.on(create()).json(201, &json!({"id": "made"}));
    mock.on(create().idempotency_key("k"))
        .json(201, &json!({"id": "given"}));
    assert_eq!(block_on(create()).unwrap().id, "made");
    assert_eq!(block_on(create().idempotency_key("k")).unwrap().id, "given");
}

#[test]
fn what_was_expected_and_not_made_is_told() {
    let (mock, client) = mock();
    let thing = json!({"id": "t"});
    mock.on(client.fetch_thing("used")).json(200, &thing);
    block_on(client.fetch_thing("used")).unwrap();
    mock.on(client.fetch_thing("unused")).json(200, &thing);
    let twice = mock.on(client.fetch_thing("twice")).times(2);
    twice.json(200, &thing);
    block_on(client.fetch_thing("twice")).unwrap();
    let unused = [
        "FetchThing: GET /v2/Things/unused, body of 0 bytes",
        "FetchThing: GET /v2/Things/twice, body of 0 bytes (1 of 2 times)",
    ];
    assert_eq!(mock.unused(), unused);
    let assert = std::panic::AssertUnwindSafe(|| mock.assert_all_used());
    let panic = std::panic::catch_unwind(assert).unwrap_err();
    let panic = panic.downcast_ref::<String>().unwrap();
    assert!(panic.ends_with(&unused.join("\n  ")), "{panic}");
    block_on(client.fetch_thing("unused")).unwrap();
    block_on(client.fetch_thing("twice")).unwrap();
    mock.assert_all_used();
}

#[test]
fn an_expectation_ends_after_its_times() {
    let (mock, client) = mock();
    mock.on(client.fetch_thing("t")).json(404, &json!({}));
    let first = mock.on(client.fetch_thing("t")).times(2);
    first.json(200, &json!({"id": "t"}));
    for is_found in [true, true, false, false] {
        assert_eq!(block_on(client.fetch_thing("t")).is_ok(), is_found);
    }
}
