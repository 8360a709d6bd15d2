//! What the API sends and receives.

use crate::runtime::{Extra, JsonObject, Timestamp, UnknownText, empty, fields, texts};

/// A conversation: its state, its settings, and who takes part.
#[non_exhaustive]
pub struct Conversation {
    /// Id of the conversation.
    ///
    /// Example: `conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2`.
    pub id: String,
    /// Account that owns the conversation.
    ///
    /// Example: `ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`.
    pub account_id: String,
    /// Configuration that the conversation was made with.
    ///
    /// Example: `conv_configuration_01k1etk2y5f1y9fpe2epfdtvv2`.
    pub configuration_id: String,
    /// Where a conversation is in its life.
    pub status: Option<ConversationStatus>,
    /// Display name.
    ///
    /// Not shown by `Debug`.
    ///
    /// Example: `Customer Support Chat`.
    pub name: Option<String>,
    /// When the conversation was created.
    ///
    /// Example: `2023-07-01T12:00:00Z`.
    pub created_at: Option<Timestamp>,
    /// When the conversation last changed.
    ///
    /// Example: `2023-07-01T12:30:00Z`.
    pub updated_at: Option<Timestamp>,
    /// The settings in effect for a conversation.
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

/// Where a conversation is in its life.
///
/// Example: `ACTIVE`.
#[non_exhaustive]
pub enum ConversationStatus {
    /// `ACTIVE`.
    Active,
    /// `INACTIVE`.
    Inactive,
    /// `CLOSED`.
    Closed,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ConversationStatus {
    Active = "ACTIVE",
    Inactive = "INACTIVE",
    Closed = "CLOSED",
    ; Unrecognized
});

/// The settings in effect for a conversation.
#[non_exhaustive]
pub struct ConversationConfiguration {
    /// Label for people.
    ///
    /// At most 32 characters; matches `^[a-zA-Z0-9_ -]+$`.
    pub display_name: Option<String>,
    /// What the configuration is for.
    pub description: Option<String>,
    /// What decides that messages belong to the same conversation.
    pub conversation_grouping_type: Option<ConversationGroupingType>,
    /// Memory store (`mem_store_…`) in which profiles of customers are looked up.
    pub memory_store_id: Option<String>,
    /// Settings by channel.
    pub channel_settings: Option<JsonObject>,
    /// Webhooks that hear of changes of state.
    ///
    /// At most 20 items.
    pub status_callbacks: Option<Vec<StatusCallbackConfig>>,
    /// Configurations that analyse the conversation.
    ///
    /// At most 5 items.
    pub intelligence_configuration_ids: Option<Vec<String>>,
    /// Whether the conversation adds to what is remembered of the customer.
    ///
    /// `false` when absent.
    pub memory_extraction_enabled: Option<bool>,
    /// Link to a service of Conversations v1.
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

/// What decides that messages belong to the same conversation.
#[non_exhaustive]
pub enum ConversationGroupingType {
    /// `GROUP_BY_PROFILE`: The customer's profile.
    GroupByProfile,
    /// `GROUP_BY_PARTICIPANT_ADDRESSES`: The addresses that take part, over all channels.
    GroupByParticipantAddresses,
    /// `GROUP_BY_PARTICIPANT_ADDRESSES_AND_CHANNEL_TYPE`: The addresses that take part, for each channel apart.
    GroupByParticipantAddressesAndChannelType,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ConversationGroupingType {
    GroupByProfile = "GROUP_BY_PROFILE",
    GroupByParticipantAddresses = "GROUP_BY_PARTICIPANT_ADDRESSES",
    GroupByParticipantAddressesAndChannelType = "GROUP_BY_PARTICIPANT_ADDRESSES_AND_CHANNEL_TYPE",
    ; Unrecognized
});

/// A webhook that hears of changes of state.
#[non_exhaustive]
pub struct StatusCallbackConfig {
    /// Where the request goes.
    ///
    /// Format `uri`.
    pub url: String,
    /// HTTP method of the request to a webhook.
    pub method: Option<StatusCallbackMethod>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(StatusCallbackConfig { url = "url", method = "method" });

/// HTTP method of the request to a webhook.
///
/// `POST` when absent.
#[non_exhaustive]
pub enum StatusCallbackMethod {
    /// `POST`.
    Post,
    /// `GET`.
    Get,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(StatusCallbackMethod { Post = "POST", Get = "GET" ; Unrecognized });

/// Link to a service of Conversations v1.
#[non_exhaustive]
pub struct ConversationsV1Bridge {
    /// SID of the service.
    ///
    /// Matches `^IS[0-9a-f]{32}$`.
    pub service_id: String,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ConversationsV1Bridge { service_id = "serviceId" });

/// Someone, or something, that takes part in a conversation.
#[non_exhaustive]
pub struct Participant {
    /// Id of the participant (`conv_participant_…`).
    pub id: String,
    /// Conversation that the participant belongs to.
    pub conversation_id: String,
    /// Account that owns the conversation.
    pub account_id: String,
    /// Display name.
    ///
    /// Not shown by `Debug`.
    pub name: Option<String>,
    /// Role of a participant.
    pub r#type: Option<ParticipantType>,
    /// Profile (`mem_profile_…`) of a participant who is a customer.
    ///
    /// Not shown by `Debug`.
    pub profile_id: Option<String>,
    /// Where the participant is reached.
    pub addresses: Option<Vec<Address>>,
    /// When the participant was added.
    pub created_at: Option<Timestamp>,
    /// When the participant last changed.
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

/// Role of a participant.
#[non_exhaustive]
pub enum ParticipantType {
    /// `HUMAN_AGENT`.
    HumanAgent,
    /// `CUSTOMER`.
    Customer,
    /// `AI_AGENT`.
    AiAgent,
    /// `AGENT`.
    Agent,
    /// `UNKNOWN`.
    Unknown,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ParticipantType {
    HumanAgent = "HUMAN_AGENT",
    Customer = "CUSTOMER",
    AiAgent = "AI_AGENT",
    Agent = "AGENT",
    Unknown = "UNKNOWN",
    ; Unrecognized
});

/// Where a participant is reached on one channel.
#[non_exhaustive]
pub struct Address {
    /// Channel of communication.
    pub channel: Channel,
    /// Address in the form of the channel: a phone number in E.164, `whatsapp:+…`, `rcs:…`, or a
    /// text of your own.
    ///
    /// Not shown by `Debug`.
    pub address: String,
    /// Id on the side of the channel (such as `SM…`).
    pub channel_id: Option<String>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Address { channel = "channel", address = "address" redacted, channel_id = "channelId" });

/// Channel of communication.
#[non_exhaustive]
pub enum Channel {
    /// `VOICE`.
    Voice,
    /// `SMS`.
    Sms,
    /// `RCS`.
    Rcs,
    /// `WHATSAPP`.
    Whatsapp,
    /// `CHAT`.
    Chat,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(Channel {
    Voice = "VOICE",
    Sms = "SMS",
    Rcs = "RCS",
    Whatsapp = "WHATSAPP",
    Chat = "CHAT",
    ; Unrecognized
});

/// What went wrong, in the words of the service.
#[non_exhaustive]
pub struct Problem {
    /// Code from Twilio's catalogue of errors.
    ///
    /// Format `int32`.
    ///
    /// Example: `20404`.
    pub code: Option<i64>,
    /// What went wrong.
    pub message: Option<String>,
    /// URL of a page about the error.
    pub more_info: Option<String>,
    /// HTTP status of the answer.
    ///
    /// Format `int32`.
    ///
    /// Example: `404`.
    pub status: Option<i64>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Problem { code = "code", message = "message", more_info = "more_info", status = "status" });
