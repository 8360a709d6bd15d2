//! Tests of the runtime with the specimen of emitted code.

mod json;
mod json_debug;
mod json_faults;
mod json_timestamps;
mod json_unions;
