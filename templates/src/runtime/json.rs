//! JSON of any shape.

use serde_json::{Number, Value};

use super::{Decode, Encode, Fault, JsonObject, Keyed, List, Source, Twice, View};

impl Encode for Value {
    fn view(&self) -> View<'_> {
        View::Json(self)
    }
}

impl Decode for Value {
    fn empty() -> Self {
        Self::Null
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        read(self, source, Twice::Last)
    }
}

impl Encode for JsonObject {
    fn view(&self) -> View<'_> {
        View::JsonObject(self)
    }
}

impl Decode for JsonObject {
    fn empty() -> Self {
        Self::new()
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        let Source::Object(entries) = source else {
            return Err(source.mismatch("an object"));
        };
        match entries.value(Twice::Last)? {
            Some(Value::Object(object)) => *self = object,
            Some(_) => return Err(Fault::mismatch("an object", "a number")),
            None => {}
        }
        Ok(())
    }
}

fn read(json: &mut Value, source: Source<'_>, twice: Twice) -> Result<(), Fault> {
    *json = match source {
        Source::Null => Value::Null,
        Source::Bool(value) => Value::Bool(value),
        Source::I64(value) => Value::from(value),
        Source::U64(value) => Value::from(value),
        Source::F64(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
        Source::Text(text) => Value::String(text.to_owned()),
        Source::Array(items) => {
            let mut documents = Documents {
                twice,
                read: Vec::new(),
            };
            items.fill(&mut documents)?;
            documents.read.into_iter().map(|item| item.json).collect()
        }
        Source::Object(entries) => entries.value(twice)?.unwrap_or(Value::Null),
    };
    Ok(())
}

/// JSON of any shape that is being read by a stricter rule than `Value` has.
pub(super) struct Document {
    pub(super) json: Value,
    twice: Twice,
}

impl Document {
    pub(super) fn new(twice: Twice) -> Self {
        Self {
            json: Value::Null,
            twice,
        }
    }
}

impl Encode for Document {
    fn view(&self) -> View<'_> {
        View::Json(&self.json)
    }
}

impl Decode for Document {
    fn empty() -> Self {
        Self::new(Twice::Last)
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        read(&mut self.json, source, self.twice)
    }
}

struct Documents {
    twice: Twice,
    read: Vec<Document>,
}

impl List for Documents {
    fn slot(&mut self) -> Option<&mut dyn Decode> {
        self.read.push(Document::new(self.twice));
        self.read.last_mut().map(|item| item as &mut dyn Decode)
    }
}

/// JSON that is read and forgotten.
pub(super) struct Discarded;

impl Encode for Discarded {
    fn view(&self) -> View<'_> {
        View::Absent
    }
}

impl Decode for Discarded {
    fn empty() -> Self {
        Self
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        match source {
            Source::Array(items) => items.fill(self),
            Source::Object(entries) => entries.value(Twice::Last).map(|_| ()),
            _ => Ok(()),
        }
    }
}

impl List for Discarded {
    fn slot(&mut self) -> Option<&mut dyn Decode> {
        Some(self)
    }
}

impl Keyed for JsonObject {
    fn slot(&mut self, name: &str) -> &mut dyn Decode {
        self.entry(name).or_insert(Value::Null)
    }
}
