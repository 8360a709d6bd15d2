//! What a trace tells, and what it never does.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber, subscriber};

use super::http_bare::block_on;
use super::privacy::{MARKER, Reply, Script, builder, reply};
use crate::runtime::public::{TransportError, TransportErrorKind};

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

/// The span of a call and the events of its attempts.
fn traced(replies: impl Into<VecDeque<Reply>>) -> (Fields, Vec<Fields>) {
    let (memory, script) = (Memory::default(), Script::default());
    *script.replies.lock().unwrap() = replies.into();
    let client = builder(&script)
        .api_key("LEAK-key")
        .api_key_query("LEAK-key");
    let policy = crate::runtime::public::Backoff::default().first(std::time::Duration::ZERO);
    let client = client.retry_policy(policy).max_attempts(3).build().unwrap();
    let call = client.fetch_thing("LEAK-path").header("x", "LEAK-header");
    let _ = subscriber::with_default(memory.clone(), || block_on(call.send()));
    let kept = memory.0.lock().unwrap();
    let shown = format!("{:?} {:?}", kept.spans, kept.events);
    assert!(!shown.contains(MARKER), "{shown}");
    assert_eq!(kept.spans.len(), 1);
    assert!(
        kept.events.iter().all(|(span, _)| *span == Some(1)),
        "{shown}"
    );
    assert!(kept.entered.is_empty());
    let events = kept.events.iter().map(|(_, fields)| fields.clone());
    (kept.spans[0].clone(), events.collect())
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
    assert_eq!(call, span([(STATUS, "404"), (AGAIN, "2"), (ERROR, "404")]));
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
fn an_end_without_an_answer() {
    let connect = || Err(TransportError::new(TransportErrorKind::Connect, "refused"));
    let (call, attempts) = traced([connect(), connect(), connect()]);
    assert_eq!(call, span([(AGAIN, "2"), (ERROR, "connect")]));
    assert_eq!(attempts.len(), 3);
}
