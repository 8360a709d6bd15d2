//! What the types promise: they cross threads, they are small.

use std::mem::size_of;

use twilio_conversations::models::{
    Address, Conversation, ConversationConfiguration, ConversationStatus, Participant, Problem,
};
use twilio_conversations::{
    AnyError, BuildError, Call, Client, ClientBuilder, Credential, DecodeError, Error, Extra,
    Fault, FetchConversationError, Fetching, NoAnswer, RequestError, Response, Sending, Timeout,
    Timestamp, TransportError, Unexpected, UnknownText, Unreadable,
};

fn shared<T: Send + Sync + 'static>() {}
fn sent<T: Send + 'static>() {}
fn error<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn everything_crosses_threads() {
    shared::<(Client, ClientBuilder, Credential)>();
    shared::<Call<Conversation, FetchConversationError>>();
    shared::<(Response<Conversation>, Unexpected, FetchConversationError)>();
    shared::<(
        Conversation,
        ConversationConfiguration,
        Participant,
        Address,
        Problem,
    )>();
    shared::<(ConversationStatus, UnknownText, Timestamp, Extra)>();
    sent::<Sending<Conversation, FetchConversationError>>();
    sent::<Fetching<Conversation, FetchConversationError>>();
    error::<Error<FetchConversationError>>();
}

#[test]
fn errors_are_errors() {
    error::<AnyError>();
    error::<BuildError>();
    error::<RequestError>();
    error::<DecodeError>();
    error::<TransportError>();
    error::<Unreadable>();
    error::<Fault>();
    shared::<(NoAnswer<Timeout>, NoAnswer<TransportError>)>();
}

#[test]
fn what_is_passed_around_is_small() {
    assert!(size_of::<Error<FetchConversationError>>() <= 32);
    assert!(size_of::<AnyError>() <= 16);
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    assert_eq!(
        size_of::<Call<Conversation, FetchConversationError>>(),
        size_of::<usize>()
    );
    assert!(size_of::<Sending<Conversation, FetchConversationError>>() <= 16);
    assert!(size_of::<Fetching<Conversation, FetchConversationError>>() <= 16);
    assert_eq!(size_of::<Extra>(), size_of::<usize>());
}

#[tokio::test]
async fn a_call_outlives_its_client_and_its_arguments() {
    let server = super::Server::start([super::Reply::json(200, super::SMALL)]).await;
    let call = {
        let sid = String::from("C1");
        super::client(&server).fetch_conversation(&sid)
    };
    let task = tokio::spawn(async move { call.await.map(|conversation| conversation.id) });
    assert_eq!(task.await.unwrap().unwrap(), "C1");
}
