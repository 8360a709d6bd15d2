//! The texts that every generated crate is made from: its runtime, and the forms of its other files.
//!
//! The library is text, and one rule that the generator shares with its clients. The runtime is real Rust, mounted below
//! together with a hand-written specimen of emitted code, so that it is compiled, linted and tested here.

// For tests it is within the runtime.
#[cfg(not(test))]
#[path = "runtime/base_url.rs"]
pub mod base_url;
#[cfg(test)]
mod client;
#[cfg(test)]
mod credentials;
#[cfg(test)]
pub mod models;
#[cfg(test)]
pub mod orders;
#[cfg(all(test, feature = "test-util"))]
mod routes;
#[cfg(test)]
mod runtime;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod things;

// As `lib.rs` of an emitted crate.
#[cfg(test)]
pub use client::{
    CreateThingError, CreateThingRequest, DeleteThingError, FetchThingError, ListThings,
    ListThingsError, ReadNotesError, ReplaceNotesError, ReplacePictureError, StartThingAnswer,
    StartThingError,
};
#[cfg(test)]
pub use runtime::public::*;

/// Pairs each path inside `src/runtime/` with its text.
macro_rules! runtime {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("runtime/", $path)))),*]
    };
}

/// The runtime: path inside `src/runtime/` and text, one line a file. A file is emitted when `mod.rs` still declares its
/// module after the lines that are not needed (`… // if <need>`, `… // if <need> or <need>`) are left out.
#[rustfmt::skip]
pub const RUNTIME: &[(&str, &str)] = runtime![
    "answer.rs",
    "answers.rs",
    "arguments.rs",
    "auth.rs",
    "base_url.rs",
    "basic.rs",
    "blocking.rs",
    "body.rs",
    "boxed.rs",
    "buffered.rs",
    "builder.rs",
    "call.rs",
    "client.rs",
    "clock.rs",
    "containers.rs",
    "copy.rs",
    "debug.rs",
    "decode.rs",
    "deserialize.rs",
    "draft.rs",
    "encode.rs",
    "equal.rs",
    "error.rs",
    "example.rs",
    "execute.rs",
    "extra.rs",
    "fault.rs",
    "fields.rs",
    "form.rs",
    "held.rs",
    "interceptor.rs",
    "json.rs",
    "key.rs",
    "leaves.rs",
    "lent.rs",
    "map.rs",
    "mock.rs",
    "mod.rs",
    "model.rs",
    "multipart.rs",
    "number.rs",
    "numbers.rs",
    "oauth2.rs",
    "operation.rs",
    "outcome.rs",
    "parameter.rs",
    "patch.rs",
    "path.rs",
    "provider.rs",
    "raw.rs",
    "redirect.rs",
    "refusal.rs",
    "reqwest.rs",
    "response.rs",
    "retry.rs",
    "rfc3339.rs",
    "routes.rs",
    "scalars.rs",
    "sent.rs",
    "serialize.rs",
    "settings.rs",
    "shape.rs",
    "span.rs",
    "style.rs",
    "table.rs",
    "tag.rs",
    "test_clock.rs",
    "test_server.rs",
    "texts.rs",
    "timestamp.rs",
    "trace.rs",
    "transport.rs",
    "tuple.rs",
    "union.rs",
    "url.rs",
    "write.rs",
];

/// `Cargo.toml`
pub const MANIFEST: &str = include_str!("../forms/Cargo.toml.txt");
/// `rustfmt.toml`
pub const RUSTFMT: &str = include_str!("../forms/rustfmt.toml.txt");
/// `README.md`, which is the crate's page too.
pub const README: &str = include_str!("../forms/README.md.txt");
/// The section of the readme about credentials that are fetched.
pub const README_PROVIDER: &str = include_str!("../forms/provider.md.txt");
/// The section of the readme about tokens by OAuth 2.0.
pub const README_OAUTH2: &str = include_str!("../forms/oauth2.md.txt");
/// The example program.
pub const EXAMPLE: &str = include_str!("../forms/example.rs.txt");
