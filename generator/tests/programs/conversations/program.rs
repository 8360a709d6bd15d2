//! What a user writes beyond the first GET: creates, patches, deletes and lists, against a server of its own.

mod server;

use conversations::models::{ConversationStatus, CreateConversation, CreateParticipant, CreateParticipantType, PatchConversation};
use conversations::{AnyError, Client, CreateConversationWithConfigError, Error, Patch};
use serde_json::{Value, json};
use server::{Reply, Server};

type Anything = Result<(), Box<dyn std::error::Error>>;

const CONVERSATION: &str = r#"{"id":"C1","accountId":"AC1","configurationId":"conv_configuration_1","status":"ACTIVE","name":"x"}"#;
const PROBLEM: &str = r#"{"code":20409,"message":"in the way"}"#;

#[tokio::main]
async fn main() -> Anything {
    create().await?;
    create_fails().await?;
    patch().await?;
    delete().await?;
    list().await?;
    together().await?;
    println!("all of it works");
    Ok(())
}

fn client(server: &Server) -> Result<Client, conversations::BuildError> {
    Client::builder().basic_auth("SK…", "secret").base_url(server.url()).build()
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or(Value::Null)
}

async fn create() -> Anything {
    let server = Server::start(vec![Reply::json(201, CONVERSATION), Reply::json(201, CONVERSATION)])?;
    let client = client(&server)?;

    let conversation = client.create_conversation_with_config(CreateConversation::new("conv_configuration_1").name("x")).await?;
    assert_eq!(conversation.status, Some(ConversationStatus::Active));

    let customer = CreateParticipant::new().r#type(CreateParticipantType::Customer).profile_id("mem_profile_1");
    let mut other = CreateParticipant::new().r#type("BOT".into());
    other.extra.insert("shoeSize", 43);
    let body = CreateConversation::new("conv_configuration_2")
        .participants(vec![customer, other])
        .metadata([("colour".to_owned(), "deep \"blue\"\n".to_owned())].into());
    let response = client.create_conversation_with_config(body).send().await?;
    assert_eq!(response.status().as_u16(), 201);

    let [first, second] = server.seen().try_into().map_err(|_| "two requests")?;
    assert_eq!(first.line, "POST /v2/Conversations HTTP/1.1");
    assert_eq!(first.header("content-type"), Some("application/json"));
    assert_eq!(first.header("authorization"), Some("Basic U0vigKY6c2VjcmV0"));
    assert_eq!(parsed(&first.body), json!({ "configurationId": "conv_configuration_1", "name": "x" }));
    let expected = json!({
        "configurationId": "conv_configuration_2",
        "participants": [{ "type": "CUSTOMER", "profileId": "mem_profile_1" }, { "type": "BOT", "shoeSize": 43 }],
        "metadata": { "colour": "deep \"blue\"\n" },
    });
    assert_eq!(parsed(&second.body), expected);
    Ok(())
}

async fn create_fails() -> Anything {
    let headers = "content-type: application/json\r\nx-conflicting-resource-id: C7\r\n";
    let server = Server::start(vec![Reply::with(409, headers, PROBLEM), Reply::json(503, PROBLEM)])?;
    let client = client(&server)?;

    let error = client.create_conversation_with_config(CreateConversation::new("c")).await.unwrap_err();
    assert!(error.is_conflict());
    let Error::Api(response) = &error else { return Err(error.into()) };
    assert_eq!(response.header("x-conflicting-resource-id"), Some("C7"));
    let CreateConversationWithConfigError::Conflict(problem) = response.body() else { return Err(error.into()) };
    assert_eq!((problem.code, problem.message.as_deref()), (Some(20409), Some("in the way")));

    // Sending a POST twice may create two: the failure is the caller's, at the first attempt.
    let error = client.create_conversation_with_config(CreateConversation::new("c")).await.unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), error.attempts()), (Some(503), 1));
    assert_eq!(server.seen().len(), 2);
    Ok(())
}

async fn patch() -> Anything {
    let server = Server::start(vec![Reply::json(200, CONVERSATION); 4])?;
    let (client, sid) = (client(&server)?, "C1");

    client.patch_conversation_by_id(sid, PatchConversation::new().name(Patch::Clear)).await?;
    client.patch_conversation_by_id(sid, PatchConversation::new().name("y")).await?;
    client.patch_conversation_by_id(sid, PatchConversation::new().name(Patch::Leave).status(ConversationStatus::Closed)).await?;
    let metadata = [("kept".to_owned(), Some("1".to_owned())), ("gone".to_owned(), None)].into();
    client.patch_conversation_by_id(sid, PatchConversation::new().metadata(metadata)).await?;

    let sent: Vec<Value> = server.seen().iter().map(|request| parsed(&request.body)).collect();
    let expected =
        [json!({ "name": null }), json!({ "name": "y" }), json!({ "status": "CLOSED" }), json!({ "metadata": { "kept": "1", "gone": null } })];
    assert_eq!(sent, expected);
    assert!(server.seen().iter().all(|request| request.line == "PATCH /v2/Conversations/C1 HTTP/1.1"));
    Ok(())
}

async fn delete() -> Anything {
    let headers = "content-type: application/json\r\noperation-id: OP1\r\nretry-after: 5\r\nlocation: /v2/Operations/OP1\r\n";
    let accepted = r#"{"statusUrl":"https://conversations.twilio.com/v2/Operations/OP1","related":null,"since":"now"}"#;
    let server = Server::start(vec![Reply::with(202, headers, accepted), Reply::json(503, ""), Reply::with(202, headers, accepted)])?;
    let client = client(&server)?;

    let accepted = client.delete_conversation_async("C1").send().await?;
    assert_eq!((accepted.status().as_u16(), accepted.header("operation-id")), (202, Some("OP1")));
    assert_eq!(accepted.header("location"), Some("/v2/Operations/OP1"));
    assert_eq!(accepted.retry_after(), Some(std::time::Duration::from_secs(5)));
    assert!(accepted.body().status_url.ends_with("/OP1"));
    assert_eq!(accepted.body().extra.get("since"), Some(&json!("now")));

    // The second one fails once: the same key says to the server that it is the same request.
    let again = client.delete_conversation_async("C1").idempotency_key("0e0c7a3e-5a55-4f8b-9d3c-0d2b8f6a1a11").send().await?;
    assert_eq!(again.attempts(), 2);
    let seen = server.seen();
    let keys: Vec<Option<&str>> = seen.iter().map(|request| request.header("idempotency-key")).collect();
    assert_eq!(seen[0].line, "DELETE /v2/Conversations/C1 HTTP/1.1");
    assert_eq!(keys[0].map(str::len), Some(36), "a key is made for those who give none");
    assert_eq!(keys[1..], [Some("0e0c7a3e-5a55-4f8b-9d3c-0d2b8f6a1a11"); 2]);
    Ok(())
}

async fn list() -> Anything {
    let page = format!(r#"{{"conversations":[{CONVERSATION}],"meta":{{"key":"conversations","pageSize":1,"nextToken":"t 2"}}}}"#);
    let last = r#"{"conversations":[],"meta":{"key":"conversations","pageSize":0}}"#;
    let server = Server::start(vec![Reply::json(200, &page), Reply::json(200, last)])?;
    let client = client(&server)?;

    let states = [ConversationStatus::Active, ConversationStatus::from("ARCHIVED & gone")];
    let page = client.list_conversation_by_account().page_size(50).status(&states).await?;
    assert_eq!((page.conversations.len(), page.meta.next_token.as_deref()), (1, Some("t 2")));
    let token = page.meta.next_token.unwrap_or_default();
    let page = client.list_conversation_by_account().page_size(50).page_token(&token).await?;
    assert_eq!(page.meta.next_token, None);

    let lines: Vec<String> = server.seen().into_iter().map(|request| request.line).collect();
    let expected = [
        "GET /v2/Conversations?status=ACTIVE&status=ARCHIVED%20%26%20gone&pageSize=50 HTTP/1.1",
        "GET /v2/Conversations?pageSize=50&pageToken=t%202 HTTP/1.1",
    ];
    assert_eq!(lines, expected);
    Ok(())
}

/// Different operations under one `?`.
async fn together() -> Anything {
    async fn rename_all(client: &Client) -> Result<usize, AnyError> {
        let page = client.list_conversation_by_account().await?;
        for conversation in &page.conversations {
            let name = Patch::Set(format!("{} of {}", conversation.id, page.meta.page_size));
            client.patch_conversation_by_id(&conversation.id, PatchConversation::new().name(name)).await?;
        }
        Ok(page.conversations.len())
    }
    let page = format!(r#"{{"conversations":[{CONVERSATION}],"meta":{{"key":"conversations","pageSize":1}}}}"#);
    let server = Server::start(vec![Reply::json(200, &page), Reply::json(404, PROBLEM)])?;
    let Err(error) = rename_all(&client(&server)?).await else { return Err("the patch must fail".into()) };
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), "PatchConversationById: 404 Not Found, code 20409");
    assert_eq!(parsed(&server.seen()[1].body), json!({ "name": "C1 of 1" }));
    Ok(())
}
