//! Which keywords say what a value is: a schema with one of them beside a reference is one of its own. The others are words
//! for people, bounds and conditions.

/// Whether this is such a keyword. `type` is none: beside a reference, it repeats what that leads to.
pub(crate) fn is_structure(key: &str) -> bool {
    matches!(
        key,
        "allOf"
            | "anyOf"
            | "oneOf"
            | "properties"
            | "required"
            | "additionalProperties"
            | "patternProperties"
            | "items"
            | "prefixItems"
            | "enum"
            | "const"
            | "discriminator"
    )
}
