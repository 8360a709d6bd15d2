//! Unions as they are generated, and by serde's derive.

/// As they are generated.
pub mod generated {
    use serde_json::Value;

    use crate::runtime::{Extra, empty, fields, tagged, untagged};

    /// What happened, by its `type`.
    pub enum Event {
        Joined(Joined),
        Said(Said),
        Left(Left),
        Unrecognized(Value),
    }

    tagged!(Event by "type" { Joined(Joined) = "JOINED", Said(Said) = "SAID", Left(Left) = "LEFT" ; Unrecognized });

    pub struct Joined {
        r#type: Option<String>,
        address: String,
        role: String,
        extra: Extra,
    }

    fields!(Joined { r#type = "type", address = "address", role = "role" });

    pub struct Said {
        r#type: Option<String>,
        text: String,
        language: Option<String>,
        words: i64,
        extra: Extra,
    }

    fields!(Said { r#type = "type", text = "text", language = "language", words = "words" });

    pub struct Left {
        r#type: Option<String>,
        reason: Option<String>,
        extra: Extra,
    }

    fields!(Left { r#type = "type", reason = "reason" });

    /// What it is about, by its shape.
    pub enum Subject {
        Joined(Joined),
        Said(Said),
        Number(i64),
        Text(String),
        Several(Vec<Subject>),
        Unrecognized(Value),
    }

    untagged!(Subject {
        Joined(Joined),
        Said(Said),
        Number(i64),
        Text(String),
        Several(Vec<Subject>) ;
        Unrecognized
    });
}

/// By the derive.
pub mod derive {
    use serde::{Deserialize, Serialize};

    /// What happened, by its `type`.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "UPPERCASE")]
    pub enum Event {
        Joined(Joined),
        Said(Said),
        Left(Left),
    }

    #[derive(Serialize, Deserialize)]
    pub struct Joined {
        address: String,
        role: String,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Said {
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        words: i64,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Left {
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }

    /// What it is about, by its shape.
    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    pub enum Subject {
        Joined(Joined),
        Said(Said),
        Number(i64),
        Text(String),
        Several(Vec<Subject>),
    }
}

/// By the derive, with unknown members kept.
pub mod keeping {
    use serde::{Deserialize, Serialize};
    use serde_json::{Map, Value};

    /// What happened, by its `type`.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "UPPERCASE")]
    pub enum Event {
        Joined(Joined),
        Said(Said),
        Left(Left),
    }

    #[derive(Serialize, Deserialize)]
    pub struct Joined {
        address: String,
        role: String,
        #[serde(flatten)]
        extra: Map<String, Value>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Said {
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        words: i64,
        #[serde(flatten)]
        extra: Map<String, Value>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Left {
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        #[serde(flatten)]
        extra: Map<String, Value>,
    }
}
