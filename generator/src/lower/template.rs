//! Templates of paths: which parameters stand in them, and what the expressions of other template languages are taken for.

use std::borrow::Cow;

use crate::api::{Docs, Origin, Parameter, ParameterPlace, Piece, Style, pieces, sent_path};
use crate::maps::{Map, OrderedSet, Set};
use crate::report::LowerProblem;

use super::content::{self, Owner};
use super::parameter::{ByKey, Parameters};
use super::schemas::Schemas;

/// Sorts the declared parameters: those of the template in its order, then the others. What only one of both knows is told.
pub(super) fn sort<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    written: &str,
    mut all: ByKey,
    result: &mut Parameters,
) {
    result.template = with_names(written, all.values()).into_owned();
    let template = result.template.clone();
    let Some(pieces) = pieces(sent_path(&template)) else {
        // What is no template is no path either: plan leaves the operation out, and says why.
        result.list = all.into_values().collect();
        return;
    };
    let path = sent_path(written);
    let names = template_names(&pieces);
    add_query_in_braces(schemas, owner, written, &names, &mut all);
    let query = pieces.iter().position(|piece| piece.has('?'));
    let query = query.map_or(&[][..], |query| &pieces[query..]);
    let (in_query, keys) = (template_names(query), literal_keys(query));
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
    let (mut used, left) = by_name(&names, of_path);
    for name in names {
        let place = match in_query.contains(name) {
            true => ParameterPlace::Query,
            false => ParameterPlace::Path,
        };
        let undeclared = || of_template(undeclared(schemas, owner, path, (place, name)));
        let parameter = used.remove(name).unwrap_or_else(undeclared);
        result.list.push(parameter);
    }
    for unused in left {
        let problem = LowerProblem::UnusedPathParameter {
            name: unused.name,
            path: path.to_owned(),
        };
        schemas.warn(&unused.at, problem);
        schemas.untold.insert(unused.at);
    }
    result.list.extend(others);
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

/// The parameters of the path by their names in the template, and those that are not in it.
fn by_name<'n>(
    names: &OrderedSet<&'n str>,
    of_path: Vec<Parameter>,
) -> (Map<&'n str, Parameter>, Vec<Parameter>) {
    let (mut used, mut left) = (Map::default(), Vec::new());
    for parameter in of_path {
        match names.get(&*parameter.name) {
            Some(&name) if !used.contains_key(name) => {
                used.insert(name, parameter);
            }
            Some(_) | None => left.push(parameter),
        }
    }
    (used, left)
}

/// Makes the names of a query in braces (RFC 6570, 3.2.8) parameters of the query, where they are not.
fn add_query_in_braces(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner<'_>,
    written: &str,
    of_template: &OrderedSet<&str>,
    all: &mut ByKey,
) {
    for expression in query_in_braces(written) {
        let name = name_in(expression);
        let key = |place| (place, name.to_owned());
        if of_template.contains(name) || all.contains_key(&key(ParameterPlace::Query)) {
            continue;
        }
        let parameter = match all.shift_remove(&key(ParameterPlace::Path)) {
            Some(of_path) => Parameter {
                place: ParameterPlace::Query,
                style: Style::Form,
                explode: expression.ends_with('*'),
                ..of_path
            },
            None => {
                let place = ParameterPlace::Query;
                undeclared(schemas, owner, written, (place, name))
            }
        };
        all.insert(key(ParameterPlace::Query), parameter);
    }
}

/// The expressions between the commas of `{?page,size}{&sort*}`, where a path ends with that.
fn query_in_braces(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path.get(sent_path(path).len()..).unwrap_or_default();
    let groups = std::iter::from_fn(move || {
        let group = rest.strip_prefix("{?").or(rest.strip_prefix("{&"))?;
        let (names, after) = group.split_once('}')?;
        rest = after;
        Some(names)
    });
    let names = groups.flat_map(|names| names.split(','));
    names.filter(|name| !name_in(name).is_empty())
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
    let at = operation.key("parameters").key(name);
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

/// The path with names where expressions of other template languages stand, unless an expression is what a parameter is
/// declared as.
fn with_names<'p>(path: &'p str, all: impl Iterator<Item = &'p Parameter>) -> Cow<'p, str> {
    let sent = sent_path(path);
    let Some(pieces) = pieces(sent).filter(|pieces| pieces.iter().any(is_expression)) else {
        return Cow::Borrowed(path);
    };
    let declared: Set<(ParameterPlace, &str)> = all
        .map(|parameter| (parameter.place, &*parameter.name))
        .collect();
    let mut is_query = false;
    let mut plain = String::with_capacity(path.len());
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => {
                is_query |= literal.contains('?');
                plain.push_str(literal);
            }
            Piece::Name(expression) => {
                let is_declared = |place| declared.contains(&(place, expression));
                let is_meant = is_declared(ParameterPlace::Path)
                    || is_query && is_declared(ParameterPlace::Query);
                let name = if is_meant {
                    expression
                } else {
                    name_in(expression)
                };
                plain.extend(["{", name, "}"]);
            }
        }
    }
    plain.push_str(path.get(sent.len()..).unwrap_or_default());
    Cow::Owned(plain)
}

/// Whether there is more in the braces than a name.
pub(super) fn is_expression(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Name(expression) if name_in(expression) != *expression)
}

/// The name in an expression: `{+name}` of RFC 6570 (3.2.3), `{name*}`, `{name+}` and `{*name}` of routers, `{name=*}` of Google's
/// and `{name:[0-9]+}` of JAX-RS. Where there is none, the expression is one.
fn name_in(expression: &str) -> &str {
    let named = expression.split(['=', ':']).next().unwrap_or_default();
    match named.trim_matches(['+', '*', ' ']) {
        "" => expression,
        name => name,
    }
}

/// The names between braces, each once, in order.
fn template_names<'p>(pieces: &[Piece<'p>]) -> OrderedSet<&'p str> {
    let names = pieces.iter().filter_map(|piece| match piece {
        Piece::Name(name) => Some(*name),
        Piece::Literal(_) => None,
    });
    names.collect()
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
