//! Models that no operation uses: they stand in files of their own, which the compiler reads with a feature alone.

use quote::quote;

use super::unit::Item;
use crate::plan::{ALL_MODELS, Crate};

/// The module with what belongs to them, if there are any.
pub(super) fn module(krate: &Crate) -> Option<Item> {
    let module = quote! {
        #[cfg(feature = #ALL_MODELS)]
        mod unused;
    };
    krate.has_unused_models().then_some(Item::Code(module))
}

/// What makes the items of that module those of this one.
pub(super) fn export(krate: &Crate) -> Option<Item> {
    let export = quote! {
        #[cfg(feature = #ALL_MODELS)]
        pub use unused::*;
    };
    krate.has_unused_models().then_some(Item::Code(export))
}
