//! URLs, as far as a client needs them: a base, a path below it, and where a redirect leads.

use bytes::Bytes;
use http::Uri;
use http::uri::PathAndQuery;

use super::base_url::{base_url, dots};
use super::error::RequestError;

/// Longest path with its query: `http` counts in 16 bits, and not all of its versions check that.
const LONGEST: usize = 0xFFFE;

/// A base URL: scheme, host, port, and a path before that of every operation.
#[derive(Clone)]
pub(crate) struct Base {
    /// Without a final `/`.
    text: String,
    uri: Uri,
    is_clear: bool,
}

impl Base {
    /// Reads a base URL.
    ///
    /// # Errors
    /// What is wrong with it, without its text.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let uri = base_url(text)?;
        let mut base = Self {
            text: text.trim_end_matches('/').to_owned(),
            uri,
            is_clear: false,
        };
        base.is_clear = !base.is_https() && !base.is_local();
        Ok(base)
    }

    /// The URL of a path (which begins with `/`, and may have a query of its own) and a query (without `?`) below this base.
    ///
    /// # Errors
    /// When the parsed URL has not the very path that was asked for.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, RequestError> {
        let base = self.uri.path().trim_end_matches('/');
        let mark = match query {
            "" => "",
            _ if path.contains('?') => "&",
            _ => "?",
        };
        let text = [base, path, mark, query].concat();
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = match text.len() {
            0..=LONGEST => PathAndQuery::from_maybe_shared(Bytes::from(text)).ok(),
            _ => None,
        };
        let Ok(uri) = Uri::from_parts(parts) else {
            return Err(unfit());
        };
        // Whether there are dots in it was looked at when it was expanded.
        let (path, _) = path.split_once('?').unwrap_or((path, ""));
        let intact = uri.path().strip_prefix(base) == Some(path);
        if intact {
            Ok(uri)
        } else {
            Err(RequestError::new(
                "the URL of the request has another path than it should have",
            ))
        }
    }

    /// The URL, parsed.
    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The URL itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is this machine.
    pub(crate) fn is_local(&self) -> bool {
        is_loopback(self.uri.host().unwrap_or_default())
    }

    /// Whether what is sent there is encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// Whether everything that is sent there can be read on the way: `http://` to anything but this machine.
    pub(crate) fn is_clear(&self) -> bool {
        self.is_clear
    }
}

/// Whether a host is this machine by its very name.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

/// The port, that of the scheme where the URL has none.
pub(crate) fn port(uri: &Uri) -> u16 {
    match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), _) => port,
        (None, Some("https")) => 443,
        (None, _) => 80,
    }
}

/// Whether two URLs have the same scheme, host and port (RFC 6454, 5).
pub(crate) fn same_origin(one: &Uri, other: &Uri) -> bool {
    let host = |uri| Uri::host(uri).unwrap_or_default();
    one.scheme_str() == other.scheme_str()
        && host(one).eq_ignore_ascii_case(host(other))
        && port(one) == port(other)
}

/// The URL with one more pair in its query.
pub(crate) fn with_query(uri: &Uri, pair: &str) -> Result<Uri, RequestError> {
    let mark = if uri.query().is_some() { '&' } else { '?' };
    match format!("{uri}{mark}{pair}").parse() {
        Ok(uri) => Ok(uri),
        Err(_) => Err(unfit()),
    }
}

fn unfit() -> RequestError {
    RequestError::new("the URL of the request is too long or not valid")
}

/// Where a `Location` leads from a URL, when that is the same origin (RFC 3986, 5.2).
pub(crate) fn resolve(from: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next().unwrap_or_default();
    // A backslash is a slash to some parsers, so it could lead to another host.
    if location.contains('\\') || !location.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let scheme = from.scheme_str()?;
    let origin = format!("{scheme}://{}", from.authority()?);
    let first = location.split(['/', '?']).next().unwrap_or_default();
    let (folder, _) = from.path().rsplit_once('/').unwrap_or_default();
    let left_out = match location.as_bytes() {
        [b'/', b'/', ..] => [scheme, ":", ""],
        [b'/', ..] => [&origin, "", ""],
        [] | [b'?', ..] => [&origin, from.path(), ""],
        _ if first.contains(':') => ["", "", ""],
        _ => [&origin, folder, "/"],
    };
    let uri: Uri = (left_out.concat() + location).parse().ok()?;
    if !same_origin(from, &uri) || uri.authority()?.as_str().contains('@') {
        return None;
    }
    let mut resolved = origin;
    resolved.push_str(&without_dots(uri.path()));
    if let Some(query) = uri.query() {
        resolved.push('?');
        resolved.push_str(query);
    }
    resolved.parse().ok()
}

/// The path with its `.` and `..` worked out (RFC 3986, 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    let mut ends_with_dots = false;
    for segment in path.split('/').skip(1) {
        let dots = dots(segment.as_bytes());
        ends_with_dots = matches!(dots, Some(1 | 2));
        match dots {
            Some(1) => {}
            Some(2) => drop(kept.pop()),
            _ => kept.push(segment),
        }
    }
    // What they lead to is a folder.
    if ends_with_dots {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}
