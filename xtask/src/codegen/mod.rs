//! `cargo xtask codegen`: an OpenAPI document in, a crate out; or what would change, or a stage of it as JSON.

mod arguments;
mod inputs;
mod saved;

use serde::Serialize;
use specsmith::lower::Ledger;
use specsmith::report::Report;
use specsmith::{Input, Output};

pub use arguments::{Arguments, Stage};

use crate::confined::Confined;
use crate::drift::{self, Beside, Drift};
use crate::failure::Failure;
use crate::findings::{Detail, Findings};
use crate::folder::{Folder, Strangers};
use crate::paths::shown;
use crate::terminal::{complain, say};
use crate::{check, summary, write};
pub use inputs::{Inputs, TextFile};
use saved::Saved;

/// Runs the command.
///
/// # Errors
/// When the document, the choices or the name lock are wrong, when the files can't be read or written, and with
/// `--check` when they differ. If there is no crate, nothing is written but the report that was asked for.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = Inputs::of(arguments)?;
    match arguments.show {
        Some(stage) => show(stage, &generate(arguments, &inputs)?),
        None => mend_or_check(arguments, &inputs),
    }
}

fn mend_or_check(arguments: &Arguments, inputs: &Inputs) -> Result<(), Failure> {
    let strangers = if arguments.force {
        Strangers::Overwrite
    } else {
        Strangers::Keep
    };
    let folder = Folder::open(&inputs.out, strangers)?;
    let output = generate(arguments, inputs)?;
    if arguments.relock {
        inputs.keep_strange_lock(&output.name_lock)?;
    }
    let lock = Beside {
        path: &inputs.names.path,
        text: &output.name_lock,
    };
    let drift = drift::between(&output.tree, &folder, lock)?;
    if arguments.check {
        return compare(arguments, &drift, &folder);
    }
    write::apply(&drift, &output.tree, &folder)?;
    say(&summary::text(&output, &drift, &folder, inputs))
}

fn compare(arguments: &Arguments, drift: &Drift<'_>, folder: &Folder) -> Result<(), Failure> {
    if !folder.path().exists() {
        return Err(
            Failure::new(format!("`{}` is not there", shown(folder.path())))
                .hint(format!("to write it, run `{}`", arguments.mending())),
        );
    }
    if drift.is_none() {
        return say(&format!(
            "`{}` is up to date: {} files",
            shown(folder.path()),
            drift.same.len()
        ));
    }
    say(&check::listing(drift))?;
    Err(Failure::new(format!(
        "`{}` is not what the document gives: {} missing, {} changed, {} stale",
        shown(folder.path()),
        drift.missing.len(),
        drift.changed.len(),
        drift.stale.len()
    ))
    .hint(format!("to write it, run `{}`", arguments.mending())))
}

/// Generates the crate in memory, and tells what was found on the way.
fn generate(arguments: &Arguments, inputs: &Inputs) -> Result<Output, Failure> {
    let files = Confined::around(&inputs.spec)?;
    let choices = inputs.choices.as_ref().and_then(TextFile::named);
    let names = inputs.names.named().filter(|_| !arguments.relock);
    let result = specsmith::generate(&Input {
        entry: files.entry(),
        files: &files,
        choices: choices.as_ref().map(|(name, text)| (name.as_str(), *text)),
        name_lock: names.as_ref().map(|(name, text)| (name.as_str(), *text)),
        package_name: arguments.name.as_deref(),
        standalone: arguments.standalone.then_some(true),
        indexed: matches!(arguments.show, Some(Stage::Plan)),
    });
    let report = arguments.report.as_deref();
    report.map_or(Ok(()), |report| inputs.keep_from(report, &files))?;
    match result {
        Ok(output) => match tell(&output.report, Some(&output.ledger), arguments, inputs)? {
            warnings if warnings > 0 && arguments.strict => Err(Failure::new(format!(
                "{}, and --strict takes none; nothing was written",
                summary::count(warnings, "warning")
            ))),
            _ => Ok(output),
        },
        Err(report) => {
            tell(&report, None, arguments, inputs)?;
            Err(Failure::new(format!(
                "no crate can be made from `{}`; nothing was written",
                shown(&inputs.spec)
            )))
        }
    }
}

/// Saves and shows what was found, and counts the warnings.
fn tell(
    report: &Report,
    ledger: Option<&Ledger>,
    arguments: &Arguments,
    inputs: &Inputs,
) -> Result<usize, Failure> {
    if let Some(path) = &arguments.report {
        let document = ledger.map(|_| saved::document(inputs)).transpose()?;
        let account = ledger.zip(document.as_ref().and_then(Option::as_ref));
        let text = json(&Saved::new(report, account))?;
        std::fs::write(path, text + "\n").map_err(|error| Failure::io("write", path, &error))?;
    }
    let findings = Findings::new(report, inputs);
    let detail = if arguments.verbose {
        Detail::Full
    } else {
        Detail::Brief
    };
    if let Some(text) = findings.text(detail) {
        complain(&text);
    }
    Ok(findings.warnings())
}

fn show(stage: Stage, output: &Output) -> Result<(), Failure> {
    say(&match stage {
        Stage::Api => json(&output.api)?,
        Stage::Plan => json(&output.krate)?,
    })
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(format!("can't write JSON: {error}")))
}
