//! Turns the plan into tokens: it decides nothing and cannot fail.
pub const RESERVED_TYPE_NAMES: &[&str] = &["String"];
