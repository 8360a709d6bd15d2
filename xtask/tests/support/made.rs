//! The instances that `cargo xtask corpus` builds of a document.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;
use xtask::corpus::compile::Workspace;
use xtask::corpus::judged::Prepared;
use xtask::corpus::prepare::Answer;

/// What is prepared for a document, and its table of instances.
pub struct Made {
    pub answer: Answer,
    table: String,
}

impl Made {
    pub fn of(document: &str) -> Self {
        let root = TempDir::new().unwrap();
        let spec = root.path().join("spec.yaml");
        fs::write(&spec, document).unwrap();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_xtask"));
        let folder = root.path().join("workspace");
        let workspace = Workspace::new(folder.clone(), program, None, 1);
        let answer = workspace.generate(&spec).unwrap();
        assert_eq!(answer.generated.errors, [""; 0]);
        let table = fs::read_to_string(folder.join("instances.tsv")).unwrap();
        Self { answer, table }
    }

    pub fn prepared(&self) -> &Prepared {
        self.answer.prepared.as_ref().unwrap()
    }

    /// The instances of a component that have to come back: what is special about each, and the value.
    pub fn of_schema(&self, name: &str) -> Vec<(&str, Value)> {
        let place = format!("spec.yaml#/components/schemas/{name}");
        let lines = self.table.lines().map(|line| line.split('\t').collect());
        let found = lines.filter_map(|columns: Vec<&str>| match columns[..] {
            [_, "", at, what, text] if at == place => {
                Some((what, serde_json::from_str(text).unwrap()))
            }
            _ => None,
        });
        found.collect()
    }

    pub fn instance(&self, schema: &str, special: &str) -> Value {
        let all = self.of_schema(schema);
        let mut found = all.iter().filter(|(what, _)| *what == special);
        let (_, value) = found
            .next()
            .unwrap_or_else(|| panic!("no `{special}` among {all:#?}"));
        value.clone()
    }
}
