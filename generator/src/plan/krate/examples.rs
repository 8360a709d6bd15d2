//! Examples: of models, and of what a server answers.

use serde::Serialize;

use super::methods::{Format, StatusPattern};

/// An example of a model, which its type can read and writes again as it is.
#[derive(Clone, Debug, Serialize)]
pub struct ModelExample {
    /// Name of the model.
    pub model: String,
    /// JSON text.
    pub json: String,
}

/// What a server answers, for example.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleAnswer {
    /// With which statuses.
    pub status: StatusPattern,
    /// Media type of the body; `None`: there is no body.
    pub media_type: Option<String>,
    /// How the body is read.
    pub format: Format,
    /// The body: JSON text that the type of the answer can read, or any text.
    pub body: String,
}
