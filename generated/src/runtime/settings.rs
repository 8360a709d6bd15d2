//! What a client is told once: where to send requests, as whom, and how patiently.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue};

use super::auth::Credentials;
use super::clock::Clock;
use super::error::RequestError;
use super::interceptor::Interceptor;
use super::retry::{Backoff, Budget, RetryPolicy};
use super::transport::Transport;
use super::url::Base;

/// What a client is told once; shared by its clones.
pub(crate) struct Settings {
    pub(crate) base: Base,
    /// The base URL was given to the builder, so it also holds for operations that have one of their own.
    pub(crate) base_is_given: bool,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Credentials,
    /// Requests may go without the credentials that they need.
    pub(crate) anonymous: bool,
    pub(crate) trust: Trust,
    pub(crate) limits: Limits,
    pub(crate) budget: Budget,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    /// For blocking calls; `None`: they take the transport that all take.
    #[cfg(all(feature = "blocking", feature = "reqwest"))]
    pub(crate) blocking_transport: Option<super::blocking::OwnTransport>,
}

/// Which URLs credentials may be sent to.
#[derive(Clone, Copy)]
pub(crate) struct Trust {
    pub(crate) allow_http: bool,
    /// With settings of the user's own, a proxy may be on the way to this machine as well.
    pub(crate) may_be_proxied: bool,
}

impl Trust {
    /// Whether they may be sent there.
    pub(crate) fn allows(self, url: &Base) -> bool {
        let is_clear = url.is_clear() || (self.may_be_proxied && !url.is_https());
        self.allow_http || !is_clear
    }
}

/// What a call can be told as well.
#[derive(Clone)]
pub(crate) struct Limits {
    /// Time for the whole call.
    pub(crate) total: Duration,
    /// Time for each attempt.
    pub(crate) attempt: Duration,
    /// Number of attempts.
    pub(crate) attempts: u32,
    /// Longest body of a response.
    pub(crate) body: u64,
    pub(crate) policy: Arc<dyn RetryPolicy>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: Duration::from_secs(120),
            attempt: Duration::from_secs(30),
            attempts: 3,
            body: 64 * 1024 * 1024,
            policy: Arc::new(Backoff::default()),
        }
    }
}

impl Settings {
    /// The base URL for an operation.
    pub(crate) fn base(
        &self,
        of_operation: Option<&'static str>,
    ) -> Result<Cow<'_, Base>, RequestError> {
        match of_operation {
            Some(text) if !self.base_is_given => match Base::parse(text) {
                Ok(base) => Ok(Cow::Owned(base)),
                Err(why) => Err(RequestError::new(format!(
                    "the base URL of the operation {why}"
                ))),
            },
            _ => Ok(Cow::Borrowed(&self.base)),
        }
    }
}
