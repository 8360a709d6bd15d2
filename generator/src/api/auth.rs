//! Who may call: security schemes and requirements (OpenAPI 3.1, 4.8.27 and 4.8.30).

use serde::Serialize;

use crate::pointer::Location;

/// A security scheme.
#[derive(Clone, Debug, Serialize)]
pub struct Scheme {
    /// Where it stands: where its declaration leads.
    pub at: Location,
    /// Where it is declared.
    pub declared: Location,
    /// Key in `components/securitySchemes`.
    pub name: String,
    /// CommonMark text.
    pub description: Option<String>,
    /// It should not be used any more (3.2).
    pub deprecated: bool,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum SchemeKind {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer {
        /// Hint about the token, such as `JWT`.
        format: Option<String>,
    },
    /// Another HTTP authentication scheme, such as `digest`: the whole value after the scheme's name is the credential.
    Http {
        /// Name of the scheme, as in the `Authorization` header.
        scheme: String,
    },
    /// An API key in a header of this name.
    ApiKeyHeader {
        /// Name of the header.
        name: String,
    },
    /// An API key in a query parameter of this name.
    ApiKeyQuery {
        /// Name of the parameter.
        name: String,
    },
    /// An API key in a cookie of this name.
    ApiKeyCookie {
        /// Name of the cookie.
        name: String,
    },
    /// OAuth 2.0: a bearer token; the flows say how to get one.
    OAuth2 {
        /// Flows in the order of the specification.
        flows: Vec<Flow>,
    },
    /// OpenID Connect: a bearer token; the URL says how to get one.
    OpenIdConnect {
        /// Discovery URL.
        url: String,
    },
    /// Mutual TLS: the certificate is a matter of the transport.
    MutualTls,
}

/// A flow of OAuth 2.0 (OpenAPI 3.1, 4.8.29).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// How a token is got.
    pub kind: FlowKind,
    /// Authorization endpoint.
    pub authorization_url: Option<String>,
    /// Token endpoint.
    pub token_url: Option<String>,
    /// Refresh endpoint.
    pub refresh_url: Option<String>,
    /// Scopes with what they are for, in the order of the document.
    pub scopes: Vec<(String, String)>,
}

/// How a token of OAuth 2.0 is got (RFC 6749, section 1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FlowKind {
    /// By redirection, without a token endpoint.
    Implicit,
    /// With the password of a user.
    Password,
    /// By a program for itself.
    ClientCredentials,
    /// By redirection, with a code for the token endpoint.
    AuthorizationCode,
    /// By a code that a user types in elsewhere (RFC 8628, 3.2).
    DeviceAuthorization,
}

impl FlowKind {
    /// What the document calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Password => "password",
            Self::ClientCredentials => "clientCredentials",
            Self::AuthorizationCode => "authorizationCode",
            Self::DeviceAuthorization => "deviceAuthorization",
        }
    }
}

/// One alternative: all of its schemes are needed. No scheme at all: anonymous calls are allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Requirement {
    /// Index into [`Api::schemes`](super::Api::schemes), and the scopes that are asked for.
    pub schemes: Vec<(usize, Vec<String>)>,
}
