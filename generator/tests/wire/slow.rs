//! Servers that take their time, and networks that break off.

use std::sync::Arc;
use std::time::Duration;

use super::server::{Reply, Server};
use super::{SID, SMALL, api, builder, client};
use tokio::sync::Notify;
use twilio_conversations::{
    Body, BoxFuture, Client, Clock, Error, Exchange, FetchConversationError as E, Interceptor,
    Timeout, TransportErrorKind, Unreadable,
};

/// A time that a test waits for.
const SOON: Duration = Duration::from_millis(100);
/// A time that no test waits for.
pub(super) const LATE: Duration = Duration::from_secs(600);

#[tokio::test]
async fn each_attempt_has_its_time() {
    let stalled = Reply::default()
        .send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")
        .wait(LATE);
    let over = "the attempt timed out after 100ms";
    for (reply, text) in [
        (
            Reply::default().wait(LATE),
            format!("FetchConversation: {over}"),
        ),
        (
            stalled,
            format!("FetchConversation: 200: {over} within the body"),
        ),
    ] {
        let server = Server::always(reply).await;
        let error = client(&server)
            .fetch_conversation(SID)
            .attempt_timeout(SOON)
            .await
            .unwrap_err();
        let cause = match &error {
            Error::Timeout(timeout) => *timeout.cause(),
            Error::Decode(cut) => match cut.fault() {
                Unreadable::Timeout(timeout) => *timeout,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        assert_eq!((cause, error.attempts()), (Timeout::Attempt(SOON), 1));
        assert!(error.is_timeout() && !error.is_connect() && error.elapsed() >= SOON);
        assert_eq!(error.to_string(), text);
        let client = builder(&server)
            .attempt_timeout(SOON)
            .max_attempts(2)
            .build()
            .unwrap();
        let error = client.fetch_conversation(SID).await.unwrap_err();
        assert_eq!(error.attempts(), 2);
    }
}

#[tokio::test]
async fn the_call_has_its_time() {
    let server = Server::always(Reply::default().wait(LATE)).await;
    let by_call = client(&server)
        .fetch_conversation(SID)
        .timeout(SOON)
        .await
        .unwrap_err();
    let client = builder(&server)
        .timeout(SOON)
        .max_attempts(9)
        .build()
        .unwrap();
    let by_client = client.fetch_conversation(SID).await.unwrap_err();
    for error in [by_call, by_client] {
        assert!(
            matches!(&error, Error::Timeout(timeout) if *timeout.cause() == Timeout::Total(SOON)),
            "{error:?}"
        );
        assert_eq!(
            error.to_string(),
            "FetchConversation: the call timed out after 100ms"
        );
        assert_eq!(error.attempts(), 1, "none after the time of the call");
    }
}

#[tokio::test]
async fn a_slow_server_within_the_time_is_no_failure() {
    let (head, tail) = SMALL.split_at(20);
    let slow = Reply::default().wait(SOON).send(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{head}",
        SMALL.len()
    ));
    let server = Server::start([slow.wait(SOON).send(tail)]).await;
    assert_eq!(
        client(&server).fetch_conversation(SID).await.unwrap().id,
        "C1"
    );
}

/// A clock whose times are over as soon as the headers of a response are there.
#[derive(Clone, Default)]
struct UntilHeaders(Arc<Notify>);

impl Interceptor for UntilHeaders {
    fn response(&self, _: &Exchange, _: &http::Response<Body>) {
        self.0.notify_one();
    }
}

impl Clock for UntilHeaders {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        let headers = Arc::clone(&self.0);
        Box::pin(async move { headers.notified().await })
    }
}

#[tokio::test]
async fn an_error_that_stalls_within_its_body_is_its_status() {
    let stalled = Reply::default()
        .send("HTTP/1.1 404 No\r\ncontent-length: 99\r\n\r\n{")
        .wait(LATE);
    let server = Server::always(stalled).await;
    let until = UntilHeaders::default();
    let client = builder(&server)
        .interceptor(until.clone())
        .clock(until)
        .build()
        .unwrap();
    let error = client.fetch_conversation(SID).await.unwrap_err();
    let E::Unexpected(unexpected) = api(&error).body() else {
        panic!("{error:?}")
    };
    assert!(
        matches!(unexpected.fault(), Some(Unreadable::Timeout(_))),
        "{error:?}"
    );
    assert!(error.is_not_found(), "{error:?}");
}

/// An address where nobody listens, as long as it is held.
pub(super) fn nobody() -> (tokio::net::TcpSocket, String) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

#[tokio::test]
async fn no_server_at_all() {
    let (_held, url) = nobody();
    let client = Client::builder()
        .base_url(url)
        .basic_auth("SK1", "secret")
        .build()
        .unwrap();
    let error = client
        .fetch_conversation(SID)
        .max_attempts(2)
        .await
        .unwrap_err();
    assert!(
        error.is_connect() && !error.is_timeout() && error.status().is_none(),
        "{error:?}"
    );
    assert_eq!((error.attempts(), error.raw_body()), (2, &b""[..]));
    assert_eq!(
        error.to_string(),
        "FetchConversation: no connection to the server (2 attempts)"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_off() {
    let within = Reply::default().send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"id\"");
    let cases = [
        (Reply::default().reset(), TransportErrorKind::Exchange),
        (Reply::default().close(), TransportErrorKind::Exchange),
        (
            Reply::default().send("not HTTP\r\n\r\n").close(),
            TransportErrorKind::Exchange,
        ),
        (within.clone().reset(), TransportErrorKind::Body),
        (within.clone().close(), TransportErrorKind::Body),
    ];
    for (reply, kind) in cases {
        let server = Server::start([reply]).await;
        let error = client(&server).fetch_conversation(SID).await.unwrap_err();
        let cause = match &error {
            Error::Transport(failure) => failure.cause(),
            // Of a success that breaks off there is the beginning.
            Error::Decode(cut) => match cut.fault() {
                Unreadable::Interrupted(cause) => cause,
                other => panic!("{other:?}"),
            },
            other => panic!("{kind:?}: {other:?}"),
        };
        assert_eq!(cause.kind(), kind, "{error:?}");
        assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
    }
    let server = Server::start([within.reset(), Reply::json(200, SMALL)]).await;
    let client = builder(&server).max_attempts(2).build().unwrap();
    assert_eq!(
        client
            .fetch_conversation(SID)
            .send()
            .await
            .unwrap()
            .attempts(),
        2
    );
}
