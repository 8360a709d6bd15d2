//! The JSON text of a node: exact, members in order.

use crate::characters::are_all;
use crate::node::Node;

impl Node {
    /// Its JSON text, exact, without white space.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.push_json(&mut text);
        text
    }

    /// Appends its JSON text, exact, without white space.
    pub(crate) fn push_json(&self, text: &mut String) {
        write(self, Layout::Compact, 0, text);
    }

    /// The beginning of its JSON text: all of it, if it is not longer than so many bytes, and what is behind them is not
    /// looked at.
    pub(crate) fn beginning_of_json(&self, length: usize) -> String {
        let mut text = String::new();
        write(self, Layout::Cut(length), 0, &mut text);
        text
    }

    /// Its JSON text, exact, two spaces a level.
    pub fn to_json_pretty(&self) -> String {
        let mut text = String::new();
        write(self, Layout::Pretty, 0, &mut text);
        text
    }
}

/// How a text is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Compact,
    Pretty,
    /// Compact, and no more once there are so many bytes.
    Cut(usize),
}

impl Layout {
    /// Whether nothing more is to be written.
    fn is_done(self, text: &str) -> bool {
        matches!(self, Self::Cut(length) if text.len() > length)
    }

    /// What is to be written of a text.
    fn part(self, value: &str) -> &str {
        let end = match self {
            Self::Compact | Self::Pretty => None,
            Self::Cut(length) => value.char_indices().nth(length),
        };
        end.map_or(value, |(end, _)| &value[..end])
    }
}

/// The loader limits how deep nodes are nested, and so how deep this calls itself.
fn write(node: &Node, layout: Layout, level: usize, text: &mut String) {
    match node {
        Node::Null => text.push_str("null"),
        Node::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) => text.push_str(number),
        Node::String(value) => push_text(layout.part(value), text),
        Node::Sequence(items) if items.is_empty() => text.push_str("[]"),
        Node::Sequence(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if layout.is_done(text) {
                    return;
                }
                separate(index, layout, level + 1, text);
                write(item, layout, level + 1, text);
            }
            end(layout, level, text);
            text.push(']');
        }
        Node::Mapping(members) if members.is_empty() => text.push_str("{}"),
        Node::Mapping(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if layout.is_done(text) {
                    return;
                }
                separate(index, layout, level + 1, text);
                push_text(layout.part(key), text);
                text.push_str(if layout == Layout::Pretty { ": " } else { ":" });
                write(value, layout, level + 1, text);
            }
            end(layout, level, text);
            text.push('}');
        }
    }
}

fn separate(index: usize, layout: Layout, level: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
    end(layout, level, text);
}

fn end(layout: Layout, level: usize, text: &mut String) {
    if layout == Layout::Pretty {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", level));
    }
}

/// Appends the JSON text of a text.
pub(crate) fn push_text(value: &str, text: &mut String) {
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\');
    text.push('"');
    if are_all(value, is_plain) {
        text.push_str(value);
    } else {
        value
            .chars()
            .for_each(|character| push_character(character, text));
    }
    text.push('"');
}

fn push_character(character: char, text: &mut String) {
    match character {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        control if control < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(control))),
        other => text.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_they_are() {
        let node = Node::Mapping(
            [
                (
                    "b".to_owned(),
                    Node::Number("123456789012345678901.50".into()),
                ),
                (
                    "a\n\"".to_owned(),
                    Node::Sequence(vec![Node::Null, Node::Bool(true), Node::Sequence(vec![])]),
                ),
            ]
            .into_iter()
            .collect(),
        );
        assert_eq!(
            node.to_json(),
            r#"{"b":123456789012345678901.50,"a\n\"":[null,true,[]]}"#
        );
        assert_eq!(
            node.to_json_pretty(),
            "{\n  \"b\": 123456789012345678901.50,\n  \"a\\n\\\"\": [\n    null,\n    true,\n    []\n  ]\n}"
        );
        let (all, whole) = (node.to_json(), node.beginning_of_json(1_000));
        assert_eq!(whole, all);
        let many = Node::Sequence(vec![node; 1_000]);
        let cut = many.beginning_of_json(10);
        assert!(cut.len() < 40 && many.to_json().starts_with(&cut), "{cut}");
        let long = Node::String("ä".repeat(1_000));
        assert!(long.beginning_of_json(10).starts_with("\"ääääääääää"));
        assert!(long.beginning_of_json(10).len() < 40);
    }
}
