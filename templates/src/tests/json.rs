//! Round trips of the specimen models.

use serde_json::{Value, json};

use crate::models::Conversation;
use crate::runtime::{ReadOnly, decode, encode};

fn round_trip(document: &Value) -> Value {
    let text = document.to_string();
    let conversation: Conversation = decode(text.as_bytes()).unwrap();
    let encoded = encode(&conversation, ReadOnly::Written).unwrap();
    serde_json::from_slice(&encoded).unwrap()
}

#[test]
fn keeps_unknown_members() {
    let document =
        json!({"id": "a", "accountId": "b", "configurationId": "c", "more": {"x": [1, 2.5, null]}});
    assert_eq!(round_trip(&document), document);
}
