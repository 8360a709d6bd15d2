//! What a client is built from, and what it refuses.

use super::http::{builder, client};
use super::server::{Reply, Server};
use crate::runtime::public::{BuildError, Client, ClientBuilder, Error};

const THING: &str = r#"{"id":"t1","name":"Lamp"}"#;

pub(super) fn at(url: &str) -> ClientBuilder {
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
    // Only operations with requirements of their own may have a use for it.
    assert!(build(|b| b.api_key_cookie("s")).is_ok());
    assert!(matches!(
        build(|b| b.basic_auth("a:b", "p")),
        Err(BuildError::Credential(_))
    ));
    assert!(matches!(
        build(|b| b.basic_auth("", "")),
        Err(BuildError::Credential(_))
    ));
    assert!(build(|b| b.basic_auth("key", "")).is_ok() && build(|b| b.basic_auth("", "p")).is_ok());
    assert!(matches!(
        build(|b| b.basic_auth("a", "p\n")),
        Err(BuildError::Credential(_))
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("a\r\nX: y")),
        Err(BuildError::Credential(_))
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("")),
        Err(BuildError::Credential(_))
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("t").header("a b", "c")),
        Err(BuildError::HeaderName)
    ));
    assert!(matches!(
        build(|b| b.bearer_auth("t").user_agent("a\nb")),
        Err(BuildError::Header(_))
    ));
    assert!(matches!(
        Client::from_env(),
        Err(BuildError::Variable("THINGS_USERNAME"))
    ));
}

#[test]
fn what_cannot_be_sent_is_named_and_its_value_is_not() {
    let build = |set: fn(ClientBuilder) -> ClientBuilder| set(Client::builder()).build();
    let cases: [(Result<Client, BuildError>, &str); 6] = [
        (
            build(|b| b.basic_auth("LEAK\n", "p")),
            "the credential for HTTP Basic (`basic_auth`) is",
        ),
        (
            build(|b| b.bearer_auth("t").api_key("LEAK\n")),
            "the credential for the header X-API-Key (`api_key`) is",
        ),
        (
            build(|b| b.bearer_auth("t").header("x-tenant", "LEAK\n")),
            "the header `x-tenant` of",
        ),
        (
            build(|b| b.bearer_auth("t").header("x-key: LEAK", "")),
            "a header of the client has a name that can't be sent",
        ),
        (
            build(|b| b.bearer_auth("t").user_agent("LEAK\n")),
            "the header `user-agent` of",
        ),
        (
            Client::from_env(),
            "the environment variable THINGS_USERNAME is not set, is empty or is not Unicode",
        ),
    ];
    for (built, wanted) in cases {
        let error = built.unwrap_err();
        assert!(error.to_string().starts_with(wanted), "{error}");
        assert!(!format!("{error} {error:?}").contains("LEAK"), "{error:?}");
    }
}

#[tokio::test]
async fn nobody_else_says_where_a_body_ends() {
    let server = Server::always(Reply::json(200, THING)).await;
    for name in ["Content-Length", "transfer-encoding"] {
        let built = at(&server.url()).header(name, "3").build();
        assert!(matches!(built, Err(BuildError::Header(_))), "{built:?}");
        let call = client(&server).fetch_thing("t").header(name, "3");
        let error = call.await.unwrap_err().to_string();
        let wanted = format!("the header `{name}` says where the body ends");
        assert!(error.contains(&wanted), "{error}");
    }
    assert!(server.seen().is_empty());
    let call = client(&server).fetch_thing("t").header("host", "virtual");
    call.header("connection", "close").await.unwrap();
    assert_eq!(server.seen()[0].header("host"), Some("virtual"));
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
    let call = client.list_things("a");
    let errors = [
        call.x_trace("v\r\nEvil: 1").await.unwrap_err(),
        client
            .list_things("a")
            .header("X-Trace", "\n")
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(
            error.to_string(),
            "ListThings: the header `X-Trace` holds a control character"
        );
    }
    assert_eq!(server.seen().len(), 1);
}

/// Ids that a careless client would let change the request.
const HOSTILE: &[&str] = &[
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
    for sid in HOSTILE {
        client.fetch_thing(sid).await.unwrap();
    }
    for (seen, sid) in server.seen().iter().zip(HOSTILE) {
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
