//! Tokens by the client credentials grant, over real sockets.

use std::error::Error as _;
use std::time::Duration;

use super::server::{Reply, Seen, Server};
use crate::runtime::public::{
    BuildError, Client, ClientBuilder, ClientCredentials, Error, TokenError,
};

const THING: &str = r#"{"id":"t"}"#;

/// A token, as the example of RFC 6749, 4.4.3.
fn token(token: &str, expires_in: &str) -> Reply {
    Reply::json(200, &answer(token, expires_in))
}

fn answer(token: &str, expires_in: &str) -> String {
    format!(
        r#"{{"access_token":"{token}","token_type":"bearer","expires_in":{expires_in},"example_parameter":"x"}}"#
    )
}

/// A client of an API, with tokens of another server.
fn client(api: &Server, tokens: &Server) -> Client {
    builder(api, credentials(tokens)).build().unwrap()
}

fn credentials(tokens: &Server) -> ClientCredentials {
    ClientCredentials::new("my id", "se:cret/£").token_url(format!("{}/oauth/token", tokens.url()))
}

fn builder(api: &Server, credentials: ClientCredentials) -> ClientBuilder {
    Client::builder()
        .base_url(api.url())
        .oauth2_client_credentials(credentials)
        .header("x-of-the-api", "1")
        .max_attempts(1)
}

fn authorizations(server: &Server) -> Vec<String> {
    let header = |seen: &Seen| seen.header("authorization").unwrap_or_default().to_owned();
    server.seen().iter().map(header).collect()
}

#[tokio::test]
async fn the_request_is_that_of_the_standard() {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::start([token("T1", "3600")]).await;
    let credentials = credentials(&tokens)
        .scope("things:read")
        .scope("things write")
        .parameter("audience", "https://things.example/?a=b&c");
    let client = builder(&api, credentials).build().unwrap();
    for _ in 0..3 {
        client.fetch_thing("t").await.unwrap();
    }
    let request = tokens.only();
    assert_eq!(request.line(), "POST /oauth/token HTTP/1.1");
    // base64 of `my+id:se%3Acret%2F%C2%A3`
    assert_eq!(
        request.header("authorization"),
        Some("Basic bXkraWQ6c2UlM0FjcmV0JTJGJUMyJUEz")
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("x-of-the-api"), None, "it is another server");
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        "grant_type=client_credentials&scope=things%3Aread+things+write&audience=https%3A%2F%2Fthings.example%2F%3Fa%3Db%26c"
    );
    assert_eq!(authorizations(&api), ["Bearer T1"; 3]);
}

#[tokio::test]
async fn a_secret_goes_into_the_form_where_the_server_wants_it() {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::start([token("T1", "3600")]).await;
    let credentials = credentials(&tokens).in_body().scope("things:read");
    let client = builder(&api, credentials).build().unwrap();
    client.fetch_thing("t").await.unwrap();
    let request = tokens.only();
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        String::from_utf8(request.body).unwrap(),
        "grant_type=client_credentials&client_id=my+id&client_secret=se%3Acret%2F%C2%A3&scope=things%3Aread"
    );
    assert_eq!(authorizations(&api), ["Bearer T1"]);
}

#[tokio::test]
async fn a_hundred_calls_ask_once() {
    let api = Server::always(Reply::json(200, THING)).await;
    let slow = Reply::default().wait(Duration::from_millis(100));
    let body = answer("T1", "3600");
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    let tokens = Server::start([slow.send(head + &body)]).await;
    let client = client(&api, &tokens);
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(client.fetch_thing("t").into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(tokens.seen().len(), 1);
    assert_eq!(authorizations(&api), vec!["Bearer T1"; 100]);
}

#[tokio::test]
async fn there_may_be_no_limit_of_time() {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::start([token("T1", "3600")]).await;
    let builder = builder(&api, credentials(&tokens))
        .attempt_timeout(Duration::MAX)
        .timeout(Duration::MAX);
    builder.build().unwrap().fetch_thing("t").await.unwrap();
}

#[tokio::test]
async fn a_token_that_is_at_its_end_or_refused_is_replaced() {
    let refused = || Reply::json(401, "{}");
    let fine = || Reply::json(200, THING);
    let api = Server::start([fine(), fine(), refused(), fine(), refused(), refused()]).await;
    let script = [
        token("T1", "0"),
        token("T2", "\"3600\""),
        token("T3", "1e300"),
        token("T4", "null"),
    ];
    let tokens = Server::start(script).await;
    let client = client(&api, &tokens);
    for _ in 0..3 {
        let response = client.fetch_thing("t").send().await.unwrap();
        assert_eq!(response.attempts(), 1);
    }
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(
        error.is_unauthorized() && matches!(error, Error::Api(_)),
        "{error:?}"
    );
    let expected = ["T1", "T2", "T2", "T3", "T3", "T4"].map(|token| format!("Bearer {token}"));
    assert_eq!(authorizations(&api), expected);
    assert_eq!(tokens.seen().len(), 4);
}

/// What a call says when the token endpoint answers this.
async fn refusal(reply: Reply) -> (String, Option<(u16, Option<String>)>) {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::always(reply).await;
    let client = client(&api, &tokens);
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(api.seen().is_empty() && error.is_credential());
    let Error::Request(error) = error else {
        panic!("the call can't be made: {error:?}");
    };
    assert_eq!(
        error.to_string(),
        "FetchThing: the credential could not be fetched"
    );
    let source = error.source().unwrap();
    let refused = match source.downcast_ref().unwrap() {
        TokenError::Refused { status, code } => Some((status.as_u16(), code.clone())),
        _ => None,
    };
    (source.to_string(), refused)
}

#[tokio::test]
async fn an_error_is_told_by_its_status_and_code() {
    let body =
        r#"{"error":"invalid_client","error_description":"no such id: my id","error_uri":"u"}"#;
    let (text, refused) = refusal(Reply::json(401, body)).await;
    assert_eq!(
        text,
        "the token endpoint answered 401 Unauthorized: invalid_client"
    );
    assert_eq!(refused, Some((401, Some("invalid_client".to_owned()))));
    for body in [
        r#"{"error":"se:cret"}"#,
        "{}",
        "<html>",
        r#"{"error":{"a":1}}"#,
    ] {
        let (text, refused) = refusal(Reply::json(400, body)).await;
        assert_eq!(text, "the token endpoint answered 400 Bad Request");
        assert_eq!(refused, Some((400, None)));
    }
    for body in [
        "",
        "{",
        "[]",
        r#"{"access_token":5}"#,
        r#"{"access_token":"t","token_type":"mac"}"#,
    ] {
        let (text, refused) = refusal(Reply::json(200, body)).await;
        assert_eq!(
            text,
            "the token endpoint's response has no bearer token in it"
        );
        assert_eq!(refused, None);
    }
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::start([
        Reply::json(503, "{}"),
        Reply::default().reset(),
        token("T1", "60"),
    ])
    .await;
    let client = builder(&api, credentials(&tokens)).max_attempts(3);
    let response = client
        .build()
        .unwrap()
        .fetch_thing("t")
        .send()
        .await
        .unwrap();
    assert_eq!((response.attempts(), tokens.seen().len()), (1, 3));
    let url = tokens.url();
    drop(tokens);
    let nobody = ClientCredentials::new("i", "s").token_url(url);
    let client = builder(&api, nobody).build().unwrap();
    let error = client.fetch_thing("t").await.unwrap_err();
    let source = error.source().unwrap();
    assert_eq!(
        source.to_string(),
        "OAuth 2.0 token request: no connection to the server"
    );
}

#[tokio::test]
async fn a_token_endpoint_that_does_not_answer_in_time_is_a_timeout() {
    let late = Duration::from_secs(60);
    let stalled = Reply::default().send("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{");
    for reply in [Reply::default(), stalled] {
        let api = Server::start([]).await;
        let tokens = Server::always(reply.wait(late)).await;
        let builder = builder(&api, credentials(&tokens));
        let client = builder.attempt_timeout(Duration::from_millis(200));
        let error = client.build().unwrap().fetch_thing("t").await.unwrap_err();
        assert!(error.is_credential() && error.is_timeout(), "{error:?}");
    }
    let api = Server::start([]).await;
    let tokens = Server::always(Reply::json(400, "{}")).await;
    let error = client(&api, &tokens).fetch_thing("t").await.unwrap_err();
    assert!(error.is_credential() && !error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn the_time_of_one_call_is_not_that_of_the_others() {
    let api = Server::always(Reply::json(200, THING)).await;
    let late = Reply::default().wait(Duration::from_secs(60));
    let tokens = Server::start([late, token("T1", "3600")]).await;
    let client = client(&api, &tokens);
    let hasty = client.fetch_thing("t").timeout(Duration::from_millis(300));
    let hasty = tokio::spawn(hasty.into_future());
    while tokens.seen().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let patient: Vec<_> = (0..10)
        .map(|_| tokio::spawn(client.fetch_thing("t").into_future()))
        .collect();
    for call in patient {
        call.await.unwrap().unwrap();
    }
    assert!(hasty.await.unwrap().unwrap_err().is_timeout());
    assert_eq!(tokens.seen().len(), 2);
}

#[tokio::test]
async fn what_a_call_is_told_is_not_for_the_token() {
    let api = Server::always(Reply::json(200, THING)).await;
    let tokens = Server::start([Reply::json(503, "{}"), token("T1", "3600")]).await;
    let builder = builder(&api, credentials(&tokens)).max_attempts(3);
    let client = builder.build().unwrap();
    let call = client.fetch_thing("t").max_body_bytes(50).max_attempts(1);
    assert_eq!(call.send().await.unwrap().attempts(), 1);
    assert_eq!(tokens.seen().len(), 2);
}

#[tokio::test]
async fn where_tokens_come_from_is_checked_when_the_client_is_built() {
    let build = |credentials: ClientCredentials| {
        let builder = Client::builder().base_url("https://things.example");
        builder.oauth2_client_credentials(credentials).build()
    };
    let new = || ClientCredentials::new("i", "s");
    assert!(build(new()).is_ok(), "the document says where");
    assert!(build(new().token_url("https://auth.example/token/?tenant=a")).is_ok());
    assert!(matches!(
        build(ClientCredentials::new("", "s")),
        Err(BuildError::Credential(_))
    ));
    let error = build(new().token_url("http://auth.example/token")).unwrap_err();
    assert!(matches!(error, BuildError::Cleartext), "{error:?}");
    // To this machine no proxy leads, wherever the API is.
    assert!(build(new().token_url("http://127.0.0.1:9/token")).is_ok());
    #[cfg(feature = "reqwest-0_13")]
    {
        let builder = || {
            let builder = Client::builder().reqwest_builder(reqwest::Client::builder());
            builder.oauth2_client_credentials(new().token_url("http://localhost/token"))
        };
        let error = builder().build().unwrap_err();
        assert!(matches!(error, BuildError::Cleartext), "{error:?}");
        assert!(builder().allow_http().build().is_ok());
    }
    for url in [
        "",
        "/token",
        "ftp://h/",
        "https://u:p@h/",
        "https://h/a b",
        "https://h/../x",
        "https://h/#f",
    ] {
        let error = build(new().token_url(url)).unwrap_err();
        assert!(matches!(error, BuildError::TokenUrl(_)), "{url}: {error:?}");
    }
}
