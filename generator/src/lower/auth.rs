//! Security schemes and requirements.

use std::collections::BTreeMap;

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityRequirement, SecurityScheme};

use crate::api::{Flow, FlowKind, ParameterPlace, Requirement, Scheme, SchemeKind};
use crate::maps::{Map, OrderedSet};
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::schemas::Schemas;
use super::skeleton;

/// All declared security schemes.
pub(super) fn schemes(schemas: &mut Schemas<'_, '_>) -> Vec<Scheme> {
    let mut schemes = Vec::new();
    for (name, declared, found) in schemas.document.security_schemes() {
        match found {
            Ok(found) => {
                schemas.account_node(&found.at, found.node, skeleton::SECURITY_SCHEME);
                let (mut kind, description) = kind(found.value);
                if let SchemeKind::OAuth2 { flows } = &mut kind {
                    flows.extend(device_flow(found.node));
                }
                let deprecated = found.node.get("deprecated").and_then(Node::as_bool);
                schemes.push(Scheme {
                    at: found.at,
                    declared,
                    name,
                    description,
                    deprecated: deprecated == Some(true),
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

/// The flow of 3.2 for what has no browser, which `openapiv3` has no word for.
fn device_flow(scheme: &Node) -> Option<Flow> {
    let flow = scheme.get("flows")?.get("deviceAuthorization")?;
    let text = |key: &str| flow.get(key).and_then(Node::as_str).map(str::to_owned);
    let scopes = flow.get("scopes").and_then(Node::as_mapping);
    let scopes = scopes.into_iter().flat_map(Mapping::iter);
    Some(Flow {
        kind: FlowKind::DeviceAuthorization,
        authorization_url: text("deviceAuthorizationUrl"),
        token_url: text("tokenUrl"),
        refresh_url: text("refreshUrl"),
        scopes: scopes
            .map(|(name, what)| (name.to_owned(), what.scalar_text().unwrap_or_default()))
            .collect(),
    })
}

/// The header that a credential travels in.
fn header(kind: &SchemeKind) -> Option<&str> {
    match kind {
        SchemeKind::Basic
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => Some("Authorization"),
        SchemeKind::ApiKeyHeader { name } => Some(name),
        SchemeKind::ApiKeyQuery { .. }
        | SchemeKind::ApiKeyCookie { .. }
        | SchemeKind::MutualTls => None,
    }
}

/// The schemes of one alternative that travel in the same header: only one of them can.
fn rivals(schemes: &[Scheme], alternative: &Requirement) -> Vec<usize> {
    let mut headers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &(at, _) in &alternative.schemes {
        if let Some(name) = schemes.get(at).and_then(|scheme| header(&scheme.kind)) {
            headers
                .entry(name.to_ascii_lowercase())
                .or_default()
                .push(at);
        }
    }
    let mut groups = headers.into_values();
    groups.find(|group| group.len() > 1).unwrap_or_default()
}

/// The alternatives that an alternative is: several, where its schemes travel in the same header. Documents that say so mean
/// that any of them will do, as no request could have all.
fn apart(alternative: Requirement, rivals: &[usize]) -> Vec<Requirement> {
    let without_others = |one: &usize| {
        let mut alternative = alternative.clone();
        let stays = |at: &usize| at == one || !rivals.contains(at);
        alternative.schemes.retain(|(at, _)| stays(at));
        alternative
    };
    if rivals.is_empty() {
        vec![alternative]
    } else {
        rivals.iter().map(without_others).collect()
    }
}

/// Whether a parameter is the key of a scheme that an alternative asks for: the client sends it, once, when it is set.
pub(super) fn is_credential(
    schemes: &[Scheme],
    alternatives: &[Requirement],
    place: ParameterPlace,
    name: &str,
) -> bool {
    let is_key = |scheme: &Scheme| match (&scheme.kind, header(&scheme.kind)) {
        (_, Some(key)) => place == ParameterPlace::Header && key.eq_ignore_ascii_case(name),
        (SchemeKind::ApiKeyQuery { name: key }, _) => place == ParameterPlace::Query && key == name,
        (SchemeKind::ApiKeyCookie { name: key }, _) => {
            place == ParameterPlace::Cookie && key == name
        }
        (_, None) => false,
    };
    let has_key = |alternative: &Requirement| {
        let mut schemes = alternative
            .schemes
            .iter()
            .filter_map(|(at, _)| schemes.get(*at));
        schemes.any(is_key)
    };
    alternatives.iter().any(has_key)
}

/// Alternatives of schemes; one that names an undeclared scheme is left out.
pub(super) fn requirements(
    schemas: &mut Schemas<'_, '_>,
    schemes: &[Scheme],
    at: &Location,
    alternatives: Vec<SecurityRequirement>,
) -> Vec<Requirement> {
    let by_name = schemes.iter().enumerate();
    let by_name: Map<&str, usize> = by_name.map(|(at, it)| (&*it.name, at)).collect();
    let mut requirements: OrderedSet<Requirement> = OrderedSet::default();
    for (index, alternative) in alternatives.into_iter().enumerate() {
        let mut requirement = Requirement::default();
        let mut is_known = true;
        for (name, scopes) in alternative {
            match by_name.get(&*name) {
                Some(&scheme) => requirement.schemes.push((scheme, scopes)),
                None => {
                    schemas.warn(
                        &at.key("security").index(index),
                        LowerProblem::UndeclaredScheme { name },
                    );
                    is_known = false;
                }
            }
        }
        if !is_known {
            continue;
        }
        let rivals = rivals(schemes, &requirement);
        let names = rivals
            .iter()
            .filter_map(|at| Some(schemes.get(*at)?.name.as_str()));
        let names: Vec<&str> = names.collect();
        if let [one, other, ..] = *names.as_slice()
            && schemas.rivals.insert(rivals.clone())
        {
            let (one, other) = (one.to_owned(), other.to_owned());
            let problem = LowerProblem::SameHeader { one, other };
            schemas.warn(&at.key("security").index(index), problem);
        }
        requirements.extend(apart(requirement, &rivals));
    }
    requirements.into_iter().collect()
}
