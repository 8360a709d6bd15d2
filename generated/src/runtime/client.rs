//! The client and its builder.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue, USER_AGENT};

use super::auth::{self, Credential, Credentials, Given};
use super::clock::{Clock, HAS_SYSTEM};
use super::error::BuildError;
use super::interceptor::Interceptor;
use super::retry::{Budget, RetryPolicy};
use super::settings::{Limits, Settings, Trust};
use super::transport::Transport;
use super::url::Base;
use crate::client::SERVICE;

/// A client of the API. Clones are cheap and share their connections and their retry budget.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

impl Client {
    /// A builder with the defaults of the document.
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            base_url: None,
            user_agent: None,
            headers: Vec::new(),
            credentials: vec![None; SERVICE.credentials.len()],
            anonymous: false,
            allow_http: false,
            limits: Limits::default(),
            connect_timeout: Duration::from_secs(5),
            retry_budget: 100,
            interceptors: Vec::new(),
            transport: None,
            clock: None,
            #[cfg(feature = "reqwest")]
            reqwest: None,
        }
    }

    /// What all calls have in common.
    pub(crate) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.0)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base.as_str())
            .finish_non_exhaustive()
    }
}

/// Builds a [`Client`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    base_url: Option<String>,
    user_agent: Option<String>,
    headers: Vec<(String, String)>,
    credentials: Credentials,
    anonymous: bool,
    allow_http: bool,
    limits: Limits,
    connect_timeout: Duration,
    retry_budget: u32,
    interceptors: Vec<Arc<dyn Interceptor>>,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    #[cfg(feature = "reqwest")]
    reqwest: Option<reqwest::ClientBuilder>,
}

impl ClientBuilder {
    /// Where the API is; the document's server unless set. A path in it comes before that of every operation.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the credential at this index of the service's table.
    pub(crate) fn credential(self, index: usize, credential: Credential) -> Self {
        let placed = match SERVICE.credential(index) {
            Some(kind) if credential.is_valid(kind) => credential.place(kind).ok(),
            _ => None,
        };
        self.given(index, Given::Secret(placed))
    }

    /// Sets the credential at this index of the service's table, or where it is fetched.
    pub(crate) fn given(mut self, index: usize, given: Given) -> Self {
        if let Some(slot) = self.credentials.get_mut(index) {
            *slot = Some(given);
        }
        self
    }

    /// Allows calls without the credentials that they need: the server decides.
    pub fn without_credentials(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Allows credentials over `http://` to other machines than this one, where everybody on the way can read them.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Time for a whole call, all attempts and waits between them included; 120 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.total = timeout;
        self
    }

    /// Time for each attempt, its response's body included; 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// Time for a connection to be made; 5 s unless set. A transport of your own keeps its own time.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Number of attempts of a call at most; 3 unless set, 1: no retry.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.limits.attempts = attempts;
        self
    }

    /// When, and after which wait, an attempt is followed by another one; [`Backoff`](super::retry::Backoff) unless set.
    pub fn retry_policy(mut self, policy: impl RetryPolicy) -> Self {
        self.limits.policy = Arc::new(policy);
        self
    }

    /// Number of retries that are left when no call succeeds any more; 100 unless set. Ten successes earn another one.
    /// Clones of the client share it.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.retry_budget = retries;
        self
    }

    /// Longest body of a response in bytes; 64 MiB unless set. Decoded it may take a multiple of that: `{}` is as large as
    /// the Rust type that it is read into, and a list may hold many. Of a server that is not trusted, allow less.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.limits.body = bytes;
        self
    }

    /// Names the program in front of this crate in `User-Agent`: `acme/1.2`.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Adds a header to every request, where the call has none of this name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds an interceptor behind those that are there.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sends requests by this transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Measures time and waits by this clock; tokio's unless set, and outside of tokio one that takes a thread for each
    /// wait. A runtime of tokio that was made without `enable_all` panics when it is asked for the time, or for a socket.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Settings for the transport that comes with the crate: proxies, certificates, pools. Without them it closes connections
    /// that were idle for 50 s, ahead of most load balancers. Redirects, retries, the referer
    /// and the connect timeout are set after them. Its proxies, those of the environment unless it says `no_proxy`, hold for
    /// this machine as well, so credentials go over `http://` to nowhere without [`allow_http`](Self::allow_http).
    #[cfg(feature = "reqwest-0_13")]
    pub fn reqwest_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.reqwest = Some(builder);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// When the base URL, or that for tokens, is missing or can't be used, credentials are missing or can't be sent, or would
    /// be sent over `http://` to another machine, or there is no transport.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let url = self.base_url.as_deref().or(SERVICE.base_url);
        let base = Base::parse(url.ok_or(BuildError::NoBaseUrl)?).map_err(BuildError::BaseUrl)?;
        let trust = self.trust();
        self.check_credentials(&base, trust)?;
        #[cfg(all(feature = "blocking", feature = "reqwest"))]
        let blocking_transport = (self.transport.is_none() && self.reqwest.is_none())
            .then(|| super::blocking::OwnTransport::new(base.clone(), self.connect_timeout));
        let transport = self.make_transport(&base)?;
        let clock = self.make_clock()?;
        Ok(Client(Arc::new(Settings {
            base,
            base_is_given: self.base_url.is_some(),
            user_agent: self.make_user_agent()?,
            headers: self.make_headers()?,
            credentials: self.credentials,
            anonymous: self.anonymous,
            trust,
            limits: self.limits,
            budget: Budget::new(self.retry_budget),
            interceptors: self.interceptors,
            transport,
            clock,
            #[cfg(all(feature = "blocking", feature = "reqwest"))]
            blocking_transport,
        })))
    }

    fn trust(&self) -> Trust {
        #[cfg(feature = "reqwest")]
        let may_be_proxied = self.transport.is_none() && self.reqwest.is_some();
        #[cfg(not(feature = "reqwest"))]
        let may_be_proxied = false;
        Trust {
            allow_http: self.allow_http,
            may_be_proxied,
        }
    }

    fn check_credentials(&self, base: &Base, trust: Trust) -> Result<(), BuildError> {
        let may_know = |url: &Base| trust.allows(url);
        for (index, given) in self.credentials.iter().enumerate() {
            match given {
                Some(Given::Secret(None)) => return Err(BuildError::Credential(auth::name(index))),
                Some(Given::Source(source)) => source.check(&may_know)?,
                Some(Given::Secret(Some(_))) | None => {}
            }
        }
        let has_credentials = self.credentials.iter().any(Option::is_some);
        if has_credentials && !trust.allows(base) {
            return Err(BuildError::Cleartext);
        }
        let suffices = auth::suffices(SERVICE.security, &self.credentials);
        if suffices || self.anonymous || auth::is_for_some(SERVICE.security, &self.credentials) {
            Ok(())
        } else {
            Err(BuildError::NoCredentials)
        }
    }

    fn make_user_agent(&self) -> Result<HeaderValue, BuildError> {
        let text = match &self.user_agent {
            Some(product) => format!("{product} {}", SERVICE.user_agent),
            None => SERVICE.user_agent.to_owned(),
        };
        match HeaderValue::from_str(&text) {
            Ok(value) => Ok(value),
            Err(_) => Err(BuildError::Header(USER_AGENT)),
        }
    }

    fn make_headers(&self) -> Result<HeaderMap, BuildError> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let Ok(name) = auth::header_name(name) else {
                return Err(BuildError::HeaderName);
            };
            let Ok(value) = auth::header_value(name.as_str(), value) else {
                return Err(BuildError::Header(name));
            };
            headers.append(name, value);
        }
        Ok(headers)
    }

    #[cfg(feature = "reqwest")]
    fn make_transport(&mut self, base: &Base) -> Result<Arc<dyn Transport>, BuildError> {
        if let Some(transport) = self.transport.take() {
            return Ok(transport);
        }
        let builder = self.reqwest.take();
        match super::reqwest::Reqwest::new(base, builder, self.connect_timeout) {
            Ok(transport) => Ok(Arc::new(transport)),
            Err(error) => Err(BuildError::Transport(Box::new(error.without_url()))),
        }
    }

    #[cfg(not(feature = "reqwest"))]
    fn make_transport(&mut self, _: &Base) -> Result<Arc<dyn Transport>, BuildError> {
        self.transport.take().ok_or(BuildError::NoTransport)
    }

    fn make_clock(&mut self) -> Result<Arc<dyn Clock>, BuildError> {
        if let Some(clock) = self.clock.take() {
            return Ok(clock);
        }
        if !HAS_SYSTEM {
            return Err(BuildError::NoClock);
        }
        #[cfg(feature = "reqwest")]
        let default = super::reqwest::TokioClock;
        #[cfg(not(feature = "reqwest"))]
        let default = super::clock::ThreadClock;
        Ok(Arc::new(default))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}
