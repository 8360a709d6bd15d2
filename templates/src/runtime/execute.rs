//! The one path that all calls take: attempts within their time, redirects, retries.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderMap;

use super::Operation;
use super::answer::{Answer, Arriving, Unreadable, is_compressed};
use super::auth;
use super::clock::{Timeout, within};
use super::draft::{Draft, Ready, Recipe};
use super::error::{NoAnswer, RequestError};
use super::interceptor::{Exchange, Interceptor};
use super::redirect;
use super::retry::{AttemptOutcome, FailedAttempt, retry_after};
use super::settings::{Limits, Settings};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::{Body, BoxFuture, Transport, TransportError};
#[cfg(feature = "tracing")]
use super::url::Base;

/// What a call comes to, before anybody knows its types.
pub(crate) type Outcome = Result<Box<Answer>, Failed>;

/// Why there is no response.
pub(crate) enum Failed {
    /// The request could not be made.
    Request(RequestError),
    /// The transport failed.
    Transport(Box<NoAnswer<TransportError>>),
    /// The time was over.
    Timeout(Box<NoAnswer<Timeout>>),
}

/// Executes a request.
pub(crate) fn execute(mut draft: Box<Draft>) -> BoxFuture<'static, Outcome> {
    #[cfg(feature = "tracing")]
    let span = {
        let base = draft.settings.base(draft.operation.base_url).ok();
        trace::span(draft.operation, base.as_deref().map(Base::uri))
    };
    let run = async move {
        let operation = draft.operation;
        draft
            .check()
            .map_err(|error| Failed::Request(error.of(operation.id)))?;
        let (settings, transport) = (Arc::clone(&draft.settings), Arc::clone(&draft.transport));
        let mut call = Running::new(operation, settings, transport, draft.limits.clone());
        call.run(&*draft).await
    };
    #[cfg(feature = "tracing")]
    {
        trace::traced(span, run)
    }
    #[cfg(not(feature = "tracing"))]
    Box::pin(run)
}

/// A call on its way.
pub(crate) struct Running {
    operation: &'static Operation,
    pub(crate) settings: Arc<Settings>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) limits: Limits,
    started: Duration,
    /// Time from the start until the clock was last looked at.
    elapsed: Duration,
    attempts: u32,
    /// Interceptors see it: they are there for the API, and not for a server of tokens.
    pub(crate) is_intercepted: bool,
    /// In this attempt a request was handed to the transport.
    sent: AtomicBool,
    /// In this attempt the server has answered with a redirect, and may have done before it what it was asked for.
    redirected: AtomicBool,
    /// Credentials were refused, and fetched once more.
    renewed: AtomicBool,
}

/// What an attempt comes to.
type Attempt = Result<Received, Stop>;

/// A response whose body was read, or could not be.
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: bytes::Bytes,
    fault: Option<Unreadable>,
}

/// Why an attempt gives no response.
enum Stop {
    Request(RequestError),
    Transport(TransportError),
    Timeout(Timeout),
}

/// Tells of an attempt; what ends with a request that can't be made is none.
#[cfg(feature = "tracing")]
fn tell(number: u32, attempt: &Attempt) {
    let result = match attempt {
        Ok(received) => {
            let cut = trace::cut(received.status, received.fault.as_ref());
            cut.map_or(Ok(received.status), Err)
        }
        Err(Stop::Request(_)) => return,
        Err(Stop::Transport(error)) => Err(trace::name(error.kind())),
        Err(Stop::Timeout(_)) => Err("timeout"),
    };
    trace::attempt(number, result);
}

/// What the server answers; the body is not read yet.
type Sent = (StatusCode, HeaderMap, Body);

impl Running {
    /// A call that begins now.
    pub(crate) fn new(
        operation: &'static Operation,
        settings: Arc<Settings>,
        transport: Arc<dyn Transport>,
        limits: Limits,
    ) -> Self {
        Self {
            operation,
            started: settings.clock.now(),
            settings,
            transport,
            limits,
            elapsed: Duration::ZERO,
            attempts: 0,
            is_intercepted: true,
            sent: AtomicBool::new(false),
            redirected: AtomicBool::new(false),
            renewed: AtomicBool::new(false),
        }
    }

    /// Makes attempts until there is an outcome.
    pub(crate) async fn run(&mut self, recipe: &dyn Recipe) -> Outcome {
        loop {
            self.attempts += 1;
            // In a block, so that no place is kept for it during the wait.
            let wait = {
                let attempt = self.attempt(recipe).await;
                self.look_at_the_clock();
                #[cfg(feature = "tracing")]
                tell(self.attempts, &attempt);
                match self.wait(recipe, &attempt) {
                    Some(wait) => wait,
                    None => return self.conclude(attempt),
                }
            };
            self.settings.clock.sleep(wait).await;
            self.look_at_the_clock();
        }
    }

    fn look_at_the_clock(&mut self) {
        let now = self.settings.clock.now();
        self.elapsed = now.saturating_sub(self.started);
    }

    /// The time of the attempt that begins, and whose time it is.
    pub(crate) fn time(&self) -> (Duration, Timeout) {
        let left = self.limits.total.saturating_sub(self.elapsed);
        if left < self.limits.attempt {
            (left, Timeout::Total(self.limits.total))
        } else {
            (self.limits.attempt, Timeout::Attempt(self.limits.attempt))
        }
    }

    /// One attempt, within its time and that of the whole call.
    async fn attempt(&self, recipe: &dyn Recipe) -> Attempt {
        self.sent.store(false, Ordering::Relaxed);
        self.redirected.store(false, Ordering::Relaxed);
        let (time, timeout) = self.time();
        let mut sleep = self.settings.clock.limit(time);
        let sent = {
            let mut sending = pin!(self.send(recipe));
            within(|context| sending.as_mut().poll(context), &mut sleep).await
        };
        let (status, headers, body) = sent.unwrap_or(Err(Stop::Timeout(timeout)))?;
        let (method, limit) = (&self.operation.method, self.limits.body);
        let mut arriving = Arriving::new(body, method, status, &headers, limit);
        let read = within(|context| arriving.poll(context), &mut sleep).await;
        let body = arriving.into_bytes();
        let fault = match read {
            Some(Ok(())) if is_compressed(&headers) && !body.is_empty() => {
                Some(Unreadable::Compressed)
            }
            Some(read) => read.err(),
            None => Some(Unreadable::Timeout(timeout)),
        };
        Ok(Received {
            status,
            headers,
            body,
            fault,
        })
    }

    /// Sends the request, and those that it is redirected to, with the credentials that have to be fetched. When the server
    /// refuses these, it is sent again with new ones, once in a call: a token may be withdrawn before its time. That is part
    /// of the attempt, and no retry.
    async fn send(&self, recipe: &dyn Recipe) -> Result<Sent, Stop> {
        // What is sent in its place: with the credentials, or redirected.
        let mut instead: Option<Box<Ready>> = None;
        let mut used = Vec::new();
        let mut left = redirect::LIMIT;
        loop {
            let current = instead.as_deref().map_or(recipe, |ready| ready);
            let ready = self.ready(current)?;
            if !ready.sources.is_empty() {
                let ready = instead.insert(Box::new(ready));
                let fetched = auth::fetch(self, ready, &[]).await;
                used = fetched.map_err(|error| self.refused(error))?;
                continue;
            }
            let request = self.request(ready)?;
            // Where interceptors may have changed it.
            let from = (!self.interceptors().is_empty()).then(|| request.uri().clone());
            self.sent.store(true, Ordering::Relaxed);
            let response = self.transport.send(request).await;
            let (parts, body) = self.seen(response)?.into_parts();
            let sent = (parts.status, parts.headers, body);
            let is_answer = self.operation.redirects.contains(&sent.0.as_u16());
            match redirect::follow(current, from.as_ref(), sent.0, &sent.1) {
                Some(next) if left > 0 && !is_answer => {
                    instead = Some(Box::new(next));
                    self.redirected.store(true, Ordering::Relaxed);
                    left -= 1;
                    continue;
                }
                _ => left = redirect::LIMIT,
            }
            let is_refused = sent.0 == StatusCode::UNAUTHORIZED && !used.is_empty();
            if !is_refused || self.renewed.swap(true, Ordering::Relaxed) {
                return Ok(sent);
            }
            let ready = instead.insert(Box::new(self.ready(recipe)?));
            match auth::fetch(self, ready, &used).await {
                Ok(new) if new != used => used = new,
                // What the server has said is the answer then.
                Ok(_) | Err(_) => return Ok(sent),
            }
        }
    }

    fn ready(&self, recipe: &dyn Recipe) -> Result<Ready, Stop> {
        recipe.ready().map_err(|error| self.refused(error))
    }

    fn refused(&self, error: RequestError) -> Stop {
        Stop::Request(error.of(self.operation.id))
    }

    /// One request as it is sent. Not a part of the future, which would have a place for it all the time.
    fn request(&self, ready: Ready) -> Result<http::Request<Body>, Stop> {
        let exchange = self.shown();
        let mut request = http::Request::new(Body::from(ready.body));
        *request.method_mut() = ready.method;
        *request.uri_mut() = ready.uri;
        *request.headers_mut() = ready.headers;
        #[cfg(feature = "test-util")]
        request
            .extensions_mut()
            .insert(super::sent::SentOperation(self.operation));
        for interceptor in self.interceptors() {
            if let Err(source) = interceptor.request(&exchange, &mut request) {
                let error = RequestError::new("an interceptor refused the request");
                return Err(self.refused(error.caused_by(source)));
            }
        }
        Ok(request)
    }

    /// A response, once the interceptors have seen it.
    fn seen(
        &self,
        response: Result<http::Response<Body>, TransportError>,
    ) -> Result<http::Response<Body>, Stop> {
        let response = response.map_err(Stop::Transport)?;
        let exchange = self.shown();
        for interceptor in self.interceptors().iter().rev() {
            interceptor.response(&exchange, &response);
        }
        Ok(response)
    }

    fn interceptors(&self) -> &[Arc<dyn Interceptor>] {
        match self.is_intercepted {
            true => &self.settings.interceptors,
            false => &[],
        }
    }

    /// What interceptors are told.
    fn shown(&self) -> Exchange {
        Exchange {
            operation: self.operation.id,
            template: self.operation.path,
            attempt: self.attempts,
        }
    }

    /// How long to wait before another attempt; `None`: there is none.
    fn wait(&self, recipe: &dyn Recipe, attempt: &Attempt) -> Option<Duration> {
        if self.attempts >= self.limits.attempts {
            return None;
        }
        let (outcome, retry_after) = match attempt {
            // An error is known by its status; a success is none without its body.
            Ok(received) if received.status.is_success() => match &received.fault {
                Some(Unreadable::Interrupted(error)) => (AttemptOutcome::Transport(error), None),
                Some(Unreadable::Timeout(Timeout::Attempt(_))) => (AttemptOutcome::Timeout, None),
                _ => return None,
            },
            Ok(received) => {
                let status = AttemptOutcome::Status(received.status);
                (status, self.retry_after(&received.headers))
            }
            Err(Stop::Transport(error)) => (AttemptOutcome::Transport(error), None),
            Err(Stop::Timeout(Timeout::Attempt(_))) => (AttemptOutcome::Timeout, None),
            Err(Stop::Timeout(Timeout::Total(_)) | Stop::Request(_)) => return None,
        };
        let idempotent = recipe.is_idempotent();
        let redirected = self.redirected.load(Ordering::Relaxed);
        if redirected && !idempotent {
            return None;
        }
        let unprocessed = match attempt {
            Err(Stop::Transport(error)) => error.is_unprocessed(),
            // The credentials have taken all of it.
            _ => !self.sent.load(Ordering::Relaxed),
        };
        let wait = self.limits.policy.wait(&FailedAttempt {
            number: self.attempts,
            method: &self.operation.method,
            idempotent,
            unprocessed: unprocessed && !redirected,
            outcome,
            retry_after,
        })?;
        let in_time = self.elapsed.saturating_add(wait) < self.limits.total;
        (in_time && self.settings.budget.take()).then_some(wait)
    }

    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        retry_after(headers, &*self.settings.clock)
    }

    /// The outcome of the last attempt is that of the call.
    fn conclude(&self, attempt: Attempt) -> Outcome {
        let (operation, attempts, elapsed) = (self.operation, self.attempts, self.elapsed);
        match attempt {
            Ok(Received {
                status,
                headers,
                body,
                fault,
            }) => {
                if status.is_success() && fault.is_none() {
                    self.settings.budget.refill();
                }
                Ok(Box::new(Answer {
                    operation,
                    status,
                    retry_after: self.retry_after(&headers),
                    headers,
                    body,
                    fault,
                    attempts,
                    elapsed,
                }))
            }
            Err(Stop::Request(error)) => Err(Failed::Request(error.after(attempts - 1, elapsed))),
            Err(Stop::Transport(cause)) => Err(Failed::Transport(self.no_answer(cause))),
            Err(Stop::Timeout(cause)) => Err(Failed::Timeout(self.no_answer(cause))),
        }
    }

    fn no_answer<C>(&self, cause: C) -> Box<NoAnswer<C>> {
        Box::new(NoAnswer {
            operation: self.operation,
            cause,
            attempts: self.attempts,
            elapsed: self.elapsed,
        })
    }
}
