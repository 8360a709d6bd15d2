//! Reads security schemes.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, SecurityScheme,
};

use super::Cursor;
use crate::report::Diagnostic;

const KIND: &str = "Security Scheme Object";

/// A security scheme; `None` for `mutualTLS`.
pub(super) fn scheme(cursor: &Cursor<'_>) -> Result<Option<SecurityScheme>, Diagnostic> {
    cursor.object(KIND)?;
    let description = cursor.text("description")?;
    let extensions = cursor.extensions();
    Ok(Some(match cursor.needed_text("type", KIND)?.as_str() {
        "apiKey" => SecurityScheme::APIKey {
            location: api_key_location(cursor)?,
            name: cursor.needed_text("name", KIND)?,
            description,
            extensions,
        },
        "http" => SecurityScheme::HTTP {
            scheme: cursor.needed_text("scheme", KIND)?,
            bearer_format: cursor.text("bearerFormat")?,
            description,
            extensions,
        },
        "oauth2" => SecurityScheme::OAuth2 {
            flows: flows(cursor)?,
            description,
            extensions,
        },
        "openIdConnect" => SecurityScheme::OpenIDConnect {
            open_id_connect_url: cursor.text("openIdConnectUrl")?.unwrap_or_default(),
            description,
            extensions,
        },
        "mutualTLS" => return Ok(None),
        _ => {
            let known = "apiKey, http, mutualTLS, oauth2, openIdConnect";
            return Err(cursor
                .get("type")
                .as_ref()
                .unwrap_or(cursor)
                .unknown("type", known));
        }
    }))
}

fn api_key_location(cursor: &Cursor<'_>) -> Result<APIKeyLocation, Diagnostic> {
    match cursor.needed_text("in", KIND)?.as_str() {
        "query" => Ok(APIKeyLocation::Query),
        "header" => Ok(APIKeyLocation::Header),
        "cookie" => Ok(APIKeyLocation::Cookie),
        _ => Err(cursor
            .get("in")
            .as_ref()
            .unwrap_or(cursor)
            .unknown("in", "query, header, cookie")),
    }
}

fn flows(cursor: &Cursor<'_>) -> Result<OAuth2Flows, Diagnostic> {
    let Some(flows) = cursor.get("flows") else {
        return Ok(OAuth2Flows::default());
    };
    flows.object("OAuth Flows Object")?;
    Ok(OAuth2Flows {
        implicit: flows
            .get("implicit")
            .map(|flow| implicit(&flow))
            .transpose()?,
        password: flows
            .get("password")
            .map(|flow| password(&flow))
            .transpose()?,
        client_credentials: flows
            .get("clientCredentials")
            .map(|flow| client_credentials(&flow))
            .transpose()?,
        authorization_code: flows
            .get("authorizationCode")
            .map(|flow| authorization_code(&flow))
            .transpose()?,
        extensions: flows.extensions(),
    })
}

fn implicit(flow: &Cursor<'_>) -> Result<ImplicitOAuth2Flow, Diagnostic> {
    Ok(ImplicitOAuth2Flow {
        authorization_url: url(flow, "authorizationUrl")?,
        refresh_url: flow.text("refreshUrl")?,
        scopes: scopes(flow)?,
        extensions: flow.extensions(),
    })
}

fn password(flow: &Cursor<'_>) -> Result<PasswordOAuth2Flow, Diagnostic> {
    Ok(PasswordOAuth2Flow {
        refresh_url: flow.text("refreshUrl")?,
        token_url: url(flow, "tokenUrl")?,
        scopes: scopes(flow)?,
        extensions: flow.extensions(),
    })
}

fn client_credentials(flow: &Cursor<'_>) -> Result<ClientCredentialsOAuth2Flow, Diagnostic> {
    Ok(ClientCredentialsOAuth2Flow {
        refresh_url: flow.text("refreshUrl")?,
        token_url: url(flow, "tokenUrl")?,
        scopes: scopes(flow)?,
        extensions: flow.extensions(),
    })
}

fn authorization_code(flow: &Cursor<'_>) -> Result<AuthorizationCodeOAuth2Flow, Diagnostic> {
    Ok(AuthorizationCodeOAuth2Flow {
        authorization_url: url(flow, "authorizationUrl")?,
        token_url: url(flow, "tokenUrl")?,
        refresh_url: flow.text("refreshUrl")?,
        scopes: scopes(flow)?,
        extensions: flow.extensions(),
    })
}

/// Empty where the document leaves it out, as many do: nothing is lost that is there.
fn url(flow: &Cursor<'_>, key: &str) -> Result<String, Diagnostic> {
    Ok(flow.text(key)?.unwrap_or_default())
}

fn scopes(flow: &Cursor<'_>) -> Result<IndexMap<String, String>, Diagnostic> {
    // A list of names is understood as well.
    if flow
        .get("scopes")
        .is_some_and(|scopes| scopes.node.as_sequence().is_some())
    {
        return Ok(flow
            .texts("scopes")?
            .into_iter()
            .map(|scope| (scope, String::new()))
            .collect());
    }
    let members = flow.members("scopes")?;
    members
        .into_iter()
        .map(|(name, scope)| {
            Ok((
                name.to_owned(),
                scope.node.scalar_text().unwrap_or_default(),
            ))
        })
        .collect()
}
