//! What a server of this API answers, for tests: which operation a request is of, and an example of its success.

use std::cmp::Reverse;

use http::Uri;

use super::operation::Service;
use super::path::encode_literal;
use super::sent::decoded;

/// An operation as a server sees it.
pub(crate) struct Route {
    /// Its id in the document.
    pub(crate) operation: &'static str,
    /// Method.
    pub(crate) method: &'static str,
    /// Path template.
    pub(crate) path: &'static str,
    /// Status of the success.
    pub(crate) status: u16,
    /// Its media type and its body; empty: there is none.
    pub(crate) body: &'static [(&'static str, &'static str)],
}

/// The operations of the API, each with the status of a success, and its media type and body if it has one.
///
/// ```text
/// routes!(ROUTES { "FetchThing" = "GET" "/v2/Things/{Sid}" => 200 "application/json" r#"{"id":"t1"}"# });
/// ```
macro_rules! routes {
    ($name:ident { $($operation:literal = $method:literal $path:literal => $status:literal $($media_type:literal $body:literal)?),* $(,)? }) => {
        pub(crate) const $name: &[$crate::runtime::Route] = &[$($crate::runtime::Route {
            operation: $operation,
            method: $method,
            path: $path,
            status: $status,
            body: &[$(($media_type, $body))?],
        }),*];
    };
}
pub(crate) use routes;

/// What a request comes to.
pub(crate) enum Found {
    /// The operation.
    Route(&'static Route),
    /// The path is one of the API, with these methods.
    OtherMethods(Vec<&'static str>),
    /// There is no such path.
    Nothing,
}

/// The operation of a request. Of two templates that fit, the one with fewer parameters holds (OpenAPI 3.1, 4.8.8.2), those
/// that span segments last, then the one with more text of its own, and then the one that asks for more in the query.
pub(crate) fn find(routes: &'static [Route], service: &Service, method: &str, uri: &Uri) -> Found {
    let path = below_base(service, uri.path());
    let query = uri.query().unwrap_or_default();
    let fitting = || routes.iter().filter(|route| fits(route.path, path, query));
    let of_method = fitting().filter(|route| route.method == method);
    let rank = |route: &&Route| {
        let (path, query) = split_query(route.path);
        let plain = with_patterns(path);
        let parameters = plain.matches('{').count();
        let spanning = plain.matches("**").count();
        let text = plain.split('{').map(|piece| match piece.split_once('}') {
            Some((_, literal)) => literal.len(),
            None => piece.len(),
        });
        (
            spanning,
            parameters,
            Reverse(text.sum::<usize>()),
            Reverse(literals(query).count()),
        )
    };
    match of_method.min_by_key(rank) {
        Some(route) => Found::Route(route),
        None if fitting().next().is_some() => {
            Found::OtherMethods(fitting().map(|route| route.method).collect())
        }
        None => Found::Nothing,
    }
}

/// The path without that of the document's server, which a program may keep or leave out. Its segments are compared by what
/// they mean: `~` is `%7E` to some programs.
fn below_base<'p>(service: &Service, path: &'p str) -> &'p str {
    let base = service.base_url.and_then(|url| url.split_once("://"));
    let (_, base) = base
        .and_then(|(_, rest)| rest.split_once('/'))
        .unwrap_or_default();
    let mut below = path;
    for wanted in base.split('/').filter(|wanted| !wanted.is_empty()) {
        let rest = below.strip_prefix('/').unwrap_or_default();
        let (given, _) = rest.split_once('/').unwrap_or_default();
        if decoded(given) != decoded(wanted) {
            return path;
        }
        below = rest.get(given.len()..).unwrap_or_default();
    }
    below
}

/// A template's path, and the query that it may have.
fn split_query(template: &str) -> (&str, &str) {
    template.split_once('?').unwrap_or((template, ""))
}

/// The pairs of a query that are the same in all requests.
fn literals(query: &str) -> impl Iterator<Item = &str> {
    let pairs = query.split('&');
    pairs.filter(|pair| !pair.is_empty() && !pair.contains('{'))
}

/// Whether path and query are those of a template, of which a client encodes what must be, and no more.
fn fits(template: &str, path: &str, query: &str) -> bool {
    let (template, wanted) = split_query(template);
    let has = |pair: &str| {
        query
            .split('&')
            .any(|given| decoded(given) == decoded(pair))
    };
    literals(wanted).all(has) && path_fits(&with_patterns(template), path)
}

/// The template with patterns in place of the names that they belong to: `/v1/{name=shelves/*}` is `/v1/shelves/{}`, and
/// `/v1/{name=shelves/**}`, of any number of segments or none, `/v1/shelves{/**}`.
fn with_patterns(template: &str) -> String {
    let mut plain = String::new();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (expression, tail) = tail.split_once('}').unwrap_or((tail, ""));
        plain.push_str(literal);
        let (_, pattern) = expression.split_once('=').unwrap_or((expression, "*"));
        for (index, segment) in pattern.split('/').enumerate() {
            let slash = if index > 0 { "/" } else { "" };
            match segment {
                "**" => plain.extend(["{", slash, "**}"]),
                "*" => plain.extend([slash, "{}"]),
                literal => plain.extend([slash, literal]),
            }
        }
        rest = tail;
    }
    plain + rest
}

/// `/v{version}.json` is `/v2.json`; a parameter is never empty, and only `{**}` has a `/`. `{/**}` is empty or begins with one.
fn path_fits(wanted: &str, given: &str) -> bool {
    let parameter = wanted.split_once('{');
    let mut before = String::new();
    encode_literal(parameter.map_or(wanted, |(before, _)| before), &mut before);
    let Some(given) = given.strip_prefix(&before) else {
        return false;
    };
    let Some((name, after)) = parameter.and_then(|(_, rest)| rest.split_once('}')) else {
        return given.is_empty();
    };
    let (least, longest) = match name {
        "**" => (1, given.len()),
        "/**" if given.starts_with('/') => (0, given.len()),
        "/**" => (0, 0),
        _ => (1, given.find('/').unwrap_or(given.len())),
    };
    let mut rests = (least..=longest).filter_map(|end| given.get(end..));
    rests.any(|rest| path_fits(after, rest))
}
