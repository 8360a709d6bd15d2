//! Small documents and what the lower stage makes of them: `tests/lower/<name>/{spec.yaml, api.snap}`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod render;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith::api::Shape;
use specsmith::load::load;
use specsmith::lower::{Fate, Lowered, lower};
use specsmith::report::{LowerProblem, Report};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// All files of a case by name.
fn files(case: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(case).unwrap().map(Result::unwrap);
    let texts = entries.filter(|entry| entry.path().extension().is_some_and(|it| it != "snap"));
    texts
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn read(case: &Path) -> (Option<Lowered>, Report) {
    let mut report = Report::default();
    let document = load("spec.yaml", &files(case), &mut report);
    let lowered = document.map(|document| lower(&document, &mut report));
    (lowered, report)
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn snapshot(case: &Path, name: &str, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn documents() {
    for case in cases(&folder("lower")) {
        let (lowered, report) = read(&case);
        let lowered =
            lowered.unwrap_or_else(|| panic!("{}: {:?}", case.display(), report.diagnostics));
        snapshot(&case, "api", render::api(&lowered, &report));
    }
}

/// Each keyword of each schema has exactly one fate, whatever its schema is combined with.
#[test]
fn every_keyword_has_one_fate() {
    for case in cases(&folder("lower")) {
        let (lowered, _) = read(&case);
        let mut seen: BTreeMap<(String, String), Fate> = BTreeMap::new();
        for found in lowered.unwrap().ledger.occurrences() {
            let place = (found.object.to_string(), found.keyword.to_owned());
            assert_eq!(
                seen.insert(place.clone(), found.fate),
                None,
                "{place:?} in {}",
                case.display()
            );
        }
        assert!(!seen.is_empty());
    }
}

/// Each problem of this stage has a document that has it; none of them keeps the rest of a document from being read.
#[test]
fn faults() {
    for code in LowerProblem::CODES {
        let case = folder("faults").join(code);
        assert!(case.is_dir(), "{code} has no folder in tests/faults");
        let (lowered, report) = read(&case);
        let found: Vec<&str> = report
            .diagnostics
            .iter()
            .map(|found| found.problem.code())
            .collect();
        assert!(lowered.is_some(), "{code}: {found:?}");
        assert!(found.contains(code), "{code}: {found:?}");
    }
}

/// Chains and circles of many schemas end, on a small stack and in little time.
#[test]
fn hostile_chains() {
    const COUNT: usize = 500;
    let forms = [
        r##"{$ref: "#/components/schemas/S@"}"##,
        r##"{allOf: [{$ref: "#/components/schemas/S@"}, {properties: {a#: {type: string}}}]}"##,
        r##"{allOf: [{$ref: "#/components/schemas/S@"}]}"##,
        r##"{anyOf: [{$ref: "#/components/schemas/S@"}, {type: string}, {type: "null"}]}"##,
        r##"{properties: {a: {type: string}}, oneOf: [{$ref: "#/components/schemas/S@"}, {properties: {b#: {}}}]}"##,
        r##"{properties: {next: {$ref: "#/components/schemas/S@"}}, allOf: [{$ref: "#/components/schemas/S@"}]}"##,
    ];
    for form in forms {
        let mut text = "openapi: 3.1.0\ninfo: {title: t, version: \"1\"}\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for index in 0..COUNT {
            let next = ((index + 1) % COUNT).to_string();
            let schema = form
                .replace('@', &next)
                .replace("a#", &format!("a{index}"))
                .replace("b#", &format!("b{index}"));
            text.push_str(&format!("    S{index}: {schema}\n"));
        }
        let files = BTreeMap::from([("spec.yaml".to_owned(), text)]);
        let run = move || {
            let mut report = Report::default();
            let document = load("spec.yaml", &files, &mut report).unwrap();
            lower(&document, &mut report).api.schemas.len()
        };
        let small_stack = std::thread::Builder::new().stack_size(512 * 1024);
        let start = std::time::Instant::now();
        let schemas = small_stack.spawn(run).unwrap().join().unwrap();
        println!("{form}: {schemas} schemas, {:?}", start.elapsed());
        assert!(schemas >= COUNT, "{form}");
    }
}

/// A union with one alternative holds as a part of an `allOf` does, and has the same limit.
#[test]
fn chains_of_single_alternatives_have_a_limit() {
    let mut text = "openapi: 3.1.0\ninfo: {title: t, version: \"1\"}\npaths: {}\ncomponents:\n  schemas:\n    S300: {}\n".to_owned();
    for index in 0..300 {
        let next = index + 1;
        text.push_str(&format!(
            "    S{index}: {{properties: {{p{index}: {{}}}}, anyOf: [{{$ref: \"#/components/schemas/S{next}\"}}]}}\n"
        ));
    }
    let mut report = Report::default();
    let files = BTreeMap::from([("spec.yaml".to_owned(), text)]);
    let document = load("spec.yaml", &files, &mut report).unwrap();
    lower(&document, &mut report);
    let codes: Vec<_> = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.problem.code())
        .collect();
    assert!(codes.contains(&"too-many-combinations"), "{report}");
}

/// The name lock records names by place: no two schemas have one.
#[test]
fn each_schema_has_a_place_of_its_own() {
    for case in cases(&folder("lower")) {
        let mut places = std::collections::BTreeSet::new();
        for schema in &read(&case).0.unwrap().api.schemas {
            assert!(
                places.insert(schema.at.clone()),
                "{} in {}",
                schema.at,
                case.display()
            );
        }
    }
}

#[test]
fn it_makes_no_difference_which_of_nested_unions_stands_first() {
    const LEVELS: usize = 12;
    let union = |level: usize| match level {
        LEVELS => {
            format!("    U{level}: {{ type: object, properties: {{ kind: {{ const: u }} }} }}\n")
        }
        _ => format!(
            "    U{level}:\n      oneOf: [{{ $ref: '#/components/schemas/U{}' }}, {{ $ref: '#/components/schemas/Leaf' }}]\n      discriminator: {{ propertyName: kind }}\n",
            level + 1
        ),
    };
    let shapes = |order: &mut dyn Iterator<Item = usize>| {
        let schemas: String = order.map(union).collect();
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: Nested, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}    Leaf: {{ type: object, properties: {{ kind: {{ const: leaf }} }} }}\n"
        );
        let mut report = Report::default();
        let files = BTreeMap::from([("spec.yaml".to_owned(), text)]);
        let document = load("spec.yaml", &files, &mut report).unwrap();
        let lowered = lower(&document, &mut report);
        let tagged = lowered.api.schemas.into_iter().filter_map(|schema| {
            let Shape::Union { tag, .. } = schema.shape else {
                return None;
            };
            Some((schema.at.to_string(), tag.is_some()))
        });
        tagged.collect::<BTreeMap<String, bool>>()
    };
    let forward = shapes(&mut (0..=LEVELS));
    assert_eq!(forward.len(), LEVELS);
    assert!(forward.values().any(|tagged| *tagged) && forward.values().any(|tagged| !*tagged));
    assert_eq!(shapes(&mut (0..=LEVELS).rev()), forward);
}
