//! The operations of the API, one method each.

use crate::models::{Conversation, Problem};
use crate::runtime::{
    BuildError, Call, Client, ClientBuilder, Credential, CredentialKind, Method,
    Operation, Parameter, Service, Unexpected, errors, variable,
};

pub(crate) const SERVICE: Service = Service {
    base_url: Some("https://conversations.twilio.com"),
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    request_id: Some("twilio-request-id"),
    credentials: &[(CredentialKind::Basic, &["basic_auth"])],
    security: &[&[0]],
};

impl Client {
    /// A client with the credentials in `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`.
    ///
    /// # Errors
    /// When a variable is missing, and as [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder()
            .basic_auth(
                &variable("TWILIO_ACCOUNT_SID")?,
                &variable("TWILIO_AUTH_TOKEN")?,
            )
            .build()
    }

    /// Retrieves a conversation.
    ///
    /// The answer holds the settings in effect and everyone who takes part.
    ///
    /// `GET /v2/Conversations/{Sid}`
    ///
    /// * `sid`: Id of the conversation.
    ///
    ///   Example: `conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2`.
    ///
    /// Success: The conversation.
    ///
    /// ```no_run
    /// # async fn example(client: twilio_conversations::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let answer = client.fetch_conversation("conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`FetchConversationError`] for the statuses 400, 404, 429, 500 and 503.
    #[inline]
    pub fn fetch_conversation(
        &self,
        sid: &str,
    ) -> Call<Conversation, FetchConversationError> {
        const OPERATION: Operation = Operation {
            id: "FetchConversation",
            method: Method::GET,
            path: "/v2/Conversations/{Sid}",
            parameters: &[Parameter::path("Sid")],
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid])
    }
}

impl ClientBuilder {
    /// HTTP Basic: a user name and a password (RFC 7617).
    ///
    /// The user name is the SID of an API key (`SK…`) and the password its secret. For a first try
    /// on your own machine, the account SID (`AC…`) and the account's auth token do as well.
    pub fn basic_auth(self, username: &str, password: &str) -> Self {
        self.credential(0, Credential::basic(username, password))
    }
}

/// The errors of [`Client::fetch_conversation`].
#[non_exhaustive]
pub enum FetchConversationError {
    /// 400: The request is not valid.
    BadRequest(Problem),
    /// 404: There is no such conversation in this account.
    NotFound(Problem),
    /// 429: Too many requests at once. This one was not processed, and it is safe to send it again
    /// later.
    TooManyRequests(Problem),
    /// 500: The server failed.
    InternalServerError(Problem),
    /// 503: The service is not available at the moment.
    ServiceUnavailable(Problem),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(FetchConversationError {
    400 => BadRequest(Problem),
    404 => NotFound(Problem),
    429 => TooManyRequests(Problem),
    500 => InternalServerError(Problem),
    503 => ServiceUnavailable(Problem),
});
