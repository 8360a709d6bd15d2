//! The texts of the templates.

#[cfg(test)]
mod client;
#[cfg(test)]
pub mod models;
#[cfg(test)]
mod runtime;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod things;

#[cfg(test)]
pub use client::{
    CreateThingError, CreateThingRequest, DeleteThingError, FetchThingError, ListThings,
    ListThingsError, ReadNotesError, ReplaceNotesError, ReplacePictureError, StartThingAnswer,
    StartThingError,
};
#[cfg(test)]
pub use runtime::public::*;
