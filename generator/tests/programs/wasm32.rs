//! A call in a program for `wasm32-unknown-unknown`, whose `std` has no time and no sockets: it is run, not only compiled.

use std::path::Path;
use std::process::Command;

use crate::support::Folder;
use crate::workshop::{Files, cargo, root, write};
use crate::{generated, manifest};

const TARGET: &str = "wasm32-unknown-unknown";

/// Runs the function `call` of a module without imports.
const RUN: &str = "const module = require('fs').readFileSync(process.argv[1]);
WebAssembly.instantiate(module).then(({ instance }) => console.log(instance.exports.call()));";

/// What a program writes to its standard output; `None`: it is not there, or fails.
fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let written = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| written.trim().to_owned())
}

#[test]
fn a_call_in_wasm32() {
    let libraries = output("rustc", &["--print", "target-libdir", "--target", TARGET]);
    let has_target = libraries.is_some_and(|path| Path::new(&path).is_dir());
    if !has_target || output("node", &["--version"]).is_none() {
        eprintln!("SKIPPED: needs node, and `rustup target add {TARGET}`");
        return;
    }
    let client = generated(&Folder::committed(), "twilio-conversations");
    write("wasm32-client", &client);
    let dependencies = "http = \"1\"\ntwilio-conversations = { path = \"../wasm32-client\", default-features = false }\n\
        [lib]\ncrate-type = [\"cdylib\"]\n";
    let program = include_str!("wasm32/program.rs").to_owned();
    let files = Files::from([
        (
            "Cargo.toml".to_owned(),
            manifest("wasm32-program", "", dependencies),
        ),
        ("src/lib.rs".to_owned(), program),
    ]);
    let program = write("wasm32-program", &files);
    cargo(&program, &["build", "--quiet", "--target", TARGET]);
    let built = root()
        .join("target")
        .join(TARGET)
        .join("debug/wasm32_program.wasm");
    let told = output("node", &["-e", RUN, built.to_str().unwrap()]);
    assert_eq!(told.as_deref(), Some("2002"), "status 200, two attempts");
}
