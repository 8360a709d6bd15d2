//! The arguments of a call that a test expects, and how they are told from those of other calls of the operation.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue};

use super::auth::is_credential;
use super::draft::{Draft, IDEMPOTENCY_KEY, Recipe};
use super::error::RequestError;
use super::sent::{SentRequest, pairs};
use super::{CredentialKind, Operation, Place};
use crate::client::SERVICE;

/// What a call says: all that it sends but for credentials, and for headers that the document does not describe.
pub(crate) struct Arguments {
    /// Below the base URL, which two clients of one server may have in other words.
    path: String,
    query: Pairs,
    cookies: Pairs,
    headers: Vec<(&'static str, Option<HeaderValue>)>,
    /// `None`: any. What parts a body is at random.
    body: Option<Bytes>,
}

/// Decoded names and values. Those of one name are in the order in which they are sent, which means something.
type Pairs = Vec<(String, String)>;

impl Arguments {
    /// Those of a call.
    ///
    /// # Errors
    /// When it can't be made.
    pub(crate) fn of(draft: &mut Draft) -> Result<Self, RequestError> {
        let error = draft.error.take();
        let ready = error.map_or_else(|| draft.ready(), Err);
        let headers = ready.map_err(|error| error.of(draft.operation.id))?.headers;
        let (path, query) = draft.path.split_once('?').unwrap_or((&draft.path, ""));
        let all = std::iter::once(query).chain(draft.query.values().map(String::as_str));
        let all: Vec<&str> = all.collect();
        let in_parts = headers
            .get(CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"multipart/"));
        Ok(Self {
            path: path.to_owned(),
            query: query_of(&all.join("&")),
            cookies: cookies_of(&headers),
            headers: described(draft.operation, &headers),
            body: (!in_parts).then(|| draft.body.clone().unwrap_or_default()),
        })
    }

    /// Whether the request is for the same path.
    pub(crate) fn is_path_of(&self, sent: &SentRequest) -> bool {
        sent.path().ends_with(&self.path)
    }

    /// Whether the request says the same.
    pub(crate) fn are_those_of(&self, sent: &SentRequest) -> bool {
        self.is_path_of(sent)
            && query_of(sent.raw_query()) == self.query
            && cookies_of(sent.headers()) == self.cookies
            && self.headers.iter().all(|(name, value)| {
                // Made for each call that is not given one.
                let is_any = value.is_none() && name.eq_ignore_ascii_case(IDEMPOTENCY_KEY);
                is_any || sent.headers().get(*name) == value.as_ref()
            })
            && self.body.as_ref().is_none_or(|body| sent.body() == body)
    }
}

fn query_of(text: &str) -> Pairs {
    without(pairs(text, '&'), |kind| match kind {
        CredentialKind::Query(name) => Some(name),
        _ => None,
    })
}

fn cookies_of(headers: &HeaderMap) -> Pairs {
    let text = headers.get(COOKIE).map(|value| value.as_bytes());
    let text = String::from_utf8_lossy(text.unwrap_or_default());
    without(pairs(&text, ';'), |kind| match kind {
        CredentialKind::Cookie(name) => Some(name),
        _ => None,
    })
}

/// The pairs that are no credentials, by name.
fn without(mut pairs: Pairs, secret: fn(CredentialKind) -> Option<&'static str>) -> Pairs {
    pairs.retain(|(name, _)| {
        let mut credentials = SERVICE.credentials.iter();
        !credentials.any(|(kind, _)| secret(*kind).is_some_and(|secret| secret == name))
    });
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

/// The headers that the document describes and that are no credentials.
fn described(
    operation: &'static Operation,
    headers: &HeaderMap,
) -> Vec<(&'static str, Option<HeaderValue>)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.place == Place::Header && !is_credential(parameter.name))
        .map(|parameter| (parameter.name, headers.get(parameter.name).cloned()))
        .collect()
}

/// `/v2/Things?page=1, X-Trace: x, body of 0 bytes`
impl fmt::Display for Arguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        show(f, "?", &self.query, "&")?;
        for (name, value) in &self.headers {
            if let Some(value) = value {
                write!(f, ", {name}: {}", value.as_bytes().escape_ascii())?;
            }
        }
        show(f, ", cookies ", &self.cookies, "; ")?;
        match &self.body {
            None => f.write_str(", any body"),
            Some(body) => write!(f, ", body of {} bytes", body.len()),
        }
    }
}

fn show(f: &mut fmt::Formatter<'_>, start: &str, pairs: &Pairs, between: &str) -> fmt::Result {
    for (index, (name, value)) in pairs.iter().enumerate() {
        let before = if index == 0 { start } else { between };
        write!(f, "{before}{name}={value}")?;
    }
    Ok(())
}
