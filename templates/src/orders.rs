//! Operations whose bodies are forms, and their models: more of the specimen in `client.rs`.

use std::collections::BTreeMap;

use crate::client::DeleteThingError;
use crate::runtime::{
    Call, Client, Decode, Extra, FilePart, Format, JsonObject, Method, Operation, Parameter,
    PartStyle, Patch, Style, Timestamp, empty, fields,
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
            success: &["2XX"],
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
            success: &["2XX"],
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
            success: &["2XX"],
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).form(&body, &[])
    }
}

impl Client {
    /// Uploads a picture: `POST /v2/Pictures`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn upload_picture(&self, body: Upload) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "UploadPicture",
            method: Method::POST,
            path: "/v2/Pictures",
            content_type: Some("multipart/form-data"),
            success: &["2XX"],
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).multipart(
            &body,
            const {
                &[
                    ("thumbnail", PartStyle::As("image/png")),
                    ("caption", PartStyle::As("text/markdown")),
                    ("rights", PartStyle::As("application/json")),
                    ("sizes", PartStyle::Joined(",")),
                    ("owner", PartStyle::Brackets),
                ]
            },
        )
    }

    /// Uploads anything: `PUT /v2/Pictures`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn upload_anything(&self, body: serde_json::Value) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "UploadAnything",
            method: Method::PUT,
            path: "/v2/Pictures",
            content_type: Some("multipart/form-data"),
            success: &["2XX"],
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).multipart(&body, &[])
    }
}

/// A picture with what is known of it.
pub struct Upload {
    /// Id that the server gives.
    pub id: Option<String>,
    /// The picture.
    pub picture: FilePart,
    /// A small one.
    pub thumbnail: Option<FilePart>,
    /// More pictures.
    pub more: Option<Vec<FilePart>>,
    /// Caption.
    pub caption: Option<String>,
    /// Rights.
    pub rights: Option<String>,
    /// Is public.
    pub public: Option<bool>,
    /// Tags.
    pub tags: Option<Vec<String>>,
    /// Sizes.
    pub sizes: Option<Vec<i64>>,
    /// Where it was taken.
    pub place: Option<Address>,
    /// Where its owner lives.
    pub owner: Option<Address>,
    /// What it shows.
    pub items: Option<Vec<Item>>,
    /// Who took it; nobody when it is cleared.
    pub author: Patch<String>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Upload {
    id = "id" read_only,
    picture = "picture",
    thumbnail = "thumbnail",
    more = "more",
    caption = "caption",
    rights = "rights",
    public = "public",
    tags = "tags",
    sizes = "sizes",
    place = "place",
    owner = "owner",
    items = "items",
    author = "author",
});

impl Upload {
    /// With what is required.
    pub fn new(picture: impl Into<FilePart>) -> Self {
        Self {
            picture: picture.into(),
            ..Decode::empty()
        }
    }
}

/// An order.
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
            note: note.into(),
            ..Decode::empty()
        }
    }
}

/// Where an order goes.
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
pub struct Item {
    /// Price.
    pub price: String,
    /// How many.
    pub quantity: Option<i64>,
    /// Members that the document does not describe.
    pub extra: Extra,
}

fields!(Item { price = "price", quantity = "quantity" });
