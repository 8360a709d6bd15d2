//! Traces of calls: a span for each call and an event for each attempt, with the names of OpenTelemetry's conventions for
//! HTTP clients. No path, query, header or body is ever in them; of the URL there is the template, which has no ids.

use http::{StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::Operation;
use super::answer::{Answer, Unreadable};
use super::execute::{Failed, Outcome};
use super::transport::{BoxFuture, MaybeSend, TransportErrorKind};
use super::url::port;
use crate::client::SERVICE;

/// The span of a call to a server, within the one that the caller is in.
pub(crate) fn span(operation: &Operation, server: Option<&Uri>) -> Span {
    let template = [base_path(operation, server), operation.path].concat();
    let span = tracing::info_span!(
        "http_request",
        otel.name = format_args!("{} {template}", operation.method),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = operation.method.as_str(),
        // That for tokens is not one of the document's, and may have the name of a tenant in it.
        url.template = template.starts_with('/').then_some(&*template),
        server.address = Empty,
        server.port = Empty,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.r#type = Empty,
    );
    if let Some(server) = server {
        span.record("server.address", server.host().unwrap_or_default());
        span.record("server.port", port(server));
    }
    span
}

/// The path of the document's server, if the call goes to it: of another one nobody knows whose name is in it.
fn base_path(operation: &Operation, server: Option<&Uri>) -> &'static str {
    let base = operation.base_url.or(SERVICE.base_url).unwrap_or_default();
    let rest = base.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest
        .find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default();
    match server {
        Some(server) if server.path() == path && operation.path.starts_with('/') => path,
        _ => "",
    }
}

/// Runs a call in its span, and adds what came of it.
pub(crate) fn traced<'a>(
    span: Span,
    call: impl Future<Output = Outcome> + MaybeSend + 'a,
) -> BoxFuture<'a, Outcome> {
    let call = {
        let span = span.clone();
        async move {
            let outcome = call.await;
            conclude(&span, &outcome);
            outcome
        }
    };
    Box::pin(call.instrument(span))
}

fn conclude(span: &Span, outcome: &Outcome) {
    let (attempts, result) = result(outcome);
    // The conventions want it for requests that were sent again only.
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    match result {
        Ok(status) => {
            span.record("http.response.status_code", status.as_u16());
            if is_error(status) {
                fail(span, status.as_str());
            }
        }
        Err(name) => fail(span, name),
    }
}

/// The number of attempts, and the status or why there is none, as a value of `error.type`.
fn result(outcome: &Outcome) -> (u32, Result<StatusCode, &'static str>) {
    match outcome {
        Ok(answer) => (answer.attempts, cut(answer).map_or(Ok(answer.status), Err)),
        Err(Failed::Request(error)) => (error.attempts(), Err("request")),
        Err(Failed::Transport(end)) => (end.attempts, Err(name(end.cause.kind()))),
        Err(Failed::Timeout(end)) => (end.attempts, Err("timeout")),
    }
}

/// Why the body of a success did not come to its end.
fn cut(answer: &Answer) -> Option<&'static str> {
    match &answer.fault {
        _ if !answer.status.is_success() => None,
        Some(Unreadable::Interrupted(error)) => Some(name(error.kind())),
        Some(Unreadable::Timeout(_)) => Some("timeout"),
        _ => None,
    }
}

fn fail(span: &Span, error: &str) {
    span.record("error.type", error);
    span.record("otel.status_code", "ERROR");
}

/// Tells of an attempt and its response, or why there is none; what ends with a request that can't be made is no attempt.
pub(crate) fn attempt(outcome: &Outcome) {
    if let Err(Failed::Request(_)) = outcome {
        return;
    }
    let (number, result) = result(outcome);
    let status = result.ok();
    let error = match &result {
        Ok(status) => is_error(*status).then(|| status.as_str()),
        Err(name) => Some(*name),
    };
    tracing::debug!(
        http.request.resend_count = number.saturating_sub(1),
        http.response.status_code = status.map(|status| status.as_u16()),
        error.r#type = error,
        "attempt",
    );
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// A failure of the transport as a value of `error.type`.
fn name(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::ConnectTimeout => "connect_timeout",
        TransportErrorKind::Refused => "refused",
        TransportErrorKind::Exchange => "exchange",
        TransportErrorKind::Body => "body",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Unusable => "unusable",
    }
}
