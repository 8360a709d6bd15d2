//! Security schemes and requirements.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityRequirement, SecurityScheme};

use crate::api::{Flow, FlowKind, ParameterPlace, Requirement, Scheme, SchemeKind};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::schemas::Schemas;
use super::skeleton;

/// All declared security schemes.
pub(super) fn schemes(schemas: &mut Schemas<'_, '_>) -> Vec<Scheme> {
    let mut schemes = Vec::new();
    for (name, found) in schemas.document.security_schemes() {
        match found {
            Ok(found) => {
                schemas.account_node(&found.at, found.node, skeleton::SECURITY_SCHEME);
                let (kind, description) = kind(found.value);
                schemes.push(Scheme {
                    at: found.at,
                    name,
                    description,
                    kind,
                });
            }
            // An alternative that asks for the scheme is reported where it stands.
            Err(diagnostic) => schemas.tell_left_out(diagnostic),
        }
    }
    schemes
}

fn kind(scheme: Option<SecurityScheme>) -> (SchemeKind, Option<String>) {
    match scheme {
        None => (SchemeKind::MutualTls, None),
        Some(SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        }) => {
            let kind = match location {
                APIKeyLocation::Header => SchemeKind::ApiKeyHeader { name },
                APIKeyLocation::Query => SchemeKind::ApiKeyQuery { name },
                APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie { name },
            };
            (kind, description)
        }
        Some(SecurityScheme::HTTP {
            scheme,
            bearer_format,
            description,
            ..
        }) => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SchemeKind::Basic,
                "bearer" => SchemeKind::Bearer {
                    format: bearer_format,
                },
                _ => SchemeKind::Http { scheme },
            };
            (kind, description)
        }
        Some(SecurityScheme::OAuth2 {
            flows, description, ..
        }) => (
            SchemeKind::OAuth2 {
                flows: self::flows(flows),
            },
            description,
        ),
        Some(SecurityScheme::OpenIDConnect {
            open_id_connect_url: url,
            description,
            ..
        }) => (SchemeKind::OpenIdConnect { url }, description),
    }
}

fn flows(flows: OAuth2Flows) -> Vec<Flow> {
    let flow =
        |kind, authorization_url, token_url, refresh_url, scopes: indexmap::IndexMap<_, _>| Flow {
            kind,
            authorization_url,
            token_url,
            refresh_url,
            scopes: scopes.into_iter().collect(),
        };
    let implicit = flows.implicit.map(|it| {
        flow(
            FlowKind::Implicit,
            Some(it.authorization_url),
            None,
            it.refresh_url,
            it.scopes,
        )
    });
    let password = flows.password.map(|it| {
        flow(
            FlowKind::Password,
            None,
            Some(it.token_url),
            it.refresh_url,
            it.scopes,
        )
    });
    let client = flows.client_credentials.map(|it| {
        flow(
            FlowKind::ClientCredentials,
            None,
            Some(it.token_url),
            it.refresh_url,
            it.scopes,
        )
    });
    let code = flows.authorization_code.map(|it| {
        flow(
            FlowKind::AuthorizationCode,
            Some(it.authorization_url),
            Some(it.token_url),
            it.refresh_url,
            it.scopes,
        )
    });
    [implicit, password, client, code]
        .into_iter()
        .flatten()
        .collect()
}

/// Whether a parameter is the key of a scheme that each alternative asks for: the client sends it without being told again.
pub(super) fn is_credential(
    schemes: &[Scheme],
    alternatives: &[Requirement],
    place: ParameterPlace,
    name: &str,
) -> bool {
    let is_key = |scheme: &Scheme| match &scheme.kind {
        SchemeKind::ApiKeyHeader { name: key } => {
            place == ParameterPlace::Header && key.eq_ignore_ascii_case(name)
        }
        SchemeKind::ApiKeyQuery { name: key } => place == ParameterPlace::Query && key == name,
        SchemeKind::ApiKeyCookie { name: key } => place == ParameterPlace::Cookie && key == name,
        SchemeKind::Basic
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::MutualTls
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => false,
    };
    let has_key = |alternative: &Requirement| {
        let mut schemes = alternative
            .schemes
            .iter()
            .filter_map(|(at, _)| schemes.get(*at));
        schemes.any(is_key)
    };
    !alternatives.is_empty() && alternatives.iter().all(has_key)
}

/// Alternatives of schemes; one that names an undeclared scheme is left out.
pub(super) fn requirements(
    schemas: &mut Schemas<'_, '_>,
    schemes: &[Scheme],
    at: &Location,
    alternatives: Vec<SecurityRequirement>,
) -> Vec<Requirement> {
    let mut requirements = Vec::new();
    for (index, alternative) in alternatives.into_iter().enumerate() {
        let mut requirement = Requirement::default();
        let mut is_known = true;
        for (name, scopes) in alternative {
            match schemes.iter().position(|scheme| scheme.name == name) {
                Some(scheme) => requirement.schemes.push((scheme, scopes)),
                None => {
                    schemas.warn(
                        &at.key("security").index(index),
                        LowerProblem::UndeclaredScheme { name },
                    );
                    is_known = false;
                }
            }
        }
        if is_known && !requirements.contains(&requirement) {
            requirements.push(requirement);
        }
    }
    requirements
}
