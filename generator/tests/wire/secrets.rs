//! What is printed holds no credential, no body, no parameter and no personal data.

use std::fmt::Debug;

use super::server::{Reply, Server};
use super::slow::{LATE, nobody};
use super::{builder, client};
use twilio_conversations::models::Conversation;
use twilio_conversations::{AnyError, Client, Error, FetchConversationError, Reveal as _};

/// Stands in every place that may not be printed.
const MARK: &str = "ZZZ";

/// A conversation with the mark wherever there is a secret.
const CONVERSATION: &str = r#"{
    "id": "C1", "accountId": "AC1", "configurationId": "CF1", "name": "ZZZ name", "shoeSize": "ZZZ unknown",
    "configuration": { "channelSettings": { "sms": "ZZZ free" }, "status": { "deep": ["ZZZ"] } },
    "participants": [{
        "id": "P1", "conversationId": "C1", "accountId": "AC1", "name": "ZZZ", "profileId": "ZZZ profile", "type": "CUSTOMER",
        "addresses": [{ "channel": "SMS", "address": "ZZZ +15550100", "channelId": "SM1", "note": "ZZZ" }]
    }]
}"#;

fn assert_silent(what: &str, text: &str) {
    assert!(!text.contains(MARK), "{what}: {text}");
    assert!(
        !text.contains("Basic W") && !text.contains("WlpaI"),
        "{what}: {text}"
    );
}

/// Checks every way to print a value, and gives its `Debug`.
fn shown(what: &str, value: &impl Debug) -> String {
    let text = format!("{value:?}");
    assert_silent(what, &text);
    assert_silent(what, &format!("{value:#?}"));
    text
}

/// Checks every way to print an error, and all that it comes from.
fn said(what: &str, error: &impl std::error::Error) {
    shown(what, error);
    assert_silent(what, &error.to_string());
    let mut source = error.source();
    while let Some(error) = source {
        assert_silent(what, &format!("{error} {error:?} {error:#?}"));
        source = error.source();
    }
}

/// A builder whose credentials are marked: `ZZZ user` and `ZZZ password`.
fn marked(server: &Server) -> twilio_conversations::ClientBuilder {
    builder(server)
        .basic_auth("ZZZ user", "ZZZ password")
        .header("x-key", "ZZZ key")
}

#[tokio::test]
async fn clients_and_requests() {
    let server = Server::always(Reply::json(200, CONVERSATION)).await;
    shown("builder", &marked(&server));
    let client = marked(&server).build().unwrap();
    assert!(shown("client", &client).contains(&server.url()));
    let call = client
        .fetch_conversation("ZZZ id")
        .header("x-trace", "ZZZ trace");
    assert_eq!(shown("call", &call), "Call(FetchConversation)");
    let sending = call.send();
    shown("sending", &sending);
    shown("fetching", &client.fetch_conversation("ZZZ").into_future());
    let response = sending.await.unwrap();
    let text = shown("response", &response);
    assert!(text.contains("200") && !text.contains("AC1"), "{text}");
}

#[tokio::test]
async fn a_conversation_shows_no_personal_data() {
    let conversation: Conversation = serde_json::from_str(CONVERSATION).unwrap();
    let text = shown("conversation", &conversation);
    for kept in [
        "id: \"C1\"",
        "name: Some(<redacted>)",
        "profile_id: Some(<redacted>)",
        "address: <redacted>",
        "channel_id: Some(\"SM1\")",
        "shoeSize",
        "\"sms\"",
        "note",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let nobody: Conversation = serde_json::from_str(super::SMALL).unwrap();
    assert!(
        shown("nobody", &nobody).contains("name: None"),
        "{nobody:?}"
    );
    let revealed = format!("{:?}", conversation.reveal());
    assert_eq!(
        revealed.matches(MARK).count(),
        CONVERSATION.matches(MARK).count(),
        "{revealed}"
    );
}

#[tokio::test]
async fn errors_of_calls() {
    let elsewhere = [("location", "https://ZZZ.test/ZZZ"), ("x-key", "ZZZ")];
    let broken = [
        Reply::json(404, r#"{"code":1,"message":"ok","detail":"ZZZ"}"#),
        Reply::json(404, r#"{"code":"ZZZ"}"#),
        Reply::json(404, r#"{"ZZZ":ZZZ"#),
        Reply::new(503, "text/html", "<h1>ZZZ</h1>"),
        Reply::new(418, "text/plain", "ZZZ"),
        Reply::with(302, &elsewhere, "ZZZ"),
        Reply::json(200, r#"{"id":["ZZZ"]}"#),
        Reply::json(200, r#"{"participants":{"ZZZ":1}}"#),
        Reply::json(200, r#"{"configuration":{"channelSettings":"ZZZ"}}"#),
        Reply::json(
            200,
            r#"{"configuration":{"statusCallbacks":[{"ZZZ":1,"url":"u","url":"ZZZ"}]}}"#,
        ),
        Reply::json(200, "ZZZ"),
        Reply::new(200, "text/plain", "ZZZ"),
        Reply::new(200, "application/json", b"{\"id\":\"ZZZ\xff\"}"),
        Reply::default().send("ZZZ / ZZZ\r\n\r\n").close(),
        Reply::default()
            .send("HTTP/1.1 200 ZZZ\r\ncontent-length: 99\r\n\r\nZZZ")
            .close(),
        Reply::default()
            .send("HTTP/1.1 200 ZZZ\r\ncontent-length: 99\r\n\r\nZZZ")
            .wait(LATE),
        Reply::default().wait(LATE),
    ];
    for (number, reply) in broken.into_iter().enumerate() {
        let server = Server::start([reply.clone(), reply]).await;
        let client = marked(&server)
            .attempt_timeout(std::time::Duration::from_millis(200))
            .build()
            .unwrap();
        let what = number.to_string();
        let error: Error<FetchConversationError> =
            client.fetch_conversation("ZZZ id").await.unwrap_err();
        said(&what, &error);
        if let Error::Api(response) = &error {
            shown(&what, response);
            shown(&what, response.body());
        }
        said(&what, &AnyError::from(error));
    }
}

#[tokio::test]
async fn errors_before_anything_is_sent() {
    let server = Server::always(Reply::json(200, CONVERSATION)).await;
    let client = client(&server);
    said(
        "header",
        &client
            .fetch_conversation("ZZZ")
            .header("x-ZZ", "ZZZ\n")
            .await
            .unwrap_err(),
    );
    said(
        "name",
        &client
            .fetch_conversation("ZZZ")
            .header("ZZZ\n", "x")
            .await
            .unwrap_err(),
    );
    said(
        "credential",
        &Client::builder()
            .basic_auth("ZZZ:", "ZZZ")
            .build()
            .unwrap_err(),
    );
    said(
        "base",
        &Client::builder()
            .base_url("https://ZZZ:ZZZ@a.test")
            .build()
            .unwrap_err(),
    );
    said(
        "clear",
        &Client::builder()
            .base_url("http://ZZZ.test")
            .basic_auth("ZZZ", "ZZZ")
            .build()
            .unwrap_err(),
    );
    let (_held, url) = nobody();
    let client = Client::builder()
        .base_url(url + "/ZZZ")
        .basic_auth("ZZZ", "ZZZ")
        .build()
        .unwrap();
    said(
        "nobody",
        &client
            .fetch_conversation("ZZZ")
            .max_attempts(1)
            .await
            .unwrap_err(),
    );
}

#[test]
fn errors_of_serde_json() {
    for text in [
        r#"{"id":["ZZZ"]}"#,
        r#"{"id":1,"ZZZ":2}"#,
        r#"{"participants":["ZZZ"]}"#,
    ] {
        said(
            text,
            &serde_json::from_str::<Conversation>(text).unwrap_err(),
        );
    }
}
