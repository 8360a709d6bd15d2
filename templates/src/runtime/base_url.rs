//! What can be a base URL, and what no path may have. Specsmith itself holds documents to this: it knows nothing else here.

use http::Uri;

/// Reads a base URL: scheme, host, port, and a path before that of every operation; all of it in characters that a URL can
/// have (RFC 3986, appendix A).
///
/// # Errors
/// What is wrong with it, without its text.
pub fn base_url(text: &str) -> Result<Uri, &'static str> {
    if text.contains(['?', '#']) {
        return Err("has a query or a fragment");
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/@!$&'()*+,;=%[]".contains(&byte);
    if !text.bytes().all(fits) {
        return Err("has a character that must be encoded");
    }
    let Ok(uri) = text.trim_end_matches('/').parse::<Uri>() else {
        return Err("is not a URL");
    };
    let authority = match (uri.scheme_str(), uri.authority()) {
        (Some("http" | "https"), Some(authority)) => authority,
        _ => return Err("does not begin with http:// or https:// and a host"),
    };
    if authority.as_str().contains('@') {
        return Err("has a user name in it");
    }
    if authority.as_str() != authority.host() && authority.port_u16().is_none() {
        return Err("has a port that is not a number below 65536");
    }
    if has_dots(uri.path()) {
        return Err("has a `.` or a `..` in its path");
    }
    Ok(uri)
}

/// The segments of a path, before the query that some templates have. They are compared with ASCII only, so bytes do, and
/// are split faster.
pub fn segments(path: &str) -> impl Iterator<Item = &[u8]> {
    let path = path.split('?').next().unwrap_or_default();
    path.as_bytes().split(|byte| *byte == b'/')
}

/// Whether a segment of the path is `.` or `..`.
pub fn has_dots(path: &str) -> bool {
    // Most paths have neither, and a single byte is found faster than segments are.
    let bytes = path.as_bytes();
    (bytes.contains(&b'.') || bytes.contains(&b'%')) && segments(path).any(is_dots)
}

/// Whether a segment is `.` or `..`, each dot as it is or encoded.
pub fn is_dots(segment: &[u8]) -> bool {
    matches!(dots(segment), Some(1 | 2))
}

/// How many dots a segment is, each as it is or encoded; `None`: there is something else in it.
pub fn dots(segment: &[u8]) -> Option<usize> {
    let (mut rest, mut count) = (segment, 0);
    while !rest.is_empty() {
        rest = match rest {
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return None,
        };
        count += 1;
    }
    Some(count)
}
