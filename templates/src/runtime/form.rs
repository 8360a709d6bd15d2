//! Request bodies in `application/x-www-form-urlencoded` (WHATWG URL, 5).
//!
//! A table says how members are written that have members or items of their own. What it does not name is written as servers
//! of such APIs read it (Rack, PHP, `qs`): an array of single values has a pair for each item, `k=a&k=b`; all else has its
//! keys in brackets, `k[a]=b`, `k[0][a]=b`. `null` is an empty value. A space is `%20`: every reader of forms takes it for
//! a space, while those of plain URLs don't take `+` for one.

use std::borrow::Cow;

use super::draft::{separate, text};
use super::error::RequestError;
use super::leaves::{Depth, Key, inside, is_array, is_null, leaves};
use super::path::encode;
use super::style::written;
use super::{AnyEncode, Call, Parameter, Style, View};

impl<T, E> Call<T, E> {
    /// Sends the members of this value as a form, without those that are only received. It is written at once. A member
    /// that the table names is written as a query parameter would be (OpenAPI 3.1, 4.8.15.1).
    pub(crate) fn form(mut self, body: &dyn AnyEncode, styles: &[Parameter]) -> Self {
        let draft = &mut self.draft;
        match form(body.any_view(), styles) {
            Ok(text) => draft.body = Some(text.into()),
            Err(error) => draft.note(Err(error)),
        }
        self
    }
}

fn form(body: View<'_>, styles: &[Parameter]) -> Result<String, RequestError> {
    let (mut pairs, mut result) = (String::new(), Ok(()));
    let is_object = inside(body, &mut |key, view| {
        if result.is_ok() {
            result = match key {
                Key::Name(name) => member(name, view, styles, &mut pairs),
                Key::Index(_) => Err(no_members()),
            };
        }
    });
    match is_object {
        true => result.map(|()| pairs),
        false => Err(no_members()),
    }
}

/// Adds the pairs of a member.
fn member(
    name: &str,
    view: View<'_>,
    styles: &[Parameter],
    pairs: &mut String,
) -> Result<(), RequestError> {
    let style = styles.iter().find(|style| style.name == name);
    if let (Some(style), false) = (style, is_null(&view)) {
        if style.style == Style::Json && style.exploded {
            return each(style, view, pairs);
        }
        if let Some(written) = written(style, view)? {
            separate("&", pairs);
            pairs.push_str(&written);
        }
        return Ok(());
    }
    let flat = is_array(&view).then(|| leaves(name, view, Depth::One));
    let leaves = flat
        .flatten()
        .or_else(|| leaves(name, view, Depth::Any))
        .ok_or_else(|| {
            RequestError::new(format!(
                "the member `{name}` has a value that no form can hold"
            ))
        })?;
    for (key, text) in leaves {
        separate("&", pairs);
        encode(&key, pairs);
        pairs.push('=');
        encode(&text.unwrap_or_default(), pairs);
    }
    Ok(())
}

/// Adds a pair for each item of an array, or for the value: what has members or items is JSON.
fn each(style: &Parameter, view: View<'_>, pairs: &mut String) -> Result<(), RequestError> {
    if !is_array(&view) {
        return one(style, view, pairs);
    }
    let mut result = Ok(());
    inside(view, &mut |_, item| {
        if result.is_ok() {
            result = one(style, item, pairs);
        }
    });
    result
}

fn one(style: &Parameter, view: View<'_>, pairs: &mut String) -> Result<(), RequestError> {
    let single = match is_null(&view) {
        true => Some(Cow::Borrowed("")),
        false => text(&view),
    };
    let style = match single {
        Some(_) => Parameter::query(style.name),
        None => *style,
    };
    let view = single.as_deref().map_or(view, View::Text);
    if let Some(written) = written(&style, view)? {
        separate("&", pairs);
        pairs.push_str(&written);
    }
    Ok(())
}

fn no_members() -> RequestError {
    RequestError::new("the body has no members, which a form is made of")
}
