//! Calls `fetch_conversation`: the service with the credentials in `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`,
//! without them a local server that answers with an example.
//!
//! ```text
//! cargo run --example fetch_conversation --features test-util
//! ```

use twilio_conversations::{BuildError, Client, TestServer};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server;
    let client = match Client::from_env() {
        Err(missing @ BuildError::Variable(_)) => {
            println!("{missing}: a local server answers with an example");
            server = TestServer::start()?;
            server.builder().build()?
        }
        client => client?,
    };
    let sid = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2".into());
    let answer = client.fetch_conversation(&sid).await?;
    println!("{answer:#?}");
    Ok(())
}
