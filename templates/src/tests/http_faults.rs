//! Servers and networks that misbehave.

use std::time::{Duration, Instant};

use super::http::{builder, client};
use super::server::{Reply, Server};
use crate::models::CreateThing;
use crate::runtime::public::{Error, Timeout, TransportErrorKind, Unreadable};

const THING: &str = r#"{"id":"t1","name":"Lamp"}"#;
const SOON: Duration = Duration::from_millis(100);
const LATE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn slow_headers_end_with_the_time_of_the_attempt() {
    let server = Server::always(Reply::default().wait(LATE)).await;
    let error = client(&server)
        .fetch_thing("t")
        .attempt_timeout(SOON)
        .await
        .unwrap_err();
    let Error::Timeout(timeout) = &error else {
        unreachable!("{error:?}")
    };
    assert_eq!(*timeout.cause(), Timeout::Attempt(SOON));
    assert!(error.is_timeout() && !error.is_connect() && error.attempts() == 1);
    assert_eq!(
        error.to_string(),
        "FetchThing: the attempt timed out after 100ms"
    );
}

#[tokio::test]
async fn a_stalled_body_is_a_timeout() {
    let stalled = Reply::default()
        .send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")
        .wait(LATE);
    let server = Server::always(stalled).await;
    let error = client(&server)
        .fetch_thing("t")
        .attempt_timeout(SOON)
        .await
        .unwrap_err();
    let Error::Decode(cut) = &error else {
        unreachable!("{error:?}")
    };
    assert!(matches!(cut.fault(), Unreadable::Timeout(t) if *t == Timeout::Attempt(SOON)));
    assert!(error.is_timeout() && error.is_status(200), "{error:?}");
    assert_eq!(error.raw_body(), b"{");
    let stalled = Reply::default()
        .send("HTTP/1.1 404 No\r\ncontent-length: 99\r\n\r\n{")
        .wait(LATE);
    let server = Server::always(stalled).await;
    let error = client(&server)
        .fetch_thing("t")
        .attempt_timeout(SOON)
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}

#[tokio::test]
async fn the_time_of_the_call_covers_all_attempts() {
    let server = Server::always(Reply::default().wait(LATE)).await;
    let client = builder(&server).build().unwrap();
    let started = Instant::now();
    let call = client
        .fetch_thing("t")
        .timeout(3 * SOON)
        .attempt_timeout(2 * SOON)
        .max_attempts(9);
    let error = call.await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
    let error = client.fetch_thing("t").timeout(SOON).await.unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(t) if *t.cause() == Timeout::Total(SOON)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_every_method() {
    let url = Server::start([]).await.url();
    // The port is free again once the server is gone.
    tokio::time::sleep(SOON).await;
    let builder = crate::runtime::Client::builder()
        .base_url(url)
        .bearer_auth("t");
    let client = builder.build().unwrap();
    let error = client
        .create_thing(CreateThing::new("x"))
        .await
        .unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert_eq!(error.attempts(), 3);
    let error = client.start_thing("x").max_attempts(2).await.unwrap_err();
    assert!(error.is_connect() && error.attempts() == 2, "{error:?}");
}

#[tokio::test]
async fn a_connection_that_takes_too_long_is_a_timeout_of_the_connection() {
    // An address that no packet reaches (RFC 5737).
    let builder = crate::runtime::Client::builder()
        .base_url("https://192.0.2.1")
        .bearer_auth("t");
    let client = builder
        .connect_timeout(SOON)
        .max_attempts(1)
        .build()
        .unwrap();
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}

#[tokio::test]
async fn a_reset_within_a_success_is_tried_again_when_that_is_safe() {
    let reset = Reply::default()
        .send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\"")
        .reset();
    let server = Server::start([reset.clone(), Reply::json(200, THING)]).await;
    let client = builder(&server).build().unwrap();
    let response = client.fetch_thing("t").send().await.unwrap();
    assert_eq!(response.attempts(), 2);
    let server = Server::always(reset).await;
    let client = builder(&server).build().unwrap();
    let error = client.start_thing("t").await.unwrap_err();
    assert!(interrupted(&error), "{error:?}");
    assert_eq!(server.seen().len(), 1);
}

/// Whether the body of a success broke off.
fn interrupted<E>(error: &Error<E>) -> bool {
    let Error::Decode(cut) = error else {
        return false;
    };
    matches!(cut.fault(), Unreadable::Interrupted(e) if e.kind() == TransportErrorKind::Body)
}

#[tokio::test]
async fn what_came_before_a_success_broke_off_is_kept() {
    let cut = Reply::default()
        .send("HTTP/1.1 202 Made\r\nlocation: /v2/Things/7\r\nx-request-id: RQ7\r\ncontent-length: 99\r\n\r\n{\"id\"");
    let server = Server::always(cut.close()).await;
    let client = builder(&server).build().unwrap();
    let error = client.start_thing("t").await.unwrap_err();
    assert!(interrupted(&error) && !error.is_timeout(), "{error:?}");
    let location = error.headers().unwrap().get("location").unwrap();
    assert_eq!(
        (location.as_bytes(), error.request_id()),
        (&b"/v2/Things/7"[..], Some("RQ7"))
    );
    assert_eq!((error.raw_body(), error.attempts()), (&b"{\"id\""[..], 1));
    assert_eq!(
        error.to_string(),
        "StartThing: 202: the connection failed within the body"
    );
    // One that is not wanted is not there either, and no success earns a retry with it.
    let error = client.delete_thing("t").await.unwrap_err();
    assert!(interrupted(&error) && error.is_status(202) && error.attempts() == 3);
}

#[cfg(feature = "reqwest-0_13")]
#[tokio::test]
async fn a_time_of_the_transport_is_a_timeout() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{";
    for reply in [Reply::default(), Reply::default().send(head)] {
        let server = Server::always(reply.wait(LATE)).await;
        let transport = reqwest::Client::builder().timeout(SOON).no_proxy();
        let builder = builder(&server).allow_http().max_attempts(1);
        let builder = builder.reqwest_builder(transport);
        let error = builder.build().unwrap().fetch_thing("t").await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    }
}

#[tokio::test]
async fn a_reset_or_garbage_before_the_headers_is_a_failure_of_the_exchange() {
    for reply in [
        Reply::default().reset(),
        Reply::default().close(),
        Reply::default().send("garbage\r\n\r\n").close(),
    ] {
        let server = Server::always(reply).await;
        let client = builder(&server).build().unwrap();
        let error = client.start_thing("t").await.unwrap_err();
        let Error::Transport(failure) = &error else {
            unreachable!("{error:?}")
        };
        assert_eq!(failure.cause().kind(), TransportErrorKind::Exchange);
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_timeout_of_an_attempt_is_tried_again_when_that_is_safe() {
    let slow = || Reply::default().wait(Duration::from_secs(60));
    let server = Server::start([slow(), Reply::json(200, THING)]).await;
    let client = builder(&server)
        .attempt_timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    assert_eq!(client.fetch_thing("t").send().await.unwrap().attempts(), 2);
    let server = Server::always(slow()).await;
    let client = builder(&server)
        .attempt_timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let error = client.start_thing("t").await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 1, "{error:?}");
}
