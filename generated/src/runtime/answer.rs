//! What came back, before anybody knows its type: status, headers, and a body that could be read or not.

use std::error::Error;
use std::fmt;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, TRANSFER_ENCODING};
use http::{Method, StatusCode};
use serde_json::Value;

use super::clock::Timeout;
use super::transport::{Body, TransportError, TransportErrorKind};
use super::{Decode, Fault, Format, Operation, Source, decode_into};
use crate::client::SERVICE;

/// So much of a body is kept in an error.
const KEPT: usize = 64 * 1024;

/// So much of a string of a server's is shown.
const SHOWN: usize = 80;

/// A response.
pub struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// As far as it came.
    pub(crate) body: Bytes,
    /// Why that is not all of it.
    pub(crate) fault: Option<Unreadable>,
    /// What the server asked for in `Retry-After`, when the response came.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

/// Why a body can't be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is not the JSON that the document describes.
    Json(Fault),
    /// There is none.
    Empty,
    /// It is of a media type that this response is not read from: this one.
    MediaType(String),
    /// It is compressed, which was not asked for.
    Compressed,
    /// It is text, but not UTF-8.
    NotUtf8,
    /// It is longer than so many bytes, the client's limit.
    TooLong(u64),
    /// The connection failed within it.
    Interrupted(TransportError),
    /// The attempt or the call timed out before its end.
    Timeout(Timeout),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(fault) => fault.fmt(f),
            Self::Empty => f.write_str("the body is empty"),
            Self::MediaType(name) => {
                write!(f, "the body is `{name}`, which was not expected")
            }
            Self::Compressed => f.write_str("the body is compressed, which was not asked for"),
            Self::NotUtf8 => f.write_str("the body is text, but not UTF-8"),
            Self::TooLong(limit) => write!(f, "the body is longer than {limit} bytes"),
            Self::Interrupted(_) => f.write_str("the connection failed within the body"),
            Self::Timeout(timeout) => write!(f, "{timeout} within the body"),
        }
    }
}

impl Error for Unreadable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Interrupted(error) => Some(error),
            _ => None,
        }
    }
}

impl Answer {
    /// Whether the status is the one of a table: `404`, `4XX` or `default`; after a space there may be media types, of which
    /// the body must have one: `404 application/problem+json|application/vnd.x+json`.
    pub(crate) fn has_status(&self, pattern: &str) -> bool {
        let is_sent = |name: &str| self.media_type().eq_ignore_ascii_case(name.as_bytes());
        let pattern = match pattern.split_once(' ') {
            Some((_, media_types)) if !media_types.split('|').any(is_sent) => return false,
            Some((pattern, _)) => pattern,
            None => pattern,
        };
        let status = self.status.as_str();
        match pattern.strip_suffix("XX") {
            Some(class) => status.starts_with(class),
            None => pattern == "default" || pattern == status,
        }
    }

    /// Whether the status is one that the document describes as the success.
    pub(crate) fn has_documented_success(&self) -> bool {
        let documented = self.operation.success;
        documented.iter().any(|pattern| self.has_status(pattern))
    }

    /// The body, whatever is in it.
    pub(crate) fn bytes(&mut self) -> Result<Bytes, Unreadable> {
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(self.body.clone()),
        }
    }

    /// Reads the body into a value: first its media type, then its content.
    pub(crate) fn decode(
        &mut self,
        format: Format,
        value: &mut dyn Decode,
    ) -> Result<(), Unreadable> {
        let bytes = self.bytes()?;
        self.check_media_type(format, true)?;
        match format {
            Format::Text => {
                // Where the document leaves the media type open, the answer says whether a text is the JSON of one.
                if is_json(self.media_type()) && decode_into(&bytes, value).is_ok() {
                    return Ok(());
                }
                let text = std::str::from_utf8(&bytes).map_err(|_| Unreadable::NotUtf8)?;
                value.decode(Source::Text(text)).map_err(Unreadable::Json)
            }
            // To what may be `null`, a success that has no content (RFC 9110, 15.3.5) is one.
            _ if bytes.is_empty() => match self.status.as_u16() {
                204 | 205 if value.decode(Source::Null).is_ok() => Ok(()),
                _ => Err(Unreadable::Empty),
            },
            _ => match decode_into(&bytes, value) {
                Ok(()) => Ok(()),
                Err(fault) => self.decode_text(format, &bytes, value, fault),
            },
        }
    }

    /// Reads a body that has this fault as JSON: what may be anything may be a text.
    fn decode_text(
        &self,
        format: Format,
        bytes: &[u8],
        value: &mut dyn Decode,
        fault: Fault,
    ) -> Result<(), Unreadable> {
        let is_malformed = fault.is_malformed();
        self.check_media_type(format, !is_malformed)?;
        if is_malformed
            && is_text(self.media_type())
            && let Ok(text) = std::str::from_utf8(bytes)
            && value.decode(Source::Text(text)).is_ok()
        {
            return Ok(());
        }
        // Of what was asked for as anything, its name tells more than the place where it is no JSON.
        match is_malformed && !is_json(self.media_type()) && !self.is_named() {
            true => Err(self.unexpected()),
            false => Err(Unreadable::Json(fault)),
        }
    }

    /// The media type must be one that was asked for, or plainly of the format. A server that sends none is believed, and so
    /// is one that calls JSON text or bytes, if it may be JSON. A page is not a file: it is what a proxy says, or a login.
    pub(crate) fn check_media_type(
        &self,
        format: Format,
        may_be_json: bool,
    ) -> Result<(), Unreadable> {
        let sent = self.media_type();
        let is = |name: &str| sent.eq_ignore_ascii_case(name.as_bytes());
        let plain = match format {
            Format::Json => {
                is_json(sent)
                    || (may_be_json && (is("text/plain") || is("application/octet-stream")))
            }
            Format::Text => is_text(sent),
            Format::Binary => !is("text/html"),
            Format::Empty => true,
        };
        match plain || self.body.is_empty() || sent.is_empty() || self.asks_for(sent, covers) {
            true => Ok(()),
            false => Err(self.unexpected()),
        }
    }

    /// Whether one of the media types and ranges that were asked for goes with this one.
    fn asks_for(&self, media_type: &[u8], goes_with: fn(&[u8], &[u8]) -> bool) -> bool {
        let mut asked = self.operation.accept.as_bytes().split(|byte| *byte == b',');
        asked.any(|asked| goes_with(essence(asked), media_type))
    }

    /// Whether the media type was asked for by its name, or there is none.
    fn is_named(&self) -> bool {
        let sent = self.media_type();
        sent.is_empty() || self.asks_for(sent, <[u8]>::eq_ignore_ascii_case)
    }

    /// Says of what media type the body is.
    fn unexpected(&self) -> Unreadable {
        let mut printable = self.media_type().to_ascii_lowercase();
        printable.retain(u8::is_ascii_graphic);
        printable.truncate(SHOWN);
        Unreadable::MediaType(String::from_utf8(printable).unwrap_or_default())
    }

    /// The media type that the server gave the body; empty if it gave none.
    fn media_type(&self) -> &[u8] {
        match self.headers.get(CONTENT_TYPE) {
            Some(sent) => essence(sent.as_bytes()),
            None => &[],
        }
    }

    /// Keeps the beginning of the body, in memory of its own when there is more.
    pub(crate) fn shorten_body(&mut self) {
        if let Some((kept, [_, ..])) = self.body.split_at_checked(KEPT) {
            self.body = Bytes::copy_from_slice(kept);
        }
    }

    /// The number that many APIs give an error beside the status, in a member `code`.
    pub(crate) fn code(&self) -> Option<i64> {
        let body: Value = serde_json::from_slice(&self.body).ok()?;
        body.get("code")?.as_i64()
    }

    /// The first header of this name, if it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The vendor's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.header(SERVICE.request_id?)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Response");
        shown
            .field("operation", &self.operation.id)
            .field("status", &self.status.as_u16());
        if let Some(code) = self.code() {
            shown.field("code", &code);
        }
        if let Some(id) = self.request_id() {
            shown.field("request_id", &shortened(id));
        }
        shown.field("attempts", &self.attempts);
        shown.finish_non_exhaustive()
    }
}

/// A string of a server's as it is shown.
pub(crate) fn shortened(text: &str) -> &str {
    text.get(..SHOWN).unwrap_or(text)
}

/// A media type without its parameters. Bytes, as a header need not be UTF-8.
fn essence(media_type: &[u8]) -> &[u8] {
    let bare = media_type.split(|byte| *byte == b';').next();
    bare.unwrap_or_default().trim_ascii()
}

/// Whether a media type is plainly JSON.
fn is_json(media_type: &[u8]) -> bool {
    let is = |name: &[u8]| media_type.eq_ignore_ascii_case(name);
    let end = media_type.last_chunk::<5>();
    let has_suffix = end.is_some_and(|end| end.eq_ignore_ascii_case(b"+json"));
    is(b"application/json") || is(b"text/json") || has_suffix
}

/// Whether a media type is plainly text, and no page.
fn is_text(media_type: &[u8]) -> bool {
    covers(b"text/*", media_type) && !media_type.eq_ignore_ascii_case(b"text/html")
}

/// Whether a media type is within a range such as `image/*` (RFC 9110, 12.5.1).
fn covers(range: &[u8], media_type: &[u8]) -> bool {
    match range.strip_suffix(b"*") {
        Some(b"*/") => true,
        Some(kind) => {
            let start = media_type.get(..kind.len()).unwrap_or_default();
            kind.ends_with(b"/") && start.eq_ignore_ascii_case(kind)
        }
        None => range.eq_ignore_ascii_case(media_type),
    }
}

/// A body that is being read, and what has come of it. Most are one chunk, which need not be copied.
pub(crate) struct Arriving {
    body: Body,
    /// Its length by the headers, or 0.
    announced: u64,
    limit: u64,
    first: Bytes,
    all: Vec<u8>,
}

impl Arriving {
    /// The body of a response to this method, which may have so many bytes.
    pub(crate) fn new(
        body: Body,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
        limit: u64,
    ) -> Self {
        Self {
            body,
            announced: announced(method, status, headers).unwrap_or(0),
            limit,
            first: Bytes::new(),
            all: Vec::new(),
        }
    }

    /// Reads it to its end, and refuses one over the limit before memory is taken for it.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Unreadable>> {
        if self.announced > self.limit {
            return Poll::Ready(Err(Unreadable::TooLong(self.limit)));
        }
        while let Some(chunk) = ready!(self.body.poll_chunk(context)) {
            match chunk {
                Ok(chunk) => self.add(chunk)?,
                Err(error) => {
                    return Poll::Ready(Err(Unreadable::Interrupted(error.within_body())));
                }
            }
        }
        // Over HTTP/2 a server may break a body off without an error.
        if (self.len() as u64) < self.announced {
            let why = "the body ended before its announced length";
            let error = TransportError::new(TransportErrorKind::Body, why);
            return Poll::Ready(Err(Unreadable::Interrupted(error)));
        }
        Poll::Ready(Ok(()))
    }

    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn add(&mut self, mut chunk: Bytes) -> Result<(), Unreadable> {
        let before = self.len();
        let fits = (before + chunk.len()) as u64 <= self.limit;
        if !fits {
            let kept = KEPT.saturating_sub(before).min(chunk.len());
            chunk = Bytes::copy_from_slice(&chunk[..kept]);
        }
        if before == 0 {
            self.first = chunk;
        } else {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
            self.all.extend_from_slice(&chunk);
        }
        match fits {
            true => Ok(()),
            false => Err(Unreadable::TooLong(self.limit)),
        }
    }

    /// What came, which is there whatever happened.
    pub(crate) fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.into()
        }
    }
}

/// Whether the body has a content coding, which nobody asked for.
pub(crate) fn is_compressed(headers: &HeaderMap) -> bool {
    match headers.get(CONTENT_ENCODING) {
        Some(coding) => !coding.is_empty() && !coding.as_bytes().eq_ignore_ascii_case(b"identity"),
        None => false,
    }
}

/// The length of the body, where the headers tell that (RFC 9112, 6.3): some responses announce the length of a body that is
/// not there, and one that was sent in another way is as long as it is.
fn announced(method: &Method, status: StatusCode, headers: &HeaderMap) -> Option<u64> {
    let bodiless = *method == Method::HEAD || matches!(status.as_u16(), 204 | 304);
    if bodiless || headers.contains_key(TRANSFER_ENCODING) {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
