//! No token and no secret for which it is had in any `Debug`, `Display` or chain of sources.

use super::http_bare::block_on;
use super::privacy::{Reply, Said, Script, builder, reply};
use crate::runtime::public::{
    AnyError, BoxFuture, Client, ClientCredentials, Credential, CredentialProvider, Error,
    TransportError, TransportErrorKind,
};

fn credentials() -> ClientCredentials {
    ClientCredentials::new("LEAK-id", "LEAK-secret")
        .scope("LEAK-scope")
        .parameter("LEAK-name", "LEAK-value")
        .token_url("https://auth.example/LEAK-path?LEAK-query")
}

/// Has one token.
struct Vault(&'static str);

impl CredentialProvider for Vault {
    fn fetch(&self) -> BoxFuture<'_, Result<Credential, Box<dyn std::error::Error + Send + Sync>>> {
        Box::pin(async { Ok(Credential::new(self.0)) })
    }
}

/// Answers to the request for a token that are none.
fn refusals() -> Vec<Reply> {
    let json = "application/json";
    let exchange = TransportErrorKind::Exchange;
    vec![
        reply(
            400,
            json,
            r#"{"error":"LEAK-code","error_description":"LEAK-text"}"#,
        ),
        reply(
            401,
            json,
            r#"{"error":"invalid_client","error_description":"LEAK-secret"}"#,
        ),
        reply(400, "text/html", "LEAK-page"),
        reply(302, json, "LEAK-elsewhere"),
        reply(200, json, r#"{"access_token":["LEAK-token"]}"#),
        reply(
            200,
            json,
            r#"{"access_token":"LEAK-token","token_type":"LEAK-type"}"#,
        ),
        reply(
            200,
            json,
            r#"{"access_token":"LEAK-token\n","expires_in":0}"#,
        ),
        Err(TransportError::new(exchange, "reset")),
    ]
}

#[test]
fn no_token_and_nothing_that_it_is_had_for_is_shown() {
    let json = "application/json";
    let mut said = Said::default();
    said.debug(&credentials());
    said.debug(&Credential::new("LEAK-token"));
    let script = Script::default();
    let start = || Client::builder().base_url("https://things.example");
    for builder in [
        start().bearer_auth_provider(Vault("LEAK-token")),
        start().oauth2_client_credentials(credentials()),
    ] {
        said.debug(&builder);
        said.debug(&builder.transport(script.clone()).build().unwrap());
    }
    for url in ["LEAK-url", "http://LEAK.example/"] {
        let wrong = start().oauth2_client_credentials(credentials().token_url(url));
        said.error(&wrong.build().unwrap_err());
    }
    let broken = builder(&script).bearer_auth_provider(Vault("LEAK-token\n"));
    said.error(&block_on(broken.build().unwrap().fetch_thing("t")).unwrap_err());
    let client = builder(&script).oauth2_client_credentials(credentials());
    let client = client.build().unwrap();
    for refusal in refusals() {
        script.replies.lock().unwrap().push_back(refusal);
        let error = block_on(client.fetch_thing("t")).unwrap_err();
        assert!(matches!(error, Error::Request(_)));
        said.error(&error);
        said.error(&AnyError::from(error));
    }
    let token = || reply(200, json, r#"{"access_token":"LEAK-token"}"#);
    let refused = || reply(401, json, "LEAK-answer");
    let script_of_replays = [token(), refused(), token(), refused()];
    script.replies.lock().unwrap().extend(script_of_replays);
    said.error(&block_on(client.fetch_thing("t")).unwrap_err());
    said.debug(&client);
    let sent = script.sent.lock().unwrap();
    // The base64 of `LEAK-id:LEAK-secret`.
    let secret = "Basic TEVBSy1pZDpMRUFLLXNlY3JldA==";
    for planted in [
        secret,
        "LEAK-scope",
        "LEAK-name=LEAK-value",
        "/LEAK-path?LEAK-query",
        "Bearer LEAK-token",
    ] {
        assert!(sent.contains(planted), "{planted}: {sent}");
    }
    for text in &said.0 {
        assert!(!text.contains("TEVBSy"), "{text}");
    }
    said.holds_no_marker();
}
