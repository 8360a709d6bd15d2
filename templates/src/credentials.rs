//! The credentials of the specimen; in an emitted crate they are a part of `client.rs`.

use crate::runtime::{ClientBuilder, ClientCredentials, Credential, CredentialProvider};

impl ClientBuilder {
    /// HTTP Basic: a user's name and password.
    pub fn basic_auth(self, username: &str, password: &str) -> Self {
        self.credential(0, Credential::basic(username, password))
    }

    /// HTTP Bearer: a token.
    pub fn bearer_auth(self, token: &str) -> Self {
        self.credential(1, Credential::token(token))
    }

    /// Fetches what [`bearer_auth`](Self::bearer_auth) is given, when it is needed.
    pub fn bearer_auth_provider(self, provider: impl CredentialProvider) -> Self {
        self.provider(1, provider)
    }

    /// OAuth 2.0 client credentials: tokens are fetched from `https://auth.example.com/token`.
    pub fn oauth2_client_credentials(self, credentials: ClientCredentials) -> Self {
        self.oauth2(1, Some("https://auth.example.com/token"), credentials)
    }

    /// An API key in the header `X-API-Key`.
    pub fn api_key(self, key: &str) -> Self {
        self.credential(2, Credential::token(key))
    }

    /// Fetches what [`api_key`](Self::api_key) is given, when it is needed.
    pub fn api_key_provider(self, provider: impl CredentialProvider) -> Self {
        self.provider(2, provider)
    }

    /// An API key in the query parameter `api_key`.
    pub fn api_key_query(self, key: &str) -> Self {
        self.credential(3, Credential::token(key))
    }

    /// An API key in the cookie `sid`.
    pub fn api_key_cookie(self, key: &str) -> Self {
        self.credential(4, Credential::token(key))
    }

    /// Fetches what [`api_key_query`](Self::api_key_query) is given, when it is needed.
    pub fn api_key_query_provider(self, provider: impl CredentialProvider) -> Self {
        self.provider(3, provider)
    }
}
