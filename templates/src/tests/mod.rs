//! Tests of the runtime with the specimen of emitted code.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail")]

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "test-util")]
mod clocks;
mod errors;
#[cfg(feature = "reqwest")]
mod http;
#[cfg(feature = "reqwest-0_13")]
mod http2;
mod http_bare;
#[cfg(feature = "reqwest")]
mod http_bodies;
#[cfg(feature = "reqwest")]
mod http_build;
#[cfg(feature = "reqwest")]
mod http_connections;
#[cfg(feature = "reqwest")]
mod http_faults;
#[cfg(feature = "reqwest")]
mod http_forms;
#[cfg(feature = "reqwest")]
mod http_many;
#[cfg(feature = "reqwest")]
mod http_multipart;
#[cfg(feature = "reqwest")]
mod http_proxy;
#[cfg(feature = "reqwest")]
mod http_redirects;
#[cfg(feature = "reqwest")]
mod http_retry;
#[cfg(feature = "reqwest")]
mod http_seams;
#[cfg(feature = "reqwest")]
mod http_secrets;
#[cfg(feature = "reqwest")]
mod http_styles;
#[cfg(feature = "reqwest")]
mod http_styles_raw;
mod json;
mod json_debug;
#[cfg(feature = "test-util")]
mod json_examples;
mod json_faults;
mod json_fits;
mod json_newer;
mod json_tags;
mod json_timestamps;
mod json_unions;
mod json_untagged;
mod json_write;
#[cfg(feature = "test-util")]
mod mock;
#[cfg(feature = "test-util")]
mod mock_calls;
#[cfg(feature = "reqwest")]
mod oauth2;
mod privacy;
mod privacy_tokens;
#[cfg(feature = "test-util")]
mod provider;
#[cfg(feature = "test-util")]
mod provider_hangs;
#[cfg(feature = "test-util")]
mod provider_replay;
#[cfg(feature = "reqwest")]
mod server;
#[cfg(all(feature = "test-util", feature = "reqwest"))]
mod test_server;
#[cfg(feature = "tracing")]
mod trace;
