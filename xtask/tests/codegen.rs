//! The whole way, as a user goes it: a small document in, a crate out, and out again.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const TINY: &str = r##"
openapi: 3.0.3
info: { title: Tiny things, version: "1" }
servers: [{ url: "https://example.com" }]
paths:
  /things/{id}:
    get:
      operationId: fetchThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The thing.
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: { type: string }
"##;

/// A folder with `tiny.yaml`.
struct Place {
    root: TempDir,
}

/// What the program said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            root: TempDir::new().unwrap(),
        };
        place.put("tiny.yaml", TINY);
        place
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.root.path().join(relative)
    }

    fn put(&self, relative: &str, text: &str) {
        fs::write(self.path(relative), text).unwrap();
    }

    fn text(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    /// Runs `codegen --spec tiny.yaml` in the folder.
    fn run(&self, arguments: &[&str]) -> Said {
        codegen(
            self.root.path(),
            &[&["--spec", "tiny.yaml"], arguments].concat(),
        )
    }

    /// Makes `out`.
    fn make(&self) {
        let said = self.run(&["--out", "out"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.root.path(), self.root.path(), &mut files);
        files
    }
}

fn codegen(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command
        .arg("codegen")
        .args(arguments)
        .current_dir(folder)
        .env("CI", "true")
        .output()
        .unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(
                path.strip_prefix(root).unwrap().to_owned(),
                fs::read(&path).unwrap(),
            );
        }
    }
}

#[test]
fn a_crate_is_made_and_then_left_alone() {
    let place = Place::new();
    let said = place.run(&["--out", "out"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(
        lines[0].ends_with("from tiny.yaml: 1 operation, 1 model"),
        "{}",
        said.out
    );
    assert!(
        lines[1].starts_with("out: ")
            && lines[1].ends_with(" files written, 0 unchanged, 0 removed")
    );
    assert_eq!(lines[2..], ["tiny.yaml.names.lock: written"]);
    for file in [
        "Cargo.toml",
        "API.txt",
        "README.md",
        "rustfmt.toml",
        "src/lib.rs",
        "src/client.rs",
        "src/models.rs",
        ".specsmith",
    ] {
        assert!(place.path("out").join(file).is_file(), "{file}");
    }
    let again = place.run(&["--out", "out"]);
    assert!(
        again.out.contains("out: 0 files written, ")
            && again.out.contains("tiny.yaml.names.lock: unchanged"),
        "{}",
        again.out
    );
    let check = place.run(&["--out", "out", "--check"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert!(
        check.out.starts_with("`out` is up to date: "),
        "{}",
        check.out
    );
}

#[test]
fn the_same_bytes_everywhere() {
    let place = Place::new();
    place.make();
    let other = Place::new();
    fs::create_dir(other.path("deep")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["codegen", "--spec", "../tiny.yaml", "--out", "../out"])
        .current_dir(other.path("deep"));
    let status = command
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("TZ", "Asia/Tokyo")
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    assert_eq!(place.files(), other.files());
}

#[test]
fn check_finds_every_kind_of_drift_and_writes_nothing() {
    let place = Place::new();
    place.make();
    let changed = place
        .text("out/src/models.rs")
        .replace("pub struct Thing", "pub struct Thong");
    place.put("out/src/models.rs", &changed);
    fs::remove_file(place.path("out/API.txt")).unwrap();
    fs::remove_file(place.path("tiny.yaml.names.lock")).unwrap();
    place.put("out/old.rs", "");
    place.put(
        "out/.specsmith",
        &(place.text("out/.specsmith") + "old.rs\n"),
    );
    let before = place.files();
    let said = place.run(&["--out", "new", "--check"]);
    assert!(
        said.err.starts_with("error: `new` is not there\n") && said.out.is_empty(),
        "{}",
        said.err
    );
    let said = place.run(&["--out", "out", "--check"]);
    assert_eq!(said.code, Some(1));
    for line in [
        "Missing out/API.txt",
        "Missing tiny.yaml.names.lock",
        "Changed out/src/models.rs",
        "Stale   out/old.rs",
    ] {
        assert!(
            said.out.lines().any(|said| said == line),
            "{line}: {}",
            said.out
        );
    }
    assert!(
        said.out.contains("-pub struct Thong") && said.out.contains("+pub struct Thing"),
        "{}",
        said.out
    );
    assert!(
        said.err
            .contains("error: `out` is not what the document gives: 2 missing, 2 changed, 1 stale"),
        "{}",
        said.err
    );
    assert!(
        said.err
            .contains("run `cargo xtask codegen --spec tiny.yaml --out out`"),
        "{}",
        said.err
    );
    assert_eq!(place.files(), before);
    place.make();
    assert_eq!(place.run(&["--out", "out", "--check"]).code, Some(0));
}

#[test]
fn a_wrong_document_leaves_the_old_crate_alone() {
    let place = Place::new();
    place.make();
    place.put(
        "tiny.yaml",
        &TINY.replace("parameters:", "parameters: [nothing]\n      x-parameters:"),
    );
    let before = place.files();
    let said = place.run(&["--out", "out", "--report", "report.json"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("error[") && said.err.contains("\n  --> tiny.yaml"),
        "{}",
        said.err
    );
    assert!(
        said.err
            .ends_with("error: no crate can be made from `tiny.yaml`; nothing was written\n"),
        "{}",
        said.err
    );
    let report: serde_json::Value = serde_json::from_str(&place.text("report.json")).unwrap();
    assert_eq!(report["diagnostics"][0]["severity"], "Error");
    fs::remove_file(place.path("report.json")).unwrap();
    assert_eq!(place.files(), before);
}

#[test]
fn a_file_outside_of_the_folder_is_not_read() {
    let place = Place::new();
    fs::create_dir(place.path("inner")).unwrap();
    place.put(
        "inner/api.yaml",
        &TINY.replace(
            "#/components/schemas/Thing",
            "../tiny.yaml#/components/schemas/Thing",
        ),
    );
    let said = codegen(
        place.root.path(),
        &["--spec", "inner/api.yaml", "--out", "out"],
    );
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("\n  --> inner/api.yaml") && said.err.contains("hint: "),
        "{}",
        said.err
    );
    assert!(!place.path("out").exists());
}

#[test]
fn the_models_of_the_stages_are_json_on_standard_output() {
    let place = Place::new();
    let before = place.files();
    let api: serde_json::Value = serde_json::from_str(&place.run(&["--show", "api"]).out).unwrap();
    assert_eq!(api["info"]["title"], "Tiny things");
    assert_eq!(api["operations"].as_array().unwrap().len(), 1);
    let plan: serde_json::Value =
        serde_json::from_str(&place.run(&["--show", "plan"]).out).unwrap();
    assert_eq!(plan["index"]["#/components/schemas/Thing"], "models::Thing");
    assert_eq!(
        plan["index"]["#/paths/~1things~1{id}/get"],
        "Client::fetch_thing"
    );
    assert_eq!(plan["methods"][0]["parameters"][0]["ty"], "String");
    assert_eq!(place.files(), before);
}

#[test]
fn name_and_standalone_are_obeyed() {
    let place = Place::new();
    let said = place.run(&["--out", "out", "--name", "thing-client", "--standalone"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let manifest = place.text("out/Cargo.toml");
    assert!(
        manifest.contains("name = \"thing-client\"") && manifest.contains("[workspace]"),
        "{manifest}"
    );
    place.make();
    assert!(!place.text("out/Cargo.toml").contains("[workspace]"));
}

#[test]
fn recorded_names_stay_until_they_are_forgotten() {
    let place = Place::new();
    place.make();
    let lock = place.text("tiny.yaml.names.lock");
    assert!(lock.contains("Thing"), "{lock}");
    place.put("tiny.yaml.names.lock", &lock.replace("= Thing", "= Stuff"));
    place.make();
    assert!(place.text("out/src/models.rs").contains("pub struct Stuff"));
    let said = place.run(&["--out", "out", "--relock"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(place.text("out/src/models.rs").contains("pub struct Thing"));
    assert_eq!(place.text("tiny.yaml.names.lock"), lock);
}

#[test]
fn forgetting_names_overwrites_no_other_file() {
    let place = Place::new();
    place.put("diary.txt", "mine");
    let said = place.run(&["--out", "out", "--relock", "--names", "diary.txt"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("does not begin like a name lock"),
        "{}",
        said.err
    );
    assert_eq!(place.text("diary.txt"), "mine");
    assert!(!place.path("out").exists());
}

#[test]
fn what_is_left_out_is_said_in_few_lines_and_strict_refuses_it() {
    let place = Place::new();
    let form = |index| {
        format!(
            "  /forms/{index}:\n    post:\n      requestBody: {{ content: {{ multipart/mixed: {{}} }} }}\n      \
             responses: {{ \"204\": {{ description: Done. }} }}\n"
        )
    };
    let forms: String = (0..30).map(form).collect();
    place.put(
        "tiny.yaml",
        &TINY.replace("components:\n", &(forms + "components:\n")),
    );
    let strict = place.run(&["--out", "out", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(
        strict
            .err
            .contains("and --strict takes none; nothing was written"),
        "{}",
        strict.err
    );
    assert!(!place.path("out").exists());
    let said = place.run(&["--out", "out"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.err.contains("warning: tiny.yaml") && said.err.contains("… and "),
        "{}",
        said.err
    );
    assert!(
        said.out.lines().count() + said.err.lines().count() <= 15,
        "{}{}",
        said.out,
        said.err
    );
    let full = place.run(&["--out", "out", "--warnings"]);
    assert!(full.err.matches("warning[").count() >= 30, "{}", full.err);
}
