//! Which documents a corpus has: those of its `MANIFEST.tsv`, or every OpenAPI document in it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// How much of a file is looked at for its version.
const HEAD: u64 = 4096;

/// A document of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name: the path in the corpus, with `/` between its parts.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
}

/// The documents of a corpus whose name contains `filter`, in the order of their names.
///
/// # Errors
/// When a folder can't be read, or there is no such document.
pub fn find(corpus: &Path, filter: Option<&str>) -> Result<Vec<Entry>, Failure> {
    let manifest = corpus.join("MANIFEST.tsv");
    let mut entries = match fs::read_to_string(&manifest) {
        Ok(text) => listed(corpus, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => searched(corpus)?,
        Err(error) => return Err(Failure::io("read", &manifest, &error)),
    };
    entries.retain(|entry| filter.is_none_or(|filter| entry.name.contains(filter)));
    entries.sort();
    if entries.is_empty() {
        return Err(
            Failure::new(format!("no document in `{}`", corpus.display())).hint(
                "give a folder with OpenAPI documents, and a --filter that is part of a path in it",
            ),
        );
    }
    Ok(entries)
}

/// The first column of the manifest, below its heading.
fn listed(corpus: &Path, manifest: &str) -> Vec<Entry> {
    let names = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    names
        .filter(|name| !name.is_empty())
        .map(|name| Entry {
            name: name.to_owned(),
            path: corpus.join(name),
        })
        .collect()
}

/// Every YAML or JSON file that says its version of OpenAPI at its beginning.
fn searched(corpus: &Path) -> Result<Vec<Entry>, Failure> {
    let (mut entries, mut folders) = (Vec::new(), vec![corpus.to_owned()]);
    while let Some(folder) = folders.pop() {
        let failed = |error| Failure::io("read", &folder, &error);
        for item in fs::read_dir(&folder).map_err(failed)? {
            let path = item.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_document(&path)
                && let Ok(inside) = path.strip_prefix(corpus)
            {
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                entries.push(Entry {
                    name: parts.join("/"),
                    path,
                });
            }
        }
    }
    Ok(entries)
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    if !matches!(ending, Some("yaml" | "yml" | "json")) {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    read.is_ok() && text.lines().any(says_version)
}

/// Whether a line of YAML, or all of a JSON document, has the member that says the version.
fn says_version(line: &str) -> bool {
    let line = line.trim_start_matches(['{', '"', '\'', ' ', '\t']);
    let is_first = line.starts_with("openapi") || line.starts_with("swagger");
    is_first || line.contains("\"openapi\":") || line.contains("\"swagger\":")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_seen_wherever_it_stands() {
        for line in [
            "openapi: 3.1.0",
            "'swagger': '2.0'",
            r#"{ "openapi": "3.0.3","#,
            r#"{"info":{"title":"x"},"openapi":"3.0.3","paths":{}}"#,
        ] {
            assert!(says_version(line), "{line}");
        }
        assert!(!says_version("description: see openapi: 3"));
    }

    #[test]
    fn a_manifest_that_is_no_text_is_told() {
        let corpus = tempfile::tempdir().unwrap();
        fs::write(corpus.path().join("a.yaml"), "openapi: 3.1.0").unwrap();
        assert_eq!(find(corpus.path(), None).unwrap().len(), 1);
        fs::write(corpus.path().join("MANIFEST.tsv"), [0xFF]).unwrap();
        assert!(find(corpus.path(), None).is_err());
    }
}
