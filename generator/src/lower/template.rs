//! Templates of paths: which parameters stand in them, and what the expressions of other template languages are taken for.

use std::borrow::Cow;

use crate::api::{
    Docs, Origin, Parameter, ParameterPlace, Piece, Style, find_outside, pieces, sent_path,
};
use crate::maps::{Map, OrderedMap, OrderedSet};
use crate::report::LowerProblem;

use super::content::{self, Owner};
use super::expression::{name_in, query_in_braces};
use super::parameter::{ByKey, Parameters};
use super::pattern;
use super::schemas::Schemas;
use super::slots::{Slot, Template, read};

/// Whether a name of the query is left out, as a credential is, which the client sends by itself.
type IsLeftOut<'i> = &'i dyn Fn(&str) -> bool;

/// Sorts the declared parameters: those of the template in its order, then the others. What only one of both knows is told.
/// `None`: no values can be put in for its expressions, which is told.
pub(super) fn sort<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    (written, is_left_out): (&str, IsLeftOut<'_>),
    mut all: ByKey,
    result: &mut Parameters,
) -> Option<()> {
    let path = &*without_pairs(sent_path(written), is_left_out);
    let Some(pieces) = pieces(path) else {
        // What is no template is no path either: plan leaves the operation out, and says why.
        result.template = written.to_owned();
        result.list = all.into_values().collect();
        return Some(());
    };
    let fits = |parameter: &Parameter, pattern: &str| {
        pattern::fits(schemas, (owner, written), parameter, pattern)
    };
    let template = read(&pieces, &all, fits).map_err(|what| {
        let (operation, path) = (owner.operation.clone(), written.to_owned());
        let problem = LowerProblem::AmbiguousPath {
            operation,
            path,
            what,
        };
        schemas.warn(&owner.at, problem);
    });
    let template = template.ok()?;
    let in_braces = query_in_braces(written).filter(|expression| !is_left_out(name_in(expression)));
    add_query(schemas, owner, (written, in_braces), &template, &mut all);
    let Template {
        text,
        slots,
        in_query,
    } = template;
    result.template = text;
    let query = pieces.iter().position(|piece| piece.has('?'));
    let keys = query.map_or_else(OrderedSet::default, |query| literal_keys(&pieces[query..]));
    let (repeated, all): (Vec<_>, Vec<_>) = all.into_values().partition(|parameter| {
        let name = &*parameter.name;
        let is_of_query = parameter.place == ParameterPlace::Query;
        is_of_query && keys.contains(name) && !in_query.contains(name)
    });
    for Parameter { name, at, .. } in repeated {
        let sentences = &mut result.sentences;
        sentences.push(format!("the query parameter `{name}` is part of the path"));
        schemas.untold.insert(at);
    }
    let (of_path, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .map(|parameter| match parameter.place {
            ParameterPlace::Query if in_query.contains(&*parameter.name) => of_template(parameter),
            _ => parameter,
        })
        .partition(|parameter| parameter.place == ParameterPlace::Path);
    let (mut used, left) = by_name(&slots, of_path);
    let of_template = slots.into_iter().map(|(key, slot)| {
        let place = match in_query.contains(key) {
            true => ParameterPlace::Query,
            false => ParameterPlace::Path,
        };
        let undeclared = || of_template(undeclared(schemas, owner, path, (place, slot.name)));
        let parameter = used.remove(key).unwrap_or_else(undeclared);
        filled(schemas, slot, parameter)
    });
    result.list = of_template.collect();
    tell_unused(schemas, path, left);
    result.list.extend(others);
    Some(())
}

/// Tells of parameters of the path that are not in it.
fn tell_unused(schemas: &mut Schemas<'_, '_>, path: &str, left: Vec<Parameter>) {
    for unused in left {
        let problem = LowerProblem::UnusedPathParameter {
            name: unused.name,
            path: path.to_owned(),
        };
        schemas.warn(&unused.at, problem);
        schemas.untold.insert(unused.at);
    }
}

/// The parameter in its place in the template.
fn filled(
    schemas: &mut Schemas<'_, '_>,
    Slot { name, pattern }: Slot<'_>,
    mut parameter: Parameter,
) -> Parameter {
    name.clone_into(&mut parameter.name);
    if let Some(pattern) = pattern {
        pattern::tell(schemas, &pattern, &mut parameter);
    }
    parameter
}

/// The path without the pairs of its query whose values are expressions, and whose names are left out.
fn without_pairs<'p>(path: &'p str, is_left_out: IsLeftOut<'_>) -> Cow<'p, str> {
    let halves =
        find_outside(path, '?').and_then(|at| Some((path.get(..at)?, path.get(at + 1..)?)));
    let Some((before, query)) = halves else {
        return Cow::Borrowed(path);
    };
    let is_kept = |pair: &&str| {
        let name = pair.split_once("={").filter(|_| pair.ends_with('}'));
        name.is_none_or(|(name, _)| !is_left_out(name))
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if kept.len() == query.split('&').count() {
        return Cow::Borrowed(path);
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    Cow::Owned([before, mark, &kept.join("&")].concat())
}

/// A parameter of the query that the template writes: it is not sent once more.
fn of_template(parameter: Parameter) -> Parameter {
    Parameter {
        place: ParameterPlace::Path,
        required: true,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        ..parameter
    }
}

/// The parameters of the path by what they are declared as, and those that are not in it.
fn by_name<'n>(
    slots: &OrderedMap<&'n str, Slot<'n>>,
    of_path: Vec<Parameter>,
) -> (Map<&'n str, Parameter>, Vec<Parameter>) {
    let (mut used, mut left) = (Map::default(), Vec::new());
    for parameter in of_path {
        match slots.get_key_value(&*parameter.name) {
            Some((&name, _)) if !used.contains_key(name) => {
                used.insert(name, parameter);
            }
            Some(_) | None => left.push(parameter),
        }
    }
    (used, left)
}

/// Makes the names of a query in braces (RFC 6570, 3.2.8) parameters of the query, where they are not.
fn add_query<'e>(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner<'_>,
    (written, in_braces): (&str, impl Iterator<Item = &'e str>),
    template: &Template<'_>,
    all: &mut ByKey,
) {
    for expression in in_braces {
        let name = name_in(expression);
        let of = |place, name: &str| (place, name.to_owned());
        let is_declared = |name| all.contains_key(&of(ParameterPlace::Query, name));
        if template.in_query.contains(name) || is_declared(name) || is_declared(expression) {
            continue;
        }
        // One in the path before the query is another.
        let is_in_path = template.slots.contains_key(name);
        let of_path = match is_in_path {
            true => None,
            false => all.shift_remove(&of(ParameterPlace::Path, name)),
        };
        let parameter = match of_path {
            Some(of_path) => Parameter {
                place: ParameterPlace::Query,
                style: Style::Form,
                explode: expression.ends_with('*'),
                ..of_path
            },
            None => undeclared(schemas, owner, written, (ParameterPlace::Query, name)),
        };
        all.insert(of(ParameterPlace::Query, name), parameter);
    }
}

/// A parameter that only the template knows: a text.
fn undeclared(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner<'_>,
    path: &str,
    (place, name): (ParameterPlace, &str),
) -> Parameter {
    let operation = &owner.at;
    let is_of_query = place == ParameterPlace::Query;
    let problem = LowerProblem::UndeclaredPathParameter {
        name: name.to_owned(),
        path: path.to_owned(),
        place: if is_of_query { "query" } else { "path" }.to_owned(),
    };
    schemas.warn(operation, problem);
    // Names may stand in the path and in its query.
    let mark = if is_of_query { "?" } else { "" };
    let at = operation.key("parameters").key(&format!("{mark}{name}"));
    let role = format!("parameter {name}");
    let origin = Origin::Operation {
        operation: owner.operation.clone(),
        role,
    };
    Parameter {
        name: name.to_owned(),
        place,
        required: !is_of_query,
        schema: content::text(schemas, &at, origin),
        style: if is_of_query {
            Style::Form
        } else {
            Style::Simple
        },
        explode: is_of_query,
        allow_reserved: false,
        content: None,
        docs: Docs::default(),
        at,
    }
}

/// The names that the literal parts of a query give values to: what is declared as well is not sent once more.
fn literal_keys<'p>(pieces: &[Piece<'p>]) -> OrderedSet<&'p str> {
    let mut keys = OrderedSet::default();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Literal(literal) = piece else {
            continue;
        };
        let pairs = literal.split(['?', '&']).skip(1);
        let mut pairs = pairs.filter_map(|pair| pair.split_once('=')).peekable();
        while let Some((key, value)) = pairs.next() {
            // Without a value, some documents only say which parameter there is.
            let goes_on = pairs.peek().is_none() && literal.ends_with('=');
            let is_template = goes_on && matches!(pieces.get(index + 1), Some(Piece::Name(_)));
            if !value.is_empty() || is_template {
                keys.insert(key);
            }
        }
    }
    keys
}
