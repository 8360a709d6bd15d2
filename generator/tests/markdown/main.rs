//! Descriptions become clean rustdoc: one case for each rule, and what holds for every text.

#![allow(clippy::unwrap_used)] // A test that fails says where.

mod cases;
mod corpus;
mod hostile;
mod soup;

#[path = "../support/corpus.rs"]
mod corpus_of;
