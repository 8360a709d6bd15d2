//! What is true of all calls: the base URL, the header with the id of a request, the security of the document.

use crate::api::{Api, Server};
use crate::label;
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::auth::{Credentials, is_token};
use super::krate::Service;
use super::markdown::rustdoc;
use super::text;

/// Plans it. A choice that can't be used is an error, a server that can't be used a warning.
pub fn service(
    api: &Api,
    settings: Settings<'_>,
    credentials: &Credentials,
    report: &mut Report,
) -> Service {
    let (file, choices) = settings.choices;
    let at = Location::root(file).key("client");
    let chosen = choices.client.base_url.as_deref();
    if let Some(url) = chosen
        && let Err(what) = base_url(url)
    {
        let choice = format!("base_url: {url}");
        let expected = format!("an absolute http or https URL, and this one {what}");
        report.error(
            at.key("base_url"),
            PlanProblem::ChoiceNotUsable { choice, expected },
        );
    }
    let request_id = choices.client.request_id.as_deref();
    if let Some(name) = request_id.filter(|name| !is_token(name)) {
        let choice = format!("request_id: {name}");
        let expected = "the name of a header (a token of RFC 9110, 5.6.2)".to_owned();
        report.error(
            at.key("request_id"),
            PlanProblem::ChoiceNotUsable { choice, expected },
        );
    }
    Service {
        base_url: chosen
            .and_then(|url| base_url(url).ok())
            .or_else(|| declared(&api.servers, settings.entry, report)),
        servers: if api.servers.iter().all(is_bare) && api.servers.len() < 2 {
            Vec::new()
        } else {
            lines(&api.servers)
        },
        request_id: request_id.map(str::to_owned),
        security: credentials.alternatives(&api.security),
    }
}

fn is_bare(server: &Server) -> bool {
    server.variables.is_empty() && server.description.is_none()
}

/// A list of servers, for people.
pub fn lines(servers: &[Server]) -> Vec<String> {
    servers.iter().flat_map(line).collect()
}

/// `https://{region}.example.com`: what the document says, and a list of the variables.
fn line(server: &Server) -> Vec<String> {
    let described = server.description.as_deref().map(rustdoc);
    let mut lines = label::item(&label::labelled(
        &text::code(&server.template),
        described.unwrap_or_default(),
    ));
    for variable in &server.variables {
        let values: Vec<String> = variable
            .values
            .iter()
            .map(|value| text::code(value))
            .collect();
        let one_of = match values.as_slice() {
            [] => String::new(),
            values => format!(", one of {}", text::listed(values)),
        };
        let default = match variable.default.as_str() {
            "" => "empty".to_owned(),
            default => text::code(default),
        };
        let name = text::code(&format!("{{{}}}", variable.name));
        let name = format!("{name} ({default} by default{one_of})");
        let described = variable.description.as_deref().map(rustdoc);
        let item = label::item(&label::labelled(&name, described.unwrap_or_default()));
        lines.extend(item.into_iter().map(|line| format!("  {line}")));
    }
    lines
}

/// The first server, if it can be called.
fn declared(servers: &[Server], entry: &str, report: &mut Report) -> Option<String> {
    let server = servers.first()?;
    let url = base_url(&server.url);
    // The default of the specification is `/`: that the document names no server (OpenAPI 3.1, 4.8.1, `servers`).
    if let Err(what) = url
        && server.url != "/"
    {
        report.warn(
            Location::root(entry).key("servers").index(0).key("url"),
            PlanProblem::ServerNotUsable {
                url: server.url.clone(),
                what: what.to_owned(),
            },
        );
    }
    url.ok()
}

/// A URL that can be a base, by the rule of the client that it is for; without its final `/`.
///
/// # Errors
/// What is wrong with it.
pub fn base_url(url: &str) -> Result<String, &'static str> {
    specsmith_templates::base_url::base_url(url)?;
    Ok(url.trim_end_matches('/').to_owned())
}
