//! The program that decodes and encodes: a table of types, in a workspace with the crate that it tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use specsmith::document::{Document, OperationEntry};
use specsmith::pointer::Location;

use super::prepare::{Types, put};
use crate::failure::Failure;

/// The file with the instances, in the workspace.
pub const INSTANCES: &str = "instances.tsv";

/// The package of the program.
pub const NAME: &str = "round-trip";

/// The member of a Path Item Object with the operations of other methods (OpenAPI 3.2, 4.9).
const MORE_OPERATIONS: &str = "additionalOperations";

/// So many schemas of one type are tried: folded ones say the same.
const PLACES: usize = 6;

const WORKSPACE: &str = "\
# Written by `cargo xtask corpus`.
[workspace]
resolver = \"3\"
members = [\"subject\", \"round-trip\"]

[profile.dev]
debug = false
incremental = false
";

const MANIFEST: &str = "\
# Written by `cargo xtask corpus`.
[package]
name = \"round-trip\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[dependencies]
serde = \"1\"
serde_json = \"1\"
subject = { path = \"../subject\", default-features = false, features = ";

/// The Rust types that the crate has for schemas, with the places of these schemas.
pub fn types(index: &BTreeMap<String, String>, root: &Location) -> Types {
    let mut types = Types::new();
    for (place, spelled) in index {
        if !is_ours(spelled) {
            continue;
        }
        let places = types.entry(path(spelled)).or_default();
        if places.len() < PLACES {
            places.push(location(place, root));
        }
    }
    types
}

/// How many of the document's operations have a method. One with several representations of its body has several.
pub fn operations(index: &BTreeMap<String, String>, document: &Document) -> usize {
    let root = document.root();
    let methods = index
        .iter()
        .filter(|(_, item)| item.starts_with("Client::"));
    let called: BTreeSet<Location> = methods.map(|(place, _)| location(place, root)).collect();
    let paths = root.key("paths");
    let place = |operation: &OperationEntry| {
        let path = paths.key(&operation.path);
        let holder = operation.at.parent();
        let holder = holder.as_ref().and_then(Location::name);
        match holder.filter(|holder| &**holder == MORE_OPERATIONS) {
            // Their methods are written as they are.
            Some(holder) => path.key(&holder).key(&operation.method),
            None => path.key(&operation.method.to_lowercase()),
        }
    };
    let all = document.operations().iter();
    all.filter(|operation| called.contains(&place(operation)))
        .count()
}

/// At most so many of the types, spread evenly.
pub fn sampled(types: Types, sample: Option<usize>) -> Types {
    let step = sample.map_or(1, |sample| types.len().div_ceil(sample.max(1)).max(1));
    types.into_iter().step_by(step).collect()
}

/// The place that a key of the index names.
fn location(place: &str, root: &Location) -> Location {
    let (file, pointer) = place.split_once('#').unwrap_or((place, ""));
    let root = if file.is_empty() {
        root.clone()
    } else {
        Location::root(decoded(file))
    };
    root.with_pointer(&decoded(pointer))
}

/// Without percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, tail) = match byte.filter(|_| *first == b'%') {
            Some(byte) => (byte, tail.get(2..).unwrap_or_default()),
            None => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether the crate decodes the type by its own code: not a method, and not `Vec<String>`, which is serde's affair.
fn is_ours(spelled: &str) -> bool {
    spelled.contains("models::")
}

/// The type as the program has to spell it.
fn path(spelled: &str) -> String {
    let mut text = String::new();
    for word in spelled.split_inclusive([' ', '<', '>', ',', '(', ')']) {
        let prefix = match word.trim_end_matches([' ', '<', '>', ',', '(', ')']) {
            "Timestamp" | "Number" | "JsonObject" | "Patch" => "subject::",
            "BTreeMap" => "std::collections::",
            name if name.starts_with("models::") => "subject::",
            _ => "",
        };
        text.push_str(prefix);
        text.push_str(word);
    }
    text
}

/// Writes the workspace and the program, which sees the crate with these features.
///
/// # Errors
/// When a file can't be written.
pub fn write(workspace: &Path, types: &Types, features: &[String]) -> Result<(), Failure> {
    let mut main = "//! Written by `cargo xtask corpus`.\n\nmod runner;\n\nuse runner::trip;\n\n\
        fn main() -> std::io::Result<()> {\n    runner::run(&[\n"
        .to_owned();
    // The index names the type without the `Option` that a schema with null gets where it is used.
    for spelled in types.keys() {
        let _ = writeln!(main, "        trip::<Option<{spelled}>>,");
    }
    main.push_str("    ])\n}\n");
    let package = workspace.join(NAME);
    put(&workspace.join("Cargo.toml"), WORKSPACE)?;
    put(
        &package.join("Cargo.toml"),
        &format!("{MANIFEST}{features:?} }}\n"),
    )?;
    put(&package.join("src/runner.rs"), include_str!("runner.rs"))?;
    put(&package.join("src/main.rs"), &main)?;
    Ok(())
}
