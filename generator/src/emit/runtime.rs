//! `src/runtime/`: the hand-written part of the crate, as far as it is needed.

use super::unit::Unit;
use crate::plan::Crate;
use crate::templates;

pub(super) fn units(krate: &Crate) -> Vec<Unit<'_>> {
    let files = templates::runtime(&krate.needs);
    files
        .into_iter()
        .map(|(path, text)| Unit::text(format!("src/runtime/{path}"), text))
        .collect()
}
