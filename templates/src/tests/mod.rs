//! Tests of the runtime with the specimen of emitted code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod json;
mod json_debug;
mod json_faults;
mod json_timestamps;
mod json_unions;
