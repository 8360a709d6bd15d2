//! What every generated crate has in common: the JSON half and the HTTP half.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "which parts of it are used depends on the API"
)]

// JSON
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
mod json;
mod key;
mod model;
mod rfc3339;
mod scalars;
mod serialize;
mod table;
mod texts;
mod timestamp;
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
pub(crate) use serialize::serialize;
pub(crate) use table::{Table, mark};
pub(crate) use texts::{UnknownText, decode_text, texts};
pub(crate) use timestamp::{NotATimestamp, Timestamp};
pub(crate) use write::{ReadOnly, encode};

/// What the emitted crate shows of its runtime.
pub(crate) mod public {
    // JSON
    pub use super::debug::{Reveal, Revealed};
    pub use super::extra::Extra;
    pub use super::fault::Fault;
    pub use super::texts::UnknownText;
    pub use super::timestamp::{NotATimestamp, Timestamp};

    pub use super::JsonObject;

    // HTTP
    pub use super::answer::Unreadable;
    pub use super::auth::Credential;
    pub use super::call::{Call, Fetching, Sending};
    pub use super::client::{Client, ClientBuilder};
    pub use super::clock::{Clock, Timeout};
    pub use super::error::{AnyError, BuildError, Error, NoAnswer, RequestError};
    pub use super::interceptor::{Exchange, Interceptor};
    #[cfg(feature = "test-util")]
    pub use super::mock::{MockAnswers, MockTransport, SentRequest};
    pub use super::outcome::{ApiError, Output, Payload};
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
#[cfg(feature = "test-util")]
mod arguments;
mod auth;
mod base_url;
mod basic;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod client;
mod clock;
mod draft;
mod error;
mod execute;
mod interceptor;
#[cfg(feature = "test-util")]
mod mock;
mod operation;
mod outcome;
mod path;
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
#[cfg(feature = "test-util")]
mod test_clock;
#[cfg(feature = "test-util")]
mod test_server;
#[cfg(feature = "tracing")]
mod trace;
mod transport;
mod url;

pub(crate) use answer::{Answer, Unreadable};
pub(crate) use auth::{Credential, variable};
pub(crate) use call::{Call, Fetching, Sending};
pub(crate) use client::{Client, ClientBuilder};
pub(crate) use error::{BuildError, Error};
#[cfg(feature = "test-util")]
pub(crate) use mock::Planned;
pub(crate) use operation::{
    CredentialKind, Format, Method, Operation, Parameter, Place, Security, Service, Style,
};
pub(crate) use outcome::{
    ApiError, Output, Payload, errors, format, planned, show, variant, variant_shown,
};
pub(crate) use response::{Response, Unexpected};
#[cfg(feature = "test-util")]
pub(crate) use routes::{Route, routes};
