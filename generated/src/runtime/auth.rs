//! Credentials: what they are, which of them a request needs, and where they go.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::draft::{Ready, separate};
use super::error::{BuildError, RequestError};
use super::execute::Running;
use super::path::encode;
use super::transport::BoxFuture;
use super::url::{Base, with_query};
use super::{CredentialKind, Security};
use crate::client::SERVICE;

/// A credential: a secret that is never printed.
#[derive(Clone)]
pub struct Credential {
    secret: String,
    /// How long it is good for, from when it was fetched; `None`: until the server refuses it.
    pub(crate) lifetime: Option<Duration>,
}

/// The secrets are compared: how long one is good for changes from one response of a server of tokens to the next.
impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        self.secret == other.secret
    }
}

impl Eq for Credential {}

impl Credential {
    /// A token or a key, as it is sent.
    pub(crate) fn token(token: &str) -> Self {
        Self {
            secret: token.to_owned(),
            lifetime: None,
        }
    }

    /// A secret of which a part is wrong: [`ClientBuilder::build`](super::ClientBuilder::build) says so.
    pub(crate) fn invalid() -> Self {
        Self::token("\n")
    }

    /// Whether it can be sent: no header, cookie or query may be broken by it. What a cookie can't hold is refused and not
    /// encoded, because servers compare the cookie as it is (RFC 6265, 4.1.1).
    pub(crate) fn is_valid(&self, kind: CredentialKind) -> bool {
        let fits = |byte: u8| match kind {
            CredentialKind::Cookie(_) => byte.is_ascii_graphic() && !b"\",;\\".contains(&byte),
            _ => !byte.is_ascii_control(),
        };
        !self.secret.is_empty() && self.secret.bytes().all(fits)
    }

    /// What of a request it is.
    pub(crate) fn place(&self, kind: CredentialKind) -> Result<Placed, RequestError> {
        let scheme = match kind {
            CredentialKind::Basic => "Basic",
            CredentialKind::Bearer => "Bearer",
            CredentialKind::Http(scheme) => scheme,
            CredentialKind::Header(name) => {
                let value = secret(name, &self.secret)?;
                return Ok(Placed::Header(header_name(name)?, value));
            }
            CredentialKind::Query(name) => {
                let mut pair = String::new();
                encode(name, &mut pair);
                pair.push('=');
                encode(&self.secret, &mut pair);
                return Ok(Placed::Query(pair));
            }
            CredentialKind::Cookie(name) => {
                return Ok(Placed::Cookie(format!("{name}={}", self.secret)));
            }
        };
        let value = secret("authorization", &format!("{scheme} {}", self.secret))?;
        Ok(Placed::Header(header::AUTHORIZATION, value))
    }
}

/// What of a request a credential is.
#[derive(Clone)]
pub(crate) enum Placed {
    /// A header.
    Header(HeaderName, HeaderValue),
    /// A pair of the query, encoded.
    Query(String),
    /// A pair of the `Cookie` header.
    Cookie(String),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(<redacted>)")
    }
}

/// A header whose value is printed by nobody.
fn secret(name: &str, value: &str) -> Result<HeaderValue, RequestError> {
    let mut value = header_value(name, value)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The name of a header. What is none is not shown: it may be a whole header, with its value.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| RequestError::new("a header has a name that can't be sent"))
}

/// The value of a header: its UTF-8 bytes as they are; line breaks and other control characters are refused, because
/// they would begin another header. Headers that are for credentials, in HTTP or in this API, are marked, whoever sets
/// them. Those that say where the request ends are refused: they are written from its body, and with others the rest of it
/// would be another request to the server, or a part of the next one (RFC 9112, 6 and 11.2).
pub(crate) fn header_value(name: &str, value: &str) -> Result<HeaderValue, RequestError> {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("content-length") || is("transfer-encoding") {
        return Err(RequestError::header(
            name,
            "says where the body ends, which the body itself does",
        ));
    }
    let mut header = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| RequestError::header(name, "holds a control character"))?;
    let always = is("authorization") || is("proxy-authorization") || is("cookie");
    header.set_sensitive(always || is_credential(name));
    Ok(header)
}

/// Whether the header is one of the document's credentials.
pub(crate) fn is_credential(name: &str) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let mut credentials = SERVICE.credentials.iter();
    credentials.any(|(kind, _)| kind.header().is_some_and(is))
}

/// A credential that a client was given.
#[derive(Clone)]
pub(crate) enum Given {
    /// The secret, as it goes into every request; `None`: it can't be sent.
    Secret(Option<Placed>),
    /// Where it is fetched.
    Source(Arc<dyn Source>),
}

/// Where a credential is fetched. The runtime's only one is in `provider.rs`, for which a crate must have a use.
pub(crate) trait Source: Send + Sync + 'static {
    /// Whether it can work at all, when the client is built: secrets may go to URLs of which that is said.
    fn check(&self, may_know: &dyn Fn(&Base) -> bool) -> Result<(), BuildError>;

    /// The credential for an attempt of a call: another one than that which the server has refused.
    fn credential<'a>(
        &'a self,
        call: &'a Running,
        refused: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, RequestError>>;
}

/// Credentials that are fetched for each attempt, and where they go.
pub(crate) type Sources = Vec<(CredentialKind, Arc<dyn Source>)>;

/// The credentials of a client, each at its index in the service's table.
pub(crate) type Credentials = Vec<Option<Given>>;

/// The first alternative that the credentials satisfy, the anonymous one only when there is no other.
fn satisfied(security: Security, credentials: &Credentials) -> Option<&'static [usize]> {
    let has = |index: &usize| matches!(credentials.get(*index), Some(Some(_)));
    let mut anonymous = None;
    for needed in security {
        if needed.is_empty() {
            anonymous = anonymous.or(Some(*needed));
        } else if needed.iter().all(has) {
            return Some(needed);
        }
    }
    anonymous
}

/// Whether the credentials suffice.
pub(crate) fn suffices(security: Security, credentials: &Credentials) -> bool {
    security.is_empty() || satisfied(security, credentials).is_some()
}

/// Whether one of the credentials is named by none of the requirements, which are those of the whole service: it can only be
/// for operations that have their own.
pub(crate) fn is_for_some(security: Security, credentials: &Credentials) -> bool {
    let mut given = credentials.iter().enumerate();
    given.any(|(index, given)| {
        given.is_some() && !security.iter().any(|needed| needed.contains(&index))
    })
}

/// What the credential at this index of the service's table is, and what it is given to, as several may look alike:
/// ``the header X-Key (`api_key`)``.
pub(crate) fn name(index: usize) -> String {
    let Some((kind, methods)) = SERVICE.credentials.get(index) else {
        return String::new();
    };
    let (what, name) = match *kind {
        CredentialKind::Basic => ("HTTP ", "Basic"),
        CredentialKind::Bearer => ("a bearer token", ""),
        CredentialKind::Http(scheme) => ("HTTP ", scheme),
        CredentialKind::Header(name) => ("the header ", name),
        CredentialKind::Query(name) => ("the query parameter ", name),
        CredentialKind::Cookie(name) => ("the cookie ", name),
    };
    format!("{what}{name} (`{}`)", methods.join("` or `"))
}

/// What the requirements ask for: ``HTTP Basic (`basic_auth`), or the header X-Key (`api_key`) and the query parameter key
/// (`key`)``.
pub(crate) fn names(security: Security) -> String {
    let mut all = String::new();
    for needed in security {
        separate(", or ", &mut all);
        for (place, index) in needed.iter().enumerate() {
            all.push_str(if place == 0 { "" } else { " and " });
            all.push_str(&name(*index));
        }
    }
    all
}

/// The credentials of a request that are no headers.
#[derive(Default)]
pub(crate) struct Elsewhere<'a> {
    /// Pairs of the query.
    pub(crate) query: Vec<&'a String>,
    /// Pairs of the `Cookie` header.
    pub(crate) cookies: Vec<&'a String>,
    /// Those that are not here yet.
    pub(crate) sources: Sources,
}

/// Adds the credentials that a request needs to its headers, and gives the others. A header that the caller has set for
/// this call goes before.
pub(crate) fn authorize<'a>(
    security: Security,
    credentials: &'a Credentials,
    headers: &mut HeaderMap,
) -> Elsewhere<'a> {
    let mut elsewhere = Elsewhere::default();
    for index in satisfied(security, credentials).unwrap_or_default() {
        let kind = SERVICE.credential(*index);
        let (Some(kind), Some(Some(given))) = (kind, credentials.get(*index)) else {
            continue;
        };
        // Most often there is none yet, and no name to be read.
        if let Some(name) = kind.header()
            && !headers.is_empty()
            && headers.contains_key(name)
        {
            continue;
        }
        match given {
            Given::Source(source) => elsewhere.sources.push((kind, Arc::clone(source))),
            Given::Secret(Some(Placed::Header(name, value))) => {
                headers.insert(name, value.clone());
            }
            Given::Secret(Some(Placed::Query(pair))) => elsewhere.query.push(pair),
            Given::Secret(Some(Placed::Cookie(pair))) => elsewhere.cookies.push(pair),
            // No client is built with it.
            Given::Secret(None) => {}
        }
    }
    elsewhere
}

/// Adds a credential to a request, if it could be fetched.
pub(crate) fn add(
    request: &mut Ready,
    kind: CredentialKind,
    fetched: Result<Credential, RequestError>,
) -> Result<Credential, RequestError> {
    let credential = fetched?;
    match credential.place(kind)? {
        Placed::Header(name, value) => {
            request.headers.insert(name, value);
        }
        Placed::Query(pair) => {
            request.uri = with_query(&request.uri, &pair)?;
            request.query_credentials.push(pair);
        }
        Placed::Cookie(pair) => add_cookies(&mut request.headers, &pair)?,
    }
    Ok(credential)
}

/// The environment variable, for `from_env`.
///
/// # Errors
/// When it is not set, is empty or is not Unicode.
pub(crate) fn variable(name: &'static str) -> Result<String, BuildError> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(BuildError::Variable(name)),
    }
}

/// Adds pairs to the `Cookie` header: there must be but one (RFC 6265, 5.4).
pub(crate) fn add_cookies(headers: &mut HeaderMap, pairs: &str) -> Result<(), RequestError> {
    let mut all = String::new();
    for own in headers.get_all(header::COOKIE) {
        all.push_str(&String::from_utf8_lossy(own.as_bytes()));
        all.push_str("; ");
    }
    headers.insert(header::COOKIE, secret("cookie", &(all + pairs))?);
    Ok(())
}

/// The request's own headers over those of the client: all of them, or only the one of this name.
pub(crate) fn add_missing(
    headers: &mut HeaderMap,
    defaults: &HeaderMap,
    only: Option<&HeaderName>,
) {
    for name in defaults.keys() {
        if !headers.contains_key(name) && (only.is_none() || only == Some(name)) {
            for value in defaults.get_all(name) {
                headers.append(name, value.clone());
            }
        }
    }
}
