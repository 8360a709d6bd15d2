//! The program that every user begins with, word for word, against a server.

use super::server::{Reply, Server};
use super::{PROBLEM, SMALL};

/// What a user writes.
mod user {
    use std::time::Duration;
    use twilio_conversations::{Client, Error, FetchConversationError, models::Conversation};

    pub(super) async fn demo(
        base_url: &str,
        sid: &str,
    ) -> Result<String, Box<dyn std::error::Error>> {
        let client = Client::builder()
            .basic_auth("SK…", "secret")
            .base_url(base_url)
            .build()?;

        let conversation: Conversation = client.fetch_conversation(sid).await?;

        let response = client
            .fetch_conversation(sid)
            .timeout(Duration::from_secs(5))
            .send()
            .await?;
        println!(
            "{} {:?}",
            response.status(),
            response.header("twilio-request-id")
        );
        assert_eq!(conversation, *response.body());

        match client.fetch_conversation("missing").await {
            Ok(_) => Ok("found".to_owned()),
            Err(error) if error.is_not_found() => Ok("not found".to_owned()),
            Err(Error::Api(response)) => match response.body() {
                FetchConversationError::TooManyRequests(problem) => {
                    Ok(format!("later: {:?}", problem.message))
                }
                FetchConversationError::Unexpected { .. } => {
                    Ok(format!("unexpected: {}", response.status()))
                }
                _ => Ok("another status".to_owned()),
            },
            Err(other) => Err(other.into()),
        }
    }
}

#[tokio::test]
async fn the_first_program_works() {
    let busy = Reply::with(
        429,
        &[
            ("content-type", "application/json"),
            ("retry-after", "3600"),
        ],
        PROBLEM,
    );
    for (last, outcome) in [
        (Reply::json(200, SMALL), "found"),
        (Reply::json(404, PROBLEM), "not found"),
        (Reply::new(404, "text/html", "<h1>"), "not found"),
        (busy, "later: Some(\"gone\")"),
        (
            Reply::new(418, "text/html", "<h1>"),
            "unexpected: 418 I'm a teapot",
        ),
        (
            Reply::new(400, "text/html", "<h1>"),
            "unexpected: 400 Bad Request",
        ),
        (Reply::json(400, PROBLEM), "another status"),
    ] {
        let server = Server::start([Reply::json(200, SMALL), Reply::json(200, SMALL), last]).await;
        assert_eq!(user::demo(&server.url(), "C1").await.unwrap(), outcome);
        let targets: Vec<String> = server
            .seen()
            .iter()
            .map(|seen| seen.target().to_owned())
            .collect();
        assert_eq!(
            targets,
            [
                "/v2/Conversations/C1",
                "/v2/Conversations/C1",
                "/v2/Conversations/missing"
            ]
        );
    }
    let server = Server::always(Reply::json(200, "[]")).await;
    let error = user::demo(&server.url(), "C1").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "FetchConversation: 200: expected an object, found an array"
    );
}
