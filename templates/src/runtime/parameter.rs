//! Parameters as most documents have them: in the query in the style `form`, exploded, and in headers in the style `simple`
//! (OpenAPI 3.1, 4.8.12.3). Those in other styles, and cookies, are in `style.rs`, for which a crate must have a use.

use std::collections::BTreeMap;

use super::draft::{Draft, separate, text};
use super::error::RequestError;
use super::leaves::{Depth, is_array, leaves};
use super::path::encode;
use super::{Parameter, Place, Style, View};

impl Parameter {
    /// In the query, in the style `form`, exploded.
    pub(crate) const fn query(name: &'static str) -> Self {
        Self {
            place: Place::Query,
            style: Style::Form,
            exploded: true,
            write: query,
            ..Self::path(name)
        }
    }

    /// In a header, in the style `simple`.
    pub(crate) const fn header(name: &'static str) -> Self {
        Self {
            place: Place::Header,
            write: header,
            ..Self::path(name)
        }
    }
}

/// Writes a value into the query: a pair for each item or member, and for each item of a member, as servers read them.
fn query(
    parameter: &Parameter,
    index: usize,
    view: View<'_>,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let mut pairs = String::new();
    if let Some(text) = text(&view) {
        add_pair(parameter.name, &text, &mut pairs);
    } else {
        let depth = match is_array(&view) {
            true => Depth::One,
            false => Depth::Lists,
        };
        let Some(leaves) = leaves(parameter.name, view, depth) else {
            return Err(nested(parameter));
        };
        for (key, text) in leaves {
            if let Some(text) = text {
                add_pair(&key, &text, &mut pairs);
            }
        }
    }
    set(&mut draft.query, index, pairs);
    Ok(())
}

fn add_pair(key: &str, value: &str, pairs: &mut String) {
    separate("&", pairs);
    encode(key, pairs);
    pairs.push('=');
    encode(value, pairs);
}

/// Writes a value into a header: its items, or the names and values of its members, in a list.
fn header(
    parameter: &Parameter,
    _: usize,
    view: View<'_>,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    if let Some(text) = text(&view) {
        return draft.set_header(parameter.name, &text);
    }
    let has_names = !is_array(&view);
    let Some(leaves) = leaves(parameter.name, view, Depth::One) else {
        return Err(nested(parameter));
    };
    let mut list = Vec::new();
    for (key, text) in leaves {
        if let Some(text) = text {
            if has_names {
                list.push(key);
            }
            list.push(text);
        }
    }
    if list.is_empty() {
        draft.headers.remove(parameter.name);
        return Ok(());
    }
    // There is no encoding in which an item could have one.
    if list.iter().any(|item| item.contains(',')) {
        return Err(nested(parameter));
    }
    draft.set_header(parameter.name, &list.join(","))
}

/// Replaces the pairs that were set before, also by none.
pub(crate) fn set(all: &mut BTreeMap<usize, String>, index: usize, pairs: String) {
    if pairs.is_empty() {
        all.remove(&index);
    } else {
        all.insert(index, pairs);
    }
}

pub(crate) fn nested(parameter: &Parameter) -> RequestError {
    RequestError::parameter(parameter.name, "has a value that its style can't hold")
}
