//! Models that no operation uses: they stand in files of their own, which the compiler reads with a feature alone.

use quote::quote;

use super::unit::Item;
use crate::plan::{ALL_MODELS, Crate};

/// `mod unused;` where there is such a file, and what makes its items those of this one.
pub(super) fn modules(krate: &Crate, is_public: bool) -> Vec<Item> {
    if krate.unused_models.is_empty() {
        return Vec::new();
    }
    let module = quote! {
        #[cfg(feature = #ALL_MODELS)]
        mod unused;
    };
    let export = quote! {
        #[cfg(feature = #ALL_MODELS)]
        pub use unused::*;
    };
    let all = std::iter::once(module).chain(is_public.then_some(export));
    all.map(Item::Code).collect()
}

/// A line of a list, where there is this feature.
pub(super) fn line(krate: &Crate, line: impl FnOnce() -> String) -> String {
    match krate.unused_models.is_empty() {
        true => String::new(),
        false => line(),
    }
}
