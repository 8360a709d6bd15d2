//! The form of a table of problems: a line for what is wrong, and a line for what to do about it.

/// Declares an enum of problems with their code, message and hint.
macro_rules! problems {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident { $($(#[$field_meta:meta])* $field:ident: $ty:ty),* $(,)? } = $code:literal:
                    $message:literal, hint $hint:literal;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(tag = "code", rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant { $($(#[$field_meta])* $field: $ty),* },)*
        }

        impl $name {
            /// Codes of all problems of this stage.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Name in kebab case.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            /// Whether the hint is about this very finding, and not the same for all of its kind.
            pub fn has_own_hint(&self) -> bool {
                match self { $(Self::$variant { .. } => $hint.replace("{{", "").contains('{'),)* }
            }

            /// What to do about it.
            #[allow(unused_variables, reason = "not every hint names every field")]
            pub fn hint(&self) -> String {
                match self { $(Self::$variant { $($field),* } => format!($hint),)* }
            }
        }

        impl std::fmt::Display for $name {
            #[allow(unused_variables, reason = "not every message names every field")]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { $(Self::$variant { $($field),* } => write!(f, $message),)* }
            }
        }
    };
}
