//! Paths inside a folder, as they stand in a tree and in a marker: `/` between the parts, and no way out.

/// Whether the path stays inside its folder on every system.
///
/// # Errors
/// Why it does not, in words for the user.
pub fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("it is empty");
    }
    if path.starts_with('/') {
        return Err("it is absolute");
    }
    if path.contains(['\\', ':']) || path.chars().any(char::is_control) {
        return Err("it has a character that is no part of a portable path");
    }
    path.split('/').try_for_each(part)
}

fn part(part: &str) -> Result<(), &'static str> {
    match part {
        "" => Err("it has an empty part"),
        "." | ".." => Err("it has a part `.` or `..`"),
        // A file that git runs or trusts; on some systems its name is the same in capital letters.
        _ if part.eq_ignore_ascii_case(".git") => Err("it leads into a `.git` folder"),
        _ => Ok(()),
    }
}

/// The folders above a path, the nearest first: `a/b` and `a` for `a/b/c`.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'))
        .map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_stay_inside_are_taken() {
        for path in ["Cargo.toml", "src/a/b.rs", ".specsmith", "...", "a..b/.c"] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../x",
            "a/../x",
            "a//b",
            "a/",
            "./a",
            "C:/x",
            "a\\b",
            "a\0",
            "a\nb",
            ".git/config",
            "x/.GIT/hooks/y",
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn folders_go_up() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders("a").count(), 0);
    }
}
