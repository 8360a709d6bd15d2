//! What the server sent is what you hold: the document's example and its variants, decoded and encoded again.

use super::server::{Reply, Server};
use super::variants::{all, assert_same};
use super::{SID, SMALL, client};
use twilio_conversations::models::{
    Channel, Conversation, ConversationStatus, ParticipantType, StatusCallbackMethod,
};

/// The example of the answer, in the words of the document.
fn example() -> String {
    let document: serde_json::Value =
        serde_yaml::from_str(include_str!("../../../spec/conversations_v2.yaml")).unwrap();
    let answer = &document["paths"]["/v2/Conversations/{Sid}"]["get"]["responses"]["200"];
    let example = &answer["content"]["application/json"]["example"];
    assert!(example.is_object(), "the document has no example");
    serde_json::to_string_pretty(example).unwrap()
}

#[tokio::test]
async fn each_variant_comes_through_the_client_unchanged() {
    for (name, sent) in all(&example()) {
        let server = Server::start([Reply::json(200, &sent)]).await;
        let conversation = client(&server).fetch_conversation(SID).await;
        let conversation = conversation.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_same(name, &sent, &serde_json::to_string(&conversation).unwrap());
    }
}

#[test]
fn each_variant_comes_through_serde_json_unchanged() {
    for (name, sent) in all(&example()) {
        let by_text: Conversation =
            serde_json::from_str(&sent).unwrap_or_else(|error| panic!("{name}: {error}"));
        let by_reader: Conversation = serde_json::from_reader(sent.as_bytes()).unwrap();
        let by_value: Conversation =
            serde_json::from_value(serde_json::from_str(&sent).unwrap()).unwrap();
        assert_eq!(by_text, by_reader, "{name}");
        assert_eq!(by_text, by_value, "{name}");
        assert_eq!(by_text, by_text.clone(), "{name}");
        assert_same(name, &sent, &serde_json::to_string(&by_text).unwrap());
        assert_same(
            name,
            &sent,
            &serde_json::to_string_pretty(&by_reader).unwrap(),
        );
        assert_same(
            name,
            &sent,
            &serde_json::to_value(&by_value).unwrap().to_string(),
        );
    }
}

#[test]
fn unknown_values_are_told_from_known_ones() {
    let text = example()
        .replace("\"SMS\"", "\"EMAIL\"")
        .replace("\"CUSTOMER\"", "\"UNKNOWN\"")
        .replace("\"POST\"", "\"\"");
    let conversation: Conversation = serde_json::from_str(&text).unwrap();
    assert_eq!(conversation.status, Some(ConversationStatus::Active));
    let participant = &conversation.participants.as_ref().unwrap()[0];
    assert_eq!(participant.r#type, Some(ParticipantType::Unknown));
    let channel = &participant.addresses.as_ref().unwrap()[0].channel;
    assert!(matches!(channel, Channel::Unrecognized(text) if text.as_str() == "EMAIL"));
    assert_eq!(
        (channel, channel.as_str()),
        (&Channel::from("EMAIL"), "EMAIL")
    );
    let callbacks = conversation
        .configuration
        .unwrap()
        .status_callbacks
        .unwrap();
    assert!(
        matches!(&callbacks[0].method, Some(StatusCallbackMethod::Unrecognized(text)) if text.as_str().is_empty())
    );
    assert_eq!(Channel::from("SMS"), Channel::Sms);
}

#[test]
fn a_null_is_remembered_until_there_is_a_value() {
    let text = SMALL.replace('{', r#"{"name":null,"#);
    let mut conversation: Conversation = serde_json::from_str(&text).unwrap();
    assert_eq!(conversation.name, None);
    assert!(conversation.extra.is_empty());
    assert_same(
        "null",
        &text,
        &serde_json::to_string(&conversation).unwrap(),
    );
    conversation.name = Some("Ann".to_owned());
    let named = SMALL.replace('{', r#"{"name":"Ann","#);
    assert_same(
        "named",
        &named,
        &serde_json::to_string(&conversation).unwrap(),
    );
}

#[test]
fn timestamps_keep_their_text_and_give_an_instant() {
    let conversation: Conversation = serde_json::from_str(&example()).unwrap();
    let created = conversation.created_at.unwrap();
    assert_eq!(created.as_str(), "2009-07-06T20:30:00Z");
    let since = created
        .instant()
        .unwrap()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    assert_eq!(since.as_secs(), 1_246_912_200);
    let text = SMALL.replace('{', r#"{"createdAt":"yesterday","#);
    let conversation: Conversation = serde_json::from_str(&text).unwrap();
    assert!(conversation.created_at.unwrap().instant().is_err());
}

#[test]
fn a_declared_member_that_is_sent_twice_is_an_error() {
    for twice in [r#""id":"C2","#, r#""status":null,"status":"ACTIVE","#] {
        let text = SMALL.replace('{', &format!("{{{twice}"));
        let decoded = serde_json::from_str::<Conversation>(&text);
        assert!(decoded.is_err(), "{twice}: {decoded:?}");
    }
}
