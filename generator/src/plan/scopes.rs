//! What a call asks of its credentials beside their being there: scopes and roles.

use std::collections::BTreeMap;

use crate::api::{Api, Operation, SchemeKind};
use crate::maps::OrderedSet;

use super::text::{code, listed};

/// A fact for each scheme that has scopes or roles in each alternative that it stands in (OpenAPI 3.1, 4.8.30).
pub fn facts(api: &Api, operation: &Operation) -> Vec<String> {
    let alternatives = &operation.security;
    if alternatives.iter().any(|one| one.schemes.is_empty()) {
        return Vec::new();
    }
    let mut uses: BTreeMap<usize, OrderedSet<&[String]>> = BTreeMap::new();
    for (index, scopes) in alternatives.iter().flat_map(|one| &one.schemes) {
        uses.entry(*index).or_default().insert(scopes);
    }
    let is_only = uses.len() == 1;
    let fact = |(index, sets): (&usize, &OrderedSet<&[String]>)| {
        let scheme = api.schemes.get(*index)?;
        if sets.contains(&[].as_slice()) {
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
        let names: usize = sets.iter().map(|set| set.len()).sum();
        let plural = if names == 1 { "" } else { "s" };
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
    uses.iter().filter_map(fact).collect()
}
