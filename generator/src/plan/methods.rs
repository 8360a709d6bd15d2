//! The methods of the client, their arguments and builders.

use indexmap::IndexMap;

use crate::api::{Api, Operation, sent_path};
use crate::label;

use super::arguments::{arguments, body, example, said};
use super::auth::Credentials;
use super::choices::Choices;
use super::direction::Side;
use super::fold::Folded;
use super::groups::group;
use super::krate::{Case, ExampleAnswer, Format, Method, Outcome, Place, RustType};
use super::lock::{LockEntry, NameLock};
use super::markdown::Rendered;
use super::models::ModelContext;
use super::names::{Scope, identifier, type_name, value_name, with_ending};
use super::naming::Subject;
use super::order;
use super::outcomes::{Answer, Success, response_docs};
use super::parts::PartNames;
use super::place::{of_method, of_operation};
use super::reserved::{CALL_METHODS, CLIENT_METHODS};
use super::service::base_url;
use super::spoken::Spoken;
use super::style::NameStyle;
use super::text::{self, Said};
use super::types::Types;

/// What methods are made from.
pub struct MethodContext<'a> {
    /// The neutral model.
    pub api: &'a Api,
    /// Its classes.
    pub folded: &'a Folded,
    /// Their types.
    pub types: &'a Types<'a>,
    /// The human choices.
    pub choices: &'a Choices,
    /// The names of fields and variants.
    pub parts: &'a PartNames,
    /// The credentials.
    pub credentials: &'a Credentials,
    /// What descriptions come to.
    pub rendered: &'a Rendered<'a>,
    /// Names of earlier runs, and the order of arguments.
    pub recorded: &'a NameLock,
}

impl<'a> MethodContext<'a> {
    /// What models are made from, with the credentials.
    pub fn new(
        models: &'a ModelContext<'a>,
        credentials: &'a Credentials,
        recorded: &'a NameLock,
    ) -> Self {
        Self {
            api: models.api,
            folded: models.folded,
            types: models.types,
            choices: models.choices,
            parts: &models.parts,
            credentials,
            rendered: models.rendered,
            recorded,
        }
    }
}

/// What an operation is called for people: its id, or method and path.
pub fn id_of(operation: &Operation) -> String {
    operation
        .id
        .clone()
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

/// The names of the methods: those that people chose, recorded ones, new ones, in this order.
pub fn names(
    kept: &[&Operation],
    subject: &Subject<'_>,
    recorded: &NameLock,
    next: &mut NameLock,
) -> Vec<String> {
    let mut scope = Scope::without(CLIENT_METHODS.iter().copied());
    let places: Vec<String> = kept
        .iter()
        .map(|operation| of_operation(operation))
        .collect();
    let mut names: Vec<Option<String>> = vec![None; kept.len()];
    let chosen = |index: usize| {
        let id = kept[index].id.as_deref();
        let name = id
            .and_then(|id| subject.choices.renamed(id, NameStyle::Value))
            .or_else(|| subject.choices.renamed(&places[index], NameStyle::Value));
        name.map(str::to_owned)
    };
    let known = |index: usize| {
        let name = recorded_name(recorded, kept[index]);
        name.map(str::to_owned)
    };
    type NameSource<'s> = &'s dyn Fn(usize) -> Option<String>;
    type Take = fn(&mut Scope, &str) -> bool;
    let sources: [(NameSource<'_>, Take); 2] =
        [(&chosen, Scope::take_chosen), (&known, Scope::take)];
    for (source, take) in sources {
        for (index, name) in names
            .iter_mut()
            .enumerate()
            .filter(|(_, name)| name.is_none())
        {
            *name = source(index).filter(|name| take(&mut scope, name));
        }
    }
    let named = names.into_iter().zip(kept);
    let names: Vec<String> = named
        .map(|(name, operation)| {
            name.unwrap_or_else(|| scope.claim(&wanted_name(operation, subject.spoken)))
        })
        .collect();
    next.contested.extend(scope.contested());
    next.record_all(
        LockEntry::Method,
        places.into_iter().zip(names.iter().cloned()),
    );
    names
}

/// The recorded name of the method for an operation.
pub fn recorded_name<'l>(recorded: &'l NameLock, operation: &Operation) -> Option<&'l str> {
    let at =
        |place: fn(&Operation) -> String| recorded.name_at(LockEntry::Method, || place(operation));
    at(of_operation).or_else(|| at(of_method))
}

fn wanted_name(operation: &Operation, spoken: &Spoken<'_>) -> String {
    match &operation.id {
        Some(id) => value_name(&spoken.name(id)),
        None => value_name(&format!(
            "{} {}",
            operation.method.to_lowercase(),
            operation.path
        )),
    }
}

/// A method, whose own types have no names yet, and which has no example of its answer.
pub struct Planned {
    /// The method.
    pub method: Method,
    /// The cases of its error type.
    pub errors: Vec<Case>,
    /// The cases of its success type, when several statuses differ.
    answers: Option<Vec<Case>>,
    /// Something in its request may be left out.
    has_options: bool,
}

impl Planned {
    /// Names the builder and the success type; `scope` holds the names of the crate root. Gives the success type.
    pub fn name_types(&mut self, name: &str, scope: &mut Scope) -> Option<Outcome> {
        let stem = type_name(name);
        self.method.builder = self
            .has_options
            .then(|| scope.claim_or(&stem, || with_ending(&stem, "Request")));
        let cases = self.answers.take()?;
        let answers = scope.claim(&with_ending(&stem, "Answer"));
        self.method.answers = Some(answers.clone());
        Some(Outcome::Answers {
            name: answers,
            method: self.method.name.clone(),
            cases,
        })
    }
}

/// Plans the method for an operation.
pub fn plan(
    context: &MethodContext<'_>,
    operation: &Operation,
    (name, error): (&str, &str),
    answer: Answer,
) -> Planned {
    let mut own = Scope::without(CALL_METHODS.iter().copied().chain(["self"]));
    let mut parameters = arguments(context, operation, &mut own);
    parameters.sort_by_key(|argument| (argument.place != Place::Path, !argument.required));
    order::of_parameters(&mut parameters, operation, context.recorded);
    let body = body(context, operation, &mut own);
    let has_options = parameters.iter().any(|argument| !argument.required)
        || body.as_ref().is_some_and(|body| !body.required);
    let (success, format, output, answers) = match answer.success {
        Success::One(statuses, format, output) => (statuses, format, output, None),
        Success::Several(cases) => (Vec::new(), Format::Json, RustType::Unit, Some(cases)),
    };
    let example_arguments = example(context, operation, &parameters, body.as_ref());
    let method = Method {
        name: identifier(name),
        id: id_of(operation),
        docs: description(context, operation),
        answer_docs: answer_docs(context, operation, answers.is_some()),
        deprecated: operation.docs.deprecated,
        group: group(operation),
        http_method: operation.method.clone(),
        path: sent_path(&operation.template).to_owned(),
        base_url: operation
            .servers
            .first()
            .and_then(|server| base_url(&server.url).ok()),
        parameters,
        body,
        accept: answer.accept.join(", "),
        redirects: answer.redirects,
        success,
        format,
        output,
        answers: None,
        error: error.to_owned(),
        builder: None,
        security: context.credentials.alternatives(&operation.security),
        example_arguments,
        example_answer: ExampleAnswer::NOTHING,
    };
    Planned {
        method,
        errors: answer.errors,
        answers,
        has_options,
    }
}

/// The summary, then the description where it says more.
fn description(context: &MethodContext<'_>, operation: &Operation) -> Vec<String> {
    let summary = operation
        .docs
        .title
        .as_deref()
        .map(text::title)
        .filter(|title| !title.is_empty());
    let description = operation.docs.description.as_deref();
    let said = Said {
        title: None,
        constraints: Vec::new(),
        example: None,
        ..Said::from(&operation.docs)
    };
    // Without a word, the request itself, which emit writes, says most.
    let more = text::lines(context.rendered, said, false, String::new);
    let more = more.into_iter().skip_while(String::is_empty);
    match summary {
        Some(summary) if description.map(str::trim) != Some(summary.trim()) => {
            let mut lines = super::markdown::rustdoc(&summary);
            let mut more = more.peekable();
            if more.peek().is_some() {
                lines.push(String::new());
            }
            lines.extend(more);
            lines
        }
        _ => more.collect(),
    }
}

/// What else there is to know of request and answers, what the one success is, and the headers of all answers.
fn answer_docs(context: &MethodContext<'_>, operation: &Operation, has_enum: bool) -> Vec<String> {
    let scopes = super::scopes::facts(context.api, operation);
    let facts = operation.docs.constraints.iter().chain(&scopes);
    let facts = facts.map(|fact| text::sentence(fact));
    let facts = super::markdown::rustdoc(&facts.collect::<Vec<_>>().join(" "));
    let success = match has_enum {
        true => Vec::new(),
        false => success(context, operation),
    };
    let mut headers = headers(context, operation);
    if !headers.is_empty() {
        headers.splice(
            0..0,
            ["Headers of the responses:".to_owned(), String::new()],
        );
    }
    let mut servers = super::service::lines(&operation.servers);
    if !servers.is_empty() {
        let head = "Called at the first of these, unless the client has a base URL of its own:";
        servers.splice(0..0, [head.to_owned(), String::new()]);
    }
    let paragraphs = [facts, success, headers, servers];
    let paragraphs = paragraphs.iter().filter(|lines| !lines.is_empty());
    let paragraphs: Vec<&[String]> = paragraphs.map(Vec::as_slice).collect();
    paragraphs.join(&String::new())
}

/// What the success is; one type may stand for several. Those of several types are described at their enum, as errors are.
fn success(context: &MethodContext<'_>, operation: &Operation) -> Vec<String> {
    let all = operation.responses.iter();
    let all = all.filter(|response| super::status::is_success(response.status));
    let all: Vec<_> = all.collect();
    let response = match all.as_slice() {
        [] => return Vec::new(),
        [only] => only,
        several => {
            let items = several.iter().flat_map(|response| {
                let lines = response_docs(context, response);
                label::item(&label::labelled(
                    &super::status::spelled(response.status),
                    lines,
                ))
            });
            return ["Success:".to_owned(), String::new()]
                .into_iter()
                .chain(items)
                .collect();
        }
    };
    let mut lines = response_docs(context, response);
    match lines.first_mut() {
        Some(first) if first.starts_with(char::is_alphabetic) => first.insert_str(0, "Success: "),
        // A list, a table or code begins on a line of its own.
        Some(_) => {
            lines.splice(0..0, ["Success:".to_owned(), String::new()]);
        }
        None => {}
    }
    lines
}

/// A list of the headers that responses have, each once for all statuses that say the same of it.
fn headers(context: &MethodContext<'_>, operation: &Operation) -> Vec<String> {
    let mut found = IndexMap::new();
    for response in &operation.responses {
        let status = super::status::spelled(response.status);
        for header in &response.headers {
            let name = text::code(&header.name);
            let schema = header.schema.schema;
            let ty = context.types.plain(schema, Side::Received);
            let said = said(context.api, &header.docs, schema, &ty);
            let docs = text::said(context.rendered, said);
            let statuses: &mut Vec<String> = found.entry((name, docs)).or_default();
            statuses.push(status.clone());
        }
    }
    let items = found.into_iter().flat_map(|((name, docs), statuses)| {
        let label = format!("{name} ({})", text::listed(&statuses));
        label::item(&label::labelled(&label, docs))
    });
    items.collect()
}
