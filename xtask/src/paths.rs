//! Which files and folders a command means: its defaults stand in this workspace, what the user gives is relative to the
//! current folder.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, words};

/// The workspace that this program was built from.
pub fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A file or folder of the workspace, by its path there.
pub fn in_workspace(relative: &str) -> PathBuf {
    workspace().join(relative)
}

/// The file of this program.
///
/// # Errors
/// When the system does not tell.
pub fn this_program() -> Result<PathBuf, Failure> {
    let told = |error| {
        Failure::new(format!(
            "can't find the file of this program: {}",
            words(&error)
        ))
    };
    env::current_exe().map_err(|error| told(error).hint("run it as `cargo xtask`"))
}

/// The path as messages say it: relative to the current folder if it is inside, or if both are in the workspace; with `/`
/// between its parts.
pub fn shown(path: &Path) -> String {
    let seen = env::current_dir()
        .ok()
        .and_then(|current| from(&current, path));
    let text = seen
        .as_deref()
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

fn from(current: &Path, path: &Path) -> Option<PathBuf> {
    if path == current {
        return Some(".".into());
    }
    if let Ok(inside) = path.strip_prefix(current) {
        return Some(inside.to_owned());
    }
    let workspace = workspace();
    let up = current
        .strip_prefix(&workspace)
        .ok()?
        .components()
        .map(|_| "..");
    let down = path.strip_prefix(&workspace).ok()?;
    Some(up.collect::<PathBuf>().join(down))
}

/// Where the name lock of a document stands if the user does not say: beside the document, by its whole name, as there may
/// be an `api.yaml` and an `api.json`.
pub fn lock_beside(spec: &Path) -> PathBuf {
    let mut name = spec.file_name().unwrap_or_default().to_owned();
    name.push(".names.lock");
    spec.with_file_name(name)
}

/// Where it stood in earlier versions, which left out the extension.
pub fn earlier_lock_beside(spec: &Path) -> PathBuf {
    spec.with_extension("names.lock")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let at = |current: &str, path: &str| from(&in_workspace(current), &in_workspace(path));
        assert_eq!(at("", "spec/a.yaml"), Some("spec/a.yaml".into()));
        assert_eq!(at("spec", "spec/a.yaml"), Some("a.yaml".into()));
        assert_eq!(
            at("generator/src", "spec/a.yaml"),
            Some("../../spec/a.yaml".into())
        );
        assert_eq!(
            at("generator/src", "generator/a.yaml"),
            Some("../../generator/a.yaml".into())
        );
        assert_eq!(at("spec", "spec"), Some(".".into()));
        assert_eq!(from(&in_workspace("spec"), Path::new("/elsewhere/a")), None);
        assert_eq!(from(Path::new("/elsewhere"), &in_workspace("spec")), None);
    }
}
