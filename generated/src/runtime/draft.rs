//! A request that is being made: what an operation and its arguments come to, up to what goes to the transport.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use serde_json::Value;

use super::auth;
use super::error::RequestError;
use super::settings::{Limits, Settings};
use super::transport::Transport;
use super::{Client, Encode, Operation, Place, View, path, retry};
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
    pub(crate) credentials_in_query: Vec<String>,
    pub(crate) credentials_in_cookie: Vec<String>,
    /// Credentials that are not here yet.
    pub(crate) sources: auth::Sources,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// The first thing that went wrong; the call ends with it.
    pub(crate) error: Option<RequestError>,
}

/// A request that can be sent, as often as needed.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
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
        arguments: &[&dyn Encode],
    ) -> Box<Self> {
        let settings = client.settings();
        let mut draft = Box::new(Self {
            limits: settings.limits,
            transport: Arc::clone(&settings.transport),
            settings,
            operation,
            path: String::new(),
            query: BTreeMap::new(),
            cookies: BTreeMap::new(),
            credentials_in_query: Vec::new(),
            credentials_in_cookie: Vec::new(),
            sources: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            error: None,
        });
        let written = path::expand(operation, arguments, &mut draft);
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
    pub(crate) fn parameter(&mut self, index: usize, value: &dyn Encode) {
        if let Some(parameter) = self.operation.parameters.get(index) {
            let written = (parameter.write)(parameter, index, value.view(), self);
            self.note(written);
        }
    }

    /// Sets a header.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let header =
            auth::header_name(name).and_then(|key| Ok((key, auth::header_value(name, value)?)));
        match header {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.note(Err(error)),
        }
    }

    /// Remembers the first error.
    pub(crate) fn note(&mut self, result: Result<(), RequestError>) {
        if let Err(error) = result {
            self.error.get_or_insert(error);
        }
    }

    /// Puts everything together and checks it.
    ///
    /// # Errors
    /// The first thing that went wrong.
    pub(crate) fn finish(&mut self) -> Result<Ready, RequestError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.authorize()?;
        self.add_headers()?;
        let query = joined(self.query.values().chain(&self.credentials_in_query), "&");
        let base = self.settings.base(self.operation.base_url)?;
        let uri = base.join(&self.path, &query)?;
        let has_credentials = !self.sources.is_empty()
            || self.headers.values().any(HeaderValue::is_sensitive)
            || !(self.credentials_in_query.is_empty() && self.credentials_in_cookie.is_empty());
        if has_credentials && base.is_clear() && !self.settings.allow_http {
            return Err(RequestError::new(
                "credentials would go over `http://` for everybody to read",
            ));
        }
        let method = self.operation.method.clone();
        let idempotent = is_idempotent(&method) || self.headers.contains_key(IDEMPOTENCY_KEY);
        let headers = std::mem::take(&mut self.headers);
        let body = self.body.take().unwrap_or_default();
        Ok(Ready {
            method,
            uri,
            headers,
            body,
            sources: std::mem::take(&mut self.sources),
            idempotent,
        })
    }

    fn authorize(&mut self) -> Result<(), RequestError> {
        let settings = Arc::clone(&self.settings);
        let security = self.operation.security.unwrap_or(SERVICE.security);
        if !settings.anonymous && !auth::suffices(security, &settings.credentials) {
            return Err(RequestError::new(
                "the credentials that this operation needs are missing",
            ));
        }
        auth::authorize(security, SERVICE.credentials, &settings.credentials, self);
        Ok(())
    }

    fn add_headers(&mut self) -> Result<(), RequestError> {
        let operation = self.operation;
        let cookies = self.cookies.values().chain(&self.credentials_in_cookie);
        let cookies = joined(cookies, "; ");
        if !cookies.is_empty() {
            let value = auth::header_value("Cookie", &cookies)?;
            self.headers.insert(COOKIE, value);
        }
        if !operation.accept.is_empty() && !self.headers.contains_key(ACCEPT) {
            self.headers.insert(ACCEPT, constant(operation.accept)?);
        }
        if let (Some(media_type), Some(_)) = (operation.content_type, &self.body)
            && !self.headers.contains_key(CONTENT_TYPE)
        {
            self.headers.insert(CONTENT_TYPE, constant(media_type)?);
        }
        let has_key = |name: &str| name.eq_ignore_ascii_case(IDEMPOTENCY_KEY);
        let makes_key = operation
            .parameters
            .iter()
            .any(|p| p.place == Place::Header && has_key(p.name));
        if makes_key && !self.headers.contains_key(IDEMPOTENCY_KEY) {
            self.header(IDEMPOTENCY_KEY, &retry::idempotency_key());
        }
        auth::add_missing(&mut self.headers, &self.settings.headers);
        if !self.headers.contains_key(USER_AGENT) {
            self.headers
                .insert(USER_AGENT, self.settings.user_agent.clone());
        }
        Ok(())
    }
}

/// The texts with this between them.
fn joined<'a>(texts: impl Iterator<Item = &'a String>, between: &str) -> String {
    let mut all = String::new();
    for text in texts {
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(text);
    }
    all
}

/// A media type of the document as the value of a header; it is not copied.
fn constant(media_type: &'static str) -> Result<HeaderValue, RequestError> {
    HeaderValue::from_maybe_shared(Bytes::from_static(media_type.as_bytes()))
        .map_err(|_| RequestError::new("a media type of the operation can't be sent"))
}

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Whether sending a request twice is as good as once (RFC 9110, 9.2.2; RFC 10008 for QUERY).
fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

/// The text of a single value, as it stands in paths, queries and headers.
pub(crate) fn text<'a>(view: &View<'a>) -> Option<Cow<'a, str>> {
    let number: &dyn fmt::Display = match view {
        View::Text(text) | View::Unlisted(text) => return Some(Cow::Borrowed(text)),
        View::Json(Value::String(text)) => return Some(Cow::Borrowed(text)),
        View::Bool(value) => value,
        View::I64(value) => value,
        View::U64(value) => value,
        View::F64(value) if value.is_finite() => value,
        View::Number(value) => value,
        View::Json(value @ (Value::Bool(_) | Value::Number(_))) => value,
        _ => return None,
    };
    Some(Cow::Owned(number.to_string()))
}
