//! Credentials: one method of the builder each, and `Client::from_env`.

use super::client::option;
use super::docs;
use super::scope::Scope;
use super::text::{ident, quoted};
use super::unit::{Entry, Function, Impl};
use crate::plan::{ClientCredentials, Crate, Credential, CredentialKind, EnvValues, FromEnv};

/// Names of the arguments of a credential's method.
pub(super) fn argument_names(kind: &CredentialKind) -> &'static [&'static str] {
    match kind {
        CredentialKind::Basic => &["username", "password"],
        CredentialKind::Bearer => &["token"],
        CredentialKind::Http(_) => &["value"],
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            &["key"]
        }
    }
}

/// How a credential travels, and which scheme of the document it is of.
pub(super) fn wire(credential: &Credential) -> String {
    let place = match &credential.kind {
        CredentialKind::Basic => "basic".to_owned(),
        CredentialKind::Bearer => "bearer".to_owned(),
        CredentialKind::Http(scheme) => format!("authorization {}", quoted(scheme)),
        CredentialKind::Header(name) => format!("header {}", quoted(name)),
        CredentialKind::Query(name) => format!("query {}", quoted(name)),
        CredentialKind::Cookie(name) => format!("cookie {}", quoted(name)),
    };
    format!("{place} of {}", quoted(&credential.scheme))
}

/// A row of the service's table: where a credential goes, and the methods that take it or what it is fetched for.
pub(super) fn row(credential: &Credential, scope: &mut Scope) -> String {
    let fetched = credential.client_credentials.as_ref();
    let methods = [&credential.method].into_iter();
    let methods = methods.chain(fetched.map(|fetched| &fetched.method));
    let methods: Vec<String> = methods.map(|method| quoted(method)).collect();
    let kind = kind(&credential.kind, scope);
    format!("({kind}, &[{}])", methods.join(", "))
}

/// The kind as the runtime's `CredentialKind`.
fn kind(kind: &CredentialKind, scope: &mut Scope) -> String {
    let base = scope.runtime("CredentialKind");
    match kind {
        CredentialKind::Basic => format!("{base}::Basic"),
        CredentialKind::Bearer => format!("{base}::Bearer"),
        CredentialKind::Http(scheme) => format!("{base}::Http({})", quoted(scheme)),
        CredentialKind::Header(name) => format!("{base}::Header({})", quoted(name)),
        CredentialKind::Query(name) => format!("{base}::Query({})", quoted(name)),
        CredentialKind::Cookie(name) => format!("{base}::Cookie({})", quoted(name)),
    }
}

/// `impl ClientBuilder`, when there are credentials.
pub(super) fn builder(krate: &Crate, scope: &mut Scope) -> Option<Impl> {
    if krate.credentials.is_empty() {
        return None;
    }
    let credentials = krate.credentials.iter().enumerate();
    Some(Impl {
        of: scope.runtime("ClientBuilder").to_owned(),
        functions: credentials
            .flat_map(|(index, credential)| methods(index, credential, scope))
            .collect(),
    })
}

/// The methods of a credential: for its value, for a provider of it, and for what it can be fetched for.
fn methods(index: usize, credential: &Credential, scope: &mut Scope) -> Vec<Function> {
    let mut methods = vec![method(index, credential, scope)];
    let provider = credential.provider.as_deref();
    methods.extend(provider.map(|name| provider_method(index, credential, name, scope)));
    let fetched = credential.client_credentials.as_ref();
    methods.extend(fetched.map(|fetched| client_credentials(index, fetched, scope)));
    methods
}

/// A method that changes the builder.
fn changing(docs: String, name: &str, arguments: &str, body: String) -> Function {
    let line = format!("pub fn {}(self, {arguments}) -> Self", ident(name));
    Function {
        head: Entry::new(docs, line),
        body: vec![body],
    }
}

fn provider_method(
    index: usize,
    credential: &Credential,
    name: &str,
    scope: &mut Scope,
) -> Function {
    let value = ident(&credential.method);
    let docs = format!("Fetches what [`{value}`](Self::{value}) takes, when it is needed.");
    let argument = format!("provider: impl {}", scope.runtime("CredentialProvider"));
    let body = format!("self.provider({index}, provider)");
    changing(docs::comment(&[docs]), name, &argument, body)
}

fn client_credentials(index: usize, fetched: &ClientCredentials, scope: &mut Scope) -> Function {
    let docs = docs::comment(&client_credentials_docs(fetched));
    let url = option(fetched.token_url.as_deref());
    let argument = format!("credentials: {}", scope.runtime("ClientCredentials"));
    let body = format!("self.oauth2({index}, {url}, credentials)");
    changing(docs, &fetched.method, &argument, body)
}

/// The scopes are in the docs of the method for the token.
fn client_credentials_docs(fetched: &ClientCredentials) -> Vec<String> {
    let from = match &fetched.token_url {
        Some(url) => format!("from {}", docs::code(url)),
        None => "from the URL that they name".to_owned(),
    };
    vec![
        "OAuth 2.0 for programs (RFC 6749, 4.4).".to_owned(),
        String::new(),
        format!("The client fetches its tokens {from}, and renews them in time."),
    ]
}

fn method(index: usize, credential: &Credential, scope: &mut Scope) -> Function {
    let docs = docs::comment_or_name(&credential.docs, &credential.method);
    let names = argument_names(&credential.kind);
    let arguments: Vec<String> = names.iter().map(|name| format!("{name}: &str")).collect();
    let constructor = match credential.kind {
        CredentialKind::Basic => "basic",
        CredentialKind::Bearer
        | CredentialKind::Http(_)
        | CredentialKind::Header(_)
        | CredentialKind::Query(_)
        | CredentialKind::Cookie(_) => "token",
    };
    let value = scope.runtime("Credential");
    let values = names.join(", ");
    let body = format!("self.credential({index}, {value}::{constructor}({values}))");
    changing(docs, &credential.method, &arguments.join(", "), body)
}

/// The variables that `Client::from_env` reads; none: there is no such method.
pub(super) fn variables(krate: &Crate) -> Vec<&str> {
    let variables = krate.from_env.iter().flat_map(|each| &each.variables);
    variables.map(String::as_str).collect()
}

/// The variables for people, if there are any: `A` and `B`.
pub(super) fn variable_list(krate: &Crate) -> Option<String> {
    let names: Vec<String> = variables(krate).into_iter().map(docs::code).collect();
    (!names.is_empty()).then(|| docs::list(&names))
}

/// The method `Client::from_env`, if there is one.
pub(super) fn from_env(krate: &Crate, scope: &mut Scope) -> Option<Function> {
    let lines = [
        format!(
            "A client with the credentials in {}.",
            variable_list(krate)?
        ),
        String::new(),
        "# Errors".to_owned(),
        "When a variable is missing, and as [`ClientBuilder::build`].".to_owned(),
    ];
    scope.runtime("ClientBuilder");
    let error = scope.runtime("BuildError");
    let line = format!("pub fn from_env() -> Result<Self, {error}>");
    let given = krate.from_env.iter();
    let given: String = given
        .filter_map(|each| from_variables(each, krate, scope))
        .collect();
    Some(Function {
        head: Entry::new(docs::comment(&lines), line),
        body: vec![format!("Self::builder(){given}.build()")],
    })
}

/// The call that gives the builder a credential from its variables.
fn from_variables(from_env: &FromEnv, krate: &Crate, scope: &mut Scope) -> Option<String> {
    let credential = krate.credentials.get(from_env.credential)?;
    let variable = scope.runtime("variable").to_owned();
    let values = from_env.variables.iter().map(|name| quoted(name));
    let values: Vec<String> = values.map(|name| format!("{variable}({name})?")).collect();
    Some(match &from_env.holds {
        EnvValues::Credential => {
            let borrowed: Vec<String> = values.iter().map(|value| format!("&{value}")).collect();
            format!(".{}({})", ident(&credential.method), borrowed.join(", "))
        }
        EnvValues::Program(method) => {
            let (method, program) = (ident(method), scope.runtime("ClientCredentials"));
            format!(".{method}({program}::new({}))", values.join(", "))
        }
    })
}
