//! Tests of the runtime with the specimen of emitted code.

mod json;
