#![doc = include_str!("../README.md")]
//!
//! # Operations
//!
//! ## Conversations
//!
//! Exchanges with customers over all channels.
//!
//! | method | request |
//! |---|---|
//! | [`Client::fetch_conversation`] | `GET /v2/Conversations/{Sid}` |
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_names,
    clippy::doc_lazy_continuation,
    clippy::large_enum_variant,
    clippy::new_ret_no_self,
    clippy::new_without_default,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "names, sizes and texts are those of the document"
)]

mod client;
#[cfg(feature = "test-util")]
mod examples;
pub mod models;
#[cfg(feature = "test-util")]
mod routes;
mod runtime;

pub use client::FetchConversationError;
pub use runtime::public::*;
