//! The head of a file of Rust: what comes before its items.

use proc_macro2::TokenStream;

use super::docs::inner;
use super::scope::Scope;
use super::unit::{Item, Part};

/// The docs of the file, what it allows, and then these (modules, `use` lines), a blank line between each two.
pub(super) fn head(
    docs: &[&str],
    allowed: Option<TokenStream>,
    rest: impl IntoIterator<Item = Item>,
) -> Part {
    let mut scope = Scope::default();
    let mut attributes = inner(docs, &mut scope);
    attributes.extend(allowed);
    let items = std::iter::once(Item::Code(attributes)).chain(rest);
    scope.part(items.collect())
}
