//! Requests that a mock or a server for tests was given, for a test to look at.

use std::fmt;

use bytes::Bytes;
use http::header::HeaderMap;
use http::{Method, Uri};

use super::Operation;
use super::transport::Body;

/// Tells a mock which operation a request is of.
#[derive(Clone, Copy)]
pub(crate) struct SentOperation(pub(crate) &'static Operation);

/// A request that a [`MockTransport`](super::mock::MockTransport) or a
/// [`TestServer`](super::test_server::TestServer) was given. Its `Debug` shows the operation only.
#[derive(Clone)]
pub struct SentRequest {
    operation: &'static str,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl SentRequest {
    pub(crate) fn new(request: http::Request<Body>) -> Self {
        let operation = request.extensions().get();
        let operation = operation.map_or("", |SentOperation(operation)| operation.id);
        let body = |body: Body| body.as_bytes().cloned().unwrap_or_default();
        Self::of(operation, request.map(body))
    }

    /// A request of this operation.
    pub(crate) fn of(operation: &'static str, request: http::Request<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        Self {
            operation,
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body,
        }
    }

    /// Id of the operation in the document; empty: it is of none.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// Method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Path as it is sent, that of the base URL included.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Pairs of the query, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        pairs(self.raw_query(), '&')
    }

    /// The query as it is sent, without `?`; empty: there is none.
    pub fn raw_query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// Headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first header of this name, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Body; empty: there is none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Body, read as JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn json(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// Path and query as they are sent.
    pub(crate) fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("", |text| text.as_str())
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SentRequest({})", self.operation)
    }
}

/// Decoded pairs of a name and a value, with this between them.
pub(crate) fn pairs(text: &str, between: char) -> Vec<(String, String)> {
    let pairs = text.split(between).map(str::trim_ascii);
    pairs
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The text of which this is the percent-encoding; what can't be decoded stays.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after
            .get(..2)
            // Not `+5`, which is a number to Rust as well.
            .filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = code.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
