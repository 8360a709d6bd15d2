//! The crate of this repository on the wire: calls over real sockets to a server of our own, from what is sent to what comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod answers;
mod credentials;
mod faults;
mod guarantees;
mod paths;
mod program;
mod redirects;
mod request;
mod secrets;
mod slow;
mod values;
mod variants;

// The server with which the runtime itself is tested.
#[allow(dead_code, reason = "each test program uses its own part of this")]
#[path = "../../../templates/src/tests/server.rs"]
mod server;

use std::time::Duration;

use server::{Reply, Server};
use twilio_conversations::{Client, ClientBuilder, Error, FetchConversationError, Response};

/// An id as Twilio makes them.
const SID: &str = "conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2";

/// The smallest conversation that the document allows.
const SMALL: &str = r#"{"id":"C1","accountId":"AC1","configurationId":"CF1"}"#;

/// An error of the service.
const PROBLEM: &str =
    r#"{"code":20404,"message":"gone","more_info":"https://e.test/20404","status":404}"#;

/// A builder for a server, with credentials, one attempt, and more patience than any test should need.
fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .basic_auth("SK1", "secret")
        .max_attempts(1)
        .attempt_timeout(Duration::from_secs(60))
}

/// A client for a server.
fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

/// The error of a call that is answered like this.
async fn error_of(reply: Reply) -> Error<FetchConversationError> {
    let server = Server::start([reply]).await;
    client(&server).fetch_conversation(SID).await.unwrap_err()
}

/// The response within an error of the API.
fn api(error: &Error<FetchConversationError>) -> &Response<FetchConversationError> {
    match error {
        Error::Api(response) => response,
        other => panic!("an error of the API was expected: {other:?}"),
    }
}
