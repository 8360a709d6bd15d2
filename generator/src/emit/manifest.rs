//! What tools read of the crate: `Cargo.toml` for cargo, `rustfmt.toml` for rustfmt.

use specsmith_templates::{MANIFEST, RUSTFMT};

use super::unit::Unit;
use super::{docs, example};
use crate::plan::{ALL_MODELS, Crate, Manifest};
use crate::templates::fill;

pub(super) fn units(krate: &Crate) -> Vec<Unit<'_>> {
    let Manifest {
        name,
        version,
        license,
        description,
        repository,
        keywords,
        standalone,
    } = &krate.manifest;
    let entry = |key: &str, value: &Option<String>| {
        value
            .as_deref()
            .map_or_else(String::new, |value| format!("{key} = {}", string(value)))
    };
    let keywords: Vec<String> = keywords.iter().map(|keyword| string(keyword)).collect();
    let keywords = if keywords.is_empty() {
        String::new()
    } else {
        format!("keywords = [{}]", keywords.join(", "))
    };
    let example = example::program(krate).map_or_else(String::new, |program| {
        format!(
            "\n[[example]]\nname = {}\nrequired-features = [\"reqwest\", \"test-util\"]",
            string(&program.file)
        )
    });
    let unused = match krate.has_unused_models() {
        true => format!("\n## Models that no operation uses.\n{ALL_MODELS} = []"),
        false => String::new(),
    };
    let values = [
        ("name", string(name)),
        ("version", string(version)),
        ("description", string(&one_line(description))),
        ("license", entry("license", license)),
        ("repository", entry("repository", repository)),
        ("keywords", keywords),
        ("unused", unused),
        ("example", example),
        (
            "workspace",
            if *standalone {
                "\n[workspace]".to_owned()
            } else {
                String::new()
            },
        ),
    ];
    vec![
        Unit::text("Cargo.toml", fill(MANIFEST, &values)),
        Unit::text("rustfmt.toml", RUSTFMT),
    ]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A basic string of TOML (1.0, "String"). What can't be seen is shown, not escaped: cargo hands these texts to the
/// compiler as environment variables, which can't hold every character.
fn string(text: &str) -> String {
    let text = docs::visible(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    format!("\"{text}\"")
}
