//! The models by serde's derive, for the benches: as they are usually written, and with what the generated ones can do.
#![allow(
    dead_code,
    reason = "fields are decoded, and nobody asks for them; a bench needs some of the modules"
)]

/// The structs; what is given stands in each of them as well.
macro_rules! structs {
    ($($extra:tt)*) => {
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Conversation {
            pub id: String,
            pub account_id: String,
            pub configuration_id: String,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub status: Maybe<ConversationStatus>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub name: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub created_at: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub updated_at: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub configuration: Maybe<Configuration>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub participants: Maybe<Vec<Participant>>,
            $($extra)*
        }

        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Configuration {
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub display_name: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub description: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub conversation_grouping_type: Maybe<GroupingType>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub memory_store_id: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub channel_settings: Maybe<Map<String, Value>>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub status_callbacks: Maybe<Vec<StatusCallback>>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub intelligence_configuration_ids: Maybe<Vec<String>>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub memory_extraction_enabled: Maybe<bool>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub conversations_v1_bridge: Maybe<Bridge>,
            $($extra)*
        }

        #[derive(Serialize, Deserialize)]
        pub struct StatusCallback {
            pub url: String,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub method: Maybe<CallbackMethod>,
            $($extra)*
        }

        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Bridge {
            pub service_id: String,
            $($extra)*
        }

        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Participant {
            pub id: String,
            pub conversation_id: String,
            pub account_id: String,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub name: Maybe<String>,
            #[serde(rename = "type", default, skip_serializing_if = "Maybe::is_none")]
            pub kind: Maybe<ParticipantType>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub profile_id: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub addresses: Maybe<Vec<Address>>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub created_at: Maybe<String>,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub updated_at: Maybe<String>,
            $($extra)*
        }

        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Address {
            pub channel: Channel,
            pub address: String,
            #[serde(default, skip_serializing_if = "Maybe::is_none")]
            pub channel_id: Maybe<String>,
            $($extra)*
        }
    };
}

/// The enums, each made by the macro that is given.
macro_rules! enums {
    ($make:ident) => {
        $make!(ConversationStatus { Active = "ACTIVE", Inactive = "INACTIVE", Closed = "CLOSED" });
        $make!(GroupingType {
            Profile = "GROUP_BY_PROFILE",
            Addresses = "GROUP_BY_PARTICIPANT_ADDRESSES",
            AddressesAndType = "GROUP_BY_PARTICIPANT_ADDRESSES_AND_CHANNEL_TYPE",
        });
        $make!(CallbackMethod { Post = "POST", Get = "GET" });
        $make!(ParticipantType {
            HumanAgent = "HUMAN_AGENT",
            Customer = "CUSTOMER",
            AiAgent = "AI_AGENT",
            Agent = "AGENT",
            Unknown = "UNKNOWN",
        });
        $make!(Channel {
            Voice = "VOICE",
            Sms = "SMS",
            Rcs = "RCS",
            Whatsapp = "WHATSAPP",
            Chat = "CHAT",
        });
    };
}

/// An enum of the values that are known, and of no others.
macro_rules! closed {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        #[derive(Serialize, Deserialize)]
        #[allow(clippy::enum_variant_names, reason = "the names are those of the document")]
        pub enum $name {
            $(#[serde(rename = $text)] $variant,)*
        }
    };
}

/// An enum that takes the values which it does not know, and does not keep them.
macro_rules! lenient {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        #[derive(Serialize, Deserialize)]
        pub enum $name {
            $(#[serde(rename = $text)] $variant,)*
            #[serde(other)]
            Unrecognized,
        }
    };
}

/// An enum that keeps the values which it does not know.
macro_rules! open {
    ($name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        #[derive(Serialize, Deserialize)]
        pub enum $name {
            $(#[serde(rename = $text)] $variant,)*
            #[serde(untagged)]
            Unrecognized(String),
        }
    };
}

/// As they are usually written: unknown members are dropped, unknown values are errors.
pub mod bare {
    use std::option::Option as Maybe;

    use serde::{Deserialize, Serialize};
    use serde_json::{Map, Value};

    structs!();
    enums!(closed);
}

/// As a client is usually written by hand: unknown members and the texts of unknown values are dropped.
pub mod lenient {
    use std::option::Option as Maybe;

    use serde::{Deserialize, Serialize};
    use serde_json::{Map, Value};

    structs!();
    enums!(lenient);
}

/// With what the generated models can do: unknown members and values are kept, and `null` is not what is missing.
pub mod full {
    use serde::{Deserialize, Deserializer, Serialize};
    use serde_json::{Map, Value};

    /// A member that may be missing, or `null`.
    #[derive(Serialize)]
    #[serde(transparent)]
    pub struct Maybe<T>(Option<Option<T>>);

    impl<T> Default for Maybe<T> {
        fn default() -> Self {
            Self(None)
        }
    }

    impl<T> Maybe<T> {
        fn is_none(&self) -> bool {
            self.0.is_none()
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Option::deserialize(deserializer).map(|value| Self(Some(value)))
        }
    }

    structs!(
        #[serde(flatten)]
        pub extra: Map<String, Value>,
    );
    enums!(open);
}
