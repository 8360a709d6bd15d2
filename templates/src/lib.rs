//! The texts that every generated crate is made from: its runtime, and the forms of its other files.
//!
//! The library is nothing but text. The runtime is real Rust, mounted below together with a hand-written specimen of
//! emitted code, so that it is compiled, linted and tested here.

/// Pairs each path inside `src/runtime/` with its text.
macro_rules! runtime {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("runtime/", $path)))),*]
    };
}

/// The runtime: path inside `src/runtime/` and text, one line a file. A file is emitted when `mod.rs` still declares its
/// module after the lines that are not needed (`… // if <need>`, `… // if <need> or <need>`) are left out.
#[rustfmt::skip]
pub const RUNTIME: &[(&str, &str)] = runtime![
];

/// `Cargo.toml`
pub const MANIFEST: &str = include_str!("../forms/Cargo.toml.txt");
/// `README.md`, which is the crate's page too.
pub const README: &str = include_str!("../forms/README.md.txt");
/// The example program.
pub const EXAMPLE: &str = include_str!("../forms/example.rs.txt");
