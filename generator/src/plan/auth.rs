//! Credentials: a builder method for each security scheme, and which of them a call needs.

use crate::api::{Api, Flow, FlowKind, Requirement, Scheme, SchemeKind};
use crate::maps::{Map, OrderedSet};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::krate::{ClientCredentials, Credential, CredentialKind, EnvValues, FromEnv};
use super::lock::{LockEntry, NameLock};
use super::markdown::rustdoc;
use super::names::{Scope, identifier, value_name};
use super::place;
use super::reserved::BUILDER_METHODS;
use super::service::base_url;
use super::text::{code, title};

/// The credentials, and where each scheme of the document is among them.
#[derive(Debug)]
pub struct Credentials {
    /// In the order of the schemes.
    pub all: Vec<Credential>,
    by_scheme: Vec<Option<usize>>,
}

impl Credentials {
    /// Whether the client can send what this scheme asks for.
    pub fn has(&self, scheme: usize) -> bool {
        self.by_scheme.get(scheme).copied().flatten().is_some()
    }

    /// The alternatives of a list of requirements. A scheme that has no method is a matter of the transport: the others of
    /// its alternative are still sent.
    pub fn alternatives(&self, requirements: &[Requirement]) -> Vec<Vec<usize>> {
        let credential = |scheme: &usize| self.by_scheme.get(*scheme).copied().flatten();
        let alternatives = requirements.iter().map(|requirement| {
            let schemes = requirement.schemes.iter();
            schemes
                .filter_map(|(scheme, _)| credential(scheme))
                .collect()
        });
        let alternatives: OrderedSet<Vec<usize>> = alternatives.collect();
        alternatives.into_iter().collect()
    }
}

/// The names of the builder's methods: recorded ones, then new ones. A secret that is given to a method of the same name as
/// before must go where it went before.
struct MethodNames<'a> {
    scope: Scope,
    /// Recorded names that are still free of anything else, by place.
    kept: Map<String, &'a str>,
    next: &'a mut NameLock,
}

impl<'a> MethodNames<'a> {
    fn new(api: &Api, recorded: &'a NameLock, next: &'a mut NameLock) -> Self {
        let mut scope = Scope::without(BUILDER_METHODS.iter().copied());
        let places = api.schemes.iter().flat_map(|scheme| {
            let of_scheme = |what| (place_of(scheme, what), old_place_of(scheme, what));
            ["", PROVIDER, CLIENT_CREDENTIALS].map(of_scheme)
        });
        let known = places.filter_map(|(place, old)| {
            let recorded = |place: &str| recorded.name(LockEntry::Credential, place);
            let name = recorded(&place).or_else(|| recorded(&old))?;
            scope.take(name).then_some((place, name))
        });
        let kept = known.collect();
        Self { scope, kept, next }
    }

    /// The name of what stands at this place: the recorded one, else the first free of these.
    fn name(&mut self, place: String, candidates: &[&str]) -> String {
        let name = match self.kept.get(&place) {
            Some(name) => (*name).to_owned(),
            None => self.scope.claim_first(candidates),
        };
        let identifier = identifier(&name);
        self.next.record(LockEntry::Credential, place, &name);
        identifier
    }
}

/// Where a scheme is declared, and what in it has a method of its own.
fn place_of(scheme: &Scheme, what: &str) -> String {
    place::at(&scheme.declared, scheme.declared.file()) + what
}

/// Where locks have it that were written before they had the places of OpenAPI 2.0.
fn old_place_of(scheme: &Scheme, what: &str) -> String {
    place::of_part("#/components/securitySchemes", &scheme.name) + what
}

/// What takes the place of a value is no part of the document, and named as if it were one.
const PROVIDER: &str = "/provider";

const CLIENT_CREDENTIALS: &str = "/flows/clientCredentials";

/// Makes a method for each scheme: by the kind of credential for the first of a kind, by the scheme's name for others.
pub fn credentials(
    api: &Api,
    recorded: &NameLock,
    next: &mut NameLock,
    report: &mut Report,
) -> Credentials {
    let mut names = MethodNames::new(api, recorded, next);
    let mut credentials = Credentials {
        all: Vec::new(),
        by_scheme: Vec::new(),
    };
    for scheme in &api.schemes {
        let Some(kind) = kind(&scheme.kind) else {
            report.warn(
                scheme.at.clone(),
                PlanProblem::SchemeNotSupported {
                    scheme: scheme.name.clone(),
                },
            );
            credentials.by_scheme.push(None);
            continue;
        };
        let candidates = [common_name(&kind), &value_name(&scheme.name)];
        let method = names.name(place_of(scheme, ""), &candidates);
        credentials.by_scheme.push(Some(credentials.all.len()));
        credentials.all.push(Credential {
            scheme: scheme.name.clone(),
            method,
            docs: docs(scheme),
            kind,
            provider: None,
            client_credentials: None,
        });
    }
    // After all of these, so that none of them has another name because of what follows.
    for (scheme, credential) in api.schemes.iter().zip(&credentials.by_scheme) {
        let Some(credential) = credential.and_then(|index| credentials.all.get_mut(index)) else {
            continue;
        };
        credential.client_credentials = client_credentials(api, scheme, &mut names, report);
        // HTTP Basic is two texts, and neither is a token.
        if credential.kind != CredentialKind::Basic {
            let name = format!("{}_provider", credential.method.trim_start_matches("r#"));
            let place = place_of(scheme, PROVIDER);
            credential.provider = Some(names.name(place, &[&name]));
        }
    }
    credentials
}

/// How the client fetches tokens itself, where the scheme has the flow for programs.
fn client_credentials(
    api: &Api,
    scheme: &Scheme,
    names: &mut MethodNames<'_>,
    report: &mut Report,
) -> Option<ClientCredentials> {
    let SchemeKind::OAuth2 { flows } = &scheme.kind else {
        return None;
    };
    let flow = flows
        .iter()
        .find(|flow| flow.kind == FlowKind::ClientCredentials)?;
    let written = flow.token_url.as_deref().unwrap_or_default();
    let token_url = token_url(written, api);
    if token_url.is_none() {
        let problem = PlanProblem::TokenUrlNotUsable {
            scheme: scheme.name.clone(),
            url: written.to_owned(),
        };
        report.warn(scheme.at.clone(), problem);
    }
    let by_scheme = format!("{}_client_credentials", value_name(&scheme.name));
    let place = place_of(scheme, CLIENT_CREDENTIALS);
    Some(ClientCredentials {
        method: names.name(place, &["oauth2_client_credentials", &by_scheme]),
        token_url,
    })
}

/// The URL of a token endpoint: an absolute one, or one that the first server completes (OpenAPI 3.1, 4.8.29.1): a path, or
/// a host and a path (RFC 3986, section 4.2).
fn token_url(url: &str, api: &Api) -> Option<String> {
    let is_absolute = |url: &str| {
        let before_query = url.split('?').next().unwrap_or_default();
        base_url(before_query).is_ok() && !url.contains(['#', '@'])
    };
    let server = api.servers.first();
    let url = match server.and_then(|server| server.url.split_once("://")) {
        Some((scheme, _)) if url.starts_with("//") => format!("{scheme}:{url}"),
        Some((scheme, rest)) if url.starts_with('/') => {
            let host = rest.split('/').next().unwrap_or_default();
            format!("{scheme}://{host}{url}")
        }
        _ => url.to_owned(),
    };
    is_absolute(&url).then_some(url)
}

fn kind(kind: &SchemeKind) -> Option<CredentialKind> {
    match kind {
        SchemeKind::Basic => Some(CredentialKind::Basic),
        SchemeKind::Bearer { .. }
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => Some(CredentialKind::Bearer),
        SchemeKind::Http { scheme } if is_token(scheme) => {
            Some(CredentialKind::Http(scheme.clone()))
        }
        SchemeKind::ApiKeyHeader { name } if is_token(name) => {
            Some(CredentialKind::Header(name.clone()))
        }
        SchemeKind::ApiKeyQuery { name } => Some(CredentialKind::Query(name.clone())),
        SchemeKind::ApiKeyCookie { name } if is_token(name) => {
            Some(CredentialKind::Cookie(name.clone()))
        }
        SchemeKind::MutualTls
        | SchemeKind::Http { .. }
        | SchemeKind::ApiKeyHeader { .. }
        | SchemeKind::ApiKeyCookie { .. } => None,
    }
}

/// A token of RFC 9110, section 5.6.2: what a header or scheme may be called.
pub fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|character| {
            character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
        })
}

fn common_name(kind: &CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Basic => "basic_auth",
        CredentialKind::Bearer => "bearer_auth",
        CredentialKind::Http(_) => "authorization",
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            "api_key"
        }
    }
}

fn docs(scheme: &Scheme) -> Vec<String> {
    let mut lines = vec![summary(&scheme.kind)];
    if scheme.deprecated {
        lines.extend([String::new(), "Deprecated.".to_owned()]);
    }
    if let Some(description) = &scheme.description {
        lines.push(String::new());
        lines.extend(rustdoc(description));
    }
    match &scheme.kind {
        SchemeKind::OAuth2 { flows } => lines.extend(flows.iter().flat_map(flow_docs)),
        SchemeKind::OpenIdConnect { url } => {
            lines.extend([String::new(), format!("OpenID Connect: {}.", code(url))]);
        }
        SchemeKind::Basic
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::ApiKeyHeader { .. }
        | SchemeKind::ApiKeyQuery { .. }
        | SchemeKind::ApiKeyCookie { .. }
        | SchemeKind::MutualTls => {}
    }
    lines
}

/// What the method takes, in one line.
fn summary(scheme: &SchemeKind) -> String {
    let token = |what| format!("{what} (RFC 6750).");
    match scheme {
        SchemeKind::Basic => "HTTP Basic: a user name and a password (RFC 7617).".to_owned(),
        SchemeKind::Bearer { .. } => token("A bearer token"),
        SchemeKind::OAuth2 { .. } => token("An access token of OAuth 2.0, as a bearer token"),
        SchemeKind::OpenIdConnect { .. } => token("A token of OpenID Connect, as a bearer token"),
        SchemeKind::Http { scheme } => {
            let scheme = code(scheme);
            format!("The rest of the `Authorization` header after {scheme}.")
        }
        SchemeKind::ApiKeyHeader { name } => format!("The key in the header {}.", code(name)),
        SchemeKind::ApiKeyQuery { name } => {
            format!("The key in the query parameter {}.", code(name))
        }
        SchemeKind::ApiKeyCookie { name } => format!("The key in the cookie {}.", code(name)),
        SchemeKind::MutualTls => "A client certificate.".to_owned(),
    }
}

/// A paragraph about a flow of OAuth 2.0, with its scopes.
fn flow_docs(flow: &Flow) -> Vec<String> {
    let urls = [&flow.authorization_url, &flow.token_url];
    let urls: Vec<String> = urls.into_iter().flatten().map(|url| code(url)).collect();
    let (name, urls) = (code(flow.kind.name()), urls.join(", "));
    let head = [String::new(), format!("OAuth 2.0, flow {name}: {urls}.")];
    let scopes = flow.scopes.iter();
    let scopes = scopes.map(|(scope, what)| format!("* {}: {}", code(scope), title(what)));
    head.into_iter().chain(scopes).collect()
}

/// What so many variables hold for a credential; `None`: it can't be.
fn env_values(credential: &Credential, variables: usize) -> Option<EnvValues> {
    match (&credential.kind, variables, &credential.client_credentials) {
        (CredentialKind::Basic, 2, _) => Some(EnvValues::Credential),
        (CredentialKind::Basic, ..) => None,
        (_, 1, _) => Some(EnvValues::Credential),
        (_, 2, Some(fetched)) if fetched.token_url.is_some() => {
            Some(EnvValues::Program(fetched.method.clone()))
        }
        _ => None,
    }
}

/// How `Client::from_env` finds the credentials that have variables by choice; together they must be enough for a call.
pub fn from_env(
    api: &Api,
    credentials: &Credentials,
    settings: Settings<'_>,
    report: &mut Report,
) -> Vec<FromEnv> {
    let (file, choices) = settings.choices;
    let at = Location::root(file).key("client").key("from_env");
    let mut given: Vec<FromEnv> = Vec::new();
    for (scheme, credential) in api.schemes.iter().zip(&credentials.by_scheme) {
        let variables = choices.client.from_env.get(&scheme.name);
        let (Some(variables), Some(credential)) = (variables, *credential) else {
            continue;
        };
        let holds = credentials
            .all
            .get(credential)
            .and_then(|each| env_values(each, variables.len()));
        if let Some(holds) = holds {
            given.push(FromEnv {
                credential,
                variables: variables.clone(),
                holds,
            });
            continue;
        }
        let problem = PlanProblem::ChoiceNotUsable {
            choice: format!("from_env: {}: {}", scheme.name, variables.join(", ")),
            expected:
                "one variable; two for HTTP Basic (user name and password) and for a token URL \
                of OAuth 2.0 (id and secret of a program)"
                    .to_owned(),
        };
        report.error(at.key(&scheme.name), problem);
    }
    let is_given = |needed: &usize| given.iter().any(|each| each.credential == *needed);
    let alternatives = credentials.alternatives(&api.security);
    let suffices = alternatives.iter().any(|all| all.iter().all(is_given));
    if !given.is_empty() && !alternatives.is_empty() && !suffices {
        let names: Vec<&str> = choices.client.from_env.keys().map(String::as_str).collect();
        let problem = PlanProblem::ChoiceNotUsable {
            choice: format!("from_env: {}", names.join(", ")),
            expected: "all credentials of one alternative of the document's `security`".to_owned(),
        };
        report.error(at, problem);
    }
    given
}
