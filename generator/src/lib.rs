//! Turns an OpenAPI document into a Rust crate: a pure function from text to text.
//!
//! ```text
//! spec/*.yaml ──load──▶ Document ──lower──▶ Api ──plan──▶ Crate ──emit──▶ Vec<Unit> ──print──▶ Tree ──(xtask)──▶ write | check
//!  text                  located nodes +     what the       what Rust        code                path → text
//!                        openapiv3 skeleton  spec says      will say
//! ```
//!
//! A stage is a function from one value to the next; it knows the one before it and nothing else. What an input can get
//! wrong, or what is left out, goes into a [`Report`] with its place, and never stops a stage half-way.
//!
//! `characters`, `graph`, `keywords`, `label`, `maps` and `parallel` are helpers of any stage, and know none.
//!
//! Within a stage, what does not depend on each other is made side by side (`parallel`); the result is the same on any number
//! of processors.
//!
//! | to add | decide in | and then in |
//! |---|---|---|
//! | a schema keyword | `lower/facts.rs`: one arm | `lower/constraints.rs`, if it becomes a sentence; `load/grammar.rs`, if it holds schemas; `document/structure.rs`, if a schema with it is one of its own; `api/types.rs`, if it is a new fact |
//! | a format | `lower/scalar.rs`: one row | `api/types.rs` (`TextFormat`), and `plan/types.rs` (integers: `plan/integer.rs`), if it has a Rust type |
//! | a security scheme | `document/security.rs`, `lower/auth.rs` | `api/auth.rs`, `plan/auth.rs`, `emit/auth.rs`, and the runtime's `auth.rs` |
//! | a media type | `plan/content.rs` | the runtime, if it is read or written in a new way |
//! | an emitted item | a new file in `emit/` and one line in `emit/mod.rs` | loops and logic in `templates/src/runtime/` |
//! | a naming rule | `plan/words.rs` and `plan/names.rs` (words), `plan/naming.rs` (components), `plan/inline.rs` and `plan/plain.rs` (what has no name), `plan/parts.rs` (fields and variants), `plan/spoken.rs` (ids of operations), `plan/auth.rs` (credentials) | nothing else |
//! | a choice | `plan/choices.rs` | `plan/keys.rs`, if it names a part of the document, and README's table |
//! | a fault | a row in `report/load.rs`, `report/lower.rs` or `report/plan.rs` | a folder in `tests/faults/`, which a test asks for |
//! | a dialect | `dialect/mod.rs` and a file of rewrites | `load/walk.rs` (which rewrites), `load/grammar.rs` (its members) |
//!
//! # In another program
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! let document = r##"
//! openapi: 3.0.3
//! info: { title: Pets, version: "1" }
//! servers: [{ url: https://pets.example }]
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: fetchPet
//!       parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
//!       responses:
//!         "200":
//!           description: A pet.
//!           content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
//! components:
//!   schemas:
//!     Pet: { type: object, required: [name], properties: { name: { type: string } } }
//! "##;
//! let files = BTreeMap::from([("pets.yaml".to_owned(), document.to_owned())]);
//!
//! let output = specsmith::generate(&specsmith::Input::new("pets.yaml", &files)).map_err(|report| report.to_string())?;
//!
//! assert!(output.tree.files["src/client.rs"].contains("pub fn fetch_pet(&self, id: &str) -> Call<Pet, FetchPetError>"));
//! for diagnostic in &output.report.diagnostics {
//!     eprintln!("{diagnostic}");
//! }
//! # Ok::<(), String>(())
//! ```

pub mod api;
pub mod characters;
pub mod dialect;
pub mod document;
pub mod emit;
pub mod files;
mod graph;
mod json;
mod keywords;
mod label;
pub mod load;
pub mod lower;
mod maps;
pub mod node;
mod parallel;
pub mod plan;
pub mod pointer;
pub mod print;
pub mod report;
mod templates;

/// The programs in the readme of this repository, which compile with its tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

use files::Files;
use plan::markdown::Rendered;
use plan::{Choices, NameLock, Settings};
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
    pub name_lock: Option<(&'a str, &'a str)>,
    /// Package name, in place of the choice and of what the title gives.
    pub package_name: Option<&'a str>,
    /// Builds on its own inside the folder of another workspace, in place of the choice.
    pub standalone: Option<bool>,
    /// Makes the [index](plan::Crate::index) of the crate, which only tools read.
    pub indexed: bool,
}

impl<'a> Input<'a> {
    /// A document without choices and earlier names.
    pub fn new(entry: &'a str, files: &'a dyn Files) -> Self {
        Self {
            entry,
            files,
            choices: None,
            name_lock: None,
            package_name: None,
            standalone: None,
            indexed: false,
        }
    }
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
    pub name_lock: String,
    /// What became of every keyword of the document.
    pub ledger: lower::Ledger,
    /// Warnings, with lines.
    pub report: Report,
}

/// Generates a crate.
///
/// # Errors
/// A report with at least one error, every finding with its place, when the document, the choices or the name lock are
/// wrong; then there is no crate.
pub fn generate(input: &Input<'_>) -> Result<Output, Report> {
    let mut report = Report::default();
    let (choices_file, choices_text) = input.choices.unwrap_or(("codegen.yaml", ""));
    let choices = Choices::parse(choices_file, choices_text, &mut report);
    let beside = load::beside(choices_file, choices_text, &mut report);
    let recorded = match input.name_lock {
        Some((file, text)) => NameLock::parse(file, text, &mut report),
        None => NameLock::default(),
    };
    let Some(document) = load::load(input.entry, input.files, &mut report) else {
        return Err(report);
    };
    let settings = Settings {
        entry: input.entry,
        choices: (choices_file, &choices),
        package_name: input.package_name,
        standalone: input.standalone,
        indexed: input.indexed,
    };
    parallel::within(|| of_document(document, settings, &recorded, &beside, report))
}

/// The stages after the first, which read no file.
fn of_document(
    document: document::Document,
    settings: Settings<'_>,
    recorded: &NameLock,
    beside: &document::Sources,
    mut report: Report,
) -> Result<Output, Report> {
    let render = || Rendered::new(document.descriptions());
    let (api, account, rendered) = lower::lower_beside(&document, &mut report, render);
    let mut of_plan = Report::default();
    let plan = || plan::plan(&api, &rendered, settings, recorded, &mut of_plan);
    let close = || account.close(&document, &mut report);
    let (planned, mut ledger) = parallel::both(plan, close);
    report.append(of_plan);
    let plan::Planned {
        krate,
        name_lock,
        untold,
        unused,
    } = planned;
    if report.has_errors() {
        report.locate(&(beside, &document));
        return Err(report);
    }
    // The files need nothing of the document any more.
    drop(rendered);
    let account = || {
        ledger.forget_docs(|object| untold.covers(object));
        ledger.leave_out(&unused);
        if document.dialect() == dialect::Dialect::V20 {
            ledger.merge_representations(|at| document.original(at));
        }
        report.locate(&(beside, &document));
        drop(document);
        name_lock.print()
    };
    let (name_lock, tree) = parallel::both(account, || print::print(emit::emit(&krate)));
    Ok(Output {
        api,
        krate,
        tree,
        name_lock,
        ledger,
        report,
    })
}
