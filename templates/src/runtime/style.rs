//! Parameters in all styles of OpenAPI 3.1, 4.8.12.3, which are those of RFC 6570, from the views of their values; those that
//! most documents have are in `parameter.rs`.

use super::draft::{Draft, text};
use super::error::RequestError;
use super::leaves::{Depth, is_array, leaves};
use super::parameter::{nested, set};
use super::path::{Kept, encode, push, scalar};
use super::{Parameter, Place, ReadOnly, Style, View, encode as encode_json};

impl Parameter {
    /// In a cookie, in the style `form`, exploded.
    pub(crate) const fn cookie(name: &'static str) -> Self {
        Self {
            place: Place::Cookie,
            write,
            ..Self::query(name)
        }
    }

    /// In another style, exploded as is its default: `form`, `cookie` and `deepObject` are, the others are not.
    pub(crate) const fn style(self, style: Style) -> Self {
        let exploded = matches!(style, Style::Form | Style::Cookie | Style::DeepObject);
        Self {
            style,
            exploded,
            write,
            ..self
        }
    }

    /// Exploded or not.
    pub(crate) const fn exploded(self, exploded: bool) -> Self {
        Self {
            exploded,
            write,
            ..self
        }
    }

    /// With reserved characters as they are.
    pub(crate) const fn reserved(self) -> Self {
        Self {
            reserved: true,
            write,
            ..self
        }
    }
}

/// A value, as far as styles tell values apart.
enum Shape {
    Single(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

/// How a style puts a value together (RFC 6570, 3.2.1 and appendix A).
struct Form {
    /// Comes first.
    first: &'static str,
    /// Between items that are exploded.
    between: &'static str,
    /// Between items that are not.
    within: &'static str,
    /// Items have the name of the parameter.
    named: bool,
    /// `=` after a name whose value is empty.
    equals: bool,
}

/// How a style puts a value together; `form` without an `&`, because pairs are joined later.
fn form(style: Style) -> Form {
    let form = |first, between, within, named, equals| Form {
        first,
        between,
        within,
        named,
        equals,
    };
    match style {
        Style::Simple | Style::Json => form("", ",", ",", false, true),
        Style::Label => form(".", ".", ",", false, true),
        Style::Matrix => form(";", ";", ",", true, false),
        Style::Form | Style::Cookie | Style::DeepObject => form("", "&", ",", true, true),
        Style::SpaceDelimited => form("", "&", "%20", true, true),
        Style::PipeDelimited => form("", "&", "%7C", true, true),
    }
}

/// Writes a parameter in its style.
fn write(
    parameter: &Parameter,
    index: usize,
    view: View<'_>,
    draft: &mut Draft,
) -> Result<(), RequestError> {
    let is_simple = parameter.style == Style::Simple && !parameter.reserved;
    if parameter.place == Place::Path && is_simple && text(&view).is_some() {
        return scalar(parameter, index, view, draft);
    }
    match (parameter.place, written(parameter, view)?) {
        (Place::Path, written) => draft.path.push_str(&written.unwrap_or_default()),
        (Place::Query, written) => set(&mut draft.query, index, written.unwrap_or_default()),
        (Place::Cookie, written) => {
            // `&` would be a part of the value to every server; `; ` is what the style `cookie` of OpenAPI 3.2 says.
            let written = written.unwrap_or_default().replace('&', "; ");
            set(&mut draft.cookies, index, written);
        }
        (Place::Header, Some(written)) => draft.set_header(parameter.name, &written)?,
        (Place::Header, None) => {
            draft.headers.remove(parameter.name);
        }
    }
    Ok(())
}

/// A value in the style of the parameter; `None`: there is nothing to write.
pub(crate) fn written(
    parameter: &Parameter,
    view: View<'_>,
) -> Result<Option<String>, RequestError> {
    if parameter.style == Style::Json {
        return Ok(Some(named(parameter, &json(parameter, view)?)));
    }
    let Some(shape) = shape(parameter, view)? else {
        return Ok(None);
    };
    // What the server takes for the next item, encoded or not.
    let splits = match parameter.style {
        Style::SpaceDelimited if !parameter.exploded => ' ',
        Style::PipeDelimited if !parameter.exploded => '|',
        Style::Cookie => ';',
        Style::Label if parameter.exploded => '.',
        // There is no encoding in which an item could have one.
        Style::Simple if parameter.place == Place::Header => ',',
        _ => return Ok(Some(expand(parameter, &shape))),
    };
    match shape.has(splits) {
        true => Err(nested(parameter)),
        false => Ok(Some(expand(parameter, &shape))),
    }
}

impl Shape {
    /// Whether this character is in one of several values; a `;` ends a single one as well.
    fn has(&self, splits: char) -> bool {
        let has = |text: &String| text.contains(splits);
        match self {
            Self::Single(text) => splits == ';' && has(text),
            Self::List(items) => items.iter().any(has),
            Self::Pairs(pairs) => pairs.iter().any(|(key, value)| has(key) || has(value)),
        }
    }
}

/// JSON text, for a parameter with `content`.
fn json(parameter: &Parameter, view: View<'_>) -> Result<String, RequestError> {
    let bytes = encode_json(&view, ReadOnly::LeftOut).map_err(|_| nested(parameter))?;
    String::from_utf8(bytes).map_err(|_| nested(parameter))
}

/// A single text with the name before it, where the place has names.
fn named(parameter: &Parameter, text: &str) -> String {
    let mut out = String::new();
    if matches!(parameter.place, Place::Query | Place::Cookie) {
        add(parameter, parameter.name, &mut out);
        out.push('=');
    }
    add(parameter, text, &mut out);
    out
}

/// Puts a value together in the style of the parameter.
fn expand(parameter: &Parameter, shape: &Shape) -> String {
    let form = form(parameter.style);
    let form = match parameter.place {
        // The order in tables is for the path and the query; a header has neither names nor encoding.
        Place::Header => Form {
            named: false,
            ..form
        },
        _ => form,
    };
    let mut out = form.first.to_owned();
    match shape {
        Shape::Single(text) => pair(
            parameter,
            &form,
            form.named.then_some(parameter.name),
            text,
            &mut out,
        ),
        Shape::List(items) if parameter.exploded => {
            let name = form.named.then_some(parameter.name);
            join(items, form.between, &mut out, |item, out| {
                pair(parameter, &form, name, item, out)
            });
        }
        Shape::List(items) => {
            prefix(parameter, &form, &mut out);
            join(items, form.within, &mut out, |item, out| {
                add(parameter, item, out)
            });
        }
        Shape::Pairs(pairs) if parameter.exploded || parameter.style == Style::DeepObject => {
            join(pairs, form.between, &mut out, |(key, value), out| {
                let equals = Form {
                    equals: true,
                    ..form
                };
                pair(parameter, &equals, Some(key), value, out);
            });
        }
        Shape::Pairs(pairs) => {
            prefix(parameter, &form, &mut out);
            join(pairs, form.within, &mut out, |(key, value), out| {
                add(parameter, key, out);
                out.push_str(form.within);
                add(parameter, value, out);
            });
        }
    }
    out
}

fn prefix(parameter: &Parameter, form: &Form, out: &mut String) {
    if form.named {
        add(parameter, parameter.name, out);
        out.push('=');
    }
}

fn pair(parameter: &Parameter, form: &Form, name: Option<&str>, value: &str, out: &mut String) {
    if let Some(name) = name {
        add(parameter, name, out);
        if form.equals || !value.is_empty() {
            out.push('=');
        }
    }
    add(parameter, value, out);
}

fn join<T>(items: &[T], between: &str, out: &mut String, mut add: impl FnMut(&T, &mut String)) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        add(item, out);
    }
}

/// Adds text in the encoding of the place: headers and the style `cookie` have none, everything else is percent-encoded.
fn add(parameter: &Parameter, text: &str, out: &mut String) {
    if parameter.place == Place::Header || parameter.style == Style::Cookie {
        out.push_str(text);
    } else if !parameter.reserved {
        encode(text, out);
    } else {
        // Reserved characters, but for those that the place can't hold or that would split it; `%XX` passes as it is
        // (RFC 6570, 3.2.3).
        static RESERVED: [Kept; 2] = [
            Kept::UNRESERVED.and(":/?@!$'()*,;="),
            Kept::UNRESERVED.and(":@!$&'()*+,;="),
        ];
        static ESCAPES: [Kept; 2] = [
            Kept::UNRESERVED.and(":/?@!$'()*,;=%"),
            Kept::UNRESERVED.and(":@!$&'()*+,;=%"),
        ];
        let of_place = usize::from(parameter.place == Place::Path);
        let bytes = text.as_bytes();
        for (index, byte) in bytes.iter().enumerate() {
            let is_hex =
                |offset: usize| bytes.get(index + offset).is_some_and(u8::is_ascii_hexdigit);
            let kept = if is_hex(1) && is_hex(2) {
                &ESCAPES[of_place]
            } else {
                &RESERVED[of_place]
            };
            push(*byte, kept, out);
        }
    }
}

/// The shape of a value; `None`: there is nothing to write (`null`, an empty array or object).
fn shape(parameter: &Parameter, view: View<'_>) -> Result<Option<Shape>, RequestError> {
    if let Some(text) = text(&view) {
        return Ok(Some(Shape::Single(text.into_owned())));
    }
    let is_list = is_array(&view);
    let depth = match parameter.style {
        Style::DeepObject => Depth::Any,
        // As servers read them, each member is a parameter of its own.
        Style::Form if parameter.exploded && !is_list => Depth::Lists,
        _ => Depth::One,
    };
    let leaves = leaves(parameter.name, view, depth).ok_or_else(|| nested(parameter))?;
    let present = leaves
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)));
    let pairs: Vec<(String, String)> = present.collect();
    Ok(if pairs.is_empty() {
        None
    } else if is_list && depth == Depth::One {
        Some(Shape::List(
            pairs.into_iter().map(|(_, item)| item).collect(),
        ))
    } else {
        Some(Shape::Pairs(pairs))
    })
}
