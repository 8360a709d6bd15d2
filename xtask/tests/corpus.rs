//! What `cargo xtask corpus` says of good crates, and that it notices each of four mistakes which are put in on purpose.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

#[path = "../../generator/tests/support/corpus.rs"]
mod documents_of;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use documents_of::corpus;
use tempfile::TempDir;
use xtask::corpus::compile::Workspace;
use xtask::corpus::documents::{self, Entry};
use xtask::corpus::judged::Prepared;
use xtask::corpus::record::Trips;
use xtask::corpus::runner::difference;
use xtask::corpus::state::State;

const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://example.com" }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: All pets.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
      discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" } }
    Cat:
      type: object
      required: [kind, lives]
      properties:
        kind: { type: string }
        lives: { type: integer }
        kittens: { type: number, format: int64 }
        name: { type: string }
    Dog:
      type: object
      required: [kind, tricks]
      properties:
        kind: { type: string }
        tricks: { type: array, items: { type: string, enum: [sit, roll] } }
        parent: { $ref: "#/components/schemas/Dog" }
        coat: { properties: { colour: { type: string } }, default: [] }
"##;

/// A generated crate with its instances.
struct Crate {
    root: TempDir,
    workspace: Workspace,
}

impl Crate {
    fn generate() -> (Self, Prepared) {
        let root = TempDir::new().unwrap();
        let spec = root.path().join("pets.yaml");
        fs::write(&spec, PETS).unwrap();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_xtask"));
        let workspace = Workspace::new(root.path().join("workspace"), program, None, 1);
        let answer = workspace.generate(&spec).unwrap();
        assert_eq!(answer.generated.errors, [""; 0]);
        (Self { root, workspace }, answer.prepared.unwrap())
    }

    fn trips(&self) -> Trips {
        self.workspace.try_out(Prepared::default()).unwrap()
    }

    /// Tries the crate with a mistake in it, and mends it.
    fn failures_with(&self, file: &str, mistakes: &[(&str, &str)]) -> Vec<String> {
        let path = self.root.path().join("workspace/subject/src").join(file);
        let good = fs::read_to_string(&path).unwrap();
        let bad = mistakes.iter().fold(good.clone(), |text, (from, to)| {
            assert!(text.contains(from), "nothing says `{from}` in {file}");
            text.replace(from, to)
        });
        fs::write(&path, bad).unwrap();
        let failed = self.trips().failed;
        fs::write(&path, good).unwrap();
        failed.into_iter().map(|failed| failed.why).collect()
    }
}

#[test]
fn a_good_crate_passes_and_each_mistake_is_noticed() {
    let (made, prepared) = Crate::generate();
    assert!(prepared.skipped.is_empty(), "{:?}", prepared.skipped_places);
    assert_eq!(prepared.wrong_examples, 1, "the coat is no list");
    let good = made.trips();
    assert!(good.failed.is_empty(), "{:?}", good.failed);
    assert!(good.passed > 30, "only {} instances", good.passed);

    let forgotten_null = (
        "inner.nulls.iter().any(is_this)",
        "name.is_empty() && inner.nulls.iter().any(is_this)",
    );
    let failures = made.failures_with("runtime/extra.rs", &[forgotten_null]);
    assert!(failures.contains(&"lost: /name".to_owned()), "{failures:?}");

    let forgotten_copy = ("**copy = extra.clone()", "**copy = Default::default()");
    let failures = made.failures_with("runtime/copy.rs", &[forgotten_copy]);
    let unequal = "copy: it is not equal".to_owned();
    assert!(failures.contains(&unequal), "{failures:?}");

    let failures = made.failures_with("models.rs", &[("= \"lives\"", "= \"live\"")]);
    assert!(
        failures.iter().any(|why| why.contains("missing")),
        "{failures:?}"
    );

    let swapped_tags = [
        ("= \"cat\"", "= \"?\""),
        ("= \"dog\"", "= \"cat\""),
        ("= \"?\"", "= \"dog\""),
    ];
    let failures = made.failures_with("models.rs", &swapped_tags);
    let missing = |why: &String| why.contains("lives: the member is missing");
    assert!(failures.iter().any(missing), "{failures:?}");

    let failures = made.failures_with("models.rs", &[(": i64", ": serde_json::Value")]);
    let accepted = "a wrong type was accepted".to_owned();
    assert!(failures.contains(&accepted), "{failures:?}");
}

/// Documents of the corpus with many shapes, that are quick to compile.
const SMALL: [&str; 5] = [
    "features/oai-tests/v3.1-schema.yaml",
    "features/readme-oas-examples/3.0-discriminators.yaml",
    "features/oai-examples/v2.0-uber.yaml",
    "real/museum.yaml",
    "real/train-travel.yaml",
];

/// What stands for them where there is no corpus.
const CASES: [&str; 4] = [
    "constraints-without-type",
    "one-of-discriminator",
    "any-of-unions-that-share-tags",
    "required-optional-nullable",
];

#[test]
fn a_small_corpus_does_not_fall_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let small = corpus().into_iter();
    let small = small.filter(|(name, _)| SMALL.contains(&name.as_str()));
    let mut paths: Vec<PathBuf> = small.map(|(_, path)| path).collect();
    if paths.is_empty() {
        println!("trying some cases");
        let cases = root.join("generator/tests/cases");
        paths.extend(CASES.map(|name| cases.join(name).join("spec.yaml")));
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_xtask"));
    let workspace = Workspace::new(root.join("target/corpus-small"), program, None, 1);
    for path in paths {
        let answer = workspace.generate(&path).unwrap();
        assert_eq!(answer.generated.errors, [""; 0]);
        let trips = workspace.try_out(answer.prepared.unwrap()).unwrap();
        assert!(trips.failed.is_empty(), "{}: {trips:#?}", path.display());
        assert!(trips.passed > 10, "{}: {trips:#?}", path.display());
        let models = trips.coverage.models;
        assert_eq!(models.tried, models.all, "{trips:#?}");
    }
}

#[test]
fn a_record_is_true_of_all_files_of_a_document() {
    let root = TempDir::new().unwrap();
    let put = |name: &str, text: &str| fs::write(root.path().join(name), text).unwrap();
    put("entry.yaml", "openapi: 3.1.0");
    put("part.yaml", "type: object");
    let state = State::open(&root.path().join("state.jsonl"), true).unwrap();
    let entry = Entry {
        name: "entry.yaml".to_owned(),
        path: root.path().join("entry.yaml"),
    };
    let files = BTreeSet::from(["part.yaml".to_owned()]);
    let fingerprint = || state.fingerprint(&entry, &files, "").unwrap();
    let before = fingerprint();
    assert_eq!(fingerprint(), before);
    put("part.yaml", "type: string");
    assert_ne!(fingerprint(), before);
}

#[test]
fn numbers_are_compared_by_value_and_objects_as_sets() {
    let differs = |one: &str, other: &str| {
        let read = |text: &str| serde_json::from_str(text).unwrap();
        difference(&read(one), &read(other), "")
    };
    assert_eq!(
        differs(r#"{"a": 5, "b": [1e2]}"#, r#"{"b": [100], "a": 5.0}"#),
        None
    );
    assert_eq!(differs(r#"{"a": null}"#, "{}").as_deref(), Some("lost: /a"));
    assert_eq!(
        differs("{}", r#"{"a": null}"#).as_deref(),
        Some("invented: /a")
    );
    assert!(differs("9007199254740993", "9007199254740992.0").is_some());
    assert!(differs("[1, 2]", "[2, 1]").is_some());
}

#[test]
fn documents_are_found_without_a_manifest() {
    let root = TempDir::new().unwrap();
    let put = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, text).unwrap();
    };
    put("b/pets.yaml", PETS);
    put("a.json", r#"{ "swagger": "2.0" }"#);
    put("b/part.yaml", "type: object\n");
    put("notes.txt", "openapi: 3.1.0\n");
    let names = |filter| -> Vec<String> {
        let found = documents::find(root.path(), filter).unwrap();
        found.into_iter().map(|entry| entry.name).collect()
    };
    assert_eq!(names(None), ["a.json", "b/pets.yaml"]);
    assert_eq!(names(Some("pets")), ["b/pets.yaml"]);
    put("MANIFEST.tsv", "path\topenapi\nb/part.yaml\t3.1.0\n");
    assert_eq!(names(None), ["b/part.yaml"]);
}
