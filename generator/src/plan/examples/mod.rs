//! What models and answers look like: the document's own example where it fits, else one that is made to.

mod fit;
mod height;
mod made;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::api::{Api, Docs, MediaType, Operation, Response, SchemaId, Shape, Status, Use};
use crate::maps::Map;
use crate::node::Node;

use super::content::{Chosen, choose};
use super::direction::{Directions, Side};
use super::fold::Folded;
use super::krate::{ExampleAnswer, Format, Model, ModelExample};
use super::naming::Naming;
use super::outcomes::successes;

use fit::{ALL_LOOKS, Fit};
use made::Size;

/// A class, and the way it travels.
type Key = (usize, Side);

/// Where examples come from.
pub struct Examples<'a> {
    api: &'a Api,
    folded: &'a Folded,
    directions: &'a Directions,
    /// How many values stand in each other at least, by class; `None`: there is no value that ends.
    heights: Vec<Option<usize>>,
    /// The schemas of each class of objects that is several.
    twins: Map<usize, Vec<SchemaId>>,
    /// Small examples by class and side; `None`: there is none.
    small: RefCell<Map<Key, Option<Rc<str>>>>,
    /// How many more values the document's own examples may take, so that all of them together take no long time either.
    looks: Cell<usize>,
}

impl<'a> Examples<'a> {
    /// Examples of what the document describes.
    pub fn new(api: &'a Api, folded: &'a Folded, directions: &'a Directions) -> Self {
        let mut twins: Map<usize, Vec<SchemaId>> = Map::default();
        let is_object = |id: &SchemaId| matches!(api.schema(*id).shape, Shape::Object(_));
        for id in (0..api.schemas.len()).map(SchemaId).filter(is_object) {
            twins.entry(folded.class(id)).or_default().push(id);
        }
        twins.retain(|_, ids| ids.len() > 1);
        Self {
            api,
            folded,
            directions,
            twins,
            heights: height::heights(api, folded),
            small: RefCell::default(),
            looks: Cell::new(ALL_LOOKS),
        }
    }

    /// What each operation answers, and the examples of the models.
    pub fn all(
        &self,
        operations: &[&Operation],
        naming: &Naming,
        models: &[Model],
    ) -> (Vec<ExampleAnswer>, Vec<ModelExample>) {
        let answers = operations.iter().map(|operation| self.answer(operation));
        (answers.collect(), self.models(naming, models))
    }

    /// An example for each model that has values; another name for a type has none of its own.
    fn models(&self, naming: &Naming, models: &[Model]) -> Vec<ModelExample> {
        let classes: Map<&str, Key> = naming
            .models
            .iter()
            .map(|(key, name)| (name.as_str(), *key))
            .collect();
        let example = |model: &Model| {
            let &(class, side) = classes.get(model.name())?;
            let id = self.folded.representative(class);
            let used = Use {
                schema: id,
                nullable: false,
            };
            let json = self
                .given(documented(&self.api.schema(id).docs), used, side)
                .or_else(|| self.large(class, side))?;
            Some(ModelExample {
                model: model.name().to_owned(),
                json,
            })
        };
        models.iter().filter_map(example).collect()
    }

    /// The first success that has an example: the document's own, else that of the type.
    fn answer(&self, operation: &Operation) -> ExampleAnswer {
        let answer = |response: &Response| {
            let body = match choose(self.api, &response.content, Side::Received) {
                Chosen::NotCovered(_) => return None,
                Chosen::Nothing => None,
                Chosen::One(media, format) => {
                    Some((media.media_type.clone(), self.body(media, format)?))
                }
            };
            let status = match response.status {
                Status::Exact(status) => status,
                // All of them describe this one.
                Status::Range(_) | Status::Default => 200,
            };
            Some(ExampleAnswer { status, body })
        };
        successes(operation)
            .find_map(answer)
            .unwrap_or(ExampleAnswer::NOTHING)
    }

    fn body(&self, media: &MediaType, format: Format) -> Option<String> {
        let first = media.examples.first().map(|example| &example.value);
        match (format, media.schema) {
            (Format::Empty, _) => Some(String::new()),
            (Format::Text | Format::Binary, _) => Some(match first {
                Some(node) => node.scalar_text().unwrap_or_else(|| node.to_json_pretty()),
                None => "text".to_owned(),
            }),
            (Format::Json | Format::Form | Format::Multipart, None) => {
                Some(first.map_or_else(|| "{}".to_owned(), Node::to_json))
            }
            (Format::Json | Format::Form | Format::Multipart, Some(used)) => {
                let given = media.examples.iter().map(|example| &example.value);
                self.given(given, used, Side::Received)
                    .or_else(|| self.of_schema(used, Side::Received))
            }
        }
    }

    /// The example of a schema, or one that is made.
    fn of_schema(&self, used: Use, side: Side) -> Option<String> {
        self.given(documented(&self.api.schema(used.schema).docs), used, side)
            .or_else(|| self.own(used.schema, side, Size::Large))
            .or_else(|| self.large(self.folded.class(used.schema), side))
            .or_else(|| used.nullable.then(|| "null".to_owned()))
    }

    /// The first value that fits.
    fn given<'n>(
        &'n self,
        values: impl Iterator<Item = &'n Node>,
        used: Use,
        side: Side,
    ) -> Option<String> {
        values
            .filter(|value| **value != Node::Null)
            .find_map(|value| Fit::new(self, side).fit(value, used))
    }
}

/// What the document gives as an example, or as the value when there is none.
fn documented(docs: &Docs) -> impl Iterator<Item = &Node> {
    let examples = docs.examples.iter().map(|example| &example.value);
    examples.chain(&docs.default)
}
