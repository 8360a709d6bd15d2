//! Turns an OpenAPI document into a Rust crate: a pure function from text to text.

pub mod api;
pub mod dialect;
pub mod document;
pub mod emit;
pub mod files;
pub mod load;
pub mod lower;
pub mod node;
pub mod plan;
pub mod pointer;
pub mod print;
pub mod report;

use files::Files;
use print::Tree;
use report::Report;

/// What a crate is made from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The entry document: its name for [`Files::read`].
    pub entry: &'a str,
    /// Where documents are read from.
    pub files: &'a dyn Files,
    /// The human choices (YAML): the name of the file for messages, and its text.
    pub choices: Option<(&'a str, &'a str)>,
    /// The name lock of the last run: the name of the file for messages, and its text.
    pub names: Option<(&'a str, &'a str)>,
    /// Package name, in place of the choice and of what the title gives.
    pub name: Option<&'a str>,
    /// Builds on its own inside the folder of another workspace, in place of the choice.
    pub standalone: Option<bool>,
}

/// What comes out.
#[derive(Debug)]
pub struct Output {
    /// The neutral model.
    pub api: api::Api,
    /// The plan.
    pub krate: plan::Crate,
    /// The files of the crate, the marker `.specsmith` among them.
    pub tree: Tree,
    /// The name lock for the next run.
    pub names: String,
    /// Warnings, with lines.
    pub report: Report,
}

/// Generates a crate.
///
/// # Errors
/// A report with at least one error, every finding with its place, when the document, the choices or the name lock are
/// wrong; then there is no crate.
pub fn generate(input: &Input<'_>) -> Result<Output, Report> {
    let _ = input;
    Err(Report::default())
}
