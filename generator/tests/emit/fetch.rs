//! The fetch endpoint of Conversations, planned by hand.

use specsmith::plan::*;

use crate::parts::*;

pub(crate) fn conversations() -> Crate {
    let mut krate = empty("twilio-conversations");
    krate.manifest.version = "2.0.0".to_owned();
    krate.manifest.license = Some("MIT OR Apache-2.0".to_owned());
    krate.manifest.keywords = strings(&["twilio", "conversations", "openapi"]);
    krate.readme = Readme {
        title: "Conversation Orchestrator".to_owned(),
        api_version: "2.0.0".to_owned(),
        about: Some("Conversations over all channels.".to_owned()),
        first_call: Some(0),
        groups: Vec::new(),
    };
    krate.service = Service {
        base_url: Some("https://conversations.twilio.com".to_owned()),
        servers: Vec::new(),
        request_id: Some("twilio-request-id".to_owned()),
        security: vec![vec![0]],
    };
    krate.credentials = vec![Credential {
        scheme: "BasicAuth".to_owned(),
        method: "basic_auth".to_owned(),
        docs: strings(&["HTTP Basic: an API key SID with its secret."]),
        kind: CredentialKind::Basic,
        provider: None,
        client_credentials: None,
    }];
    krate.from_env = vec![FromEnv {
        credential: 0,
        variables: strings(&["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]),
        holds: EnvValues::Credential,
    }];
    krate.models = models();
    krate.methods = vec![fetch()];
    krate.outcomes = vec![outcome()];
    krate.needs = Needs {
        timestamp: true,
        text_enum: true,
        basic: true,
        ..Needs::default()
    };
    krate.example = Some(0);
    krate
}

fn fetch() -> Method {
    let path = ("GET", "/v2/Conversations/{Sid}");
    let output = model("Conversation");
    let mut fetch = method(
        "fetch_conversation",
        "FetchConversation",
        path,
        output,
        "FetchConversationError",
    );
    fetch.docs = strings(&["Retrieves a conversation."]);
    fetch.parameters = vec![argument("sid", "Sid", Place::Path, RustType::String)];
    fetch.example_arguments = example_texts(&["conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2"]);
    fetch
}

fn outcome() -> Outcome {
    let problem = |status, variant| {
        case(
            StatusPattern::Exact(status),
            variant,
            Some(model("Problem")),
        )
    };
    let cases = vec![
        problem(400, "BadRequest"),
        problem(404, "NotFound"),
        problem(429, "TooManyRequests"),
        problem(500, "InternalServerError"),
        problem(503, "ServiceUnavailable"),
    ];
    errors("FetchConversationError", "fetch_conversation", cases)
}

fn models() -> Vec<Model> {
    let participant = vec![
        field("id", "id", RustType::String),
        field("r#type", "type", option(model("ParticipantType"))),
        redacted(field("profile_id", "profileId", option(RustType::String))),
        field("addresses", "addresses", option(vec(model("Address")))),
    ];
    let address = vec![
        field("channel", "channel", model("Channel")),
        redacted(field("address", "address", RustType::String)),
        field("channel_id", "channelId", option(RustType::String)),
    ];
    let callback = vec![
        field("url", "url", RustType::String),
        field("method", "method", option(model("StatusCallbackMethod"))),
    ];
    let problem = vec![
        field("code", "code", option(RustType::I64)),
        field("message", "message", option(RustType::String)),
        field("more_info", "more_info", option(RustType::String)),
        field("status", "status", option(RustType::I64)),
    ];
    let roles = [
        ("HumanAgent", "HUMAN_AGENT"),
        ("Customer", "CUSTOMER"),
        ("AiAgent", "AI_AGENT"),
        ("Agent", "AGENT"),
        ("Unknown", "UNKNOWN"),
    ];
    let channels = [
        ("Voice", "VOICE"),
        ("Sms", "SMS"),
        ("Rcs", "RCS"),
        ("Whatsapp", "WHATSAPP"),
        ("Chat", "CHAT"),
    ];
    vec![
        Model::Struct(structure("Conversation", conversation())),
        texts(
            "ConversationStatus",
            &[
                ("Active", "ACTIVE"),
                ("Inactive", "INACTIVE"),
                ("Closed", "CLOSED"),
            ],
        ),
        Model::Struct(structure("ConversationConfiguration", configuration())),
        Model::Struct(structure("StatusCallbackConfig", callback)),
        texts("StatusCallbackMethod", &[("Post", "POST"), ("Get", "GET")]),
        Model::Struct(structure("Participant", participant)),
        texts("ParticipantType", &roles),
        Model::Struct(structure("Address", address)),
        texts("Channel", &channels),
        Model::Struct(structure("Problem", problem)),
    ]
}

fn conversation() -> Vec<Field> {
    vec![
        field("id", "id", RustType::String),
        field("account_id", "accountId", RustType::String),
        field("configuration_id", "configurationId", RustType::String),
        field("status", "status", option(model("ConversationStatus"))),
        redacted(field("name", "name", option(RustType::String))),
        field("created_at", "createdAt", option(RustType::Timestamp)),
        field(
            "configuration",
            "configuration",
            option(model("ConversationConfiguration")),
        ),
        field(
            "participants",
            "participants",
            option(vec(model("Participant"))),
        ),
    ]
}

fn configuration() -> Vec<Field> {
    vec![
        field("display_name", "displayName", option(RustType::String)),
        field(
            "channel_settings",
            "channelSettings",
            option(RustType::JsonObject),
        ),
        field(
            "status_callbacks",
            "statusCallbacks",
            option(vec(model("StatusCallbackConfig"))),
        ),
        field(
            "memory_extraction_enabled",
            "memoryExtractionEnabled",
            option(RustType::Bool),
        ),
    ]
}
