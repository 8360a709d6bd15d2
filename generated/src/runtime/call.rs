//! A call: a request that is ready, and the futures that it turns into.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::draft::Draft;
use super::error::Error;
use super::execute::{Outcome, execute};
use super::outcome::{ApiError, Output, finish};
use super::response::Response;
use super::retry::RetryPolicy;
use super::transport::BoxFuture;
use super::{AnyEncode, Client, Operation};

/// A request that is ready to be sent; nothing happens until it is awaited or sent. Awaiting gives the body of the
/// response, [`send`](Self::send) the response with status and headers.
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct Call<T, E> {
    /// What is sent; other parts of the runtime add to it.
    pub(crate) draft: Box<Draft>,
    types: PhantomData<fn() -> (T, E)>,
}

impl Client {
    /// A request of an operation with its required parameters.
    #[inline]
    pub(crate) fn call<T, E>(
        &self,
        operation: &'static Operation,
        arguments: &[&dyn AnyEncode],
    ) -> Call<T, E> {
        let draft = Draft::new(self, operation, arguments);
        Call {
            draft,
            types: PhantomData,
        }
    }
}

impl<T, E> Call<T, E> {
    /// Time for the whole call, all attempts and waits between them included.
    #[inline]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.total = timeout;
        self
    }

    /// Time for each attempt, its response's body included.
    #[inline]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.attempt = timeout;
        self
    }

    /// Number of attempts at most; 1: no retry.
    #[inline]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.draft.limits.attempts = attempts;
        self
    }

    /// Longest body of the response in bytes.
    #[inline]
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.draft.limits.body = bytes;
        self
    }

    /// When, and after which wait, an attempt is followed by another one: a [`Backoff`](super::retry::Backoff) with limits of its
    /// own, or a policy of yours.
    #[inline]
    pub fn retry_policy(mut self, policy: impl RetryPolicy) -> Self {
        self.draft.limits.policy = Arc::new(policy);
        self
    }

    /// Adds a header to the request, in place of one of this name. What can't be sent is an error of the call: a value
    /// with control characters, or a header that says where the body ends (`Content-Length`, `Transfer-Encoding`).
    #[inline]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let set = self.draft.set_header(name, value);
        self.draft.note(set);
        self
    }
}

impl<T: Output, E: ApiError> Call<T, E> {
    /// Sends the request; the response has the body, the status and the headers.
    #[inline]
    pub fn send(self) -> Sending<T, E> {
        Sending {
            outcome: execute(self.draft),
            types: PhantomData,
        }
    }
}

impl<T: Output, E: ApiError> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Fetching<T, E>;

    #[inline]
    fn into_future(self) -> Fetching<T, E> {
        Fetching(self.send())
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.draft.operation.id)
    }
}

/// A request on its way; dropping it ends the call.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sending<T, E> {
    outcome: BoxFuture<'static, Outcome>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: Output, E: ApiError> Future for Sending<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(self.outcome.as_mut().poll(context));
        Poll::Ready(finish(outcome))
    }
}

/// A request on its way to a body; dropping it ends the call.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Fetching<T, E>(Sending<T, E>);

impl<T: Output, E: ApiError> Future for Fetching<T, E> {
    type Output = Result<T, Error<E>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map_ok(Response::into_body)
    }
}

macro_rules! opaque {
    ($($name:ident),*) => {$(
        impl<T, E> fmt::Debug for $name<T, E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

opaque!(Sending, Fetching);
