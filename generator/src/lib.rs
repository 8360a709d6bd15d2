//! Turns an OpenAPI document into a Rust crate: a pure function from text to text.

pub mod api;
pub mod dialect;
pub mod document;
pub mod emit;
pub mod files;
pub mod lower;
pub mod node;
pub mod plan;
pub mod pointer;
pub mod report;
