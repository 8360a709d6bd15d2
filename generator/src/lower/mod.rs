//! Reads the document into the neutral model: [`Document`](crate::document::Document) in, [`Api`](crate::api::Api) out.
