//! A transport for tests that answers calls as it was told, with the types of the API, and keeps what was sent.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::arguments::Arguments;
use super::call::Call;
use super::client::{Client, ClientBuilder};
use super::clock::Clock;
use super::outcome::{ApiError, Output, Payload};
pub use super::sent::SentRequest;
use super::test_clock::TestClock;
use super::transport::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
use super::{Fault, Format, Operation};
use crate::client::SERVICE;

/// A transport for tests: it answers each call as it was told to, sends nothing, and keeps what would have been sent.
/// Clones are one transport. A call that it was not told of panics, and says what was expected. Of an API of things:
///
/// ```text
/// let mock = MockTransport::new();
/// let client = mock.builder().build()?;
/// mock.on(client.fetch_thing("t1")).fails(FetchThingError::TooManyRequests).returns(thing);
/// assert_eq!(client.fetch_thing("t1").send().await?.attempts(), 2);
/// assert_eq!(mock.sent()[0].path(), "/v2/Things/t1");
/// mock.on(client.delete_thing("t1")).times(1).returns(());
/// client.delete_thing("t1").await?;
/// mock.assert_all_used();
/// ```
#[derive(Clone, Default)]
pub struct MockTransport {
    plans: Arc<Mutex<Plans>>,
    clock: TestClock,
}

#[derive(Default)]
struct Plans {
    plans: Vec<Plan>,
    sent: Vec<SentRequest>,
}

/// What is answered to a call.
struct Plan {
    operation: &'static Operation,
    /// `None`: any.
    arguments: Option<Arguments>,
    /// In this order, the last one again and again.
    answers: VecDeque<(Duration, Planned)>,
    /// Number of requests that were answered.
    used: usize,
    /// How many are; `None`: all.
    times: Option<usize>,
}

/// An answer.
#[derive(Clone)]
pub enum Planned {
    /// A response.
    Response(http::Response<Bytes>),
    /// A failure of the transport.
    Failure(TransportErrorKind),
}

impl Planned {
    /// A response with the status of a table (`404`, `4XX` or `default`) and a body.
    ///
    /// # Errors
    /// When the body can't be written.
    pub(crate) fn new(pattern: &str, format: Format, body: &impl Payload) -> Result<Self, Fault> {
        let (status, media_types) = pattern.split_once(' ').unwrap_or((pattern, ""));
        let status = status.replace("XX", "00").parse();
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let media_type = media_types
            .split('|')
            .next()
            .filter(|name| !name.is_empty());
        let media_type = match format {
            Format::Json => media_type.or(Some("application/json")),
            Format::Text => Some("text/plain; charset=utf-8"),
            Format::Binary | Format::Empty => None,
        };
        Ok(Self::response(status, media_type, body.write(format)?))
    }

    pub(crate) fn response(status: StatusCode, media_type: Option<&str>, body: Bytes) -> Self {
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        let media_type = media_type.map(HeaderValue::from_str);
        if let Some(Ok(value)) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        Self::Response(response)
    }
}

impl MockTransport {
    /// A transport that expects no call.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder of a client with this transport and its clock, which needs no credentials.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(SERVICE.base_url.unwrap_or("https://api.example.com"))
            .without_credentials()
            .transport(self.clone())
            .clock(self.clock())
    }

    /// The clock of the clients that [`builder`](Self::builder) makes; delays are measured by it.
    pub fn clock(&self) -> TestClock {
        self.clock.clone()
    }

    /// Expects a call like this one: with the same path, query, body, cookies and headers, as far as the document describes
    /// these. Credentials are not compared, an idempotency key only if this call was given one, and a body in parts is any.
    /// The answers are those that are then named. Of two expectations that fit a call, the later one holds.
    #[must_use = "an expectation without an answer panics when a call meets it"]
    #[track_caller]
    pub fn on<T: Output, E: ApiError>(&self, call: impl Into<Call<T, E>>) -> MockAnswers<T, E> {
        let mut draft = call.into().draft;
        let operation = draft.operation;
        let arguments = Arguments::of(&mut draft).unwrap_or_else(|error| {
            fail(format_args!(
                "a call that can't be made is expected: {error}"
            ))
        });
        let mut plans = self.lock();
        plans.plans.push(Plan {
            operation,
            arguments: Some(arguments),
            answers: VecDeque::new(),
            used: 0,
            times: None,
        });
        MockAnswers {
            mock: self.clone(),
            index: plans.plans.len() - 1,
            operation,
            delay: Duration::ZERO,
            types: PhantomData,
        }
    }

    /// What was sent, in order: each attempt is one.
    pub fn sent(&self) -> Vec<SentRequest> {
        self.lock().sent.clone()
    }

    /// The expectations that no request has met, or fewer than their [`times`](MockAnswers::times), one a line.
    pub fn unused(&self) -> Vec<String> {
        let plans = self.lock();
        let unused = plans.plans.iter().filter(|plan| plan.is_open());
        unused.map(Plan::to_string).collect()
    }

    /// Panics when an expectation is [unused](Self::unused): for the end of a test.
    #[track_caller]
    pub fn assert_all_used(&self) {
        let unused = self.unused();
        if !unused.is_empty() {
            let unused = unused.join("\n  ");
            fail(format_args!(
                "these calls were expected, and not made:\n  {unused}"
            ));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Plans> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a request, and gives its answer or what to say of it.
    pub(crate) fn answer(&self, sent: SentRequest) -> Result<(Duration, Planned), Surprise> {
        let mut plans = self.lock();
        let found = plans.plans.iter_mut().rev().find(|plan| plan.is_for(&sent));
        let answer = found.and_then(|plan| {
            plan.used += 1;
            match plan.answers.len() {
                0 | 1 => plan.answers.front().cloned(),
                _ => plan.answers.pop_front(),
            }
        });
        let answer = answer.ok_or_else(|| Surprise::new(&sent, &plans.plans));
        plans.sent.push(sent);
        answer
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plans = self.lock();
        f.debug_struct("MockTransport")
            .field("expectations", &plans.plans.len())
            .field("sent", &plans.sent.len())
            .finish()
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let answer = self.answer(SentRequest::new(request));
        Box::pin(async move {
            let (delay, planned) = answer.unwrap_or_else(|it| fail(format_args!("{}", it.text)));
            if !delay.is_zero() {
                self.clock.sleep(delay).await;
            }
            match planned {
                Planned::Response(response) => Ok(response.map(Body::from)),
                Planned::Failure(kind) => Err(TransportError::new(kind, "as the mock was told")),
            }
        })
    }
}

impl Plan {
    fn is_for(&self, sent: &SentRequest) -> bool {
        let arguments = self.arguments.as_ref();
        self.operation.id == sent.operation()
            && self.times.is_none_or(|times| self.used < times)
            && arguments.is_none_or(|it| it.are_those_of(sent))
    }

    /// Whether requests are still to come.
    fn is_open(&self) -> bool {
        self.used < self.times.unwrap_or(1)
    }

    /// Whether the request differs from what is expected in something else than its path.
    fn is_missed_by(&self, sent: &SentRequest) -> bool {
        let arguments = self.arguments.as_ref();
        self.operation.id == sent.operation()
            && arguments.is_some_and(|it| it.is_path_of(sent) && !it.are_those_of(sent))
    }
}

/// As a list of expectations has it.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        match &self.arguments {
            None => write!(f, "{id}: {method} {path}, any arguments")?,
            Some(arguments) => write!(f, "{id}: {method} {arguments}")?,
        }
        match self.times {
            Some(times) => write!(f, " ({} of {times} times)", self.used),
            None => Ok(()),
        }
    }
}

/// A call that nobody expected.
pub(crate) struct Surprise {
    /// What to say of it.
    pub(crate) text: String,
    /// Another one was expected on its path.
    pub(crate) is_near_miss: bool,
}

impl Surprise {
    fn new(sent: &SentRequest, plans: &[Plan]) -> Self {
        let mut text = format!(
            "{} {} ({}) was not expected, or has no answer; expected are:",
            sent.method(),
            sent.path_and_query(),
            sent.operation(),
        );
        if plans.is_empty() {
            text.push_str(" none");
        }
        for plan in plans {
            text.push_str(&format!("\n  {plan}"));
        }
        let is_near_miss = plans.iter().any(|plan| plan.is_missed_by(sent));
        Self { text, is_near_miss }
    }
}

/// Ends the test.
#[track_caller]
#[allow(clippy::panic, reason = "a test fails by panicking")]
fn fail(text: fmt::Arguments<'_>) -> ! {
    panic!("{text}")
}

/// The answers to a call that a [`MockTransport`] expects, in the order in which they are named; the last one is given
/// again and again.
pub struct MockAnswers<T, E> {
    mock: MockTransport,
    index: usize,
    operation: &'static Operation,
    delay: Duration,
    types: PhantomData<fn(T, E)>,
}

impl<T: Output, E: ApiError> MockAnswers<T, E> {
    /// Makes the expectation one of all calls of the operation, whatever their path, query and body.
    pub fn with_any_arguments(self) -> Self {
        if let Some(plan) = self.mock.lock().plans.get_mut(self.index) {
            plan.arguments = None;
        }
        self
    }

    /// Ends the expectation after so many requests, each attempt being one: later ones meet an earlier expectation, or none.
    pub fn times(self, times: usize) -> Self {
        if let Some(plan) = self.mock.lock().plans.get_mut(self.index) {
            plan.times = Some(times);
        }
        self
    }

    /// Lets this time pass before the next answer.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Succeeds with this body, and the first status that the document describes for it.
    #[track_caller]
    pub fn returns(self, body: T) -> Self {
        let Operation {
            success, format, ..
        } = self.operation;
        let status = success.first().copied().unwrap_or_default();
        let planned = body.planned(status, *format);
        self.written(planned)
    }

    /// Fails with this error and its status: 400 and 500 where the document says 4XX and 5XX, 500 for the default.
    #[track_caller]
    pub fn fails(self, error: E) -> Self {
        self.written(error.planned())
    }

    /// Answers with this status and JSON, whatever the document says.
    #[track_caller]
    pub fn json(self, status: u16, body: &serde_json::Value) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            fail(format_args!("{status} is not a status"));
        };
        let body = Bytes::from(body.to_string());
        self.then(Planned::response(status, Some("application/json"), body))
    }

    /// Answers with this response, whatever the document says.
    pub fn responds(self, response: http::Response<impl Into<Bytes>>) -> Self {
        self.then(Planned::Response(response.map(Into::into)))
    }

    /// Fails as a transport does.
    pub fn breaks(self, kind: TransportErrorKind) -> Self {
        self.then(Planned::Failure(kind))
    }

    #[track_caller]
    fn written(self, planned: Result<Planned, Fault>) -> Self {
        match planned {
            Ok(planned) => self.then(planned),
            Err(fault) => fail(format_args!("the answer can't be written: {fault}")),
        }
    }

    fn then(mut self, planned: Planned) -> Self {
        let delay = std::mem::take(&mut self.delay);
        if let Some(plan) = self.mock.lock().plans.get_mut(self.index) {
            plan.answers.push_back((delay, planned));
        }
        self
    }
}

impl<T, E> fmt::Debug for MockAnswers<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockAnswers({})", self.operation.id)
    }
}
