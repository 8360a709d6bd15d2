//! What a trace tells, and what it never does.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber, subscriber};

use super::http_bare::block_on;
use super::privacy::{MARKER, Reply, Script, builder, reply};
use crate::runtime::public::{
    Body, ClientBuilder, ClientCredentials, Exchange, Interceptor, TransportError,
    TransportErrorKind,
};

/// Keeps what it is told.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    spans: Vec<Fields>,
    /// The span that each event was in, and its fields.
    events: Vec<(Option<u64>, Fields)>,
    entered: Vec<u64>,
}

/// Fields by name, those of the metadata included.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Memory {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let spans = &mut self.0.lock().unwrap().spans;
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut self.0.lock().unwrap().spans[span.into_u64() as usize - 1]);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut kept = self.0.lock().unwrap();
        let span = kept.entered.last().copied();
        kept.events.push((span, fields));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }
}

/// What is told of a call; markers are in all that the call has.
fn told(builder: ClientBuilder) -> Kept {
    let memory = Memory::default();
    let policy = crate::runtime::public::Backoff::default().first(std::time::Duration::ZERO);
    let client = builder
        .retry_policy(policy)
        .max_attempts(3)
        .build()
        .unwrap();
    // Whether anybody listens at a place is looked up by the first who comes there, which must not be another test that
    // runs right now: so this one has been there before it listens.
    let unheard = self::builder(&Script::default()).bearer_auth("t").build();
    let _ = block_on(unheard.unwrap().fetch_thing("t"));
    let call = client.fetch_thing("LEAK-path").header("x", "LEAK-header");
    let _ = subscriber::with_default(memory.clone(), || block_on(call.send()));
    let kept = std::mem::take(&mut *memory.0.lock().unwrap());
    let shown = format!("{:?} {:?}", kept.spans, kept.events);
    assert!(!shown.contains(MARKER), "{shown}");
    assert!(kept.entered.is_empty());
    kept
}

fn script(replies: impl Into<VecDeque<Reply>>) -> Script {
    let script = Script::default();
    *script.replies.lock().unwrap() = replies.into();
    script
}

/// The span of a call and the events of its attempts.
fn traced(replies: impl Into<VecDeque<Reply>>) -> (Fields, Vec<Fields>) {
    let builder = builder(&script(replies))
        .api_key("LEAK-key")
        .api_key_query("LEAK-key");
    let Kept { spans, events, .. } = told(builder);
    assert_eq!(spans.len(), 1);
    assert!(
        events.iter().all(|(span, _)| *span == Some(1)),
        "{events:?}"
    );
    let events = events.into_iter().map(|(_, fields)| fields);
    (spans[0].clone(), events.collect())
}

fn fields<const N: usize>(fields: [(&str, &str); N]) -> Fields {
    Fields(
        fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
    )
}

/// What every span has, and this.
fn span<const N: usize>(rest: [(&str, &str); N]) -> Fields {
    let mut all = fields([
        ("otel.name", "GET /v2/Things/{Sid}"),
        ("otel.kind", "client"),
        ("http.request.method", "GET"),
        ("url.template", "/v2/Things/{Sid}"),
        ("server.address", "things.example"),
        ("server.port", "443"),
    ]);
    all.0.extend(fields(rest).0);
    all
}

const STATUS: &str = "http.response.status_code";
const AGAIN: &str = "http.request.resend_count";
const ERROR: &str = "error.type";
const FAILED: (&str, &str) = ("otel.status_code", "ERROR");

#[test]
fn a_success() {
    let (call, attempts) = traced([reply(200, "application/json", r#"{"id":"LEAK"}"#)]);
    assert_eq!(call, span([(STATUS, "200")]));
    let attempt = fields([("message", "attempt"), (AGAIN, "0"), (STATUS, "200")]);
    assert_eq!(attempts, [attempt]);
}

#[test]
fn attempts_and_an_error() {
    let broken = TransportError::new(TransportErrorKind::Exchange, "reset");
    let (call, attempts) = traced([
        Err(broken),
        reply(503, "text/html", "LEAK-page"),
        reply(404, "application/json", r#"{"message":"LEAK"}"#),
    ]);
    assert_eq!(
        call,
        span([(STATUS, "404"), (AGAIN, "2"), (ERROR, "404"), FAILED])
    );
    let attempt = |rest: &[(&str, &str)]| {
        let mut all = fields([("message", "attempt")]);
        all.0.extend(
            rest.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        all
    };
    assert_eq!(
        attempts,
        [
            attempt(&[(AGAIN, "0"), (ERROR, "exchange")]),
            attempt(&[(AGAIN, "1"), (STATUS, "503"), (ERROR, "503")]),
            attempt(&[(AGAIN, "2"), (STATUS, "404"), (ERROR, "404")]),
        ]
    );
}

#[test]
fn a_success_that_breaks_off() {
    let cut = || {
        let cut = http::Response::builder().header("content-length", "9");
        Ok(cut.body(Body::from("LEAK")).unwrap())
    };
    let (call, attempts) = traced([cut(), cut(), cut()]);
    assert_eq!(call, span([(AGAIN, "2"), (ERROR, "body"), FAILED]));
    let attempt = fields([("message", "attempt"), (AGAIN, "0"), (ERROR, "body")]);
    assert_eq!(attempts[0], attempt);
}

#[test]
fn an_end_without_an_answer() {
    let connect = || Err(TransportError::new(TransportErrorKind::Connect, "refused"));
    let (call, attempts) = traced([connect(), connect(), connect()]);
    assert_eq!(call, span([(AGAIN, "2"), (ERROR, "connect"), FAILED]));
    assert_eq!(attempts.len(), 3);
}

#[test]
fn the_template_has_the_path_of_the_documents_server() {
    let base = |url: &str| {
        let builder = builder(&script([reply(200, "application/json", r#"{"id":"t"}"#)]));
        let Kept { spans, .. } = told(builder.base_url(url).bearer_auth("t"));
        spans[0].0["url.template"].clone()
    };
    assert_eq!(base("https://things.example/api"), "/api/v2/Things/{Sid}");
    assert_eq!(
        base("https://things.example/LEAK-tenant"),
        "/v2/Things/{Sid}"
    );
}

struct Refuses;

impl Interceptor for Refuses {
    fn request(
        &self,
        _: &Exchange,
        _: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Err("no key".into())
    }
}

#[test]
fn a_request_that_cannot_be_made_is_no_attempt() {
    let builder = builder(&Script::default()).bearer_auth("t");
    let Kept { spans, events, .. } = told(builder.interceptor(Refuses));
    assert_eq!(spans, [span([(ERROR, "request"), FAILED])]);
    assert_eq!(events, []);
}

#[test]
fn a_token_has_a_span_of_its_own() {
    let json = "application/json";
    let builder = builder(&script([
        reply(503, json, "{}"),
        reply(200, json, r#"{"access_token":"LEAK-token"}"#),
        reply(200, json, r#"{"id":"LEAK"}"#),
    ]));
    let credentials = ClientCredentials::new("LEAK-id", "LEAK-secret")
        .token_url("https://auth.example:8443/LEAK-tenant/token?LEAK-query");
    let Kept { spans, events, .. } = told(builder.oauth2_client_credentials(credentials));
    let token = fields([
        ("otel.name", "POST {token_url}"),
        ("otel.kind", "client"),
        ("http.request.method", "POST"),
        ("server.address", "auth.example"),
        ("server.port", "8443"),
        (STATUS, "200"),
        (AGAIN, "1"),
    ]);
    assert_eq!(spans, [span([(STATUS, "200")]), token]);
    let of_spans: Vec<_> = events.iter().map(|(span, _)| *span).collect();
    assert_eq!(of_spans, [Some(2), Some(2), Some(1)]);
}
