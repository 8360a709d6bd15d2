//! Examples of models, and `new` of what is only received, as `examples.rs` of an emitted crate gives them.

use crate::models::{Conversation, ConversationStatus, Message};
use crate::runtime::{AnyEncode, ReadOnly, encode, example};

example!(ConversationStatus = r#""CLOSED""#);
example!(Conversation {
    id: impl Into<String> = id.into(),
    account_id: impl Into<String> = account_id.into(),
    configuration_id = "CF1".to_owned(),
    ; r#"{"id":"C1","accountId":"AC1","configurationId":"CF1","status":"CLOSED"}"#
});
example!(Message = r#"{"id":1}"#);

fn written(value: &dyn AnyEncode) -> String {
    String::from_utf8(encode(value, ReadOnly::Written).unwrap()).unwrap()
}

#[test]
fn an_example_is_what_its_text_says() {
    assert_eq!(ConversationStatus::example(), ConversationStatus::Closed);
    assert_eq!(
        written(&Conversation::example()),
        r#"{"id":"C1","accountId":"AC1","configurationId":"CF1","status":"CLOSED"}"#
    );
}

#[test]
fn what_is_only_received_is_made_from_what_is_required() {
    let made = Conversation::new("C1", "AC1");
    assert_eq!(
        written(&made),
        r#"{"id":"C1","accountId":"AC1","configurationId":"CF1"}"#
    );
}

#[test]
#[should_panic = "{\"id\":1} is not a specsmith_templates::models::message::Message: id: expected a string, found a number"]
fn an_example_that_does_not_fit_says_why() {
    let _ = Message::example();
}
