//! The models as they are usually written: `serde`'s derive, open enums, unknown members dropped.
#![allow(dead_code, reason = "the fields are decoded, and nobody asks for them")]

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    pub id: String,
    pub account_id: String,
    pub configuration_id: String,
    pub status: Option<ConversationStatus>,
    pub name: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
    pub configuration: Option<ConversationConfiguration>,
    pub participants: Option<Vec<Participant>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConversationStatus {
    Active,
    Inactive,
    Closed,
    #[serde(other)]
    Unrecognized,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationConfiguration {
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub conversation_grouping_type: Option<ConversationGroupingType>,
    pub memory_store_id: Option<String>,
    pub channel_settings: Option<Map<String, Value>>,
    pub status_callbacks: Option<Vec<StatusCallbackConfig>>,
    pub intelligence_configuration_ids: Option<Vec<String>>,
    pub memory_extraction_enabled: Option<bool>,
    pub conversations_v1_bridge: Option<ConversationsV1Bridge>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConversationGroupingType {
    GroupByProfile,
    GroupByParticipantAddresses,
    GroupByParticipantAddressesAndChannelType,
    #[serde(other)]
    Unrecognized,
}

#[derive(Deserialize)]
pub struct StatusCallbackConfig {
    pub url: String,
    pub method: Option<StatusCallbackMethod>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatusCallbackMethod {
    Post,
    Get,
    #[serde(other)]
    Unrecognized,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationsV1Bridge {
    pub service_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Participant {
    pub id: String,
    pub conversation_id: String,
    pub account_id: String,
    pub name: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<ParticipantType>,
    pub profile_id: Option<String>,
    pub addresses: Option<Vec<Address>>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ParticipantType {
    HumanAgent,
    Customer,
    AiAgent,
    Agent,
    Unknown,
    #[serde(other)]
    Unrecognized,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    pub channel: Channel,
    pub address: String,
    pub channel_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Channel {
    Voice,
    Sms,
    Rcs,
    Whatsapp,
    Chat,
    #[serde(other)]
    Unrecognized,
}

#[derive(Debug, Deserialize)]
pub struct Problem {
    pub code: Option<i64>,
    pub message: Option<String>,
    pub more_info: Option<String>,
    pub status: Option<i64>,
}
