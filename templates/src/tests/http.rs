//! Calls over real sockets: what is sent, and what comes back as what.

use std::time::Duration;

use bytes::Bytes;

use super::server::{Reply, Server};
use crate::client::{
    CreateThingError, DeleteThingError, FetchThingError, ListThingsError, ReadNotesError,
    StartThingAnswer,
};
use crate::models::{CreateThing, ThingFilter, ThingState};
use crate::runtime::public::{AnyError, Error, Response, Unreadable};
use crate::runtime::{Client, ClientBuilder};

const THING: &str = r#"{"id":"t1","name":"Lamp","state":"ON"}"#;
const PROBLEM: &str = r#"{"code":20404,"message":"gone"}"#;

/// A builder for a server, with credentials and no patience.
pub(super) fn builder(server: &Server) -> ClientBuilder {
    let builder = Client::builder()
        .base_url(server.url())
        .basic_auth("user", "pass word");
    builder
        .timeout(Duration::from_secs(10))
        .attempt_timeout(Duration::from_secs(5))
}

/// A client for a server that tries once.
pub(super) fn client(server: &Server) -> Client {
    builder(server).max_attempts(1).build().unwrap()
}

#[tokio::test]
async fn a_call_sends_what_the_operation_says_and_gives_the_body() {
    let server = Server::start([Reply::json(200, THING)]).await;
    let thing = client(&server)
        .fetch_thing("a b/c?d#e%f\\g\tü")
        .await
        .unwrap();
    assert_eq!(
        (thing.id.as_str(), thing.name.as_deref()),
        ("t1", Some("Lamp"))
    );
    let seen = server.only();
    assert_eq!(
        seen.line(),
        "GET /v2/Things/a%20b%2Fc%3Fd%23e%25f%5Cg%09%C3%BC HTTP/1.1"
    );
    assert_eq!(seen.header("accept"), Some("application/json"));
    let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    assert_eq!(seen.header("user-agent"), Some(agent));
    assert_eq!(
        seen.header("authorization"),
        Some("Basic dXNlcjpwYXNzIHdvcmQ=")
    );
    assert_eq!(seen.header("content-type"), None);
    assert_eq!(seen.header("accept-encoding"), None);
    assert!(seen.body.is_empty());
}

#[tokio::test]
async fn a_response_has_status_headers_and_the_id_of_the_request() {
    let headers = [
        ("content-type", "application/json"),
        ("X-Request-Id", "RQ1"),
        ("x-other", "2"),
    ];
    let server = Server::start([Reply::with(200, &headers, THING)]).await;
    let response = client(&server).fetch_thing("t1").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.header("X-Other"), Some("2"));
    assert_eq!(response.request_id(), Some("RQ1"));
    assert_eq!(response.attempts(), 1);
    assert!(response.elapsed() > Duration::ZERO);
    assert_eq!(response.body().state, Some(ThingState::On));
    assert_eq!(response.into_body().id, "t1");
}

#[tokio::test]
async fn parameters_are_written_in_their_styles() {
    let server = Server::start([Reply::json(200, r#"{"things":[]}"#)]).await;
    let mut filter = ThingFilter::any();
    filter.color = Some("deep blue".to_owned());
    filter.sizes = Some([("a".to_owned(), 1), ("b&".to_owned(), 2)].into());
    let ids = ["1".to_owned(), "2,3".to_owned()];
    let call = client(&server)
        .list_things("a&b=c d+é")
        .page_size(5)
        .page_size(50);
    let call = call
        .state(&[ThingState::On, ThingState::from("DIM")])
        .ids(&ids)
        .tags(&ids);
    let call = call
        .filter(filter)
        .callback("https://a.b/?x=1&y=[2]#z %41%");
    call.x_trace("träce").session("a;b c").await.unwrap();
    let seen = server.only();
    let query = [
        "account=a%26b%3Dc%20d%2B%C3%A9",
        "pageSize=50",
        "state=ON&state=DIM",
        "ids=1,2%2C3",
        "tags=1%7C2%2C3",
        "filter%5Bcolor%5D=deep%20blue&filter%5Bsizes%5D%5Ba%5D=1&filter%5Bsizes%5D%5Bb%26%5D=2",
        "callback=https://a.b/?x=1%26y=%5B2%5D%23z%20%41%25",
    ];
    assert_eq!(seen.target(), format!("/v2/Things?{}", query.join("&")));
    assert_eq!(seen.header("x-trace"), Some("träce"));
    assert_eq!(seen.header("cookie"), Some("session=a%3Bb%20c"));
}

#[tokio::test]
async fn a_body_is_json_without_members_that_are_only_received() {
    let server = Server::start([Reply::json(201, THING)]).await;
    let mut body = CreateThing::new("Lamp");
    body.id = Some("never sent".to_owned());
    body.weight = Some(2.0);
    client(&server)
        .create_thing(body)
        .idempotency_key("key-1")
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("idempotency-key"), Some("key-1"));
    let sent: serde_json::Value = serde_json::from_slice(&seen.body).unwrap();
    assert_eq!(sent, serde_json::json!({ "name": "Lamp", "weight": 2 }));
}

#[tokio::test]
async fn successes_are_told_apart_by_status() {
    let script = [
        Reply::json(200, THING),
        Reply::json(202, r#"{"url":"/jobs/1"}"#),
        Reply::with(204, &[], ""),
        Reply::json(201, THING),
    ];
    let server = Server::start(script).await;
    let client = client(&server);
    assert!(
        matches!(client.start_thing("t").await, Ok(StartThingAnswer::Ok(thing)) if thing.id == "t1")
    );
    assert!(
        matches!(client.start_thing("t").await, Ok(StartThingAnswer::Accepted(job)) if job.url == "/jobs/1")
    );
    assert!(matches!(
        client.start_thing("t").await,
        Ok(StartThingAnswer::NoContent)
    ));
    let error = client.start_thing("t").await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(_)) && error.is_status(201),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_undocumented_success_is_unexpected() {
    for reply in [
        Reply::json(201, THING),
        Reply::json(299, THING),
        Reply::with(204, &[], ""),
    ] {
        let server = Server::start([reply]).await;
        let error = client(&server).fetch_thing("t").await.unwrap_err();
        let Error::Api(response) = &error else {
            panic!("the status is not documented: {error:?}");
        };
        let body = response.body();
        assert!(matches!(
            body,
            FetchThingError::Default(_) | FetchThingError::Unexpected(_)
        ));
        let shown = error.to_string();
        assert!(
            shown.ends_with("a status that the document does not describe"),
            "{shown}"
        );
    }
    let server = Server::start([Reply::json(202, r#"{"things":[]}"#)]).await;
    let error = client(&server).list_things("a").await.unwrap_err();
    let Some(ListThingsError::Unexpected(unexpected)) = error.api() else {
        panic!("the status is not documented: {error:?}");
    };
    assert!(unexpected.status() == 202 && unexpected.fault().is_none());
    assert_eq!(unexpected.raw_body(), br#"{"things":[]}"#);
}

#[tokio::test]
async fn a_success_may_be_empty_where_that_is_something() {
    let empty = |status| Reply::with(status, &[], "");
    let server = Server::start([empty(204), empty(200), empty(200)]).await;
    let client = client(&server);
    client.delete_thing("t").await.unwrap();
    let sids = ["a".to_owned()];
    assert_eq!(client.read_notes(&sids, "x").await.unwrap(), "");
    let picture = client.replace_picture("t", Bytes::new()).await;
    assert!(picture.unwrap().is_empty());
}

#[tokio::test]
async fn no_body_text_and_octets() {
    let script = [
        Reply::with(204, &[], ""),
        Reply::new(200, "text/plain; charset=utf-8", "grüße"),
        Reply::new(200, "image/png", [1, 0, 255]),
        Reply::new(200, "text/plain", "ignored"),
        Reply::new(200, "text/plain", [0xff, 0xfe]),
    ];
    let server = Server::start(script).await;
    let client = client(&server);
    client.delete_thing("t").await.unwrap();
    let sids = ["a".to_owned(), "b,c".to_owned()];
    assert_eq!(client.read_notes(&sids, "x y").await.unwrap(), "grüße");
    let picture = client
        .replace_picture("t", Bytes::from_static(&[9, 0]))
        .await
        .unwrap();
    assert_eq!(picture.as_ref(), [1, 0, 255]);
    client.replace_notes("t", "hé").await.unwrap();
    let error = client.read_notes(&sids, "x").await.unwrap_err();
    assert!(matches!(&error, Error::Decode(e) if matches!(e.fault(), Unreadable::NotUtf8)));
    let seen = server.seen();
    assert_eq!(
        seen[1].target(),
        "/v2/Things/a,b%2Cc/Notes;Section=x%20y/text"
    );
    assert_eq!(seen[1].header("accept"), Some("text/plain"));
    assert_eq!(seen[1].header("authorization"), None);
    assert_eq!(seen[2].body, [9, 0]);
    assert_eq!(seen[2].header("content-type"), Some("image/png"));
    assert_eq!(seen[3].body, "hé".as_bytes());
    assert_eq!(seen[3].header("accept"), Some("*/*"));
}

/// The error of a fetch that is answered like this.
async fn error_of(reply: Reply) -> Error<FetchThingError> {
    let server = Server::start([reply]).await;
    client(&server).fetch_thing("t").await.unwrap_err()
}

fn api(error: &Error<FetchThingError>) -> &Response<FetchThingError> {
    match error {
        Error::Api(response) => response,
        other => unreachable!("an error of the API was expected: {other:?}"),
    }
}

#[tokio::test]
async fn errors_are_chosen_by_status() {
    use FetchThingError as E;
    let error = error_of(Reply::json(404, PROBLEM)).await;
    assert!(error.is_not_found() && error.is_client_error() && !error.is_server_error());
    assert_eq!(error.raw_body(), PROBLEM.as_bytes());
    assert!(matches!(api(&error).body(), E::NotFound(problem) if problem.code == Some(20404)));
    let error = error_of(Reply::json(429, PROBLEM)).await;
    assert!(matches!(api(&error).body(), E::TooManyRequests));
    let error = error_of(Reply::json(500, PROBLEM)).await;
    assert!(matches!(api(&error).body(), E::ServerError(problem) if problem.code == Some(20404)));
    let error = error_of(Reply::new(502, "text/plain", "bad")).await;
    assert!(matches!(api(&error).body(), E::BadGateway(text) if text == "bad"));
    let error = error_of(Reply::new(503, "image/png", "PNG")).await;
    assert!(matches!(api(&error).body(), E::ServiceUnavailable(octets) if octets == "PNG"));
    let error = error_of(Reply::json(418, PROBLEM)).await;
    assert!(matches!(api(&error).body(), E::Default(problem) if problem.code == Some(20404)));
}

#[tokio::test]
async fn an_error_whose_body_cannot_be_read_is_still_its_status() {
    let cases = [
        (
            Reply::new(400, "text/html", "<html>"),
            "the body is `text/html`, which was not expected",
        ),
        (
            Reply::new(400, "text/plain", "no"),
            "the body is `text/plain`, which was not expected",
        ),
        (Reply::json(400, "{\"code\":"), "code: not well-formed JSON"),
        (Reply::json(400, ""), "the body is empty"),
        (
            Reply::json(400, r#"{"code":"secret"}"#),
            "code: expected an integer of 64 bits, found a string",
        ),
        (
            Reply::with(400, &[("content-encoding", "gzip")], "\u{1f}"),
            "the body is compressed, which was not asked for",
        ),
        (
            Reply::default()
                .send("HTTP/1.1 400 No\r\ncontent-length: 99\r\n\r\n{")
                .reset(),
            "the connection failed within the body",
        ),
    ];
    for (reply, fault) in cases {
        let error = error_of(reply).await;
        assert!(error.is_status(400), "{error:?}");
        let FetchThingError::Unexpected(unexpected) = api(&error).body() else {
            unreachable!("{fault}: {error:?}");
        };
        let found = unexpected.fault().unwrap().to_string();
        assert!(found.starts_with(fault), "{found}");
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_the_beginning_of_its_body() {
    let server = Server::start([Reply::new(418, "text/plain", vec![b'x'; 100_000])]).await;
    let error = client(&server).delete_thing("t").await.unwrap_err();
    assert_eq!(error.raw_body().len(), 65_536);
    let Error::Api(response) = error else {
        unreachable!()
    };
    let DeleteThingError::Unexpected(unexpected) = response.body() else {
        unreachable!()
    };
    assert_eq!(
        (unexpected.status().as_u16(), unexpected.raw_body().len()),
        (418, 65_536)
    );
    assert!(unexpected.fault().is_none());
    let server = Server::start([Reply::with(404, &[], "")]).await;
    let error = client(&server).delete_thing("t").await.unwrap_err();
    assert!(matches!(&error, Error::Api(r) if matches!(r.body(), DeleteThingError::NotFound)));
}

#[tokio::test]
async fn a_success_whose_body_cannot_be_read_says_why() {
    let cases = [
        (
            Reply::new(200, "text/html", "<html>"),
            "FetchThing: 200: the body is `text/html`",
        ),
        (Reply::json(200, ""), "FetchThing: 200: the body is empty"),
        (
            Reply::json(200, "{\"id\":\"x\",}"),
            "FetchThing: 200: not well-formed JSON",
        ),
        (
            Reply::json(200, r#"{"id":5}"#),
            "FetchThing: 200: id: expected a string, found a number",
        ),
        (
            Reply::with(200, &[("content-encoding", "br")], "x"),
            "FetchThing: 200: the body is compressed",
        ),
    ];
    for (reply, text) in cases {
        let error = error_of(reply).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(error.to_string().starts_with(text), "{error}");
    }
    let error = error_of(Reply::json(200, r#"{"id":5}"#)).await;
    assert_eq!(error.raw_body(), br#"{"id":5}"#);
}

#[tokio::test]
async fn media_types_with_parameters_and_suffixes_are_json() {
    for media_type in [
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "text/plain; charset=utf-8",
        "application/octet-stream",
        "",
    ] {
        let server = Server::start([Reply::new(200, media_type, THING)]).await;
        assert_eq!(client(&server).fetch_thing("t").await.unwrap().id, "t1");
    }
    // A mark of the byte order before it is passed over, whatever it is called.
    let marked = Reply::new(200, "text/plain", format!("\u{feff}{THING}"));
    let server = Server::start([Reply::with(200, &[], THING), marked]).await;
    for _ in 0..2 {
        assert_eq!(client(&server).fetch_thing("t").await.unwrap().id, "t1");
    }
}

#[tokio::test]
async fn errors_of_different_operations_meet() {
    async fn both(client: &Client) -> Result<(), AnyError> {
        client.fetch_thing("a").await?;
        client.delete_thing("b").await?;
        Ok(())
    }
    let server = Server::start([Reply::json(200, THING), Reply::json(404, PROBLEM)]).await;
    let error = both(&client(&server)).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), "DeleteThing: 404 Not Found, code 20404");
    assert!(error.downcast_ref::<DeleteThingError>().is_some());
    assert!(error.downcast_ref::<CreateThingError>().is_none());
    assert!(error.downcast_ref::<ReadNotesError>().is_none());
}
