//! Connections: when they end, and what a new call makes of those that are left.

use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use super::http::{builder, client};
use super::server::{Reply, Server};
use crate::runtime::public::{Backoff, Client, Error, TransportErrorKind, Unreadable};

const THING: &str = r#"{"id":"t1","name":"Lamp"}"#;
const SOON: Duration = Duration::from_millis(100);
const LATE: Duration = Duration::from_secs(60);

/// A client that tries again at once.
fn hasty(server: &Server) -> Client {
    let policy = Backoff::default().first(Duration::from_millis(1));
    builder(server).retry_policy(policy).build().unwrap()
}

/// Waits until that is so, on a busy machine for long, but not until the server ends its own waiting.
async fn until(wanted: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < LATE / 2, "{wanted}: not yet");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection_and_ends_its_tasks() {
    let stalled = Reply::default().send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{");
    for reply in [Reply::default().wait(LATE), stalled.wait(LATE)] {
        let server = Server::always(reply).await;
        let client = client(&server);
        let tasks = || Handle::current().metrics().num_alive_tasks();
        let before = tasks();
        let under_way = async {
            until("the request came", || server.seen().len() == 1).await;
            // Time for what is answered.
            tokio::time::sleep(SOON).await;
        };
        tokio::select! {
            result = client.fetch_thing("t") => unreachable!("{result:?}"),
            () = under_way => {}
        }
        until("no connection is open", || server.open() == 0).await;
        until("its tasks are over", || tasks() <= before).await;
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_was_idle_is_no_failure() {
    let closed = || Reply::json(200, THING).close();
    let server = Server::start([closed(), closed(), closed()]).await;
    let client = builder(&server).build().unwrap();
    for _ in 0..3 {
        assert_eq!(client.fetch_thing("t").await.unwrap().id, "t1");
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_as_a_request_comes_is_tried_again_when_that_is_safe() {
    // The next request on this connection is not read, but answered with a reset.
    let closing = || Reply::json(200, THING).wait(LATE);
    let server = Server::start([closing(), Reply::json(200, THING)]).await;
    let client = hasty(&server);
    client.fetch_thing("t").await.unwrap();
    let response = client.fetch_thing("t").send().await.unwrap();
    assert_eq!((response.attempts(), server.seen().len()), (2, 2));

    let server = Server::start([closing()]).await;
    let client = hasty(&server);
    client.fetch_thing("t").await.unwrap();
    let error = client.start_thing("t").await.unwrap_err();
    let Error::Transport(failure) = &error else {
        unreachable!("{error:?}")
    };
    assert_eq!(failure.cause().kind(), TransportErrorKind::Exchange);
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
}

#[tokio::test]
async fn a_race_for_a_connection_that_is_being_closed_fails_no_call() {
    let moment = Duration::from_millis(1);
    let server = Server::always(Reply::json(200, THING).wait(moment).close()).await;
    let client = hasty(&server);
    for pause in (0..100).map(|number| number % 3) {
        assert_eq!(client.fetch_thing("t").await.unwrap().id, "t1");
        tokio::time::sleep(pause * moment).await;
    }
    assert!(server.seen().len() >= 100);
}

#[tokio::test]
async fn what_comes_after_a_body_is_not_the_next_response() {
    let surplus = |body: &str| {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n";
        Reply::default().send(format!("{head}{body}"))
    };
    let evil = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"id\":\"evil\"}";
    for reply in [
        surplus(&format!("{THING}{evil}")),
        surplus(THING).wait(SOON / 5).send(evil),
    ] {
        let server = Server::start([reply.wait(LATE), Reply::json(200, THING)]).await;
        let client = hasty(&server);
        assert_eq!(client.fetch_thing("t").await.unwrap().id, "t1");
        until("the connection is closed", || server.open() == 0).await;
        assert_eq!(client.fetch_thing("t").await.unwrap().id, "t1");
    }
}

#[tokio::test]
async fn a_wrong_length_is_a_failure() {
    let with_length = |length: &str| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{THING}");
        Reply::default().send(head).close()
    };
    let server = Server::start([with_length("10")]).await;
    let error = client(&server).fetch_thing("t").await.unwrap_err();
    assert!(
        matches!(&error, Error::Decode(error) if matches!(error.fault(), Unreadable::Json(_))),
        "{error:?}"
    );
    assert_eq!(error.raw_body(), &THING.as_bytes()[..10]);
    for (length, kind) in [
        ("26", TransportErrorKind::Body),
        ("25\r\ncontent-length: 10", TransportErrorKind::Exchange),
        ("-1", TransportErrorKind::Exchange),
        ("99999999999999999999", TransportErrorKind::Exchange),
    ] {
        let server = Server::start([with_length(length)]).await;
        let error = client(&server).fetch_thing("t").await.unwrap_err();
        let cause = match &error {
            Error::Transport(failure) => failure.cause(),
            Error::Decode(cut) => match cut.fault() {
                Unreadable::Interrupted(cause) => cause,
                other => unreachable!("{length}: {other:?}"),
            },
            other => unreachable!("{length}: {other:?}"),
        };
        assert_eq!(cause.kind(), kind, "{length}: {error:?}");
    }
}
