//! What the rustdoc of a crate says, and the words that it has to say for a keyword.

use std::collections::BTreeMap;

use specsmith::Output;
use specsmith::node::Node;
use specsmith::pointer::Location;

/// The docs of a crate and its readme, letters and digits alone.
pub(crate) struct Rustdoc {
    all: String,
    /// By the name of the item that they stand above.
    items: BTreeMap<String, String>,
}

impl Rustdoc {
    /// Reads them from the emitted files.
    pub(crate) fn of(output: &Output) -> Self {
        let mut docs = Self {
            all: String::new(),
            items: BTreeMap::new(),
        };
        for (path, file) in &output.tree.files {
            let mut block = String::new();
            for line in file.lines().map(str::trim_start) {
                let doc = line
                    .strip_prefix("///")
                    .or_else(|| line.strip_prefix("//!"));
                match doc {
                    Some(doc) => block.push_str(&bare(doc)),
                    None if path.ends_with(".md") => block.push_str(&bare(line)),
                    None if line.starts_with("#[") => {}
                    None => docs.add(std::mem::take(&mut block), line),
                }
            }
            docs.add(block, "");
        }
        docs
    }

    fn add(&mut self, block: String, item: &str) {
        if block.is_empty() {
            return;
        }
        let head = item
            .split(['(', ':', '{', ';', '<'])
            .next()
            .unwrap_or_default();
        if let Some(name) = head.split_whitespace().last() {
            self.items.entry(bare(name)).or_default().push_str(&block);
        }
        self.all.push_str(&block);
        self.all.push('\n');
    }

    /// Whether the docs of this item say these words; those of any, where none has that name.
    pub(crate) fn say(&self, item: Option<&str>, words: &str) -> bool {
        let of_item = item.and_then(|item| self.items.get(&bare(item)));
        of_item.unwrap_or(&self.all).contains(&bare(words))
    }
}

/// The name of the member that a schema is written out for.
pub(crate) fn item(at: &Location) -> Option<String> {
    let segments: Vec<_> = at.segments().collect();
    match segments.as_slice() {
        [.., properties, name] if properties == "properties" => Some(name.to_string()),
        _ => None,
    }
}

/// What rustdoc has to say for a keyword, in the words of this test; nothing for keywords that are told in many ways.
pub(crate) fn words(keyword: &str, value: &Node) -> Option<String> {
    let text = match value {
        Node::String(text) => text.clone(),
        Node::Number(text) => text.to_string(),
        other => serde_json::to_string(other).unwrap(),
    };
    let limit = |words: &str| Some(format!("{words} {text}"));
    match keyword {
        "minimum" | "minLength" | "minItems" | "minProperties" => limit("at least"),
        "maximum" | "maxLength" | "maxItems" | "maxProperties" => limit("at most"),
        "exclusiveMinimum" => limit("greater than"),
        "exclusiveMaximum" => limit("less than"),
        "multipleOf" => limit("a multiple of"),
        "pattern" | "openIdConnectUrl" | "default" | "example" => Some(text),
        "externalDocs" => Some(value.get("url")?.as_str()?.to_owned()),
        "description" | "summary" | "title" => Some(beginning(&text)),
        "examples" => match value {
            Node::Sequence(items) => words("example", items.first()?),
            named => {
                let (_, example) = named.as_mapping()?.iter().next()?;
                words("example", example.get("value").unwrap_or(example))
            }
        },
        _ => None,
    }
}

/// The first words, up to anything that may be markup.
fn beginning(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || " ,.'".contains(character);
    let start = text.trim_start_matches(|character: char| !character.is_alphanumeric());
    let plain = start
        .split(|character| !is_plain(character))
        .next()
        .unwrap_or_default();
    let words: Vec<&str> = plain.split_whitespace().take(5).collect();
    words.join(" ")
}

fn bare(text: &str) -> String {
    let letters = text.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
