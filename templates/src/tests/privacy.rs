//! No secret and no personal data in any `Debug`, `Display` or chain of sources: a marker is planted in every position,
//! shown to have been there, and looked for in everything that is said.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::http_bare::block_on;
use super::json::message;
use crate::client::FetchThingError;
use crate::models::{Conversation, CreateThing, Labels, Message, ThingFilter, ThingState};
use crate::runtime::decode;
use crate::runtime::public::{
    AnyError, Body, BoxFuture, Client, ClientBuilder, Error, FailedAttempt, RetryPolicy, Reveal,
    Transport, TransportError, TransportErrorKind,
};

/// What every marker begins with; the rest says where it was planted.
pub(super) const MARKER: &str = "LEAK-";

/// Everything that was said.
#[derive(Default)]
pub(super) struct Said(pub(super) Vec<String>);

impl Said {
    pub(super) fn debug(&mut self, value: &dyn std::fmt::Debug) {
        self.0.push(format!("{value:?} {value:#?}"));
    }

    pub(super) fn error(&mut self, error: &(dyn std::error::Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.0.push(format!("{error} {error:#} {error:?}"));
            next = error.source();
        }
    }

    pub(super) fn holds_no_marker(&self) {
        assert!(!self.0.is_empty());
        for text in &self.0 {
            assert!(!text.contains(MARKER), "{text}");
        }
    }
}

/// Answers from a script, and keeps what was sent.
#[derive(Clone, Default)]
pub(super) struct Script {
    pub(super) replies: Arc<Mutex<VecDeque<Reply>>>,
    pub(super) sent: Arc<Mutex<String>>,
}

pub(super) type Reply = Result<http::Response<Body>, TransportError>;

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Reply> {
        let mut sent = self.sent.lock().unwrap();
        sent.push_str(&request.uri().to_string());
        for (name, value) in request.headers() {
            sent.push_str(&format!("\n{name}: {}", value.as_bytes().escape_ascii()));
        }
        let body = request.body().as_bytes().unwrap();
        sent.push_str(&format!("\n{}\n", body.escape_ascii()));
        let reply = self.replies.lock().unwrap().pop_front();
        Box::pin(async { reply.unwrap_or_else(|| Ok(http::Response::new(Body::from("{}")))) })
    }
}

pub(super) fn reply(status: u16, media_type: &str, body: &str) -> Reply {
    let response = http::Response::builder()
        .status(status)
        .header("content-type", media_type)
        .header("location", "https://LEAK-location.example/")
        .header("set-cookie", "LEAK-cookie-of-the-server")
        .header("x-any", "LEAK-header-of-the-server");
    Ok(response.body(Body::from(body.to_owned())).unwrap())
}

pub(super) fn builder(script: &Script) -> ClientBuilder {
    Client::builder()
        .base_url("https://things.example")
        .transport(script.clone())
        .max_attempts(1)
}

#[test]
fn builders_and_their_errors() {
    let mut said = Said::default();
    let start = || Client::builder().base_url("https://things.example");
    let script = Script::default();
    for builder in [
        start().basic_auth("LEAK-user", "LEAK-password"),
        start().bearer_auth("LEAK-token"),
        start().api_key("LEAK-key").api_key_query("LEAK-query-key"),
        start().bearer_auth("t").header("x", "LEAK-header"),
    ] {
        said.debug(&builder);
        said.debug(&builder.transport(script.clone()).build().unwrap());
    }
    for wrong in [
        start().basic_auth("LEAK-user:x", "LEAK-password"),
        start().bearer_auth("LEAK-token\n"),
        start().bearer_auth("t").header("LEAK header", "v"),
        start().bearer_auth("t").header("x", "LEAK-header\n"),
        start().bearer_auth("t").user_agent("LEAK-agent\n"),
        start().base_url("https://LEAK-user@host").bearer_auth("t"),
        start()
            .base_url("https://host/?LEAK-query")
            .bearer_auth("t"),
        start().base_url("LEAK-text").bearer_auth("t"),
        start()
            .base_url("http://LEAK.example")
            .bearer_auth("LEAK-t"),
    ] {
        let error = wrong.transport(script.clone()).build().unwrap_err();
        said.error(&error);
    }
    said.holds_no_marker();
}

fn filter() -> ThingFilter {
    let mut filter = ThingFilter::any();
    filter.color = Some("LEAK-query-member".to_owned());
    filter.sizes = Some([("LEAK-query-name".to_owned(), 1)].into());
    filter
}

#[test]
fn requests() {
    let mut said = Said::default();
    let script = Script::default();
    let client = builder(&script)
        .bearer_auth("LEAK-bearer")
        .header("x-all", "LEAK-header-of-all");
    let client = client.build().unwrap();
    let mut body = CreateThing::new("LEAK-body");
    body.extra.insert("LEAK-body-name", "LEAK-body-value");
    let list = client
        .list_things("LEAK-query")
        .state(&[ThingState::from("LEAK-item")])
        .callback("LEAK-reserved")
        .filter(filter())
        .x_trace("LEAK-header-of-the-call")
        .session("LEAK-cookie");
    let create = client
        .create_thing(body)
        .idempotency_key("LEAK-idempotency");
    let fetch = client
        .fetch_thing("LEAK-path")
        .header("x", "LEAK-any-header");
    let notes = client.replace_notes("t", "LEAK-text");
    said.debug(&list);
    said.debug(&create);
    said.debug(&fetch);
    said.debug(&notes);
    let sending = list.send();
    said.debug(&sending);
    said.error(&block_on(sending).unwrap_err());
    let sending = create.into_future();
    said.debug(&sending);
    said.error(&block_on(sending).unwrap_err());
    said.error(&block_on(fetch).unwrap_err());
    said.debug(&block_on(notes.send()).unwrap());
    let sent = script.sent.lock().unwrap();
    for planted in [
        "query",
        "query-member",
        "query-name",
        "item",
        "reserved",
        "header-of-the-call",
        "cookie",
        "bearer",
        "header-of-all",
        "body",
        "body-name",
        "body-value",
        "idempotency",
        "path",
        "any-header",
        "text",
    ] {
        assert!(
            sent.contains(&format!("{MARKER}{planted}")),
            "{planted}: {sent}"
        );
    }
    said.holds_no_marker();
}

#[test]
fn requests_that_cannot_be_made() {
    let mut said = Said::default();
    let script = Script::default();
    let client = builder(&script).bearer_auth("t").build().unwrap();
    let header = client.fetch_thing("LEAK").header("x", "LEAK-header\n");
    said.error(&block_on(header).unwrap_err());
    let name = client.fetch_thing("LEAK").header("LEAK name", "v");
    said.error(&block_on(name).unwrap_err());
    said.error(&block_on(client.list_things("LEAK").x_trace("LEAK-\u{0}")).unwrap_err());
    let several = ["LEAK-path".to_owned(), String::new()];
    said.error(&block_on(client.read_notes(&several[1..], "LEAK")).unwrap_err());
    let mut body = CreateThing::new("LEAK-body");
    body.weight = Some(f64::NAN);
    said.error(&block_on(client.create_thing(body)).unwrap_err());
    assert_eq!(*script.sent.lock().unwrap(), "");
    said.holds_no_marker();
}

/// Fails once more, and keeps what a policy is shown.
struct Listens(Arc<Mutex<Said>>);

impl RetryPolicy for Listens {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<std::time::Duration> {
        self.0.lock().unwrap().debug(failed);
        None
    }
}

#[test]
fn answers() {
    let problem = r#"{"code": 7, "message": "LEAK-message", "LEAK-name": "LEAK-value"}"#;
    let json = "application/json";
    let script = Script::default();
    let heard = Arc::<Mutex<Said>>::default();
    let client = builder(&script)
        .bearer_auth("t")
        .max_attempts(2)
        .retry_policy(Listens(Arc::clone(&heard)));
    let client = client.build().unwrap();
    for reply in [
        reply(200, json, r#"{"id": ["LEAK-wrong-type"]}"#),
        reply(
            200,
            json,
            r#"{"id": "t", "state": {"LEAK-key": "LEAK-value"}}"#,
        ),
        reply(200, json, r#"{"id": "t", "id": "LEAK-twice"}"#),
        reply(200, json, "LEAK-garbage"),
        reply(200, "text/html", "LEAK-page"),
        reply(302, json, "LEAK-elsewhere"),
        reply(400, json, problem),
        reply(404, json, r#"{"code": "LEAK-code"}"#),
        reply(418, json, problem),
        reply(429, json, problem),
        reply(500, "text/html", "LEAK-page"),
        reply(502, "text/plain", "LEAK-text"),
        reply(503, "image/png", "LEAK-picture"),
    ] {
        script.replies.lock().unwrap().push_back(reply);
        let error = block_on(client.fetch_thing("t")).unwrap_err();
        assert!(
            error.raw_body().is_empty()
                || error.raw_body().escape_ascii().to_string().contains(MARKER)
        );
        let mut said = Said::default();
        said.error(&error);
        if let Error::Api(response) = &error {
            said.debug(response);
            match response.body() {
                // What the document describes is shown by the model, which knows what to hide.
                FetchThingError::BadRequest(_) | FetchThingError::Default(_) => {}
                other => said.debug(other),
            }
        }
        said.error(&AnyError::from(error));
        said.holds_no_marker();
    }
    heard.lock().unwrap().holds_no_marker();
    let kind = TransportErrorKind::Exchange;
    script
        .replies
        .lock()
        .unwrap()
        .push_back(Err(TransportError::new(kind, "reset")));
    let mut said = Said::default();
    said.error(&block_on(client.fetch_thing("LEAK-path")).unwrap_err());
    said.holds_no_marker();
}

#[test]
fn errors_are_known_by_status_code_and_request_id() {
    let script = Script::default();
    let client = builder(&script).bearer_auth("t").build().unwrap();
    let response = http::Response::builder()
        .status(404)
        .header("x-request-id", "RQ1");
    let body = Body::from(r#"{"code": 20404, "message": "gone"}"#);
    script
        .replies
        .lock()
        .unwrap()
        .push_back(Ok(response.body(body).unwrap()));
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    let shown = r#"Api(Response { operation: "FetchThing", status: 404, code: 20404, request_id: "RQ1", attempts: 1, .. })"#;
    assert_eq!(format!("{error:?}"), shown);
    let shown = "FetchThing: 404 Not Found, code 20404 (request RQ1)";
    assert_eq!(error.to_string(), shown);
}

/// A document that is decoded, shown and encoded; each marker is in it.
fn shown<T: crate::runtime::Decode + Reveal + std::fmt::Debug>(document: &Value) -> String {
    let model: T = decode(document.to_string().as_bytes()).unwrap();
    let revealed = format!("{:?}", model.reveal());
    let planted = document.to_string().matches(MARKER).count();
    assert_eq!(revealed.matches(MARKER).count(), planted, "{revealed}");
    format!("{model:?} {model:#?}")
}

#[test]
fn models() {
    let mut said = Said::default();
    said.0.push(shown::<Conversation>(&json!({
        "id": "c", "accountId": "a", "configurationId": "g", "name": "LEAK-redacted",
        "configuration": {"channelSettings": {"known": {"LEAK-inner": "LEAK-free"}}, "new": "LEAK-unknown"},
        "participants": [{
            "id": "p", "conversationId": "c", "accountId": "a", "name": "LEAK-redacted",
            "profileId": "LEAK-redacted", "addresses": [{"channel": "SMS", "address": "LEAK-redacted"}],
            "new": {"LEAK-inner": ["LEAK-unknown"]}
        }],
    })));
    said.0.push(shown::<Message>(&message(json!({
        "token": "LEAK-secret", "metadata": {"LEAK-key": "LEAK-value"}, "payload": {"a": "LEAK-free"},
        "context": ["LEAK-free"], "new": "LEAK-unknown",
        "content": {"type": "NEW", "x": "LEAK-unknown-arm"},
    }))));
    said.0.push(shown::<Message>(&message(json!({
        "content": {"type": "TEXT", "text": "LEAK-redacted"}, "subject": {"LEAK-key": 5},
    }))));
    said.0.push(shown::<Labels>(
        &json!({"owner": "o", "LEAK-key": 5, "LEAK-null": 6}),
    ));
    said.holds_no_marker();
}

#[test]
fn decode_failures() {
    let mut said = Said::default();
    for document in [
        json!({"LEAK-key": "LEAK-value"}),
        json!({"LEAK-key": {"LEAK-inner": 1}}),
        json!({"until": {"LEAK-key": 1}}),
        json!("LEAK-text"),
        json!(["LEAK-item"]),
    ] {
        let text = document.to_string();
        let fault = decode::<Labels>(text.as_bytes()).unwrap_err();
        said.error(&fault);
        said.error(&serde_json::from_str::<Labels>(&text).unwrap_err());
        said.error(&serde_json::from_value::<Labels>(document).unwrap_err());
    }
    for subject in [
        json!("LEAK-text"),
        json!([{"LEAK-key": "LEAK-value"}]),
        json!({"channel": ["LEAK"]}),
    ] {
        let document = message(json!({"content": subject, "size": "LEAK-size"})).to_string();
        said.error(&decode::<Message>(document.as_bytes()).unwrap_err());
        said.error(&serde_json::from_str::<Message>(&document).unwrap_err());
    }
    said.holds_no_marker();
}
