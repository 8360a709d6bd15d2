//! Models of the specimen in `client.rs`.

use std::collections::BTreeMap;

use crate::runtime::{Extra, UnknownText, empty, fields, texts};

/// A thing.
#[non_exhaustive]
pub struct Thing {
    /// Id.
    pub id: String,
    /// Name. Personal data.
    pub name: Option<String>,
    /// State.
    pub state: Option<ThingState>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Thing { id = "id", name = "name" redacted, state = "state" });

/// State of a [`Thing`].
#[non_exhaustive]
pub enum ThingState {
    /// `ON`
    On,
    /// `OFF`
    Off,
    /// A value that the document does not list, as it was sent.
    Unrecognized(UnknownText),
}

texts!(ThingState { On = "ON", Off = "OFF" ; Unrecognized });

/// A page of things.
#[non_exhaustive]
pub struct ThingPage {
    /// Things.
    pub things: Vec<Thing>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ThingPage { things = "things" });

/// What is sent to create a [`Thing`].
#[non_exhaustive]
pub struct CreateThing {
    /// Id that the server gives.
    pub id: Option<String>,
    /// Name. Personal data.
    pub name: String,
    /// Weight in kg.
    pub weight: Option<f64>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(CreateThing { id = "id" read_only, name = "name" redacted, weight = "weight" });

impl CreateThing {
    /// With what is required.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            id: None,
            name: name.into(),
            weight: None,
            extra: Extra::new(),
        }
    }
}

/// What things must have to be listed.
#[non_exhaustive]
pub struct ThingFilter {
    /// Colour.
    pub color: Option<String>,
    /// Sizes.
    pub sizes: Option<BTreeMap<String, i64>>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(ThingFilter { color = "color", sizes = "sizes" });

impl ThingFilter {
    /// Empty.
    pub fn any() -> Self {
        Self {
            color: None,
            sizes: None,
            extra: Extra::new(),
        }
    }
}

/// Work that goes on.
#[non_exhaustive]
pub struct Job {
    /// Where its state is.
    pub url: String,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Job { url = "url" });
