//! Operations whose bodies are forms, and their models: more of the specimen in `client.rs`.

use std::collections::BTreeMap;

use crate::client::DeleteThingError;
use crate::runtime::{
    Call, Client, Extra, Format, JsonObject, Method, Operation, Parameter, Patch, Style, Timestamp,
    fields,
};

impl Client {
    /// Creates an order: `POST /v2/Orders`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn create_order(&self, body: Order) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "CreateOrder",
            method: Method::POST,
            path: "/v2/Orders",
            content_type: Some("application/x-www-form-urlencoded"),
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).form(&body, &[])
    }

    /// Replaces an order: `PUT /v2/Orders`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn replace_order(&self, body: Order) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "ReplaceOrder",
            method: Method::PUT,
            path: "/v2/Orders",
            content_type: Some("application/x-www-form-urlencoded"),
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).form(
            &body,
            const {
                &[
                    Parameter::query("tags").style(Style::DeepObject),
                    Parameter::query("sizes").exploded(false),
                    Parameter::query("note").reserved(),
                    Parameter::query("address").style(Style::Json),
                    Parameter::query("due").style(Style::Json),
                ]
            },
        )
    }

    /// Merges something into an order: `PATCH /v2/Orders`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn merge_order(&self, body: serde_json::Value) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "MergeOrder",
            method: Method::PATCH,
            path: "/v2/Orders",
            content_type: Some("application/x-www-form-urlencoded"),
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).form(&body, &[])
    }
}

/// An order.
#[derive(Clone)]
pub struct Order {
    /// Id that the server gives.
    pub id: Option<String>,
    /// Note.
    pub note: String,
    /// Is urgent.
    pub urgent: Option<bool>,
    /// Weight in kg.
    pub weight: Option<f64>,
    /// Tags.
    pub tags: Option<Vec<String>>,
    /// Sizes.
    pub sizes: Option<Vec<i64>>,
    /// Where it goes.
    pub address: Option<Address>,
    /// What is ordered.
    pub items: Option<Vec<Item>>,
    /// Who pays; nobody when it is cleared.
    pub payer: Patch<String>,
    /// When it must be there.
    pub due: Option<Timestamp>,
    /// What the caller wants to remember.
    pub metadata: Option<BTreeMap<String, String>>,
    /// Anything.
    pub more: Option<JsonObject>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Order {
    id = "id" read_only,
    note = "note",
    urgent = "urgent",
    weight = "weight",
    tags = "tags",
    sizes = "sizes",
    address = "address",
    items = "items",
    payer = "payer",
    due = "due",
    metadata = "metadata",
    more = "more",
});

impl Order {
    /// With what is required.
    pub fn new(note: impl Into<String>) -> Self {
        Self {
            id: None,
            note: note.into(),
            urgent: None,
            weight: None,
            tags: None,
            sizes: None,
            address: None,
            items: None,
            payer: Patch::Leave,
            due: None,
            metadata: None,
            more: None,
            extra: Extra::new(),
        }
    }
}

/// Where an order goes.
#[derive(Clone)]
pub struct Address {
    /// City.
    pub city: String,
    /// Lines.
    pub lines: Vec<String>,
    /// Id that the server gives.
    pub id: Option<String>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Address { city = "city", lines = "lines", id = "id" read_only });

/// An item of an order.
#[derive(Clone)]
pub struct Item {
    /// Price.
    pub price: String,
    /// How many.
    pub quantity: Option<i64>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Item { price = "price", quantity = "quantity" });
