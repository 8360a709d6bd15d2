//! What goes wrong before anything is sent: a client that can't be built, a request that can't be made.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderName;

use super::auth;
use crate::client::SERVICE;

/// What caused an error, from the nearest cause on, for where only `Debug` is printed: `: error sending request: refused`.
pub(crate) struct Causes<'a>(pub(crate) &'a dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut next = self.0.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

/// Why a client can't be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no base URL: the document names no server, so the builder must.
    NoBaseUrl,
    /// The base URL can't be used; why, without its text.
    BaseUrl(&'static str),
    /// The base URL, or that for tokens, is `http://`, so that everybody on the way could read the credentials; see
    /// `allow_http`.
    Cleartext,
    /// The document wants credentials and there are none, or not all of them; see `without_credentials`.
    NoCredentials,
    /// This credential is empty or holds what can't be sent: a control character, `:` in a user name, or in a cookie what is
    /// not for cookies. It is named by its place: `the header X-Key`.
    Credential(String),
    /// The URL at which tokens are fetched is missing or can't be used; why, without its text.
    TokenUrl(&'static str),
    /// The header of this name can't be sent, or not with its value.
    Header(HeaderName),
    /// The name of a header can't be sent. It is not shown: it may be a whole header, with its value.
    HeaderName,
    /// The environment variable of this name is not set, is empty or is not Unicode.
    Variable(&'static str),
    /// There is no transport: the feature `reqwest` is off, so the builder must be given one.
    NoTransport,
    /// There is no clock: on `wasm32-unknown-unknown` the builder must be given one.
    NoClock,
    /// The transport can't be made; the source says why.
    Transport(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("no base URL: give one with `base_url`"),
            Self::BaseUrl(why) => write!(f, "the base URL {why}"),
            Self::Cleartext => f.write_str(
                "credentials would go over `http://` for everybody to read: use `https://`, or say `allow_http`",
            ),
            Self::NoCredentials => write!(
                f,
                "credentials are missing: give {}, or say `without_credentials`",
                auth::names(SERVICE.security)
            ),
            Self::Credential(name) => write!(
                f,
                "the credential for {name} is empty, or holds what can't be sent: \
                 a control character, a `:` in a user name, \
                 or in a cookie what is not ASCII, a space, or one of `\",;\\`",
            ),
            Self::TokenUrl(why) => write!(f, "the URL for tokens {why}"),
            Self::Header(name) => write!(f, "the header `{name}` of the client can't be sent, or not with its value"),
            Self::HeaderName => f.write_str("a header of the client has a name that can't be sent"),
            Self::Variable(name) => write!(
                f,
                "the environment variable {name} is not set, is empty or is not Unicode"
            ),
            Self::NoClock => f.write_str("no clock: give one with `clock`"),
            Self::NoTransport => f.write_str(
                "no transport: enable the feature `reqwest`, or give one with `transport`",
            ),
            Self::Transport(_) => f.write_str("the transport can't be made"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Transport(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}

/// Why a request can't be made, so that it was not sent; attempts before it may have been.
pub struct RequestError(Box<Inner>);

struct Inner {
    operation: &'static str,
    attempts: u32,
    elapsed: Duration,
    text: String,
    is_credential: bool,
    is_timeout: bool,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl RequestError {
    /// For this reason, which holds no value.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self(Box::new(Inner {
            operation: "",
            attempts: 0,
            elapsed: Duration::ZERO,
            text,
            is_credential: false,
            is_timeout: false,
            source: None,
        }))
    }

    /// Because a credential could not be fetched, perhaps as the time for that was over.
    pub(crate) fn credential(source: Arc<dyn Error + Send + Sync>, is_timeout: bool) -> Self {
        let mut error = Self::new("the credential could not be fetched").caused_by(source);
        error.0.is_credential = true;
        error.0.is_timeout = is_timeout;
        error
    }

    /// Because of a parameter: `has a line break`.
    pub(crate) fn parameter(name: &str, what: &str) -> Self {
        Self::new(format!("the parameter `{name}` {what}"))
    }

    /// Because of a header: `holds a line break`.
    pub(crate) fn header(name: &str, what: &str) -> Self {
        Self::new(format!("the header `{name}` {what}"))
    }

    /// Because of a segment of the path: `is empty`.
    pub(crate) fn segment(template: &str, what: &str) -> Self {
        Self::new(format!("the segment `{template}` of the path {what}"))
    }

    /// With what caused it.
    pub(crate) fn caused_by(mut self, source: impl Into<Arc<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Of this operation.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = operation;
        self
    }

    /// After so many attempts that were sent, and so much time.
    pub(crate) fn after(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        self
    }

    /// Id of the operation.
    pub(crate) fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether a credential could not be fetched: why, says the source.
    pub fn is_credential(&self) -> bool {
        self.0.is_credential
    }

    /// Whether that was because a time was over.
    pub(crate) fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    /// Number of attempts that were sent before.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Time from the start of the call, all attempts included.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.operation, self.0.text)
    }
}

impl fmt::Debug for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            operation, text, ..
        } = &*self.0;
        write!(f, "RequestError({operation}: {text}{})", Causes(self))
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}
