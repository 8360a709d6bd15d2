//! Redirects: followed within the origin, by the rules of RFC 9110, 15.4; never beyond it, because credentials go with the request.

use http::header::{
    CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION,
};
use http::{Method, StatusCode};

use super::draft::Ready;
use super::url::resolve;

/// So many redirects are followed; the response after them is the answer.
pub(crate) const LIMIT: usize = 10;

/// The request that a response redirects to; `None`: the response is the answer.
pub(crate) fn follow(request: &Ready, status: StatusCode, headers: &HeaderMap) -> Option<Ready> {
    let to_get = match status.as_u16() {
        301 | 302 => request.method == Method::POST,
        303 => request.method != Method::GET && request.method != Method::HEAD,
        307 | 308 => false,
        _ => return None,
    };
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let uri = resolve(&request.uri, location)?;
    let mut next = Ready {
        uri,
        ..request.clone()
    };
    if to_get {
        next.method = Method::GET;
        next.body = bytes::Bytes::new();
        for name in [
            CONTENT_TYPE,
            CONTENT_LENGTH,
            CONTENT_ENCODING,
            CONTENT_LANGUAGE,
        ] {
            next.headers.remove(name);
        }
    }
    Some(next)
}
