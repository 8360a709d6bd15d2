//! Messages: every form of the macros that conversations do not need.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Address, Channel};
use crate::runtime::{
    Extra, Number, Patch, Timestamp, UnknownNumber, empty, fields, numbers, tagged, untagged,
};

/// A message in a [`Conversation`](super::Conversation).
#[non_exhaustive]
pub struct Message {
    /// Id.
    pub id: String,
    /// What it says.
    pub content: MessageContent,
    /// Note; always there, and `null` when there is none.
    pub note: Option<String>,
    /// Who may read it.
    pub token: Option<String>,
    /// How soon it should be read.
    pub priority: Option<Priority>,
    /// Latitude and longitude.
    pub position: Option<(f64, f64)>,
    /// Price, to any precision.
    pub price: Option<Number>,
    /// Size in octets.
    pub size: u64,
    /// How likely it is unwanted.
    pub score: Option<f64>,
    /// What it answers to.
    pub reply_to: Option<Box<Message>>,
    /// Names and values of the customer.
    pub metadata: Option<BTreeMap<String, String>>,
    /// Who or what it is about.
    pub subject: Option<MessageSubject>,
    /// Anything.
    pub payload: Value,
    /// Anything, or nothing.
    pub context: Option<Value>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Message {
    id = "id",
    content = "content",
    note = "note" nullable,
    token = "token" redacted read_only,
    priority = "priority",
    position = "position",
    price = "price",
    size = "size",
    score = "score",
    reply_to = "replyTo",
    metadata = "metadata",
    subject = "subject",
    payload = "payload",
    context = "context",
});

/// What a [`Message`] says.
#[non_exhaustive]
pub enum MessageContent {
    /// `TEXT`
    Text(ContentText),
    /// `TRANSCRIPTION`, `SUMMARY`
    Transcription(Box<ContentTranscription>),
    /// A kind that the document does not list, as it was sent.
    Unrecognized(Value),
}

tagged!(MessageContent by "type" {
    Text(ContentText) = "TEXT",
    Transcription(Box<ContentTranscription>) = "TRANSCRIPTION" | "SUMMARY" ;
    Unrecognized
});

/// Written text.
#[non_exhaustive]
pub struct ContentText {
    /// The text. Personal data.
    pub text: String,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ContentText { text = "text" redacted });

/// Spoken text.
#[non_exhaustive]
pub struct ContentTranscription {
    /// What it is.
    pub r#type: String,
    /// Messages that were made of it.
    pub parts: Option<Vec<Message>>,
    /// Members that the document does not describe.
    pub more: Extra,
    /// Whether there are others.
    pub extra: Option<bool>,
}

fields!(ContentTranscription { r#type = "type", parts = "parts", extra = "extra" ; extra = more });

/// How soon a [`Message`] should be read.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Priority {
    /// `-1`
    Low,
    /// `1`
    High,
    /// A number that the document does not list, as it was sent.
    Unrecognized(UnknownNumber),
}

numbers!(Priority { Low = -1, High = 1 ; Unrecognized });

/// Who or what a [`Message`] is about.
#[non_exhaustive]
pub enum MessageSubject {
    /// Someone who takes part.
    Address(Address),
    /// Settings by name.
    Labels(Labels),
    /// A message.
    Message(Box<Message>),
    /// Several.
    Several(Vec<MessageSubject>),
    /// A number of a ticket.
    Ticket(i64),
    /// A channel.
    Channel(Channel),
    /// Anything else, as it was sent.
    Unrecognized(Value),
}

untagged!(MessageSubject {
    Address(Address),
    Labels(Labels),
    Message(Box<Message>),
    Several(Vec<MessageSubject>),
    Ticket(i64),
    Channel(Channel) ;
    Unrecognized
});

/// Labels, some of which have a meaning.
#[non_exhaustive]
pub struct Labels {
    /// Who set them.
    pub owner: Option<String>,
    /// When they end.
    pub until: Option<Timestamp>,
    /// Other members.
    pub additional_properties: BTreeMap<String, i64>,
    /// Members that were `null`.
    pub extra: Extra,
}

fields!(Labels { owner = "owner", until = "until" ; ..additional_properties });

/// A change of a [`Message`].
#[non_exhaustive]
pub struct MessageChange {
    /// New note.
    pub note: Patch<String>,
    /// New channels.
    pub channels: Patch<Vec<Channel>>,
    /// New size.
    pub size: Option<i64>,
}

fields!(MessageChange { note = "note", channels = "channels", size = "size" ; closed });
