//! The commands behind `cargo xtask`: the only place of this repository that touches the file system.
//!
//! [`codegen::run`] goes through the others in this order:
//!
//! | module | answers |
//! |---|---|
//! | [`paths`] | which files and folders are meant |
//! | [`confined`] | how a document of several files is read: from its own folder only |
//! | [`folder`], [`marker`] | whether the output folder is ours, and what in it is |
//! | [`drift`] | what is missing, changed and stale in it |
//! | [`write`](mod@write), [`check`] | what is done about that: mend it, or show it and fail |
//! | [`summary`], [`findings`], [`terminal`] | what the user sees |
//!
//! [`corpus`] does all of it to many documents, and compiles and tries what comes out; [`bench`](mod@bench) measures time.
//!
//! A new command is a module with `Arguments` and `run`, and a line in the table of `main.rs`.

pub mod bench;
pub mod check;
pub mod codegen;
pub mod confined;
pub mod corpus;
pub mod drift;
pub mod failure;
pub mod findings;
pub mod folder;
pub mod marker;
pub mod paths;
pub mod relative;
pub mod summary;
pub mod terminal;
pub mod write;
