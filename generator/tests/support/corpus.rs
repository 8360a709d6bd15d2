//! Real documents, none of which stand in this repository: where they are, if they are there.

use std::env;
use std::path::{Path, PathBuf};

/// The documents of the corpus, by name and path; none, and a word about it, where there is no corpus. Its folder is what
/// `SPECSMITH_CORPUS` names, else `shared/corpus` beside this repository.
pub(crate) fn corpus() -> Vec<(String, PathBuf)> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = env::var_os("SPECSMITH_CORPUS").map_or(beside, PathBuf::from);
    let Ok(manifest) = std::fs::read_to_string(folder.join("MANIFEST.tsv")) else {
        println!("SKIPPED: there is no corpus in {}", folder.display());
        return Vec::new();
    };
    let names = manifest
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let document = |name: &str| (name.to_owned(), folder.join(name));
    names.map(document).collect()
}
