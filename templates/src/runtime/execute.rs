//! The one path that all calls take: attempts within their time, redirects, retries.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::header::HeaderMap;
use http::{StatusCode, Uri};

use super::Operation;
use super::answer::{Answer, Arrived, Unreadable, read};
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
pub(crate) fn execute(draft: Box<Draft>) -> BoxFuture<'static, Outcome> {
    #[cfg(feature = "tracing")]
    {
        let base = draft.settings.base(draft.operation.base_url).ok();
        let span = trace::span(draft.operation, base.as_deref().map(Base::uri));
        trace::traced(span, run(draft))
    }
    #[cfg(not(feature = "tracing"))]
    Box::pin(run(draft))
}

async fn run(mut draft: Box<Draft>) -> Outcome {
    let operation = draft.operation;
    draft
        .check()
        .map_err(|error| Failed::Request(error.of(operation.id)))?;
    let (settings, transport) = (Arc::clone(&draft.settings), Arc::clone(&draft.transport));
    let mut call = Running::new(operation, settings, transport, draft.limits.clone());
    call.run(&*draft).await
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
            let sending = pin!(self.send(recipe));
            within(sending, &mut sleep).await
        };
        let (status, headers, mut body) = sent.unwrap_or(Err(Stop::Timeout(timeout)))?;
        let mut arrived = Arrived::default();
        let read = {
            let limit = self.limits.body;
            let reading = read(
                &mut body,
                &headers,
                &self.operation.method,
                status,
                limit,
                &mut arrived,
            );
            within(pin!(reading), &mut sleep).await
        };
        let read = read.unwrap_or(Err(Unreadable::Timeout(timeout)));
        Ok(Received {
            status,
            headers,
            body: arrived.into_bytes(),
            fault: read.err(),
        })
    }

    /// Sends the request, and those that it is redirected to.
    async fn send(&self, recipe: &dyn Recipe) -> Result<Sent, Stop> {
        let mut redirected: Option<Box<Ready>> = None;
        let mut left = redirect::LIMIT;
        loop {
            let recipe = redirected.as_deref().map_or(recipe, |ready| ready);
            let ready = recipe.ready().map_err(|error| self.refused(error))?;
            if !ready.sources.is_empty() {
                return self.send_with_fetched(ready, recipe).await;
            }
            let (response, from) = self.exchange(ready).await?;
            let (parts, body) = response.into_parts();
            let is_answer = self.operation.redirects.contains(&parts.status.as_u16());
            match redirect::follow(recipe, from.as_ref(), parts.status, &parts.headers) {
                Some(next) if left > 0 && !is_answer => redirected = Some(Box::new(next)),
                _ => return Ok((parts.status, parts.headers, body)),
            }
            self.redirected.store(true, Ordering::Relaxed);
            left -= 1;
        }
    }

    /// Sends the request with credentials that have to be fetched. When the server refuses them, it is sent again with new
    /// ones, once in a call: a token may be withdrawn before its time. That is part of the attempt, and no retry.
    fn send_with_fetched<'a>(
        &'a self,
        ready: Ready,
        recipe: &'a dyn Recipe,
    ) -> BoxFuture<'a, Result<Sent, Stop>> {
        Box::pin(async move {
            let fetched = auth::fetch(self, ready, &[]).await;
            let (authorized, used) = fetched.map_err(|error| self.refused(error))?;
            let sent = self.send(&authorized).await?;
            if sent.0 != StatusCode::UNAUTHORIZED || self.renewed.swap(true, Ordering::Relaxed) {
                return Ok(sent);
            }
            let ready = recipe.ready().map_err(|error| self.refused(error))?;
            match auth::fetch(self, ready, &used).await {
                Ok((again, new)) if new != used => self.send(&again).await,
                // What the server has said is the answer then.
                Ok(_) | Err(_) => Ok(sent),
            }
        })
    }

    fn refused(&self, error: RequestError) -> Stop {
        Stop::Request(error.of(self.operation.id))
    }

    /// Sends one request, past the interceptors; gives its URL as well, where they may have changed it.
    async fn exchange(&self, ready: Ready) -> Result<(http::Response<Body>, Option<Uri>), Stop> {
        let request = self.request(ready)?;
        let is_seen = !self.interceptors().is_empty();
        let uri = is_seen.then(|| request.uri().clone());
        self.sent.store(true, Ordering::Relaxed);
        let sent = self.transport.send(request);
        let response = sent.await.map_err(Stop::Transport)?;
        let exchange = self.shown();
        for interceptor in self.interceptors().iter().rev() {
            interceptor.response(&exchange, &response);
        }
        Ok((response, uri))
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
