//! What the user puts in the place of the crate's own parts, what is never shown, and where values may go.

use std::error::Error as _;

use super::http_build::at;
use super::http_styles::Recorder;
use super::privacy::{self, Script};
use super::server::{Reply, Server};
use crate::client::{FetchThingError, ListThings};
use crate::models::Thing;
use crate::runtime::public::{
    AnyError, Body, BoxFuture, BuildError, Call, Client, ClientBuilder, Error, Exchange, Fetching,
    Interceptor, Response, Sending, Transport, TransportError,
};
use crate::runtime::{Method, Operation};

/// Everything that a value says of itself.
fn shown(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    text
}

#[tokio::test]
async fn nothing_that_is_secret_is_shown() {
    let secret = "MARKER";
    let reply = |status, body: &str| {
        Reply::with(
            status,
            &[("x-secret", secret), ("content-type", "application/json")],
            body,
        )
    };
    let script = [
        reply(200, r#"{"id":"t","name":"MARKER"}"#),
        reply(200, r#"{"id":["MARKER"]}"#),
        reply(404, r#"{"code":"MARKER"}"#),
        reply(418, r#"{"message":null,"other":"MARKER"}"#),
        Reply::new(200, "text/html", secret),
        Reply::default()
            .send("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nMARKER")
            .reset(),
        Reply::default().send("MARKER garbage"),
    ];
    let count = script.len();
    let server = Server::start(script).await;
    let url = format!("{}/MARKER", server.url());
    let builder = Client::builder()
        .base_url(server.url())
        .api_key(secret)
        .api_key_query(secret)
        .header("x", secret);
    assert!(!format!("{builder:?}").contains(secret));
    let client = builder.max_attempts(1).build().unwrap();
    assert!(!format!("{client:?}").contains(secret));
    let call = client.fetch_thing(secret);
    assert!(
        !format!("{call:?} {:?}", client.list_things(secret).callback(secret)).contains(secret)
    );
    let response = call.send().await.unwrap();
    assert!(!format!("{response:?}").contains(secret), "{response:?}");
    for _ in 1..count {
        let error = client.fetch_thing(secret).await.unwrap_err();
        assert!(!shown(&error).contains(secret), "{}", shown(&error));
    }
    drop(server);
    let error = client.fetch_thing(secret).await.unwrap_err();
    assert!(error.is_connect() && error.source().is_some());
    assert!(!shown(&error).contains(secret), "{}", shown(&error));
    for build in [
        at(&format!("{url}?{secret}")),
        at(&format!("https://{secret}@h")),
    ] {
        assert!(!shown(&build.build().unwrap_err()).contains(secret));
    }
}

/// A transport that needs no socket.
struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let signed = request.headers()["x-signature"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(request.body().try_clone().is_some());
        let id = format!(r#"{{"id":"{signed}"}}"#);
        Box::pin(async move { Ok(http::Response::new(Body::from(id))) })
    }
}

/// Signs with its own mark behind those that are there.
struct Signs(&'static str);

impl Interceptor for Signs {
    fn request(
        &self,
        exchange: &Exchange,
        request: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if request.uri().path().ends_with("refused") {
            return Err("no key".into());
        }
        let before = request
            .headers()
            .get("x-signature")
            .map_or("", |value| value.to_str().unwrap_or_default());
        let Exchange {
            operation,
            template,
            attempt,
            ..
        } = exchange;
        let value = format!("{before}{}:{operation}:{template}:{attempt};", self.0);
        request.headers_mut().insert("x-signature", value.parse()?);
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_and_transports_are_the_users() {
    let client = at("https://things.example")
        .transport(Canned)
        .interceptor(Signs("a"))
        .interceptor(Signs("b"));
    let client = client.build().unwrap();
    let template = "FetchThing:/v2/Things/{Sid}:1;";
    assert_eq!(
        client.fetch_thing("t").await.unwrap().id,
        format!("a:{template}b:{template}")
    );
    let error = client.fetch_thing("refused").await.unwrap_err();
    assert_eq!(
        shown(&error).matches("no key").count(),
        3,
        "{}",
        shown(&error)
    );
}

#[test]
fn outside_of_a_runtime_a_call_fails_and_does_not_panic() {
    use std::task::{Context, Poll, Waker};
    let mut call = Box::pin(
        at("http://127.0.0.1:1")
            .build()
            .unwrap()
            .fetch_thing("t")
            .into_future(),
    );
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    else {
        unreachable!("an error was expected at once");
    };
    assert!(matches!(error, Error::Transport(_)) && shown(&error).contains("no tokio runtime"));
}

#[test]
fn types_are_small_and_go_everywhere() {
    fn everywhere<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>() {}
    everywhere::<Client>();
    everywhere::<ClientBuilder>();
    everywhere::<Call<Thing, FetchThingError>>();
    everywhere::<ListThings>();
    everywhere::<Response<Thing>>();
    everywhere::<Error<FetchThingError>>();
    everywhere::<AnyError>();
    everywhere::<BuildError>();
    sent::<Sending<Thing, FetchThingError>>();
    sent::<Fetching<Thing, FetchThingError>>();
    sent::<Body>();
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    assert_eq!(
        size_of::<Call<Thing, FetchThingError>>(),
        size_of::<usize>()
    );
    assert!(size_of::<Fetching<Thing, FetchThingError>>() <= 2 * size_of::<usize>());
    assert!(size_of::<Error<FetchThingError>>() <= 32);
    assert!(size_of::<AnyError>() <= 16);
}

#[tokio::test]
async fn an_operation_has_a_base_url_of_its_own_unless_the_builder_is_given_one() {
    const OPERATION: Operation = Operation {
        base_url: Some("https://other.example/v9"),
        path: "/x",
        ..Operation::JSON
    };
    let uri = async |builder: ClientBuilder| {
        let recorder = Recorder::default();
        let client = builder.transport(recorder.clone()).build().unwrap();
        client
            .call::<(), FetchThingError>(&OPERATION, &[])
            .await
            .unwrap();
        recorder.uri()
    };
    let documented = uri(Client::builder().bearer_auth("t")).await;
    assert_eq!(documented, "https://other.example/v9/x");
    assert_eq!(uri(at("http://127.0.0.1:1/")).await, "http://127.0.0.1:1/x");
}

#[tokio::test]
async fn a_body_is_as_long_as_announced_where_that_is_said_of_it() {
    const HEAD: Operation = Operation {
        method: Method::HEAD,
        path: "/x",
        ..Operation::JSON
    };
    const GET: Operation = Operation {
        method: Method::GET,
        ..HEAD
    };
    let fails = async |operation, status, (name, value)| {
        let script = Script::default();
        let response = http::Response::builder().status(status).header(name, value);
        let response = response.header("content-length", "9");
        let reply = response.body(Body::empty()).unwrap();
        script.replies.lock().unwrap().push_back(Ok(reply));
        let client = privacy::builder(&script).bearer_auth("t").build().unwrap();
        let call = client.call::<(), FetchThingError>(operation, &[]);
        matches!(call.await, Err(Error::Decode(_)))
    };
    assert!(fails(&GET, 200, ("x", "y")).await);
    assert!(!fails(&GET, 200, ("transfer-encoding", "chunked")).await);
    assert!(!fails(&GET, 204, ("x", "y")).await);
    assert!(!fails(&HEAD, 200, ("x", "y")).await);
}

#[tokio::test]
async fn credentials_that_the_call_sets_itself_are_credentials() {
    let recorder = Recorder::default();
    let builder = Client::builder()
        .base_url("http://example.com")
        .without_credentials();
    let client = builder.transport(recorder.clone()).build().unwrap();
    client.fetch_thing("t").header("x", "y").await.unwrap_err();
    assert_eq!(recorder.uri(), "http://example.com/v2/Things/t");
    // The last one is the API's own.
    for name in [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "x-api-key",
    ] {
        let error = client.fetch_thing("t").header(name, "y").await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{name}: {error:?}");
    }
}
