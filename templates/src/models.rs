//! What the API sends and receives.

mod message;

pub use message::{
    ContentText, ContentTranscription, Labels, Message, MessageChange, MessageContent,
    MessageSubject, Priority,
};

use crate::runtime::{Extra, JsonObject, Timestamp, UnknownText, empty, fields, texts};

/// A conversation: its state, its settings and who takes part.
#[non_exhaustive]
pub struct Conversation {
    /// Id of the conversation, such as `conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2`.
    pub id: String,
    /// Account that owns the conversation, such as `ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`.
    pub account_id: String,
    /// Configuration in use, such as `conv_configuration_01k1etk2y5f1y9fpe2epfdtvv2`.
    pub configuration_id: String,
    /// State in its life.
    pub status: Option<ConversationStatus>,
    /// Display name, such as `Customer Support Chat`. Personal data.
    pub name: Option<String>,
    /// When it was created, such as `2023-07-01T12:00:00Z`.
    pub created_at: Option<Timestamp>,
    /// When it was last changed, such as `2023-07-01T12:30:00Z`.
    pub updated_at: Option<Timestamp>,
    /// Settings in effect.
    pub configuration: Option<ConversationConfiguration>,
    /// Who takes part.
    pub participants: Option<Vec<Participant>>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Conversation {
    id = "id",
    account_id = "accountId",
    configuration_id = "configurationId",
    status = "status",
    name = "name" redacted,
    created_at = "createdAt",
    updated_at = "updatedAt",
    configuration = "configuration",
    participants = "participants",
});

/// State of a [`Conversation`] in its life.
#[non_exhaustive]
pub enum ConversationStatus {
    /// `ACTIVE`
    Active,
    /// `INACTIVE`
    Inactive,
    /// `CLOSED`
    Closed,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ConversationStatus { Active = "ACTIVE", Inactive = "INACTIVE", Closed = "CLOSED" ; Unrecognized });

/// Settings of a [`Conversation`].
#[non_exhaustive]
pub struct ConversationConfiguration {
    /// Label: at most 32 letters, digits, spaces, `-` and `_`.
    pub display_name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// How messages are folded into one conversation.
    pub conversation_grouping_type: Option<ConversationGroupingType>,
    /// Store that profiles are resolved with (`mem_store_…`).
    pub memory_store_id: Option<String>,
    /// Settings by channel.
    pub channel_settings: Option<JsonObject>,
    /// Webhooks that are told of changes of state; at most 20.
    pub status_callbacks: Option<Vec<StatusCallbackConfig>>,
    /// Intelligence configurations in use; at most 5.
    pub intelligence_configuration_ids: Option<Vec<String>>,
    /// Whether memories are extracted; `false` when absent.
    pub memory_extraction_enabled: Option<bool>,
    /// Link to a service of version 1.
    pub conversations_v1_bridge: Option<ConversationsV1Bridge>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ConversationConfiguration {
    display_name = "displayName",
    description = "description",
    conversation_grouping_type = "conversationGroupingType",
    memory_store_id = "memoryStoreId",
    channel_settings = "channelSettings",
    status_callbacks = "statusCallbacks",
    intelligence_configuration_ids = "intelligenceConfigurationIds",
    memory_extraction_enabled = "memoryExtractionEnabled",
    conversations_v1_bridge = "conversationsV1Bridge",
});

/// How messages are folded into one conversation.
#[non_exhaustive]
pub enum ConversationGroupingType {
    /// `GROUP_BY_PROFILE`: by the customer's profile.
    GroupByProfile,
    /// `GROUP_BY_PARTICIPANT_ADDRESSES`: by the set of addresses, over all channels.
    GroupByParticipantAddresses,
    /// `GROUP_BY_PARTICIPANT_ADDRESSES_AND_CHANNEL_TYPE`: by the set of addresses and the channel.
    GroupByParticipantAddressesAndChannelType,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ConversationGroupingType {
    GroupByProfile = "GROUP_BY_PROFILE",
    GroupByParticipantAddresses = "GROUP_BY_PARTICIPANT_ADDRESSES",
    GroupByParticipantAddressesAndChannelType = "GROUP_BY_PARTICIPANT_ADDRESSES_AND_CHANNEL_TYPE" ; Unrecognized });

/// A webhook that is told of changes of state.
#[non_exhaustive]
pub struct StatusCallbackConfig {
    /// Where it is sent.
    pub url: String,
    /// How it is sent; `POST` when absent.
    pub method: Option<StatusCallbackMethod>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(StatusCallbackConfig { url = "url", method = "method" });

/// HTTP method of a [`StatusCallbackConfig`].
#[non_exhaustive]
pub enum StatusCallbackMethod {
    /// `POST`
    Post,
    /// `GET`
    Get,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(StatusCallbackMethod { Post = "POST", Get = "GET" ; Unrecognized });

/// Link to a service of version 1.
#[non_exhaustive]
pub struct ConversationsV1Bridge {
    /// SID of the service: `IS` and 32 hexadecimal digits in lower case.
    pub service_id: String,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ConversationsV1Bridge { service_id = "serviceId" });

/// Someone who takes part in a [`Conversation`].
#[non_exhaustive]
pub struct Participant {
    /// Id of the participant (`conv_participant_…`).
    pub id: String,
    /// Conversation that this is a participant of.
    pub conversation_id: String,
    /// Account that owns the conversation.
    pub account_id: String,
    /// Display name. Personal data.
    pub name: Option<String>,
    /// Role.
    pub r#type: Option<ParticipantType>,
    /// Profile of a customer (`mem_profile_…`). Personal data.
    pub profile_id: Option<String>,
    /// Where the participant is reached.
    pub addresses: Option<Vec<Address>>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Participant {
    id = "id",
    conversation_id = "conversationId",
    account_id = "accountId",
    name = "name" redacted,
    r#type = "type",
    profile_id = "profileId" redacted,
    addresses = "addresses",
    created_at = "createdAt",
    updated_at = "updatedAt",
});

/// Role of a [`Participant`].
#[non_exhaustive]
pub enum ParticipantType {
    /// `HUMAN_AGENT`
    HumanAgent,
    /// `CUSTOMER`
    Customer,
    /// `AI_AGENT`
    AiAgent,
    /// `AGENT`
    Agent,
    /// `UNKNOWN`
    Unknown,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ParticipantType { HumanAgent = "HUMAN_AGENT", Customer = "CUSTOMER", AiAgent = "AI_AGENT", Agent = "AGENT", Unknown = "UNKNOWN" ; Unrecognized });

/// Where a [`Participant`] is reached.
#[non_exhaustive]
pub struct Address {
    /// Channel.
    pub channel: Channel,
    /// Phone number, `whatsapp:…`, mail address or other address in the channel. Personal data.
    pub address: String,
    /// Id in the channel.
    pub channel_id: Option<String>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Address { channel = "channel", address = "address" redacted, channel_id = "channelId" });

/// Channel of an [`Address`].
#[non_exhaustive]
pub enum Channel {
    /// `VOICE`
    Voice,
    /// `SMS`
    Sms,
    /// `RCS`
    Rcs,
    /// `WHATSAPP`
    Whatsapp,
    /// `CHAT`
    Chat,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(Channel { Voice = "VOICE", Sms = "SMS", Rcs = "RCS", Whatsapp = "WHATSAPP", Chat = "CHAT" ; Unrecognized });

/// What the API says about an error.
#[non_exhaustive]
pub struct Problem {
    /// Twilio's code of the error, such as 20404.
    pub code: Option<i64>,
    /// What is wrong.
    pub message: Option<String>,
    /// Where to read more.
    pub more_info: Option<String>,
    /// HTTP status code.
    pub status: Option<i64>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Problem { code = "code", message = "message", more_info = "more_info", status = "status" });

pub use crate::things::{CreateThing, Job, Thing, ThingFilter, ThingPage, ThingState};
