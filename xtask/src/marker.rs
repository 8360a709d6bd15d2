//! The marker: the list of the files that codegen wrote into a folder, and so may replace and remove.
//!
//! The first line is a comment; each other line is a path relative to the folder, sorted. A marker comes with a folder
//! that may come from anywhere, so it is read as an input: a path that leads out of the folder makes it a wrong one.

use std::collections::BTreeSet;

use crate::relative;

/// File name of the marker, in the folder that it is about.
pub use specsmith::print::MARKER as NAME;

/// The paths that the marker lists, and the marker itself.
///
/// # Errors
/// Why it is not a marker, in words for the user.
pub fn parse(text: &str) -> Result<BTreeSet<String>, String> {
    let mut lines = text.lines();
    if !lines.next().is_some_and(|line| line.starts_with('#')) {
        return Err("its first line is not the comment that codegen writes there".to_owned());
    }
    let mut paths = BTreeSet::from([NAME.to_owned()]);
    for line in lines.filter(|line| !line.is_empty()) {
        relative::check(line).map_err(|why| format!("it lists `{line}`: {why}"))?;
        paths.insert(line.to_owned());
    }
    Ok(paths)
}

/// A marker with the first line of `model` that lists these paths.
pub fn listing<'a>(model: &str, paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = model.lines().next().unwrap_or("#").to_owned();
    text.push('\n');
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_read_back() {
        let text = listing("# ours\nold", ["Cargo.toml", "src/lib.rs"]);
        assert_eq!(text, "# ours\nCargo.toml\nsrc/lib.rs\n");
        let paths = Ok([NAME, "Cargo.toml", "src/lib.rs"].map(str::to_owned).into());
        assert_eq!(parse(&text), paths);
        assert_eq!(parse(&text.replace('\n', "\r\n")), paths);
    }

    #[test]
    fn a_hostile_marker_is_none() {
        for text in [
            "",
            "Cargo.toml\n",
            "# ours\n../victim\n",
            "# ours\n/etc/passwd\n",
            "# ours\na/../../b\n",
        ] {
            assert!(parse(text).is_err(), "{text:?}");
        }
        let why = "it lists `../victim`: it has a part `.` or `..`".to_owned();
        assert_eq!(parse("# ours\n../victim\n"), Err(why));
    }
}
