//! The rules of Cargo and of crates.io for what a manifest says ("The Manifest Format" in the Cargo Book).

use semver::Version;
use specsmith_templates::MANIFEST;

use super::names::identifier;

/// Names of packages whose crates would hide those of Rust.
const RESERVED: &[&str] = &["alloc", "core", "proc-macro", "proc_macro", "std", "test"];

/// How long a name may be on crates.io.
const LONGEST: usize = 64;

/// What is wrong with the name of a package; for whoever takes one from people, too.
///
/// # Errors
/// The rule that it breaks.
pub fn check_package_name(name: &str) -> Result<(), &'static str> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    let doubles = ["--", "__", "-_", "_-"];
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || !name.chars().all(is_plain) {
        Err("a package name has ASCII letters, digits, `-` and `_`, and begins with a letter")
    } else if name.len() > LONGEST {
        Err("a package name has at most 64 characters")
    } else if doubles.iter().any(|double| name.contains(double)) {
        Err("a package name has no two `-` or `_` side by side")
    } else if RESERVED.contains(&name)
        || ["self", "super", "crate"].contains(&name)
        || identifier(name) != name
    {
        Err("Rust has another meaning for it")
    } else if is_dependency(name) {
        Err("the crate depends on the package of this name")
    } else {
        Ok(())
    }
}

/// Whether a generated crate depends on this package: the form of its manifest says so.
fn is_dependency(name: &str) -> bool {
    let (_, dependencies) = MANIFEST.split_once("[dependencies]").unwrap_or_default();
    let mut lines = dependencies.lines();
    let name = name.replace('-', "_");
    lines.any(|line| {
        line.split_once(" = ")
            .is_some_and(|(known, _)| known == name)
    })
}

/// Whether this is a version (semver.org).
pub fn is_version(version: &str) -> bool {
    Version::parse(version).is_ok()
}

/// How many keywords crates.io takes.
pub const KEYWORDS: usize = 5;

/// Whether crates.io takes a keyword.
pub fn is_keyword(keyword: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-+".contains(character);
    keyword.starts_with(|first: char| first.is_ascii_alphanumeric())
        && keyword.chars().all(is_plain)
        && keyword.len() <= 20
}

/// Whether this has the form of an SPDX license expression (SPDX 2.3, annex D): names with an operator between each two.
pub fn is_license(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ");
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || ".-+:".contains(character);
    let (mut open, mut wants_name) = (0_usize, true);
    for word in spaced.split_whitespace() {
        let fits = match word {
            "(" => {
                open += 1;
                wants_name
            }
            ")" if open > 0 => {
                open -= 1;
                !wants_name
            }
            "AND" | "OR" | "WITH" => !std::mem::replace(&mut wants_name, true),
            name => name.chars().all(is_plain) && std::mem::replace(&mut wants_name, false),
        };
        if !fits {
            return false;
        }
    }
    open == 0 && !wants_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names_are_those_of_cargo() {
        for name in ["a", "twilio-conversations", "a_1"] {
            assert_eq!(check_package_name(name), Ok(()));
        }
        let long = "a".repeat(65);
        let wrong = [
            "", "1a", "a b", "-a", "../a", "ä", "a\n", "a--b", "test", "type", "self", &long,
        ];
        for name in wrong
            .into_iter()
            .chain(["tokio", "serde_json", "serde-json"])
        {
            assert!(check_package_name(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn manifests_say_what_crates_io_takes() {
        assert!(is_version("1.2.3-rc.1+build"));
        assert!(
            !["01.2.3", "1.2.3-", "1.2", "v1.2.3", ""]
                .iter()
                .any(|text| is_version(text))
        );
        assert!(
            ["c++"]
                .iter()
                .all(|text| !is_keyword(&format!("+{text}")) && is_keyword(text))
        );
        assert!(
            !["", "two words", "é", "a-keyword-of-21-letters"]
                .iter()
                .any(|text| is_keyword(text))
        );
        for license in [
            "MIT",
            "MIT OR Apache-2.0",
            "(MIT OR ISC) AND GPL-2.0+ WITH x",
            "LicenseRef-Ours",
        ] {
            assert!(is_license(license), "{license}");
        }
        for text in [
            "",
            "MIT/Apache-2.0",
            "MIT OR",
            "MIT Apache-2.0",
            "(MIT",
            "MIT)",
            "()",
            "All rights reserved.",
        ] {
            assert!(!is_license(text), "{text}");
        }
    }
}
