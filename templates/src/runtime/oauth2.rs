//! Tokens by the client credentials grant of OAuth 2.0 (RFC 6749, 4.4), fetched over the client's own transport.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, StatusCode, Uri};
use serde_json::Value;

use super::answer::{Answer, Unreadable};
use super::auth::{Credential, Placed};
use super::clock::Timeout;
use super::draft::Ready;
use super::error::{BuildError, NoAnswer, RequestError};
use super::execute::{Failed, Running};
use super::path::encode;
use super::provider::Fetch;
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::{BoxFuture, TransportError};
use super::url::Base;
use super::{ClientBuilder, CredentialKind, Operation};

/// What a program is known by to a token endpoint, and what it asks for. `Debug` shows none of it.
///
/// The token is kept and renewed as a [`CredentialProvider`](super::provider::CredentialProvider)'s is.
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    token_url: Option<String>,
    in_body: bool,
}

impl ClientCredentials {
    /// The client's id and its secret.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            token_url: None,
            in_body: false,
        }
    }

    /// Asks for one more scope; without any, the server decides.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Adds a parameter that this server wants beside those of the standard, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends id and secret in the form, as `client_id` and `client_secret`, for a server that takes no HTTP Basic; all should
    /// take that (RFC 6749, 2.3.1).
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Fetches tokens from here and not from where the document says: from a server for tests, or of another tenant.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCredentials(<redacted>)")
    }
}

/// Why the token endpoint gave no token; the source of a call's [`Error::Request`](super::Error::Request). It holds
/// nothing of the request, and of the response nothing but its status and its code.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// It answered with an error.
    Refused {
        /// Status.
        status: StatusCode,
        /// Code, such as `invalid_client` (RFC 6749, 5.2).
        code: Option<String>,
    },
    /// It answered with a success in which there is no bearer token.
    NoToken,
    /// The body of its response can't be read.
    Unreadable(Unreadable),
    /// The transport failed.
    Transport(Box<NoAnswer<TransportError>>),
    /// It timed out.
    Timeout(Box<NoAnswer<Timeout>>),
    /// It could not be asked.
    Request(RequestError),
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, code } => {
                write!(f, "the token endpoint answered {status}")?;
                code.iter().try_for_each(|code| write!(f, ": {code}"))
            }
            Self::NoToken => f.write_str("the token endpoint's response has no bearer token in it"),
            Self::Unreadable(why) => {
                write!(f, "the token endpoint's response can't be read: {why}")
            }
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
        }
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused { .. } | Self::NoToken | Self::Timeout(_) => None,
            Self::Unreadable(why) => why.source(),
            Self::Transport(error) => error.cause().source(),
            Self::Request(error) => error.source(),
        }
    }
}

impl ClientBuilder {
    /// Fetches the credential at this index of the service's table from a token endpoint: that of the document, unless the
    /// user names another one.
    pub(crate) fn oauth2(
        self,
        index: usize,
        documented: Option<&'static str>,
        mut credentials: ClientCredentials,
    ) -> Self {
        if credentials.token_url.is_none() {
            credentials.token_url = documented.map(str::to_owned);
        }
        self.fetched(index, credentials)
    }
}

/// The request for a token, as an operation: what messages and traces call it.
const OPERATION: Operation = Operation {
    id: "OAuth 2.0 token request",
    method: Method::POST,
    path: "{token_url}",
    ..Operation::JSON
};

impl ClientCredentials {
    /// Where tokens are fetched: the URL without its query, and with it.
    fn url(&self) -> Result<(Base, Uri), &'static str> {
        let url = self.token_url.as_deref();
        let url = url.ok_or("is missing: the document names none, so `token_url` must")?;
        let before_query = url.split('?').next().unwrap_or_default();
        let base = Base::parse(before_query)?;
        let uri = url.parse().map_err(|_| "is not a URL")?;
        Ok((base, uri))
    }

    /// The request (RFC 6749, 4.4.2). It is as good twice as once: a token more does no harm.
    fn request(&self, user_agent: &HeaderValue) -> Result<Ready, RequestError> {
        let (_, uri) = self.url().map_err(RequestError::new)?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        headers.insert(USER_AGENT, user_agent.clone());
        let mut body = "grant_type=client_credentials".to_owned();
        let mut add = |name: &str, value: &str| {
            body.push_str(&format!("&{}={}", form(name), form(value)));
        };
        if self.in_body {
            add("client_id", &self.id);
            add("client_secret", &self.secret);
        } else {
            // Id and secret are encoded before they are joined (2.3.1), so a `:` in them does no harm.
            let basic = Credential::basic(&form(&self.id), &form(&self.secret));
            if let Placed::Header(name, value) = basic.place(CredentialKind::Basic)? {
                headers.insert(name, value);
            }
        }
        if !self.scopes.is_empty() {
            add("scope", &self.scopes.join(" "));
        }
        for (name, value) in &self.parameters {
            add(name, value);
        }
        Ok(Ready {
            method: Method::POST,
            uri,
            headers,
            body: Bytes::from(body),
            query_credentials: Vec::new(),
            sources: Vec::new(),
            idempotent: true,
        })
    }

    async fn ask(&self, call: &Running) -> Result<Credential, TokenError> {
        let settings = &call.settings;
        let request = self.request(&settings.user_agent);
        let request = request.map_err(|error| TokenError::Request(error.of(OPERATION.id)))?;
        // The token is for all calls, so this one's own limits say nothing of it, but for its time: all of the errand ends
        // before the attempt does, so that the attempt can say how.
        let (time, _) = call.time();
        let mut limits = settings.limits.clone();
        limits.total = limits.total.min(time - time / 10);
        let mut errand = Running::new(
            &OPERATION,
            Arc::clone(settings),
            Arc::clone(&call.transport),
            limits,
        );
        errand.is_intercepted = false;
        let run = errand.run(&request);
        #[cfg(feature = "tracing")]
        let run = trace::traced(trace::span(&OPERATION, Some(&request.uri)), run);
        match run.await {
            Ok(answer) => token(*answer),
            Err(Failed::Request(error)) => Err(TokenError::Request(error)),
            Err(Failed::Transport(error)) => Err(TokenError::Transport(error)),
            Err(Failed::Timeout(error)) => Err(TokenError::Timeout(error)),
        }
    }
}

impl Fetch for ClientCredentials {
    fn check(&self, may_know: &dyn Fn(&Base) -> bool) -> Result<(), BuildError> {
        let (url, _) = self.url().map_err(BuildError::TokenUrl)?;
        if self.id.is_empty() {
            let name = "OAuth 2.0 client credentials".to_owned();
            return Err(BuildError::Credential(name));
        }
        match may_know(&url) {
            true => Ok(()),
            false => Err(BuildError::Cleartext),
        }
    }

    fn is_timeout(&self, failure: &(dyn Error + Send + Sync + 'static)) -> bool {
        match failure.downcast_ref::<TokenError>() {
            Some(TokenError::Timeout(_) | TokenError::Unreadable(Unreadable::Timeout(_))) => true,
            Some(TokenError::Transport(error)) => error.cause().is_timeout(),
            _ => false,
        }
    }

    fn fetch<'a>(
        &'a self,
        call: &'a Running,
    ) -> BoxFuture<'a, Result<Credential, Box<dyn Error + Send + Sync>>> {
        Box::pin(async move { self.ask(call).await.map_err(Box::from) })
    }
}

/// A text as forms have it (RFC 6749, appendix B).
fn form(text: &str) -> String {
    let mut encoded = String::new();
    encode(text, &mut encoded);
    encoded.replace("%20", "+")
}

/// The token in a response (RFC 6749, 5.1), or what it says is wrong (5.2).
fn token(answer: Answer) -> Result<Credential, TokenError> {
    let Answer {
        status,
        body,
        fault,
        ..
    } = answer;
    let json: Value = match fault {
        None => serde_json::from_slice(&body).unwrap_or_default(),
        Some(_) => Value::Null,
    };
    let text = |name: &str| json.get(name)?.as_str();
    if !status.is_success() {
        let code = text("error").filter(|code| is_code(code));
        let code = code.map(str::to_owned);
        return Err(TokenError::Refused { status, code });
    }
    let is_bearer = |kind: &str| kind.eq_ignore_ascii_case("bearer");
    match text("access_token") {
        Some(token) if text("token_type").is_none_or(is_bearer) => {
            let mut credential = Credential::token(token);
            credential.lifetime = json.get("expires_in").and_then(lifetime);
            Ok(credential)
        }
        _ => Err(fault.map_or(TokenError::NoToken, TokenError::Unreadable)),
    }
}

/// Whether a string looks like a code of an error: nothing else of a response may be shown.
fn is_code(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    text.len() <= 40 && !text.is_empty() && text.bytes().all(fits)
}

/// Seconds, which some servers write as a string.
fn lifetime(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    Duration::try_from_secs_f64(seconds).ok()
}
