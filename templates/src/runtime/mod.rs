//! What every generated crate has in common: the JSON half and the HTTP half.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "which parts of it are used depends on the API"
)]

// JSON
mod boxed; // if boxed
mod buffered; // if union
mod containers;
mod copy;
mod debug;
mod decode;
mod deserialize;
mod encode;
mod equal;
#[cfg(feature = "test-util")]
mod example;
mod extra;
mod fault;
mod fields;
mod held; // if union
mod json;
mod key;
mod lent; // if union
mod map; // if map
mod model;
mod number; // if number
mod numbers; // if number_enum
mod patch; // if patch
mod rfc3339; // if timestamp
mod scalars;
mod serialize;
mod shape; // if union
mod table;
mod tag; // if tag
mod texts; // if text_enum
mod timestamp; // if timestamp
mod tuple; // if tuple
mod union; // if union
mod write;

pub(crate) use copy::{AnyClone, copy};
pub(crate) use debug::{Reveal, Revealed, debug};
pub(crate) use decode::{
    Arms, Decode, Entries, Hold, Items, Keyed, List, Rest, Slots, Source, empty,
};
pub(crate) use deserialize::{decode, decode_into, deserialize};
pub(crate) use encode::{
    AnyEncode, Array, Encode, Fields, File, Map, Object, Presence, Remains, Showing, Slot, View,
};
pub(crate) use equal::equal;
#[cfg(feature = "test-util")]
pub(crate) use example::{example, exemplary};
pub(crate) use extra::Extra;
pub(crate) use fault::{Fault, Segment};
pub(crate) use fields::{fields, setters, text};
pub(crate) use model::{equality, model, serialization};
pub(crate) use number::{NotANumber, Number}; // if number
pub(crate) use numbers::{UnknownNumber, decode_number, numbers}; // if number_enum
pub(crate) use patch::Patch; // if patch
pub(crate) use serialize::serialize;
pub(crate) use table::{Table, mark};
pub(crate) use tag::{Writing, show_with_tag, with_tag}; // if tag
pub(crate) use texts::{UnknownText, decode_text, texts}; // if text_enum
pub(crate) use timestamp::{NotATimestamp, Timestamp}; // if timestamp
pub(crate) use union::{Arm, Union, conversions, decode_union, tagged, union, untagged}; // if union
pub(crate) use write::{ReadOnly, encode};

/// What the emitted crate shows of its runtime.
pub(crate) mod public {
    // JSON
    pub use super::debug::{Reveal, Revealed};
    pub use super::extra::Extra;
    pub use super::fault::Fault;
    pub use super::number::{NotANumber, Number}; // if number
    pub use super::numbers::UnknownNumber; // if number_enum
    pub use super::patch::Patch; // if patch
    pub use super::texts::UnknownText; // if text_enum
    pub use super::timestamp::{NotATimestamp, Timestamp}; // if timestamp

    pub use super::JsonObject;

    // HTTP
    pub use super::answer::Unreadable;
    pub use super::auth::Credential;
    pub use super::builder::CallBuilder; // if builder
    pub use super::call::{Call, Fetching, Sending};
    pub use super::client::{Client, ClientBuilder};
    pub use super::clock::{Clock, Timeout};
    pub use super::error::{AnyError, BuildError, Error, NoAnswer, RequestError};
    pub use super::interceptor::{Exchange, Interceptor};
    #[cfg(feature = "test-util")]
    pub use super::mock::{MockAnswers, MockTransport, SentRequest};
    pub use super::multipart::FilePart; // if multipart
    pub use super::oauth2::{ClientCredentials, TokenError}; // if oauth2
    pub use super::outcome::{ApiError, Output, Payload};
    pub use super::provider::CredentialProvider; // if provider
    pub use super::response::{DecodeError, Response, Unexpected};
    pub use super::retry::{AttemptOutcome, Backoff, FailedAttempt, RetryPolicy};
    #[cfg(feature = "test-util")]
    pub use super::test_clock::TestClock;
    #[cfg(feature = "test-util")]
    pub use super::test_server::TestServer;
    pub use super::transport::{
        Body, BoxFuture, Chunks, MaybeSend, Transport, TransportError, TransportErrorKind,
    };
}

/// Any JSON object.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

// HTTP
mod answer;
mod answers; // if answers
#[cfg(feature = "test-util")]
mod arguments;
mod auth;
mod base_url;
mod basic; // if basic or oauth2
#[cfg(feature = "blocking")]
mod blocking;
mod body; // if body
mod builder; // if builder
mod call;
mod client;
mod clock;
mod draft;
mod error;
mod execute;
mod form; // if form
mod interceptor;
mod leaves; // if parameters or form or multipart
#[cfg(feature = "test-util")]
mod mock;
pub(crate) mod multipart; // if multipart
mod oauth2; // if oauth2
mod operation;
mod outcome;
mod parameter; // if parameters or form
mod path;
mod provider; // if provider
mod raw; // if raw
mod redirect;
mod refusal;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
pub(crate) mod retry;
#[cfg(feature = "test-util")]
mod routes;
#[cfg(feature = "test-util")]
mod sent;
mod settings;
mod span; // if spans
mod style; // if styles or form
#[cfg(feature = "test-util")]
mod test_clock;
#[cfg(feature = "test-util")]
mod test_server;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod url;

pub(crate) use answer::{Answer, Unreadable};
pub(crate) use answers::{answer, answers, success}; // if answers
pub(crate) use auth::{Credential, variable};
pub(crate) use builder::CallBuilder; // if builder
pub(crate) use call::{Call, Fetching, Sending};
pub(crate) use client::{Client, ClientBuilder};
pub(crate) use error::{BuildError, Error};
#[cfg(feature = "test-util")]
pub(crate) use mock::Planned;
pub(crate) use multipart::{FilePart, PartStyle}; // if multipart
pub(crate) use oauth2::ClientCredentials; // if oauth2
pub(crate) use operation::{
    CredentialKind, Format, Method, Operation, Parameter, Place, Security, Service, Style,
};
pub(crate) use outcome::{
    ApiError, Output, Payload, errors, format, planned, show, variant, variant_shown,
};
pub(crate) use provider::CredentialProvider; // if provider
pub(crate) use response::{Response, Unexpected};
#[cfg(feature = "test-util")]
pub(crate) use routes::{Route, routes};
pub(crate) use span::expand_spans; // if spans
