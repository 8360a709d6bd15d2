//! Docs of a method: what the document says, the request, the arguments, an example that compiles, the errors.

use std::borrow::Cow;

use super::client::Lookup;
use super::{call, docs};
use crate::label::{item, labelled};
use crate::plan::{Case, Crate, Method, StatusPattern};

pub(super) fn lines<'a>(
    method: &'a Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
) -> Vec<Cow<'a, str>> {
    let mut lines: Vec<Cow<'a, str>> = method.docs.iter().map(Cow::from).collect();
    if lines.last().is_some_and(|line| !line.trim().is_empty()) {
        lines.push("".into());
    }
    lines.push(request(method).into());
    lines.extend(arguments(method).into_iter().map(Cow::from));
    if !method.answer_docs.is_empty() {
        lines.push("".into());
        lines.extend(method.answer_docs.iter().map(Cow::from));
    }
    lines.extend(example(method, lookup.krate).into_iter().map(Cow::from));
    lines.extend(["", "# Errors"].map(Cow::from));
    let cases = lookup.cases(&method.error);
    let error = lookup.outcome(&method.error, file);
    lines.push(errors(&method.error, &error, cases).into());
    lines
}

/// `GET /v2/Conversations/{Sid}`
pub(super) fn request(method: &Method) -> String {
    docs::code(&[&*method.http_method, " ", &method.path].concat())
}

fn arguments(method: &Method) -> Vec<String> {
    let parameters = method
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let parameters = parameters.map(|parameter| {
        let label = match &parameter.constant {
            Some(text) => {
                let sent = docs::code(&format!("{}: {text}", parameter.wire));
                format!("{sent}, always sent")
            }
            None => ["`", &parameter.name, "`"].concat(),
        };
        (label, &parameter.docs)
    });
    let body = method
        .body
        .iter()
        .filter(|body| body.required)
        .map(|body| (["`", &body.name, "`"].concat(), &body.docs));
    let mut lines = Vec::new();
    for (label, docs) in parameters.chain(body) {
        let docs = docs
            .iter()
            .flat_map(|line| line.split('\n'))
            .skip_while(|line| line.trim().is_empty());
        let docs: Vec<String> = docs.map(str::to_owned).collect();
        if docs.is_empty() {
            continue;
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(item(&labelled(&label, docs)));
    }
    lines
}

/// The call of the method with the arguments of its example.
pub(super) fn example_call(method: &Method) -> String {
    call_with(method, &call::arguments(method))
}

/// The call of the method with these arguments.
pub(super) fn call_with(method: &Method, arguments: &[String]) -> String {
    ["client.", &method.name, "(", &arguments.join(", "), ")"].concat()
}

/// The call has an answer to look at.
pub(super) fn has_answer(method: &Method) -> bool {
    method.answers.is_some() || method.output != crate::plan::RustType::Unit
}

fn example(method: &Method, krate: &Crate) -> Vec<String> {
    let library = krate.manifest.lib_name();
    let (setter, body) = call::optional_body(method, &library).unwrap_or_default();
    let call = example_call(method) + &setter;
    let given = call::given(method, &library) + &body;
    let mut lines = vec![String::new(), "```no_run".to_owned()];
    if call.contains("models::") || call::names_models(&given) {
        lines.push(format!("# use {library}::models;"));
    }
    let client = ["# async fn example(client: ", &library, "::Client", &given].concat();
    lines.push(client + ") -> Result<(), Box<dyn std::error::Error>> {");
    let binding = if has_answer(method) {
        "let answer = "
    } else {
        ""
    };
    lines.push([binding, &call, ".await?;"].concat());
    lines.push("# Ok(()) }".to_owned());
    lines.push("```".to_owned());
    lines
}

fn errors(name: &str, path: &str, cases: &[Case]) -> String {
    let link = if name == path {
        ["[`", name, "`]"].concat()
    } else {
        ["[`", name, "`](", path, ")"].concat()
    };
    let mut statuses: Vec<String> = cases.iter().map(|case| status(case.status)).collect();
    statuses.dedup();
    match (statuses.as_slice(), cases) {
        ([], _) => format!("{link}: the document describes none."),
        (
            _,
            [
                Case {
                    status: StatusPattern::Default,
                    ..
                },
            ],
        ) => format!("{link} for every status that is no success."),
        ([status], _) => [&*link, " for the status ", status, "."].concat(),
        _ => [&*link, " for the statuses ", &docs::list(&statuses), "."].concat(),
    }
}

/// `404`, `4XX` or `all others`.
pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(first) => first.to_string() + "XX",
        StatusPattern::Default => "all others".to_owned(),
    }
}
