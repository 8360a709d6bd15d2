//! Examples: of models, and of what a server answers.

use serde::Serialize;

/// An example of a model, which its type can read and writes again as it is.
#[derive(Clone, Debug, Serialize)]
pub struct ModelExample {
    /// Name of the model.
    pub model: String,
    /// JSON text.
    pub json: String,
}

/// What a server answers when all is well, for example.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleAnswer {
    /// With which status.
    pub status: u16,
    /// Media type and text of the body, which the type of the success can read.
    pub body: Option<(String, String)>,
}

impl ExampleAnswer {
    /// Where the document describes no success.
    pub const NOTHING: Self = Self {
        status: 204,
        body: None,
    };
}
