//! `README.md`: the crate's page too, so that its examples compile whatever the API is.

use specsmith_templates::README;

use super::readme_sections::{mock, oauth2, provider};
use super::unit::Unit;
use super::{auth, call, docs, method_docs, outcome};
use crate::plan::{
    ALL_MODELS, Case, Crate, Credential, CredentialKind, Method, Readme, StatusPattern,
};
use crate::templates::fill;

/// Width up to which rustfmt leaves a chain of calls on one line.
const CHAIN_WIDTH: usize = 60;

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    let method = krate
        .readme
        .first_call
        .and_then(|index| krate.methods.get(index));
    let values = [
        ("name", krate.manifest.name.clone()),
        ("library", krate.manifest.lib_name()),
        ("requirement", requirement(&krate.manifest.version)),
        ("types_of", types_of(krate, method)),
        ("subject", subject(&krate.readme)),
        ("about", about(krate)),
        ("credentials", credentials(krate)),
        ("servers", servers(krate)),
        ("client", client(krate, method, &[])),
        ("patient_client", patient_client(krate, method)),
        ("provider", provider(krate)),
        ("oauth2", oauth2(krate)),
        ("unused", unused_row(krate)),
        (
            "mock",
            method.map(|method| mock(krate, method)).unwrap_or_default(),
        ),
        (
            "proxied_client",
            client(krate, method, &[".reqwest_builder(transport)"]),
        ),
        (
            "signing_client",
            client(krate, method, &[".interceptor(Signing(sign))"]),
        ),
        (
            "first_call",
            method.map_or_else(
                || nothing_to_call(krate),
                |method| first_call(krate, method),
            ),
        ),
    ];
    vec![Unit::text("README.md", fill(README, &values))]
}

/// Which API this is the client for, as far as the document says.
fn subject(readme: &Readme) -> String {
    let title = match docs::plain(&readme.title) {
        title if title.is_empty() => "an API without a title".to_owned(),
        title => format!("“{title}”"),
    };
    match docs::plain(&readme.api_version) {
        version if version.is_empty() => title,
        version => format!("{title}, version {version}"),
    }
}

/// The crates whose types the first call is given.
fn types_of(krate: &Crate, method: Option<&Method>) -> String {
    let library = krate.manifest.lib_name();
    let given = method.map_or_else(String::new, |method| call::given(method, &library));
    let crates = ["bytes", "serde_json"].into_iter();
    let crates = crates.filter(|name| given.contains(&[name, "::"].concat()));
    crates.map(|name| format!("\n{name} = \"1\"")).collect()
}

/// What a user writes as the version: as much of it as is compatible with all that follows.
fn requirement(version: &str) -> String {
    let release = version.split(['-', '+']).next().unwrap_or(version);
    let is_pre_release = release.len() < version.len();
    let parts: Vec<&str> = release.split('.').collect();
    match parts.as_slice() {
        _ if is_pre_release => docs::visible(version).into_owned(),
        ["0", "0", ..] => docs::visible(version).into_owned(),
        ["0", minor, ..] => docs::visible(&format!("0.{minor}")).into_owned(),
        [major, ..] => docs::visible(major).into_owned(),
        [] => "*".to_owned(),
    }
}

fn credentials(krate: &Crate) -> String {
    let mut lines = Vec::new();
    match krate.credentials.as_slice() {
        [] => lines.push("The document asks for none.".to_owned()),
        all => lines.extend(all.iter().flat_map(ways)),
    }
    if let Some(variables) = auth::variable_list(krate) {
        lines.push(format!(
            "* `Client::from_env()`: Takes them from {variables}."
        ));
    }
    lines.join("\n")
}

/// The section with what the document says about the API.
fn about(krate: &Crate) -> String {
    let Some(about) = &krate.readme.about else {
        return String::new();
    };
    let lines: Vec<_> = about.trim().lines().map(docs::visible).collect();
    format!("\n## The API\n\n{}", lines.join("\n"))
}

/// The section about the servers, where there is a choice or none is named.
fn servers(krate: &Crate) -> String {
    const WHERE: &str = "`.base_url(…)` says where it is";
    let servers = &krate.service.servers;
    let beginning = match (&krate.service.base_url, servers.is_empty()) {
        (Some(_), true) => return String::new(),
        (None, true) => return format!("\n## Servers\n\nThe document names no server: {WHERE}."),
        (None, false) => format!(
            "None of the servers that the document names can be called as it stands: {WHERE}. They are:"
        ),
        (Some(url), false) => format!(
            "Calls go to {}, unless `.base_url(…)` names another server, with its variables filled in. The document names:",
            docs::code(url)
        ),
    };
    let lines: Vec<_> = servers.iter().map(|line| docs::visible(line)).collect();
    format!("\n## Servers\n\n{beginning}\n\n{}", lines.join("\n"))
}

/// The builder methods of a credential, one a line.
fn ways(credential: &Credential) -> Vec<String> {
    let arguments = auth::argument_names(&credential.kind).join(", ");
    let summary = credential
        .docs
        .first()
        .map_or_else(String::new, |line| format!(": {}", docs::visible(line)));
    let mut lines = vec![format!("* `.{}({arguments})`{summary}", credential.method)];
    if let Some(provider) = &credential.provider {
        lines.push(format!(
            "* `.{provider}(provider)`: The same, fetched when it is needed."
        ));
    }
    if let Some(fetched) = &credential.client_credentials {
        lines.push(format!(
            "* `.{}(ClientCredentials::new(id, secret))`: The same, fetched with a program's own id and secret.",
            fetched.method
        ));
    }
    lines
}

/// The credentials that the method needs, or the service: the first alternative.
fn needed<'a>(krate: &'a Crate, method: Option<&Method>) -> Vec<&'a Credential> {
    let security = method.map_or(&krate.service.security, |method| &method.security);
    let first = security.first().into_iter().flatten();
    first
        .filter_map(|index| krate.credentials.get(*index))
        .collect()
}

fn client(krate: &Crate, method: Option<&Method>, settings: &[&str]) -> String {
    let credentials = needed(krate, method).into_iter().map(credential_call);
    client_with(krate, credentials.collect(), settings)
}

/// A builder with these credentials and settings, and what it makes.
pub(super) fn client_with(krate: &Crate, mut calls: Vec<String>, settings: &[&str]) -> String {
    if krate.service.base_url.is_none() {
        calls.push(".base_url(\"https://api.example.com\")".to_owned());
    }
    calls.extend(settings.iter().map(|setting| (*setting).to_owned()));
    calls.push(".build()".to_owned());
    let line = format!("Client::builder(){}", calls.concat());
    if line.len() <= CHAIN_WIDTH {
        return line;
    }
    let calls: String = calls
        .iter()
        .map(|call| format!("\n        {call}"))
        .collect();
    format!("Client::builder(){calls}")
}

fn credential_call(credential: &Credential) -> String {
    let arguments = match credential.kind {
        CredentialKind::Basic => "\"username\", \"password\"",
        CredentialKind::Bearer => "\"token\"",
        CredentialKind::Http(_) => "\"value\"",
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            "\"key\""
        }
    };
    format!(".{}({arguments})", credential.method)
}

fn patient_client(krate: &Crate, method: Option<&Method>) -> String {
    let settings = [
        ".timeout(Duration::from_secs(300))",
        ".attempt_timeout(Duration::from_secs(60))",
        ".max_attempts(5)",
    ];
    client(krate, method, &settings)
}

/// The row of the feature that brings what no operation uses.
fn unused_row(krate: &Crate) -> String {
    let models = match krate.unused_models.len() {
        0 => return String::new(),
        1 => "one more model, which".to_owned(),
        models => format!("{models} more models, which"),
    };
    format!("\n| `{ALL_MODELS}` | {models} no operation uses |")
}

/// What stands in place of a first call where there is none.
fn nothing_to_call(krate: &Crate) -> String {
    let models = match krate.models.is_empty() {
        true => "",
        false => " Its schemas are in `models`.",
    };
    format!(
        "\nThere is no operation to call: the document describes none, or all are left out.{models}"
    )
}

/// The section that shows a call and its errors.
fn first_call(krate: &Crate, method: &Method) -> String {
    let call = method_docs::example_call(method);
    let library = krate.manifest.lib_name();
    let named = |name: &str| krate.outcomes.iter().find(|each| each.name() == name);
    let case = telling(outcome::cases(&method.error, named));
    let mut uses = vec!["Client", "Error"];
    uses.extend(case.map(|_| method.error.as_str()));
    uses.extend(call.contains("models::").then_some("models"));
    let success = match method_docs::has_answer(method) {
        true => "Ok(answer) => println!(\"{answer:?}\"),",
        false => "Ok(()) => println!(\"done\"),",
    };
    let refused = match case {
        None => "        Err(Error::Api(response)) => println!(\"status {}\", response.status()),"
            .to_owned(),
        Some(case) => refused(&method.error, case),
    };
    let given = call::given(method, &library);
    if call::names_models(&given) && !uses.contains(&"models") {
        uses.push("models");
    }
    let head = head(krate, method, &given);
    format!(
        "\n## First call

```rust,no_run
use {library}::{{{}}};

{head}
    match {call}.await {{
        {success}
        Err(error) if error.is_not_found() => println!(\"not found\"),
{refused}
        Err(other) => return Err(other.into()),
    }}
    Ok(())
}}
```",
        uses.join(", ")
    )
}

/// The beginning of the program; where there is something that an example can't make, a function that is given it.
fn head(krate: &Crate, method: &Method, given: &str) -> String {
    const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";
    if given.is_empty() {
        let client = simplest_client(krate, method);
        format!("#[tokio::main]\nasync fn main() -> {RESULT} {{\n    let client = {client}\n")
    } else {
        format!("async fn first_call(client: Client{given}) -> {RESULT} {{")
    }
}

/// A client with the credentials of the environment where that suffices, else with those that the method needs.
fn simplest_client(krate: &Crate, method: &Method) -> String {
    let variables: Vec<_> = auth::variables(krate)
        .into_iter()
        .map(docs::visible)
        .collect();
    let given = krate.from_env.iter();
    let given = given.filter_map(|each| krate.credentials.get(each.credential));
    let is_given = |needed: &&Credential| given.clone().any(|each| each.method == needed.method);
    let suffices = needed(krate, Some(method)).iter().all(is_given);
    if variables.is_empty() || krate.service.base_url.is_none() || !suffices {
        return format!("{}?;", client(krate, Some(method), &[]));
    }
    format!("Client::from_env()?; // {}", variables.join(", "))
}

/// A case that is worth showing: too many requests, else the first that is not "not found".
fn telling(cases: &[Case]) -> Option<&Case> {
    let with = |status| {
        cases
            .iter()
            .find(|case| case.status == StatusPattern::Exact(status))
    };
    with(429).or_else(|| {
        cases
            .iter()
            .find(|case| case.status != StatusPattern::Exact(404))
    })
}

fn refused(error: &str, case: &Case) -> String {
    let variant = &case.variant;
    let arm = match &case.ty {
        Some(_) => format!("{error}::{variant}(body) => println!(\"{{body:?}}\"),"),
        None => format!(
            "{error}::{variant} => println!(\"{}\"),",
            method_docs::status(case.status)
        ),
    };
    format!(
        "        Err(Error::Api(response)) => match response.body() {{
            {arm}
            _ => println!(\"status {{}}\", response.status()),
        }},"
    )
}
