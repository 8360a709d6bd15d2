//! The texts of the templates.

#[cfg(test)]
mod client;
#[cfg(test)]
pub mod models;
#[cfg(test)]
#[allow(
    unreachable_pub,
    reason = "emitted code is the public part of its crate"
)]
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
