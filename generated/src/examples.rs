//! Examples of the models, for tests.

use crate::models::*;
use crate::runtime::example;

example!(Conversation {
    id: impl Into<String> = id.into(),
    account_id: impl Into<String> = account_id.into(),
    configuration_id: impl Into<String> = configuration_id.into(),
    ; r#"{"id":"conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2","accountId":"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","configurationId":"conv_configuration_01k1etk2y5f1y9fpe2epfdtvv2","status":"ACTIVE","name":"Customer Support Chat","createdAt":"2023-07-01T12:00:00Z","updatedAt":"2023-07-01T12:30:00Z","configuration":{},"participants":[{"id":"text","conversationId":"text","accountId":"text"}]}"#
});

example!(ConversationStatus = r#""ACTIVE""#);

example!(ConversationConfiguration {
    ; r#"{"displayName":"text","description":"text","conversationGroupingType":"GROUP_BY_PROFILE","memoryStoreId":"text","channelSettings":{},"statusCallbacks":[{"url":"https://example.com/"}],"intelligenceConfigurationIds":["text"],"memoryExtractionEnabled":false,"conversationsV1Bridge":{"serviceId":"text"}}"#
});

example!(ConversationGroupingType = r#""GROUP_BY_PROFILE""#);

example!(StatusCallbackConfig {
    url: impl Into<String> = url.into(),
    ; r#"{"url":"https://example.com/","method":"POST"}"#
});

example!(StatusCallbackMethod = r#""POST""#);

example!(ConversationsV1Bridge {
    service_id: impl Into<String> = service_id.into(),
    ; r#"{"serviceId":"text"}"#
});

example!(Participant {
    id: impl Into<String> = id.into(),
    conversation_id: impl Into<String> = conversation_id.into(),
    account_id: impl Into<String> = account_id.into(),
    ; r#"{"id":"text","conversationId":"text","accountId":"text","name":"text","type":"HUMAN_AGENT","profileId":"text","addresses":[{"channel":"VOICE","address":"text"}],"createdAt":"2024-01-31T12:00:00Z","updatedAt":"2024-01-31T12:00:00Z"}"#
});

example!(ParticipantType = r#""HUMAN_AGENT""#);

example!(Address {
    channel: Channel = channel,
    address: impl Into<String> = address.into(),
    ; r#"{"channel":"VOICE","address":"text","channelId":"text"}"#
});

example!(Channel = r#""VOICE""#);

example!(Problem { ; r#"{"code":20404,"message":"text","more_info":"text","status":404}"# });
