//! Rust's keywords (Rust reference, "Keywords"): strict, reserved, and those of every edition.

/// May be names when they are written raw (`r#type`); sorted.
pub const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Can't be names at all.
pub(crate) const NEVER: &[&str] = &["Self", "_", "crate", "self", "super"];

/// Whether the name can't be one at all.
pub fn is_never(name: &str) -> bool {
    // Most names are longer than all of these.
    name.len() <= "crate".len() && NEVER.contains(&name)
}

/// Whether the name has to be written raw.
pub fn is_raw(name: &str) -> bool {
    // Most names are longer than all of these, or have a capital or a `_`.
    name.len() <= "override".len()
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
        && RAW.binary_search(&name).is_ok()
}
