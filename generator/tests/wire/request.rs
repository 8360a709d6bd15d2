//! What a call sends: the request line, the headers to the last one, and nothing else.

use super::server::{Reply, Server};
use super::{SID, SMALL, builder, client};
use twilio_conversations::{BuildError, Client, Error};

#[tokio::test]
async fn a_fetch_is_a_get_with_four_headers() {
    let server = Server::start([Reply::json(200, SMALL)]).await;
    client(&server).fetch_conversation(SID).await.unwrap();
    let seen = server.only();
    let mut lines: Vec<String> = seen.head.trim_end().lines().map(str::to_owned).collect();
    lines[1..].sort();
    let version = twilio_conversations_version();
    assert_eq!(
        lines,
        [
            format!("GET /v2/Conversations/{SID} HTTP/1.1"),
            "accept: application/json".to_owned(),
            "authorization: Basic U0sxOnNlY3JldA==".to_owned(),
            format!("host: {}", server.url().trim_start_matches("http://")),
            format!("user-agent: twilio-conversations/{version}"),
        ]
    );
    assert!(seen.body.is_empty());
}

/// The version in the manifest of the crate.
fn twilio_conversations_version() -> String {
    let manifest: toml::Table = include_str!("../../../generated/Cargo.toml")
        .parse()
        .unwrap();
    manifest["package"]["version"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn credentials_are_sent_as_they_are_given() {
    for (username, password, sent) in [
        ("SK1", "secret", "Basic U0sxOnNlY3JldA=="),
        ("AC2", "", "Basic QUMyOg=="),
        ("grüße", "pässwört", "Basic Z3LDvMOfZTpww6Rzc3fDtnJ0"),
        ("SK3", "a:b c%=&", "Basic U0szOmE6YiBjJT0m"),
    ] {
        let server = Server::start([Reply::json(200, SMALL)]).await;
        let client = builder(&server).basic_auth(username, password).build();
        client.unwrap().fetch_conversation(SID).await.unwrap();
        assert_eq!(server.only().header("authorization"), Some(sent));
    }
}

#[tokio::test]
async fn without_credentials_none_are_sent() {
    let server = Server::start([Reply::json(200, SMALL)]).await;
    let client = Client::builder()
        .base_url(server.url())
        .without_credentials()
        .build()
        .unwrap();
    client.fetch_conversation(SID).await.unwrap();
    assert_eq!(server.only().header("authorization"), None);
}

#[tokio::test]
async fn a_path_of_the_base_url_comes_first() {
    for base in ["/twilio", "/twilio/", "/a%20b/c/"] {
        let server = Server::start([Reply::json(200, SMALL)]).await;
        let client = builder(&server)
            .base_url(server.url() + base)
            .build()
            .unwrap();
        client.fetch_conversation(SID).await.unwrap();
        let expected = format!("{}/v2/Conversations/{SID}", base.trim_end_matches('/'));
        assert_eq!(server.only().target(), expected);
    }
}

#[tokio::test]
async fn headers_of_the_client_and_of_the_call() {
    let server = Server::always(Reply::json(200, SMALL)).await;
    let client = builder(&server)
        .header("x-tenant", "one")
        .user_agent("acme/2")
        .build()
        .unwrap();
    client
        .fetch_conversation(SID)
        .header("x-tenant", "two")
        .header("x-trace", "t")
        .await
        .unwrap();
    client.fetch_conversation(SID).await.unwrap();
    let [first, second] = server.seen().try_into().unwrap();
    assert_eq!(
        (first.header("x-tenant"), first.header("x-trace")),
        (Some("two"), Some("t"))
    );
    assert_eq!(
        (second.header("x-tenant"), second.header("x-trace")),
        (Some("one"), None)
    );
    assert!(
        second
            .header("user-agent")
            .unwrap()
            .starts_with("acme/2 twilio-conversations/")
    );
}

#[tokio::test]
async fn a_header_cannot_smuggle_another_one() {
    let server = Server::always(Reply::json(200, SMALL)).await;
    for value in ["a\r\nx-admin: 1", "a\nb", "a\0b"] {
        let call = client(&server)
            .fetch_conversation(SID)
            .header("x-trace", value);
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{value:?}: {error:?}");
        let refused = builder(&server).header("x-trace", value).build();
        assert!(matches!(refused, Err(BuildError::Header(_))), "{value:?}");
    }
    assert!(server.seen().is_empty(), "nothing may be sent");
}

#[tokio::test]
async fn a_call_that_is_not_awaited_sends_nothing() {
    let server = Server::always(Reply::json(200, SMALL)).await;
    drop(client(&server).fetch_conversation(SID));
    drop(client(&server).fetch_conversation(SID).send());
    client(&server).fetch_conversation("only").await.unwrap();
    assert_eq!(server.only().target(), "/v2/Conversations/only");
}
