//! The values that a schema lists, each with what its own list says about it.

use crate::characters::fenced;
use crate::maps::{Map, Set};
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

/// Keywords whose value is a value of the schema: `null` is one, and not nothing.
pub(super) const LITERALS: [&str; 3] = ["const", "default", "example"];

/// What keeps the names of values, by whatever tool.
pub(super) const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
/// What keeps the descriptions of values.
pub(super) const TEXTS: [&str; 3] = [
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-comments",
];
/// What keeps both, in a list of their own.
pub(super) const BOTH: &str = "x-ms-enum";

/// A value in a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed<'d> {
    /// The value.
    pub(super) value: &'d Node,
    /// What it is called beside the list.
    pub(super) name: Option<&'d str>,
    /// What is said about it beside the list.
    pub(super) text: Option<&'d str>,
}

/// `enum` or `const`: the values that all parts of a schema allow.
#[derive(Debug)]
pub(super) struct Values<'d> {
    /// Where the list stands that the values are taken from.
    pub(super) at: Location,
    /// The values.
    pub(super) listed: Vec<Listed<'d>>,
    /// Whether they are of lists that share none.
    is_joined: bool,
}

impl<'d> Values<'d> {
    /// The values of one list, with the names and descriptions that stand beside it.
    pub(super) fn read(at: Location, nodes: &'d [Node], map: &'d Mapping) -> Self {
        let beside = |keys: &[&str]| keys.iter().find_map(|key| map.get(key));
        let (names, texts) = (beside(&NAMES), beside(&TEXTS));
        let both = map
            .get(BOTH)
            .and_then(|both| both.get("values")?.as_sequence());
        let listed = nodes.iter().enumerate().map(|(index, value)| {
            let mut both = both.into_iter().flatten();
            let both = both.find(|it| it.get("value") == Some(value));
            let said = |key| text_of(both?.get(key)?);
            let name = label(names, index, value).or_else(|| said("name"));
            // `x-enum-comments` has them by name.
            let by_name = || text_of(texts?.get(name?)?);
            let text = label(texts, index, value).or_else(by_name);
            let text = text.or_else(|| said("description"));
            Listed { value, name, text }
        });
        Self {
            at,
            listed: listed.collect(),
            is_joined: false,
        }
    }

    /// Whether `null` is all that is allowed.
    pub(super) fn are_null(&self) -> bool {
        !self.listed.is_empty() && self.listed.iter().all(|it| *it.value == Node::Null)
    }

    /// What is odd about the names beside a list; missing are those of the last values, or of some.
    pub(super) fn oddity(nodes: &[Node], map: &Mapping) -> Option<LowerProblem> {
        let names = NAMES.iter().find_map(|key| map.get(key))?.as_sequence()?;
        let mut seen = Set::default();
        let again = |name: &&Node| !seen.insert(name.to_json());
        // A `null` needs none.
        let values = nodes.iter().filter(|node| **node != Node::Null).count();
        let what = if ![values, nodes.len()].contains(&names.len()) {
            format!("{} for {values} values", names.len())
        } else if let Some(other) = names.iter().find(|name| name.as_str().is_none()) {
            format!("{} is no text", fenced(&other.to_json()))
        } else {
            let twice = names.iter().find(again)?;
            format!("{} stands twice", fenced(twice.as_str()?))
        };
        Some(LowerProblem::ValueNames { what })
    }

    /// Keeps what the other list has as well; if that is nothing, both are kept: an answer may have what either documents.
    pub(super) fn narrow(&mut self, other: Self) -> Result<(), Location> {
        let new = other.listed.iter().rev();
        let new: Map<String, &Listed<'_>> = new.map(|new| (new.value.to_json(), new)).collect();
        let mut kept = Vec::with_capacity(self.listed.len());
        for known in &self.listed {
            let same = new.get(&known.value.to_json());
            kept.extend(same.map(|new| Listed {
                value: known.value,
                name: known.name.or(new.name),
                text: known.text.or(new.text),
            }));
        }
        if kept.is_empty() || self.is_joined {
            let known: Set<String> = self.listed.iter().map(|it| it.value.to_json()).collect();
            let is_new = |it: &Listed<'_>| !known.contains(&it.value.to_json());
            self.listed.extend(other.listed.into_iter().filter(is_new));
            // Told once; whichever of the lists comes first, all are kept.
            return match std::mem::replace(&mut self.is_joined, true) {
                true => Ok(()),
                false => Err(other.at),
            };
        }
        self.listed = kept;
        Ok(())
    }
}

/// The label of a value: by position in a list, or by the value in an object.
fn label<'d>(labels: Option<&'d Node>, index: usize, value: &Node) -> Option<&'d str> {
    let label = match labels? {
        Node::Sequence(list) => list.get(index)?,
        Node::Mapping(map) => map.get(&value.scalar_text()?)?,
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => return None,
    };
    text_of(label)
}

fn text_of(label: &Node) -> Option<&str> {
    label.as_str().filter(|text| !text.trim().is_empty())
}
