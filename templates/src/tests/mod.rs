//! Tests of the runtime with the specimen of emitted code.

mod http;
mod http_build;
mod http_faults;
mod http_redirects;
mod http_retry;
mod json;
mod server;
