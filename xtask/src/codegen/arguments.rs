//! The arguments of `cargo xtask codegen`, and the help that teaches them.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use specsmith::plan::check_package_name;

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen
      Regenerate generated/ after a change in spec/
  cargo xtask codegen --check
      In CI: fail if generated/ or spec/names.lock is not up to date
  cargo xtask codegen --spec petstore.yaml --out ../petstore --standalone
      A crate from another document, which builds on its own wherever it stands
  cargo xtask codegen --show plan | jq '.index'
      Which Rust type stands for which schema, which method for which operation

Exit code: 0 if all is well, 1 if the document is wrong or the files differ, 2 if the command is.";

const FILES: &str = "\
Files:
  The document is read from its own folder and the folders below it; never from the network.
  The name lock keeps the Rust names of the last run: recorded names never change, new ones are appended. Commit it.
  Only files that differ are written, so nothing rebuilds for nothing. The marker `.specsmith` in the output folder lists
  what codegen wrote there: nothing else is ever removed, and a folder with other files in it is refused without --force.
  If the document is wrong, nothing is written.

JSON of --show:
  api   `info`, `servers`, `tags`, `schemes`, `security`, `operations`, `schemas`: what the document says, `$ref`s
        resolved; operations and schemas name each other by index into `schemas`, and each has its place (`at`).
  plan  `manifest`, `readme`, `service`, `credentials`, `models`, `methods`, `outcomes`, `needs`: what the crate says.
        `methods` has for every operation its `name`, `id`, `parameters` with their `ty`, `body`, `output` and `error`;
        `index` maps the place of every schema and operation that has one (`#/pointer`; `file#/pointer` in another file)
        to its Rust path (`models::Conversation`, `Client::fetch_conversation`).

";

/// Turn an OpenAPI document into a Rust crate
///
/// Without arguments: spec/conversations_v2.yaml, by the choices of spec/codegen.yaml and with the names of
/// spec/names.lock, into generated/. These defaults stand in this repository, whatever the current folder is; paths that
/// you give are relative to the current folder.
#[derive(Args, Debug, Default)]
#[command(
    after_help = EXAMPLES,
    after_long_help = long_help(),
    group = ArgGroup::new("destination").args(["out", "show"])
)]
pub struct Arguments {
    /// Write nothing: list what differs, and fail if anything does
    #[arg(long, help_heading = "What is done")]
    pub check: bool,

    /// OpenAPI document to read, YAML or JSON; needs --out or --show (default: spec/conversations_v2.yaml)
    ///
    /// The choices and the name lock of the default document are not used for it.
    #[arg(long, value_name = "FILE", requires = "destination", value_hint = ValueHint::FilePath, help_heading = "Input")]
    pub spec: Option<PathBuf>,

    /// Folder of the crate: a new or empty one, or one that codegen wrote (default: generated)
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, value_parser = path, help_heading = "Crate")]
    pub out: Option<PathBuf>,

    /// Package name, in place of that of the choices or of the document's title
    #[arg(long, value_name = "CRATE", value_parser = package_name, help_heading = "Crate")]
    pub name: Option<String>,

    /// Human choices: names, licence, environment variables, what to skip (default: spec/codegen.yaml; with --spec none)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = path, help_heading = "Input")]
    pub choices: Option<PathBuf>,

    /// Name lock, read and written (default: spec/names.lock; with --spec `<its file>.names.lock`, beside it)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = path, help_heading = "Input")]
    pub names: Option<PathBuf>,

    /// Make a crate that builds on its own, also inside the folder of another workspace
    #[arg(long, help_heading = "Crate")]
    pub standalone: bool,

    /// Write into a folder with other files in it
    ///
    /// Files of yours that the crate has too are overwritten; all others are left alone.
    #[arg(long, help_heading = "Crate")]
    pub force: bool,

    /// Forget the recorded names and give all of them anew: a breaking change for users of the crate
    #[arg(long, help_heading = "Input")]
    pub relock: bool,

    /// Write nothing: print the model after this stage as JSON
    #[arg(long, value_name = "STAGE", conflicts_with_all = ["check", "force"], help_heading = "What is done")]
    pub show: Option<Stage>,

    /// Write all errors and warnings to this file, as JSON
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = path, help_heading = "Findings")]
    pub report: Option<PathBuf>,

    /// Take warnings for errors: write nothing, and fail
    #[arg(long, help_heading = "Findings")]
    pub strict: bool,

    /// Show all errors and warnings in full, not the first few
    #[arg(
        long,
        short = 'v',
        visible_alias = "warnings",
        help_heading = "Findings"
    )]
    pub verbose: bool,
}

/// A stage whose model can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// What the document says, in the words of OpenAPI
    Api,
    /// What the crate will say, in the words of Rust
    Plan,
}

impl Arguments {
    /// The command that mends what `--check` found.
    pub fn mending(&self) -> String {
        let mut words = vec!["cargo xtask codegen".to_owned()];
        let mut path = |option: &str, value: Option<&Path>| {
            words.extend(
                value.map(|value| format!("{option} {}", quoted(&value.to_string_lossy()))),
            );
        };
        path("--spec", self.spec.as_deref());
        path("--out", self.out.as_deref());
        path("--name", self.name.as_deref().map(Path::new));
        path("--choices", self.choices.as_deref());
        path("--names", self.names.as_deref());
        let flags = [
            ("--standalone", self.standalone),
            ("--force", self.force),
            ("--relock", self.relock),
        ];
        words.extend(
            flags
                .into_iter()
                .filter(|(_, set)| *set)
                .map(|(flag, _)| flag.to_owned()),
        );
        words.join(" ")
    }
}

/// The text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "_-./:=@%+,".contains(character);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() {
        Err("a path is needed".to_owned())
    } else {
        Ok(text.into())
    }
}

fn package_name(text: &str) -> Result<String, &'static str> {
    check_package_name(text).map(|()| text.to_owned())
}

fn long_help() -> String {
    format!("{FILES}{EXAMPLES}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mending_command_is_the_same_without_check() {
        let arguments = Arguments {
            check: true,
            strict: true,
            verbose: true,
            ..Arguments::default()
        };
        assert_eq!(arguments.mending(), "cargo xtask codegen");
        let arguments = Arguments {
            spec: Some("my api/it's.yaml".into()),
            out: Some("../x".into()),
            standalone: true,
            ..arguments
        };
        assert_eq!(
            arguments.mending(),
            r"cargo xtask codegen --spec 'my api/it'\''s.yaml' --out ../x --standalone"
        );
    }
}
