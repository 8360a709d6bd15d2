//! The transport that comes with the crate: HTTP/1.1 and HTTP/2 over rustls by `reqwest`, and tokio's clock.

use std::error::Error;
use std::pin::pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::uri::Authority;
use http::{Method, Uri};
use reqwest::{Client, ClientBuilder, Response, Url, redirect, retry};

use super::clock::{Clock, ThreadClock, since_start};
use super::transport::{Body, BoxFuture, Chunks, Transport, TransportError, TransportErrorKind};
use super::url::{Base, is_loopback};

/// Sends requests by `reqwest`.
pub(crate) struct Reqwest {
    client: Client,
    /// To this machine no proxy of the environment leads: credentials may go there over `http://`, which a proxy elsewhere
    /// would read. So this is for it when the base URL is elsewhere, and the other way round; made when it is needed, as
    /// that takes long. `None`: the user's builder is for both.
    other: Option<OnceLock<Client>>,
    connect_timeout: Duration,
    base: Base,
    /// The base URL, parsed once, as reading a host is slow, with a path as long as most are: its clones have room for one.
    parsed: Option<Url>,
}

impl Reqwest {
    /// A transport, with the user's settings if there are any.
    pub(crate) fn new(
        base: &Base,
        builder: Option<ClientBuilder>,
        connect_timeout: Duration,
    ) -> Result<Self, reqwest::Error> {
        let other = builder.is_none().then(OnceLock::new);
        let builder = builder.unwrap_or_else(|| own_builder(base.is_local()));
        Ok(Self {
            client: build(builder, connect_timeout)?,
            other,
            connect_timeout,
            base: base.clone(),
            parsed: Url::parse(&format!("{}/{:-<100}", base.as_str(), "")).ok(),
        })
    }

    /// The client for a URL, and that URL if its path is still the same when it is parsed as browsers do (WHATWG URL, 4.4).
    fn target(&self, uri: &Uri) -> Result<(&Client, Url), TransportError> {
        let (client, mut url) = match &self.parsed {
            Some(base) if has_origin(uri, self.base.uri()) => (&self.client, base.clone()),
            _ => {
                let url = Url::parse(&uri.to_string());
                let url = url.map_err(|_| unusable("the URL can't be parsed"))?;
                (self.client_for(uri)?, url)
            }
        };
        url.set_path(uri.path());
        url.set_query(uri.query());
        if url.path() == uri.path() {
            Ok((client, url))
        } else {
            Err(unusable("the URL has another path once it is parsed"))
        }
    }

    fn client_for(&self, uri: &Uri) -> Result<&Client, TransportError> {
        let is_local = is_loopback(uri.host().unwrap_or_default());
        match &self.other {
            Some(other) if is_local != self.base.is_local() => match other.get() {
                Some(client) => Ok(client),
                None => {
                    let made = build(own_builder(is_local), self.connect_timeout);
                    let made = made.map_err(failure)?;
                    Ok(other.get_or_init(|| made))
                }
            },
            _ => Ok(&self.client),
        }
    }

    fn execute(
        &self,
        mut parts: Parts,
        body: Bytes,
    ) -> Result<impl Future<Output = reqwest::Result<Response>> + use<>, TransportError> {
        // Without this, tokio would panic.
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(unusable("there is no tokio runtime here"));
        }
        let (client, url) = self.target(&parts.uri)?;
        // Some servers refuse a request without a length where its method is one with content (RFC 9110, 8.6).
        if body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(&parts.method) {
            let length = parts.headers.entry(CONTENT_LENGTH);
            length.or_insert(HeaderValue::from_static("0"));
        }
        let mut request = reqwest::Request::new(parts.method, url);
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body.into());
        Ok(client.execute(request))
    }
}

fn own_builder(is_local: bool) -> ClientBuilder {
    // Load balancers close an idle connection after 60 s or later: a request that is on the way then is lost.
    let builder = ClientBuilder::new().pool_idle_timeout(Duration::from_secs(50));
    match is_local {
        true => builder.no_proxy(),
        false => builder,
    }
}

/// A client with the settings of the builder, but for those that safety hangs on: it follows no redirect (ours does, and
/// only within the origin), it repeats nothing (ours does, and counts it), and it tells no server where the user came from.
fn build(builder: ClientBuilder, connect_timeout: Duration) -> Result<Client, reqwest::Error> {
    let builder = builder
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never().max_retries_per_request(0));
    builder.connect_timeout(connect_timeout).build()
}

/// Whether a URL has the very scheme and authority of another one, letter by letter, which is compared faster than what
/// they mean.
fn has_origin(uri: &Uri, other: &Uri) -> bool {
    uri.scheme() == other.scheme()
        && uri.authority().map(Authority::as_str) == other.authority().map(Authority::as_str)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (parts, mut body) = request.into_parts();
        let Some(bytes) = body.as_bytes() else {
            return Box::pin(async move {
                // The whole body: `reqwest` takes chunks only by a trait of another crate.
                let mut whole = Vec::new();
                while let Some(chunk) = body.chunk().await {
                    whole.extend_from_slice(&chunk?);
                }
                answer(self.execute(parts, Bytes::from(whole))?.await)
            });
        };
        // Begun before the future is made, which need not hold the request then.
        let sent = self.execute(parts, bytes.clone());
        Box::pin(async move { answer(sent?.await) })
    }
}

/// The response as it goes on from here.
fn answer(response: reqwest::Result<Response>) -> Result<http::Response<Body>, TransportError> {
    let mut response = response.map_err(failure)?;
    let mut answer = http::Response::new(Body::empty());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    *answer.body_mut() = Body::from_chunks(Incoming(response));
    Ok(answer)
}

struct Incoming(Response);

impl Chunks for Incoming {
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        // A future that is made for each poll is never lost with a chunk in it: one that has a chunk is done.
        let chunk = pin!(self.0.chunk()).poll(context);
        chunk.map_err(failure).map(Result::transpose)
    }
}

fn unusable(why: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Unusable, why)
}

/// Whether the server says of a request that it has not looked at it: by refusing its stream, or by leaving without a
/// complaint before it came to it (RFC 9113, 6.8 and 8.7). Nothing says so if `reqwest` goes on to another `h2` than ours:
/// the tests over real sockets do.
fn is_unread(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(refusal) = error.downcast_ref::<h2::Error>() {
            let left = refusal.is_go_away() && refusal.reason() == Some(h2::Reason::NO_ERROR);
            let refused =
                refusal.is_reset() && refusal.reason() == Some(h2::Reason::REFUSED_STREAM);
            return refusal.is_remote() && (left || refused);
        }
        cause = error.source();
    }
    false
}

/// The failure without its URL, which may hold a credential or personal data.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() && error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Unusable
    } else if is_unread(&error) {
        TransportErrorKind::Refused
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Exchange
    };
    TransportError::new(kind, error.without_url())
}

/// tokio's clock.
pub(crate) struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Duration {
        since_start()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Without a runtime tokio would panic; there may still be a transport that works.
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            Err(_) => ThreadClock.sleep(duration),
        }
    }
}
