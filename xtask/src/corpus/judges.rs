//! Validators of all schemas, each made on its own, so that making them is linear in the size of the document: a reference
//! is another validator, looked up when it is met.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, Weak};

use jsonschema::{Draft, Keyword, ValidationError, Validator};
use serde_json::Value;

use super::heirs;
use super::known::Known;
use super::schemas::{HEIRS, REFERENCE, STRICT, Schemas};

/// More references are not followed one inside the other, for the sake of the stack: no document needs so many.
const DEEPEST: usize = 500;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// How a `oneOf` is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unions {
    /// As an `anyOf`.
    Loose,
    /// One arm fits, and no other.
    Exact,
}

/// All validators by name, once they are there.
type Table = OnceLock<BTreeMap<String, Validator>>;

/// The validators of all schemas.
#[derive(Debug)]
pub struct Judges {
    table: Arc<Table>,
}

/// What stands for a reference: another validator of the table.
struct Reference {
    name: String,
    table: Weak<Table>,
}

/// What stands for a parent: a value that says which heir it is has to be that one.
struct Inheritance {
    member: String,
    heirs: BTreeMap<String, Reference>,
}

impl Judges {
    /// Makes a validator of each schema; one of which none can be made is not among them.
    pub fn of(schemas: &Schemas, unions: Unions) -> Self {
        let table = Arc::new(Table::new());
        let weak = Arc::downgrade(&table);
        let heirs = Weak::clone(&weak);
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .offline()
            .with_keyword(REFERENCE, move |_, value, _| {
                let name = value.as_str().unwrap_or_default().to_owned();
                let table = Weak::clone(&weak);
                Ok(Box::new(Reference { name, table }))
            })
            .with_keyword("discriminator", move |_, value, _| {
                Ok(Box::new(Inheritance::of(value, Weak::clone(&heirs))))
            });
        let made = schemas.all().filter_map(|(name, schema)| {
            let judge = match unions {
                Unions::Loose => options.build(schema),
                Unions::Exact => options.build(&exactly(schema)),
            };
            Some((name, judge.ok()?))
        });
        // The table is new, so that nothing is in it yet.
        let _ = table.set(made.collect());
        Self { table }
    }

    /// Which keyword refuses an instance, if any does.
    ///
    /// # Errors
    /// When there is no validator for this schema.
    pub fn fault(&self, name: &str, instance: &Value) -> Result<Option<String>, String> {
        let judge = self.table.get().and_then(|table| table.get(name));
        let judge = judge.ok_or("there is no validator for the schema")?;
        KNOWN.with_borrow_mut(Known::clear);
        let fault = judge.validate(instance).err();
        Ok(fault.map(|error| error.kind().keyword().to_owned()))
    }
}

/// The schema with every `oneOf` that [`Schemas`] has softened.
fn exactly(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let is_strict = members.contains_key(STRICT);
            let members = members.iter().map(|(key, value)| match key.as_str() {
                "anyOf" if is_strict => ("oneOf".to_owned(), exactly(value)),
                _ => (key.clone(), exactly(value)),
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(exactly).collect(),
        other => other.clone(),
    }
}

impl Inheritance {
    fn of(discriminator: &Value, table: Weak<Table>) -> Self {
        let member = discriminator.get("propertyName").and_then(Value::as_str);
        let heirs = discriminator.get(HEIRS).and_then(Value::as_object);
        let heirs = heirs.into_iter().flatten().filter_map(|(tag, name)| {
            let name = name.as_str()?.to_owned();
            let table = Weak::clone(&table);
            Some((tag.clone(), Reference { name, table }))
        });
        Self {
            member: member.unwrap_or_default().to_owned(),
            heirs: heirs.collect(),
        }
    }

    fn accepts(&self, instance: &Value) -> bool {
        let tag = instance.get(&self.member).and_then(heirs::tag);
        let heir = tag.and_then(|tag| self.heirs.get(&*tag));
        heir.is_none_or(|heir| heir.accepts(instance))
    }
}

impl<'i> Keyword<'i> for Inheritance {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.accepts(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(
                "refused by the heir that the value says it is",
            ))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.accepts(instance)
    }
}

impl Reference {
    fn accepts(&self, instance: &Value) -> bool {
        let question = (self.name.clone(), std::ptr::from_ref(instance));
        if let Some(known) = KNOWN.with_borrow_mut(|known| known.ask(question)) {
            return known;
        }
        let accepts = self.finds_right(instance);
        // The name of a member is a value for no longer than it is judged.
        let lasts = instance.is_object() || instance.is_array();
        KNOWN.with_borrow_mut(|known| known.answer(accepts, lasts));
        accepts
    }

    fn finds_right(&self, instance: &Value) -> bool {
        let Some(table) = self.table.upgrade() else {
            return false;
        };
        if DEPTH.get() > DEEPEST {
            KNOWN.with_borrow_mut(Known::guess);
            return true;
        }
        let judge = table.get().and_then(|table| table.get(&self.name));
        let depth = DEPTH.replace(DEPTH.get() + 1);
        let accepts = judge.is_some_and(|judge| judge.is_valid(instance));
        DEPTH.set(depth);
        accepts
    }
}

impl<'i> Keyword<'i> for Reference {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.accepts(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(
                "refused by the schema that is referred to",
            ))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.accepts(instance)
    }
}
