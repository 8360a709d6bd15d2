//! Redirects: followed within the origin, by the rules of RFC 9110, 15.4; never beyond it, because credentials go with the
//! request.

use http::header::{CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{Method, Response, Uri};

use super::draft::{Ready, Recipe};
use super::transport::Body;
use super::url::{resolve, with_query};

/// So many redirects are followed; the response after them is the caller's.
pub(crate) const LIMIT: usize = 10;

/// The request that a response redirects to; `None`: the response is the caller's. It came from the URL of the request,
/// unless an interceptor has put this one in its place.
pub(crate) fn follow(
    request: &dyn Recipe,
    from: Option<Uri>,
    response: &Response<Body>,
) -> Option<Ready> {
    let status = response.status().as_u16();
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let mut next = request.ready().ok()?;
    next.uri = resolve(&from.unwrap_or(next.uri), location)?;
    for pair in &next.query_credentials {
        if !has_name_of(pair, next.uri.query().unwrap_or_default()) {
            next.uri = with_query(&next.uri, pair).ok()?;
        }
    }
    let to_get = match status {
        301 | 302 => next.method == Method::POST,
        303 => next.method != Method::GET && next.method != Method::HEAD,
        _ => false,
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

/// Whether a query has a pair of the same name.
fn has_name_of(pair: &str, query: &str) -> bool {
    let name = pair.split('=').next();
    query
        .split('&')
        .any(|given| given.split('=').next() == name)
}
