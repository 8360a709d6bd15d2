//! What becomes of the keywords around the schemas: a table for each object of OpenAPI, 2.0 already rewritten.

use super::ledger::Fate::{self, Documented, Expressed, Ignored, Unsupported};

/// Keywords of an object with their fates.
pub(super) type Table = &'static [(&'static str, Fate)];

/// OpenAPI Object (3.1, 4.8.1; 2.0, Swagger Object).
pub(super) const ROOT: Table = &[
    ("openapi", Expressed),
    ("swagger", Expressed),
    ("info", Expressed),
    ("servers", Expressed),
    ("paths", Expressed),
    ("components", Expressed),
    ("security", Expressed),
    ("tags", Expressed),
    ("externalDocs", Documented),
    ("jsonSchemaDialect", Expressed),
    ("$self", Expressed),
    ("definitions", Expressed),
    ("parameters", Expressed),
    ("responses", Expressed),
    ("securityDefinitions", Expressed),
    ("webhooks", Expressed),
];

/// Path Item Object (4.8.9).
pub(super) const PATH_ITEM: Table = &[
    ("$ref", Expressed),
    ("summary", Documented),
    ("description", Documented),
    ("servers", Expressed),
    ("parameters", Expressed),
    ("get", Expressed),
    ("put", Expressed),
    ("post", Expressed),
    ("delete", Expressed),
    ("options", Expressed),
    ("head", Expressed),
    ("patch", Expressed),
    ("trace", Expressed),
    ("query", Expressed),
    ("additionalOperations", Expressed),
];

/// Operation Object (4.8.10).
pub(super) const OPERATION: Table = &[
    ("tags", Expressed),
    ("summary", Documented),
    ("description", Documented),
    ("externalDocs", Documented),
    ("operationId", Expressed),
    ("parameters", Expressed),
    ("requestBody", Expressed),
    ("responses", Expressed),
    ("deprecated", Expressed),
    ("security", Expressed),
    ("servers", Expressed),
    ("callbacks", Expressed),
];

/// Operation Object of a webhook or callback: what its receiver reads is a model, where it listens is not the crate's business.
pub(super) const INCOMING: Table = &[
    ("tags", Ignored),
    ("summary", Documented),
    ("description", Documented),
    ("externalDocs", Documented),
    ("operationId", Ignored),
    ("requestBody", Expressed),
    ("responses", Documented),
    ("deprecated", Expressed),
    ("callbacks", Expressed),
];

/// Response Object of a webhook or callback.
pub(super) const INCOMING_RESPONSE: Table = &[("description", Documented)];

/// Parameter Object (4.8.12) and Header Object (4.8.21).
pub(super) const PARAMETER: Table = &[
    ("name", Expressed),
    ("in", Expressed),
    ("description", Documented),
    ("required", Expressed),
    ("deprecated", Expressed),
    ("schema", Expressed),
    ("content", Expressed),
    ("style", Expressed),
    ("explode", Expressed),
    ("allowReserved", Expressed),
    ("allowEmptyValue", Ignored),
    ("example", Documented),
    ("examples", Documented),
];

/// Request Body Object (4.8.13).
pub(super) const REQUEST_BODY: Table = &[
    ("description", Documented),
    ("content", Expressed),
    ("required", Expressed),
];

/// Media Type Object (4.8.14).
pub(super) const MEDIA_TYPE: Table = &[
    ("description", Ignored),
    ("schema", Expressed),
    ("example", Ignored),
    ("examples", Ignored),
    ("encoding", Expressed),
];

/// Encoding Object (4.8.15) of a part of a multipart body.
pub(super) const PART: Table = &[
    ("contentType", Expressed),
    ("headers", Unsupported),
    ("style", Expressed),
    ("explode", Expressed),
    ("allowReserved", Expressed),
];

/// Encoding Object of a member of a form, which has no headers.
pub(super) const FORM_MEMBER: Table = &[
    ("contentType", Expressed),
    ("headers", Ignored),
    ("style", Expressed),
    ("explode", Expressed),
    ("allowReserved", Expressed),
];

/// Response Object (4.8.17).
pub(super) const RESPONSE: Table = &[
    ("description", Documented),
    ("summary", Documented),
    ("headers", Expressed),
    ("content", Expressed),
    ("examples", Ignored),
    ("links", Unsupported),
];

/// Security Scheme Object (4.8.27).
pub(super) const SECURITY_SCHEME: Table = &[
    ("type", Expressed),
    ("description", Documented),
    ("name", Expressed),
    ("in", Expressed),
    ("scheme", Expressed),
    ("bearerFormat", Ignored),
    ("flows", Documented),
    ("openIdConnectUrl", Documented),
    ("deprecated", Documented),
];
