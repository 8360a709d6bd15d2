//! Which parameter each expression of a template is of, and what stands for it in the template that is sent.

use std::borrow::Cow;

use crate::api::{Parameter, ParameterPlace, Piece};
use crate::maps::{Map, OrderedMap, OrderedSet, Set};

use super::expression::{name_in, pattern_in};
use super::parameter::ByKey;

/// A template as it is sent.
#[derive(Default)]
pub(super) struct Template<'p> {
    /// With names in its braces, and the patterns of those that span segments, in one notation: `{name=shelves/*}`.
    pub(super) text: String,
    /// The parameters in it, each once, in order, by what they are declared as.
    pub(super) slots: OrderedMap<&'p str, Slot<'p>>,
    /// Those of them that stand in the query.
    pub(super) in_query: OrderedSet<&'p str>,
}

/// A parameter in a template.
pub(super) struct Slot<'p> {
    /// Its name there.
    pub(super) name: &'p str,
    /// The pattern of a value that spans segments.
    pub(super) pattern: Option<Cow<'p, str>>,
}

/// Reads a template. An expression is of the parameter that is declared by its name, unless one is declared as all of it.
/// `fits` says whether values of a parameter may follow a pattern. Where no value can be put in, what is wrong.
pub(super) fn read<'p>(
    pieces: &[Piece<'p>],
    declared: &ByKey,
    mut fits: impl FnMut(&Parameter, &str) -> bool,
) -> Result<Template<'p>, String> {
    let shared = shared(pieces);
    let mut template = Template::default();
    let mut is_query = false;
    for piece in pieces {
        let expression = match *piece {
            Piece::Literal(literal) => {
                is_query |= literal.contains('?');
                template.text.push_str(literal);
                continue;
            }
            Piece::Name(expression) => expression,
        };
        let is_declared = |name: &str| {
            let is_in = |place| declared.contains_key(&(place, name.to_owned()));
            is_in(ParameterPlace::Path) || is_query && is_in(ParameterPlace::Query)
        };
        let (key, name) = names(expression, &shared, is_declared);
        // They begin the pattern and the query of what is sent.
        if name.contains(['=', '?']) {
            return Err(format!("`{{{expression}}}`, which has no name of its own"));
        }
        let parameter = declared.get(&(ParameterPlace::Path, key.to_owned()));
        let pattern = pattern_in(expression)
            .filter(|_| !is_query && name_in(expression) != expression)
            .filter(|pattern| parameter.is_none_or(|parameter| fits(parameter, pattern)));
        template.add(key, Slot { name, pattern }, is_query)?;
    }
    Ok(template)
}

impl<'p> Template<'p> {
    fn add(&mut self, key: &'p str, slot: Slot<'p>, is_query: bool) -> Result<(), String> {
        let Slot { name, pattern } = &slot;
        self.text.extend(["{", name]);
        let pattern_text = pattern.iter().flat_map(|pattern| ["=", pattern]);
        self.text.extend(pattern_text);
        self.text.push('}');
        if is_query {
            self.in_query.insert(key);
        }
        match self.slots.get(key) {
            Some(known) if known.pattern != slot.pattern && !is_query => Err(format!(
                "several patterns for `{name}`, of which a value follows only one"
            )),
            Some(_) => Ok(()),
            None => {
                self.slots.insert(key, slot);
                Ok(())
            }
        }
    }
}

/// What the parameter of an expression is declared as, and its name in the template.
fn names<'p>(
    expression: &'p str,
    shared: &Set<&str>,
    is_declared: impl Fn(&str) -> bool,
) -> (&'p str, &'p str) {
    let name = name_in(expression);
    if name == expression {
        return (name, name);
    }
    match (is_declared(expression), is_declared(name)) {
        (true, false) if !shared.contains(name) => (expression, name),
        (true, _) => (expression, expression),
        (false, true) => (name, name),
        // Two that nobody declares are two parameters.
        (false, false) if shared.contains(name) => (expression, expression),
        (false, false) => (name, name),
    }
}

/// The names that different expressions have.
fn shared<'p>(pieces: &[Piece<'p>]) -> Set<&'p str> {
    let mut by_name = Map::default();
    let expressions = pieces.iter().filter_map(|piece| match *piece {
        Piece::Name(expression) => Some(expression),
        Piece::Literal(_) => None,
    });
    expressions
        .map(|expression| (name_in(expression), expression))
        .filter(|(name, expression)| by_name.entry(*name).or_insert(*expression) != expression)
        .map(|(name, _)| name)
        .collect()
}
