//! Which models no operation uses: a program that does not ask for them shall not pay for them.

use std::collections::BTreeSet;

use super::direction::Directions;
use super::fold::Folded;
use super::krate::Model;
use super::naming::Naming;

/// Takes out the models that no operation, webhook or callback reaches, once all is made that is made of all models. None of
/// those that stay says the name of one.
pub fn take(
    models: &mut Vec<Model>,
    naming: &Naming,
    folded: &Folded,
    directions: &Directions,
) -> Vec<Model> {
    let types = naming
        .models
        .iter()
        .map(|((class, _), name)| (*class, name));
    let aliases = naming.aliases.iter();
    let aliases = aliases.map(|(id, name)| (folded.class(*id), name));
    let unused: BTreeSet<&str> = types
        .chain(aliases)
        .filter(|(class, _)| !directions.is_used(*class))
        .map(|(_, name)| name.as_str())
        .collect();
    let is_unused = |model: &mut Model| unused.contains(model.name());
    models.extract_if(.., is_unused).collect()
}
