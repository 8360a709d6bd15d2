//! Decodes and encodes variants of the document's example, in a program with its own HTTP stack and its own features of `serde_json`.

mod variants;

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use twilio_conversations::models::Conversation;
use twilio_conversations::{Body, BoxFuture, Client, Clock, Transport, TransportError};

/// The answer that the document gives as its example.
const EXAMPLE: &str = include_str!("example.json");

fn main() {
    let variants = variants::all(EXAMPLE);
    for (name, sent) in variants.iter().map(|(name, sent)| (*name, sent)).chain(exact().iter().map(|(name, sent)| (*name, sent))) {
        let by_client = fetch(sent);
        variants::assert_same(name, sent, &encoded(&by_client));
        let by_text: Conversation = serde_json::from_str(sent).expect(name);
        variants::assert_same(name, sent, &encoded(&by_text));
        let value: serde_json::Value = serde_json::from_str(sent).expect(name);
        let by_value: Conversation = serde_json::from_value(value).expect(name);
        variants::assert_same(name, sent, &serde_json::to_value(&by_value).expect(name).to_string());
        assert_eq!((&by_client, &by_client), (&by_text, &by_value), "{name}");
    }
    order_is_kept();
    println!("{} variants came through", variants.len());
}

fn encoded(conversation: &Conversation) -> String {
    serde_json::to_string(conversation).expect("every conversation can be written")
}

/// Variants that only a program with `arbitrary_precision` can hold.
fn exact() -> Vec<(&'static str, String)> {
    let settings = |numbers: &str| EXAMPLE.replacen("\"channelSettings\": {}", &format!("\"channelSettings\": {{\"n\": {numbers}}}"), 1);
    if !cfg!(feature = "arbitrary_precision") {
        return Vec::new();
    }
    vec![
        ("numbers of any length", settings("[123456789012345678901234567890, -0.1234567890123456789012345, 1e400]")),
        ("digits as they are written", settings("[1.0, 1.10, 1E5]")),
    ]
}

/// With `preserve_order`, unknown members come back in the order in which they came.
fn order_is_kept() {
    if !cfg!(feature = "preserve_order") {
        return;
    }
    let sent = r#"{"id":"C1","accountId":"AC1","configurationId":"CF1","z":1,"a":{"z":1,"b":2,"a":3},"m":2}"#;
    assert_eq!(encoded(&fetch(sent)), sent);
}

/// What the client makes of an answer.
fn fetch(sent: &str) -> Conversation {
    let client = Client::builder().without_credentials().transport(Canned(sent.to_owned())).clock(Stopped);
    let client = client.build().expect("all that it needs is there");
    now(client.fetch_conversation("C1").into_future()).expect("the answer is a conversation")
}

/// The result of a future that has nothing to wait for.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}

/// Answers each request with this JSON.
struct Canned(String);

impl Transport for Canned {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        assert_eq!(request.uri(), "https://conversations.twilio.com/v2/Conversations/C1");
        let response = http::Response::builder().header("content-type", "application/json").body(Body::from(self.0.clone()));
        Box::pin(async { Ok(response.expect("the header is valid")) })
    }
}

/// A clock that stands still.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}
