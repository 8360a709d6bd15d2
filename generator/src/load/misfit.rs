//! Keywords of the wrong type that an object can do without: told, and emptied, so that nobody later reads them.

use super::check;
use super::grammar::Kind;
use super::walk::Path;
use crate::node::{Mapping, Node};
use crate::report::Report;

/// What a keyword has to be.
#[derive(Clone, Copy)]
enum Expected {
    /// A string, a number or a boolean.
    Words,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A boolean, or the word for one.
    Word,
    /// A number.
    Number,
    /// A number, or as in 3.0 a boolean.
    Bound,
    /// A number that is greater than zero.
    Positive,
    /// An integer that is not negative.
    Count,
    /// An array.
    List,
    /// An object or a boolean.
    Schema,
}

use Expected::{Bound, Count, Flag, List, Number, Positive, Schema, Text, Word, Words};

/// Empties what is of the wrong type, with a warning each.
pub(super) fn empty(mapping: &mut Mapping, kind: Kind, path: &Path<'_>, report: &mut Report) {
    for (key, node) in mapping.iter_mut() {
        let expected = match kind {
            Kind::Schema => of_schema(key),
            _ => of_others(key, kind),
        };
        if let Some(expected) = expected.filter(|expected| !expected.fits(node)) {
            let problem = check::wrong_type(node, expected.name());
            report.warn(path.key(key).location(), problem);
            *node = Node::Null;
        }
    }
}

fn of_schema(key: &str) -> Option<Expected> {
    Some(match key {
        "title" | "description" => Words,
        "format" | "pattern" | "contentEncoding" | "contentMediaType" => Text,
        "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" => Flag,
        "minimum" | "maximum" => Number,
        "exclusiveMinimum" | "exclusiveMaximum" => Bound,
        "multipleOf" => Positive,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Count
        }
        "enum" | "required" => List,
        "additionalProperties" => Schema,
        _ => return None,
    })
}

fn of_others(key: &str, kind: Kind) -> Option<Expected> {
    let is_value = matches!(kind, Kind::Parameter | Kind::Header);
    Some(match (kind, key) {
        (Kind::Operation | Kind::PathItem, "summary" | "description") => Words,
        (Kind::Response | Kind::RequestBody | Kind::Server | Kind::Tag, "description") => Words,
        (Kind::Operation, "operationId") => Words,
        (Kind::Operation, "deprecated") | (Kind::RequestBody, "required") => Word,
        (Kind::Operation, "tags") => List,
        (_, "description") if is_value => Words,
        (_, "required" | "deprecated" | "allowEmptyValue" | "explode" | "allowReserved")
            if is_value =>
        {
            Word
        }
        _ => return None,
    })
}

impl Expected {
    fn fits(self, node: &Node) -> bool {
        let number = match node {
            Node::Number(text) => text.parse::<f64>().ok(),
            _ => None,
        };
        match (self, node) {
            (_, Node::Null) => true,
            (Words, _) => node.scalar_text().is_some(),
            (Text, Node::String(_)) | (List, Node::Sequence(_)) => true,
            (Flag | Word | Bound | Schema, Node::Bool(_)) | (Schema, Node::Mapping(_)) => true,
            (Word, Node::String(word)) => {
                word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false")
            }
            (Number | Bound, Node::Number(_)) => true,
            (Positive, _) => number.is_some_and(|number| number > 0.0),
            (Count, _) => number.is_some_and(|number| number >= 0.0 && number.fract() == 0.0),
            (Text | Flag | Word | Number | Bound | List | Schema, _) => false,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Words | Text => "a string",
            Flag | Word => "a boolean",
            Number | Bound => "a number",
            Positive => "a number greater than zero",
            Count => "an integer that is not negative",
            List => "an array",
            Schema => "an object or a boolean",
        }
    }
}
