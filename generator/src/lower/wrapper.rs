//! Schemas that only refer to another one: a `$ref`, alone or with text beside it, or the only part of an `allOf`, or the
//! only alternative beside `null`. They are the other schema in use, not a schema of their own.

use crate::document::{SchemaNode, is_structure};
use crate::node::{Identity, Mapping, Node};
use crate::pointer::Path;

use super::inheritance::{KEYWORD, Parent};
use super::part::{Part, REFERENCES, Rank, UNIONS, Unions};
use super::schemas::Schemas;

/// What a schema says beside text and constraints.
enum Content<'d> {
    /// Nothing.
    Plain,
    /// What another schema says; by this keyword.
    Reference(&'d str, &'d Node),
    /// What these schemas say; by this keyword.
    Composite(&'d str, &'d [Node]),
    /// Something of its own.
    Own,
}

impl<'d> Schemas<'d, '_> {
    /// What the schema refers to, with everything that is said on the way; `None` when it says something of its own.
    pub(super) fn reference_only(
        &mut self,
        place: &SchemaNode<'d>,
    ) -> Option<(SchemaNode<'d>, Vec<Part<'d>>)> {
        // Most schemas are seen through at once, so that nothing is copied for them.
        match content(place.node.as_mapping()?) {
            Content::Plain | Content::Own => None,
            _ if self.bare_heirs.contains(&Identity::of(place.node)) => None,
            Content::Reference(..) | Content::Composite(..) => {
                self.see_through(place.clone(), content)
            }
        }
    }

    /// The same of what says which member tells its heirs, where it has none: it is what it refers to, which keeps its name.
    pub(super) fn childless(
        &mut self,
        place: &SchemaNode<'d>,
    ) -> Option<(SchemaNode<'d>, Vec<Part<'d>>)> {
        let discriminator = place.node.get(KEYWORD)?.as_mapping()?;
        let found = self.see_through(place.clone(), content_beside_heirs)?;
        let parts = self.flatten(place);
        let says = |part: &Part<'_>| part.map.contains(KEYWORD);
        let parent = Parent {
            part: parts.list.iter().position(says)?,
            at: place.at.key(KEYWORD),
            discriminator,
        };
        let is_alone = parts.list.iter().filter(|part| says(part)).count() == 1;
        (is_alone && self.heirs(&parent, &parts).is_empty()).then_some(found)
    }

    fn see_through(
        &mut self,
        mut place: SchemaNode<'d>,
        mut content: fn(&'d Mapping) -> Content<'d>,
    ) -> Option<(SchemaNode<'d>, Vec<Part<'d>>)> {
        let mut said = Vec::new();
        let mut rank = Rank::Own;
        loop {
            let map = place.node.as_mapping()?;
            let inner = match content(map) {
                Content::Plain | Content::Own => return None,
                Content::Reference(keyword, reference) => {
                    let start = Path::Start(&place.at);
                    let target = self.followed(&start.key(keyword), reference)?;
                    said.push(Part {
                        at: place.at,
                        node: place.node,
                        map,
                        rank,
                        unions: Unions::Done,
                    });
                    return Some((target, said));
                }
                Content::Composite(keyword, items) => {
                    self.only_item(&place, keyword, items, &mut said)?
                }
            };
            said.insert(
                0,
                Part {
                    at: place.at,
                    node: place.node,
                    map,
                    rank,
                    unions: Unions::Done,
                },
            );
            place = inner;
            rank = Rank::Inline;
            content = self::content;
        }
    }

    /// The schema that is named in the text where a copy of it stands alone.
    pub(super) fn as_written(&self, place: &SchemaNode<'d>) -> SchemaNode<'d> {
        let parts = place.node.get("allOf").and_then(Node::as_sequence);
        let is_alone = parts.is_some_and(|parts| parts.len() == 1)
            && place.node.as_mapping().is_some_and(is_composition);
        let copy = place.at.key("allOf").index(0);
        if !is_alone || !self.document.is_copy(&copy) {
            return place.clone();
        }
        let at = self.document.written(&copy);
        let node = self.document.node(&at);
        node.map_or_else(|| place.clone(), |node| SchemaNode { at, node })
    }

    /// The one item of an `allOf` that is more than text and constraints (those are put into `said`), or the one
    /// alternative beside `null`.
    fn only_item(
        &mut self,
        place: &SchemaNode<'d>,
        keyword: &str,
        items: &'d [Node],
        said: &mut Vec<Part<'d>>,
    ) -> Option<SchemaNode<'d>> {
        let start = Path::Start(&place.at);
        let list = start.key(keyword);
        let item = |index, node| SchemaNode {
            at: list.index(index).location(),
            node,
        };
        let mut only = None;
        for (index, node) in items.iter().enumerate() {
            let aside = match (keyword, node.as_mapping()) {
                ("allOf", Some(map)) => matches!(content(map), Content::Plain),
                ("allOf", None) => false,
                _ => self.is_null(items, &list.index(index), node),
            };
            if aside {
                let item = item(index, node);
                if keyword != "allOf" {
                    self.account_schema(&item);
                }
                said.extend(Part::own(&item).map(|part| Part {
                    rank: Rank::Inline,
                    ..part
                }));
            } else if only.replace((index, node)).is_some() {
                return None;
            }
        }
        only.map(|(index, node)| item(index, node))
    }
}

/// Whether the schema says nothing beside what one `allOf` does.
pub(super) fn is_composition(map: &Mapping) -> bool {
    matches!(content(map), Content::Composite("allOf", _))
}

fn content(map: &Mapping) -> Content<'_> {
    content_but(map, |map| UNIONS.iter().any(|union| map.contains(union)))
}

/// What a schema says beside which member tells its heirs.
fn content_beside_heirs(map: &Mapping) -> Content<'_> {
    content_but(map, |_| true)
}

/// `is_aside`: whether a discriminator is the union's, be that one alternative beside `null`, or tells nothing.
fn content_but(map: &Mapping, is_aside: fn(&Mapping) -> bool) -> Content<'_> {
    let mut found = Content::Plain;
    for (key, value) in map.iter() {
        let content = match key {
            KEYWORD if is_aside(map) => Content::Plain,
            _ if REFERENCES.contains(&key) => Content::Reference(key, value),
            "allOf" | "anyOf" | "oneOf" => match value.as_sequence() {
                Some(items) => Content::Composite(key, items),
                None => Content::Plain,
            },
            _ if is_structure(key) => Content::Own,
            _ => Content::Plain,
        };
        found = match (found, content) {
            (found, Content::Plain) => found,
            (Content::Plain, content) => content,
            (
                Content::Reference(..) | Content::Composite(..) | Content::Own,
                Content::Reference(..) | Content::Composite(..) | Content::Own,
            ) => return Content::Own,
        };
    }
    found
}
