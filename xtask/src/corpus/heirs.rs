//! Which schemas inherit from another, and by which value of its `discriminator` each of them is told (OpenAPI 3.1, 4.8.25).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;
use specsmith::document::Document;
use specsmith::node::{Mapping, Node};
use specsmith::pointer::Location;

/// The keyword by which an heir says its value itself.
const OWN_VALUE: &str = "x-ms-discriminator-value";

/// Who inherits from whom.
#[derive(Debug, Default)]
pub struct Heirs {
    /// By parent, in the order of the document: the heir and its name.
    by_parent: BTreeMap<Location, Vec<(String, Location)>>,
}

impl Heirs {
    /// Looks through all components.
    pub fn of(document: &Document) -> Self {
        let mut heirs = Self::default();
        for (name, schema) in document.component_schemas() {
            for parent in ancestors(document, &schema.at) {
                let known = heirs.by_parent.entry(parent).or_default();
                known.push((name.clone(), schema.at.clone()));
            }
        }
        heirs
    }

    /// The heirs of a parent by their values: the value that an heir says, those that it allows and no other heir, else its
    /// name, which a list of values may spell in another way.
    pub fn of_parent(
        &self,
        document: &Document,
        parent: &Location,
        member: &str,
    ) -> Vec<(String, Location)> {
        let own = |at| document.node(at).map(|node| texts(node, member));
        let listed = Spellings::of(own(parent).unwrap_or_default());
        let heirs = self.by_parent.get(parent).into_iter().flatten();
        let heirs: Vec<_> = heirs
            .map(|(name, at)| (name, at, own(at).unwrap_or_default()))
            .collect();
        let mut users: BTreeMap<&str, usize> = BTreeMap::new();
        for text in heirs.iter().flat_map(|(_, _, texts)| texts) {
            *users.entry(text).or_default() += 1;
        }
        let mut found = Vec::new();
        for (name, at, texts) in &heirs {
            let said = document.node(at).and_then(|node| node.get(OWN_VALUE));
            let is_own = |text: &&&str| texts.len() == 1 || users.get(**text) == Some(&1);
            let mut tags = match said.and_then(Node::as_str) {
                Some(said) => vec![said],
                None => texts.iter().filter(is_own).copied().collect(),
            };
            if tags.is_empty() {
                let own = Spellings::of(texts.clone());
                let exact = own.exact(name).or_else(|| listed.exact(name));
                let alike = || own.alike(name).or_else(|| listed.alike(name));
                tags.push(exact.or_else(alike).unwrap_or(name));
            }
            let at: &Location = at;
            found.extend(tags.into_iter().map(|tag| (tag.to_owned(), at.clone())));
        }
        found
    }
}

/// The texts of a list, to be found by a name.
struct Spellings<'t> {
    texts: HashSet<&'t str>,
    /// The first of those that are alike.
    by_letters: HashMap<String, &'t str>,
}

impl<'t> Spellings<'t> {
    fn of(texts: Vec<&'t str>) -> Self {
        let mut by_letters = HashMap::new();
        for text in &texts {
            by_letters.entry(plain(text)).or_insert(*text);
        }
        Self {
            texts: texts.into_iter().collect(),
            by_letters,
        }
    }

    fn exact(&self, name: &str) -> Option<&'t str> {
        self.texts.get(name).copied()
    }

    fn alike(&self, name: &str) -> Option<&'t str> {
        self.by_letters.get(&plain(name)).copied()
    }
}

/// Every schema that holds for this one, too, by `allOf` or by a reference with something beside it.
fn ancestors(document: &Document, schema: &Location) -> BTreeSet<Location> {
    let mut found = BTreeSet::new();
    let mut open = vec![(schema.clone(), true)];
    while let Some((at, is_own)) = open.pop() {
        if !is_own && (at == *schema || !found.insert(at.clone())) {
            continue;
        }
        let Some(mapping) = document.node(&at).and_then(Node::as_mapping) else {
            continue;
        };
        let parts = mapping.get("allOf").and_then(Node::as_sequence);
        let parts = 0..parts.map_or(0, <[Node]>::len);
        open.extend(parts.map(|index| (at.key("allOf").index(index), is_own)));
        // With nothing beside it, it is another name for what it refers to.
        let is_alias = at == *schema && mapping.len() == 1;
        let text = mapping.get("$ref").and_then(Node::as_str);
        if let Some(text) = text.filter(|_| !is_alias)
            && let Ok(target) = document.follow(&at.key("$ref"), text)
        {
            open.push((target.at, false));
        }
    }
    found
}

/// The texts that a schema itself, or a part of its `allOf` that stands in it, allows for a member.
fn texts<'d>(schema: &'d Node, member: &str) -> Vec<&'d str> {
    let parts = schema.get("allOf").and_then(Node::as_sequence);
    let all = std::iter::once(schema).chain(parts.into_iter().flatten());
    let members = all.filter_map(|part| part.get("properties")?.get(member));
    let texts = members.flat_map(|member| {
        let listed = member.get("enum").and_then(Node::as_sequence);
        listed.into_iter().flatten().chain(member.get("const"))
    });
    texts.filter_map(Node::as_str).collect()
}

/// The tag that a value is: a text, or an integer, which a mapping can only name by its text.
pub fn tag(value: &Value) -> Option<Cow<'_, str>> {
    let integer = || value.is_i64().then(|| value.to_string().into());
    value.as_str().map(Cow::Borrowed).or_else(integer)
}

/// Letters and digits alone: tools write the name of a schema in many ways.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The targets of a mapping, by value.
pub fn mapped(discriminator: &Node) -> impl Iterator<Item = (&str, &str)> {
    let mapping = discriminator.get("mapping").and_then(Node::as_mapping);
    let entries = mapping.into_iter().flat_map(Mapping::iter);
    entries.filter_map(|(tag, target)| Some((tag, target.as_str()?)))
}
