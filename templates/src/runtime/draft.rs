//! A request that is being made: what an operation and its arguments come to, up to what goes to the transport.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use serde_json::Value;

use super::auth;
use super::clock::HAS_SYSTEM;
use super::error::RequestError;
use super::settings::{Limits, Settings};
use super::transport::Transport;
use super::{AnyEncode, Client, Operation, Place, View, retry};
use crate::client::SERVICE;

/// A request that is being made.
pub(crate) struct Draft {
    pub(crate) settings: Arc<Settings>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) operation: &'static Operation,
    pub(crate) limits: Limits,
    pub(crate) path: String,
    /// Pairs of the query, encoded, by the index of their parameter: giving one twice replaces it.
    pub(crate) query: BTreeMap<usize, String>,
    /// Pairs of the `Cookie` header, in the same way.
    pub(crate) cookies: BTreeMap<usize, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// The first thing that went wrong; the call ends with it.
    pub(crate) error: Option<RequestError>,
}

/// Makes a request as often as it is sent: mostly once, for which nothing need be copied.
pub(crate) trait Recipe: Sync {
    /// The request.
    ///
    /// # Errors
    /// What is wrong with it.
    fn ready(&self) -> Result<Ready, RequestError>;

    /// Whether sending it twice is as good as once.
    fn is_idempotent(&self) -> bool;
}

impl Recipe for Ready {
    fn ready(&self) -> Result<Ready, RequestError> {
        Ok(self.clone())
    }

    fn is_idempotent(&self) -> bool {
        self.idempotent
    }
}

/// A request that can be sent.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The pairs of its query that are credentials: they go where a redirect leads to.
    pub(crate) query_credentials: Vec<String>,
    /// Credentials that each attempt has to fetch.
    pub(crate) sources: auth::Sources,
    /// Sending it twice is as good as once.
    pub(crate) idempotent: bool,
}

impl Draft {
    /// The request of an operation with its required parameters.
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        arguments: &[&dyn AnyEncode],
    ) -> Box<Self> {
        let settings = client.settings();
        let mut draft = Box::new(Self {
            limits: settings.limits.clone(),
            transport: Arc::clone(&settings.transport),
            settings,
            operation,
            path: String::new(),
            query: BTreeMap::new(),
            cookies: BTreeMap::new(),
            headers: HeaderMap::new(),
            body: None,
            error: None,
        });
        // Most values are not much longer than their names.
        draft.path.reserve(2 * operation.path.len() + 16);
        let written = (operation.expand)(operation, arguments, &mut draft);
        draft.note(written);
        for (index, (parameter, argument)) in operation.parameters.iter().zip(arguments).enumerate()
        {
            if parameter.place != Place::Path {
                draft.parameter(index, *argument);
            }
        }
        draft
    }

    /// Writes the parameter at this index of the operation's table.
    pub(crate) fn parameter(&mut self, index: usize, value: &dyn AnyEncode) {
        if let Some(parameter) = self.operation.parameters.get(index) {
            let written = (parameter.write)(parameter, index, value.any_view(), self);
            self.note(written);
        }
    }

    /// Sets a header, in place of one of this name.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), RequestError> {
        let header = auth::header_name(name)?;
        let value = auth::header_value(name, value)?;
        self.headers.insert(header, value);
        Ok(())
    }

    /// Remembers the first error.
    pub(crate) fn note(&mut self, result: Result<(), RequestError>) {
        if let Err(error) = result {
            self.error.get_or_insert(error);
        }
    }

    /// Looks at it before the first attempt.
    ///
    /// # Errors
    /// The first thing that went wrong.
    pub(crate) fn check(&mut self) -> Result<(), RequestError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        // The same in all attempts, and in no other call.
        if HAS_SYSTEM && self.lacks_key() {
            self.set_header(IDEMPOTENCY_KEY, &retry::random_uuid())?;
        }
        Ok(())
    }

    /// Whether the operation takes an idempotency key, and nobody has given one.
    fn lacks_key(&self) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let takes_key = parameters.any(|parameter| {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case(IDEMPOTENCY_KEY)
        });
        takes_key
            && !self.headers.contains_key(IDEMPOTENCY_KEY)
            && !self.settings.headers.contains_key(IDEMPOTENCY_KEY)
    }

    fn add_headers(
        &self,
        credentials_in_cookie: &[&String],
        headers: &mut HeaderMap,
    ) -> Result<(), RequestError> {
        let operation = self.operation;
        let cookies = joined(&self.cookies, credentials_in_cookie, "; ");
        if !cookies.is_empty() {
            auth::add_missing(headers, &self.settings.headers, Some(&COOKIE));
            auth::add_cookies(headers, &cookies)?;
        }
        if !operation.accept.is_empty() {
            add_media_type(headers, ACCEPT, operation.accept)?;
        }
        if let (Some(media_type), Some(_)) = (operation.content_type, &self.body) {
            add_media_type(headers, CONTENT_TYPE, media_type)?;
        }
        auth::add_missing(headers, &self.settings.headers, None);
        let user_agent = headers.entry(USER_AGENT);
        user_agent.or_insert_with(|| self.settings.user_agent.clone());
        Ok(())
    }
}

impl Recipe for Draft {
    fn ready(&self) -> Result<Ready, RequestError> {
        let (operation, settings) = (self.operation, &*self.settings);
        let security = operation.security.unwrap_or(SERVICE.security);
        if !settings.anonymous && !auth::suffices(security, &settings.credentials) {
            return Err(RequestError::new(format!(
                "the credentials that this operation needs are missing: {}",
                auth::names(security)
            )));
        }
        let mut headers = self.headers.clone();
        let others = auth::authorize(security, &settings.credentials, &mut headers);
        // Cookies of parameters are none, so they are not there yet.
        let has_credentials = has_sensitive(&headers)
            || has_sensitive(&settings.headers)
            || !(others.sources.is_empty() && others.query.is_empty() && others.cookies.is_empty());
        self.add_headers(&others.cookies, &mut headers)?;
        let base = settings.base(operation.base_url)?;
        let uri = base.join(&self.path, &joined(&self.query, &others.query, "&"))?;
        if has_credentials && !settings.trust.allows(&base) {
            return Err(RequestError::new(
                "credentials would go over `http://` for everybody to read",
            ));
        }
        Ok(Ready {
            method: operation.method.clone(),
            uri,
            headers,
            body: self.body.clone().unwrap_or_default(),
            query_credentials: others.query.into_iter().cloned().collect(),
            sources: others.sources,
            idempotent: self.is_idempotent(),
        })
    }

    /// By its method (RFC 9110, 9.2.2; RFC 10008 for QUERY), or by its key: one that all calls of a client have says nothing
    /// of this one.
    fn is_idempotent(&self) -> bool {
        let method = &self.operation.method;
        method.is_idempotent()
            || method.as_str() == "QUERY"
            || self.headers.contains_key(IDEMPOTENCY_KEY)
    }
}

/// Whether one of these is a credential.
fn has_sensitive(headers: &HeaderMap) -> bool {
    headers.values().any(HeaderValue::is_sensitive)
}

/// The pairs of parameters and credentials, with this between them.
fn joined(pairs: &BTreeMap<usize, String>, others: &[&String], between: &str) -> String {
    let mut all = String::new();
    for pair in pairs.values() {
        separate(between, &mut all);
        all.push_str(pair);
    }
    for pair in others {
        separate(between, &mut all);
        all.push_str(pair);
    }
    all
}

/// Adds this behind what is there.
pub(crate) fn separate(between: &str, all: &mut String) {
    if !all.is_empty() {
        all.push_str(between);
    }
}

/// Adds a header with a media type of the document, which is not copied, where there is none of this name.
fn add_media_type(
    headers: &mut HeaderMap,
    name: HeaderName,
    media_type: &'static str,
) -> Result<(), RequestError> {
    let shared = Bytes::from_static(media_type.as_bytes());
    let Ok(value) = HeaderValue::from_maybe_shared(shared) else {
        let why = "a media type of the operation can't be sent";
        return Err(RequestError::new(why));
    };
    headers.entry(name).or_insert(value);
    Ok(())
}

/// The header that makes a repetition safe, whatever the method.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The text of a single value, as it stands in paths, queries and headers.
pub(crate) fn text<'a>(view: &View<'a>) -> Option<Cow<'a, str>> {
    let number: &dyn fmt::Display = match view {
        View::Text(text) | View::Unlisted(text) => return Some(Cow::Borrowed(text)),
        View::Json(Value::String(text)) | View::UnlistedJson(Value::String(text)) => {
            return Some(Cow::Borrowed(text));
        }
        View::Bool(value) => value,
        View::I64(value) => value,
        View::U64(value) => value,
        View::F64(value) if value.is_finite() => value,
        View::Number(value) | View::UnlistedNumber(value) => value,
        View::Json(value @ (Value::Bool(_) | Value::Number(_)))
        | View::UnlistedJson(value @ (Value::Bool(_) | Value::Number(_))) => value,
        _ => return None,
    };
    Some(Cow::Owned(number.to_string()))
}
