//! Loads and lowers every document of a folder, and prints what was found. Needs `SPECSMITH_CORPUS`: a folder with
//! `MANIFEST.tsv`, whose first column names the documents.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use specsmith::api::{Api, Shape};
use specsmith::files::Files;
use specsmith::lower::{Counts, Lowered, lower};
use specsmith::report::Report;

struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, relative: &str) -> Result<String, String> {
        fs::read_to_string(self.0.join(relative)).map_err(|error| error.to_string())
    }
}

fn shape_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "any",
        Shape::Never => "never",
        Shape::Null => "null",
        Shape::Boolean => "boolean",
        Shape::Integer(_) => "integer",
        Shape::Number { .. } => "number",
        Shape::Text(_) => "text",
        Shape::Enumeration(_) => "enumeration",
        Shape::Array { .. } => "array",
        Shape::Tuple { .. } => "tuple",
        Shape::Object(_) => "object",
        Shape::Union { tag: Some(_), .. } => "tagged",
        Shape::Union { tag: None, .. } => "untagged",
        Shape::Same(_) => "same",
    }
}

fn shapes(api: &Api) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for schema in &api.schemas {
        *counts.entry(shape_name(&schema.shape)).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    counts.join(", ")
}

/// One document: load and lower times in milliseconds, and what came out.
fn run(folder: &Path, name: &str) -> Option<(f64, f64, Lowered, Report)> {
    let path = folder.join(name);
    let files = Folder(path.parent()?.to_owned());
    let start = Instant::now();
    let entry = path.file_name()?.to_str()?;
    let mut report = Report::default();
    let Some(document) = specsmith::load::load(entry, &files, &mut report) else {
        println!(
            "{name}: NOT LOADED: {}",
            report.diagnostics.first()?.problem
        );
        return None;
    };
    let loaded = start.elapsed();
    let start = Instant::now();
    let lowered = lower(&document, &mut report);
    let took = start.elapsed();
    Some((
        loaded.as_secs_f64() * 1e3,
        took.as_secs_f64() * 1e3,
        lowered,
        report,
    ))
}

/// Over all documents.
#[derive(Debug, Default)]
struct Sum {
    keywords: Counts,
    unsupported: BTreeMap<String, usize>,
    problems: BTreeMap<String, usize>,
}

impl Sum {
    fn add(&mut self, lowered: &Lowered, report: &Report) {
        for (keyword, counts) in lowered.ledger.counts() {
            self.keywords.expressed += counts.expressed;
            self.keywords.documented += counts.documented;
            self.keywords.ignored += counts.ignored;
            self.keywords.unsupported += counts.unsupported;
            if counts.unsupported > 0 {
                *self.unsupported.entry(keyword.to_owned()).or_default() += counts.unsupported;
            }
        }
        for found in &report.diagnostics {
            *self
                .problems
                .entry(found.problem.code().to_owned())
                .or_default() += 1;
        }
    }
}

fn print(report: &Report) {
    for found in report
        .diagnostics
        .iter()
        .filter(|found| found.problem.code() != "unsupported")
    {
        let at = found
            .at
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        println!(
            "    {:?} {}: {} ({at})",
            found.severity,
            found.problem.code(),
            found.problem
        );
    }
}

#[test]
#[ignore = "needs a corpus"]
fn corpus() {
    let Ok(folder) = std::env::var("SPECSMITH_CORPUS") else {
        println!("SPECSMITH_CORPUS is not set");
        return;
    };
    let folder = PathBuf::from(folder);
    let filter = std::env::var("SPECSMITH_FILTER").unwrap_or_default();
    // Times are the least of so many runs.
    let repeat = std::env::var("SPECSMITH_REPEAT")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
    let mut sum = Sum::default();
    let (mut documents, mut failed) = (0, 0);
    for name in manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
    {
        if !name.contains(&filter) {
            continue;
        }
        documents += 1;
        let Some((mut loaded, mut took, lowered, report)) = run(&folder, name) else {
            failed += 1;
            continue;
        };
        for _ in 1..repeat {
            if let Some((load, lower, ..)) = run(&folder, name) {
                loaded = loaded.min(load);
                took = took.min(lower);
            }
        }
        sum.add(&lowered, &report);
        println!(
            "{name}: load {loaded:.1} ms, lower {took:.1} ms; {}",
            shapes(&lowered.api)
        );
        print(&report);
        let mut places = HashSet::new();
        for schema in &lowered.api.schemas {
            assert!(
                places.insert(&schema.at),
                "{name}: {} has two schemas",
                schema.at
            );
        }
    }
    println!("{documents} documents, {failed} not loaded; {sum:#?}");
    assert!(documents > 0, "the filter leaves no document");
}
