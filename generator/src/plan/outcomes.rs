//! What an operation answers: one type for its success, one enum for its errors.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::api::{Docs, MediaType, Operation, Response, Status};
use crate::label;
use crate::maps::{OrderedMap, OrderedSet};

use super::arguments::{said, text_of};
use super::content::{Chosen, choose, essence, is_told, spelled};
use super::direction::Side;
use super::krate::{Case, Format, Outcome, RustType, StatusPattern};
use super::lock::{LockEntry, NameLock};
use super::methods::{MethodContext, recorded_name};
use super::names::{Scope, type_name};
use super::place::of_operation;
use super::status;
use super::text::{self, Said};
use super::types::Types;

/// What a success is.
#[derive(Clone, Debug)]
pub enum Success {
    /// One type for all of these statuses.
    One(Vec<StatusPattern>, Format, RustType),
    /// A type for each status.
    Several(Vec<Case>),
}

/// What an operation answers.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its success.
    pub success: Success,
    /// Its errors, in the order in which they are tried.
    pub errors: Vec<Case>,
    /// Media types that it can read.
    pub accept: Vec<String>,
    /// Statuses of redirects that it describes.
    pub redirects: Vec<u16>,
}

/// The responses that are successes. Without a documented one, `default` describes it too (OpenAPI 3.1, 4.8.16).
pub fn successes(operation: &Operation) -> impl Iterator<Item = &Response> {
    let is_documented = |response: &Response| status::is_success(response.status);
    let documented = operation.responses.iter().any(is_documented);
    operation.responses.iter().filter(move |response| {
        is_documented(response) || (response.status == Status::Default && !documented)
    })
}

/// Reads the responses of an operation that [`keep`](super::representations::keep) has kept: its successes can be read. An error
/// that can't be read is still an error with its status, and its body is there as bytes.
pub fn answer(context: &MethodContext<'_>, operation: &Operation) -> Answer {
    let mut responses: Vec<&Response> = operation.responses.iter().collect();
    responses.sort_by_key(|response| response.status);
    let succeeding: Vec<Status> = successes(operation)
        .map(|response| response.status)
        .collect();
    let mut accept = OrderedSet::default();
    let (mut successes, mut errors) = (Vec::new(), Vec::new());
    for response in responses {
        let body = match choose(context.api, &response.content, Side::Received) {
            Chosen::Nothing => None,
            Chosen::One(media, format) => {
                let (alike, others) = told_apart(context, response, media, format);
                for offered in alike {
                    if !accept.contains(&offered.media_type) {
                        accept.insert(offered.media_type.clone());
                    }
                }
                errors.extend(others);
                Some((format, body_type(context.types, format, media.schema)))
            }
            Chosen::NotCovered(_) => None,
        };
        if succeeding.contains(&response.status) {
            let may_be_empty = status::may_be_empty(operation, response.status);
            let body = body.clone();
            let body = body.map(|(format, ty)| match format {
                Format::Json if may_be_empty => (format, or_null(ty)),
                _ => (format, ty),
            });
            successes.push(case(context, response, body, &[]));
        }
        if !status::is_success(response.status) {
            errors.push(case(context, response, body, &[]));
        }
    }
    unique(&mut successes);
    unique(&mut errors);
    Answer {
        success: success(successes),
        errors,
        accept: accept.into_iter().collect(),
        redirects: status::redirects(operation),
    }
}

/// What is said of representations that were left out, by their codes: a media type is asked for all the same where another
/// response is read as it.
pub fn unread(operation: &Operation, left_out: BTreeSet<String>) -> Vec<String> {
    let content = operation.responses.iter().flat_map(|it| &it.content);
    let asked: BTreeSet<String> = content
        .map(|media| text::code(&spelled(&media.media_type)))
        .collect();
    let (of_others, of_none): (Vec<_>, Vec<_>) =
        left_out.into_iter().partition(|code| asked.contains(code));
    let told = |what: &str, list: &[String]| {
        (!list.is_empty()).then(|| format!("{what} {}", text::listed(list)))
    };
    let not_asked = told("responses are not asked for as", &of_none);
    let elsewhere = told("only some of the responses are read as", &of_others);
    not_asked.into_iter().chain(elsewhere).collect()
}

/// The representations that are read as the chosen one is, and a case for each other schema in JSON, which the media type of
/// the answer tells.
fn told_apart<'r>(
    context: &MethodContext<'_>,
    response: &'r Response,
    chosen: &MediaType,
    format: Format,
) -> (Vec<&'r MediaType>, Vec<Case>) {
    let ty = |media: &MediaType| body_type(context.types, format, media.schema);
    let own = ty(chosen);
    let is_alike = |media: &&MediaType| !is_told(context.api, media) || ty(media) == own;
    let (alike, others): (Vec<_>, Vec<_>) = response.content.iter().partition(is_alike);
    let mut types: OrderedMap<RustType, Vec<&MediaType>> = OrderedMap::default();
    for media in others {
        types.entry(ty(media)).or_default().push(media);
    }
    let case = |(ty, told): (RustType, Vec<&MediaType>)| {
        let mut case = case(context, response, Some((format, ty)), &told);
        let words = case.media_types.first().map_or("", String::as_str);
        let words = words
            .trim_start_matches("application/")
            .trim_end_matches("+json");
        case.variant.push_str(&type_name(words));
        case
    };
    (alike, types.into_iter().map(case).collect())
}

fn body_type(types: &Types<'_>, format: Format, schema: Option<crate::api::Use>) -> RustType {
    match format {
        Format::Empty => RustType::Unit,
        Format::Text => RustType::String,
        Format::Binary => RustType::Bytes,
        Format::Json | Format::Form | Format::Multipart => {
            schema.map_or(RustType::Json, |used| types.of(used, Side::Received))
        }
    }
}

/// The type with a value for a `null`, as which the runtime reads no content.
fn or_null(ty: RustType) -> RustType {
    match ty {
        RustType::Json | RustType::Option(_) => ty,
        _ => RustType::Option(Box::new(ty)),
    }
}

/// What a response says, and what its schema says where no model says that.
pub(super) fn response_docs(context: &MethodContext<'_>, response: &Response) -> Vec<String> {
    let chosen = match choose(context.api, &response.content, Side::Received) {
        Chosen::One(media, format) => Some((media, format)),
        Chosen::Nothing | Chosen::NotCovered(_) => None,
    };
    docs_as(context, response, chosen)
}

/// The same, of one representation.
fn docs_as(
    context: &MethodContext<'_>,
    response: &Response,
    chosen: Option<(&MediaType, Format)>,
) -> Vec<String> {
    let description = response.description.trim();
    let docs = Docs {
        description: Some(description.to_owned()),
        ..Docs::default()
    };
    let said = match chosen.and_then(|(media, format)| Some((media.schema?, media, format))) {
        Some((used, media, format)) => {
            let ty = match format {
                Format::Text => RustType::String,
                _ => context.types.plain(used.schema, Side::Received),
            };
            let mut said = said(context.api, &docs, used.schema, &ty);
            if format == Format::Text {
                said.constraints
                    .extend(text_of(context.api, media).map(Cow::from));
            }
            said
        }
        None => Said::from(&docs),
    };
    let lines = text::lines(context.rendered, said, false, String::new).into_iter();
    lines.skip_while(String::is_empty).collect()
}

/// A case; of some representations, where these tell it from others of the same status.
fn case(
    context: &MethodContext<'_>,
    response: &Response,
    body: Option<(Format, RustType)>,
    told: &[&MediaType],
) -> Case {
    let (format, ty) = body.map_or((Format::Empty, None), |(format, ty)| (format, Some(ty)));
    let essences = told.iter().map(|it| essence(&it.media_type).into_owned());
    let media_types: Vec<String> = essences.collect();
    let mut spelled = text::capital(&status::spelled(response.status));
    let docs = match told.first() {
        Some(media) => {
            let names: Vec<String> = media_types.iter().map(|name| text::code(name)).collect();
            spelled.push_str(&format!(" as {}", text::listed(&names)));
            docs_as(context, response, Some((media, format)))
        }
        None => response_docs(context, response),
    };
    Case {
        status: status::pattern(response.status),
        media_types,
        variant: status::variant(response.status),
        docs: label::labelled(&spelled, docs),
        format,
        ty,
    }
}

/// Gives the variants different names; `Unexpected` is the runtime's.
fn unique(cases: &mut [Case]) {
    let mut scope = Scope::without(["Unexpected"]);
    for case in cases {
        case.variant = scope.claim(&case.variant);
    }
}

fn success(cases: Vec<Case>) -> Success {
    let statuses = success_statuses(&cases);
    let mut kinds = cases.iter().map(|case| (case.format, case.ty.clone()));
    let first = kinds.next();
    match first {
        None => Success::One(statuses, Format::Empty, RustType::Unit),
        Some((format, ty)) if kinds.all(|other| other == (format, ty.clone())) => {
            Success::One(statuses, format, ty.unwrap_or(RustType::Unit))
        }
        Some(_) => Success::Several(cases),
    }
}

/// The statuses of a success. Where the document names none, each of 2XX is one.
fn success_statuses(cases: &[Case]) -> Vec<StatusPattern> {
    let statuses: Vec<StatusPattern> = cases.iter().map(|case| case.status).collect();
    match statuses.as_slice() {
        [] | [StatusPattern::Default] => vec![StatusPattern::Range(2)],
        _ => statuses,
    }
}

/// The errors of a method.
pub struct Errors<'a> {
    /// The name of their type.
    pub name: String,
    /// The method.
    pub method: String,
    /// What the method calls.
    pub operation: &'a Operation,
    /// The errors.
    pub cases: Vec<Case>,
}

impl Errors<'_> {
    /// A type of their own, or another name for that of a method with equal errors: its name, and what these say otherwise.
    fn outcome(self, target: Option<(String, Vec<String>)>) -> Outcome {
        let Self {
            name,
            method,
            cases,
            operation: _,
        } = self;
        match target {
            Some((target, docs)) => Outcome::SameErrors {
                name,
                method,
                target,
                docs,
            },
            None => Outcome::Errors {
                name,
                method,
                cases,
            },
        }
    }
}

/// Error types: one for each method, equal ones as aliases of one of them. That is the one that is recorded; else the first
/// that was there before, so that what is inserted before it does not take its place; else the first.
pub fn fold_errors(
    errors: Vec<Errors<'_>>,
    recorded: &NameLock,
    next: &mut NameLock,
) -> Vec<Outcome> {
    let mut groups: OrderedMap<Vec<ErrorKey>, Vec<usize>> = OrderedMap::default();
    for (index, each) in errors.iter().enumerate() {
        groups.entry(key(&each.cases)).or_default().push(index);
    }
    let rank = |each: &Errors<'_>| {
        let is_owner = recorded
            .name_at(LockEntry::Errors, || of_operation(each.operation))
            .is_some();
        (!is_owner, recorded_name(recorded, each.operation).is_none())
    };
    let mut targets: Vec<Option<(String, Vec<String>)>> = vec![None; errors.len()];
    for group in groups.values() {
        let ranked = group.iter().map(|&index| (index, &errors[index]));
        let Some((owner, target)) = ranked.min_by_key(|(_, each)| rank(each)) else {
            continue;
        };
        for &index in group.iter().filter(|index| **index != owner) {
            let docs = different_docs(&errors[index].cases, &target.cases);
            targets[index] = Some((target.name.clone(), docs));
        }
        if group.len() > 1 {
            next.record(
                LockEntry::Errors,
                of_operation(target.operation),
                &target.name,
            );
        }
    }
    let all = errors.into_iter().zip(targets);
    all.map(|(each, target)| each.outcome(target)).collect()
}

/// What these cases say that the others do not, as a list.
fn different_docs(cases: &[Case], others: &[Case]) -> Vec<String> {
    let different = cases
        .iter()
        .zip(others)
        .filter(|(case, other)| case.docs != other.docs);
    different
        .flat_map(|(case, _)| label::item(&case.docs))
        .collect()
}

/// What makes two errors the same: all but the docs. Two names of one model are one type.
type ErrorKey = (StatusPattern, Vec<String>, String, Format, Option<RustType>);

fn key(cases: &[Case]) -> Vec<ErrorKey> {
    let of_case = |case: &Case| {
        let (variant, ty) = (case.variant.clone(), case.ty.clone());
        (
            case.status,
            case.media_types.clone(),
            variant,
            case.format,
            ty,
        )
    };
    cases.iter().map(of_case).collect()
}
