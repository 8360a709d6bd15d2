//! Requests with optional parameters.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::call::{Fetching, Sending};
use super::error::Error;
use super::outcome::{ApiError, Output};
#[cfg(feature = "blocking")]
use super::response::Response;
use super::{AnyEncode, Call};

// One type for all operations: with one for each, what they have in common would cost the compiler as much as their models.
/// A [`Call`] whose operation has optional parameters, `P`: for each of them there is a method. Each operation has its own name
/// for it.
#[must_use = "a request does nothing until it is awaited or sent"]
pub struct CallBuilder<T, E, P> {
    /// The call as it is so far.
    pub(crate) call: Call<T, E>,
    parameters: PhantomData<fn() -> P>,
}

impl<T, E> Call<T, E> {
    /// The call of an operation with these optional parameters.
    #[inline]
    pub(crate) fn builder<P>(self) -> CallBuilder<T, E, P> {
        CallBuilder {
            call: self,
            parameters: PhantomData,
        }
    }

    /// Sets the parameter at this index of the operation's table.
    #[inline]
    pub(crate) fn parameter(&mut self, index: usize, value: &dyn AnyEncode) {
        self.draft.parameter(index, value);
    }
}

impl<T, E, P> CallBuilder<T, E, P> {
    /// Time for the whole call, all attempts and waits between them included.
    #[inline]
    pub fn timeout(self, timeout: Duration) -> Self {
        self.call.timeout(timeout).builder()
    }

    /// Time for each attempt, its response's body included.
    #[inline]
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.call.attempt_timeout(timeout).builder()
    }

    /// Number of attempts at most; 1: no retry.
    #[inline]
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.call.max_attempts(attempts).builder()
    }

    /// Sets what only a [`Call`] can be told: `.configure(|call| call.max_body_bytes(1024))`.
    #[inline]
    pub fn configure(self, set: impl FnOnce(Call<T, E>) -> Call<T, E>) -> Self {
        set(self.call).builder()
    }

    /// Adds a header to the request, in place of one of this name, as [`Call::header`].
    #[inline]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.call.header(name, value).builder()
    }
}

impl<T: Output, E: ApiError, P> CallBuilder<T, E, P> {
    /// Sends the request; the response has the body, the status and the headers.
    #[inline]
    pub fn send(self) -> Sending<T, E> {
        self.call.send()
    }

    /// Sends the request and waits on this thread for the response, as [`Call`]'s method of this name.
    ///
    /// # Errors
    /// Those of the call.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Response<T>, Error<E>> {
        self.call.send_blocking()
    }
}

impl<T: Output, E: ApiError, P> IntoFuture for CallBuilder<T, E, P> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Fetching<T, E>;

    #[inline]
    fn into_future(self) -> Fetching<T, E> {
        self.call.into_future()
    }
}

/// The call with what was set so far.
impl<T, E, P> From<CallBuilder<T, E, P>> for Call<T, E> {
    fn from(builder: CallBuilder<T, E, P>) -> Self {
        builder.call
    }
}

impl<T, E, P> fmt::Debug for CallBuilder<T, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
