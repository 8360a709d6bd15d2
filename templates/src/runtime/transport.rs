//! The seam to HTTP: one request out, one response back, and bodies that may come in chunks.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::refusal::Causes;

/// A future on the heap.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future on the heap. It need not be `Send`, as what JavaScript promises stays on its thread.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// [`Send`], but on wasm nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send {}

/// `Send` elsewhere, and here nothing, as what JavaScript promises stays on its thread.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}

#[cfg(not(target_family = "wasm"))]
impl<T: Send + ?Sized> MaybeSend for T {}

#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// Sends requests. The crate's own is `reqwest`, behind the feature of that name; any other is given to
/// [`ClientBuilder::transport`](super::ClientBuilder::transport).
///
/// A transport sends one request as it is and returns its response as it is: it follows no redirect and repeats
/// nothing. One that undoes a content coding takes `Content-Encoding` and `Content-Length` away with it. The client drops
/// the future when the attempt times out.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request; done when the status and the headers of the response are there.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Chunks of a body, one after the other.
pub trait Chunks: MaybeSend {
    /// The next chunk; `None` at the end. It is polled, as a future for each chunk would have to be on the heap.
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// The body of a request or of a response.
pub struct Body(Kind);

enum Kind {
    Bytes(Bytes),
    Chunks(Box<dyn Chunks>),
}

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Bytes(Bytes::new()))
    }

    /// A body that comes in chunks; it can't be sent twice.
    pub fn from_chunks(chunks: impl Chunks + 'static) -> Self {
        Self(Kind::Chunks(Box::new(chunks)))
    }

    /// The whole body, unless it comes in chunks.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Chunks(_) => None,
        }
    }

    /// The same body again, unless it comes in chunks.
    pub fn try_clone(&self) -> Option<Self> {
        self.as_bytes().cloned().map(Self::from)
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks off.
    pub fn chunk(&mut self) -> impl Future<Output = Option<Result<Bytes, TransportError>>> {
        poll_fn(|context| self.poll_chunk(context))
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Kind::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Kind::Chunks(chunks) => chunks.poll_next(context),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Chunks(_) => f.write_str("Body(chunks)"),
        }
    }
}

/// How far a request came before the transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so nothing was sent: safe to repeat whatever the method.
    Connect,
    /// There was no connection in the time for it, so nothing was sent: safe to repeat whatever the method.
    ConnectTimeout,
    /// The server has refused the request unread, as HTTP/2 lets it (RFC 9113, 8.7): safe to repeat whatever the method.
    Refused,
    /// The connection failed before there was a response: the server may have seen the request.
    Exchange,
    /// The connection failed within the body of the response.
    Body,
    /// The transport timed out by itself: the server may have seen the request.
    Timeout,
    /// The transport can't send this request or can't work here: repeating it is of no use.
    Unusable,
}

/// A failure of the transport.
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

impl TransportError {
    /// A failure of a kind, with its cause. The cause is printed, so it must not hold the URL, a header or a body.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// The same within the body of a response, whatever the transport calls it: the server has done something then.
    pub(crate) fn within_body(self) -> Self {
        let kind = match self.is_timeout() {
            true => TransportErrorKind::Timeout,
            false => TransportErrorKind::Body,
        };
        Self::new(kind, self.source)
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server has certainly done nothing: there was no connection, or it has refused the request unread.
    pub fn is_unprocessed(&self) -> bool {
        self.is_connect() || self.kind == TransportErrorKind::Refused
    }

    /// Whether it timed out: while it connected, or by a time of the transport's own.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout
        )
    }

    /// Whether there was no connection, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout
        )
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::ConnectTimeout => "connecting to the server timed out",
            TransportErrorKind::Refused => "the server refused the request unread",
            TransportErrorKind::Exchange => "the connection failed before there was a response",
            TransportErrorKind::Body => "the connection failed within the response",
            TransportErrorKind::Timeout => "the transport timed out",
            TransportErrorKind::Unusable => "the transport can't send this request",
        })
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TransportError({:?}{})", self.kind, Causes(self))
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
