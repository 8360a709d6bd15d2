//! Which operations can be called, and why others can't.

use crate::api::{Api, Operation, Parameter, ParameterPlace, Piece, pieces, sent_path};
use crate::maps::{Map, Set};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::auth::is_token;
use super::choices::Choices;
use super::content::{Chosen, choose, essence, parameter_format};
use super::direction::Side;
use super::methods::id_of;
use super::nested::refused;
use super::outcomes::successes;
use super::place;
use super::service::base_url;
use super::status;

/// Whether an operation is left out by choice.
pub fn is_skipped(operation: &Operation, choices: &Choices) -> bool {
    let skipped = |keys: [String; 2]| choices.skipped(&[&keys[0], &keys[1]]);
    choices.skips() && skipped([id_of(operation), place::of_operation(operation)]).is_some()
}

/// The operations that are not left out by choice and are covered; what is left out otherwise is reported.
pub fn covered<'a>(api: &'a Api, choices: &Choices, report: &mut Report) -> Vec<&'a Operation> {
    let mut requests = Set::default();
    let mut templates = Map::default();
    let mut nested = Set::default();
    let mut kept = Vec::new();
    for operation in &api.operations {
        if is_skipped(operation, choices) {
            continue;
        }
        if let Some((at, problem)) = obstacle(api, operation) {
            report.warn(at, problem);
        } else if !requests.insert((&operation.path, &operation.method)) {
            let problem = PlanProblem::SameRequest {
                operation: id_of(operation),
            };
            report.warn(operation.at.clone(), problem);
        } else {
            if let Some(server) = operation.servers.first()
                && let Err(what) = base_url(&server.url)
            {
                let problem = PlanProblem::ServerNotUsable {
                    url: server.url.clone(),
                    what: what.to_owned(),
                };
                report.warn(operation.at.clone(), problem);
            }
            tell_unsendable(operation, report);
            tell_same_template(operation, &mut templates, report);
            let parameters = operation.parameters.iter();
            for parameter in parameters.filter(|parameter| nested.insert(&parameter.at)) {
                if let Some(what) = refused(api, parameter) {
                    let name = parameter.name.clone();
                    let problem = PlanProblem::NestedParameter { name, what };
                    report.warn(parameter.at.clone(), problem);
                }
            }
            kept.push(operation);
        }
    }
    kept
}

/// What keeps an operation from being called.
fn obstacle(api: &Api, operation: &Operation) -> Option<(Location, PlanProblem)> {
    let name = || id_of(operation);
    if !is_token(&operation.method) {
        let problem = PlanProblem::HttpMethod {
            operation: name(),
            method: operation.method.clone(),
        };
        return Some((operation.at.clone(), problem));
    }
    if let Some(what) = fault_of_path(sent_path(&operation.path)) {
        let problem = PlanProblem::PathNotCallable {
            operation: name(),
            path: operation.path.clone(),
            what: what.to_owned(),
        };
        return Some((operation.at.clone(), problem));
    }
    if let Some(parameter) = unsendable(operation).find(|parameter| parameter.required) {
        let (operation, name) = (name(), parameter.name.clone());
        let problem = match odd_content(parameter) {
            Some(media_type) => PlanProblem::RequiredParameterMediaType {
                operation,
                name,
                media_type,
            },
            None => PlanProblem::RequiredHeaderName { operation, name },
        };
        return Some((parameter.at.clone(), problem));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required)
        && let Chosen::NotCovered(offered) = choose(api, &body.content, Side::Sent)
    {
        let problem = PlanProblem::RequestMediaType {
            operation: name(),
            offered,
        };
        return Some((body.at.clone(), problem));
    }
    let offered = successes(operation)
        .filter(|response| status::has_content(operation, response.status))
        .find_map(
            |response| match choose(api, &response.content, Side::Received) {
                Chosen::NotCovered(offered) => Some(offered),
                Chosen::Nothing | Chosen::One(..) => None,
            },
        )?;
    Some((
        operation.at.clone(),
        PlanProblem::ResponseMediaType {
            operation: name(),
            offered,
        },
    ))
}

/// Whether the parameter can be sent: the name of a header is a token (RFC 9110, 5.6.2), and `content` names a media type that
/// can be written.
pub fn is_sendable(parameter: &Parameter) -> bool {
    let is_named = parameter.place != ParameterPlace::Header || is_token(&parameter.name);
    is_named && odd_content(parameter).is_none()
}

/// The media type of a parameter, if it can't be written as that.
fn odd_content(parameter: &Parameter) -> Option<String> {
    let media_type = parameter.content.as_deref()?;
    let is_odd = parameter_format(media_type).is_none();
    is_odd.then(|| essence(media_type).into_owned())
}

fn unsendable(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| !is_sendable(parameter))
}

/// Why a path is never called: the runtime refuses what a server would take for another path.
fn fault_of_path(path: &str) -> Option<&'static str> {
    let is_step = |segment: &str| {
        let dots = || segment.to_ascii_lowercase().replace("%2e", ".");
        segment.starts_with(['.', '%']) && matches!(dots().as_str(), "." | "..")
    };
    if pieces(path).is_none() {
        let is_wild = |name: &str| {
            name.split('}')
                .next()
                .is_some_and(|name| name.contains('/'))
        };
        return Some(
            match path
                .split('{')
                .skip(1)
                .any(|rest| rest.contains('}') && is_wild(rest))
            {
                true => "has a `/` in the name of a parameter",
                false => "has a `{` without its `}` in the same segment",
            },
        );
    }
    let path = path.split('?').next().unwrap_or_default();
    path.split('/')
        .any(is_step)
        .then_some("has a segment that URL parsers remove")
}

/// Tells of what an operation that can be called loses.
fn tell_unsendable(operation: &Operation, report: &mut Report) {
    for parameter in unsendable(operation) {
        let (operation, name) = (id_of(operation), parameter.name.clone());
        let problem = match odd_content(parameter) {
            Some(media_type) => PlanProblem::ParameterMediaType {
                operation,
                name,
                media_type,
            },
            None => PlanProblem::HeaderName { operation, name },
        };
        report.warn(parameter.at.clone(), problem);
    }
}

/// Tells of two paths that a server can't tell apart.
fn tell_same_template<'a>(
    operation: &'a Operation,
    templates: &mut Map<(String, Option<&'a str>), &'a str>,
    report: &mut Report,
) {
    let Some(template) = without_names(&operation.template) else {
        return;
    };
    // Some operations are told apart by a fragment, which can only be odd.
    let fragment = operation.path.split_once('#').map(|(_, fragment)| fragment);
    let first = *templates
        .entry((template, fragment))
        .or_insert(&operation.path);
    if first != operation.path {
        let problem = PlanProblem::SameTemplate {
            path: operation.path.clone(),
            other: first.to_owned(),
        };
        report.warn(operation.at.parent(), problem);
    }
}

/// A template as a server compares it, by the patterns of its values and not by their names (`google/api/http.proto`); `None`:
/// it is none.
fn without_names(template: &str) -> Option<String> {
    let pieces = pieces(template)?.into_iter().map(|piece| match piece {
        Piece::Literal(literal) => literal.to_owned(),
        Piece::Name(name) => {
            let (_, pattern) = name.split_once('=').unwrap_or((name, "*"));
            let segments = pattern.split('/').map(|segment| match segment {
                "*" => "{}",
                "**" => "{**}",
                literal => literal,
            });
            segments.collect::<Vec<_>>().join("/")
        }
    });
    Some(pieces.collect())
}
