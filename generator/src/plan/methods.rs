//! The methods of the client, their arguments and builders.

use crate::api::{self, Api, Operation, Parameter, ParameterPlace, Shape};
use crate::node::Node;
use crate::report::{PlanProblem, Report};

use super::auth::Credentials;
use super::choices::Choices;
use super::content::{Chosen, choose};
use super::direction::Side;
use super::enumeration;
use super::fold::Folded;
use super::krate::{
    Argument, Body, Case, ExampleArgument, Format, Method, Outcome, Place, RustType, Style,
};
use super::lock::{Kind, NameLock, place};
use super::names::{Scope, identifier, type_name, value_name};
use super::outcomes::{Answer, Success};
use super::text;
use super::types::Types;

/// Methods of the runtime's `Client`, which no operation may be called.
const CLIENT_METHODS: &[&str] = &["builder", "call", "clone", "from_env", "new"];

/// Methods of every builder, which no parameter may be called.
const CALL_METHODS: &[&str] = &[
    "attempt_timeout",
    "body",
    "bytes",
    "clone",
    "header",
    "into_future",
    "max_attempts",
    "no_retry",
    "parameter",
    "retry",
    "send",
    "send_blocking",
    "text",
    "timeout",
];

/// What methods are made from.
pub struct Source<'a> {
    /// The neutral model.
    pub api: &'a Api,
    /// Its classes.
    pub folded: &'a Folded,
    /// Their types.
    pub types: &'a Types<'a>,
    /// The human choices.
    pub choices: &'a Choices,
    /// The credentials.
    pub credentials: &'a Credentials,
}

/// What an operation is called for people: its id, or method and path.
pub fn id_of(operation: &Operation) -> String {
    operation
        .id
        .clone()
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

/// The operations that are not left out by choice and whose bodies are covered; what is left out is reported.
pub fn keep<'a>(
    api: &'a Api,
    choices: &Choices,
    entry: &str,
    report: &mut Report,
) -> Vec<&'a Operation> {
    let covered = |operation: &&Operation, report: &mut Report| {
        if choices
            .skipped(&[&id_of(operation), &place(&operation.at, entry)])
            .is_some()
        {
            return false;
        }
        let Some(body) = &operation.body else {
            return true;
        };
        let Chosen::NotCovered(offered) = choose(api, &body.content) else {
            return true;
        };
        let problem = PlanProblem::RequestMediaType {
            operation: id_of(operation),
            offered,
        };
        report.warn(body.at.clone(), problem);
        false
    };
    let mut kept: Vec<&Operation> = api
        .operations
        .iter()
        .filter(|operation| covered(operation, report))
        .collect();
    kept.retain(|operation| {
        let offered = operation
            .responses
            .iter()
            .filter(|response| super::status::is_success(response.status))
            .find_map(|response| match choose(api, &response.content) {
                Chosen::NotCovered(offered) if operation.method != "HEAD" => Some(offered),
                _ => None,
            });
        if let Some(offered) = &offered {
            let problem = PlanProblem::ResponseMediaType {
                operation: id_of(operation),
                offered: offered.clone(),
            };
            report.warn(operation.at.clone(), problem);
        }
        offered.is_none()
    });
    kept
}

/// The names of the methods: recorded ones first.
pub fn names(
    kept: &[&Operation],
    choices: &Choices,
    entry: &str,
    lock: &mut NameLock,
) -> Vec<String> {
    let mut scope = Scope::without(CLIENT_METHODS.iter().copied());
    let places: Vec<String> = kept
        .iter()
        .map(|operation| place(&operation.at, entry))
        .collect();
    let mut names: Vec<Option<String>> = places
        .iter()
        .map(|place| {
            lock.name(Kind::Method, place)
                .filter(|name| scope.take(name))
                .map(str::to_owned)
        })
        .collect();
    for ((name, operation), place) in names.iter_mut().zip(kept).zip(&places) {
        if name.is_none() {
            let chosen = operation
                .id
                .as_deref()
                .and_then(|id| choices.renamed(id))
                .or_else(|| choices.renamed(place));
            let wanted = chosen.map_or_else(|| wanted_name(operation), str::to_owned);
            *name = Some(scope.claim(&wanted));
        }
    }
    let names: Vec<String> = names.into_iter().flatten().collect();
    for (name, place) in names.iter().zip(places) {
        lock.record(Kind::Method, place, name);
    }
    names
}

fn wanted_name(operation: &Operation) -> String {
    match &operation.id {
        Some(id) => value_name(id),
        None => value_name(&format!(
            "{} {}",
            operation.method.to_lowercase(),
            operation.path
        )),
    }
}

/// A method, with the types that are its own.
pub struct Planned {
    /// The method.
    pub method: Method,
    /// The cases of its error type.
    pub errors: Vec<Case>,
    /// Its success type, when several statuses differ.
    pub answers: Option<Outcome>,
}

/// Plans the method for an operation; `scope` holds the names of the crate root.
pub fn plan(
    source: &Source<'_>,
    operation: &Operation,
    name: &str,
    answer: Answer,
    scope: &mut Scope,
) -> Planned {
    let stem = type_name(name);
    let mut own = Scope::without(CALL_METHODS.iter().copied().chain(["self"]));
    let mut parameters: Vec<Argument> = operation
        .parameters
        .iter()
        .map(|parameter| argument(source, parameter, &mut own))
        .collect();
    parameters.sort_by_key(|argument| (argument.place != Place::Path, !argument.required));
    let body = body(source, operation, &mut own);
    let has_options = parameters.iter().any(|argument| !argument.required)
        || body.as_ref().is_some_and(|body| !body.required);
    let builder = has_options.then(|| scope.claim_first(&[&stem, &format!("{stem}Request")]));
    let error = scope.claim(&format!("{stem}Error"));
    let (format, output, answers) = match answer.success {
        Success::One(format, output) => (format, output, None),
        Success::Several(cases) => {
            let answers = scope.claim(&format!("{stem}Answer"));
            (
                Format::Json,
                RustType::Unit,
                Some(Outcome::Answers {
                    name: answers,
                    method: identifier(name),
                    cases,
                }),
            )
        }
    };
    let example_arguments = example(source, operation, &parameters, body.as_ref());
    let method = Method {
        name: identifier(name),
        id: id_of(operation),
        docs: docs(operation),
        deprecated: operation.docs.deprecated,
        group: operation.tags.first().map(|tag| value_name(tag)),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        base_url: operation
            .servers
            .first()
            .and_then(|server| usable_url(&server.url)),
        parameters,
        body,
        accept: answer.accept.join(", "),
        format,
        output,
        answers: answers.as_ref().map(|outcome| outcome.name().to_owned()),
        error,
        builder,
        security: source.credentials.alternatives(&operation.security),
        example_arguments,
    };
    Planned {
        method,
        errors: answer.errors,
        answers,
    }
}

/// A URL that can be a base: absolute, http or https, nothing in it that a URL can't have; without its final `/`.
pub fn usable_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host_end = rest.find('/').unwrap_or(rest.len());
    let valid = !rest[..host_end].is_empty()
        && url.chars().all(|character| {
            character.is_ascii_alphanumeric() || "-._~:/@!$&'()*+,;=%[]".contains(character)
        });
    valid.then(|| url.trim_end_matches('/').to_owned())
}

fn docs(operation: &Operation) -> Vec<String> {
    let summary = operation
        .docs
        .title
        .as_deref()
        .map(text::title)
        .filter(|title| !title.is_empty());
    let call = format!("{} {}", operation.method, operation.path);
    let mut docs = operation.docs.clone();
    docs.title = None;
    docs.examples.clear();
    match summary {
        Some(summary) if docs.description.as_deref().map(str::trim) != Some(summary.trim()) => {
            let mut lines = super::markdown::rustdoc(&summary);
            if docs.description.is_some() {
                lines.push(String::new());
                lines.extend(text::lines(&docs, false, ""));
            }
            lines
        }
        _ => text::lines(&docs, false, &format!("Calls {}.", text::code(&call))),
    }
}

fn argument(source: &Source<'_>, parameter: &Parameter, scope: &mut Scope) -> Argument {
    let wanted = value_name(&parameter.name);
    let fallback = format!("The parameter {}.", text::code(&parameter.name));
    Argument {
        name: identifier(&scope.claim_first(&[wanted.as_str(), &format!("{wanted}_parameter")])),
        wire: parameter.name.clone(),
        docs: text::lines(&parameter.docs, false, &fallback),
        deprecated: parameter.docs.deprecated,
        place: match parameter.place {
            ParameterPlace::Path => Place::Path,
            ParameterPlace::Query => Place::Query,
            ParameterPlace::Header => Place::Header,
            ParameterPlace::Cookie => Place::Cookie,
        },
        style: if parameter.content.is_some() {
            Style::Json
        } else {
            style(parameter.style)
        },
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        ty: source.types.plain(parameter.schema.schema, Side::Sent),
        required: parameter.required || parameter.place == ParameterPlace::Path,
    }
}

fn style(style: api::Style) -> Style {
    match style {
        api::Style::Matrix => Style::Matrix,
        api::Style::Label => Style::Label,
        api::Style::Simple => Style::Simple,
        api::Style::Form => Style::Form,
        api::Style::SpaceDelimited => Style::SpaceDelimited,
        api::Style::PipeDelimited => Style::PipeDelimited,
        api::Style::DeepObject => Style::DeepObject,
    }
}

fn body(source: &Source<'_>, operation: &Operation, scope: &mut Scope) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let Chosen::One(media, format) = choose(source.api, &body.content) else {
        return None;
    };
    let ty = match format {
        Format::Text => RustType::String,
        Format::Binary => RustType::Bytes,
        Format::Empty | Format::Json => media.schema.map_or(RustType::Json, |used| {
            source.types.plain(used.schema, Side::Sent)
        }),
    };
    let concrete = !media.media_type.contains('*');
    let media_type = match format {
        Format::Json if !concrete => "application/json".to_owned(),
        Format::Binary if !concrete => "application/octet-stream".to_owned(),
        Format::Text if !concrete => "text/plain".to_owned(),
        Format::Empty | Format::Json | Format::Text | Format::Binary => media.media_type.clone(),
    };
    let docs = body
        .description
        .as_deref()
        .map(super::markdown::rustdoc)
        .unwrap_or_default();
    Some(Body {
        name: scope.claim_first(&["body", "request_body"]),
        docs: if docs.is_empty() {
            vec!["The request body.".to_owned()]
        } else {
            docs
        },
        media_type,
        format,
        ty,
        required: body.required,
    })
}

/// Arguments of the doc example: the document's own examples where they are of the right type.
fn example(
    source: &Source<'_>,
    operation: &Operation,
    parameters: &[Argument],
    body: Option<&Body>,
) -> Vec<ExampleArgument> {
    let required = parameters
        .iter()
        .filter(|argument| argument.required)
        .map(|argument| {
            let declared = operation
                .parameters
                .iter()
                .find(|each| each.name == argument.wire);
            declared.map_or(ExampleArgument::Given, |parameter| {
                example_value(source, parameter, argument)
            })
        });
    required
        .chain(
            body.filter(|body| body.required)
                .map(|_| ExampleArgument::Given),
        )
        .collect()
}

fn example_value(
    source: &Source<'_>,
    parameter: &Parameter,
    argument: &Argument,
) -> ExampleArgument {
    let schema = source.api.schema(parameter.schema.schema);
    let examples = parameter
        .docs
        .examples
        .iter()
        .chain(&schema.docs.examples)
        .map(|example| &example.value);
    let value = examples.chain(&schema.docs.default).next();
    match (&argument.ty, value) {
        (RustType::String, Some(Node::String(text))) if text.len() <= 60 => {
            ExampleArgument::Text(text.clone())
        }
        (RustType::String, _) => ExampleArgument::Text(argument.wire.clone()),
        (RustType::I64, Some(Node::Number(text))) if text.parse::<i64>().is_ok() => {
            ExampleArgument::Plain(text.to_string())
        }
        (RustType::I64 | RustType::U64, _) => ExampleArgument::Plain("1".to_owned()),
        (RustType::F64, _) => ExampleArgument::Plain("1.0".to_owned()),
        (RustType::Bool, _) => ExampleArgument::Plain("true".to_owned()),
        (RustType::Model(model), _) => match &source
            .api
            .schema(
                source
                    .folded
                    .representative(source.folded.class(parameter.schema.schema)),
            )
            .shape
        {
            Shape::Enumeration(list) => {
                let first = enumeration::texts(list, model, source.choices)
                    .0
                    .into_iter()
                    .next();
                first.map_or(ExampleArgument::Given, |variant| {
                    ExampleArgument::Variant(model.clone(), variant.name)
                })
            }
            _ => ExampleArgument::Given,
        },
        _ => ExampleArgument::Given,
    }
}
