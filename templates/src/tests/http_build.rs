//! What a client is built from, what it refuses, and what it never shows.

use std::error::Error as _;

use super::http::{builder, client};
use super::server::{Reply, Server};
use crate::client::{FetchThingError, ListThings};
use crate::models::Thing;
use crate::runtime::public::{
    AnyError, Body, BoxFuture, BuildError, Call, Client, ClientBuilder, Error, Exchange, Fetching,
    Interceptor, Response, Sending, Transport, TransportError,
};

const THING: &str = r#"{"id":"t1","name":"Lamp"}"#;

fn at(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).bearer_auth("token")
}

#[test]
fn a_base_url_that_cannot_be_used_is_refused() {
    for url in [
        "",
        "things",
        "ftp://host",
        "https://",
        "https://user@host",
        "https://host?x=1",
        "https://host#x",
        "https://host/a b",
        "https://host/ü",
        "https://host/../a",
        "https://host/%2e%2E/a",
        "https://host\\evil",
    ] {
        let error = at(url).build().unwrap_err();
        assert!(matches!(error, BuildError::BaseUrl(_)), "{url}: {error}");
    }
    for url in [
        "https://host",
        "https://host:8443/prefix/",
        "http://127.0.0.1:1",
        "http://[::1]:1/x",
        "http://localhost",
    ] {
        at(url).build().unwrap();
    }
}

#[test]
fn credentials_go_over_cleartext_only_to_this_machine() {
    for url in [
        "http://example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "http://localhost.example.com",
    ] {
        assert!(
            matches!(at(url).build(), Err(BuildError::Cleartext)),
            "{url}"
        );
        at(url).allow_http().build().unwrap();
        Client::builder()
            .base_url(url)
            .without_credentials()
            .build()
            .unwrap();
    }
}

#[test]
fn credentials_must_suffice_and_must_be_sendable() {
    let build = |set: fn(ClientBuilder) -> ClientBuilder| set(Client::builder()).build();
    assert!(matches!(build(|b| b), Err(BuildError::NoCredentials)));
    assert!(matches!(
        build(|b| b.api_key("half")),
        Err(BuildError::NoCredentials)
    ));
    assert!(build(|b| b.api_key("k").api_key_query("q")).is_ok());
    assert!(build(ClientBuilder::without_credentials).is_ok());
    assert!(matches!(
        build(|b| b.basic_auth("a:b", "p")),
        Err(BuildError::Credential)
    ));
    assert!(matches!(
        build(|b| b.basic_auth("a", "p\n")),
        Err(BuildError::Credential)
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("a\r\nX: y")),
        Err(BuildError::Credential)
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("")),
        Err(BuildError::Credential)
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("t").header("a b", "c")),
        Err(BuildError::Header)
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("t").user_agent("a\nb")),
        Err(BuildError::Header)
    ));
    assert!(matches!(
        Client::from_env(),
        Err(BuildError::Variable("THINGS_USERNAME"))
    ));
}

#[tokio::test]
async fn the_first_requirement_that_is_satisfied_is_met_completely() {
    let server = Server::always(Reply::json(200, THING)).await;
    let keys = Client::builder()
        .base_url(server.url())
        .api_key("k1")
        .api_key_query("k 2")
        .build()
        .unwrap();
    keys.fetch_thing("t").await.unwrap();
    let bearer = Client::builder()
        .base_url(server.url())
        .bearer_auth("t0k")
        .build()
        .unwrap();
    bearer.fetch_thing("t").await.unwrap();
    bearer.list_things("a").send().await.unwrap_err();
    keys.list_things("a").send().await.unwrap_err();
    let anonymous = Client::builder()
        .base_url(server.url())
        .without_credentials()
        .build()
        .unwrap();
    anonymous.fetch_thing("t").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target(), "/v2/Things/t?api_key=k%202");
    assert_eq!(seen[0].header("x-api-key"), Some("k1"));
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[1].header("authorization"), Some("Bearer t0k"));
    assert_eq!(seen[2].header("authorization"), Some("Bearer t0k"));
    assert_eq!(seen[3].header("authorization"), None);
    assert_eq!(seen[4].header("authorization"), None);
}

#[tokio::test]
async fn headers_of_the_client_and_of_the_call() {
    let server = Server::always(Reply::json(200, THING)).await;
    let builder = builder(&server)
        .user_agent("acme/1.2")
        .header("x-a", "1")
        .header("x-b", "1");
    let client = builder
        .base_url(format!("{}/prefix/", server.url()))
        .build()
        .unwrap();
    client.fetch_thing("t").header("x-b", "2").await.unwrap();
    let seen = server.only();
    let agent = concat!(
        "acme/1.2 ",
        env!("CARGO_PKG_NAME"),
        "/",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(seen.header("user-agent"), Some(agent));
    assert_eq!(
        (seen.header("x-a"), seen.header("x-b")),
        (Some("1"), Some("2"))
    );
    assert_eq!(seen.target(), "/prefix/v2/Things/t");
    for (name, value) in [("a b", "c"), ("x", "a\r\nEvil: 1"), ("x", "a\0")] {
        let error = client
            .fetch_thing("t")
            .header(name, value)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{name}: {error:?}");
    }
    let error = client
        .list_things("a")
        .x_trace("v\r\nEvil: 1")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListThings: the parameter `X-Trace` holds a control character; nothing was sent"
    );
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn values_that_would_lead_to_another_path_are_refused() {
    let server = Server::always(Reply::json(200, THING)).await;
    let client = client(&server);
    for sid in ["", ".", ".."] {
        let error = client.fetch_thing(sid).await.unwrap_err();
        assert!(
            matches!(error, Error::Request(_)) && error.attempts() == 0,
            "{sid}: {error:?}"
        );
    }
    for sids in [
        vec![],
        vec![String::new()],
        vec!["..".to_owned()],
        vec![".".to_owned()],
    ] {
        let error = client.read_notes(&sids, "x").await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{sids:?}: {error:?}");
    }
    assert_eq!(server.seen().len(), 0);
    let hostile = [
        "...",
        "..;",
        "a/../b",
        "/",
        "//",
        "\\..\\",
        "..\\..\\admin",
        "%2e%2e",
        "%2E",
        "%2f",
        "%",
        "%%",
        " ",
        "\t",
        "\n",
        "\r\nEvil: 1",
        "\0",
        "\u{7f}",
        "?x",
        "#x",
        "a?b#c",
        ":",
        "@",
        "a:b@c",
        "+",
        "&=",
        ";a=b",
        "'\"<>",
        "[]{}|^`",
        "\u{202e}",
        "\u{feff}",
        "日本",
        "😀",
        "http://evil/",
        "{Sid}",
    ];
    for sid in hostile {
        client.fetch_thing(sid).await.unwrap();
    }
    for (seen, sid) in server.seen().iter().zip(hostile) {
        let segment = seen.target().strip_prefix("/v2/Things/").unwrap();
        assert!(
            !segment.contains(['/', '?', '#', '\\', ' ', '+']),
            "{segment}"
        );
        assert_eq!(decoded(segment), sid.as_bytes());
        assert_eq!(
            seen.head
                .lines()
                .filter(|line| line.starts_with("Evil"))
                .count(),
            0
        );
    }
}

/// The octets that a server reads from a segment.
fn decoded(segment: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            octets.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            octets.push(byte);
        }
    }
    octets
}

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
        2,
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
