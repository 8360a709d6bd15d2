//! What the folders under `tests/` have in common: a document, what may stand beside it, and what comes out.

#![allow(dead_code, reason = "each test program uses its own part of this")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use specsmith::report::{Report, Severity};
use specsmith::{Input, Output, generate};

/// A folder with a document and everything that stands beside it.
pub(crate) struct Folder {
    /// Its name.
    pub(crate) name: String,
    /// The document.
    pub(crate) entry: &'static str,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its files, by path relative to it, `/` between the parts.
    pub(crate) files: BTreeMap<String, String>,
}

impl Folder {
    /// All folders in `tests/<group>`, in the order of their names.
    pub(crate) fn all(group: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(group);
        let mut paths: Vec<PathBuf> = entries(&root)
            .into_iter()
            .filter(|path| path.is_dir())
            .collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    /// The committed document of this repository, with its choices and its names.
    pub(crate) fn committed() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        Self {
            entry: "conversations_v2.yaml",
            ..Self::read(root.join("spec"))
        }
    }

    /// A document that is made, not stored.
    pub(crate) fn made(name: &str, document: String) -> Self {
        let files = BTreeMap::from([("spec.yaml".to_owned(), document)]);
        Self {
            name: name.to_owned(),
            entry: "spec.yaml",
            path: PathBuf::new(),
            files,
        }
    }

    fn read(path: PathBuf) -> Self {
        let mut files = BTreeMap::new();
        collect(&path, "", &mut files);
        let entry = if files.contains_key("spec.json") {
            "spec.json"
        } else {
            "spec.yaml"
        };
        Self {
            name: file_name(&path),
            entry,
            path,
            files,
        }
    }

    /// The same folder with another text in one of its files.
    pub(crate) fn with(&self, file: &str, text: impl Into<String>) -> Self {
        let mut files = self.files.clone();
        files.insert(file.to_owned(), text.into());
        Self {
            name: self.name.clone(),
            entry: self.entry,
            path: self.path.clone(),
            files,
        }
    }

    /// Generates a crate from the document, with the `codegen.yaml` and `names.lock` that stand beside it.
    pub(crate) fn generate(&self) -> Result<Output, Report> {
        let text = |name: &'static str| self.files.get(name).map(|text| (name, text.as_str()));
        generate(&Input {
            entry: self.entry,
            files: &self.files,
            choices: text("codegen.yaml"),
            name_lock: text("names.lock"),
            package_name: None,
            standalone: None,
            indexed: true,
        })
    }

    /// Generates a crate, and fails with what the user would be told when there is none.
    pub(crate) fn output(&self) -> Output {
        self.generate()
            .unwrap_or_else(|report| panic!("{}\n{}", self.name, render(&report)))
    }

    /// Compares `text` with the snapshot `<name>.snap` in this folder.
    pub(crate) fn assert_snapshot(&self, name: &str, text: &str) {
        insta::with_settings!({
            snapshot_path => &self.path,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// Runs `check` on every folder, and fails at the end with the names of all that failed, not at the first one.
pub(crate) fn for_each(folders: &[Folder], check: impl Fn(&Folder)) {
    assert!(
        !folders.is_empty(),
        "there are no folders: the test would test nothing"
    );
    let failed: Vec<&str> = folders
        .iter()
        .filter(|folder| catch_unwind(AssertUnwindSafe(|| check(folder))).is_err())
        .map(|folder| folder.name.as_str())
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} folders failed: {}",
        failed.len(),
        folders.len(),
        failed.join(", ")
    );
}

/// The report as the snapshots show it: a line for what, one for where, one for what to do.
pub(crate) fn render(report: &Report) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let problem = &diagnostic.problem;
        let _ = writeln!(text, "{severity}[{}]: {problem}", problem.code());
        if let Some(at) = &diagnostic.at {
            let line = diagnostic
                .line
                .map_or("-".to_owned(), |line| line.to_string());
            let column = diagnostic
                .column
                .map_or("-".to_owned(), |column| column.to_string());
            let _ = writeln!(text, "  at {}:{line}:{column} {}", at.file(), at.pointer());
        }
        let _ = writeln!(text, "  hint: {}\n", problem.hint());
    }
    text
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for path in entries(folder) {
        let name = format!("{prefix}{}", file_name(&path));
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else if !matches!(
            path.extension().and_then(|extension| extension.to_str()),
            Some("snap" | "new")
        ) {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
