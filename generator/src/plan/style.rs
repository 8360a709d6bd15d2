//! How Rust spells names of each kind: what people choose, and what they write into the name lock, is held to it, so that
//! the compiler has nothing to warn of.

use crate::keywords;

/// How a kind of names is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameStyle {
    /// `UpperCamelCase`: types and variants.
    Type,
    /// `snake_case`: methods and fields.
    Value,
}

impl NameStyle {
    /// What is wrong with a name, raw or not.
    pub fn fault(self, name: &str) -> Option<&'static str> {
        if keywords::NEVER.contains(&name) {
            return Some("Rust has another meaning for it");
        }
        let is_plain = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let is_identifier = name.chars().all(is_plain)
            && name.contains(|character: char| character.is_ascii_alphabetic())
            && !name.starts_with(|first: char| first.is_ascii_digit());
        if !is_identifier {
            return Some("a name has ASCII letters, digits and `_`, and no digit first");
        }
        let bare = name.trim_matches('_');
        match self {
            Self::Type if !is_camel(bare) => Some("types and variants are `UpperCamelCase`"),
            Self::Value if !is_snake(bare) => Some("methods and fields are `snake_case`"),
            Self::Type | Self::Value => None,
        }
    }
}

/// The rule of the lint `non_camel_case_types`: a `_` parts digits, and nothing else.
fn is_camel(name: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let parts: Vec<&[u8]> = name.split('_').map(str::as_bytes).collect();
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && parts
            .windows(2)
            .all(|pair| is_digit(pair[0].last()) && is_digit(pair[1].first()))
}

/// The rule of the lint `non_snake_case`.
fn is_snake(name: &str) -> bool {
    !name.contains("__") && !name.contains(|character: char| character.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::NameStyle::{Type, Value};

    #[test]
    fn names_are_spelled_as_the_compiler_wants_them() {
        for (style, name) in [
            (Type, "Loud"),
            (Type, "Self_"),
            (Type, "Asc1_2"),
            (Value, "r#"),
        ] {
            assert_eq!(style.fault(name).is_none(), name != "r#", "{name}");
        }
        for name in [
            "loud", "foo_bar", "Foo_Bar", "Foo_1", "Self", "1st", "", "_", "A b", "Ä",
        ] {
            assert!(Type.fault(name).is_some(), "{name:?}");
        }
        for name in ["type", "_2fa", "n1_8", "self_"] {
            assert_eq!(Value.fault(name), None, "{name}");
        }
        for name in ["Loud", "fetchThing", "a__b", "self", "_", "2fa", "a b"] {
            assert!(Value.fault(name).is_some(), "{name:?}");
        }
    }
}
