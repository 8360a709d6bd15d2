//! Calls `fetch_conversation`: the service with the credentials in `TWILIO_ACCOUNT_SID` and `TWILIO_AUTH_TOKEN`,
//! without them a local server that answers from the document's example.
//!
//! ```text
//! cargo run --example fetch_conversation
//! ```

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use twilio_conversations::{BuildError, Client};

/// What the document gives as an example of the answer.
const EXAMPLE: &str = r#"{
  "accountId": "ZGkrHSypTsudrGkmdpJJ",
  "configuration": {
    "displayName": "My Support Config",
    "description": "description",
    "conversationGroupingType": "GROUP_BY_PROFILE",
    "memoryStoreId": "memoryStoreId",
    "channelSettings": {},
    "statusCallbacks": [
      {
        "url": "https://www.example.com",
        "method": "POST"
      }
    ],
    "intelligenceConfigurationIds": [
      "intelligenceConfigurationIds"
    ],
    "memoryExtractionEnabled": false,
    "conversationsV1Bridge": {
      "serviceId": "IS00000000000000000000000000000000"
    }
  },
  "configurationId": "configurationId",
  "createdAt": "2009-07-06T20:30:00Z",
  "id": "id",
  "name": "Miss Christine Morgan",
  "participants": [
    {
      "id": "id",
      "conversationId": "conversationId",
      "accountId": "accountId",
      "name": "name",
      "type": "CUSTOMER",
      "profileId": "profileId",
      "addresses": [
        {
          "channel": "SMS",
          "address": "address",
          "channelId": "channelId"
        }
      ],
      "createdAt": "2009-07-06T20:30:00Z",
      "updatedAt": "2009-07-06T20:30:00Z"
    }
  ],
  "status": "ACTIVE",
  "updatedAt": "2009-07-06T20:30:00Z"
}"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = match Client::from_env() {
        Err(missing @ BuildError::Variable(_)) => {
            println!("{missing}: a local server answers with the document's example");
            local_client()?
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

/// A client of a server on this machine.
fn local_client() -> Result<Client, Box<dyn std::error::Error>> {
    let client = Client::builder().base_url(&serve_example()?).without_credentials().build()?;
    Ok(client)
}

/// Starts a server that answers one request with the example, and gives its URL.
fn serve_example() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        let mut head = BufReader::new(stream.try_clone()?).lines();
        while head.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
        let length = EXAMPLE.len();
        write!(
            stream,
            "HTTP/1.1 200 Example\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{EXAMPLE}"
        )
    });
    Ok(url)
}
