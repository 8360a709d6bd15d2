//! As much of RFC 3986 as references need.

use std::borrow::Cow;

use crate::report::LoadProblem;

/// The scheme of an absolute URI.
pub(super) fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    valid.then_some(scheme)
}

/// Undoes percent-encoding; what is not UTF-8 then stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(hexadecimal);
        bytes.push(code.unwrap_or(first));
        rest = after
            .get(if code.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    // `from_str_radix` would take a sign.
    text.bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then_some(())?;
    u8::from_str_radix(text, 16).ok()
}

/// A reference seen from a base, without fragments.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    if reference.is_empty() || scheme(reference).is_some() {
        let whole = if reference.is_empty() {
            base
        } else {
            reference
        };
        return whole.to_owned();
    }
    let path_start = scheme(base).map_or(0, |scheme| {
        let rest = base.get(scheme.len() + 1..).unwrap_or_default();
        let authority = rest
            .strip_prefix("//")
            .map_or(0, |rest| 2 + rest.find('/').unwrap_or(rest.len()));
        scheme.len() + 1 + authority
    });
    let (origin, path) = base.split_at_checked(path_start).unwrap_or(("", base));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let joined = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{folder}/{reference}")
    };
    let path = without_dots(&joined);
    // A base without a folder leaves the reference as it is written.
    let path = if origin.is_empty() {
        path.trim_start_matches('/')
    } else {
        &path
    };
    format!("{origin}{path}")
}

fn without_dots(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "." => (),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The file, relative to the folder of the entry document, that `uri` names in `from`.
pub(super) fn confined(from: &str, uri: &str, reference: &str) -> Result<String, LoadProblem> {
    let leaves = || LoadProblem::ReferenceLeavesFolder {
        reference: reference.to_owned(),
    };
    match scheme(uri) {
        Some(scheme) if scheme.len() > 1 && !scheme.eq_ignore_ascii_case("file") => {
            return Err(LoadProblem::RemoteReference {
                reference: reference.to_owned(),
            });
        }
        Some(_) => return Err(leaves()),
        None if uri.starts_with("//") => {
            return Err(LoadProblem::RemoteReference {
                reference: reference.to_owned(),
            });
        }
        None => (),
    }
    let uri = decode(uri.split('?').next().unwrap_or_default());
    if uri.starts_with('/') || uri.contains(['\\', '\0']) {
        return Err(leaves());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in uri.split('/') {
        match part {
            "" | "." => (),
            ".." => {
                parts.pop().ok_or_else(leaves)?;
            }
            name => parts.push(name),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{decode, join, scheme};

    #[test]
    fn joins_references() {
        assert_eq!(
            join("https://a.test/x/y.json", "z.json"),
            "https://a.test/x/z.json"
        );
        assert_eq!(
            join("https://a.test/x/y.json", "../z.json#/p"),
            "https://a.test/z.json"
        );
        assert_eq!(join("https://a.test", "/z.json"), "https://a.test/z.json");
        assert_eq!(join("", "z.json"), "z.json");
        assert_eq!(join("y/a.json", "z.json"), "y/z.json");
        assert_eq!(join("y/a.json", "urn:b"), "urn:b");
    }

    #[test]
    fn decodes_and_finds_schemes() {
        assert_eq!(decode("a%20b%2Fc%zz%"), "a b/c%zz%");
        assert_eq!(scheme("http://a"), Some("http"));
        assert_eq!(scheme("a/b:c"), None);
    }
}
