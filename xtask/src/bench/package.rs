//! Runs a package that measures: one of its own, built for release, because the generated crate may not compile while it is
//! generated.

use std::env;
use std::process::Command;

use crate::failure::{Failure, words};
use crate::paths;

/// Builds and runs the package of this name; what it says is shown as it is said. `complaint`: what is wrong when it fails.
///
/// # Errors
/// When cargo can't be run, or the package fails.
pub fn run(name: &str, arguments: &[u32], complaint: &str) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ended = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--package", name, "--"])
        .args(arguments.iter().map(u32::to_string))
        .current_dir(paths::workspace())
        .status()
        .map_err(|error| Failure::new(format!("can't run `cargo`: {}", words(&error))))?;
    match ended.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("`{name}` failed: {complaint}"))
            .hint("its last lines, above, say which")),
    }
}
