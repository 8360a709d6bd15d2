//! The one path that all calls take: attempts within their time, redirects, retries.

use std::mem::take;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{StatusCode, Uri};

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
        if let Err(error) = draft.check() {
            return Err(Failed::Request(error.of(operation.id)));
        }
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
    sent: bool,
    /// In this attempt the server has answered with a redirect, and may have done before it what it was asked for.
    redirected: bool,
    /// Credentials were refused, and fetched once more.
    renewed: bool,
}

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
            sent: false,
            redirected: false,
            renewed: false,
        }
    }

    /// Makes attempts until there is an outcome.
    pub(crate) async fn run(&mut self, recipe: &dyn Recipe) -> Outcome {
        loop {
            self.attempts += 1;
            // In a block, so that no place is kept for it during the wait.
            let wait = {
                let outcome = self.attempt(recipe).await;
                #[cfg(feature = "tracing")]
                trace::attempt(&outcome);
                match self.wait(recipe, &outcome) {
                    Some(wait) => wait,
                    None => return outcome,
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
    async fn attempt(&mut self, recipe: &dyn Recipe) -> Outcome {
        (self.sent, self.redirected) = (false, false);
        let (time, timeout) = self.time();
        let mut sleep = self.settings.clock.limit(time);
        let sent = {
            let mut sending = pin!(self.send(recipe));
            within(|context| sending.as_mut().poll(context), &mut sleep).await
        };
        let (head, body) = match sent {
            Some(sent) => sent?.into_parts(),
            None => return Err(Failed::Timeout(self.no_answer(timeout))),
        };
        let mut arriving = self.arriving(&head, body);
        let read = within(|context| arriving.poll(context), &mut sleep).await;
        let read = read.unwrap_or(Err(Unreadable::Timeout(timeout)));
        Ok(self.answer(head, arriving.into_bytes(), read))
    }

    /// Sends the request, and those that it is redirected to, with the credentials that have to be fetched. When the server
    /// refuses these, it is sent again with new ones, once in a call: a token may be withdrawn before its time. That is part
    /// of the attempt, and no retry.
    async fn send(&mut self, recipe: &dyn Recipe) -> Result<http::Response<Body>, Failed> {
        // What is sent in its place: with the credentials, or redirected.
        let mut instead: Option<Box<Ready>> = None;
        let mut used = Vec::new();
        // Those that the server has refused, and its response.
        let (mut refused, mut refusal) = (Vec::new(), None);
        let mut left = redirect::LIMIT;
        loop {
            let current: &dyn Recipe = match &instead {
                Some(ready) => &**ready,
                None => recipe,
            };
            let mut ready = match current.ready() {
                Ok(ready) => ready,
                Err(error) => return Err(self.refused(error)),
            };
            if !ready.sources.is_empty() {
                let (kind, source) = ready.sources.remove(0);
                let ready = instead.insert(Box::new(ready));
                let fetched = source.credential(self, refused.get(used.len())).await;
                match (auth::add(ready, kind, fetched), refusal) {
                    (Ok(credential), response) => {
                        used.push(credential);
                        refusal = response;
                    }
                    // What the server has said is the answer then.
                    (Err(_), Some(response)) => return Ok(response),
                    (Err(error), None) => return Err(self.refused(error)),
                }
                continue;
            }
            if let Some(response) = refusal.take()
                && used == refused
            {
                return Ok(response);
            }
            let request = self.request(ready)?;
            // Where interceptors may have changed it.
            let from = match self.interceptors() {
                [] => None,
                _ => Some(request.uri().clone()),
            };
            self.sent = true;
            let response = self.transport.send(request).await;
            let response = self.seen(response)?;
            if left > 0
                && let Some(next) = self.follow(current, from, &response)
            {
                instead = Some(next);
                left -= 1;
                continue;
            }
            if response.status() != StatusCode::UNAUTHORIZED || used.is_empty() || self.renewed {
                return Ok(response);
            }
            self.renewed = true;
            left = redirect::LIMIT;
            (refused, refusal) = (take(&mut used), Some(response));
            instead = None;
        }
    }

    /// The request that a response redirects to, if the document does not describe this response.
    fn follow(
        &mut self,
        request: &dyn Recipe,
        from: Option<Uri>,
        response: &http::Response<Body>,
    ) -> Option<Box<Ready>> {
        let status = response.status().as_u16();
        if self.operation.redirects.contains(&status) {
            return None;
        }
        let next = redirect::follow(request, from, response)?;
        self.redirected = true;
        Some(Box::new(next))
    }

    fn refused(&mut self, error: RequestError) -> Failed {
        self.look_at_the_clock();
        let error = error.of(self.operation.id);
        Failed::Request(error.after(self.attempts - 1, self.elapsed))
    }

    /// One request as it is sent. Not a part of the future, which would have a place for it all the time.
    fn request(&mut self, ready: Ready) -> Result<http::Request<Body>, Failed> {
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
        &mut self,
        response: Result<http::Response<Body>, TransportError>,
    ) -> Result<http::Response<Body>, Failed> {
        let response = match response {
            Ok(response) => response,
            Err(cause) => return Err(Failed::Transport(self.no_answer(cause))),
        };
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
    fn wait(&self, recipe: &dyn Recipe, outcome: &Outcome) -> Option<Duration> {
        if self.attempts >= self.limits.attempts {
            return None;
        }
        let (outcome, retry_after) = match outcome {
            // An error is known by its status; a success is none without its body.
            Ok(answer) if answer.status.is_success() => match &answer.fault {
                Some(Unreadable::Interrupted(error)) => (AttemptOutcome::Transport(error), None),
                Some(Unreadable::Timeout(Timeout::Attempt(_))) => (AttemptOutcome::Timeout, None),
                _ => return None,
            },
            Ok(answer) => (AttemptOutcome::Status(answer.status), answer.retry_after),
            Err(Failed::Transport(end)) => (AttemptOutcome::Transport(&end.cause), None),
            Err(Failed::Timeout(end)) => match end.cause {
                Timeout::Attempt(_) => (AttemptOutcome::Timeout, None),
                Timeout::Total(_) => return None,
            },
            Err(Failed::Request(_)) => return None,
        };
        let idempotent = recipe.is_idempotent();
        if self.redirected && !idempotent {
            return None;
        }
        let unprocessed = match outcome {
            AttemptOutcome::Transport(error) => error.is_unprocessed(),
            // The credentials have taken all of it.
            _ => !self.sent,
        };
        let wait = self.limits.policy.wait(&FailedAttempt {
            number: self.attempts,
            method: &self.operation.method,
            idempotent,
            unprocessed: unprocessed && !self.redirected,
            outcome,
            retry_after,
        })?;
        let in_time = self.elapsed.saturating_add(wait) < self.limits.total;
        (in_time && self.settings.budget.take()).then_some(wait)
    }

    fn arriving(&self, head: &Parts, body: Body) -> Arriving {
        let (method, limit) = (&self.operation.method, self.limits.body);
        Arriving::new(body, method, head.status, &head.headers, limit)
    }

    fn answer(&mut self, head: Parts, body: Bytes, read: Result<(), Unreadable>) -> Box<Answer> {
        self.look_at_the_clock();
        let (status, headers) = (head.status, head.headers);
        let fault = match read {
            Ok(()) if is_compressed(&headers) && !body.is_empty() => Some(Unreadable::Compressed),
            read => read.err(),
        };
        if status.is_success() && fault.is_none() {
            self.settings.budget.refill();
        }
        Box::new(Answer {
            operation: self.operation,
            status,
            retry_after: retry_after(&headers, &*self.settings.clock),
            headers,
            body,
            fault,
            attempts: self.attempts,
            elapsed: self.elapsed,
        })
    }

    fn no_answer<C>(&mut self, cause: C) -> Box<NoAnswer<C>> {
        self.look_at_the_clock();
        Box::new(NoAnswer {
            operation: self.operation,
            cause,
            attempts: self.attempts,
            elapsed: self.elapsed,
        })
    }
}
