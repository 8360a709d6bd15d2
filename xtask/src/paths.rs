//! Which files and folders a command means: its defaults stand in this workspace, what the user gives is relative to the
//! current folder.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace that this program was built from.
pub fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A file or folder of the workspace, by its path there.
pub fn in_workspace(relative: &str) -> PathBuf {
    workspace().join(relative)
}

/// The path as messages say it: relative to the current folder if it is inside, with `/` between its parts.
pub fn shown(path: &Path) -> String {
    let current = env::current_dir().ok();
    let inside = current
        .as_deref()
        .and_then(|current| path.strip_prefix(current).ok());
    let text = match inside {
        Some(inside) if inside.as_os_str().is_empty() => ".".to_owned(),
        Some(inside) => inside.to_string_lossy().into_owned(),
        None => path.to_string_lossy().into_owned(),
    };
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

/// Where the name lock of a document stands if the user does not say: beside the document, by its name.
pub fn lock_beside(spec: &Path) -> PathBuf {
    spec.with_extension("names.lock")
}
