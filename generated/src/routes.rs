//! What the local server for tests answers to each operation.

use crate::runtime::routes;

routes!(ROUTES {
    "FetchConversation" = "GET" "/v2/Conversations/{Sid}" => 200 "application/json" r#"{"accountId":"ZGkrHSypTsudrGkmdpJJ","configuration":{"displayName":"My Support Config","description":"description","conversationGroupingType":"GROUP_BY_PROFILE","memoryStoreId":"memoryStoreId","channelSettings":{},"statusCallbacks":[{"url":"https://www.example.com","method":"POST"}],"intelligenceConfigurationIds":["intelligenceConfigurationIds"],"memoryExtractionEnabled":false,"conversationsV1Bridge":{"serviceId":"IS00000000000000000000000000000000"}},"configurationId":"configurationId","createdAt":"2009-07-06T20:30:00Z","id":"id","name":"Miss Christine Morgan","participants":[{"id":"id","conversationId":"conversationId","accountId":"accountId","name":"name","type":"CUSTOMER","profileId":"profileId","addresses":[{"channel":"SMS","address":"address","channelId":"channelId"}],"createdAt":"2009-07-06T20:30:00Z","updatedAt":"2009-07-06T20:30:00Z"}],"status":"ACTIVE","updatedAt":"2009-07-06T20:30:00Z"}"#,
});
