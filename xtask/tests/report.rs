//! What `--report` saves: the fate of every keyword.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.0.3
info: { title: Tiny things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      description: All of them.
      responses:
        "204": { description: There are some. }
      callbacks:
        done:
          "{$url}":
            get:
              responses: {}
"##;

#[test]
fn a_report_tells_the_fate_of_every_keyword_at_its_place() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tiny.yaml"), DOCUMENT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["codegen", "--spec", "tiny.yaml", "--out", "out"]);
    command.args(["--report", "report.json"]);
    let output = command.current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    let places = report["places"].as_array().unwrap();

    let keywords = report["keywords"].as_object().unwrap().values();
    let counts = keywords.flat_map(|fates| fates.as_object().unwrap().values());
    let counted: u64 = counts.map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(places.len() as u64, counted);
    for place in places {
        let (at, line) = (&place["at"], place["line"].as_u64().unwrap());
        let line = DOCUMENT.lines().nth(line as usize - 1).unwrap();
        assert!(line.contains(place["keyword"].as_str().unwrap()), "{place}");
        assert!(at.as_str().unwrap().starts_with("tiny.yaml#/"), "{place}");
    }
    for (keyword, fate) in [
        ("operationId", "Expressed"),
        ("description", "Documented"),
        ("get", "Unsupported"),
    ] {
        let is_it = |place: &&Value| place["keyword"] == keyword && place["fate"] == fate;
        assert!(places.iter().any(|place| is_it(&place)), "{keyword}");
    }
}
