//! Credentials: what they are, which of them a request needs, and where they go.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::draft::Draft;
use super::error::{BuildError, RequestError};
use super::path::encode;
use super::{CredentialKind, Security};

/// A credential: a secret that is never printed.
#[derive(Clone)]
pub struct Credential(String);

impl Credential {
    /// A token or a key, as it is sent.
    pub(crate) fn token(token: &str) -> Self {
        Self(token.to_owned())
    }

    /// A secret of which a part is wrong: [`ClientBuilder::build`](super::ClientBuilder::build) says so.
    pub(crate) fn invalid() -> Self {
        Self("\n".to_owned())
    }

    /// Whether it can be sent: no header, cookie or query may be broken by it.
    pub(crate) fn is_valid(&self) -> bool {
        !self.0.is_empty() && !self.0.bytes().any(|byte| byte.is_ascii_control())
    }

    /// Adds it to a request.
    fn apply(&self, kind: CredentialKind, draft: &mut Draft) -> Result<(), RequestError> {
        let authorization = |scheme: &str| (header::AUTHORIZATION, format!("{scheme} {}", self.0));
        let (name, value) = match kind {
            CredentialKind::Basic => authorization("Basic"),
            CredentialKind::Bearer => authorization("Bearer"),
            CredentialKind::Http(scheme) => authorization(scheme),
            CredentialKind::Header(name) => (header_name(name)?, self.0.clone()),
            CredentialKind::Query(name) => {
                let mut pair = String::new();
                encode(name, &mut pair);
                pair.push('=');
                encode(&self.0, &mut pair);
                draft.credentials_in_query.push(pair);
                return Ok(());
            }
            CredentialKind::Cookie(name) => {
                let mut pair = format!("{name}=");
                encode(&self.0, &mut pair);
                draft.credentials_in_cookie.push(pair);
                return Ok(());
            }
        };
        // A header that the caller has set for this call goes before.
        if !draft.headers.contains_key(&name) {
            draft.headers.insert(name.clone(), secret(&name, &value)?);
        }
        Ok(())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(<redacted>)")
    }
}

/// A header whose value is printed by nobody.
fn secret(name: &HeaderName, value: &str) -> Result<HeaderValue, RequestError> {
    let mut value = header_value(name.as_str(), value)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The name of a header.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| RequestError::new("a header has a name that can't be sent"))
}

/// The value of a header: its UTF-8 bytes as they are; line breaks and other control characters are refused, because
/// they would begin another header. Headers that are for credentials are marked, whoever sets them.
pub(crate) fn header_value(name: &str, value: &str) -> Result<HeaderValue, RequestError> {
    let mut header = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| RequestError::parameter(name, "holds a control character"))?;
    let secret = ["authorization", "proxy-authorization", "cookie"];
    header.set_sensitive(
        secret
            .iter()
            .any(|secret| name.eq_ignore_ascii_case(secret)),
    );
    Ok(header)
}

/// The credentials of a client, each at its index in the service's table.
pub(crate) type Credentials = Vec<Option<Credential>>;

/// The first alternative that the credentials satisfy, the anonymous one only when there is no other.
fn satisfied(security: Security, credentials: &Credentials) -> Option<&'static [usize]> {
    let has = |index: &usize| credentials.get(*index).is_some_and(Option::is_some);
    let mut with = security.iter().filter(|needed| !needed.is_empty());
    let with = with.find(|needed| needed.iter().all(has));
    with.or_else(|| security.iter().find(|needed| needed.is_empty()))
        .copied()
}

/// Whether the credentials suffice.
pub(crate) fn suffices(security: Security, credentials: &Credentials) -> bool {
    security.is_empty() || satisfied(security, credentials).is_some()
}

/// Adds the credentials that a request needs.
pub(crate) fn authorize(
    security: Security,
    kinds: &[CredentialKind],
    credentials: &Credentials,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    for index in satisfied(security, credentials).unwrap_or_default() {
        if let (Some(kind), Some(Some(credential))) = (kinds.get(*index), credentials.get(*index)) {
            credential.apply(*kind, draft)?;
        }
    }
    Ok(())
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

/// The request's own headers over those of the client.
pub(crate) fn add_missing(headers: &mut HeaderMap, defaults: &HeaderMap) {
    for name in defaults.keys() {
        if !headers.contains_key(name) {
            for value in defaults.get_all(name) {
                headers.append(name, value.clone());
            }
        }
    }
}
