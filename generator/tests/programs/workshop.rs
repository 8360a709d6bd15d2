//! Crates that are written into `target/programs`, and built and run there with a target folder of their own, so that what
//! they depend on is built once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use specsmith::print::Tree;

/// The files of a crate by path, `/` between the parts.
pub(crate) type Files = BTreeMap<String, String>;

/// The files of a crate.
pub(crate) fn files_of(tree: Tree) -> Files {
    let files = tree.files.into_iter();
    files
        .map(|(path, text)| (path, text.into_owned()))
        .collect()
}

/// One build at a time: what `cargo` itself would wait for, without its messages about it.
static BENCH: Mutex<()> = Mutex::new(());

/// Where everything is.
pub(crate) fn root() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    target.join("programs")
}

/// The workspace of this repository.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Makes the folder hold these files and no other. A file that is the same keeps its time, so that nothing is built again
/// for nothing.
pub(crate) fn write(name: &str, files: &Files) -> PathBuf {
    let folder = root().join(name);
    let wanted: BTreeSet<PathBuf> = files.keys().map(|path| folder.join(path)).collect();
    for path in files_in(&folder) {
        if !wanted.contains(&path) {
            fs::remove_file(path).unwrap();
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    // The same versions as everywhere in this repository, which are there already.
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_in(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Runs `cargo` in a folder and gives what it wrote to the standard output; fails with all that was said.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let _alone = BENCH.lock().unwrap_or_else(PoisonError::into_inner);
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments);
    command
        .env("CARGO_TARGET_DIR", root().join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TERM_COLOR", "never");
    command.env("RUSTDOCFLAGS", "-D warnings");
    // Where nobody listens: the programs talk to servers on this machine, to which no proxy may lead.
    command.env("http_proxy", "http://127.0.0.1:9");
    for variable in ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success(),
        "cargo {} in {}:\n{out}\n{err}",
        arguments.join(" "),
        folder.display()
    );
    out
}

/// Fails unless a crate gives no warning to rustc, clippy and rustdoc, whatever its features, and unless all its examples
/// compile.
pub(crate) fn assert_clean(folder: &Path) {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let all_models = ["--no-default-features", "--features=all-models"];
    let of_models = manifest
        .contains("\nall-models = ")
        .then_some(&all_models[..]);
    let always = [
        &[][..],
        &["--no-default-features"],
        &["--features=test-util"],
        &["--all-features"],
    ];
    for features in always.into_iter().chain(of_models) {
        let clippy = ["clippy", "--quiet", "--all-targets"];
        let deny = ["--", "-D", "warnings"];
        cargo(folder, &[&clippy, features, &deny].concat());
        cargo(
            folder,
            &[&["doc", "--quiet", "--no-deps"], features].concat(),
        );
    }
    cargo(folder, &["test", "--quiet", "--doc", "--all-features"]);
}
