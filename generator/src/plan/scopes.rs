//! What a call asks of its credentials beside their being there: scopes and roles.

use crate::api::{Api, Operation, Scheme, SchemeKind};

use super::text::{code, listed};

/// A fact for each scheme that has scopes or roles in each alternative that it stands in (OpenAPI 3.1, 4.8.30).
pub fn facts(api: &Api, operation: &Operation) -> Vec<String> {
    let alternatives = operation.security.iter();
    let uses: Vec<&(usize, Vec<String>)> = alternatives.flat_map(|one| &one.schemes).collect();
    let is_only = uses.windows(2).all(|two| two[0].0 == two[1].0);
    let fact = |(index, scheme): (usize, &Scheme)| {
        let sets = uses.iter().filter(|(used, _)| *used == index);
        let mut sets: Vec<&[String]> = sets.map(|(_, scopes)| scopes.as_slice()).collect();
        sets.dedup();
        if sets.is_empty() || sets.contains(&[].as_slice()) {
            return None;
        }
        let what = match scheme.kind {
            SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => "scope",
            SchemeKind::Basic
            | SchemeKind::Bearer { .. }
            | SchemeKind::Http { .. }
            | SchemeKind::ApiKeyHeader { .. }
            | SchemeKind::ApiKeyQuery { .. }
            | SchemeKind::ApiKeyCookie { .. }
            | SchemeKind::MutualTls => "role",
        };
        let plural = match sets.as_slice() {
            [[_]] => "",
            _ => "s",
        };
        let with = match is_only {
            true => String::new(),
            false => format!(" with {}", code(&scheme.name)),
        };
        let spelled = |set: &&[String]| {
            let names: Vec<String> = set.iter().map(|name| code(name)).collect();
            listed(&names)
        };
        let spelled: Vec<String> = sets.iter().map(spelled).collect();
        let spelled = spelled.join(", or ");
        Some(format!("needs the {what}{plural} {spelled}{with}"))
    };
    api.schemes.iter().enumerate().filter_map(fact).collect()
}
